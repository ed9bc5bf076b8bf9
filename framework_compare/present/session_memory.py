"""How memory grows as sessions arrive."""

from __future__ import annotations

import altair as alt
import pandas as pd

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.measured_rules import Figure
from framework_compare.measured.quotations import amount
from framework_compare.present import measured_values
from framework_compare.present.drawing import NO_FRAME, Drawing, by_row, drawn, inline, label_axis
from framework_compare.present.experiments import Shown, metrics_of
from framework_compare.present.theme import DASHES, INK, MARKS, colour
from framework_compare.text import counted


def shown(catalogue: Catalogue, figure: Figure) -> Shown:
    """Return a figure as one chart a framework, all over the same axes, and a table."""
    growth = rows(catalogue, figure)
    names = growth["framework"].unique()
    table = measured_values.table(measured_values.rows(catalogue, figure))
    return Shown(
        tuple((str(name), _drawing(growth, str(name), figure)) for name in names), table, ""
    )


def _drawing(growth: pd.DataFrame, name: str, figure: Figure) -> Drawing:
    own = growth[growth["framework"].eq(name)].assign(shown=True)
    ends = growth.loc[[growth["value"].idxmax(), growth["sessions"].idxmax()]].assign(shown=False)
    shown = pd.concat([own, ends], ignore_index=True)
    return drawn(f"{name}: {figure.title}", chart, alt_text, shown)


def rows(catalogue: Catalogue, figure: Figure) -> pd.DataFrame:
    """Return memory by live sessions.

    Framework, state (the variant), sessions, value, low, high, colour, label.
    """
    made = []
    for row in metrics_of(catalogue, figure):
        name = catalogue.frameworks[row.framework].name
        tint = colour(row.framework, catalogue)
        sessions = int(row.part)
        label = f"{row.variant}, {sessions} sessions: {amount(row.bounds[0], row.measured.unit)}"
        values = (round(value, 1) for value in row.bounds)
        made.append((name, row.variant, sessions, *values, tint, label))
    return pd.DataFrame(
        made, columns=["framework", "state", "sessions", "value", "low", "high", "colour", "label"]
    )


def chart(growth: pd.DataFrame) -> alt.LayerChart:
    """Return one line for each amount of state that a session keeps.

    Memory over live sessions of one framework.

    Parameters
    ----------
    growth
        columns state (the line's name), sessions, value, low and high (megabytes), colour, label (a
        point in words) and shown; rows that are not shown only widen the axes, so that charts side
        by side share them.
    """
    states = alt.Legend(
        title=None,
        orient="top",
        symbolStrokeWidth=0,
        symbolFillColor=INK,
        labelFontSize=13,
        columns=2,
    )
    shape = alt.Shape("state:N", sort=None, legend=states, scale=alt.Scale(range=list(MARKS)))
    dash = alt.StrokeDash(
        "state:N", sort=None, legend=states, scale=alt.Scale(range=[list(dash) for dash in DASHES])
    )
    across = alt.X(
        "sessions:Q", title="Live sessions", axis=label_axis(tickCount=4, titleFontSize=13)
    )
    ruler = label_axis(
        grid=True, gridDash=[2, 4], gridOpacity=0.4, tickCount=5, titleFontSize=13, labelFlush=True
    )
    up = alt.Y("value:Q", title="MB", axis=ruler, scale=alt.Scale(zero=True, nice=True))
    everything = alt.Chart(inline(growth)).encode(x=across, y=up)
    frame = everything.mark_point(opacity=0)
    drawn = everything.transform_filter("datum.shown").encode(color=by_row())
    bands = drawn.mark_rule(strokeWidth=6, opacity=0.3).encode(y=alt.Y("low:Q"), y2=alt.Y2("high"))
    lines = drawn.mark_line(strokeWidth=2.5).encode(strokeDash=dash)
    points = drawn.mark_point(filled=True, size=80, opacity=1).encode(
        shape=shape, tooltip=[alt.Tooltip("label:N", title="Memory")]
    )
    whole: alt.LayerChart = (
        alt.layer(frame, bands, lines, points).properties(height=320).configure(view=NO_FRAME)
    )
    return whole


def alt_text(growth: pd.DataFrame) -> str:
    """Return the chart's content in words: where each line begins and ends."""
    shown = growth[growth["shown"].astype(bool)] if len(growth) else growth
    if shown.empty:
        return "Nothing was measured."
    parts = []
    for state, line in shown.groupby("state", sort=False):
        ordered = line.sort_values("sessions")
        first, last = ordered.iloc[0], ordered.iloc[-1]
        parts.append(
            f"{state}: {first['value']:.0f} MB at"
            f" {counted(first['sessions'], 'session', 'sessions')},"
            f" {last['value']:.0f} MB at {last['sessions']}"
        )
    return "Memory over live sessions, by what a session keeps. " + "; ".join(parts) + "."
