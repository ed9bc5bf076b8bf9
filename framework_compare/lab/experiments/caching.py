"""E8 and E9: what Streamlit's caches save in time, and what they cost in memory in a burst."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from framework_compare.lab.bench import Bench, Reading, Unit, quiet
from framework_compare.lab.drivers.answers import rows_in
from framework_compare.lab.errors import WrongAnswer
from framework_compare.lab.experiments.driving import run
from framework_compare.lab.servers import Server
from framework_compare.lab.usage import memory_of
from framework_compare.lab.verify import Filter, expected_count

if TYPE_CHECKING:
    from framework_compare.lab.drivers.streamlit_tab import Tab


_SCRIPT: Final = "caching.py"
_SAMPLE: Final = 0.02


@contextlib.contextmanager
def _served(bench: Bench, unit: Unit) -> Iterator[Server]:
    environment = bench.environment(unit)
    folder = bench.project(environment, "caching", [f"streamlit/{_SCRIPT}"])
    command = [part.replace("app.py", _SCRIPT) for part in environment.entrant.start]
    variables = {"LAB_CACHE": unit.variant, "LAB_ROWS": str(int(unit.number("rows")))}
    with (
        bench.serve(environment, command=command, folder=folder, variables=variables) as server,
        bench.as_client(),
    ):
        yield server


async def _opened(server: Server, unit: Unit) -> Tab:
    # This needs the extra "lab".
    from framework_compare.lab.drivers.streamlit_tab import Tab  # noqa: PLC0415

    tab = Tab(server.address)
    await tab.open(f"{unit.design.id} {unit.variant}")
    return tab


async def _rerun(tab: Tab, unit: Unit, **values: float) -> None:
    """Change inputs and hold the row count against the reference."""
    where = f"{unit.design.id} {unit.variant}"
    for name, value in values.items():
        tab.widgets[name.replace("_", " ")].value = value
    said = await tab.run(where, "Minimum age")
    age = tab.widgets["Minimum age"].value
    times = int(unit.number("rows")) // expected_count(Filter("All", 0))
    expected = times * expected_count(Filter("All", int(str(age).split(".", maxsplit=1)[0])))
    found = rows_in("\n".join(text for _, text in said), where)
    if found != expected:
        raise WrongAnswer(where, expected, found)


def measure_pay_off(bench: Bench, unit: Unit) -> Iterable[Reading]:
    """E9: CPU time of a rerun as the cached step grows dearer."""
    with _served(bench, unit) as server:
        yield from run(_pay_off(server, unit))


async def _pay_off(server: Server, unit: Unit) -> list[Reading]:
    tab, found = await _opened(server, unit), []
    count = int(unit.number("interactions"))
    for work in unit.numbers("work_ms"):
        for number in range(3):
            await _rerun(tab, unit, Work=work, Minimum_age=20.0 + number)
        await quiet(server)
        before = server.cpu_seconds()
        for number in range(count):
            await _rerun(tab, unit, Minimum_age=30.0 + number % 40)
        await quiet(server)
        found.append(
            Reading(f"cpu_ms_at_{work:g}_ms", "ms", (server.cpu_seconds() - before) * 1000 / count)
        )
    await tab.close()
    return found


def measure_burst(bench: Bench, unit: Unit) -> Iterable[Reading]:
    """E8: the highest memory over that at rest while all sessions run at once."""
    with _served(bench, unit) as server:
        yield from run(_burst(server, unit))


async def _burst(server: Server, unit: Unit) -> list[Reading]:
    tabs = [await _opened(server, unit) for _ in range(int(unit.number("sessions")))]
    await quiet(server)
    processes, peak = server.processes, 0.0
    rest = memory_of(processes).anonymous
    bursting = asyncio.gather(
        *(_rerun(tab, unit, Minimum_age=20.0 + number) for number, tab in enumerate(tabs)),
        return_exceptions=True,
    )
    while not bursting.done():
        peak = max(peak, memory_of(processes).anonymous)
        await asyncio.sleep(_SAMPLE)
    for outcome in await bursting:
        if isinstance(outcome, BaseException):
            raise outcome
    for tab in tabs:
        await tab.close()
    return [
        Reading("rest_mb", "MB", rest),
        Reading("peak_over_rest_mb", "MB", max(0.0, peak - rest)),
    ]
