"""Numbers and closed words as readers see them.

Rounded, with the sign and the unit that they need.
"""

from __future__ import annotations

from typing import Final

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.evidence import Interval, Kind, Status

KINDS: Final[dict[Kind, str]] = {
    "measured_here": "measured here",
    "measured_elsewhere": "measured elsewhere",
    "documented": "documented",
    "judged": "judged",
}
STATUSES: Final[dict[Status, str]] = {
    "present": "part of it",
    "add_on": "add-on",
    "absent": "missing",
    "unknown": "not known",
}


def points_text(points: float) -> str:
    """Return signed points of 100, rounded to whole points, with a true minus sign."""
    whole = round(points)
    if whole == 0:
        return "0"
    return f"+{whole}" if whole > 0 else f"\N{MINUS SIGN}{-whole}"


def interval_text(interval: Interval) -> str:
    """Return an interval on a scale from 0 to 1 as ``70 (60 to 80)``."""
    low, mid, high = (round(100 * bound) for bound in interval.bounds())
    return f"{mid}" if low == high else f"{mid} ({low} to {high})"


def span_text(low: float, high: float) -> str:
    """Return a range on a scale from 0 to 1 as ``60 to 80``; empty where it has no width."""
    first, last = round(100 * low), round(100 * high)
    return f"{first} to {last}" if first != last else ""


def short_name(option: str, catalogue: Catalogue) -> str:
    """Return an option's name as charts write it: ``Streamlit + FastAPI``."""
    return " + ".join(catalogue.frameworks[part].name for part in catalogue.parts(option))
