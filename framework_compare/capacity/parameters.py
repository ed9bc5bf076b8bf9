"""The measured parameters that capacity planning rests on, each with draws of its median."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Final

import numpy as np

from framework_compare.catalogue.capacity_rules import CapacityRules, DrawRules
from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.measured.estimates import Estimate, estimated
from framework_compare.measured.measurements import Measured, Measurements
from framework_compare.scoring.distributions import Floats
from framework_compare.scoring.draws import generator
from framework_compare.vocabulary import FrameworkId

NAMES: Final = {
    "click_ms": "Processor time for one click",
    "base_mb": "Memory of one process",
    "session_mb": "Memory for one more session",
    "worker_mb": "Memory for one more process of the same container",
    "scaling": "What each process brings beside another, for the processor time it gets",
}
"""What each parameter is called, in the order in which they are shown."""
NEEDED: Final = ("click_ms", "base_mb", "session_mb")
"""Without these nothing can be planned."""
_TASKS: Final = ("click", "answer")
_TWO: Final = "2 workers"
_RATES: Final = tuple((f"{task}, 1 worker", f"{task}, {_TWO}") for task in _TASKS)
"""One worker and two of them, asked for the same; the first pair that was measured counts.

Plans are about clicks. What a second process brings is a matter of the server and the machine more
than of what is asked, so the bare answer stands in where clicks were not measured.
"""
_MEMORY: Final = (*((one, f"{two}, preloaded") for one, two in _RATES), *_RATES)
"""The same for memory: first two workers that share what was loaded before they parted, the usual
way of an app that is run so.
"""
_LEVEL: Final = "anonymous_mb_at_"
_AMONG_MANY: Final = "predict"
"""What the users of the experiment on capacity (E12) click, as E5 calls it."""
_LEAST_SHARE: Final = 0.1
"""A click that measured cheaper among many than alone still costs a tenth of it."""


@dataclass(frozen=True, slots=True, eq=False)
class Parameter:
    """One parameter: a value for each repeat, and how far their median can be trusted."""

    keys: tuple[str, ...]
    """The measurements that it is made of."""
    unit: str
    version: str
    on: datetime.date
    """The day of the newest of them."""
    values: tuple[float, ...]
    draws: Floats
    """Medians of resampled repeats, shape (count,)."""

    @property
    def median(self) -> float:
        """The median of the repeats."""
        return float(np.median(self.values))

    @property
    def estimate(self) -> Estimate:
        """The median with its interval; no interval where there is one value only."""
        return estimated(self.values)


@dataclass(frozen=True, slots=True, eq=False)
class Parameters:
    """What is measured of one framework; None where it is not."""

    click_ms: Parameter | None = None
    """CPU milliseconds of one interaction, the mean of a prediction and of a filter.

    Halfway between a visitor's alone and one among eight who click at once, and what it costs more
    while hundreds of sessions are open.
    """
    base_mb: Parameter | None = None
    """Megabytes of a warm process without its sessions, shared pages counted by their share."""
    session_mb: Parameter | None = None
    """Megabytes for each further live session without data of its own."""
    worker_mb: Parameter | None = None
    """Megabytes for a second process of the same container."""
    scaling: Parameter | None = None
    """Requests of two processes for each second of processor time, over those of one.

    Per second of processor time, since two share the machine with the client that measures them, so
    that each gets less than a core.
    """

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of the parameters without which nothing can be planned."""
        return tuple(name for name in NEEDED if getattr(self, name) is None)

    @property
    def known(self) -> tuple[tuple[str, Parameter], ...]:
        """Every parameter that is measured, with its name."""
        pairs = ((item.name, getattr(self, item.name)) for item in fields(self))
        return tuple((name, parameter) for name, parameter in pairs if parameter is not None)


def without_draws(parameters: Parameters) -> Parameters:
    """Return the same parameters with their medians alone."""
    return Parameters(
        **{
            name: replace(parameter, draws=parameter.draws[:0])
            for name, parameter in parameters.known
        }
    )


def columns(parameter: Parameter) -> Floats:
    """Return the median first and then its draws: shape (1 + count,)."""
    return np.concatenate([[parameter.median], parameter.draws])


