"""A visit's state in the signed cookie, a download made for it, an upload.

LAB_STATE asks for the two ways that break with several processes: a key that each makes for itself, and state in memory.
"""

import io
import os
import secrets

import pandas as pd
from flask import Flask, flash, redirect, render_template, request, send_file, session, url_for

STATE = os.environ.get("LAB_STATE", "shared key")
app = Flask(__name__)
app.config.from_prefixed_env()  # FLASK_SECRET_KEY
if STATE == "random key":
    app.secret_key = secrets.token_hex()
in_process = {}


def counts():
    """Return where this visit keeps its count."""
    if "visit" not in session:
        session["visit"] = secrets.token_hex(4)
    kept = session if STATE != "in process" else in_process.setdefault(session["visit"], {})
    kept.setdefault("count", 0)
    return kept


@app.get("/")
def index():
    return render_template("index.html", count=counts()["count"])


@app.post("/count")
def count():
    counts()["count"] += 1
    return redirect(url_for("index"))


@app.get("/visit.txt")
def download():
    text = f"{session['visit']} {counts()['count']}"
    return send_file(io.BytesIO(text.encode()), as_attachment=True, download_name="visit.txt")


@app.post("/upload")
def upload():
    flash(f"rows: {len(pd.read_csv(request.files['table']))}")
    return redirect(url_for("index"))


@app.get("/health")
def health():
    return "ok"
