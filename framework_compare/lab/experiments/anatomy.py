"""E6: what a Streamlit rerun consists of.

The script, a fragment of it, and the collection of garbage afterwards.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Final

from framework_compare.lab.bench import Bench, Reading, Unit, quiet
from framework_compare.lab.drivers.answers import spend_in
from framework_compare.lab.errors import WrongAnswer
from framework_compare.lab.experiments.driving import percentiles, run
from framework_compare.lab.servers import Server
from framework_compare.lab.verify import Prediction, expected_spend

_SCRIPT: Final = "anatomy.py"
_COLLECTION: Final = "--runner.postScriptGC"
"""Said in each variant, since the project's own configuration may say it, too."""


def measure(bench: Bench, unit: Unit) -> Iterable[Reading]:
    """Change one input again and again.

    The variant says what surrounds it and whether garbage is collected.
    """
    environment = bench.environment(unit)
    folder = bench.project(environment, "anatomy", [f"streamlit/{_SCRIPT}"])
    command = [part.replace("app.py", _SCRIPT) for part in environment.entrant.start]
    command += [_COLLECTION, "false" if "no collection" in unit.variant else "true"]
    variables = {"LAB_VARIANT": unit.variant}
    with (
        bench.serve(environment, command=command, folder=folder, variables=variables) as server,
        bench.as_client(),
    ):
        yield from run(_reruns(server, unit))


async def _reruns(server: Server, unit: Unit) -> list[Reading]:
    """Return what a rerun costs, and how much of a wait is the network's timer.

    The same reruns are done twice: acknowledged at once, and as late as a plain client does. The
    second tab comes last, so that it counts neither in the CPU time nor in the memory.
    """
    # This needs the extra "lab".
    from framework_compare.lab.drivers.wire import late_acknowledgements  # noqa: PLC0415

    count = int(unit.number("interactions"))
    spent, memory, work = await _one_tab(server, unit, count)
    with late_acknowledgements():
        _, _, plain = await _one_tab(server, unit, count)
    return [
        Reading("cpu_ms", "ms", spent * 1000 / count),
        Reading("finished_p50_ms", "ms", work),
        Reading("timer_p50_ms", "ms", plain - work),
        Reading("anonymous_mb", "MB", memory),
    ]


async def _one_tab(server: Server, unit: Unit, count: int) -> tuple[float, float, float]:
    """Return the server's CPU seconds, its memory in MB, and the median wait in milliseconds."""
    # This needs the extra "lab".
    from framework_compare.lab.drivers.streamlit_tab import Tab  # noqa: PLC0415

    tab, where = Tab(server.address), f"E6 {unit.variant}"
    await tab.open(where)
    waits: list[float] = []
    before = 0.0
    warm_up = int(unit.number("warm_up"))
    for number in range(warm_up + count):
        if number == warm_up:
            await quiet(server)
            before, waits = server.cpu_seconds(), []
        age = 20.0 + number % 60
        tab.widgets["Age"].value = age
        begun = time.perf_counter()
        said = await tab.run(where, "Age")
        waits.append((time.perf_counter() - begun) * 1000)
        _must_be_right(unit, age, "\n".join(text for _, text in said), where)
    await quiet(server)
    spent, memory = server.cpu_seconds() - before, server.memory().anonymous
    await tab.close()
    return spent, memory, percentiles(waits, 50)[0]


def _must_be_right(unit: Unit, age: float, page: str, where: str) -> None:
    found = spend_in(page, where)
    expected = (
        50_017 + age if "bare" in unit.variant else expected_spend(Prediction(age, 50_000, 12, 5))
    )
    if abs(found - expected) > 0.011:
        raise WrongAnswer(where, expected, found)
