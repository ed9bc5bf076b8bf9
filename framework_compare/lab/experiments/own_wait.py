"""What the client itself waits and costs: the same visitor against a constant answer.

One visitor of the entrant is recorded; a server that computes nothing says the same again.
"""

from __future__ import annotations

import time

from framework_compare.lab.bench import Bench, Reading, Unit
from framework_compare.lab.experiments.driving import (
    Action,
    acting,
    opened,
    percentiles,
    run,
    timed,
)
from framework_compare.lab.relay import recorded
from framework_compare.lab.replaying import Recording
from framework_compare.lab.servers import Server


def recorded_visit(server: Server, entrant: str, action: Action, clicks: int) -> Recording:
    """Return what an entrant says to a visitor who comes and does one thing many times over.

    Parameters
    ----------
    clicks
        how often: at least as often as any visitor of the replay will; one who goes on after that
        gets an old answer, or the connection ends.

    Raises
    ------
    LabError
        where an answer is wrong or none comes.
    """

    async def visit(address: str) -> None:
        async with opened(entrant, address, action) as driver:
            await timed(acting(driver, action, entrant), driver, clicks)

    with recorded(server.port) as recorder:
        run(visit(recorder.address))
    return recorder.recording


def own_cost(bench: Bench, unit: Unit, server: Server, action: Action) -> list[Reading]:
    """Return what the client waits and costs by itself, where it does what the design asks for.

    Parameters
    ----------
    server
        the entrant's, which is recorded first.

    Returns
    -------
    list
        ``own_p50_ms``, ``own_p95_ms`` and ``own_p99_ms``, the waits against the constant answer;
        and ``client_cpu_ms``, CPU time of the client for each interaction.
    """
    warm_up = int(unit.number("warm_up"))
    count = int(unit.number("filters" if action == "filter" else "predictions"))
    recording = recorded_visit(server, unit.entrant, action, warm_up + count)
    with bench.replaying(recording, bench.environment(unit)) as replay:
        waits, spent = run(_timed_alone(replay, unit.entrant, action, warm_up, count))
    p50, p95, p99 = percentiles(waits, 50, 95, 99)
    return [
        Reading("own_p50_ms", "ms", p50),
        Reading("own_p95_ms", "ms", p95),
        Reading("own_p99_ms", "ms", p99),
        Reading("client_cpu_ms", "ms", spent * 1000 / count),
    ]


async def _timed_alone(
    server: Server, entrant: str, action: Action, warm_up: int, count: int
) -> tuple[list[float], float]:
    """Return waits in milliseconds, and the seconds of CPU time of this process."""
    async with opened(entrant, server.address, action) as driver:
        steps = acting(driver, action, entrant)
        await timed(steps, driver, warm_up)
        before = time.process_time()
        waits = await timed(steps, driver, count)
        return waits, time.process_time() - before
