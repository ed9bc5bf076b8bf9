"""How much of one thing each option needs."""

from __future__ import annotations

from typing import Any, Final

import altair as alt
import pandas as pd

from framework_compare.present.drawing import NO_FRAME, by_row, inline, text_mark
from framework_compare.present.theme import INK

_ROW: Final = 54
"""Pixels that one option needs: its name above, its bar below."""
_WIDEST: Final = 0.62
"""Of the width, for the widest bar: the rest is for its figures."""


def need_bars(needs: pd.DataFrame) -> alt.LayerChart:
    """Return one bar an option from nothing to what it needs, with its band as a line and both in
    figures.

    Parameters
    ----------
    needs
        columns label, colour, low, mid, high (from 0) and figure (the same in words); one row an
        option, in order.
    """
    down = alt.Y("label:N", sort=None, axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    hint = [alt.Tooltip("label:N", title="Option"), alt.Tooltip("figure:N", title="Needs")]
    base = alt.Chart(inline(needs)).transform_joinaggregate(most="max(high)").encode(y=down)

    def reach(field: str) -> str:
        return f"datum.{field} / max(datum.most, 1e-9) * width * {_WIDEST}"

    track: dict[str, Any] = {"yOffset": 10, "height": 18, "cornerRadiusEnd": 3}
    bars = base.mark_bar(x=0, x2=alt.ExprRef(reach("mid")), opacity=0.75, **track).encode(
        color=by_row(), tooltip=hint
    )
    spread = base.mark_rule(
        x=alt.ExprRef(reach("low")),
        x2=alt.ExprRef(reach("high")),
        yOffset=10,
        strokeWidth=3,
        color=INK,
    )
    names = base.mark_text(
        **text_mark(
            align="left",
            x=0,
            dy=-11,
            fontWeight="bold",
            limit=alt.ExprRef("width"),
            baseline="middle",
        )
    ).encode(text=alt.Text("label:N"))
    figures = base.mark_text(
        **text_mark(align="left", x=alt.ExprRef(f"{reach('high')} + 8"), dy=10, baseline="middle")
    ).encode(text=alt.Text("figure:N"))
    chart: alt.LayerChart = (
        alt.layer(bars, spread, names, figures)
        .properties(height=need_height(4))
        .configure(view=NO_FRAME)
    )
    return chart


def need_height(options: int) -> int:
    """Return how many pixels that many options need."""
    return _ROW * options + 10


def need_bars_alt(needs: pd.DataFrame) -> str:
    """Return the chart's content as one sentence."""
    if needs.empty:
        return "No option can be planned."
    return (
        "; ".join(
            f"{label} {figure}"
            for label, figure in zip(needs["label"], needs["figure"], strict=True)
        )
        + "."
    )
