"""E7: what each further session costs in memory, and what is given back when visitors leave."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import numpy as np

from framework_compare.lab.bench import Bench, Reading, Unit, quiet
from framework_compare.lab.drivers import Driver, driver_of
from framework_compare.lab.experiments.driving import acting, run
from framework_compare.lab.servers import Server

_STATE: Final = "state.py"
_AT_ONCE: Final = 10
_SHORT_REST: Final = 3.0


def measure(bench: Bench, unit: Unit) -> Iterable[Reading]:
    """Let visitors come, act once and stay; then let all of them leave."""
    with _served(bench, unit) as server, bench.as_client():
        yield from run(_sessions(server, unit))


@contextlib.contextmanager
def _served(bench: Bench, unit: Unit) -> Iterator[Server]:
    """Serve the entrant itself, or where visitors have state, the entrant with that much of it."""
    environment = bench.environment(unit)
    if unit.variant == "0 MB":
        with bench.serve(environment) as server:
            yield server
        return
    folder = bench.project(environment, "state", [f"{unit.entrant}/{_STATE}"])
    command = [part.replace("app.py", _STATE) for part in environment.entrant.start]
    if unit.entrant == "flask":
        command.append("state:app")
    megabytes = unit.variant.split()[0]
    variables = {"LAB_STATE_MB": megabytes if megabytes.isdecimal() else "0"}
    with bench.serve(environment, command=command, folder=folder, variables=variables) as server:
        yield server


async def _sessions(server: Server, unit: Unit) -> list[Reading]:
    levels = [int(level) for level in unit.numbers("sessions")]
    await quiet(server)
    found = [Reading("idle_mb", "MB", server.memory().proportional)]
    drivers: list[Driver] = []
    anonymous = []
    try:
        for level in levels:
            while len(drivers) < level:
                drivers += await _arrived(server, unit, min(_AT_ONCE, level - len(drivers)))
            await quiet(server)
            anonymous.append(server.memory().anonymous)
            found.append(Reading(f"anonymous_mb_at_{level}", "MB", anonymous[-1]))
        found += [
            Reading("all_sessions_mb", "MB", server.memory().proportional),
            Reading("threads", "threads", server.threads()),
        ]
    finally:
        await asyncio.gather(*(driver.close() for driver in drivers), return_exceptions=True)
    found += _fitted(levels, anonymous, unit.number("fit_from"))
    return found + await _after(server, unit)


async def _arrived(server: Server, unit: Unit, count: int) -> list[Driver]:
    """Let some visitors arrive together; each does one thing and stays."""
    drivers = [driver_of(unit.entrant)(server.address) for _ in range(count)]

    async def arrive(driver: Driver) -> None:
        await driver.open()
        await next(acting(driver, "predict", unit.entrant))

    outcomes = await asyncio.gather(*map(arrive, drivers), return_exceptions=True)
    for outcome in outcomes:
        if isinstance(outcome, BaseException):
            await asyncio.gather(*(driver.close() for driver in drivers), return_exceptions=True)
            raise outcome
    return drivers


def _fitted(levels: Sequence[int], megabytes: Sequence[float], fit_from: float) -> list[Reading]:
    pairs = [
        (level, used) for level, used in zip(levels, megabytes, strict=True) if level >= fit_from
    ]
    slope, intercept, r_squared = line([pair[0] for pair in pairs], [pair[1] for pair in pairs])
    return [
        Reading("per_session_mb", "MB", slope),
        Reading("base_mb", "MB", intercept),
        Reading("r_squared", "share", r_squared),
    ]


def line(x: Sequence[float], y: Sequence[float]) -> tuple[float, float, float]:
    """Return slope, intercept and R squared of the least-squares line.

    R squared is 1 where nothing varies.
    """
    slope, intercept = np.polyfit(x, y, 1)
    residual = np.asarray(y) - (slope * np.asarray(x) + intercept)
    total = float(np.sum((np.asarray(y) - np.mean(y)) ** 2))
    return float(slope), float(intercept), 1 - float(np.sum(residual**2)) / total if total else 1.0


async def _after(server: Server, unit: Unit) -> list[Reading]:
    """Return what is still held shortly after all have left.

    Where there is much state, once also much later.
    """
    await asyncio.sleep(_SHORT_REST)
    found = [Reading("anonymous_mb_after_3_s", "MB", server.memory().anonymous)]
    longer = unit.number("linger_s")
    if longer > _SHORT_REST and unit.repeat == 1 and unit.variant == "10 MB":
        await asyncio.sleep(longer - _SHORT_REST)
        found.append(Reading(f"anonymous_mb_after_{longer:g}_s", "MB", server.memory().anonymous))
    return found
