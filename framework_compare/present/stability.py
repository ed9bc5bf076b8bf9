"""How far each weight may move before another option leads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import altair as alt
import pandas as pd

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.explain.weights import Stability
from framework_compare.present.drawing import (
    CHARACTER,
    NO_FRAME,
    Drawing,
    chart_title,
    drawn,
    inline,
    label_axis,
    short_name,
    text_mark,
)
from framework_compare.present.theme import ACCENT, INK, translucent
from framework_compare.present.weights import weight_name
from framework_compare.text import percent
from framework_compare.vocabulary import GROUPS, VALUE_TREE

_ROW: Final = 58
"""Pixels that one weight needs: its bar, and two lines of text where they do not fit beside each
other.
"""
_FRAME: Final = 90
"""Pixels of title and axis."""
_ABOVE: Final = -15
"""Where the bar lies in its row: above the middle, so that its text fits below."""


def drawing(ranges: Sequence[Stability], catalogue: Catalogue, group: str | None = None) -> Drawing:
    """Return the ranges of the groups' weights, or of the criteria of one group."""
    rows = stability_rows(ranges, catalogue, group)
    title = "How far each weight may move"
    return drawn(title, stability_bars, stability_bars_alt, rows, stability_height(len(rows)))


def stability_rows(
    ranges: Sequence[Stability], catalogue: Catalogue, group: str | None = None
) -> pd.DataFrame:
    """Return the range of every group's weight, or of one group's criteria, in per cent.

    Parameters
    ----------
    group
        whose criteria; the groups themselves if None.
    """
    # The group comes from a widget, which holds one of their ids.
    wanted = GROUPS if group is None else VALUE_TREE[group]  # type: ignore[index]
    kind = "group" if group is None else "criterion"
    columns = [
        "label",
        "kind",
        "low",
        "high",
        "today",
        "plausible_low",
        "plausible_high",
        "below",
        "above",
    ]
    rows = [
        {
            "label": weight_name(stable.weight, catalogue),
            "kind": kind,
            "low": 100 * stable.low,
            "high": 100 * stable.high,
            "today": 100 * stable.today,
            "plausible_low": 100 * stable.plausible_low,
            "plausible_high": 100 * stable.plausible_high,
            "below": short_name(stable.below, catalogue) if stable.below else "",
            "above": short_name(stable.above, catalogue) if stable.above else "",
        }
        for stable in ranges
        if stable.weight in wanted
    ]
    return pd.DataFrame(rows, columns=columns).round(2)


def stability_bars(weights: pd.DataFrame) -> alt.LayerChart:
    """Return one bar a weight: from where to where it may move while the champion stays first.

    Parameters
    ----------
    weights
        columns label, kind ("group", drawn thicker, or "criterion"), low, high, today,
        plausible_low and plausible_high (0 to 100, per cent of its whole, the other weights
        rescaled), below and above (names of who takes over under low and over high, "" where nobody
        does); one row a weight, in order. Where nobody ever takes over the row says "never".
    """
    base = alt.Chart(inline(weights)).encode(y=_label())
    thick = alt.ExprRef("datum.kind == 'group' ? 18 : 12")
    spans = base.mark_bar(
        yOffset=_ABOVE, height=thick, cornerRadius=3, color=translucent(ACCENT, 0.5)
    ).encode(x=_share("low"), x2=alt.X2("high"), tooltip=_hint())
    plausible = base.mark_rule(yOffset=_ABOVE, strokeWidth=2, color=INK, opacity=0.75).encode(
        x=_share("plausible_low"), x2=alt.X2("plausible_high"), tooltip=_hint()
    )
    today = base.mark_tick(yOffset=_ABOVE, thickness=4, size=26, color=INK, opacity=1).encode(
        x=_share("today"), tooltip=_hint()
    )
    title = chart_title(
        "Bar: the leader stays first. Names: who takes over.",
        "Thin line: plausible. Strong tick: today.",
    )
    layers = alt.layer(spans, plausible, today, *_names(weights))
    chart: alt.LayerChart = layers.properties(height=stability_height(6), title=title).configure(
        view=NO_FRAME
    )
    return chart


