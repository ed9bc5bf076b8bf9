"""What the page on capacity and cost shows, computed once, through the same bounded caches as
everything else.
"""

from __future__ import annotations

from typing import Final

import pandas as pd

from framework_compare.capacity.knee import KneeCheck, knee_checks
from framework_compare.capacity.parameters import Parameters, parameters_of
from framework_compare.capacity.planning import Crossing, Planner
from framework_compare.capacity.planning import crossing as crossing_of
from framework_compare.capacity.workload import Prices, Workload
from framework_compare.charts import cost_lines as cost_lines_chart
from framework_compare.charts import need_bars as need_bars_chart
from framework_compare.measured.measurements import Measurements
from framework_compare.present.drawing import Drawing, drawn
from framework_compare.tables import capacity as capacity_rows
from framework_compare.ui.frame.cached import catalogue, kept
from framework_compare.vocabulary import FrameworkId

_ENTRIES: Final = 64
Options = tuple[str, ...]


def measurements() -> Measurements | None:
    """Return what the lab measured; None where it was not run yet."""
    return catalogue().measurements


@kept(1)
def _figures() -> dict[FrameworkId, Parameters]:
    found, known = measurements() or Measurements(), catalogue()
    return {name: parameters_of(name, found, known.capacity) for name in known.frameworks}


@kept(1)
def knees() -> tuple[KneeCheck, ...]:
    """Return the capacity of one core as predicted and as measured."""
    return knee_checks(measurements() or Measurements(), catalogue().capacity)


def planner(workload: Workload, prices: Prices) -> Planner:
    """Return what plans for this load at these prices."""
    return Planner(catalogue(), _figures(), workload, prices)


def crossing(workload: Workload, prices: Prices, one: str, other: str) -> Crossing | None:
    """Return where the cheaper of two options changes.

    It does not depend on how many users there are.
    """
    return _crossing(
        workload.model_copy(update={"users": 1, "growth": 0.0, "months": 0}), prices, one, other
    )


@kept(_ENTRIES)
def _crossing(workload: Workload, prices: Prices, one: str, other: str) -> Crossing | None:
    return crossing_of(planner(workload, prices), one, other)


@kept(_ENTRIES)
def plan_table(workload: Workload, prices: Prices, options: Options) -> pd.DataFrame:
    """Return one row an option: what it needs, what it costs, what decides."""
    return capacity_rows.plan_rows(planner(workload, prices), options)


@kept(_ENTRIES)
def cost_lines(workload: Workload, prices: Prices, options: Options, pair: Options) -> Drawing:
    """Return costs over users, with the crossing of a pair where both are drawn."""
    both = len(pair) == 2 and set(pair) <= set(options)
    found = crossing(workload, prices, *pair) if both else None
    rows = capacity_rows.cost_rows(planner(workload, prices), options, found)
    return drawn(cost_lines_chart.cost_lines, cost_lines_chart.cost_lines_alt, rows)


@kept(_ENTRIES)
def copies_bars(workload: Workload, prices: Prices, options: Options) -> Drawing:
    """Return how many copies each option needs."""
    asked = planner(workload, prices)
    rows = capacity_rows.copies_rows([asked.plan(option) for option in options], asked.catalogue)
    return drawn(
        need_bars_chart.need_bars,
        need_bars_chart.need_bars_alt,
        rows,
        need_bars_chart.need_height(len(rows)),
    )


@kept(_ENTRIES)
def memory_bars(workload: Workload, prices: Prices, options: Options) -> Drawing:
    """Return how much memory each option needs."""
    asked = planner(workload, prices)
    rows = capacity_rows.memory_rows([asked.plan(option) for option in options], asked.catalogue)
    return drawn(
        need_bars_chart.need_bars,
        need_bars_chart.need_bars_alt,
        rows,
        need_bars_chart.need_height(len(rows)),
    )


@kept(1)
def figure_table() -> pd.DataFrame:
    """Return every measured figure that the plans rest on."""
    return capacity_rows.figure_rows(_figures(), catalogue())
