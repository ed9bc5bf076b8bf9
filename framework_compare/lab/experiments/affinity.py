"""E11: what breaks with two replicas behind a load balancer, and which balancing mends it.

Every framework goes through the same five operations, in Chromium (`visitor` says what each is and
when it failed), on a small page of its own idiom. The replicas share the secrets that their
documentation has one set to the same value on all of them, and nothing else: each has its own copy
of the project and its own folder for temporary files, as on two machines. A store that they could
share, such as Redis, is set up for none of them: what fails here may work with one.

Among the visitors, first and last, are some who come through a door that leads to one replica only.
Where anything fails for them, the page or a machine that is too busy is to blame, and nothing
counts. The one exception is the reconnection, which not every framework offers: theirs is reported
as a variant of its own, so that nobody blames the second replica for it.
"""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from framework_compare.lab.balancer import Doors, Split, balancing
from framework_compare.lab.bench import Bench, Reading, Unit, slug
from framework_compare.lab.errors import WrongAnswer
from framework_compare.lab.experiments.driving import run
from framework_compare.lab.screen import Waits, chromium, come
from framework_compare.lab.servers import Server
from framework_compare.lab.visitor import Tally

PROBES: Final = Path(__file__).resolve().parents[1] / "probes"
ALONE: Final = "one replica"
"""The variant of what is asked of each replica without a balancer."""
_OPTIONAL: Final = "reconnect"


@dataclass(frozen=True, slots=True)
class Probe:
    """What a framework's deployment behind a balancer adds to the command that serves its app."""

    arguments: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)
    second: tuple[str, ...] = ()
    """The command of the second replica, where the first one builds the front end for both."""
    split: Split | None = None


def probe_of(entrant: str) -> Probe:
    """Return what a probe's ``probe.toml`` adds; most add nothing."""
    path = PROBES / entrant / "probe.toml"
    if not path.exists():
        return Probe()
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    return Probe(
        tuple(said.get("arguments", ())),
        dict(said.get("environment", {})),
        tuple(said.get("second", ())),
        Split(said["backend"], said["public"]) if "second" in said else None,
    )


def measure(bench: Bench, unit: Unit) -> Iterable[Reading]:
    """Let visitors go through everything that a second replica could break; count what fails."""
    policy, _, state = unit.variant.partition(", ")
    probe = probe_of(unit.entrant)
    place = bench.work / "nginx" / slug(unit.variant)
    health = bench.environment(unit).entrant.health
    with (
        _replicas(bench, unit, probe, state) as replicas,
        balancing(replicas, policy, place, health, bench.cores.every, probe.split) as doors,
    ):
        alone, tally = run(_visits(unit, doors))
    for operation in tally.tried:
        yield Reading(f"{operation}_failures", "failures", tally.failed[operation])
        yield Reading(f"{operation}_attempts", "attempts", tally.tried[operation])
    if probe.split is None and tally.replicas:
        busier = max(tally.replicas.values()) / tally.replicas.total()
        yield Reading("busier_replica_share", "share", busier)
    if unit.variant.startswith("random") and state in ("", "shared key"):
        failed, tried = alone.failed[_OPTIONAL], alone.tried[_OPTIONAL]
        yield Reading(f"{_OPTIONAL}_failures", "failures", failed, ALONE)
        yield Reading(f"{_OPTIONAL}_attempts", "attempts", tried, ALONE)


@contextlib.contextmanager
def _replicas(
    bench: Bench, unit: Unit, probe: Probe, state: str
) -> Iterator[tuple[Server, Server]]:
    """Serve a framework's probe twice, each from a folder of its own."""
    environment = bench.environment(unit)
    usual = (*environment.entrant.start, *probe.arguments)
    with contextlib.ExitStack() as stack:
        servers = []
        for tag, command in (("first", usual), ("second", probe.second or usual)):
            folder = bench.work / "probes" / unit.entrant / tag
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(environment.project, folder, symlinks=True)
            shutil.copytree(PROBES / unit.entrant, folder, dirs_exist_ok=True)
            temporary = folder / "tmp"
            temporary.mkdir()
            server = bench.serve(
                environment,
                command=command,
                folder=folder,
                variables={**probe.environment, "LAB_STATE": state, "TMPDIR": str(temporary)},
                every_core=True,
                tag=f"-{tag}",
            )
            servers.append(stack.enter_context(server))
        yield servers[0], servers[1]


async def _visits(unit: Unit, doors: Doors) -> tuple[Tally, Tally]:
    """Return what visitors found at each replica alone, and behind the balancer."""
    waits = Waits(*(unit.number(f"{name}_s") for name in ("page", "answer", "cut", "settle")))
    alone, tally = Tally(), Tally()
    free = asyncio.Semaphore(int(unit.number("at_once")))

    controls = [(door, alone) for door in doors.each]
    guests = [(doors.any, tally)] * int(unit.number("visitors"))

    async with chromium() as browser:

        async def visitor(number: int, door: int, counted: Tally) -> None:
            async with free:
                await come(browser, door, number, waits, counted)

        everybody = enumerate([*controls, *guests, *controls])
        await asyncio.gather(*(visitor(number, *where) for number, where in everybody))
    _refuse_errors(unit, alone)
    return alone, tally


def _refuse_errors(unit: Unit, alone: Tally) -> None:
    for operation, tried in alone.tried.items():
        if alone.failed[operation] and operation != _OPTIONAL:
            raise WrongAnswer(
                f"{unit.entrant}: {operation} on one replica",
                f"{tried} of {tried} times as asked",
                f"{tried - alone.failed[operation]} of {tried}",
            )
