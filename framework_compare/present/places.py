"""Who comes first, who takes which place, and how often."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Any, Final

import altair as alt
import pandas as pd

from framework_compare.present.drawing import (
    NO_FRAME,
    Drawing,
    by_row,
    drawn,
    inline,
    label_axis,
    short_name,
    text_mark,
)
from framework_compare.present.theme import (
    ACCENT,
    GREY,
    INK,
    INK_ON_LIGHT,
    by_page,
    colour,
)
from framework_compare.scoring.study import Study
from framework_compare.text import percent

PLACES: Final = ("First", "Second", "Third", "Further down", "Misses a must")
_NAMED: Final = 3
"""Places that are shown one by one."""
_LABEL_WIDTH: Final = 28
"""Pixels that a figure needs inside its segment."""
COLOURS: Final = (
    by_page(ACCENT, "#A8D1F8"),
    by_page("#7FA9D8", "#5590CF"),
    by_page("#C3D8EE", "#2C5584"),
    by_page("#E4E7EB", "#2A333D"),
    by_page("#F1F3F5", "#19222C"),
)
"""The better the place, the further from the page's own colour, on light and on dark."""
_INKS: Final = {
    PLACES[0]: by_page("#FFFFFF", INK_ON_LIGHT),
    PLACES[1]: by_page(INK_ON_LIGHT, INK_ON_LIGHT),
}
"""Of figures on segments that are too strong for the page's own ink."""
_FAMILIES: Final = 4
_OPTIONS: Final = 6


def first_places(study: Study) -> Drawing:
    """Return how often each of the best families comes first."""
    return drawn(
        "First in how many of 100 plausible cases", family_bars, family_bars_alt, family_rows(study)
    )


def family_rows(study: Study) -> pd.DataFrame:
    """Return the best four families: name, share from 0 to 100, label and colour."""
    rows = [
        {
            "name": study.catalogue.frameworks[family.family].name,
            "share": round(100 * family.share, 1),
            "label": percent(family.share, certain=False).removesuffix("%"),
            "colour": colour(family.family, study.catalogue),
        }
        for family in study.verdict.families[:_FAMILIES]
    ]
    return pd.DataFrame(rows, columns=["name", "share", "label", "colour"])


def family_bars(families: pd.DataFrame) -> alt.LayerChart:
    """Return horizontal bars, best family first, each with its share in figures.

    Parameters
    ----------
    families
        columns name, share (0 to 100), label and colour; one row a family, in order.
    """
    name = alt.Y("name:N", sort=None, title=None, axis=label_axis(labelLimit=140))
    share = alt.X("share:Q", scale=alt.Scale(domain=[0, 118], nice=False), axis=None)
    hint = [
        alt.Tooltip("name:N", title="Family"),
        alt.Tooltip("label:N", title="First, of 100 plausible cases"),
    ]
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
    return "First, of 100 plausible cases: " + ", ".join(parts) + "."


def all_places(study: Study) -> Drawing:
    """Return how often the best options take each place."""
    rows = place_rows(study)
    # Which places there are decides on the chart, since its rows are put in afterwards.
    chart = rank_bars_with_misses if PLACES[-1] in set(rows["place"]) else rank_bars
    title = "How often each option takes which place, over all plausible cases"
    return drawn(title, chart, rank_bars_alt, rows, 34 * rows["name"].nunique() + 60)


def place_rows(study: Study) -> pd.DataFrame:
    """Return how often the best six options take each place.

    One row a segment of a bar from 0 to 100.
    """
    rows: list[dict[str, Any]] = []
    for standing in study.verdict.ranking[:_OPTIONS]:
        best = standing.rank_shares[:_NAMED]
        further = max(0.0, standing.meets - sum(best))
        shares = [*best, *(0.0,) * (_NAMED - len(best)), further]
        if standing.meets < 1:
            shares.append(1 - standing.meets)
        ends = list(accumulate(shares))
        for place, share, end in zip(PLACES, shares, ends, strict=False):
            rows.append(
                {
                    "name": short_name(standing.option, study.catalogue),
                    "place": place,
                    "start": round(100 * (end - share), 2),
                    "end": round(100 * end, 2),
                    "middle": round(100 * (end - share / 2), 2),
                    "share": percent(share),
                }
            )
    columns = ["name", "place", "start", "end", "middle", "share"]
    return pd.DataFrame(rows, columns=columns)


def rank_bars(places: pd.DataFrame) -> alt.LayerChart:
    """Return one bar an option, divided by how often it takes each place."""
    return _bars(places, PLACES[:-1])


def rank_bars_with_misses(places: pd.DataFrame) -> alt.LayerChart:
    """Return the same where options may miss a must, and then take no place."""
    return _bars(places, PLACES)


def _bars(places: pd.DataFrame, shown: Sequence[str]) -> alt.LayerChart:
    """Return one bar an option, divided by how often it takes each place.

    Parameters
    ----------
    places
        columns name, place (one of `PLACES`), start, end, middle (0 to 100) and share; one
        row a segment, options in order. A segment too narrow for its figure shows none.
    shown
        the first of `PLACES`: those in the legend.
    """
    name = alt.Y("name:N", sort=None, title=None, axis=label_axis(labelLimit=190))
    scale = alt.Scale(domain=[0, 100], nice=False)
    legend = alt.Legend(
        orient="top",
        title=None,
        symbolType="square",
        symbolStrokeColor=GREY,
        symbolStrokeWidth=1,
        labelFontSize=13,
        columns=2,
        offset=6,
    )
    colour = alt.Color(
        "place:N",
        scale=alt.Scale(
            domain=list(shown), range=[alt.ExprRef(colour) for colour in COLOURS[: len(shown)]]
        ),
        legend=legend,
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
    first, second = (f"datum.place == '{place}' ? ({figure_ink(place)})" for place in _INKS)
    ink = alt.ExprRef(f"{first} : {second} : ({INK.expr})")
    room = alt.ExprRef(f"(datum.end - datum.start) * width / 100 > {_LABEL_WIDTH} ? 1 : 0")
    figures = base.mark_text(**text_mark(color=ink, opacity=room)).encode(
        x=alt.X("middle:Q", scale=scale, axis=None), text=alt.Text("share:N")
    )
    chart: alt.LayerChart = alt.layer(bars, figures).properties(height=240).configure(view=NO_FRAME)
    return chart


def figure_ink(place: str) -> str:
    """Return the colour of a figure on a place's segment, as a Vega expression."""
    return _INKS.get(place, str(INK.expr))


def rank_bars_alt(places: pd.DataFrame) -> str:
    """Return the chart's content as one sentence."""
    first = places[places["place"] == PLACES[0]]
    if first.empty:
        return "No option is left to be ranked."
    parts = [f"{name} {share}" for name, share in zip(first["name"], first["share"], strict=True)]
    return "How often each option takes the first place: " + ", ".join(parts) + "."
