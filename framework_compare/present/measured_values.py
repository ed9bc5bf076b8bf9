"""How large something is that was measured, how sure that is, and how it compares."""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.measured_rules import Figure
from framework_compare.measured.comparisons import Comparison, compared
from framework_compare.measured.measurements import Measured
from framework_compare.measured.quotations import amount, amount_range
from framework_compare.present.drawing import (
    NO_FRAME,
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
_VALUES: Final = [
    "name",
    "value",
    "low",
    "high",
    "figure",
    "colour",
    "framework",
    "variant",
    "interval",
    "n",
    "against",
]
_ROW: Final = 46
"""Pixels that one value needs: its name and figure above, its mark below."""
_AXIS: Final = 34


def shown(catalogue: Catalogue, figure: Figure) -> Shown:
    """Return a figure as one chart of values and a table."""
    values = rows(catalogue, figure)
    log = figure.log and bool(values["low"].gt(0).all())
    made = chart_log if log else chart
    drawing = drawn(figure.title, made, alt_text, values, _height(len(values)))
    return Shown((("", drawing),), table(values), undecided_sentence(values), log)


def _name(catalogue: Catalogue, row: Metric) -> str:
    name = catalogue.frameworks[row.framework].name
    return f"{name}, {row.words}" if row.words else name


def rows(catalogue: Catalogue, figure: Figure) -> pd.DataFrame:
    """Return one row a metric: median, interval, and how it compares.

    Returns
    -------
    frame
        name, value, low and high in the figure's unit, figure (the median in words), colour,
        framework, variant, interval (in words), n (repeats), against (how it compares with
        Streamlit, or with the first variant).
    """
    found = metrics_of(catalogue, figure)
    made = []
    for row in found:
        estimate = row.measured.estimate
        name = _name(catalogue, row)
        values = tuple(float(f"{value:.4g}") for value in row.bounds)
        figure_text = amount(estimate.median, row.measured.unit)
        interval = amount_range(row.measured) if estimate.low is not None else ""
        tint = colour(row.framework, catalogue)
        framework = catalogue.frameworks[row.framework].name
        against = _against(catalogue, figure, row, found)
        made.append(
            (name, *values, figure_text, tint, framework, row.words, interval, estimate.n, against)
        )
    return pd.DataFrame(made, columns=_VALUES)


def _against(catalogue: Catalogue, figure: Figure, row: Metric, every: list[Metric]) -> str:
    """Return how a value compares with Streamlit's, or with the first variant's."""
    like = [other for other in every if (other.framework, other.words) == (_FIRST, row.words)]
    if row.framework == _FIRST or not like:
        planned = row.variant in catalogue.designs[figure.experiment].variants_of(
            row.framework, quick=False
        )
        own = [
            other for other in every if (other.framework, other.part) == (row.framework, row.part)
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
    columns |= {"interval": "95% interval", "n": "Repeats"}
    frame = values[list(columns)].rename(columns=columns)
    return frame.loc[
        :,
        [
            name
            for name in frame
            if name not in ("Variant", "Compared", "95% interval") or frame[name].ne("").any()
        ],
    ]


def chart(values: pd.DataFrame) -> alt.LayerChart:
    """Return a bar from nought to each median with its interval, and the name and the figure above.

    Parameters
    ----------
    values
        columns name, value, low and high in one unit, figure (the median in words), interval (in
        words), n (repeats) and colour; one row a value, in order. Where no interval is known low
        and high equal the value.
    """
    return _values(values, alt.Scale(zero=True, nice=False), starts_at_nought=True)


def chart_log(values: pd.DataFrame) -> alt.LayerChart:
    """Return the same on a logarithmic axis, without bars: every value must be above nought."""
    return _values(values, alt.Scale(type="log", nice=True), starts_at_nought=False)


def _values(values: pd.DataFrame, scale: alt.Scale, *, starts_at_nought: bool) -> alt.LayerChart:
    down = alt.Y("name:N", sort=None, axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    ruler = label_axis(
        grid=True, gridDash=[2, 4], gridOpacity=0.4, tickCount=4, labelFlush=True, format=",.3~r"
    )
    across = alt.X("value:Q", scale=scale, axis=ruler, title=None)
    hint = [
        alt.Tooltip("name:N", title="What"),
        alt.Tooltip("figure:N", title="Median"),
        alt.Tooltip("interval:N", title="95% interval"),
        alt.Tooltip("n:Q", title="Repeats"),
    ]
    base = alt.Chart(inline(values)).encode(y=down, tooltip=hint)
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
    ).encode(text=alt.Text("name:N"))
    figures = base.mark_text(
        **text_mark(align="right", x="width", dy=-10, baseline="middle")
    ).encode(text=alt.Text("figure:N"))
    layers = [tracks, *([bars] if starts_at_nought else []), bands, points, names, figures]
    whole: alt.LayerChart = (
        alt.layer(*layers).properties(height=_height(4)).configure(view=NO_FRAME)
    )
    return whole


def _height(values: int) -> int:
    """Return how many pixels that many values need, with the axis."""
    return _ROW * values + _AXIS


def alt_text(values: pd.DataFrame) -> str:
    """Return the chart's content in words: each median with its interval."""
    if values.empty:
        return "Nothing was measured."
    columns = values[["name", "figure", "interval"]].itertuples(index=False, name=None)
    parts = [
        f"{name} {figure}" + (f" ({interval})" if interval else "")
        for name, figure, interval in columns
    ]
    return "Measured: " + "; ".join(parts) + "."
