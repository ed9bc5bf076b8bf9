"""What the evidence page shows of the measurements, computed once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from framework_compare import charts, tables
from framework_compare.charts import Drawing
from framework_compare.grading import graded_cells
from framework_compare.measured_rules import Figure
from framework_compare.ui.cached import catalogue, kept

__all__ = ["Shown", "gaps", "resting", "shown", "ungraded"]

_FIGURES: Final = 64


@dataclass(frozen=True, slots=True)
class Shown:
    """One figure: its charts, each with a title where there are several, its table, and what it leaves open."""

    drawings: tuple[tuple[str, Drawing], ...]
    table: pd.DataFrame
    undecided: str
    log: bool = False
    """Whether the axis grows by factors: only where every value is above nought."""


@kept(_FIGURES)
def shown(figure: Figure) -> Shown:
    """Return a figure as charts and table."""
    rows = tables.measured_rows(catalogue(), figure)
    if figure.chart == "sessions":
        return Shown(_sessions(figure), tables.value_table(rows), "")
    if figure.chart == "failures":
        failures = tables.failure_rows(catalogue(), figure)
        height = charts.failure_height(failures["name"].nunique()) + 30
        drawing = charts.drawn(charts.failure_table, charts.failure_table_alt, failures, height)
        return Shown((("", drawing),), tables.failure_table(failures), "")
    log = figure.log and bool(rows["low"].gt(0).all())
    chart = charts.measured_values_log if log else charts.measured_values
    drawing = charts.drawn(chart, charts.measured_values_alt, rows, charts.measured_height(len(rows)))
    return Shown((("", drawing),), tables.value_table(rows), tables.undecided_sentence(rows), log)


def _sessions(figure: Figure) -> tuple[tuple[str, Drawing], ...]:
    """Return one chart a framework, all over the same axes."""
    growth = tables.session_rows(catalogue(), figure)
    made = []
    for name in growth["framework"].unique():
        own = growth[growth["framework"].eq(name)].assign(shown=True)
        ends = growth.loc[[growth["value"].idxmax(), growth["sessions"].idxmax()]].assign(shown=False)
        rows = pd.concat([own, ends], ignore_index=True)
        made.append((str(name), charts.drawn(charts.session_lines, charts.session_lines_alt, rows)))
    return tuple(made)


@kept(_FIGURES)
def gaps(experiment: str) -> pd.DataFrame:
    """Return what was not measured in an experiment, and why."""
    return tables.gap_rows(catalogue(), experiment)


@kept(1)
def ungraded() -> int:
    """Return how many cells say something else than the measurements give."""
    return sum(not cell.is_current for cell in graded_cells(catalogue()))


@kept(1)
def resting() -> pd.DataFrame:
    """Return how much of each framework's evidence rests on measurements."""
    return tables.resting_rows(catalogue())
