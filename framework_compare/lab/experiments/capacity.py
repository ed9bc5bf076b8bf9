"""E12: how many people can use one core at once, when each thinks between two clicks."""

from __future__ import annotations

import asyncio
import math
import time
import zlib
from collections.abc import Coroutine, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from framework_compare.lab.bench import Bench, Reading, Unit, quiet
from framework_compare.lab.drivers import Driver, driver_of
from framework_compare.lab.experiments.driving import acting, percentiles, run
from framework_compare.lab.servers import Server

_AT_ONCE = 10


@dataclass
class _User:
    """One visitor who stays for the whole unit."""

    driver: Driver
    steps: Iterator[Coroutine[Any, Any, None]]
    draw: np.random.Generator


def measure(bench: Bench, unit: Unit) -> Iterable[Reading]:
    """Raise the number of users until too many wait too long.

    An open loop: clicks come when they come, answered or not, so that a slow server cannot slow its
    own load.
    """
    with bench.serve(bench.environment(unit)) as server, bench.as_client():
        yield from run(_knee(server, unit))


async def _knee(server: Server, unit: Unit) -> list[Reading]:
    users: list[_User] = []
    try:
        users += await _arrived(server, unit, 0, 4)
        rate = await _closed_loop(users, unit.number("closed_loop_s"))
        found = [Reading("closed_loop_per_s", "1/s", rate)]
        served = 0
        for share in unit.numbers("shares"):
            level = max(1, round(share * rate * unit.number("think_s")))
            while len(users) < level:
                users += await _arrived(server, unit, len(users), min(_AT_ONCE, level - len(users)))
            await quiet(server)
            before = server.cpu_seconds()
            waits, busy = await _open_loop(users[:level], unit)
            spent = server.cpu_seconds() - before
            p95 = percentiles(waits, 95)[0]
            per_cent = f"{share * 100:g}"
            found.append(Reading(f"users_at_{per_cent}", "users", level))
            found.append(Reading(f"client_busy_at_{per_cent}", "share", busy))
            answered = sum(map(math.isfinite, waits))
            if answered:
                found.append(Reading(f"cpu_ms_at_{per_cent}", "ms", spent * 1000 / answered))
            if math.isfinite(p95):
                found.append(Reading(f"p95_ms_at_{per_cent}", "ms", p95))
            if p95 > unit.number("longest_wait_s") * 1000:
                found.append(Reading("too_many_users", "users", level))
                break
            served = level
        return [*found, Reading("served_users", "users", served)]
    finally:
        await asyncio.gather(*(user.driver.close() for user in users), return_exceptions=True)


async def _arrived(server: Server, unit: Unit, first: int, count: int) -> list[_User]:
    drivers = [driver_of(unit.entrant)(server.address) for _ in range(count)]
    outcomes = await asyncio.gather(*(driver.open() for driver in drivers), return_exceptions=True)
    for outcome in outcomes:
        if isinstance(outcome, BaseException):
            raise outcome
    seed = zlib.crc32(unit.name.encode())
    return [
        _User(
            driver,
            acting(driver, "predict", unit.entrant),
            np.random.default_rng([seed, first + number]),
        )
        for number, driver in enumerate(drivers)
    ]


async def _closed_loop(users: Iterable[_User], seconds: float) -> float:
    """Return the answers a second when every user clicks again at once."""
    begun, answers = time.perf_counter(), 0

    async def click(user: _User) -> None:
        nonlocal answers
        while time.perf_counter() - begun < seconds:
            await next(user.steps)
            answers += 1

    await asyncio.gather(*map(click, users))
    return answers / (time.perf_counter() - begun)


async def _open_loop(users: list[_User], unit: Unit) -> tuple[list[float], float]:
    """Return the wait of every click in milliseconds, and the client's busy share.

    A wait is infinite where no answer came.
    """
    seconds, longest = unit.number("level_s"), unit.number("longest_wait_s")
    begun, spent = time.perf_counter(), time.process_time()
    waits: list[float] = []

    async def live(user: _User) -> None:
        due = begun + user.draw.exponential(unit.number("think_s"))
        while due < begun + seconds:
            place = len(waits)
            waits.append(math.inf)
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            await next(user.steps)
            waits[place] = (user.driver.answered_at - due) * 1000
            due += user.draw.exponential(unit.number("think_s"))

    living = [asyncio.create_task(live(user)) for user in users]
    done, late = await asyncio.wait(living, timeout=seconds + 2 * longest)
    busy = (time.process_time() - spent) / (time.perf_counter() - begun)
    for task in late:
        task.cancel()
    await asyncio.gather(*late, return_exceptions=True)
    for task in done:
        task.result()  # a wrong answer ends the unit
    return waits or [math.inf], busy
