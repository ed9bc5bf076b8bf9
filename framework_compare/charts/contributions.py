"""What speaks for the champion against the runner-up, and what against it."""

from __future__ import annotations

import altair as alt
import pandas as pd

from framework_compare.present.drawing import NO_FRAME, by_row, inline, label_axis, text_mark
from framework_compare.present.theme import GREY


def contribution_bars(contributions: pd.DataFrame) -> alt.LayerChart:
    """Return bars to the right for the champion and to the left for the runner-up, with signed
    points.

    Parameters
    ----------
    contributions
        columns criterion, points, label (signed), side (whom it speaks for) and colour; one row a
        criterion.
    """
    name = alt.Y(
        "criterion:N", sort=None, title=None, axis=label_axis(labelLimit=170, labelOverlap=False)
    )
    points = alt.X("points:Q", scale=alt.Scale(padding=34, nice=False), axis=None)
    hint = [
        alt.Tooltip("criterion:N", title="Criterion"),
        alt.Tooltip("side:N", title="Speaks for"),
        alt.Tooltip("label:N", title="Points of 100"),
    ]
    base = alt.Chart(inline(contributions)).encode(x=points, y=name)
    bars = base.mark_bar(height=alt.RelativeBandSize(0.62), cornerRadiusEnd=2).encode(
        color=by_row(), tooltip=hint
    )
    figures = base.mark_text(
        **text_mark(
            align=alt.ExprRef("datum.points < 0 ? 'right' : 'left'"),
            dx=alt.ExprRef("datum.points < 0 ? -5 : 5"),
        )
    ).encode(text=alt.Text("label:N"))
    nought = (
        alt.Chart(inline(pd.DataFrame({"points": [0]}), "nought"))
        .mark_rule(color=GREY)
        .encode(x=points)
    )
    chart: alt.LayerChart = (
        alt.layer(bars, nought, figures).properties(height=300).configure(view=NO_FRAME)
    )
    return chart


def contribution_bars_alt(contributions: pd.DataFrame) -> str:
    """Return the chart's content as one sentence."""
    if contributions.empty:
        return "There is no second option to compare with."
    parts = [f"{row.criterion} {row.label} ({row.side})" for row in contributions.itertuples()]
    return "Points of 100 by criterion: " + "; ".join(parts) + "."
