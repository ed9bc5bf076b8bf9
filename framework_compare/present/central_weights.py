"""What one would have to believe: the typical weights under which each option leads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import altair as alt
import pandas as pd

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.explain.beliefs import CentralWeights
from framework_compare.present.drawing import (
    NO_FRAME,
    Drawing,
    by_row,
    chart_title,
    drawn,
    inline,
    label_axis,
    text_mark,
)
from framework_compare.present.theme import INK, MARKS, colour
from framework_compare.present.weights import weight_name
from framework_compare.text import cases, listed, percent
from framework_compare.vocabulary import GROUPS

_LANE: Final = 22
"""Pixels that one option needs beside one weight."""
_GAP: Final = 14
"""Pixels between two weights."""
_FRAME: Final = 150
"""Pixels of title, legend and axis."""
_SHAPES: Final = (*MARKS, "triangle-down", "cross")

_MOST_FAMILIES: Final = 4


def drawing(central: Sequence[CentralWeights], catalogue: Catalogue) -> Drawing:
    """Return the weights under which each of the best families comes first, beside all cases."""
    rows = central_rows(central, catalogue)
    height = central_height(rows["label"].nunique(), rows["option"].nunique())
    title = "Weights with which each would lead"
    return drawn(title, central_weights, central_weights_alt, rows, height)


def central_rows(central: Sequence[CentralWeights], catalogue: Catalogue) -> pd.DataFrame:
    """Return each group's mean weight where a leading family is first, beside its overall mean."""
    told = [item for item in central if item.groups is not None][:_MOST_FAMILIES]
    rows = [
        {
            "option": catalogue.frameworks[item.family].name,
            "colour": colour(item.family, catalogue),
            "label": weight_name(group, catalogue),
            "value": round(100 * value, 2),
            "today": round(100 * item.usual_groups[place], 2),
            "figure": percent(value),
        }
        for place, group in enumerate(GROUPS)
        for item in told
        for value in [(item.groups or ())[place]]
    ]
    return pd.DataFrame(rows, columns=["option", "colour", "label", "value", "today", "figure"])


def belief_text(item: CentralWeights, catalogue: Catalogue) -> str:
    """Return what one would have to believe for a family.

    The weights that differ most where it comes first.

    Only what exceeds two standard errors is told: less may be chance.
    """
    name = catalogue.frameworks[item.family].name
    often = f"in {cases(item.share)}"
    if item.criteria is None:
        return f"**{name}** comes first {often}: too seldom to say under which weights."
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
        listed(named)
        if named
        else "the weights are the usual ones: evidence and answers differ, not weights"
    )
    return f"**{name}** comes first {often}; then {then}."


def central_weights(weights: pd.DataFrame) -> alt.LayerChart:
    """Return a mark for each option and weight, joined by a line to what the weight usually is.

    Parameters
    ----------
    weights
        columns option, colour, label (group or criterion), value (per cent: the mean weight among
        the cases in which the option leads), today (per cent: its mean over all cases) and
        figure (the value in words); one row an option and label, at most six options. Options
        differ in shape, which the legend names, as well as in colour.

    References
    ----------
    Lahdelma and Salminen (2001), SMAA-2: Stochastic Multicriteria Acceptability Analysis for Group
    Decision Making (the central weight vector).
    """
    legend = alt.Legend(
        orient="top",
        title=None,
        labelFontSize=13,
        symbolSize=130,
        symbolFillColor=INK,
        symbolStrokeWidth=0,
        columns=2,
    )
    shape = alt.Shape("option:N", sort=None, legend=legend, scale=alt.Scale(range=list(_SHAPES)))
    hint = [
        alt.Tooltip("option:N", title="For this to lead"),
        alt.Tooltip("label:N", title="Weight of"),
        alt.Tooltip("value:Q", title="Typically, %", format=".0f"),
        alt.Tooltip("today:Q", title="Usually, %", format=".0f"),
    ]
    label = alt.Y(
        "label:N",
        sort=None,
        title=None,
        scale=alt.Scale(paddingInner=0.3, paddingOuter=0.15),
        axis=label_axis(labelLimit=150, labelOverlap=False),
    )
    base = alt.Chart(inline(weights)).encode(y=label)
    lanes = base.encode(yOffset=alt.YOffset("option:N", sort=None), color=by_row(), tooltip=hint)
    whole = alt.ExprRef("bandwidth('y')")
    today = base.mark_tick(thickness=4, size=whole, color=INK, opacity=0.85).encode(
        x=_share("today")
    )
    lines = lanes.mark_rule(strokeWidth=3, opacity=0.7).encode(
        x=_share("today"), x2=alt.X2("value")
    )
    marks = lanes.mark_point(filled=True, size=150, opacity=1).encode(
        x=_share("value"), shape=shape
    )
    figures = lanes.mark_text(
        **text_mark(dx=alt.ExprRef("datum.value < datum.today ? -24 : 24"))
    ).encode(x=_share("value"), text=alt.Text("figure:N"), color=alt.ColorValue(INK))
    title = chart_title("Mark: typical weight where it leads.", "Tick: the weight over all cases.")
    layers = alt.layer(lines, today, marks, figures)
    chart: alt.LayerChart = layers.properties(height=central_height(4, 3), title=title).configure(
        view=NO_FRAME
    )
    return chart


def central_height(weights: int, options: int) -> int:
    """Return how many pixels that many weights need for that many options."""
    return _FRAME + weights * (_GAP + _LANE * options)


def _share(field: str) -> alt.X:
    axis = alt.Axis(
        labelExpr="datum.value < 0 ? '' : datum.value + '%'",
        labelFontSize=13,
        tickSize=0,
        domain=False,
        tickCount=5,
    )
    scale = alt.Scale(domainMin=0, nice=True, padding=34)
    return alt.X(f"{field}:Q", scale=scale, axis=axis, title=None)


def central_weights_alt(weights: pd.DataFrame) -> str:
    """Return the chart's content as one sentence.

    By option, where its weights lie most apart from the usual.
    """
    if weights.empty:
        return "No option leads in any case."
    parts = []
    for option, rows in weights.groupby("option", sort=False):
        apart = rows.loc[
            (rows["value"] - rows["today"]).abs().sort_values(ascending=False, kind="stable").index
        ]
        most = apart.to_dict("records")[0]
        parts.append(
            f"{option} typically needs {percent(most['value'] / 100)} on {most['label']}, usually"
            f" {percent(most['today'] / 100)}"
        )
    return "What one would have to believe: " + "; ".join(parts) + "."
