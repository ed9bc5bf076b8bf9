"""E5: what one interaction costs the server, and how long the visitor waits."""

from __future__ import annotations

from collections.abc import Iterable

from framework_compare.lab.bench import Bench, Reading, Unit, quiet
from framework_compare.lab.experiments.driving import ACTIONS, Action, acting, opened, percentiles, run, timed
from framework_compare.lab.processes import Server

__all__ = ["cost", "measure"]


def measure(bench: Bench, unit: Unit) -> Iterable[Reading]:
    """Drive one visitor through many interactions of both kinds; the twin is the same program in another process."""
    with bench.serve(bench.environment(unit)) as server, bench.as_client():
        for action in ACTIONS:
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
