"""How often each family comes first."""

from __future__ import annotations

import altair as alt
import pandas as pd

from framework_compare.present.drawing import NO_FRAME, by_row, inline, label_axis, text_mark


def family_bars(families: pd.DataFrame) -> alt.LayerChart:
    """Return horizontal bars, best family first, each with its share in figures.

    Parameters
    ----------
    families
        columns name, share (0 to 100), label and colour; one row a family, in order.
    """
    name = alt.Y("name:N", sort=None, title=None, axis=label_axis(labelLimit=140))
    share = alt.X("share:Q", scale=alt.Scale(domain=[0, 118], nice=False), axis=None)
    hint = [alt.Tooltip("name:N", title="Family"), alt.Tooltip("label:N", title="Comes first in")]
    base = alt.Chart(inline(families)).encode(x=share, y=name)
    bars = base.mark_bar(cornerRadiusEnd=3, height=alt.RelativeBandSize(0.6)).encode(
        color=by_row(), tooltip=hint
    )
    figures = base.mark_text(**text_mark(align="left", dx=6)).encode(text=alt.Text("label:N"))
    chart: alt.LayerChart = alt.layer(bars, figures).properties(height=118).configure(view=NO_FRAME)
    return chart


def family_bars_alt(families: pd.DataFrame) -> str:
    """Return the chart's content as one sentence."""
    if families.empty:
        return "No option is left to come first."
    parts = [
        f"{name} in {label}"
        for name, label in zip(families["name"], families["label"], strict=True)
    ]
    return "How often each comes first: " + ", ".join(parts) + "."
