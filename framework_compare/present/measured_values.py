"""How large something is that was measured, how sure that is, and how it compares."""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.measured_rules import Figure
from framework_compare.measured.comparisons import (
    ANSWER,
    AS_IT_COMES,
    CLICK,
    Comparison,
    client_cpu,
    compared,
    is_the_clients,
    own_wait,
)
from framework_compare.measured.estimates import spread_name
from framework_compare.measured.measurements import Measured, Measurements
from framework_compare.measured.quotations import amount, amount_range
from framework_compare.present.drawing import (
    NO_FRAME,
    Drawing,
    by_row,
    drawn,
    inline,
    label_axis,
    text_mark,
)
from framework_compare.present.experiments import Metric, Shown, metrics_of
from framework_compare.present.theme import GREY, colour
from framework_compare.text import short

_FIRST: Final = "streamlit"
"""What the others are compared with."""
_UNDECIDED: Final = "undecided"
_CLIENT: Final = "Client itself"
_CHARTED: Final = {CLICK: "Click", ANSWER: "Bare answer"}
"""How the chart of a task is titled: the two never share one."""
_TUNED: Final = "tuned"
_VALUES: Final = [
    "name",
    "line",
    "task",
    "tuning",
    "twin",
    "value",
    "low",
    "high",
    "figure",
    "colour",
    "framework",
    "variant",
    "interval",
    "spread",
    "n",
    "client",
    "against",
    "shown",
]
_FACTOR: Final = (
    "datum.label !== '' && datum.value > domain('x')[0]"
    " ? [datum.label, format(datum.value / domain('x')[0], ',.3~r') + ' times']"
    " : datum.label"
)
"""An axis' label and, below it, how many times the first mark it is; marks in between have none."""
_ROW: Final = 46
"""Pixels that one value needs: its name and figure above, its mark below."""
_AXIS: Final = 50


def shown(catalogue: Catalogue, figure: Figure) -> Shown:
    """Return a figure as charts of values, one a task and way of tuning, and one table.

    A twin shows the noise and stands in the table only. Charts of one task share their axes, so
    that tuned and as it comes can be compared across.
    """
    values = rows(catalogue, figure)
    charted = values[~values["twin"].astype(bool)]
    log = figure.log and bool(charted["low"].gt(0).all())
    drawings = []
    for task, of_task in charted.groupby("task", sort=False):
        tunings = list(dict.fromkeys(of_task["tuning"]))
        height = _height(of_task["line"].nunique())
        for tuning in tunings:
            title = ", ".join(
                filter(None, (_CHARTED.get(str(task)), tuning if len(tunings) > 1 else ""))
            )
            drawings.append((title, _drawing(figure, of_task, tuning, title, height, log=log)))
    return Shown(tuple(drawings), table(values), undecided_sentence(values), log, abreast=2)


def _drawing(
    figure: Figure, values: pd.DataFrame, tuning: str, title: str, height: int, *, log: bool
) -> Drawing:
    """Return the chart of one way of tuning; the others' values only widen its axes."""
    whole = f"{figure.title}: {title.lower()}" if title else figure.title
    shown = values.assign(shown=values["tuning"].eq(tuning))
    return drawn(whole, chart_log if log else chart, alt_text, shown, height)


def _named(catalogue: Catalogue, row: Metric, words: str) -> str:
    name = catalogue.frameworks[row.framework].name
    return f"{name}, {words}" if words else name


