"""What a month costs over the number of users."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import altair as alt
import numpy as np
import pandas as pd

from framework_compare.capacity.planning import Crossing, Planner, planner_of
from framework_compare.capacity.workload import Prices, Workload
from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.present.drawing import (
    NO_FRAME,
    Drawing,
    by_row,
    chart_title,
    drawn,
    inline,
    records,
    short_name,
    text_mark,
)
from framework_compare.present.theme import DASHES, INK, option_colour
from framework_compare.text import counted

MOST_LINES: Final = len(DASHES)
"""Options that still can be told apart by their strokes."""
_ROOM: Final = 130
"""Pixels to the right of the lines for their names."""
_HEIGHT: Final = 300
"""Of the lines alone, without title and axes."""
_COLUMNS: Final = [
    "kind",
    "option",
    "colour",
    "users",
    "low",
    "mid",
    "high",
    "text",
    "place",
    "side",
]
_POINTS: Final = 160
_PADDING: Final = 26
"""Pixels above the dearest and below the cheapest."""
LINE: Final = 17
"""Pixels that a line of a name takes, with what keeps it off the next."""
_CURRENCY: Final = "currency"
"""By which name the chart knows the sign before its amounts."""
_BREAK: Final = " + "
"""Where the name of a pairing is broken in two lines."""
_REACH: Final = 10
"""How many times the users at hand the lines go on."""
_LEAST_REACH: Final = 1000
_TURN: Final = 0.3
"""From here on, as a share of the width, words stand to the left of what they name."""


def drawing(
    catalogue: Catalogue,
    workload: Workload,
    prices: Prices,
    options: Sequence[str],
    found: Crossing | None,
) -> Drawing:
    """Return costs over users, with the number of them at which the cheaper option changes."""
    planner = planner_of(catalogue, workload, prices, options)
    finished = drawn(
        "Cost of a month over people at once", chart, alt_text, rows(planner, options, found)
    )
    paid_in = {"name": _CURRENCY, "value": catalogue.capacity.currency}
    return replace(finished, spec=finished.spec | {"params": [paid_in]})


def rows(planner: Planner, options: Sequence[str], found: Crossing | None) -> pd.DataFrame:
    """Return the marks of costs over users.

    Returns
    -------
    frame
        columns kind ("line": a point of an option's line with its band; "end": its name at the
        right; "now", "later", "crossing": a number of users with its words), option, colour, users,
        low, mid, high, text, place (of a name: the middle of its
        first line, in pixels from the top) and side (of its
        mark on which words stand).
    """
    asked = planner.workload
    furthest = min(planner.rules.input["users"].most, max(_LEAST_REACH, _REACH * asked.later_users))
    users = np.unique(np.geomspace(1, furthest, _POINTS).round().astype(int))
    lines = [_line(planner, option, users) for option in options]
    made = [row for line in lines for row in line]
    if not made:
        return pd.DataFrame(columns=_COLUMNS)
    made += _ends([line[-1] for line in lines if line], made)
    spots = [("now", asked.users, f"{asked.users:,} now")]
    if asked.later_users > asked.users:
        spots.append(
            (
                "later",
                asked.later_users,
                f"{asked.later_users:,} in {counted(asked.months, 'month', 'months')}",
            )
        )
    if found is not None and found.crosses and found.few != found.many:
        spots.append(
            (
                "crossing",
                found.first,
                f"{short_name(found.many, planner.catalogue)} cheaper from {found.first:,}",
            )
        )
    made += [_spot(kind, count, text, furthest) for kind, count, text in spots if count <= furthest]
    return pd.DataFrame(made, columns=_COLUMNS)


def _line(planner: Planner, option: str, users: np.ndarray) -> list[dict[str, Any]]:
    """Return a point for each number of users.

    None where nothing costs anything, since the axis is logarithmic.
    """
    named = {
        "kind": "line",
        "option": short_name(option, planner.catalogue),
        "colour": option_colour(option, planner.catalogue),
    }
    bands = zip(users, *planner.cost_bands(option, users), strict=True)
    return [
        named
        | {
            "users": int(count),
            "low": low,
            "mid": mid,
            "high": high,
            "text": named["option"],
            "place": mid,
            "side": "",
        }
        for count, low, mid, high in ((n, *(float(f"{x:.4g}") for x in band)) for n, *band in bands)
        if low > 0
    ]


def _ends(last: Sequence[dict[str, Any]], rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the lines' names at their right ends, moved apart where they would collide."""
    least = math.log(min(row["low"] for row in rows))
    span = max(math.log(max(row["high"] for row in rows)) - least, 1e-9)
    ordered = sorted(last, key=lambda row: -row["mid"])
    reach = _HEIGHT - 2 * _PADDING
    wanted = [_HEIGHT - _PADDING - (math.log(row["mid"]) - least) / span * reach for row in ordered]
    heights = [LINE * (1 + row["text"].count(_BREAK)) for row in ordered]
    places = apart(wanted, heights, _HEIGHT)
    return [
        row | {"kind": "end", "place": round(middle - (height - LINE) / 2, 1)}
        for row, middle, height in zip(ordered, places, heights, strict=True)
    ]


