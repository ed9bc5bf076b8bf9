"""E3: from the command to the first right view, and to the first right prediction."""

from __future__ import annotations

from collections.abc import Iterable

from framework_compare.lab.bench import Bench, Reading, Unit
from framework_compare.lab.experiments.driving import acting, opened, run, waited
from framework_compare.lab.servers import Server
from framework_compare.measured.comparisons import TWIN


def measure(bench: Bench, unit: Unit) -> Iterable[Reading]:
    """Start a server and visit it at once; the verification before has compiled its modules.

    What is loaded only when it is needed shows in the first prediction.
    """
    assert unit.variant in ("", TWIN)
    with bench.serve(bench.environment(unit)) as server, bench.as_client():
        yield from run(_first(unit, server))


async def _first(unit: Unit, server: Server) -> list[Reading]:
    async with opened(unit.entrant, server.address) as driver:
        view, view_cpu = waited(driver, server.started), server.cpu_seconds()
        await next(acting(driver, "predict", unit.entrant))
        return [
            Reading("healthy_s", "s", server.healthy_after),
            Reading("first_view_s", "s", view),
            Reading("first_prediction_s", "s", waited(driver, server.started)),
            Reading("cpu_first_view_s", "s", view_cpu),
            Reading("cpu_first_prediction_s", "s", server.cpu_seconds()),
        ]
