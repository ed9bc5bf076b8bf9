"""E12: how many people can use one core at once, when each thinks between two clicks."""

from __future__ import annotations

import asyncio
import math
import time
import zlib
from collections.abc import Coroutine, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from framework_compare.lab.bench import Bench, Reading, Unit, quiet
from framework_compare.lab.drivers import Driver
from framework_compare.lab.experiments.driving import (
    ANSWER,
    Action,
    acting,
    arrived,
    must_answer,
    percentiles,
    run,
)
from framework_compare.lab.experiments.own_wait import recorded_visit
from framework_compare.lab.servers import Server

_AT_ONCE: Final = 10
_FIRST: Final = 4
"""Users of the closed loop."""
_LEAST: Final = 4
"""Clicks that are recorded beyond that, where the mean is too small for a normal tail."""
_SPARE: Final = 8.0
"""Standard deviations above the mean up to which a user's clicks are recorded: of thousands of
users, whose clicks come at random, none makes more.
"""
_TASKS: Final[dict[str, Action]] = {"click": "predict", "answer": "answer"}
"""What users do, by variant: a click that shows the prediction, or a request for the bare answer.
"""


@dataclass
class _User:
    """One visitor who stays for the whole unit."""

    driver: Driver
    steps: Iterator[Coroutine[Any, Any, None]]
    draw: np.random.Generator


@dataclass(frozen=True)
class _Crowd:
    """Where users come to, and what they do there."""

    server: Server
    unit: Unit

    @property
    def action(self) -> Action:
        """What they do."""
        return _TASKS[self.unit.variant]

    async def arrived(self, first: int, count: int) -> list[_User]:
        """Return so many more users, of whom the first has this number."""
        coming = [
            arrived(self.unit.entrant, self.server.address, self.action) for _ in range(count)
        ]
        outcomes = await asyncio.gather(*coming, return_exceptions=True)
        drivers = [one for one in outcomes if not isinstance(one, BaseException)]
        for outcome in outcomes:
            if isinstance(outcome, BaseException):
                await asyncio.gather(*(driver.close() for driver in drivers))
                raise outcome
        seed = zlib.crc32(self.unit.name.encode())
        return [
            _User(
                driver,
                acting(driver, self.action, self.unit.entrant),
                np.random.default_rng([seed, first + number]),
            )
            for number, driver in enumerate(drivers)
        ]

    async def fill(self, users: list[_User], level: int) -> None:
        """Let users come until there are so many."""
        while len(users) < level:
            users += await self.arrived(len(users), min(_AT_ONCE, level - len(users)))


def measure(bench: Bench, unit: Unit) -> Iterable[Reading]:
    """Raise the number of users until too many wait too long.

    An open loop: clicks come when they come, answered or not, so that a slow server cannot slow its
    own load. As many users of a recording as clicked in the last level show what the client waits
    for by itself; with fewer it waits no longer.
    """
    environment = bench.environment(unit)
    if unit.variant == ANSWER:
        must_answer(environment.entrant)
    with bench.serve(environment) as server, bench.as_client():
        crowd = _Crowd(server, unit)
        most = _most_clicks(unit)
        recording = recorded_visit(server, unit.entrant, crowd.action, most)
        found, level, share = run(_knee(crowd))
    yield from found
    with bench.replaying(recording, environment) as constant, bench.as_client():
        own = run(_own_p95(_Crowd(constant, unit), level))
    yield Reading(f"own_p95_ms_at_{share}", "ms", own)


def _most_clicks(unit: Unit) -> int:
    """Return how many clicks one user makes in a level at most: they come at random."""
    mean = unit.number("level_s") / unit.number("think_s")
    return math.ceil(mean + _SPARE * math.sqrt(mean)) + _LEAST


async def _own_p95(crowd: _Crowd, level: int) -> float:
    """Return what 19 of 20 clicks wait at most where each answer is there at once."""
    users: list[_User] = []
    try:
        await crowd.fill(users, level)
        await quiet(crowd.server)
        waits, _ = await _open_loop(users, crowd.unit)
        return percentiles(waits, 95)[0]
    finally:
        await _leave(users)


async def _knee(crowd: _Crowd) -> tuple[list[Reading], int, str]:
    """Return what was found, the users of the last level, and their share of full speed.

    Levels rise until one is too many. Where the very first is, fewer come instead until one is not:
    there a click grows dearer with every session that is open, which the few of a closed loop do
    not show. They are others, since those of before still have answers to come.
    """
    unit = crowd.unit
    users: list[_User] = []
    try:
        await crowd.fill(users, _FIRST)
        rate = await _closed_loop(users, unit.number("closed_loop_s"))
        found = [Reading("closed_loop_per_s", "1/s", rate)]
        served, too_many, level, share = 0, 0, 0, 0.0
        for share in unit.numbers("shares"):
            level = _users_at(share, rate, unit)
            await crowd.fill(users, level)
            answered, readings = await _level(crowd, users[:level], share)
            found += readings
            if not answered:
                too_many = level
                break
            served = level
        for lower in unit.numbers("lower_shares") if too_many and not served else ():
            share, level = lower, _users_at(lower, rate, unit)
            await _leave(users)
            await crowd.fill(users, level)
            answered, readings = await _level(crowd, users, share)
            found += readings
            if answered:
                served = level
                break
            too_many = level
        if too_many:
            found.append(Reading("too_many_users", "users", too_many))
        return [*found, Reading("served_users", "users", served)], level, _per_cent(share)
    finally:
        await _leave(users)


def _users_at(share: float, rate: float, unit: Unit) -> int:
    return max(1, round(share * rate * unit.number("think_s")))


def _per_cent(share: float) -> str:
    return f"{share * 100:g}"


async def _leave(users: list[_User]) -> None:
    """Let all users go."""
    leaving, users[:] = users[:], []
    await asyncio.gather(*(user.driver.close() for user in leaving), return_exceptions=True)


async def _level(crowd: _Crowd, users: list[_User], share: float) -> tuple[bool, list[Reading]]:
    """Return whether these users are answered in time, and what was found of them."""
    await quiet(crowd.server)
    before = crowd.server.cpu_seconds()
    waits, busy = await _open_loop(users, crowd.unit)
    spent = crowd.server.cpu_seconds() - before
    p95, per_cent = percentiles(waits, 95)[0], _per_cent(share)
    found = [
        Reading(f"users_at_{per_cent}", "users", len(users)),
        Reading(f"client_busy_at_{per_cent}", "share", busy),
    ]
    answered = sum(map(math.isfinite, waits))
    if answered:
        found.append(Reading(f"cpu_ms_at_{per_cent}", "ms", spent * 1000 / answered))
    if math.isfinite(p95):
        found.append(Reading(f"p95_ms_at_{per_cent}", "ms", p95))
    return p95 <= crowd.unit.number("longest_wait_s") * 1000, found


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
    waits = waits or [math.inf]
    failed = [error for task in done if (error := task.exception()) is not None]
    if failed and math.isfinite(percentiles(waits, 95)[0]):
        raise failed[0]  # a wrong answer ends the unit, but where a server gives up under its load
    return waits, busy
