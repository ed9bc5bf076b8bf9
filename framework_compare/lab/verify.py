"""No measurement counts unless its entrant gave the right answers in the same run."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, cast

from framework_compare.lab.bench import Bench
from framework_compare.lab.chromium import shows_first_view
from framework_compare.lab.drivers import Answering, Driver, driver_of
from framework_compare.lab.environments import Environment
from framework_compare.lab.errors import NoAnswer, Unavailable, WrongAnswer
from framework_compare.lab.servers import Server

_CENT: Final = 0.011  # arithmetic libraries may round the last cent either way
_LONGEST: Final = 180.0  # seconds for one entrant's whole verification


@dataclass(frozen=True, slots=True)
class Filter:
    """One setting of the filter."""

    group: str
    minimum_age: int


@dataclass(frozen=True, slots=True)
class Prediction:
    """One filling of the form."""

    age: float
    income: float
    visits: float
    tenure: float


FILTERS: Final = (
    Filter("Students", 18),
    Filter("Retired", 70),
    Filter("All", 35),
    Filter("Families", 41),
)
PREDICTIONS: Final = (
    Prediction(41, 52_000, 3, 2),
    Prediction(18, 9_000, 0, 0),
    Prediction(90, 130_000, 39, 30),
    Prediction(40, 50_000, 12, 6),
)


@lru_cache(maxsize=1)
def _reference() -> tuple[Any, Any, Any]:
    try:
        module = importlib.import_module("framework_compare.starters.reference.reference")
        people = module.load_people()
        return module, people, module.fitted_model(people)
    except ModuleNotFoundError as error:
        raise Unavailable(
            "reference", f"needs {error.name}: pip install 'framework-compare[lab]'"
        ) from None


@lru_cache(maxsize=4096)
def expected_count(setting: Filter) -> int:
    """Return how many rows the reference keeps."""
    module, people, _ = _reference()
    return len(module.filtered(people, setting.group, setting.minimum_age))


@lru_cache(maxsize=4096)
def expected_spend(values: Prediction) -> float:
    """Return the spend that the reference predicts."""
    module, _, model = _reference()
    return float(module.predicted(model, values.age, values.income, values.visits, values.tenure))


async def checked_filter(driver: Driver, setting: Filter, where: str) -> None:
    """Filter and hold the answer against the reference.

    Raises
    ------
    WrongAnswer
        where the page shows another number of rows.
    NoAnswer
        where it shows none.
    """
    found = await driver.filter(setting.group, setting.minimum_age)
    if found != expected_count(setting):
        raise WrongAnswer(
            f"{where}: filter({setting.group}, {setting.minimum_age})",
            expected_count(setting),
            found,
        )


async def checked_prediction(driver: Driver, values: Prediction, where: str) -> None:
    """Predict and hold the answer against the reference, to the cent.

    Raises
    ------
    WrongAnswer
        where the page shows another spend.
    NoAnswer
        where it shows none.
    """
    found = await driver.predict(values.age, values.income, values.visits, values.tenure)
    _hold(found, values, f"{where}: predict({values})")


async def checked_answer(driver: Driver, values: Prediction, where: str) -> None:
    """Ask the bare endpoint and hold its answer against the reference, to the cent.

    Raises
    ------
    WrongAnswer
        where it answers another spend.
    NoAnswer
        where it answers none.
    """
    answering = cast("Answering", driver)
    found = await answering.answer(values.age, values.income, values.visits, values.tenure)
    _hold(found, values, f"{where}: answer({values})")


def _hold(found: float, values: Prediction, where: str) -> None:
    if not abs(found - expected_spend(values)) <= _CENT:
        raise WrongAnswer(where, expected_spend(values), found)


def changing_predictions() -> Iterator[Prediction]:
    """Yield fillings without end, each unlike the one before: no answer can be an old one."""
    number = 0
    while True:
        number += 1
        yield Prediction(20 + number % 61, 30_000 + 500 * (number % 83), number % 37, number % 19)


def changing_filters() -> Iterator[Filter]:
    """Yield settings without end, each with another answer than the one before."""
    number = 0
    while True:
        number += 1
        yield Filter("All", 19 + number % 60)


async def _verified(server: Server, entrant: str, *, answers: bool) -> None:
    driver = driver_of(entrant)(server.address)
    try:
        await driver.open()
        for setting in FILTERS:
            await checked_filter(driver, setting, entrant)
        for values in PREDICTIONS:
            await checked_prediction(driver, values, entrant)
            if answers:
                await checked_answer(driver, values, entrant)
    finally:
        await driver.close()


def verify(bench: Bench, environment: Environment) -> None:
    """Start an entrant and hold its answers against the reference.

    In Chromium where it has no driver.

    Raises
    ------
    LabError
        `NotStarted`, `WrongAnswer` or `NoAnswer`; `Unavailable` where it can be neither driven nor
        looked at.
    """
    entrant = environment.entrant
    expected_count(FILTERS[0])  # before any server runs: the reference must be there
    with bench.serve(environment) as server, bench.as_client():
        if entrant.undriven:
            shows_first_view(server.address, entrant.id)
            return

        async def limited() -> None:
            try:
                work = _verified(server, entrant.id, answers=bool(entrant.answer))
                await asyncio.wait_for(work, _LONGEST)
            except TimeoutError:
                raise NoAnswer(f"{entrant.id}: verification", _LONGEST) from None

        asyncio.run(limited())
