"""What the evidence page shows of the measurements, computed once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from framework_compare.catalogue.grading import graded_cells
from framework_compare.catalogue.measured_rules import Figure
from framework_compare.charts import failure_table as failure_table_chart
from framework_compare.charts import measured_values as measured_values_chart
from framework_compare.charts import session_lines as session_lines_chart
from framework_compare.present.drawing import Drawing, drawn
from framework_compare.tables import measured as measured_rows
from framework_compare.tables import resting as resting_rows
from framework_compare.ui.frame.cached import catalogue, kept

_FIGURES: Final = 64


@dataclass(frozen=True, slots=True)
class Shown:
    """One figure: its charts, each with a title where there are several, its table, and what it
    leaves open.
    """

    drawings: tuple[tuple[str, Drawing], ...]
    table: pd.DataFrame
    undecided: str
    log: bool = False
    """Whether the axis grows by factors: only where every value is above nought."""


@kept(_FIGURES)
def shown(figure: Figure) -> Shown:
    """Return a figure as charts and table."""
    rows = measured_rows.measured_rows(catalogue(), figure)
    if figure.chart == "sessions":
        return Shown(_sessions(figure), measured_rows.value_table(rows), "")
    if figure.chart == "failures":
        failures = measured_rows.failure_rows(catalogue(), figure)
        height = failure_table_chart.failure_height(failures["name"].nunique()) + 30
        drawing = drawn(
            failure_table_chart.failure_table,
            failure_table_chart.failure_table_alt,
            failures,
            height,
        )
        return Shown((("", drawing),), measured_rows.failure_table(failures), "")
    log = figure.log and bool(rows["low"].gt(0).all())
    chart = (
        measured_values_chart.measured_values_log if log else measured_values_chart.measured_values
    )
    drawing = drawn(
        chart,
        measured_values_chart.measured_values_alt,
        rows,
        measured_values_chart.measured_height(len(rows)),
    )
    return Shown(
        (("", drawing),),
        measured_rows.value_table(rows),
        measured_rows.undecided_sentence(rows),
        log,
    )


def _sessions(figure: Figure) -> tuple[tuple[str, Drawing], ...]:
    """Return one chart a framework, all over the same axes."""
    growth = measured_rows.session_rows(catalogue(), figure)
    made = []
    for name in growth["framework"].unique():
        own = growth[growth["framework"].eq(name)].assign(shown=True)
        ends = growth.loc[[growth["value"].idxmax(), growth["sessions"].idxmax()]].assign(
            shown=False
        )
        rows = pd.concat([own, ends], ignore_index=True)
        made.append(
            (
                str(name),
                drawn(
                    session_lines_chart.session_lines, session_lines_chart.session_lines_alt, rows
                ),
            )
        )
    return tuple(made)


@kept(_FIGURES)
def gaps(experiment: str) -> pd.DataFrame:
    """Return what was not measured in an experiment, and why."""
    return measured_rows.gap_rows(catalogue(), experiment)


@kept(1)
def ungraded() -> int:
    """Return how many cells say something else than the measurements give."""
    return sum(not cell.is_current for cell in graded_cells(catalogue()))


@kept(1)
def resting() -> pd.DataFrame:
    """Return how much of each framework's evidence rests on measurements."""
    return resting_rows.resting_rows(catalogue())
