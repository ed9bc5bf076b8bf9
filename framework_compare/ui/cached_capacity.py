"""What the page on capacity and cost shows, computed once, through the same bounded caches as everything else."""

from __future__ import annotations

from typing import Final

import pandas as pd

from framework_compare import charts, tables
from framework_compare.capacity import Crossing, Figures, KneeCheck, Planner, Prices, Workload, figures_of, knee_checks
from framework_compare.capacity import crossing as crossing_of
from framework_compare.charts import Drawing
from framework_compare.measurements import Measurements
from framework_compare.ui.cached import catalogue, kept
from framework_compare.vocabulary import FrameworkId

__all__ = [
    "copies_bars",
    "cost_lines",
    "crossing",
    "figure_table",
    "knees",
    "measurements",
    "memory_bars",
    "plan_table",
    "planner",
]

_ENTRIES: Final = 64
Options = tuple[str, ...]


def measurements() -> Measurements | None:
    """Return what the lab measured; None where it was not run yet."""
    return catalogue().measurements


@kept(1)
def _figures() -> dict[FrameworkId, Figures]:
    found, known = measurements() or Measurements(), catalogue()
    return {name: figures_of(name, found, known.capacity) for name in known.frameworks}


@kept(1)
def knees() -> tuple[KneeCheck, ...]:
    """Return the capacity of one core as predicted and as measured."""
    return knee_checks(measurements() or Measurements(), catalogue().capacity)


def planner(workload: Workload, prices: Prices) -> Planner:
    """Return what plans for this load at these prices."""
    return Planner(catalogue(), _figures(), workload, prices)


def crossing(workload: Workload, prices: Prices, one: str, other: str) -> Crossing | None:
    """Return where the cheaper of two options changes; it does not depend on how many users there are."""
    return _crossing(workload.model_copy(update={"users": 1, "growth": 0.0, "months": 0}), prices, one, other)


@kept(_ENTRIES)
def _crossing(workload: Workload, prices: Prices, one: str, other: str) -> Crossing | None:
    return crossing_of(planner(workload, prices), one, other)


@kept(_ENTRIES)
def plan_table(workload: Workload, prices: Prices, options: Options) -> pd.DataFrame:
    """Return one row an option: what it needs, what it costs, what decides."""
    return tables.plan_rows(planner(workload, prices), options)


@kept(_ENTRIES)
def cost_lines(workload: Workload, prices: Prices, options: Options, pair: Options) -> Drawing:
    """Return costs over users, with the crossing of a pair where both are drawn."""
    drawn = len(pair) == 2 and set(pair) <= set(options)
    found = crossing(workload, prices, *pair) if drawn else None
    rows = tables.cost_rows(planner(workload, prices), options, found)
    return charts.drawn(charts.cost_lines, charts.cost_lines_alt, rows)


@kept(_ENTRIES)
def copies_bars(workload: Workload, prices: Prices, options: Options) -> Drawing:
    """Return how many copies each option needs."""
    asked = planner(workload, prices)
    rows = tables.copies_rows([asked.plan(option) for option in options], asked.catalogue)
    return charts.drawn(charts.need_bars, charts.need_bars_alt, rows, charts.need_height(len(rows)))


@kept(_ENTRIES)
def memory_bars(workload: Workload, prices: Prices, options: Options) -> Drawing:
    """Return how much memory each option needs."""
    asked = planner(workload, prices)
    rows = tables.memory_rows([asked.plan(option) for option in options], asked.catalogue)
    return charts.drawn(charts.need_bars, charts.need_bars_alt, rows, charts.need_height(len(rows)))


@kept(1)
def figure_table() -> pd.DataFrame:
    """Return every measured figure that the plans rest on."""
    return tables.figure_rows(_figures(), catalogue())
