"""How many people one process carries when each gives answers that nobody gave before.

Run it with ``python -m tests.benchmarks.load``; ``--people 25 60 --seconds 30`` says how many and
for how long. Every person holds a session of its own on the landing page, with a project that no
other person has, and changes one of its answers again and again; the time between two changes is
exponential with a mean of five seconds. A wait is the time from the click to the end of everything
that the click draws, the next question included. CPU is what the server's process takes for one
such change, while all the others' sessions are alive. Beside it stands the same crowd in front of
an empty script, served in the same run: what Streamlit itself takes.

The clients share the machine with the server: on two cores the server has about one of its own.
"""

from __future__ import annotations

import argparse
import asyncio
import random  # noqa: TID251  # what people do, not what is drawn for a verdict
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import psutil

from framework_compare.vocabulary import AUDIENCES, GOALS, SKILLS
from tests.benchmarks.reruns import EmptyServer, cpu_ms
from tests.ui.conftest import Server
from tests.ui.protocol import Tab

PEOPLE: Final = (1, 25, 60, 100, 200)
THINK_S: Final = 5.0
SECONDS: Final = 30.0
_TAPPED: Final = {
    "The product": ("goal", "needs", "visualisation", "ui_customization", "routing"),
    "The people": ("peak_concurrent_users", "audience", "auth"),
    "The team": ("weeks_to_first_release", "team_skills"),
}
"""What is answered in each group of questions."""
_NUMBERS: Final[dict[str, Callable[[random.Random], float]]] = {
    "req.peak_concurrent_users": lambda chance: float(chance.randint(1, 100_000)),
    "req.weeks_to_first_release": lambda chance: round(chance.uniform(1, 100), 6),
}
_ARRIVALS: Final = 20
"""How many people arrive at a time."""
_STEADY_S: Final = 3.0


@dataclass
class Figures:
    """What one crowd was given."""

    people: int
    waits_s: list[float] = field(default_factory=list)
    cpu_ms: float = 0.0
    memory_mib: float = 0.0

    def row(self) -> str:
        """Return them as one line of the table."""
        waits = sorted(self.waits_s)
        p95 = waits[min(len(waits) - 1, int(0.95 * len(waits)))]
        return (
            f"{self.people:>7} {len(waits):>8} {self.cpu_ms / len(waits):>12.1f}"
            f" {1000 * statistics.median(waits):>9.0f} {1000 * p95:>9.0f} {self.memory_mib:>9.0f}"
        )


def project(chance: random.Random) -> str:
    """Return the link of a project that nobody has had."""
    words = [
        ("goal", chance.choice(GOALS)),
        ("weeks_to_first_release", f"{chance.uniform(1, 100):.6f}"),
        ("audience", chance.choice(AUDIENCES)),
        *(("team_skills", skill) for skill in chance.sample(SKILLS, chance.randint(0, 2))),
    ]
    return "&".join(f"{name}={value}" for name, value in words)


@dataclass
class Person:
    """Somebody at the landing page, with one group of questions open."""

    tab: Tab
    chance: random.Random
    section: str = ""
    given: set[str] = field(default_factory=set)
    """What it has answered, so that nothing comes twice."""

    async def arrive(self) -> None:
        """Open the page, then a group of questions."""
        await self.tab.run()
        self.section = self.chance.choice(self.tab.answers("project.section")[: len(_TAPPED)])
        self.tab.widgets["project.section"] = [self.section]
        await self.tab.run()
        self.given.add(self._said())

    async def answer(self) -> float:
        """Change one answer and return how long everything took that this drew."""
        while (now := self._said()) in self.given:
            self._change()
        self.given.add(now)
        start = time.perf_counter()
        await self.tab.run()
        return time.perf_counter() - start

    def _said(self) -> str:
        return repr([sorted(self.tab.widgets.items()), sorted(self.tab.numbers.items())])

    def _change(self) -> None:
        """Pick another answer; beside the project's own number it is one that nobody else gives."""
        fields = next(found for title, found in _TAPPED.items() if self.section.startswith(title))
        key = f"req.{self.chance.choice(fields)}"
        if key in _NUMBERS:
            self.tab.numbers[key] = _NUMBERS[key](self.chance)
            return
        now = self.tab.widgets.get(key)
        others = [word for word in self.tab.answers(key) if [word] != now]
        self.tab.widgets[key] = [self.chance.choice(others)]


@dataclass
class Onlooker:
    """Somebody in front of the empty script."""

    tab: Tab

    async def arrive(self) -> None:
        """Open the page."""
        await self.tab.run()

    async def answer(self) -> float:
        """Ask for it again."""
        start = time.perf_counter()
        await self.tab.run()
        return time.perf_counter() - start


async def crowd(server: Server, people: int, seconds: float, seed: int, *, empty: bool) -> Figures:
    """Let a crowd think and answer for a while."""
    process = psutil.Process(server.process.pid)
    found = Figures(people)
    async with AsyncExitStack() as stack:
        everyone: list[Person | Onlooker] = []
        for number in range(people):
            chance = random.Random(f"{seed}/{people}/{number}")
            tab = Tab(server.port, query="" if empty else project(chance))
            await stack.enter_async_context(tab)
            everyone.append(Onlooker(tab) if empty else Person(tab, chance))
        for start in range(0, people, _ARRIVALS):
            await asyncio.gather(*(each.arrive() for each in everyone[start : start + _ARRIVALS]))
        await asyncio.sleep(_STEADY_S)
        before, end = cpu_ms(process), time.monotonic() + seconds

        async def live(each: Person | Onlooker, chance: random.Random) -> None:
            while True:
                think = chance.expovariate(1 / THINK_S)
                if time.monotonic() + think > end:
                    return
                await asyncio.sleep(think)
                found.waits_s.append(await each.answer())

        thinking = (random.Random(f"think/{seed}/{people}/{n}") for n in range(people))
        await asyncio.gather(*(live(e, c) for e, c in zip(everyone, thinking, strict=True)))
        found.cpu_ms = cpu_ms(process) - before
        found.memory_mib = process.memory_info().rss / 2**20
    return found


def table(kind: type[Server], sizes: Sequence[int], seconds: float, *, empty: bool) -> None:
    """Print one crowd after another, each in front of a fresh server."""
    print("an empty script" if empty else "the landing page, never-seen answers")
    titles = ("people", "changes", "CPU ms each", "p50 ms", "p95 ms", "RSS MiB")
    print("{:>7} {:>8} {:>12} {:>9} {:>9} {:>9}".format(*titles))
    for people in sizes:
        with tempfile.TemporaryDirectory() as folder:
            server = kind(Path(folder) / "server.log")
            try:
                found = asyncio.run(crowd(server, people, seconds, 1, empty=empty))
                print(found.row(), flush=True)
            finally:
                server.stop()


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=PEOPLE)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    given = parser.parse_args()
    table(EmptyServer, given.people, given.seconds, empty=True)
    table(Server, given.people, given.seconds, empty=False)


if __name__ == "__main__":
    main()
