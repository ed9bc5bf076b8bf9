"""What a click and a bare answer cost, and what the client waits by itself."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import pytest

from framework_compare.catalogue.experiments import Design
from framework_compare.lab.bench import Bench, Measure, Reading, Unit
from framework_compare.lab.drivers.site import Site
from framework_compare.lab.environments import Environment
from framework_compare.lab.errors import Unavailable
from framework_compare.lab.experiments import capacity, interaction

SIZES = {
    "warm_up": 1.0,
    "predictions": 4.0,
    "filters": 3.0,
    "visitors": 2.0,
    "think_s": 0.2,
    "longest_wait_s": 5.0,
    "closed_loop_s": 0.1,
    "level_s": 0.3,
    "shares": (0.02, 0.04),
    "lower_shares": (0.01,),
}
CLICK = {"cpu_ms", "p50_ms", "p95_ms", "p99_ms"}
OWN = {"own_p50_ms", "own_p95_ms", "own_p99_ms", "client_cpu_ms"}


class Asking:
    """A visitor of the fake server by the client that drivers use."""

    def __init__(self, address: str) -> None:
        self.answered_at = 0.0
        self._site = Site(address)

    async def open(self) -> None:
        """Load the page."""
        await self._site.get("/", "fake")

    async def filter(self, group: str, minimum_age: int) -> int:
        """The server shows the age."""
        return int(await self._ask("filter", minimum_age))

    async def predict(self, age: float, income: float, visits: float, tenure: float) -> float:
        """The server shows the age."""
        return await self._ask("predict", age)

    async def answer(self, age: float, income: float, visits: float, tenure: float) -> float:
        """The server answers the age."""
        return await self._ask("answer", age)

    async def close(self) -> None:
        """Leave."""
        await self._site.close()

    async def _ask(self, what: str, age: float) -> float:
        text = await self._site.get(f"/{what}", "fake", params={"age": age})
        self.answered_at = time.perf_counter()
        return float(text)


@pytest.fixture
def measured(
    bench: Bench,
    environment_of: Callable[[str], Environment],
    fake_answers: None,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Callable[[Measure, str], list[Reading]]:
    """Measure one variant of the fake entrant; as it comes it is the same."""
    monkeypatch.setattr("framework_compare.lab.experiments.driving.driver_of", lambda _: Asking)
    tuned = environment_of("right")
    tuned = replace(tuned, entrant=tuned.entrant.model_copy(update={"answer": "/answer"}))
    bench.environments, bench.plain = {"flask": tuned}, {"flask": replace(tuned)}

    def done(measure: Measure, variant: str) -> list[Reading]:
        designed = Design.model_validate(
            {
                "id": "E5",
                "title": "A title",
                "question": "What is it?",
                "variants": {"*": [""]},
                "repeats": {"quick": 1, "full": 1},
                "seconds": {"quick": 1, "full": 1},
                "sizes": {name: {"quick": size, "full": size} for name, size in SIZES.items()},
                "why": "Because.",
            }
        )
        return list(measure(bench, Unit(designed, "flask", variant, 1, quick=False)))

    return done


def metrics(readings: Iterable[Reading], variant: str) -> set[str]:
    return {one.metric for one in readings if one.variant == variant}


def test_a_click_has_two_actions_and_the_client_s_own_beside_each(measured) -> None:
    """As it comes under a name of its own; the twin needs no second look at the client."""
    plain = measured(interaction.measure, "as it comes")
    assert metrics(plain, "predict, as it comes") == CLICK | OWN
    assert metrics(plain, "filter, as it comes") == CLICK | OWN
    twin = measured(interaction.measure, "twin")
    assert metrics(twin, "predict-twin") == CLICK
    assert len({one.variant for one in (*plain, *twin)}) == 4


def test_an_answer_is_a_task_of_its_own(measured) -> None:
    """The client waits less by itself than for the server, which does as little."""
    found = measured(interaction.measure, "answer")
    assert {one.variant for one in found} == {"answer"}
    values = {one.metric: one.value for one in found}
    assert set(values) == CLICK | OWN
    assert values["own_p50_ms"] > 0


def test_who_has_no_bare_endpoint_is_skipped(measured, bench: Bench) -> None:
    """With the reason."""
    environment = bench.environments["flask"]
    none = environment.entrant.model_copy(update={"answer": ""})
    bench.environments = {"flask": replace(environment, entrant=none)}
    with pytest.raises(Unavailable, match="no bare endpoint"):
        measured(interaction.measure, "answer")
    with pytest.raises(Unavailable, match="no bare endpoint"):
        measured(capacity.measure, "answer")


@pytest.mark.parametrize("task", ["click", "answer"])
def test_the_last_level_is_asked_of_a_constant_answer_too(measured, task: str) -> None:
    """By as many users: the client's own wait stands beside that level alone."""
    values = {one.metric: one.value for one in measured(capacity.measure, task)}
    assert values["served_users"] == values["users_at_4"] >= values["users_at_2"] >= 1
    assert {name for name in values if name.startswith("own_")} == {"own_p95_ms_at_4"}
    assert values["own_p95_ms_at_4"] > 0


class Crowded(Asking):
    """A visitor of a server that is too slow for everybody while more than so many are there."""

    MOST = 6
    there: ClassVar[int] = 0

    async def open(self) -> None:
        """Come."""
        Crowded.there += 1
        await super().open()

    async def close(self) -> None:
        """Leave."""
        Crowded.there -= 1
        await super().close()

    async def _ask(self, what: str, age: float) -> float:
        answer = await super()._ask(what, age)
        self.answered_at += 60.0 * (Crowded.there > self.MOST)
        return answer


def test_where_the_first_level_is_too_many_users_leave(
    measured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At a hundred clicks a second a share of a tenth is two people: ten and eight are too many."""

    async def full_speed(*_: object) -> float:
        return 100.0

    monkeypatch.setattr("framework_compare.lab.experiments.driving.driver_of", lambda _: Crowded)
    monkeypatch.setattr(capacity, "_closed_loop", full_speed)
    monkeypatch.setitem(SIZES, "shares", (0.5, 0.7))
    monkeypatch.setitem(SIZES, "lower_shares", (0.4, 0.2, 0.1))
    values = {one.metric: one.value for one in measured(capacity.measure, "click")}

    assert (values["served_users"], values["too_many_users"]) == (4, 8)
    assert {name for name in values if name.startswith("users_at_")} == {
        "users_at_50",
        "users_at_40",
        "users_at_20",
    }
    assert {name for name in values if name.startswith("own_")} == {"own_p95_ms_at_20"}
    assert Crowded.there == 0
