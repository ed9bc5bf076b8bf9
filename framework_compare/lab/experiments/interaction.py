"""E5: what one interaction costs the server, and how long the visitor waits."""

from __future__ import annotations

import asyncio
import contextlib
import math
import time
from collections.abc import Iterable
from typing import Final

from framework_compare.lab.bench import AS_IT_COMES, Bench, Reading, Unit, quiet
from framework_compare.lab.experiments.driving import (
    ANSWER,
    CLICKS,
    Action,
    acting,
    must_answer,
    opened,
    percentiles,
    run,
    timed,
)
from framework_compare.lab.experiments.own_wait import own_cost
from framework_compare.lab.servers import Server
from framework_compare.measured.comparisons import TWIN

_TOGETHER: Final = "together"
_COUNTED: Final[dict[Action, str]] = {
    "predict": "predictions",
    "filter": "filters",
    "answer": "predictions",
}
"""The size of the design that says how often each is done."""
_WARM_UP: Final = 2
"""Interactions of each visitor before those of all are counted."""


def measure(bench: Bench, unit: Unit) -> Iterable[Reading]:
    """Drive one visitor, or several together, through many interactions of one task.

    The task is what a click costs, with its two actions, or what a bare answer costs. The twin is
    the same program in another process.
    """
    words = unit.variant.split(", ")
    if ANSWER in words:
        must_answer(bench.environments[unit.entrant].entrant)
    with bench.serve(bench.environment(unit)) as server, bench.as_client():
        for action in (ANSWER,) if ANSWER in words else CLICKS:
            if _TOGETHER in words:
                found = run(cost_together(server, unit, action))
            else:
                found = run(cost(server, unit, action))
                if TWIN not in words:
                    found += own_cost(bench, unit, server, action)
            for reading in found:
                yield Reading(reading.metric, reading.unit, reading.value, _variant(action, words))


def _variant(action: Action, words: Iterable[str]) -> str:
    """Return what a row is called: predict, predict-twin, or predict, as it comes."""
    twin = f"-{TWIN}" if TWIN in words else ""
    plain = f", {AS_IT_COMES}" if AS_IT_COMES in words else ""
    return f"{action}{twin}{plain}"


async def cost(server: Server, unit: Unit, action: Action) -> list[Reading]:
    """Return CPU time and waiting times of one action, after a warm-up."""
    async with opened(unit.entrant, server.address, action) as driver:
        steps = acting(driver, action, unit.entrant)
        await timed(steps, driver, int(unit.number("warm_up")))
        await quiet(server)
        count = int(unit.number(_COUNTED[action]))
        before = server.cpu_seconds()
        waits = await timed(steps, driver, count)
        await quiet(server)  # what a framework does after its answer belongs to the interaction
        spent = server.cpu_seconds() - before
    p50, p95, p99 = percentiles(waits, 50, 95, 99)
    return [
        Reading("cpu_ms", "ms", spent * 1000 / count),
        Reading("p50_ms", "ms", p50),
        Reading("p95_ms", "ms", p95),
        Reading("p99_ms", "ms", p99),
    ]


async def cost_together(server: Server, unit: Unit, action: Action) -> list[Reading]:
    """Return CPU time of one action and answers a second when all visitors act again at once."""
    async with contextlib.AsyncExitStack() as stack:
        visitors = [
            await stack.enter_async_context(opened(unit.entrant, server.address, action))
            for _ in range(int(unit.number("visitors")))
        ]
        steps = [acting(driver, action, unit.entrant) for driver in visitors]

        async def everybody(count: int) -> None:
            await asyncio.gather(
                *(timed(*pair, count) for pair in zip(steps, visitors, strict=True))
            )

        await everybody(_WARM_UP)
        await quiet(server)
        each = math.ceil(unit.number(_COUNTED[action]) / len(visitors))
        before, begun = server.cpu_seconds(), time.perf_counter()
        await everybody(each)
        took = time.perf_counter() - begun
        await quiet(server)  # as when one acts alone
        spent = server.cpu_seconds() - before
    answers = each * len(visitors)
    return [
        Reading("cpu_ms_together", "ms", spent * 1000 / answers),
        Reading("answers_per_s", "1/s", answers / took),
    ]
