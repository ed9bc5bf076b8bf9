"""One run of the lab: verified first, resumed, interrupted, never stopped by one bad entrant."""

from __future__ import annotations

import dataclasses
import io
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from framework_compare.lab import runner
from framework_compare.lab.bench import Bench, Reading, Unit
from framework_compare.lab.environments import Environment
from framework_compare.lab.errors import NoAnswer, NotStarted, Unavailable, WrongAnswer
from framework_compare.lab.progress import Progress, spoken
from framework_compare.lab.runner import measure_all, planned, prepared
from framework_compare.lab.store import Store
from framework_compare.lab.verify import verify
from framework_compare.measured.measurements import read_measurements
from tests.lab.conftest import PYTHON, FakeVisitor, conditions, design, fake_entrant

linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
ENTRANTS = ("streamlit", "flask", "fastapi", "dash")


@pytest.fixture
def equipped(bench: Bench, environment_of: Callable[[str], Environment]) -> Bench:
    """A bench on which every entrant stands."""
    bench.environments = {name: environment_of("right") for name in ENTRANTS}
    return bench


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty file of results."""
    return Store(tmp_path / "lab.json", conditions())


def measured(store: Store) -> list[tuple[str, int]]:
    found = read_measurements(store.path, "lab.json")
    return [(row.framework, row.repeat) for row in found.rows] if found else []


def one(bench: Bench, unit: Unit) -> Iterable[Reading]:
    return [Reading("cpu_ms", "ms", 1.0)]


def with_start(environment: Environment, seconds: float) -> Environment:
    entrant = environment.entrant.model_copy(update={"start_seconds": seconds})
    return dataclasses.replace(environment, entrant=entrant)


def silent() -> Progress:
    return Progress(io.StringIO())


def test_every_repeat_holds_the_same_work_in_another_order() -> None:
    """So that no entrant always follows the same other; the same each time it is planned."""
    units = planned([design(repeats=6)], ENTRANTS, quick=False)
    orders = [
        tuple(unit.entrant for unit in units if unit.repeat == repeat) for repeat in range(1, 7)
    ]

    assert all(sorted(order) == sorted(ENTRANTS) for order in orders)
    assert len(set(orders)) > 1
    assert [unit.name for unit in units] == [
        unit.name for unit in planned([design(repeats=6)], ENTRANTS, quick=False)
    ]


def test_repeats_come_one_after_the_other() -> None:
    """What is compared is measured side by side."""
    repeats = [unit.repeat for unit in planned([design(repeats=3)], ENTRANTS, quick=False)]

    assert repeats == sorted(repeats)


def test_a_quick_unit_is_never_taken_for_a_full_one() -> None:
    """Their names differ."""
    quick, full = (
        planned([design(repeats=1)], ["flask"], quick=way)[0].name for way in (True, False)
    )

    assert quick != full


def test_a_second_run_measures_only_what_is_missing(equipped: Bench, store: Store) -> None:
    """Nothing twice, nothing left out."""
    units = planned([design()], ENTRANTS, quick=False)
    measure_all(units[:3], {"E5": one}, equipped, store, silent())
    done: list[str] = []

    def noted(bench: Bench, unit: Unit) -> Iterable[Reading]:
        done.append(unit.name)
        return one(bench, unit)

    measure_all(units, {"E5": noted}, equipped, Store(store.path, conditions()), silent())

    assert done == [unit.name for unit in units[3:]]


def test_an_interrupt_keeps_what_is_finished(equipped: Bench, store: Store) -> None:
    """The unit that was running is not half there."""
    units = planned([design()], ENTRANTS, quick=False)

    def stopped(bench: Bench, unit: Unit) -> Iterable[Reading]:
        yield Reading("cpu_ms", "ms", 1.0)
        if unit == units[2]:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        measure_all(units, {"E5": stopped}, equipped, store, silent())

    assert measured(store) == [(unit.entrant, unit.repeat) for unit in units[:2]]


@pytest.mark.parametrize(
    "error",
    [
        NoAnswer("flask", 60),
        WrongAnswer("flask", 1, 2),
        NotStarted("flask", "no"),
        ConnectionResetError("gone"),
    ],
)
def test_one_bad_entrant_stops_nobody_else(equipped: Bench, store: Store, error: Exception) -> None:
    """It becomes a gap with its reason; the others are measured."""

    def bad(bench: Bench, unit: Unit) -> Iterable[Reading]:
        if unit.entrant == "flask":
            raise error
        return one(bench, unit)

    failed = measure_all(
        planned([design()], ENTRANTS, quick=False), {"E5": bad}, equipped, store, silent()
    )

    assert failed == 2
    assert len(measured(store)) == 6
    assert [(gap.framework, gap.kind) for gap in store.measurements().gaps] == [("flask", "failed")]
    assert str(error) in store.measurements().gaps[0].reason


def test_what_a_machine_lacks_is_skipped_with_its_reason(equipped: Bench, store: Store) -> None:
    """That is no failure."""

    def lacking(bench: Bench, unit: Unit) -> Iterable[Reading]:
        raise Unavailable("nginx", "is not installed")

    failed = measure_all(
        planned([design()], ["flask"], quick=False), {"E5": lacking}, equipped, store, silent()
    )

    assert failed == 0
    assert [gap.kind for gap in store.measurements().gaps] == ["skipped"]


def test_a_missing_tool_skips_before_anything_is_started(
    equipped: Bench, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The measure is not called at all."""
    monkeypatch.setattr("framework_compare.lab.machine.program", lambda _: None)
    needy = design().model_copy(update={"needs": ("nginx",)})

    measure_all(planned([needy], ["flask"], quick=False), {}, equipped, store, silent())

    assert store.measurements().gaps[0].reason == "needs nginx, which is not installed"


