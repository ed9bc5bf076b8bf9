"""E3: from the command to the first right view."""

from __future__ import annotations

from collections.abc import Iterable

from framework_compare.comparisons import TWIN
from framework_compare.lab.bench import Bench, Reading, Unit
from framework_compare.lab.experiments.driving import opened, run
from framework_compare.lab.processes import Server

__all__ = ["measure"]


def measure(bench: Bench, unit: Unit) -> Iterable[Reading]:
    """Start a server and visit it at once; the verification before has compiled its modules."""
    assert unit.variant in ("", TWIN)
    with bench.serve(bench.environment(unit)) as server, bench.as_client():
        first_view = run(_first_view(unit.entrant, server))
        yield Reading("healthy_s", "s", server.healthy_after)
        yield Reading("first_view_s", "s", first_view)
        yield Reading("cpu_s", "s", server.cpu_seconds())


async def _first_view(entrant: str, server: Server) -> float:
    async with opened(entrant, server.address) as driver:
        return driver.answered_at - server.started
