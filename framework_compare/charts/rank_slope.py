"""How the order of the best options changes along one weight."""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd

from framework_compare.present.drawing import NO_FRAME, by_row, inline, records, text_mark
from framework_compare.present.theme import DASHES, GREY, INK

_ROOM: Final = 92
"""Pixels on either side for the names."""
_ENDS: Final = "datum.weight == datum.{end}"


def rank_slope(ranks: pd.DataFrame) -> alt.LayerChart:
    """Return one line an option over a weight from its lowest to its highest, rank 1 at the top.

    Parameters
    ----------
    ranks
        columns weight (per cent), option (name), rank (1 is best), colour and today (whether this
        weight is the present one); one row an option and weight, at most six options. Names stand
        at both ends, and strokes differ, so that no line hangs on its colour.
    """
    rows = alt.Chart(inline(ranks))
    dash = alt.StrokeDash(
        "option:N", sort=None, legend=None, scale=alt.Scale(range=[list(d) for d in DASHES])
    )
    hint = [
        alt.Tooltip("option:N", title="Option"),
        alt.Tooltip("weight:Q", title="Weight, %", format=".0f"),
        alt.Tooltip("rank:Q", title="Rank"),
    ]
    today = rows.transform_filter("datum.today").transform_aggregate(groupby=["weight"])
    rule = today.mark_rule(strokeWidth=2, color=GREY).encode(x=_weight())
    word = (
        today.transform_calculate(label="'today ' + format(datum.weight, '.0f') + '%'")
        .mark_text(**text_mark(y=-8, baseline="bottom"))
        .encode(x=_weight(), text=alt.Text("label:N"))
    )
    lines = rows.mark_line(strokeWidth=3).encode(
        x=_weight(), y=_rank(), color=by_row(), detail=alt.Detail("option:N"), strokeDash=dash
    )
    points = rows.mark_point(filled=True, size=140, opacity=0).encode(
        x=_weight(), y=_rank(), tooltip=hint
    )
    layers = alt.layer(lines, rule, word, points, *_ends(rows))
    chart: alt.LayerChart = layers.properties(height=300).configure(view=NO_FRAME)
    return chart


def _weight() -> alt.X:
    axis = alt.Axis(
        labelExpr="datum.value < 0 || datum.value > 100 ? '' : datum.value + '%'",
        labelFontSize=13,
        tickSize=0,
        domain=False,
        grid=False,
        tickCount=6,
        labelOverlap=True,
    )
    return alt.X(
        "weight:Q", scale=alt.Scale(padding=_ROOM, nice=False, zero=False), axis=axis, title=None
    )


def _rank() -> alt.Y:
    return alt.Y(
        "rank:Q", scale=alt.Scale(reverse=True, nice=False, zero=False, padding=16), axis=None
    )


def _ends(rows: alt.Chart) -> list[alt.Chart]:
    """Return dot and name of every line at both ends.

    A pairing's second part stands on a second line.
    """
    spread = rows.transform_joinaggregate(
        first="min(weight)", last="max(weight)"
    ).transform_calculate(label="datum.rank + '  ' + replace(datum.option, ' + ', '\\n+ ')")
    found = []
    for end, align, dx in (("first", "right", -10), ("last", "left", 10)):
        base = spread.transform_filter(f"datum.weight == datum.{end}").encode(
            x=_weight(), y=_rank()
        )
        found.append(base.mark_point(filled=True, size=110, opacity=1).encode(color=by_row()))
        name = text_mark(
            align=align, dx=dx, lineBreak="\n", baseline="middle", limit=_ROOM - 12, color=INK
        )
        found.append(base.mark_text(**name).encode(text=alt.Text("label:N")))
    return found


def rank_slope_alt(ranks: pd.DataFrame) -> str:
    """Return the chart's content as one sentence: the order at both ends of the weight."""
    if ranks.empty:
        return "No option is left to be ranked."
    parts = []
    for weight in dict.fromkeys((ranks["weight"].min(), ranks["weight"].max())):
        order = records(ranks[ranks["weight"] == weight].sort_values("rank", kind="stable"))
        parts.append(
            f"at {weight:.0f}% " + ", ".join(f"{row['rank']} {row['option']}" for row in order)
        )
    return "Ranks by weight: " + "; ".join(parts) + "."