def apart(wanted: Sequence[float], heights: Sequence[float], room: float) -> list[float]:
    """Return the middles of names, top first, so that none covers another and all lie in the room.

    Parameters
    ----------
    wanted
        where the middles would lie best, in pixels from the top.
    heights
        of the names.
    room
        pixels from the top to the bottom; names that need more reach beyond its top.
    """
    places: list[float] = []
    edge = 0.0
    for middle, height in zip(wanted, heights, strict=True):
        places.append(max(middle, edge + height / 2))
        edge = places[-1] + height / 2
    edge = room
    for index in range(len(places) - 1, -1, -1):
        places[index] = min(places[index], edge - heights[index] / 2)
        edge = places[index] - heights[index] / 2
    return places


def _spot(kind: str, users: int, text: str, furthest: float) -> dict[str, Any]:
    """Return a number of users; a later one stands to the right, where nothing else is named."""
    place = math.log(users) / math.log(furthest)
    side = "left" if kind != "later" and place > _TURN else "right"
    blank = dict.fromkeys(("option", "colour"), "") | dict.fromkeys(
        ("low", "mid", "high", "place"), 1.0
    )
    return blank | {"kind": kind, "users": users, "text": text, "side": side}


def chart(costs: pd.DataFrame) -> alt.LayerChart:
    """Return one stepped line an option, with its band, over users.

    Both axes grow tenfold at each mark.

    Parameters
    ----------
    costs
        columns kind ("line", "end", "now", "later" or "crossing"), option, colour, users (from 1),
        low, mid and high (money a month, above 0), text, place (pixels from the top, where a name
        stands) and side ("left" or "right" of its mark); at most four options. Names stand at the
        lines' ends, and strokes differ, so that no line hangs on its colour.
    """
    rows = alt.Chart(inline(costs))
    lines = rows.transform_filter("datum.kind == 'line'")
    hint = [
        alt.Tooltip("option:N", title="Option"),
        alt.Tooltip("users:Q", title="People at once", format=","),
        alt.Tooltip("mid:Q", title="A month", format=",.0f"),
        alt.Tooltip("low:Q", title="at least", format=",.0f"),
        alt.Tooltip("high:Q", title="at most", format=",.0f"),
    ]
    dash = alt.StrokeDash(
        "option:N", sort=None, legend=None, scale=alt.Scale(range=[list(d) for d in DASHES])
    )
    bands = lines.mark_area(opacity=0.18, interpolate="step-after").encode(
        x=_users(),
        y=_money("low"),
        y2=alt.Y2("high"),
        color=by_row(),
        detail=alt.Detail("option:N"),
    )
    strokes = lines.mark_line(strokeWidth=3, interpolate="step-after").encode(
        x=_users(),
        y=_money("mid"),
        color=by_row(),
        detail=alt.Detail("option:N"),
        strokeDash=dash,
    )
    points = lines.mark_point(filled=True, size=120, opacity=0).encode(
        x=_users(), y=_money("mid"), tooltip=hint
    )
    ends = rows.transform_filter("datum.kind == 'end'").transform_calculate(
        label="replace(datum.text, ' + ', '\\n+ ')"
    )
    beside = alt.ExprRef("datum.place")
    keys = ends.mark_point(filled=True, size=90, opacity=1, xOffset=10, y=beside).encode(
        x=_users(), color=by_row()
    )
    names = ends.mark_text(
        **text_mark(
            align="left",
            dx=18,
            y=beside,
            baseline="middle",
            lineBreak="\n",
            lineHeight=LINE - 1,
            limit=_ROOM - 18,
        )
    ).encode(x=_users(), text=alt.Text("label:N"))
    title = chart_title("Line: cost of a month. Shade: nine of ten results.")
    layers = alt.layer(bands, *_spots(rows), strokes, points, keys, names)
    drawn_lines: alt.LayerChart = (
        layers.properties(
            # The names' places are pixels, so the height must be that of the lines alone.
            autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
            height=_HEIGHT,
            title=title,
        )
        .add_params(alt.param(_CURRENCY, value=""))
        .configure(view=NO_FRAME)
    )
    return drawn_lines


