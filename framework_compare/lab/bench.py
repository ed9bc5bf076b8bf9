"""What an experiment works with.

Environments, servers on their core, the design's sizes, and the shape of a result.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from framework_compare.catalogue.experiments import Design
from framework_compare.lab import replaying
from framework_compare.lab.environments import Environment
from framework_compare.lab.errors import LabError, Unavailable
from framework_compare.lab.machine import Cores
from framework_compare.lab.recording import save
from framework_compare.lab.replaying import Recording
from framework_compare.lab.servers import Server, serving

AS_IT_COMES: Final = "as it comes"
"""How a variant ends that is measured without what the entrant is tuned with."""
VARIANTS: Final = Path(__file__).resolve().parent / "variants"
"""Small programs that measure one thing each; they are no entrants."""
_TICK, _LOOK, _LONGEST_LOOK = 0.011, 0.2, 8.0


@dataclass(frozen=True, slots=True)
class Reading:
    """One number of one repeat."""

    metric: str
    unit: str
    value: float
    variant: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """The smallest piece of work that is done and kept as a whole."""

    design: Design
    entrant: str
    variant: str
    repeat: int
    quick: bool

    @property
    def name(self) -> str:
        """Its name in the file of results; a quick one is never taken for a full one."""
        return "/".join(
            [
                self.design.id,
                self.entrant,
                self.variant,
                str(self.repeat),
                *(["quick"] if self.quick else []),
            ]
        )

    @property
    def is_as_it_comes(self) -> bool:
        """Whether the entrant is measured without what it is tuned with."""
        return self.variant.split(", ")[-1] == AS_IT_COMES

    @property
    def seconds(self) -> float:
        """How long it takes, about."""
        return self.design.number("seconds", quick=self.quick)

    def number(self, name: str) -> float:
        """Return one size of the design."""
        return self.design.number(name, quick=self.quick)

    def numbers(self, name: str) -> tuple[float, ...]:
        """Return a size that is a list."""
        return self.design.numbers(name, quick=self.quick)


@dataclass
class Bench:
    """The workplace of one run."""

    work: Path
    cores: Cores
    environments: Mapping[str, Environment] = field(default_factory=dict)
    """By entrant."""
    plain: Mapping[str, Environment] = field(default_factory=dict)
    """The same as they come, of those that are tuned with anything."""

    def environment(self, unit: Unit) -> Environment:
        """Return what a unit's entrant runs with.

        Raises
        ------
        Unavailable
            where it is asked for as it comes, and is tuned with nothing.
        """
        if not unit.is_as_it_comes:
            return self.environments[unit.entrant]
        if unit.entrant not in self.plain:
            raise Unavailable(
                unit.entrant, "is tuned with nothing, so what is measured is the app as it comes"
            )
        return self.plain[unit.entrant]

    def project(self, environment: Environment, name: str, extra: Sequence[str]) -> Path:
        """Return a copy of an entrant's project with files such as ``flask/state.py`` in it.

        They are those of ``variants/``.
        """
        folder = self.work / "variants" / environment.entrant.id / name
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(environment.project, folder, symlinks=True)
        for path in extra:
            shutil.copy(VARIANTS / path, folder / Path(path).name)
        return folder

    @contextlib.contextmanager
    def serve(
        self,
        environment: Environment,
        *,
        command: Sequence[str] | None = None,
        folder: Path | None = None,
        variables: Mapping[str, str] | None = None,
        every_core: bool = False,
        health: str | None = None,
        tag: str = "",
    ) -> Iterator[Server]:
        """Run an entrant, or another command with its programs, for as long as the block lasts.

        Parameters
        ----------
        every_core
            whether the server may use all cores; otherwise it has one and the client another.
        tag
            tells two servers of one entrant apart in the names of their logs.

        Raises
        ------
        NotStarted
            where it does not come up.
        """
        entrant = environment.entrant
        with serving(
            entrant.id,
            environment.command(tuple(command or entrant.start)),
            folder=folder or environment.project,
            log=self.work / "logs" / f"{entrant.id}{tag}.log",
            health=entrant.health if health is None else health,
            environment={**environment.path, **entrant.environment, **(variables or {})},
            seconds=entrant.start_seconds,
            cores=self.cores.every if every_core else self.cores.server,
        ) as server:
            yield server

    @contextlib.contextmanager
    def replaying(self, recording: Recording, environment: Environment) -> Iterator[Server]:
        """Give every visitor what an entrant said to one, at once and without computing anything.

        It has the entrant's core, so that what a visitor waits for is the client's own doing.
        """
        name = f"{environment.entrant.id}-replayed"
        path = self.work / "recordings" / f"{name}.json"
        save(recording, path)
        with serving(
            name,
            [sys.executable, "-P", replaying.__file__, str(path), "{port}"],
            folder=path.parent,
            log=self.work / "logs" / f"{name}.log",
            health=replaying.HEALTH,
            cores=self.cores.server,
        ) as server:
            yield server

    @contextlib.contextmanager
    def as_client(self) -> Iterator[None]:
        """Keep this process off the server's core for as long as the block lasts."""
        if not hasattr(os, "sched_setaffinity"):
            yield
            return
        os.sched_setaffinity(0, self.cores.client)
        try:
            yield
        finally:
            os.sched_setaffinity(0, self.cores.every)


@contextlib.contextmanager
def alone(work: Path) -> Iterator[None]:
    """Keep a work folder to this run for as long as the block lasts.

    A second run would build into the same folder and disturb what is measured. The system lets go
    of it however the run ends.

    Raises
    ------
    LabError
        where another run has it.
    """
    try:
        import fcntl  # noqa: PLC0415  # not on every system
    except ModuleNotFoundError:
        yield
        return
    work.mkdir(parents=True, exist_ok=True)
    with (work / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise LabError(
                str(work), "must be free, another run of the lab uses it; wait, or give --work"
            ) from None
        yield


Measure = Callable[[Bench, Unit], Iterable[Reading]]
"""What carries a design out: one unit in, its numbers out."""


async def quiet(server: Server) -> None:
    """Wait until a server has nothing left to do.

    At most a tick of CPU time in a fifth of a second, twice in a row.
    """
    deadline, calm = time.monotonic() + _LONGEST_LOOK, 0
    before = server.cpu_seconds()
    while calm < 2 and time.monotonic() < deadline:
        await asyncio.sleep(_LOOK)
        now = server.cpu_seconds()
        calm = calm + 1 if now - before <= _TICK else 0
        before = now


def slug(text: str) -> str:
    """Return words as a file's name."""
    return re.sub(r"\W+", "_", text.lower()).strip("_") or "plain"
