"""E10: what further worker processes and threads bring, when the server has all cores."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from framework_compare.lab.bench import VARIANTS, Bench, Reading, Unit, quiet
from framework_compare.lab.errors import NotStarted, WrongAnswer
from framework_compare.lab.experiments.driving import (
    ANSWER,
    Action,
    acting,
    must_answer,
    opened,
    run,
    timed,
)
from framework_compare.lab.machine import program
from framework_compare.lab.processes import run_program
from framework_compare.lab.relay import recorded
from framework_compare.lab.servers import Server

_OPTIONS: Final = {
    "1 worker": ("--workers", "1"),
    "2 workers": ("--workers", "2"),
    "4 workers": ("--workers", "4"),
    "2 workers, preloaded": ("--workers", "2", "--preload"),
    "1 worker, 1 thread": ("--workers", "1", "--threads", "1"),
}
_PRELOADS: Final = "preload_app = True"
"""What gunicorn's settings of the apps say; here it is one of the variants."""
_KEYS: Final = dict.fromkeys(("FLASK_SECRET_KEY", "DJANGO_SECRET_KEY"), "shared by all workers")
"""What every worker must know alike, or it refuses the form that another one handed out."""
_ACTIONS: Final[dict[str, Action]] = {"click": "predict", "answer": "answer"}


def measure(bench: Bench, unit: Unit) -> Iterable[Reading]:
    """Ask for predictions as fast as they come, with a client that costs next to nothing.

    It sends what a visitor sent for the last of several checked predictions.
    """
    environment = bench.environment(unit)
    task, _, workers = unit.variant.partition(", ")
    if task == ANSWER:
        must_answer(environment.entrant)
    folder = bench.project(environment, "workers", [])
    command = [*environment.entrant.start, *_OPTIONS[workers]]
    settings = folder / "gunicorn.conf.py"
    if settings.exists():
        text = settings.read_text(encoding="utf-8")
        settings.write_text(text.replace(_PRELOADS, "preload_app = False"), encoding="utf-8")
    serving = bench.serve(
        environment, command=command, folder=folder, variables=_KEYS, every_core=True
    )
    with serving as server:
        run(quiet(server))  # the first worker answers while others still load
        asked = folder / "asked.http"
        asked.write_bytes(_asked(server, unit, _ACTIONS[task]))
        _wrk(server, unit, asked, unit.number("warm_up_s"))
        seconds = unit.number("seconds_of_load")
        before, begun = server.cpu_seconds(), time.perf_counter()
        requests, duration, p99 = _wrk(server, unit, asked, seconds)
        spent, took = server.cpu_seconds() - before, time.perf_counter() - begun
        yield Reading("requests_per_s", "1/s", requests / duration)
        yield Reading("cpu_ms", "ms", spent * 1000 / requests)
        yield Reading("cores_used", "cores", spent / took)
        yield Reading("p99_ms", "ms", p99)
        yield Reading("memory_mb", "MB", server.memory().proportional)


def _asked(server: Server, unit: Unit, action: Action) -> bytes:
    """Return the request of a visitor whose answers were held against the reference.

    It asks for a connection of its own, as nginx does as it comes: a worker that keeps one serves
    all that comes over it, so that one worker could have them all.
    """

    async def visit(address: str) -> None:
        async with opened(unit.entrant, address, action) as driver:
            await timed(acting(driver, action, unit.entrant), driver, _CHECKED)

    with recorded(server.port) as recorder:
        run(visit(recorder.address))
    line, _, rest = recorder.last_question.partition(b"\r\n")
    return b"\r\n".join([line, b"Connection: close", rest])


_CHECKED: Final = 5
"""Predictions before the one that is sent again and again."""


def _wrk(server: Server, unit: Unit, asked: Path, seconds: float) -> tuple[int, float, float]:
    """Return requests, seconds and the 99th percentile in milliseconds."""
    command = [
        program("wrk") or "wrk",
        "--threads=1",
        f"--connections={int(unit.number('connections'))}",
        f"--duration={int(seconds)}s",
        "--timeout=10s",
        f"--script={VARIANTS / 'wrk' / 'recorded.lua'}",
        server.address,
        "--",
        str(asked),
    ]
    return parsed(run_program("wrk", command, seconds=seconds + 30))


def parsed(said: str) -> tuple[int, float, float]:
    """Read the line that recorded.lua writes.

    Raises
    ------
    NotStarted
        where it is not there.
    WrongAnswer
        where not every answer was a 200.
    """
    lines = [line.split()[1:] for line in said.splitlines() if line.startswith("lab ")]
    if not lines:
        raise NotStarted("wrk", f"must end in its summary, got {said[-300:]}")
    requests, microseconds, errors, p99 = (int(part) for part in lines[-1])
    if errors or not requests:
        raise WrongAnswer(
            "wrk", "answers without an error", f"{errors} errors in {requests} requests"
        )
    return requests, microseconds / 1e6, p99 / 1000