def rows(catalogue: Catalogue, figure: Figure) -> pd.DataFrame:
    """Return one row a metric: median, interval, and how it compares.

    Returns
    -------
    frame
        name, line (its name in a chart of its task and tuning), task, tuning (tuned or as it
        comes), twin, value, low and high in the figure's unit, figure (the median in words),
        colour, framework, variant, interval (in words), spread (what that is), n (repeats), client
        (what of it the measuring program took itself), against (how it compares with Streamlit,
        with the tuned app or with the first variant), shown.
    """
    found = metrics_of(catalogue, figure)
    measurements = catalogue.measurements or Measurements()
    made = []
    for row in found:
        estimate = row.measured.estimate
        named = (_named(catalogue, row, row.words), _named(catalogue, row, row.line))
        kinds = (row.task, AS_IT_COMES if row.is_as_it_comes else _TUNED, row.is_twin)
        values = tuple(float(f"{value:.4g}") for value in row.bounds)
        figure_text = amount(estimate.median, row.measured.unit)
        interval = amount_range(row.measured) if estimate.low is not None else ""
        tint = colour(row.framework, catalogue)
        framework = catalogue.frameworks[row.framework].name
        against = _against(catalogue, figure, row, found)
        spread = (interval, spread_name([estimate]) if interval else "", estimate.n)
        client = _of_client(measurements, row.measured.key)
        said = (figure_text, tint, framework, row.words, *spread, client, against, True)
        made.append((*named, *kinds, *values, *said))
    return pd.DataFrame(made, columns=_VALUES)


def _of_client(found: Measurements, key: str) -> str:
    """Return what the measuring program itself took of a wait or of CPU time; else nothing."""
    own = own_wait(found, key) or client_cpu(found, key)
    if own is None:
        return ""
    said = amount(own.estimate.median, own.unit)
    return f"{said}: too much" if is_the_clients(found, key) else said


def _against(catalogue: Catalogue, figure: Figure, row: Metric, every: list[Metric]) -> str:
    """Return how a value compares: as it comes with tuned, else with Streamlit or another variant.

    Only what was asked for the same is compared.
    """
    if row.is_as_it_comes:
        return _against_tuned(catalogue, figure, row, every)
    like = [other for other in every if (other.framework, other.words) == (_FIRST, row.words)]
    if row.framework == _FIRST or not like:
        planned = row.variant in catalogue.designs[figure.experiment].variants_of(
            row.framework, quick=False
        )
        own = [
            other
            for other in every
            if (other.framework, other.part, other.task) == (row.framework, row.part, row.task)
        ]
        like = own[:1] if planned else []
    found = catalogue.measurements
    if not like or like[0] is row or found is None:
        return ""
    comparison = compared(found, row.measured.key, like[0].measured.key)
    with_what = (
        "Streamlit" if like[0].framework != row.framework else f"“{like[0].variant or 'plain'}”"
    )
    return _compared(comparison, row.measured, figure, with_what) if comparison else ""


def _against_tuned(catalogue: Catalogue, figure: Figure, row: Metric, every: list[Metric]) -> str:
    same = (row.framework, row.tuned, row.part)
    tuned = [other for other in every if (other.framework, other.variant, other.part) == same]
    found = catalogue.measurements
    if not tuned or found is None:
        return ""
    comparison = compared(found, row.measured.key, tuned[0].measured.key)
    return _compared(comparison, row.measured, figure, _TUNED) if comparison else ""


def _compared(comparison: Comparison, measured: Measured, figure: Figure, with_what: str) -> str:
    times = comparison.ratio.median
    certain = comparison.word != _UNDECIDED or (
        comparison.ratio.low is None and not measured.is_wall_time
    )
    if not certain or not 0 < times < float("inf"):
        return _UNDECIDED if not certain else ""
    factor = short(max(times, 1 / times), 2)
    if factor == "1":
        return ""
    return f"{figure.more if times > 1 else figure.less} than {with_what} by a factor of {factor}"


def undecided_sentence(values: pd.DataFrame) -> str:
    """Return which differences are within the noise, in words, or nothing."""
    names = values.loc[values["against"].eq(_UNDECIDED), "name"].tolist()
    if not names:
        return ""
    if len(names) == len(values[values["against"].ne("")]):
        return "No difference here is larger than noise: undecided."
    return f"Undecided, since the difference is within the noise: {'; '.join(names)}."


def table(values: pd.DataFrame) -> pd.DataFrame:
    """Return what `rows` holds as a table for readers."""
    columns = {
        "framework": "Framework",
        "variant": "Variant",
        "figure": "Median",
        "against": "Compared",
    }
    kinds = [kind for kind in dict.fromkeys(values["spread"]) if kind]
    spread = " or ".join(kinds).capitalize()
    columns |= {"interval": spread, "n": "Repeats", "client": _CLIENT}
    frame = values[list(columns)].rename(columns=columns)
    always = ("Framework", "Median", "Repeats")
    return frame.loc[:, [name for name in frame if name in always or frame[name].ne("").any()]]


