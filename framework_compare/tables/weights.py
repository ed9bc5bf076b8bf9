"""Frames of weights: what each group and each criterion holds of the whole."""

from __future__ import annotations

import pandas as pd

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.charts.weight_ranges import INDENT, OWN, THEIRS
from framework_compare.present.theme import ACCENT, GREY
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.weights import ShareRange, share_ranges
from framework_compare.text import percent

_COLUMNS = ["name", "low", "expected", "high", "room", "label", "whose", "colour"]
_ROOM = 1.5
"""How much further than the widest range the axis goes, to leave room for the figures."""


def weight_rows(requirement: Requirement, catalogue: Catalogue) -> pd.DataFrame:
    """Return every group's and every criterion's share of the whole, criteria under their group.

    Returns
    -------
    frame
        one row a group or criterion: name, low, expected and high (0 to 100), label, whose (set by
        the user or the model's), colour, and room: where the axis must end at least.
    """
    ranges = share_ranges(requirement.weights, catalogue)
    rows = []
    for group in catalogue.groups:
        whole = ranges[group.id]
        rows.append(_row(group.name, whole, ShareRange(1.0, 1.0, 1.0, whole.own)))
        for criterion in catalogue.criteria:
            if criterion.group == group.id:
                rows.append(_row(INDENT + criterion.name, ranges[criterion.id], whole))
    return pd.DataFrame(rows, columns=_COLUMNS)


def _row(name: str, share: ShareRange, whole: ShareRange) -> tuple[object, ...]:
    """Return a share of a share; both vary independently, so the ends multiply."""
    low, expected, high = (
        share.low * whole.low,
        share.expected * whole.expected,
        share.high * whole.high,
    )
    label = f"{percent(expected)} ({100 * low:.0f} to {100 * high:.0f})"
    colour = ACCENT if share.own else GREY
    shown = (round(100 * number, 2) for number in (low, expected, high, high * _ROOM))
    return (name, *shown, label, OWN if share.own else THEIRS, colour)
