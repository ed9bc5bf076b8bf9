"""A fault of ours in words: what kind, where in the code, and where to report it."""

from __future__ import annotations

import os
import traceback
from pathlib import Path
from typing import Final

__all__ = ["TRACKER", "fault_line", "origin", "tracker"]

TRACKER: Final = "FRAMEWORK_COMPARE_TRACKER"
"""The environment variable that holds the address at which faults are reported."""
_PACKAGE: Final = Path(__file__).resolve().parent
_LONGEST: Final = 200


def tracker() -> str:
    """Return the address at which faults are reported; empty where whoever runs this names none."""
    address = os.environ.get(TRACKER, "").strip()
    return address if address.startswith(("https://", "http://")) else ""


def origin(error: BaseException) -> str:
    """Return the innermost line of this package that an error passed through, such as ``scoring/weights.py:57``."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.is_relative_to(_PACKAGE):
            return f"{path.relative_to(_PACKAGE).as_posix()}:{frame.lineno}"
    return "outside of this package"


def fault_line(item: str, error: BaseException) -> str:
    """Return one line on a fault of ours: the item, the kind of error, where it arose, and where to report it.

    Parameters
    ----------
    item
        what was being worked on, by its id.
    error
        any error that is no refusal of input.
    """
    said = " ".join(str(error).split())
    said = said if len(said) <= _LONGEST else said[: _LONGEST - 1] + "…"
    kind = f"{type(error).__name__} at {origin(error)}" + (f": {said}" if said else "")
    where = f"at {tracker()}" if tracker() else "where you got framework_compare"
    return f"{item}: a fault of framework_compare, not of the input: {kind}; please report it with this item {where}"
