"""Counts a visitor's requests in a signed cookie, with a shared or a random key, or in the process's memory."""

import os
import uuid

from flask import Flask, session

STATE = os.environ["LAB_STATE"]
app = Flask(__name__)
app.secret_key = os.urandom(16) if STATE == "random key" else "the same on both replicas"
counts: dict[str, int] = {}


@app.get("/")
def count() -> dict[str, int]:
    if STATE != "in process":
        session["count"] = session.get("count", 0) + 1
        return {"count": session["count"]}
    visitor = session.setdefault("visitor", uuid.uuid4().hex)
    counts[visitor] = counts.get(visitor, 0) + 1
    return {"count": counts[visitor]}
