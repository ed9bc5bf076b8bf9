"""E11: what breaks with two replicas behind a load balancer, and which balancing mends it."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from typing import Final

from framework_compare.lab.balancer import balancing
from framework_compare.lab.bench import Bench, Reading, Unit, slug
from framework_compare.lab.errors import LabError
from framework_compare.lab.experiments.driving import run
from framework_compare.lab.servers import Server

_SCRIPT: Final = "affinity.py"
_AT_ONCE: Final = 20
_HITS: Final = 10
_OK: Final = range(200, 300)

Tally = Counter[tuple[str, bool]]


def measure(bench: Bench, unit: Unit) -> Iterable[Reading]:
    """Let many visitors at once go through everything that a second replica could break.

    Count what fails.
    """
    environment = bench.environment(unit)
    policy, _, state = unit.variant.partition(", ")
    streamlit = unit.entrant == "streamlit"
    folder = bench.project(environment, "affinity", [f"{unit.entrant}/{_SCRIPT}"])
    command = [part.replace("app.py", _SCRIPT) for part in environment.entrant.start]
    if not streamlit:
        command.append("affinity:app")
    health = environment.entrant.health if streamlit else "/"
    serve = partial(
        bench.serve,
        environment,
        command=command,
        folder=folder,
        variables={"LAB_STATE": state},
        every_core=True,
        health=health,
    )
    place = bench.work / "nginx" / slug(unit.variant)
    with (
        serve(tag="-first") as first,
        serve(tag="-second") as second,
        balancing([first, second], policy, place, health, bench.cores.every) as balancer,
    ):
        tally, replicas = run(_visits(balancer, unit, _streamlit if streamlit else _flask))
    for operation in sorted({name for name, _ in tally}):
        failed, fine = tally[operation, False], tally[operation, True]
        yield Reading(f"{operation}_failures", "failures", failed)
        yield Reading(f"{operation}_attempts", "attempts", failed + fine)
    yield Reading("busier_replica_share", "share", max(replicas.values()) / replicas.total())


Visit = Callable[[str, int, Tally, Counter[str]], Awaitable[None]]


async def _visits(balancer: Server, unit: Unit, visit: Visit) -> tuple[Tally, Counter[str]]:
    tally: Tally = Counter()
    replicas: Counter[str] = Counter()
    free = asyncio.Semaphore(_AT_ONCE)

    async def come(number: int) -> None:
        async with free:
            await visit(balancer.address, number, tally, replicas)

    await asyncio.gather(*(come(number) for number in range(int(unit.number("visitors")))))
    return tally, replicas


async def _flask(address: str, number: int, tally: Tally, replicas: Counter[str]) -> None:
    """Ask ten times; each answer must have counted one more."""
    from framework_compare.lab.visitor import Browser  # noqa: PLC0415  # needs the extra "lab"

    async with Browser(address, number) as browser:
        for hit in range(1, _HITS + 1):
            status, body, replica = await browser.get("/")
            replicas[replica] += 1
            tally["state", status in _OK and json.loads(body)["count"] == hit] += 1


async def _streamlit(address: str, number: int, tally: Tally, replicas: Counter[str]) -> None:
    """Load the page, rerun, fetch and send files, lose the connection and come back."""
    # This needs the extra "lab".
    from framework_compare.lab.visitor import Browser, StreamlitVisitor  # noqa: PLC0415

    where = f"E11 visitor {number}"
    async with Browser(address, number) as browser:
        status, _, replica = await browser.get("/")
        replicas[replica] += 1
        tally["page", status in _OK] += 1
        # This is what the page asks first; the answer sets a cookie.
        for path in ("/_stcore/health", "/_stcore/host-config"):
            status, _, _ = await browser.get(path)
            tally["page", status in _OK] += 1
        tab = StreamlitVisitor(address)
        try:
            await tab.join(browser, where)
            for step in range(1, 6):
                tab.widgets["Number"].value = float(step)
                tally["rerun", await tab.count(where, "Number") == step + 1] += 1
            for operation, found in (("media", tab.pictures), ("download", tab.downloads)):
                status, _, _ = await browser.get(found[-1])
                tally[operation, status in _OK] += 1
            tally[
                "upload", await browser.put(await tab.upload_path(where), b"a,b\n1,2\n") in _OK
            ] += 1
            before = tab.numbered
            await tab.close()
            await tab.join(browser, where)
            tally["reconnect", tab.numbered == before + 1] += 1
        except LabError as error:
            raise LabError(where, f"must get through, got {error}") from None
        finally:
            await tab.close()
