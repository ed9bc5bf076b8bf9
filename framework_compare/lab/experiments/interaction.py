"""E5: what one interaction costs the server, and how long the visitor waits."""

from __future__ import annotations

import asyncio
import contextlib
import math
import time
from collections.abc import Iterable
from typing import Final

from framework_compare.lab.bench import Bench, Reading, Unit, quiet
from framework_compare.lab.experiments.driving import (
    ACTIONS,
    Action,
    acting,
    opened,
    percentiles,
    run,
    timed,
)
from framework_compare.lab.servers import Server

_TOGETHER: Final = "together"
_WARM_UP: Final = 2
"""Interactions of each visitor before those of all are counted."""


def measure(bench: Bench, unit: Unit) -> Iterable[Reading]:
    """Drive one visitor, or several together, through many interactions of both kinds.

    The twin is the same program in another process.
    """
    with bench.serve(bench.environment(unit)) as server, bench.as_client():
        for action in ACTIONS:
            if unit.variant == _TOGETHER:
                yield from run(cost_together(server, unit, action))
                continue
            variant = f"{action}-{unit.variant}" if unit.variant else action
            for reading in run(cost(server, unit, action)):
                yield Reading(reading.metric, reading.unit, reading.value, variant)


async def cost(server: Server, unit: Unit, action: Action) -> list[Reading]:
    """Return CPU time and waiting times of one action, after a warm-up."""
    async with opened(unit.entrant, server.address) as driver:
        steps = acting(driver, action, unit.entrant)
        await timed(steps, driver, int(unit.number("warm_up")))
        await quiet(server)
        count = int(unit.number("predictions" if action == "predict" else "filters"))
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
            await stack.enter_async_context(opened(unit.entrant, server.address))
            for _ in range(int(unit.number("visitors")))
        ]
        steps = [acting(driver, action, unit.entrant) for driver in visitors]

        async def everybody(count: int) -> None:
            await asyncio.gather(
                *(timed(*pair, count) for pair in zip(steps, visitors, strict=True))
            )

        await everybody(_WARM_UP)
        await quiet(server)
        each = math.ceil(
            unit.number("predictions" if action == "predict" else "filters") / len(visitors)
        )
        before, begun = server.cpu_seconds(), time.perf_counter()
        await everybody(each)
        took = time.perf_counter() - begun
        await quiet(server)  # as when one acts alone
        spent = server.cpu_seconds() - before
    answers = each * len(visitors)
    return [
        Reading("cpu_ms_together", "ms", spent * 1000 / answers, action),
        Reading("answers_per_s", "1/s", answers / took, action),
    ]