def parameters_of(
    framework: FrameworkId, measurements: Measurements, rules: CapacityRules
) -> Parameters:
    """Return what is measured of a framework: interaction (E5), memory (E7), workers (E10).

    Nothing where nobody said how it is run, since numbers alone plan nothing then.
    """
    if framework not in rules.worker:
        return Parameters()
    measured = measurements.measured

    def made(
        experiment: str, metrics: tuple[str, ...], combine: Callable[..., float]
    ) -> Parameter | None:
        found = [measured.get(f"{experiment}/{framework}/{metric}") for metric in metrics]
        known = [item for item in found if item is not None]
        stream = (experiment, framework)
        return (
            drawn_parameter(known, combine, rules.draws, stream)
            if len(known) == len(found)
            else None
        )

    most = _most_sessions(framework, measurements)
    outside = not rules.worker[framework].in_process
    memory = _pair(framework, measurements, "memory_mb", _MEMORY)
    rates = _pair(framework, measurements, "requests_per_s", _RATES)
    parts = tuple(f"{way}/{of}" for way in rates for of in ("requests_per_s", "cores_used"))
    return Parameters(
        click_ms=click_of(framework, ("predict", "filter"), measurements, rules),
        base_mb=made(
            "E7",
            ("0 MB/all_sessions_mb", "0 MB/per_session_mb"),
            lambda whole, slope: max(0.0, whole - most * max(0.0, slope)),
        ),
        session_mb=made("E7", ("0 MB/per_session_mb",), lambda slope: max(0.0, slope)),
        worker_mb=(
            made(
                "E10",
                tuple(f"{way}/memory_mb" for way in memory),
                lambda one, two: max(0.0, two - one),
            )
            if outside and memory
            else None
        ),
        scaling=(
            made(
                "E10",
                parts,
                lambda one, busy, two, both: min(1.0, max(0.5, (two / both) / (one / busy))),
            )
            if outside and rates
            else None
        ),
    )


def _pair(
    framework: FrameworkId,
    measurements: Measurements,
    metric: str,
    pairs: tuple[tuple[str, str], ...],
) -> tuple[str, ...]:
    """Return the first of these pairs of variants that was measured; empty where none was."""
    known = measurements.measured
    return next(
        (pair for pair in pairs if all(f"E10/{framework}/{one}/{metric}" in known for one in pair)),
        (),
    )


def click_of(
    framework: FrameworkId,
    actions: tuple[str, ...],
    measurements: Measurements,
    rules: CapacityRules,
) -> Parameter | None:
    """Return what a click costs among the many of a busy server.

    A click alone and one among eight (E5) say what an action costs; the lowest level of the
    experiment on capacity (E12) says what a prediction costs while hundreds of sessions are open.
    What it costs more there is for connections, caches and sessions, not for the action, so it is
    added to every action. Where that was not measured, E5 stands alone.

    Parameters
    ----------
    actions
        what is clicked; their mean is taken.
    """
    click = _apart(framework, actions, measurements, rules)
    plain = _apart(framework, (_AMONG_MANY,), measurements, rules)
    level = _lowest_level(framework, measurements)
    if click is None or plain is None or level is None:
        return click
    many = drawn_parameter([level], _mean, rules.draws, ("E12", framework))
    if many is None:
        return click
    more = np.maximum(columns(many) - plain.median, _LEAST_SHARE * plain.median - plain.median)
    return replace(
        click,
        keys=(*click.keys, *many.keys),
        on=max(click.on, many.on),
        values=tuple(value + float(more[0]) for value in click.values),
        draws=np.maximum(click.draws + more[1:], _LEAST_SHARE * click.draws),
    )


def _lowest_level(framework: FrameworkId, measurements: Measurements) -> Measured | None:
    """Return the CPU time of a click at the fewest users of E12; None where it was not measured."""
    start = f"E12/{framework}/click/cpu_ms_at_"
    shares = [key.removeprefix(start) for key in measurements.measured if key.startswith(start)]
    return measurements.measured[start + min(shares, key=float)] if shares else None


