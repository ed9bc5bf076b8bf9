"""What is most worth knowing next."""

from __future__ import annotations

from typing import Any, Final

import altair as alt
import pandas as pd

from framework_compare.present.drawing import CHARACTER, NO_FRAME, inline, text_mark
from framework_compare.present.theme import ACCENT, translucent

_ROW: Final = 52
"""Pixels that one thing to know needs: its name above, its bar below."""


def worth_bars(worth: pd.DataFrame) -> alt.LayerChart:
    """Return one bar for each thing to know.

    The chance, from 0 to 100, that knowing it changes who leads.

    Parameters
    ----------
    worth
        columns label (what to know), chance (0 to 100), gain (points of the score that a better
        choice is expected to bring) and kind (a word for readers: question, evidence); one row a
        thing, in order.
    """
    down = alt.Y("label:N", sort=None, axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    chance = alt.X("chance:Q", scale=alt.Scale(domain=[0, 100], nice=False), axis=None)
    hint = [
        alt.Tooltip("label:N", title="What to know"),
        alt.Tooltip("kind:N", title="Kind"),
        alt.Tooltip("chance:Q", title="Chance that it changes who leads, %", format=".0f"),
        alt.Tooltip("gain:Q", title="Points gained on average", format=".1f"),
    ]
    shown = "(datum.chance > 0 && datum.chance < 1 ? '<1' : format(datum.chance, '.0f'))"
    points = "(datum.gain < 0.05 ? 'under 0.1' : '+' + format(datum.gain, '.1f')) + ' points'"
    figure = f"{shown} + '% · ' + {points}"
    base = alt.Chart(inline(worth)).transform_calculate(figure=figure).encode(y=down)
    track: dict[str, Any] = {"height": 16, "yOffset": 10, "cornerRadiusEnd": 3}
    ruler = base.mark_bar(x=0, x2="width", color=translucent(ACCENT, 0.08), **track)
    bars = base.mark_bar(color=translucent(ACCENT, 0.6), **track).encode(x=chance, tooltip=hint)
    names = base.mark_text(
        **text_mark(
            align="left",
            x=0,
            dy=-10,
            fontWeight="bold",
            limit=alt.ExprRef("width"),
            baseline="middle",
        )
    ).encode(text=alt.Text("label:N"))
    beside = f"min(datum.chance / 100 * width + 8, width - {CHARACTER} * length(datum.figure))"
    figures = base.mark_text(
        **text_mark(align="left", x=alt.ExprRef(beside), dy=10, baseline="middle")
    ).encode(text=alt.Text("figure:N"))
    layers = alt.layer(ruler, bars, names, figures)
    chart: alt.LayerChart = layers.properties(height=worth_height(5)).configure(view=NO_FRAME)
    return chart


def worth_height(things: int) -> int:
    """Return how many pixels that many things to know need."""
    return _ROW * things


def worth_bars_alt(worth: pd.DataFrame) -> str:
    """Return the chart's content as one sentence: how likely each thing is to change who leads."""
    if worth.empty:
        return "Nothing that could be learnt would change who leads."
    parts = [f"{row.label} in {row.chance:.0f}%" for row in worth.itertuples()]
    return "Chance that knowing it changes who leads: " + "; ".join(parts) + "."