def chart(values: pd.DataFrame) -> alt.LayerChart:
    """Return a bar from nought to each median with its interval, and the name and the figure above.

    Parameters
    ----------
    values
        columns name, line, value, low and high in one unit, figure (the median in words), interval
        (in words), spread (what that is), n (repeats), colour and shown; one row a value, in order.
        Where no interval is known low and high equal the value. Rows that are not shown only widen
        the axes, so that charts side by side share them.
    """
    return _values(values, alt.Scale(zero=True, nice=False), starts_at_nought=True)


def chart_log(values: pd.DataFrame) -> alt.LayerChart:
    """Return the same on a logarithmic axis, without bars: every value must be above nought.

    Below each mark of the axis stands how many times the first it is.
    """
    return _values(values, alt.Scale(type="log", nice=True), starts_at_nought=False)


def _values(values: pd.DataFrame, scale: alt.Scale, *, starts_at_nought: bool) -> alt.LayerChart:
    down = alt.Y("line:N", sort=None, axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    factors = {} if starts_at_nought else {"labelExpr": _FACTOR}
    ruler = label_axis(
        **{"grid": True, "gridDash": [2, 4], "gridOpacity": 0.4, "tickCount": 4},
        **{"labelFlush": True, "format": ",.3~r"},
        **factors,
    )
    across = alt.X("value:Q", scale=scale, axis=ruler, title=None)
    hint = [
        alt.Tooltip("name:N", title="What"),
        alt.Tooltip("figure:N", title="Median"),
        alt.Tooltip("interval:N", title="From, to"),
        alt.Tooltip("spread:N", title="That is the"),
        alt.Tooltip("n:Q", title="Repeats"),
    ]
    everything = alt.Chart(inline(values)).encode(y=down)
    frame = everything.mark_rule(opacity=0).encode(
        x=alt.X("low:Q", scale=scale, axis=ruler, title=None), x2=alt.X2("high")
    )
    base = everything.transform_filter("datum.shown").encode(tooltip=hint)
    tracks = base.mark_rule(x=0, x2="width", yOffset=10, opacity=0.18, color=GREY)
    bars = base.mark_bar(height=8, yOffset=10, opacity=0.45).encode(x=across, color=by_row())
    bands = base.mark_rule(strokeWidth=4, yOffset=10, strokeCap="round").encode(
        x=alt.X("low:Q", scale=scale, axis=ruler, title=None), x2=alt.X2("high"), color=by_row()
    )
    points = base.mark_point(filled=True, size=110, yOffset=10, opacity=1).encode(
        x=across, color=by_row()
    )
    names = base.mark_text(
        **text_mark(align="left", x=0, dy=-10, baseline="middle", fontWeight="bold")
    ).encode(text=alt.Text("line:N"))
    figures = base.mark_text(
        **text_mark(align="right", x="width", dy=-10, baseline="middle")
    ).encode(text=alt.Text("figure:N"))
    layers = [frame, tracks, *([bars] if starts_at_nought else []), bands, points, names, figures]
    whole: alt.LayerChart = (
        alt.layer(*layers).properties(height=_height(4)).configure(view=NO_FRAME)
    )
    return whole


def _height(values: int) -> int:
    """Return how many pixels that many values need, with the axis."""
    return _ROW * values + _AXIS


def alt_text(values: pd.DataFrame) -> str:
    """Return the chart's content in words: each median with its range or interval."""
    shown = values[values["shown"].astype(bool)] if len(values) else values
    if shown.empty:
        return "Nothing was measured."
    columns = shown[["name", "figure", "interval"]].itertuples(index=False, name=None)
    parts = [
        f"{name} {figure}" + (f" ({interval})" if interval else "")
        for name, figure, interval in columns
    ]
    return "Measured: " + "; ".join(parts) + "."
