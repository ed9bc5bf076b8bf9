"""Frames of what would change a verdict.

Ranges of weights, maps of decisions, ranks, and what is worth knowing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import pandas as pd

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.explain.beliefs import CentralWeights, RankPath
from framework_compare.explain.decision_map import Axis, DecisionMap
from framework_compare.explain.information import Worth
from framework_compare.explain.weights import Stability
from framework_compare.present.drawing import short_name
from framework_compare.present.theme import GREY, colour, option_colour
from framework_compare.requirement.model import Requirement
from framework_compare.text import percent
from framework_compare.vocabulary import GROUPS, VALUE_TREE

NOBODY: Final = "nothing fits"
_MOST_LINES: Final = 6
_MOST_FAMILIES: Final = 4
_MOST_WORTHS: Final = 8


def weight_name(weight: str, catalogue: Catalogue) -> str:
    """Return a group's or a criterion's name."""
    names = {group.id: group.name for group in catalogue.groups} | {
        c.id: c.name for c in catalogue.criteria
    }
    # groups and criteria are one dictionary of two closed sets
    return names[weight]  # type: ignore[index]


# Weights


def stability_rows(
    ranges: Sequence[Stability], catalogue: Catalogue, group: str | None = None
) -> pd.DataFrame:
    """Return the range of every group's weight, or of the criteria of one group, in per cent of its
    whole.

    Parameters
    ----------
    group
        whose criteria; the groups themselves if None.
    """
    # a group's id, from a widget
    wanted = GROUPS if group is None else VALUE_TREE[group]  # type: ignore[index]
    kind = "group" if group is None else "criterion"
    columns = [
        "label",
        "kind",
        "low",
        "high",
        "today",
        "plausible_low",
        "plausible_high",
        "below",
        "above",
    ]
    rows = [
        {
            "label": weight_name(stable.weight, catalogue),
            "kind": kind,
            "low": 100 * stable.low,
            "high": 100 * stable.high,
            "today": 100 * stable.today,
            "plausible_low": 100 * stable.plausible_low,
            "plausible_high": 100 * stable.plausible_high,
            "below": short_name(stable.below, catalogue) if stable.below else "",
            "above": short_name(stable.above, catalogue) if stable.above else "",
        }
        for stable in ranges
        if stable.weight in wanted
    ]
    return pd.DataFrame(rows, columns=columns).round(2)


def rank_rows(path: RankPath, catalogue: Catalogue) -> pd.DataFrame:
    """Return the ranks of the six families that come nearest to the front along a weight.

    One row a family and step.
    """
    nearest = min(range(len(path.shares)), key=lambda place: abs(path.shares[place] - path.today))
    chosen = sorted(path.lines, key=lambda line: (min(line.ranks), sum(line.ranks)))[:_MOST_LINES]
    rows = [
        {
            "weight": round(100 * share, 1),
            "option": catalogue.frameworks[line.family].name,
            "rank": rank,
            "colour": colour(line.family, catalogue),
            "today": place == nearest,
        }
        for line in chosen
        for place, (share, rank) in enumerate(zip(path.shares, line.ranks, strict=True))
    ]
    return pd.DataFrame(rows, columns=["weight", "option", "rank", "colour", "today"])


def central_rows(central: Sequence[CentralWeights], catalogue: Catalogue) -> pd.DataFrame:
    """Return each group's mean weight where each of the best families is first, beside its mean
    over all readings.
    """
    told = [item for item in central if item.groups is not None][:_MOST_FAMILIES]
    rows = [
        {
            "option": catalogue.frameworks[item.family].name,
            "colour": colour(item.family, catalogue),
            "label": weight_name(group, catalogue),
            "value": round(100 * value, 2),
            "today": round(100 * item.usual_groups[place], 2),
        }
        for place, group in enumerate(GROUPS)
        for item in told
        for value in [(item.groups or ())[place]]
    ]
    return pd.DataFrame(rows, columns=["option", "colour", "label", "value", "today"])


def belief_text(item: CentralWeights, catalogue: Catalogue) -> str:
    """Return what one would have to believe for a family.

    The weights that differ most where it comes first.

    Only what exceeds two standard errors is told: less may be chance.
    """
    name = catalogue.frameworks[item.family].name
    often = percent(item.share, certain=False)
    if item.criteria is None:
        return f"**{name}** comes first in {often}: too seldom to say under which weights."
    shifts = [
        (value - usual, place)
        for place, (value, usual) in enumerate(zip(item.criteria, item.usual, strict=True))
    ]
    sure = [(shift, place) for shift, place in shifts if abs(shift) > 2 * item.errors[place]]
    named = [
        f"**{catalogue.criteria[place].name}** counts {word} than usual "
        f"({100 * item.criteria[place]:.1f}% against {100 * item.usual[place]:.1f}%)"
        for (shift, place), word in (
            (max(sure, default=(0.0, 0)), "more"),
            (min(sure, default=(0.0, 0)), "less"),
        )
        if (shift > 0) == (word == "more") and shift
    ]
    then = (
        " and ".join(named)
        if named
        else "the weights are the usual ones: evidence and answers differ, not weights"
    )
    return f"**{name}** comes first in {often}; then {then}."


# The map


def _ends(axis: Axis, place: int) -> tuple[Any, Any]:
    return (
        (axis.edges[place], axis.edges[place + 1])
        if axis.numeric
        else (axis.values[place], axis.values[place])
    )


def _word(axis: Axis, value: Any, catalogue: Catalogue) -> Any:
    return value if axis.numeric else catalogue.answer_label(axis.field, value)


def map_cells(found: DecisionMap, catalogue: Catalogue) -> pd.DataFrame:
    """Return one row a cell: its borders or words, who leads, its colour, and how often its family
    comes first.
    """
    rows = []
    for cell in found.cells:
        (left, right), (low, high) = _ends(found.x, cell.x), _ends(found.y, cell.y)
        rows.append(
            {
                "x": _word(found.x, left, catalogue),
                "x2": _word(found.x, right, catalogue),
                "y": _word(found.y, low, catalogue),
                "y2": _word(found.y, high, catalogue),
                "winner": short_name(cell.option, catalogue) if cell.option else NOBODY,
                "colour": option_colour(cell.option, catalogue) if cell.option else GREY,
                "share": round(cell.share, 2),
                "word": f"first in {percent(cell.share, certain=False)}" if cell.option else "",
            }
        )
    return pd.DataFrame(rows, columns=["x", "x2", "y", "y2", "winner", "colour", "share", "word"])


def map_project(found: DecisionMap, requirement: Requirement, catalogue: Catalogue) -> pd.DataFrame:
    """Return the present project as a point.

    Empty where one of the two questions is not answered.
    """
    x, y = getattr(requirement, found.x.field), getattr(requirement, found.y.field)
    rows = (
        []
        if None in (x, y)
        else [{"x": _word(found.x, x, catalogue), "y": _word(found.y, y, catalogue)}]
    )
    return pd.DataFrame(rows, columns=["x", "y"])


# What to find out


def worth_rows(worths: Sequence[Worth], count: int = _MOST_WORTHS) -> pd.DataFrame:
    """Return what is most worth knowing: label, chance in per cent, gain in points, kind."""
    kinds = {"answer": "question", "evidence": "evidence"}
    rows = [
        {
            "label": worth.label,
            "chance": round(100 * worth.chance, 1),
            "gain": round(worth.gain, 2),
            "kind": kinds[worth.kind],
        }
        for worth in worths[:count]
        if worth.chance > 0
    ]
    return pd.DataFrame(rows, columns=["label", "chance", "gain", "kind"])