@pytest.mark.skipif(not hasattr(runner.signal, "setitimer"), reason="needs a timer of the system")
def test_a_unit_that_hangs_in_spite_of_everything_is_given_up(
    equipped: Bench, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And named."""
    monkeypatch.setattr(runner, "_LEAST_LIMIT", 0.2)
    equipped.environments = {
        name: with_start(one, 0.1) for name, one in equipped.environments.items()
    }
    monkeypatch.setattr(runner, "_TIMES_ESTIMATE", 0.0)

    def hanging(bench: Bench, unit: Unit) -> Iterable[Reading]:
        time.sleep(60)
        return []

    failed = measure_all(
        planned([design(repeats=1)], ["flask"], quick=False),
        {"E5": hanging},
        equipped,
        store,
        silent(),
    )

    assert failed == 1
    assert "E5/flask//1: must answer within 0.3 s" in store.measurements().gaps[0].reason


@linux
@pytest.mark.usefixtures("fake_answers")
def test_a_right_entrant_verifies(
    bench: Bench, environment_of: Callable[[str], Environment]
) -> None:
    """Every filter and every prediction."""
    verify(bench, environment_of("right"))


@linux
@pytest.mark.usefixtures("fake_answers")
@pytest.mark.parametrize(
    ("mode", "error", "said"),
    [
        ("wrong", WrongAnswer, r"flask: filter\(Students, 18\): must answer 18, got 19"),
        ("silent", NoAnswer, "must answer within 1 s, got nothing"),
        ("dying", NotStarted, "the data is not there"),
    ],
)
def test_a_bad_entrant_does_not(
    bench: Bench,
    environment_of: Callable[[str], Environment],
    mode: str,
    error: type[Exception],
    said: str,
) -> None:
    """And says what it showed instead."""
    with pytest.raises(error, match=said):
        verify(bench, environment_of(mode))


@linux
@pytest.mark.usefixtures("fake_answers")
def test_a_visitor_who_waits_for_ever_is_given_up(
    bench: Bench, environment_of: Callable[[str], Environment], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A driver without patience of its own."""

    async def endless(self: FakeVisitor) -> None:
        import asyncio  # noqa: PLC0415  # beside its use

        await asyncio.sleep(600)

    monkeypatch.setattr(FakeVisitor, "open", endless)
    monkeypatch.setattr("framework_compare.lab.verify._LONGEST", 0.3)

    with pytest.raises(NoAnswer, match="verification"):
        verify(bench, environment_of("right"))


@linux
@pytest.mark.usefixtures("fake_answers")
def test_only_what_verified_is_ready(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The others come with their reason."""

    def built(entrant: object, work: Path, python: object) -> Environment:
        # The entrant is passed on as it comes, whatever it is.
        return Environment(entrant, tmp_path, tmp_path, "1.0", PYTHON)  # type: ignore[arg-type]

    monkeypatch.setattr(runner, "built", built)
    entrants = [
        fake_entrant("right"),
        fake_entrant("wrong", id="dash"),
        fake_entrant("dying", id="shiny"),
    ]

    ready, refused = prepared(entrants, bench, PYTHON, silent())

    assert list(ready) == ["flask"]
    assert {name: type(error) for name, error in refused.items()} == {
        "dash": WrongAnswer,
        "shiny": NotStarted,
    }


def test_an_entrant_says_itself_that_it_cannot_be_had(bench: Bench) -> None:
    """Nothing is built then."""
    _, refused = prepared(
        [fake_entrant(unavailable="needs a tool that is not here")], bench, PYTHON, silent()
    )

    assert isinstance(refused["flask"], Unavailable)
    assert not bench.work.exists()


def test_the_time_left_is_corrected_by_what_was_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice as slow so far: twice as long left."""
    units = planned([design(repeats=1, seconds=10)], ENTRANTS, quick=False)
    progress, clock = silent(), iter([0.0, 20.0])
    monkeypatch.setattr("framework_compare.lab.progress.time.monotonic", lambda: next(clock))
    progress.plan(units, finished=0)
    before = progress.remaining()

    progress.begin(units[0])
    progress.end(units[0])

    assert (before, progress.remaining()) == (40.0, 60.0)


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.2, "1 s"), (45, "45 s"), (90, "2 min"), (2400, "40 min")]
)
def test_durations_are_spoken(seconds: float, said: str) -> None:
    """No false precision."""
    assert spoken(seconds) == said
