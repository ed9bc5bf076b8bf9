"""How large something is that was measured, and how sure that is."""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd

from framework_compare.present.drawing import NO_FRAME, by_row, inline, label_axis, text_mark
from framework_compare.present.theme import GREY

_ROW: Final = 46
"""Pixels that one value needs: its name and figure above, its mark below."""
_AXIS: Final = 34


def measured_values(values: pd.DataFrame) -> alt.LayerChart:
    """Return a bar from nought to each median with its interval, and the name and the figure above.

    Parameters
    ----------
    values
        columns name, value, low and high in one unit, figure (the median in words), interval (in
        words), n (repeats) and colour; one row a value, in order. Where no interval is known low
        and high equal the value.
    """
    return _values(values, alt.Scale(zero=True, nice=False), starts_at_nought=True)


def measured_values_log(values: pd.DataFrame) -> alt.LayerChart:
    """Return the same on a logarithmic axis, without bars: every value must be above nought."""
    return _values(values, alt.Scale(type="log", nice=True), starts_at_nought=False)


def _values(values: pd.DataFrame, scale: alt.Scale, *, starts_at_nought: bool) -> alt.LayerChart:
    down = alt.Y("name:N", sort=None, axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    ruler = label_axis(
        grid=True, gridDash=[2, 4], gridOpacity=0.4, tickCount=4, labelFlush=True, format=",.3~r"
    )
    across = alt.X("value:Q", scale=scale, axis=ruler, title=None)
    hint = [
        alt.Tooltip("name:N", title="What"),
        alt.Tooltip("figure:N", title="Median"),
        alt.Tooltip("interval:N", title="95% interval"),
        alt.Tooltip("n:Q", title="Repeats"),
    ]
    base = alt.Chart(inline(values)).encode(y=down, tooltip=hint)
    tracks = base.mark_rule(x=0, x2="width", yOffset=10, opacity=0.18, color=GREY)
    bars = base.mark_bar(height=8, yOffset=10, opacity=0.45).encode(x=across, color=by_row())
    bands = base.mark_rule(strokeWidth=4, yOffset=10, strokeCap="round").encode(
        x=alt.X("low:Q", scale=scale, axis=ruler, title=None), x2=alt.X2("high"), color=by_row()
    )
    points = base.mark_point(filled=True, size=110, yOffset=10, opacity=1).encode(
        x=across, color=by_row()
    )
    names = base.mark_text(
        **text_mark(align="left", x=0, dy=-10, baseline="middle", fontWeight="bold")
    ).encode(text=alt.Text("name:N"))
    figures = base.mark_text(
        **text_mark(align="right", x="width", dy=-10, baseline="middle")
    ).encode(text=alt.Text("figure:N"))
    layers = [tracks, *([bars] if starts_at_nought else []), bands, points, names, figures]
    chart: alt.LayerChart = (
        alt.layer(*layers).properties(height=measured_height(4)).configure(view=NO_FRAME)
    )
    return chart


def measured_height(values: int) -> int:
    """Return how many pixels that many values need, with the axis."""
    return _ROW * values + _AXIS


def measured_values_alt(values: pd.DataFrame) -> str:
    """Return the chart's content in words: each median with its interval."""
    if values.empty:
        return "Nothing was measured."
    columns = values[["name", "figure", "interval"]].itertuples(index=False, name=None)
    parts = [
        f"{name} {figure}" + (f" ({interval})" if interval else "")
        for name, figure, interval in columns
    ]
    return "Measured: " + "; ".join(parts) + "."