def _users() -> alt.X:
    axis = alt.Axis(
        labelFontSize=13,
        titleFontSize=13,
        titleFontWeight="normal",
        labelExpr=_labelled("''", "1"),
        grid=False,
    )
    scale = alt.Scale(type="log", nice=False, range=[0, alt.ExprRef(f"width - {_ROOM}")])
    return alt.X("users:Q", scale=scale, axis=axis, title="People at once")


def _money(field: str) -> alt.Y:
    axis = alt.Axis(
        labelFontSize=13,
        titleFontSize=13,
        titleFontWeight="normal",
        labelExpr=_labelled(_CURRENCY, "1, 2, 5"),
        domain=False,
        tickSize=0,
        gridOpacity=0.5,
    )
    scale = alt.Scale(type="log", nice=False, padding=_PADDING)
    return alt.Y(f"{field}:Q", scale=scale, axis=axis, title="Cost of a month")


def _labelled(before: str, digits: str) -> str:
    """Return what an axis writes at a mark: nothing unless it begins with one of these digits."""
    first = "round(datum.value / pow(10, floor(log(datum.value) / LN10 + 1e-9)))"
    return f"indexof([{digits}], {first}) < 0 ? '' : {before} + format(datum.value, '~s')"


def _spots(rows: alt.Chart) -> list[alt.Chart]:
    """Return the numbers of users that matter.

    Today's and a later one named at the top, the crossing at the foot.
    """
    found = []
    foot = alt.ExprRef("height - 9")
    for kind, dash, y in (("now", [1, 0], 9), ("later", [6, 4], 27), ("crossing", [2, 3], foot)):
        spot = rows.transform_filter(f"datum.kind == '{kind}'")
        found.append(
            spot.mark_rule(strokeWidth=2, strokeDash=dash, color=INK, opacity=0.6).encode(
                x=_users()
            )
        )
        for side, align, dx in (("right", "left", 6), ("left", "right", -6)):
            words = spot.transform_filter(f"datum.side == '{side}'")
            mark = text_mark(align=align, dx=dx, y=y, baseline="middle")
            found.append(words.mark_text(**mark).encode(x=_users(), text=alt.Text("text:N")))
    return found


def alt_text(costs: pd.DataFrame) -> str:
    """Return the chart's content as sentences.

    Costs for today's users, and where the cheaper option changes.
    """
    lines = costs[costs["kind"] == "line"]
    if lines.empty:
        return "No option costs anything that could be drawn."
    now = int(costs.loc[costs["kind"] == "now", "users"].iloc[0])
    said = []
    for option, points in lines.groupby("option", sort=False):
        known = points[points["users"] <= now]
        at = records((known if len(known) else points.head(1)).tail(1))[0]
        said.append(f"{option} {at['mid']:,.0f} ({at['low']:,.0f} to {at['high']:,.0f})")
    found = [str(text) for text in costs.loc[costs["kind"] == "crossing", "text"]]
    crossing = f" The cheaper one changes: {found[0]}." if found else ""
    return f"Cost of a month for {now:,} people at once: {'; '.join(said)}.{crossing}"