def stability_height(weights: int) -> int:
    """Return how many pixels that many weights need."""
    return _FRAME + _ROW * weights


def _label() -> alt.Y:
    scale = alt.Scale(paddingInner=0, paddingOuter=0)
    axis = label_axis(labelLimit=150, labelOverlap=False, labelOffset=_ABOVE)
    return alt.Y("label:N", sort=None, title=None, axis=axis, scale=scale)


def _share(field: str) -> alt.X:
    axis = alt.Axis(
        values=[0, 25, 50, 75, 100],
        labelExpr="datum.value + '%'",
        labelFontSize=13,
        tickSize=0,
        domain=False,
        gridOpacity=0.5,
        labelFlush=True,
    )
    return alt.X(f"{field}:Q", scale=alt.Scale(domain=[0, 100], nice=False), axis=axis, title=None)


def _hint() -> list[alt.Tooltip]:
    columns = {
        "label": "Weight",
        "today": "Today, %",
        "low": "First from, %",
        "high": "First up to, %",
        "below": "Below that",
        "above": "Above that",
    }
    return [
        alt.Tooltip(
            f"{column}:{'N' if column in ('label', 'below', 'above') else 'Q'}", title=title
        )
        for column, title in columns.items()
    ]


def _names(weights: pd.DataFrame) -> list[alt.Chart]:
    """Return who takes over at each end, kept inside the view.

    The upper end one line down where room is short.
    """
    number = "format({0}, {0} > 0 && {0} < 1 ? '.1f' : '.0f')"
    first = (
        f"datum.below ? '◂ ' + datum.below + ' below ' + {number.format('datum.low')} + '%' : ''"
    )
    second = f"datum.above ? datum.above + ' above ' + {number.format('datum.high')} + '% ▸' : ''"
    never = "datum.below || datum.above ? '' : 'never changes who leads'"
    base = (
        alt.Chart(inline(weights))
        .transform_calculate(
            first=first,
            second=second,
            never=never,
            start=f"{CHARACTER} * length({first})",
            end=f"{CHARACTER} * length({second})",
        )
        .encode(y=_label())
    )
    left = "max(0, min(datum.low / 100 * width, width - datum.start))"
    right = "min(width, max(datum.high / 100 * width, datum.end))"
    crowded = f"{left} + datum.start > {right} - datum.end && datum.start > 0"

    def line(field: str, **place: Any) -> alt.Chart:
        marked: alt.Chart = base.mark_text(
            **text_mark(baseline="middle", limit=alt.ExprRef("width"), **place)
        ).encode(text=alt.Text(f"{field}:N"))
        return marked

    return [
        line("first", align="left", x=alt.ExprRef(left), dy=4),
        line("second", align="right", x=alt.ExprRef(right), dy=alt.ExprRef(f"{crowded} ? 20 : 4")),
        line("never", align="left", x=0, dy=4),
    ]


def stability_bars_alt(weights: pd.DataFrame) -> str:
    """Return the chart's content as one sentence.

    What each weight is today, and where it would change the leader.
    """
    if weights.empty:
        return "No weight can be moved: there is no leader, or nobody else."
    parts = [_said(row) for row in weights.to_dict("records")]
    return "How far each weight may move: " + "; ".join(parts) + "."


def _said(row: dict[Any, Any]) -> str:
    ends = [f"below {row['low']:.0f}% {row['below']} leads"] if row["below"] else []
    ends += [f"above {row['high']:.0f}% {row['above']} leads"] if row["above"] else []
    return f"{row['label']} {percent(row['today'] / 100)}, " + (
        ", ".join(ends) or "never changes who leads"
    )
