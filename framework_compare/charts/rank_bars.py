"""Which places the best options take, and how often."""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd

from framework_compare.present.drawing import NO_FRAME, inline, label_axis, text_mark
from framework_compare.present.theme import ACCENT, GREY, INK, translucent

PLACES: Final = ("First", "Second", "Third", "Further down")
_LABEL_WIDTH: Final = 28
"""Pixels that a figure needs inside its segment."""
_COLOURS: Final = (
    ACCENT,
    translucent(ACCENT, 0.55),
    translucent(ACCENT, 0.28),
    translucent(GREY, 0.16),
)


def rank_bars(places: pd.DataFrame) -> alt.LayerChart:
    """Return one bar an option, divided by how often it takes each place.

    Parameters
    ----------
    places
        columns name, place (one of `PLACES`), start, end, middle (0 to 100) and share; one
        row a segment, options in order. A segment too narrow for its figure shows none.
    """
    name = alt.Y("name:N", sort=None, title=None, axis=label_axis(labelLimit=190))
    scale = alt.Scale(domain=[0, 100], nice=False)
    legend = alt.Legend(
        orient="top", title=None, symbolType="square", labelFontSize=13, columns=2, offset=6
    )
    colour = alt.Color(
        "place:N", scale=alt.Scale(domain=list(PLACES), range=list(_COLOURS)), legend=legend
    )
    hint = [
        alt.Tooltip("name:N", title="Option"),
        alt.Tooltip("place:N", title="Place"),
        alt.Tooltip("share:N", title="How often"),
    ]
    base = alt.Chart(inline(places)).encode(y=name)
    bars = base.mark_bar(height=alt.RelativeBandSize(0.72)).encode(
        x=alt.X("start:Q", scale=scale, axis=None), x2=alt.X2("end"), color=colour, tooltip=hint
    )
    ink = alt.ExprRef(f"datum.place == '{PLACES[0]}' ? 'white' : '{INK}'")
    room = alt.ExprRef(f"(datum.end - datum.start) * width / 100 > {_LABEL_WIDTH} ? 1 : 0")
    figures = base.mark_text(**text_mark(color=ink, opacity=room)).encode(
        x=alt.X("middle:Q", scale=scale, axis=None), text=alt.Text("share:N")
    )
    chart: alt.LayerChart = alt.layer(bars, figures).properties(height=240).configure(view=NO_FRAME)
    return chart


def rank_bars_alt(places: pd.DataFrame) -> str:
    """Return the chart's content as one sentence."""
    first = places[places["place"] == PLACES[0]]
    if first.empty:
        return "No option is left to be ranked."
    parts = [f"{name} {share}" for name, share in zip(first["name"], first["share"], strict=True)]
    return "How often each option takes the first place: " + ", ".join(parts) + "."
