"""What each weight is, and how far it may lie."""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd

from framework_compare.present.drawing import NO_FRAME, by_row, inline, label_axis, text_mark
from framework_compare.present.theme import GREY

OWN: Final = "set by you"
THEIRS: Final = "the model's range"
INDENT: Final = "\N{EM SPACE}"
"""Before a criterion's name, so that it reads as part of the group above it."""
_BOLD_GROUPS: Final = {
    "condition": {"test": f"datum.label[0] != '{INDENT}'", "value": "bold"},
    "value": "normal",
}


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
        axis=label_axis(labelLimit=210, labelFontWeight=_BOLD_GROUPS),
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
        alt.layer(bars, marks, figures, edge).properties(height=456).configure(view=NO_FRAME)
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
