"""What is most worth knowing next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import altair as alt
import pandas as pd

from framework_compare.explain.information import Worth
from framework_compare.present.drawing import CHARACTER, NO_FRAME, Drawing, drawn, inline, text_mark
from framework_compare.present.theme import ACCENT, translucent
from framework_compare.text import percent

_ROW: Final = 52
"""Pixels that one thing to know needs: its name above, its bar below."""

_MOST_WORTHS: Final = 8
_VISIBLE: Final = 0.05
"""Points below which one decimal would read as nothing."""


def drawing(worths: Sequence[Worth]) -> Drawing:
    """Return the chances that knowing something changes who leads."""
    rows = worth_rows(worths)
    title = "Chance that knowing it changes who leads"
    return drawn(title, worth_bars, worth_bars_alt, rows, worth_height(len(rows)))


def worth_rows(worths: Sequence[Worth], count: int = _MOST_WORTHS) -> pd.DataFrame:
    """Return what is most worth knowing: label, chance in per cent, gain in points, kind."""
    kinds = {"answer": "question", "evidence": "evidence"}
    rows = [
        {
            "label": worth.label,
            "chance": round(100 * worth.chance, 1),
            "gain": round(worth.gain, 2),
            "figure": f"{percent(worth.chance)} · {_points(worth.gain)}",
            "kind": kinds[worth.kind],
        }
        for worth in worths[:count]
        if worth.chance > 0
    ]
    return pd.DataFrame(rows, columns=["label", "chance", "gain", "figure", "kind"])


def _points(gain: float) -> str:
    return "under 0.1 points" if gain < _VISIBLE else f"+{gain:.1f} points"


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
    base = alt.Chart(inline(worth)).encode(y=down)
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
    parts = [
        f"{label} in {percent(chance / 100)}"
        for label, chance in zip(worth["label"], worth["chance"], strict=True)
    ]
    return "Chance that knowing it changes who leads: " + "; ".join(parts) + "."
