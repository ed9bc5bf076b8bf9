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
_NO_COLLECTION: Final = ("--runner.postScriptGC", "false")


def measure(bench: Bench, unit: Unit) -> Iterable[Reading]:
    """Change one input again and again.

    The variant says what surrounds it and whether garbage is collected.
    """
    environment = bench.environment(unit)
    folder = bench.project(environment, "anatomy", [f"streamlit/{_SCRIPT}"])
    command = [part.replace("app.py", _SCRIPT) for part in environment.entrant.start]
    if "no collection" in unit.variant:
        command += _NO_COLLECTION
    variables = {"LAB_VARIANT": unit.variant}
    with (
        bench.serve(environment, command=command, folder=folder, variables=variables) as server,
        bench.as_client(),
    ):
        yield from run(_reruns(server, unit))


async def _reruns(server: Server, unit: Unit) -> list[Reading]:
    # This needs the extra "lab".
    from framework_compare.lab.drivers.streamlit_tab import Tab  # noqa: PLC0415

    tab, where = Tab(server.address), f"E6 {unit.variant}"
    await tab.open(where)
    waits: list[float] = []
    before = 0.0
    warm_up, count = int(unit.number("warm_up")), int(unit.number("interactions"))
    for number in range(warm_up + count):
        if number == warm_up:
            await quiet(server)
            before, waits = server.cpu_seconds(), []
        age = 20.0 + number % 60
        tab.widgets["Age"].value = age
        begun = time.perf_counter()
        said = await tab.run(where, "Age")
        waits.append((time.perf_counter() - begun) * 1000)
        found = spend_in("\n".join(text for _, text in said), where)
        expected = (
            50_017 + age
            if "bare" in unit.variant
            else expected_spend(Prediction(age, 50_000, 12, 5))
        )
        if abs(found - expected) > 0.011:
            raise WrongAnswer(where, expected, found)
    await quiet(server)
    spent = server.cpu_seconds() - before
    memory = server.memory().anonymous
    await tab.close()
    return [
        Reading("cpu_ms", "ms", spent * 1000 / count),
        Reading("finished_p50_ms", "ms", percentiles(waits, 50)[0]),
        Reading("anonymous_mb", "MB", memory),
    ]
