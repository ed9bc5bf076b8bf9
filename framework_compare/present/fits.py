"""How well each option meets what is asked, criterion by criterion, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from framework_compare.catalogue.evidence import Interval
from framework_compare.present.drawing import (
    NO_FRAME,
    Drawing,
    drawn,
    inline,
    label_axis,
    records,
    short_name,
    text_mark,
)
from framework_compare.present.theme import FIT, GREY, translucent
from framework_compare.scoring.results import NeedInterval
from framework_compare.scoring.study import Study
from framework_compare.text import span_text
from framework_compare.vocabulary import CRITERIA

CELL = "cell"
"""Name of the selection that a click on a cell makes; it holds the ids of criterion and option."""


def drawing(study: Study, options: tuple[str, ...]) -> Drawing:
    """Return the table of fits of these options.

    Parameters
    ----------
    study
        without a shortlist, so that every option has its fits.
    """
    rows = fit_cells(study, options)
    title = "Fit of each option by criterion, of 100"
    height = 38 * rows["criterion"].nunique() + 90
    return drawn(title, heat_table, heat_table_alt, rows, height)


def fit_cells(study: Study, options: Sequence[str]) -> pd.DataFrame:
    """Return one row a cell of the heat table.

    The interval runs from the worst that need and capability allow together to the best, on 0 to
    100.

    Parameters
    ----------
    study
        has these options on its shortlist.
    options
        the columns, in order.
    """
    catalogue, ranges = study.catalogue, fit_ranges(study)
    rows = []
    for place, criterion in enumerate(CRITERIA):
        for option in options:
            low, fit, high = ranges[option][place]
            step = _step(fit)
            rows.append(
                {
                    "criterion": catalogue.criterion(criterion).name,
                    "criterion_id": criterion,
                    "option_id": option,
                    "option": short_name(option, catalogue).replace(" + ", " with "),
                    "value": round(100 * fit, 1),
                    "figure": f"{round(100 * fit)}",
                    "interval": span_text(low, high),
                    "step": step,
                    "text": f"{round(100 * fit)} of 100: {step}",
                }
            )
    columns = [
        "criterion",
        "criterion_id",
        "option_id",
        "option",
        "value",
        "figure",
        "interval",
        "step",
        "text",
    ]
    return pd.DataFrame(rows, columns=columns)


def fit_ranges(study: Study) -> dict[str, list[tuple[float, float, float]]]:
    """Return every option's fit on every criterion with its ends: low, expected, high; 0 to 1.

    From the worst that need and capability allow together to the best.
    """
    needs, intervals = study.needs, study.intervals
    named = any(under.profile.items for under in study.goals)
    found = {}
    for option, fits in zip(study.options.names, study.fits.tolist(), strict=True):
        rows = []
        for criterion, fit, need in zip(CRITERIA, fits, needs, strict=True):
            low, high = _fit_bounds(fit, intervals[option][criterion], need)
            if criterion == "further_needs" or (criterion == "stated_needs" and not named):
                low = high = fit  # nothing is asked that evidence could leave open
            rows.append((low, fit, high))
        found[option] = rows
    return found


def _fit_bounds(fit: float, capability: Interval, need: NeedInterval) -> tuple[float, float]:
    # This one is judged item by item: the interval is how far the items are met.
    if need.criterion == "stated_needs":
        return min(fit, capability.low), max(fit, capability.high)
    worst = 1 - max(0.0, need.high - capability.low)
    best = 1 - max(0.0, need.low - capability.high)
    return min(fit, worst), max(fit, best)


def _step(fit: float) -> str:
    return next(word for word, least, *_ in FIT if round(fit, 3) >= least)


def heat_table(fits: pd.DataFrame) -> alt.LayerChart:
    """Return a table of coloured cells.

    The fit in figures, its interval below, its step of fit as colour.

    Parameters
    ----------
    fits
        columns criterion and option (names), criterion_id, option_id, value, figure, interval, text
        and step (a word of `theme.FIT`); one row a cell, criteria and options in order.
    """
    words = [word for word, *_ in FIT]
    legend = alt.Legend(orient="top", title=None, symbolType="square", labelFontSize=12, columns=2)
    tints = [translucent(tint, density) for *_, tint, density in FIT]
    colour = alt.Color("step:N", scale=alt.Scale(domain=words, range=tints), legend=legend)
    across = alt.X(
        "option:N",
        sort=None,
        title=None,
        axis=label_axis(
            orient="top",
            labelAngle=0,
            labelLimit=160,
            labelPadding=20,
            labelExpr="split(datum.label, ' with ')",
        ),
        scale=alt.Scale(paddingInner=0.03),
    )
    down = alt.Y(
        "criterion:N",
        sort=None,
        title=None,
        axis=label_axis(labelLimit=150, labelOverlap=False),
        scale=alt.Scale(paddingInner=0.06),
    )
    pick = alt.selection_point(name=CELL, fields=["criterion_id", "option_id"], empty=False)
    base = alt.Chart(inline(fits)).encode(x=across, y=down)
    cells = (
        base.mark_rect(cornerRadius=3, cursor="pointer")
        .encode(
            color=colour,
            tooltip=[
                alt.Tooltip("option:N", title="Option"),
                alt.Tooltip("criterion:N", title="Criterion"),
                alt.Tooltip("text:N", title="Fit"),
            ],
        )
        .add_params(pick)
    )
    frame = base.mark_rect(cornerRadius=3, fillOpacity=0, stroke=GREY).encode(
        strokeWidth=alt.when(pick).then(alt.StrokeWidthValue(2)).otherwise(alt.StrokeWidthValue(0)),
    )
    figures = base.mark_text(**text_mark(dy=-6, fontWeight=600)).encode(text=alt.Text("figure:N"))
    bounds = base.mark_text(**text_mark(dy=8, fontSize=10.5)).encode(text=alt.Text("interval:N"))
    layers = alt.layer(cells, frame, figures, bounds)
    chart: alt.LayerChart = layers.properties(height=600).configure(view=NO_FRAME)
    return chart


def heat_table_alt(fits: pd.DataFrame) -> str:
    """Return the chart's content as one sentence: where each option falls short most."""
    if fits.empty:
        return "No option is chosen."
    parts = []
    for option, cells in fits.groupby("option", sort=False):
        lowest = records(cells.sort_values("value", kind="stable"))[0]
        parts.append(
            f"{option} is weakest on {lowest['criterion']} with a fit of {lowest['figure']} of 100"
        )
    return "Fit by criterion: " + "; ".join(parts) + "."
