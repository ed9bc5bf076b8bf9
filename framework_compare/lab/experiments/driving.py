"""Driving a visitor through many right answers, timed."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Coroutine, Iterator, Sequence
from typing import Any, Final, Literal, TypeVar

import numpy as np

from framework_compare.lab.drivers import Driver, driver_of
from framework_compare.lab.errors import LabError, Unavailable
from framework_compare.lab.registry import Entrant
from framework_compare.lab.verify import (
    changing_filters,
    changing_predictions,
    checked_answer,
    checked_filter,
    checked_prediction,
)

Action = Literal["predict", "filter", "answer"]
CLICKS: Final[tuple[Action, ...]] = ("predict", "filter")
"""What a person does on the page: the new prediction, or the filtered table and chart, is seen."""
ANSWER: Final = "answer"
"""What a program does: the bare endpoint answers, no page is there."""
_Result = TypeVar("_Result")


async def arrived(entrant: str, address: str, action: Action) -> Driver:
    """Return a visitor who can act: with the page open, unless a program asks for answers."""
    driver = driver_of(entrant)(address)
    if action == ANSWER:
        return driver
    try:
        await driver.open()
    except BaseException:
        await driver.close()
        raise
    return driver


@contextlib.asynccontextmanager
async def opened(entrant: str, address: str, action: Action = "predict") -> AsyncIterator[Driver]:
    """Open a visitor and have them leave at the end."""
    driver = await arrived(entrant, address, action)
    try:
        yield driver
    finally:
        await driver.close()


def acting(driver: Driver, action: Action, where: str) -> Iterator[Coroutine[Any, Any, None]]:
    """Yield interactions without end: each changes the input and is held against the reference."""
    if action == "filter":
        for setting in changing_filters():
            yield checked_filter(driver, setting, where)
    else:
        checked = checked_answer if action == ANSWER else checked_prediction
        for values in changing_predictions():
            yield checked(driver, values, where)


def must_answer(entrant: Entrant) -> None:
    """Refuse an entrant without a bare endpoint.

    Raises
    ------
    Unavailable
        where it has none.
    """
    if not entrant.answer:
        raise Unavailable(entrant.id, "has no bare endpoint: only what a click costs is measured")


async def timed(
    steps: Iterator[Coroutine[Any, Any, None]], driver: Driver, count: int
) -> list[float]:
    """Do so many interactions one after the other.

    Return the milliseconds until each right answer was seen.
    """
    found = []
    for _ in range(count):
        begun = time.perf_counter()
        await next(steps)
        found.append(waited(driver, begun) * 1000)
    return found


def waited(driver: Driver, begun: float) -> float:
    """Return the seconds from a moment until the driver saw its answer.

    Raises
    ------
    LabError
        where the driver's time is not between that moment and now: it did not note this answer.
    """
    seconds = driver.answered_at - begun
    if not 0 <= seconds <= time.perf_counter() - begun:
        raise LabError(
            type(driver).__module__,
            f"must note when it saw the answer, noted {seconds:.3f} s after it was asked",
        )
    return seconds


def percentiles(values: Sequence[float], *ranks: float) -> list[float]:
    """Return percentiles; each is a value that occurred."""
    return [float(value) for value in np.percentile(values, ranks, method="inverted_cdf")]


def run(work: Coroutine[Any, Any, _Result]) -> _Result:
    """Run one experiment's visitors to their end."""
    return asyncio.run(work)
