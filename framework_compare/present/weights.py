"""What each weight is and how far it may lie, what the user set, and what that changes."""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.present.drawing import (
    NO_FRAME,
    Drawing,
    by_row,
    drawn,
    inline,
    label_axis,
    text_mark,
)
from framework_compare.present.theme import ACCENT, GREY
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.results import Verdict
from framework_compare.scoring.study import Study
from framework_compare.scoring.weights import ShareRange, share_ranges
from framework_compare.text import cases, percent, percents
from framework_compare.vocabulary import FrameworkId

OWN: Final = "set by you"
THEIRS: Final = "the model's range"
INDENT: Final = "\N{EM SPACE}"
"""Before a criterion's name, so that it reads as part of the group above it."""
_BOLD_GROUPS: Final = {
    "condition": {"test": f"datum.label[0] != '{INDENT}'", "value": "bold"},
    "value": "normal",
}

_COLUMNS = ["name", "low", "expected", "high", "room", "label", "whose", "colour"]
_ROW: Final = 24
"""Pixels that one weight needs."""
_FRAME: Final = 64
"""Pixels of the legend."""
_ROOM = 2.0
"""How much further than the widest range the axis goes, to leave room for the figures."""


def drawing(study: Study) -> Drawing:
    """Return every group's and every criterion's share of the whole."""
    rows = weight_rows(study)
    title = "Weights, share of the whole in per cent"
    return drawn(title, weight_ranges, weight_ranges_alt, rows, _FRAME + _ROW * len(rows))


def weight_name(weight: str, catalogue: Catalogue) -> str:
    """Return a group's or a criterion's name."""
    names = {group.id: group.name for group in catalogue.groups} | {
        c.id: c.name for c in catalogue.criteria
    }
    # Groups and criteria are two closed sets, but their names are in one dictionary.
    return names[weight]  # type: ignore[index]


def weight_rows(study: Study) -> pd.DataFrame:
    """Return every group's and every criterion's share of the whole, criteria under their group.

    Returns
    -------
    frame
        one row a group or criterion: name, low, expected and high (0 to 100), label, whose (set by
        the user or the model's), colour, and room: where the axis must end at least.
    """
    catalogue = study.catalogue
    ranges = share_ranges(study.requirement.weights, catalogue)
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
    label = f"{percent(expected)} ({percents(low, high).removesuffix('%')})"
    colour = ACCENT if share.own else GREY
    shown = (round(100 * number, 2) for number in (low, expected, high, high * _ROOM))
    return (name, *shown, label, OWN if share.own else THEIRS, colour)


def weight_ranges(weights: pd.DataFrame) -> alt.LayerChart:
    """Return one line a group or criterion.

    Its range as a bar, its expected share as a mark, both in figures.

    Parameters
    ----------
    weights
        columns name, low, expected, high (0 to 100, shares of the whole), room, label, whose and
        colour; one row a line, in order. The mark's shape says whose range it is, as its colour
        does.
    """
    name = alt.Y(
        "name:N",
        sort=None,
        title=None,
        axis=label_axis(labelLimit=210, labelOverlap=False, labelFontWeight=_BOLD_GROUPS),
    )
    shape = alt.Shape(
        "whose:N",
        scale=alt.Scale(domain=[OWN, THEIRS], range=["diamond", "circle"]),
        legend=alt.Legend(
            orient="top",
            title=None,
            labelFontSize=13,
            symbolSize=110,
            symbolFillColor=GREY,
            columns=1,
            offset=4,
        ),
    )
    hint = [
        alt.Tooltip("name:N", title="Weight"),
        alt.Tooltip("label:N", title="Share of the whole, %"),
        alt.Tooltip("whose:N", title="Range"),
    ]
    scale = alt.Scale(zero=True, nice=False)
    base = alt.Chart(inline(weights)).encode(y=name, tooltip=hint)
    bars = base.mark_bar(height=7, opacity=0.45, cornerRadius=3).encode(
        x=alt.X("low:Q", scale=scale, axis=None), x2=alt.X2("high"), color=by_row()
    )
    marks = base.mark_point(filled=True, size=95, opacity=1).encode(
        x=alt.X("expected:Q", scale=scale, axis=None), shape=shape, color=by_row()
    )
    figures = base.mark_text(**text_mark(align="left", dx=9)).encode(
        x=alt.X("high:Q", scale=scale, axis=None), text=alt.Text("label:N")
    )
    edge = base.mark_point(opacity=0).encode(x=alt.X("room:Q", scale=scale, axis=None))
    chart: alt.LayerChart = (
        alt.layer(bars, marks, figures, edge).properties(height=_ROW * 20).configure(view=NO_FRAME)
    )
    return chart


def weight_ranges_alt(weights: pd.DataFrame) -> str:
    """Return the chart's content as sentences: the groups' shares, and what is set by the user."""
    if weights.empty:
        return "There is nothing to weigh."
    groups = weights[~weights["name"].str.startswith(INDENT)]
    shares = ", ".join(
        f"{name} {label}" for name, label in zip(groups["name"], groups["label"], strict=True)
    )
    own = [str(name).strip() for name in weights.loc[weights["whose"] == OWN, "name"]]
    said = f"Set by you: {', '.join(own)}." if own else "Nothing is set by you."
    return f"Shares of the whole in per cent, with their ranges: {shares}. {said}"


def weights_in_words(requirement: Requirement, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the weights that the user set: ``The product: 40% to 53% of the whole``.

    Empty where none is set.
    """
    groups = {group.id: group.name for group in catalogue.groups}
    found = []
    for member, (low, high) in requirement.weights.items():
        name = next((name for group, name in groups.items() if group == member), "")
        of = "of the whole"
        if not name:
            criterion = catalogue.criterion(member)
            name, of = criterion.name, f"of {groups[criterion.group].lower()}"
        first, last = percent(low), percent(high)
        found.append(f"{name}: {first if first == last else f'{first} to {last}'} {of}")
    return tuple(found)


def weights_effect(study: Study, unweighted: Study) -> str:
    """Return in one or two sentences what the user's weights change.

    Parameters
    ----------
    study
        with the weights.
    unweighted
        the same answers with the model's own weights.
    """
    verdict, without, catalogue = study.verdict, unweighted.verdict, study.catalogue
    if verdict.champion is None or without.champion is None:
        return "Every option fails a must-have, whatever the weights."
    name = catalogue.option_name(verdict.champion)
    if len(verdict.ranking) == 1:
        return f"{name} is the only option on the table, whatever the weights."
    if verdict.champion != without.champion:
        return (
            f"With your weights {name} leads; without them"
            f" {catalogue.option_name(without.champion)} did."
        )
    after, before = (
        _firsts(found, catalogue.parts(verdict.champion)[0]) for found in (verdict, without)
    )
    often = f"{after}, as without them" if after == before else f"{after}, without them {before}"
    return f"{name} leads with your weights and without them. It comes first {often}."


def _firsts(verdict: Verdict, family: FrameworkId) -> str:
    """Return how often a family comes first."""
    return next(
        (f"in {cases(found.share)}" for found in verdict.families if found.family == family),
        f"in {cases(0.0)}",
    )
