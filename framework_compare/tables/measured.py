"""Frames of what the lab measured.

Values with intervals, growth with sessions, failures and gaps.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import pandas as pd

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.measured_rules import Figure
from framework_compare.measured.comparisons import TWIN, Comparison, compared, failed_share
from framework_compare.measured.measurements import Measured, Measurements
from framework_compare.measured.quotations import amount, amount_range
from framework_compare.present.theme import colour
from framework_compare.text import percent, short
from framework_compare.vocabulary import FrameworkId

_FIRST: Final = "streamlit"
"""What the others are compared with."""
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
_NUMBER: Final = re.compile(r"\d+(\.\d+)?")
_POLICIES: Final = {"ip hash": "By address", "cookie": "By cookie"}
"""Ways of balancing, where readers have other words."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One metric of one figure, taken apart."""

    measured: Measured
    framework: FrameworkId
    variant: str
    part: str

    @property
    def words(self) -> str:
        """What tells it from the framework's other rows."""
        return ", ".join(filter(None, (self.variant, self.part)))


def measured_experiments(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the experiments of which something was measured or is known to be missing, in the
    order of the plan.
    """
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
        if figure.experiment == experiment and _rows(catalogue, figure)
    )


def _rows(catalogue: Catalogue, figure: Figure) -> list[_Row]:
    """Return a figure's metrics: frameworks in their order, variants as they were measured."""
    rows = []
    known: dict[str, FrameworkId] = {name: name for name in catalogue.frameworks}
    for key, measured in (catalogue.measurements or Measurements()).measured.items():
        experiment, entrant, *variant, metric = key.split("/")
        part, framework = figure.part(metric), known.get(entrant)
        if experiment == figure.experiment and part is not None and framework is not None:
            rows.append(_Row(measured, framework, " ".join(variant).replace("-", ", "), part))
    order = list(catalogue.frameworks)
    planned = [
        name for names in catalogue.designs[figure.experiment].variants.values() for name in names
    ]
    places = {name.replace("-", ", "): place for place, name in enumerate(dict.fromkeys(planned))}

    def place(row: _Row) -> tuple[float, ...]:
        found = places.get(row.variant.removesuffix(f", {TWIN}"), len(places))
        metric = row.measured.metric
        listed = figure.metrics.index(metric) if metric in figure.metrics else 0
        number = _NUMBER.match(row.part)
        return (
            order.index(row.framework),
            found,
            row.variant.endswith(TWIN),
            listed,
            float(number[0]) if number else 0.0,
        )

    return sorted(rows, key=place)


def _name(catalogue: Catalogue, row: _Row) -> str:
    name = catalogue.frameworks[row.framework].name
    return f"{name}, {row.words}" if row.words else name


def measured_rows(catalogue: Catalogue, figure: Figure) -> pd.DataFrame:
    """Return one row a metric: median, interval, and how it compares.

    Returns
    -------
    frame
        name, value, low and high in the figure's unit, figure (the median in words), colour,
        framework, variant, interval (in words), n (repeats), against (how it compares with
        Streamlit, or with the first variant).
    """
    rows = _rows(catalogue, figure)
    made = []
    for row in rows:
        estimate = row.measured.estimate
        low = estimate.median if estimate.low is None else estimate.low
        high = estimate.median if estimate.high is None else estimate.high
        name = _name(catalogue, row)
        values = tuple(float(f"{value:.4g}") for value in (estimate.median, low, high))
        figure_text = amount(estimate.median, row.measured.unit)
        interval = amount_range(row.measured) if estimate.low is not None else ""
        tint = colour(row.framework, catalogue)
        shown = catalogue.frameworks[row.framework].name
        against = _against(catalogue, figure, row, rows)
        made.append(
            (name, *values, figure_text, tint, shown, row.words, interval, estimate.n, against)
        )
    return pd.DataFrame(made, columns=_VALUES)


_UNDECIDED: Final = "undecided"


def _against(catalogue: Catalogue, figure: Figure, row: _Row, rows: list[_Row]) -> str:
    """Return how a value compares with Streamlit's under the same conditions, or with the first
    variant.
    """
    like = [other for other in rows if (other.framework, other.words) == (_FIRST, row.words)]
    if row.framework == _FIRST or not like:
        planned = row.variant in catalogue.designs[figure.experiment].variants_of(
            row.framework, quick=False
        )
        own = [
            other for other in rows if (other.framework, other.part) == (row.framework, row.part)
        ]
        like = own[:1] if planned else []
    found = catalogue.measurements
    if not like or like[0] is row or found is None:
        return ""
    comparison = compared(found, row.measured.key, like[0].measured.key)
    with_what = (
        "Streamlit" if like[0].framework != row.framework else f"“{like[0].variant or 'plain'}”"
    )
    said = _compared(comparison, row.measured, figure) if comparison else ""
    return f"{said} than {with_what}" if said and said != _UNDECIDED else said


def _compared(comparison: Comparison, measured: Measured, figure: Figure) -> str:
    times = comparison.ratio.median
    certain = comparison.word != _UNDECIDED or (
        comparison.ratio.low is None and not measured.is_wall_time
    )
    if not certain or not 0 < times < float("inf"):
        return _UNDECIDED if not certain else ""
    if short(times, 2) == "1":
        return ""
    return (
        f"{short(times, 2)} times {figure.more}"
        if times > 1
        else f"{short(1 / times, 2)} times {figure.less}"
    )


def undecided_sentence(rows: pd.DataFrame) -> str:
    """Return which differences are within the noise, in words, or nothing."""
    names = rows.loc[rows["against"].eq(_UNDECIDED), "name"].tolist()
    if not names:
        return ""
    if len(names) == len(rows[rows["against"].ne("")]):
        return "No difference here is larger than noise: undecided."
    return f"Undecided, since the difference is within the noise: {'; '.join(names)}."


def value_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return what `measured_rows` holds as a table for readers."""
    columns = {
        "framework": "Framework",
        "variant": "Variant",
        "figure": "Median",
        "against": "Compared",
    }
    columns |= {"interval": "95% interval", "n": "Repeats"}
    table = rows[list(columns)].rename(columns=columns)
    return table.loc[
        :,
        [
            name
            for name in table
            if name not in ("Variant", "Compared", "95% interval") or table[name].ne("").any()
        ],
    ]


def session_rows(catalogue: Catalogue, figure: Figure) -> pd.DataFrame:
    """Return memory by live sessions.

    Framework, state (the variant), sessions, value, low, high, colour, label.
    """
    made = []
    for row in _rows(catalogue, figure):
        estimate = row.measured.estimate
        low = estimate.median if estimate.low is None else estimate.low
        high = estimate.median if estimate.high is None else estimate.high
        name = catalogue.frameworks[row.framework].name
        tint = colour(row.framework, catalogue)
        sessions = int(row.part)
        label = f"{row.variant}, {sessions} sessions: {amount(estimate.median, row.measured.unit)}"
        values = (round(value, 1) for value in (estimate.median, low, high))
        made.append((name, row.variant, sessions, *values, tint, label))
    return pd.DataFrame(
        made, columns=["framework", "state", "sessions", "value", "low", "high", "colour", "label"]
    )


def failure_rows(catalogue: Catalogue, figure: Figure) -> pd.DataFrame:
    """Return the share that failed.

    Name, policy, share (0 to 100), text, label with the 95 per cent interval.
    """
    found, made = catalogue.measurements or Measurements(), []
    for row in _rows(catalogue, figure):
        failed = failed_share(found, row.measured.key)
        if failed is None or failed.low is None or failed.high is None:
            continue
        policy, _, state = row.variant.partition(", ")
        framework = catalogue.frameworks[row.framework].name
        name = f"{framework}, {state}" if state else f"{framework}: {row.part}"
        times = round(failed.median * failed.n)
        label = f"{times} of {failed.n:,} failed ({percent(failed.low)} to {percent(failed.high)})"
        way = _POLICIES.get(policy, policy.capitalize())
        made.append((name, way, round(100 * failed.median, 1), percent(failed.median), label))
    return pd.DataFrame(made, columns=["name", "policy", "share", "text", "label"])


def failure_table(failures: pd.DataFrame) -> pd.DataFrame:
    """Return what `failure_rows` holds as a table for readers."""
    columns = {"name": "What", "policy": "Balanced by", "label": "Failures"}
    return failures[list(columns)].rename(columns=columns)


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
