"""The reference app with state for each visitor: megabytes in the worker, or a few bytes in a signed cookie."""

import os
import uuid

import numpy as np
from flask import session

from app import app

MEGABYTES = float(os.environ["LAB_STATE_MB"])
kept: dict[str, np.ndarray] = {}


@app.before_request
def remember() -> None:
    if not MEGABYTES:
        session["seen"] = session.get("seen", 0) + 1
        return
    visitor = session.setdefault("visitor", uuid.uuid4().hex)
    if visitor not in kept:
        kept[visitor] = np.ones(int(MEGABYTES * 1e6 / 8))
