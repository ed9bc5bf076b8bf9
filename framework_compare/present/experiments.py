"""The lab's experiments: which were run, what each measured, where and when, what is missing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import pandas as pd

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.grading import graded_cells
from framework_compare.catalogue.measured_rules import Figure
from framework_compare.measured.comparisons import ANSWER, AS_IT_COMES, CLICK, TWIN
from framework_compare.measured.measurements import Measured, Measurements
from framework_compare.present.drawing import Drawing
from framework_compare.vocabulary import FrameworkId

_NUMBER: Final = re.compile(r"\d+(\.\d+)?")
_TASKS: Final = {CLICK: CLICK, "predict": CLICK, "filter": CLICK, ANSWER: ANSWER}
"""The task of a variant by its first word, in the order in which variants are shown."""


@dataclass(frozen=True, slots=True)
class Metric:
    """One measured value of one figure, its key taken apart."""

    measured: Measured
    framework: FrameworkId
    variant: str
    part: str

    @property
    def words(self) -> str:
        """What tells it from the framework's other ones."""
        return ", ".join(filter(None, (self.variant, self.part)))

    @property
    def task(self) -> str:
        """What was asked: a click, a bare answer, or nothing where only one of them can be."""
        return _TASKS.get(self.variant.split(", ")[0], "")

    @property
    def is_twin(self) -> bool:
        """Whether it is the second run of the same program, which shows the noise."""
        return self.variant.split(", ")[-1] == TWIN

    @property
    def is_as_it_comes(self) -> bool:
        """Whether it is the app without its tuned lines."""
        return self.variant.split(", ")[-1] == AS_IT_COMES

    @property
    def tuned(self) -> str:
        """The variant's words without those that say how it is tuned."""
        parts = self.variant.split(", ")
        return ", ".join(parts[:-1] if self.is_as_it_comes else parts)

    @property
    def line(self) -> str:
        """What tells it from the framework's other ones in a chart of one task and tuning."""
        parts = self.tuned.split(", ")
        return ", ".join(
            filter(None, (*(parts[1:] if parts[0] in (CLICK, ANSWER) else parts), self.part))
        )

    @property
    def bounds(self) -> tuple[float, float, float]:
        """Median, low and high; the median alone where no interval is known."""
        found = self.measured.estimate
        low = found.median if found.low is None else found.low
        high = found.median if found.high is None else found.high
        return found.median, low, high


@dataclass(frozen=True, slots=True)
class Shown:
    """One figure: its charts, titled where several, its table, and what it leaves open."""

    drawings: tuple[tuple[str, Drawing], ...]
    table: pd.DataFrame
    undecided: str
    log: bool = False
    """Whether the axis grows by factors: only where every value is above nought."""
    abreast: int = 3
    """How many charts stand side by side where there is room."""


def offered(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the experiments with a result or a known gap, in the order of the plan."""
    found = catalogue.measurements
    if found is None:
        return ()
    there = {key.split("/", 1)[0] for key in found.measured} | {
        gap.experiment for gap in found.gaps
    }
    return tuple(name for name in catalogue.designs if name in there)


def figures_of(catalogue: Catalogue, experiment: str) -> tuple[Figure, ...]:
    """Return the figures of one experiment that have something to show, the most telling first."""
    return tuple(
        figure
        for figure in catalogue.measured.figure
        if figure.experiment == experiment and metrics_of(catalogue, figure)
    )


def metrics_of(catalogue: Catalogue, figure: Figure) -> list[Metric]:
    """Return a figure's metrics: frameworks in their order, variants as they were measured."""
    found = []
    known: dict[str, FrameworkId] = {name: name for name in catalogue.frameworks}
    for key, measured in (catalogue.measurements or Measurements()).measured.items():
        experiment, entrant, *variant, metric = key.split("/")
        part, framework = figure.part(metric), known.get(entrant)
        if experiment == figure.experiment and part is not None and framework is not None:
            found.append(Metric(measured, framework, " ".join(variant).replace("-", ", "), part))
    order, tasks = list(catalogue.frameworks), list(_TASKS)
    planned = [
        name for names in catalogue.designs[figure.experiment].variants.values() for name in names
    ]
    places = {name.replace("-", ", "): place for place, name in enumerate(dict.fromkeys(planned))}

    def place(metric: Metric) -> tuple[float, ...]:
        variant = metric.tuned.removesuffix(f", {TWIN}")
        planned_at = places.get(variant, len(places))
        first = variant.split(", ")[0]
        name = metric.measured.metric
        listed = figure.metrics.index(name) if name in figure.metrics else 0
        number = _NUMBER.match(metric.part)
        return (
            order.index(metric.framework),
            planned_at,
            tasks.index(first) if first in tasks else len(tasks),
            metric.is_as_it_comes,
            metric.is_twin,
            listed,
            float(number[0]) if number else 0.0,
        )

    return sorted(found, key=place)


def conditions_of(found: Measurements, experiment: str) -> tuple[str, ...]:
    """Return when, where and with what an experiment was measured.

    A sentence for each run that holds a row of it.
    """
    runs = sorted({row.run for row in found.rows if row.experiment == experiment})
    said = []
    for run in (found.runs[number] for number in runs):
        machine = run.machine
        tools = "".join(f", {name} {version}" for name, version in run.tools.items())
        quick = ", a quick run: a proof, not a result" if run.quick else ""
        said.append(
            f"Measured on {run.started:%d %B %Y at %H:%M} UTC{quick}. {machine.cpu},"
            f" {machine.cores} cores, {machine.memory_gb:g} GB, {machine.system}, Python"
            f" {machine.python}{tools}; commit {run.commit}."
        )
    return tuple(said)


def gap_rows(catalogue: Catalogue, experiment: str) -> pd.DataFrame:
    """Return what was not measured in one experiment: framework, variant, reason.

    Entrants never verified included.
    """
    found = catalogue.measurements or Measurements()
    names: dict[str, str] = {
        name: framework.name for name, framework in catalogue.frameworks.items()
    }
    takes_part = set(catalogue.designs[experiment].variants)
    rows = []
    for gap in found.gaps:
        whole = gap.experiment not in catalogue.designs and (
            "*" in takes_part or gap.framework in takes_part
        )
        if gap.experiment == experiment or whole:
            rows.append((names.get(gap.framework, gap.framework), gap.variant, gap.reason))
    frame = pd.DataFrame(rows, columns=["Framework", "Variant", "Why not"])
    return frame if frame["Variant"].ne("").any() else frame.drop(columns="Variant")


def ungraded(catalogue: Catalogue) -> int:
    """Return how many cells say something else than the measurements give."""
    return sum(not cell.is_current for cell in graded_cells(catalogue))
