"""One run of the lab: build, verify, then measure unit by unit and keep each as it is finished."""

from __future__ import annotations

import contextlib
import signal
import types
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

import numpy as np

from framework_compare.catalogue.experiments import Design
from framework_compare.errors import FrameworkCompareError
from framework_compare.lab.bench import Bench, Measure, Reading, Unit
from framework_compare.lab.environments import Environment, Python, as_it_comes, built
from framework_compare.lab.errors import LabError, NoAnswer, Unavailable
from framework_compare.lab.machine import load_average, missing
from framework_compare.lab.progress import Progress
from framework_compare.lab.registry import Entrant
from framework_compare.lab.store import Store
from framework_compare.lab.verify import verify
from framework_compare.measured.measurements import Gap, Row

_LEAST_LIMIT, _TIMES_ESTIMATE = 180.0, 8.0
"""A unit is given up after eight times its estimate, and never before three minutes."""


def planned(designs: Iterable[Design], entrants: Sequence[str], *, quick: bool) -> list[Unit]:
    """Return the work in the order in which it is done.

    Repeats are the outer loop, so that what is compared is measured side by side. Within a repeat
    the order is shuffled, seeded by experiment and repeat: no entrant always follows the same
    other.
    """
    units = []
    for design in designs:
        for repeat in range(1, int(design.number("repeats", quick=quick)) + 1):
            once = [
                Unit(design, entrant, variant, repeat, quick)
                for entrant in entrants
                for variant in design.variants_of(entrant, quick=quick, repeat=repeat)
            ]
            order = np.random.default_rng([zlib.crc32(design.id.encode()), repeat]).permutation(
                len(once)
            )
            units += [once[index] for index in order]
    return units


def prepared(
    entrants: Iterable[Entrant], bench: Bench, python: Python, progress: Progress
) -> tuple[dict[str, Environment], dict[str, LabError]]:
    """Build and verify each entrant, and those that are tuned also as they come.

    Returns
    -------
    tuple
        what can be measured, and why the others cannot.
    """
    ready: dict[str, Environment] = {}
    plain: dict[str, Environment] = {}
    refused: dict[str, LabError] = {}
    for entrant in entrants:
        try:
            progress.say(f"{entrant.name}: building")
            environment = built(entrant, bench.work, python)
            progress.say(f"{entrant.name} {environment.version}: verifying")
            verify(bench, environment)
            if entrant.tuned:
                progress.say(f"{entrant.name} {environment.version}: verifying as it comes")
                untuned = as_it_comes(environment, bench.work)
                verify(bench, untuned)
                plain[entrant.id] = untuned
            ready[entrant.id] = environment
        except LabError as error:
            refused[entrant.id] = error
            progress.keep(f"{entrant.name}: {_word(error)}: {error}")
        except Exception as error:
            refused[entrant.id] = LabError(
                entrant.id, f"failed with {type(error).__name__}: {error}"
            )
            progress.keep(str(refused[entrant.id]))
    bench.environments, bench.plain = ready, plain
    return ready, refused


def _word(error: FrameworkCompareError) -> str:
    return "skipped" if isinstance(error, Unavailable) else "failed"


def measure_all(
    units: Sequence[Unit],
    measures: Mapping[str, Measure],
    bench: Bench,
    store: Store,
    progress: Progress,
) -> int:
    """Do every unit that is not finished yet and return how many failed.

    Raises
    ------
    LabError
        where results cannot be written; everything finished before is on disk.
    KeyboardInterrupt
        where the user stops it; likewise.
    """
    left = [unit for unit in units if not store.is_finished(unit.name)]
    progress.plan(left, finished=len(units) - len(left))
    failed = 0
    for unit in left:
        lacks = _lacks(unit, bench)
        if lacks:
            store.add_gap(_gap(unit, "skipped", lacks))
            progress.skipped(unit, lacks)
            continue
        progress.begin(unit)
        load = load_average()
        try:
            with limited(unit, bench.environments[unit.entrant].entrant.start_seconds):
                readings = list(measures[unit.design.id](bench, unit))
        except Unavailable as error:
            store.add_gap(_gap(unit, "skipped", str(error)))
            progress.skipped(unit, str(error))
            continue
        except Exception as error:  # whatever an entrant does, the others are still measured
            failed += 1
            reason = (
                str(error) if isinstance(error, LabError) else f"{type(error).__name__}: {error}"
            )
            store.add_gap(_gap(unit, "failed", reason))
            progress.failed(unit, reason)
            continue
        version = bench.environments[unit.entrant].version
        store.add(unit.name, [_row(store, unit, reading, version, load) for reading in readings])
        progress.end(unit)
    return failed


def _row(store: Store, unit: Unit, reading: Reading, version: str, load: float) -> Row:
    return Row(
        run=store.run,
        experiment=unit.design.id,
        framework=unit.entrant,
        version=version,
        variant=reading.variant or unit.variant,
        metric=reading.metric,
        unit=reading.unit,
        value=float(f"{reading.value:.6g}"),
        repeat=unit.repeat,
        load=round(load, 2),
    )


def _gap(unit: Unit, kind: Literal["skipped", "failed"], reason: str) -> Gap:
    return Gap(
        experiment=unit.design.id,
        framework=unit.entrant,
        variant=unit.variant,
        kind=kind,
        reason=reason,
    )


def _lacks(unit: Unit, bench: Bench) -> str:
    """Return why a unit cannot be done on this machine with this entrant, or nothing."""
    entrant = bench.environments[unit.entrant].entrant
    for need in unit.design.needs:
        if need == "driver" and entrant.undriven:
            return entrant.undriven
        lacks = missing(need)
        if lacks:
            return lacks
    return ""


@contextlib.contextmanager
def limited(unit: Unit, start: float) -> Iterator[None]:
    """Give a unit up that hangs in spite of all timeouts.

    Raises
    ------
    NoAnswer
        after eight times its estimate, and what starting may take.
    """
    if not hasattr(signal, "setitimer"):
        yield
        return
    limit = max(_LEAST_LIMIT, _TIMES_ESTIMATE * unit.seconds) + start

    def give_up(_signal: int, _frame: types.FrameType | None) -> None:
        raise NoAnswer(unit.name, limit)

    before = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, limit)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