def _apart(
    framework: FrameworkId,
    actions: tuple[str, ...],
    measurements: Measurements,
    rules: CapacityRules,
) -> Parameter | None:
    """Return what a click costs while few are there, between one alone and eight at once.

    The middle is halfway and every draw lies somewhere between: at the same place for all options,
    since it is the same load. Where clicks that come together were not measured, those of a visitor
    alone stand for both.
    """
    measured, stream = measurements.measured, ("E5", framework)
    alone, together = (
        [measured.get(f"E5/{framework}/{action}/{metric}") for action in actions]
        for metric in ("cpu_ms", "cpu_ms_together")
    )
    known, crowded = ([item for item in found if item is not None] for found in (alone, together))
    if len(known) < len(actions):
        return None
    single = drawn_parameter(known, _mean, rules.draws, stream)
    if single is None or len(crowded) < len(actions):
        return single
    several = drawn_parameter(crowded, _mean, rules.draws, stream)
    if several is None or len(several.values) != len(single.values):
        return single
    place = generator(rules.draws.seed, "together").random(rules.draws.count)
    return replace(
        single,
        keys=(*single.keys, *several.keys),
        on=max(single.on, several.on),
        values=tuple(map(_mean, single.values, several.values)),
        draws=single.draws + place * (several.draws - single.draws),
    )


def _mean(*each: float) -> float:
    return sum(each) / len(each)


def common_scaling(parameters: Mapping[FrameworkId, Parameters], rules: DrawRules) -> Floats | None:
    """Return what each process brings where that is not measured of an option itself.

    The median of the frameworks of which it is measured, and a draw of any of them. None where it
    is measured of nobody.

    Returns
    -------
    array
        shape (1 + count,): the middle first.
    """
    known = (parameters[name].scaling for name in sorted(parameters))
    measured = [columns(scaling) for scaling in known if scaling is not None]
    if not measured:
        return None
    rows = np.array(measured)
    picks = generator(rules.seed, "scaling").integers(0, len(rows), rules.count)
    drawn = rows[picks, 1 + np.arange(rules.count)]
    return np.concatenate([[float(np.median(rows[:, 0]))], drawn])


def measured_scaling(catalogue: Catalogue) -> tuple[FrameworkId, ...]:
    """Return the frameworks of which it is measured what a second process brings."""
    found = catalogue.measurements or Measurements()
    return tuple(
        name for name in catalogue.frameworks if _pair(name, found, "requests_per_s", _RATES)
    )


def parameters_of_each(catalogue: Catalogue) -> dict[FrameworkId, Parameters]:
    """Return what is measured of every framework."""
    found = catalogue.measurements or Measurements()
    return {name: parameters_of(name, found, catalogue.capacity) for name in catalogue.frameworks}


def _most_sessions(framework: FrameworkId, measurements: Measurements) -> int:
    """Return how many sessions were live when the memory of all was read."""
    start = f"E7/{framework}/0 MB/{_LEVEL}"
    return max(
        (int(key.removeprefix(start)) for key in measurements.measured if key.startswith(start)),
        default=0,
    )


def drawn_parameter(
    parts: list[Measured], combine: Callable[..., float], rules: DrawRules, stream: tuple[str, ...]
) -> Parameter | None:
    """Return a parameter made of several measurements of the same repeats.

    None where no repeat has all.

    The repeats are resampled together, so that what one repeat had in common stays in common. Every
    parameter has its own stream, shared by all options that rest on it.
    """
    by_repeat = [dict(zip(part.repeats, part.values, strict=True)) for part in parts]
    repeats = [repeat for repeat in by_repeat[0] if all(repeat in part for part in by_repeat)]
    if not repeats:
        return None
    values = np.array([combine(*(part[repeat] for part in by_repeat)) for repeat in repeats])
    picks = generator(rules.seed, *stream).integers(0, values.size, (rules.count, values.size))
    return Parameter(
        keys=tuple(part.key for part in parts),
        unit=parts[0].unit,
        version=parts[0].version,
        on=max(part.on for part in parts),
        values=tuple(float(value) for value in values),
        draws=np.median(values[picks], axis=1),
    )
