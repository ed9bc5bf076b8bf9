"""How the order of the best options changes along one weight."""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.explain.beliefs import RankPath, ranks_along
from framework_compare.present.drawing import (
    NO_FRAME,
    Drawing,
    by_row,
    drawn,
    inline,
    records,
    text_mark,
)
from framework_compare.present.theme import DASHES, GREY, INK, colour
from framework_compare.present.weights import weight_name
from framework_compare.requirement.model import WeightId
from framework_compare.scoring.study import Study
from framework_compare.text import percent

_ROOM: Final = 92
"""Pixels on either side for the names."""

_MOST_LINES: Final = 6


def drawing(study: Study, weight: WeightId) -> Drawing | None:
    """Return how ranks follow one weight; None where nothing is ranked."""
    path = ranks_along(study, weight)
    if path is None:
        return None
    title = f"Ranks by the weight of “{weight_name(weight, study.catalogue)}”"
    return drawn(title, rank_slope, rank_slope_alt, rank_rows(path, study.catalogue))


def rank_rows(path: RankPath, catalogue: Catalogue) -> pd.DataFrame:
    """Return the ranks of the six families that come nearest to the front along a weight.

    One row a family and step.
    """
    nearest = min(range(len(path.shares)), key=lambda place: abs(path.shares[place] - path.today))
    chosen = sorted(path.lines, key=lambda line: (min(line.ranks), sum(line.ranks)))[:_MOST_LINES]
    rows = [
        {
            "weight": round(100 * share, 1),
            "option": catalogue.frameworks[line.family].name,
            "rank": rank,
            "colour": colour(line.family, catalogue),
            "today": place == nearest,
        }
        for line in chosen
        for place, (share, rank) in enumerate(zip(path.shares, line.ranks, strict=True))
    ]
    return pd.DataFrame(rows, columns=["weight", "option", "rank", "colour", "today"])


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
            f"at {percent(weight / 100)} "
            + ", ".join(f"{row['rank']} {row['option']}" for row in order)
        )
    return "Ranks by weight: " + "; ".join(parts) + "."
