"""What a month costs over the number of users."""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd

from framework_compare.present.drawing import (
    NO_FRAME,
    by_row,
    chart_title,
    inline,
    records,
    text_mark,
)
from framework_compare.present.theme import DASHES, INK

MOST_LINES: Final = len(DASHES)
"""Options that still can be told apart by their strokes."""
_ROOM: Final = 104
"""Pixels to the right of the lines for their names."""
_HEIGHT: Final = 380


def cost_lines(costs: pd.DataFrame) -> alt.LayerChart:
    """Return one stepped line an option, with its band, over users.

    Both axes grow tenfold at each mark.

    Parameters
    ----------
    costs
        columns kind ("line", "end", "now", "later" or "crossing"), option, colour, users (from 1),
        low, mid and high (money a month, above 0), text, place (money, where a name stands) and
        side ("left" or "right" of its mark); at most four options. Names stand at the lines' ends,
        and strokes differ, so that no line hangs on its colour.
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
        x=_users(), y=_money("mid"), color=by_row(), detail=alt.Detail("option:N"), strokeDash=dash
    )
    points = lines.mark_point(filled=True, size=120, opacity=0).encode(
        x=_users(), y=_money("mid"), tooltip=hint
    )
    ends = rows.transform_filter("datum.kind == 'end'").transform_calculate(
        label="replace(datum.text, ' + ', '\\n+ ')"
    )
    keys = ends.mark_point(filled=True, size=90, opacity=1, xOffset=10).encode(
        x=_users(), y=_money("place"), color=by_row()
    )
    names = ends.mark_text(
        **text_mark(align="left", dx=18, baseline="middle", lineBreak="\n", limit=_ROOM - 18)
    ).encode(x=_users(), y=_money("place"), text=alt.Text("label:N"))
    title = chart_title("Line: cost of a month. Shade: nine of ten results.")
    layers = alt.layer(bands, *_spots(rows), strokes, points, keys, names)
    chart: alt.LayerChart = layers.properties(height=_HEIGHT, title=title).configure(view=NO_FRAME)
    return chart


def _users() -> alt.X:
    axis = alt.Axis(
        labelFontSize=13,
        titleFontSize=13,
        titleFontWeight="normal",
        format="~s",
        tickCount=7,
        grid=False,
        labelOverlap=True,
    )
    scale = alt.Scale(type="log", nice=False, range=[0, alt.ExprRef(f"width - {_ROOM}")])
    return alt.X("users:Q", scale=scale, axis=axis, title="People at once")


def _money(field: str) -> alt.Y:
    axis = alt.Axis(
        labelFontSize=13, format="~s", tickCount=5, domain=False, tickSize=0, gridOpacity=0.5
    )
    return alt.Y(
        f"{field}:Q", scale=alt.Scale(type="log", nice=False, padding=26), axis=axis, title=None
    )


def _spots(rows: alt.Chart) -> list[alt.Chart]:
    """Return the numbers of users that matter.

    Today's and a later one named at the top, the crossing at the foot.
    """
    found = []
    foot = alt.ExprRef("height - 9")
    for kind, dash, y in (("now", [1, 0], 9), ("later", [6, 4], 9), ("crossing", [2, 3], foot)):
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


def cost_lines_alt(costs: pd.DataFrame) -> str:
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
