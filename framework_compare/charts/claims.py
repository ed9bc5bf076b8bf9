"""How many of the founding article's claims still hold."""

from __future__ import annotations

import altair as alt
import pandas as pd

from framework_compare.present.drawing import NO_FRAME, by_row, inline, label_axis, text_mark


def claims_summary(counts: pd.DataFrame) -> alt.LayerChart:
    """Return one bar a verdict, with its mark, word and number.

    Parameters
    ----------
    counts
        columns name (mark and word), count, label and colour; one row a verdict.
    """
    name = alt.Y("name:N", sort=None, title=None, axis=label_axis(labelLimit=140))
    base = alt.Chart(inline(counts)).encode(
        x=alt.X("count:Q", scale=alt.Scale(domainMin=0, padding=30, nice=False), axis=None), y=name
    )
    bars = base.mark_bar(cornerRadiusEnd=3, height=alt.RelativeBandSize(0.6)).encode(
        color=by_row(),
        tooltip=[alt.Tooltip("name:N", title="Verdict"), alt.Tooltip("count:Q", title="Claims")],
    )
    figures = base.mark_text(**text_mark(align="left", dx=6)).encode(text=alt.Text("label:N"))
    chart: alt.LayerChart = alt.layer(bars, figures).properties(height=118).configure(view=NO_FRAME)
    return chart


def claims_summary_alt(counts: pd.DataFrame) -> str:
    """Return the chart's content as one sentence."""
    parts = [
        f"{row.count_} {row.word}"
        for row in counts.rename(columns={"count": "count_"}).itertuples()
    ]
    return "The founding article's claims: " + ", ".join(parts) + "."
