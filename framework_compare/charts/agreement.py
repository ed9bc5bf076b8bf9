"""How often the verdicts agreed with what real teams decided."""

from __future__ import annotations

import altair as alt
import pandas as pd

from framework_compare.present.drawing import NO_FRAME, by_row, inline, label_axis, text_mark


def agreement(rates: pd.DataFrame) -> alt.LayerChart:
    """Return a point with its interval for each rate, from 0 to 100 per cent.

    Parameters
    ----------
    rates
        columns name, share, low, high (0 to 100), label and colour; one row a rate. Where no
        interval is known low and high equal the share.
    """
    name = alt.Y(
        "name:N", sort=None, title=None, axis=label_axis(labelLimit=200, labelOverlap=False)
    )
    scale = alt.Scale(domain=[0, 100], nice=False)
    ruler = alt.Axis(
        values=[0, 25, 50, 75, 100],
        labelExpr="datum.value + '%'",
        tickSize=0,
        domain=False,
        title=None,
    )
    hint = [alt.Tooltip("name:N", title="Verdicts"), alt.Tooltip("label:N", title="Agreement")]
    base = alt.Chart(inline(rates)).encode(y=name, color=by_row())
    bands = base.mark_rule(strokeWidth=6, opacity=0.35, strokeCap="round").encode(
        x=alt.X("low:Q", scale=scale, axis=ruler, title=None), x2=alt.X2("high"), tooltip=hint
    )
    points = base.mark_point(filled=True, size=120, opacity=1).encode(
        x=alt.X("share:Q", scale=scale, axis=ruler, title=None), tooltip=hint
    )
    figures = (
        alt.Chart(inline(rates))
        .mark_text(**text_mark(dy=-14, fontSize=12))
        .encode(
            x=alt.X("share:Q", scale=scale, axis=ruler, title=None),
            y=name,
            text=alt.Text("figure:N"),
        )
    )
    chart: alt.LayerChart = (
        alt.layer(bands, points, figures).properties(height=200).configure(view=NO_FRAME)
    )
    return chart


def agreement_alt(rates: pd.DataFrame) -> str:
    """Return the chart's content as one sentence."""
    parts = [f"{name}: {label}" for name, label in zip(rates["name"], rates["label"], strict=True)]
    return "Agreement with real decisions. " + "; ".join(parts) + "."
