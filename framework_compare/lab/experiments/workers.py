"""E10: what further worker processes and threads bring, when the server has all cores."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Iterable
from typing import Final

from framework_compare.lab.bench import VARIANTS, Bench, Reading, Unit, quiet
from framework_compare.lab.errors import NotStarted, WrongAnswer
from framework_compare.lab.experiments.driving import run
from framework_compare.lab.machine import program
from framework_compare.lab.processes import run_program
from framework_compare.lab.servers import HOST, Server
from framework_compare.lab.verify import Prediction, expected_spend

_OPTIONS: Final = {
    "1 worker": ("--workers", "1"),
    "2 workers": ("--workers", "2"),
    "4 workers": ("--workers", "4"),
    "2 workers, preloaded": ("--workers", "2", "--preload"),
    "1 worker, 8 threads": ("--workers", "1", "--threads", "8"),
}
_PATH: Final = "/api/predict"


def measure(bench: Bench, unit: Unit) -> Iterable[Reading]:
    """Ask for predictions as fast as they come, with a client that costs next to nothing."""
    environment = bench.environment(unit)
    folder = bench.project(environment, "workers", [])
    command = [*environment.entrant.start, *_OPTIONS[unit.variant]]
    if unit.entrant == "flask":
        (folder / "gunicorn.conf.py").unlink()  # it preloads: here that is one of the variants
        command.append("app:app")
    with bench.serve(environment, command=command, folder=folder, every_core=True) as server:
        run(quiet(server))  # the first worker answers while others still load
        _check(server)
        _wrk(server, unit, unit.number("warm_up_s"))
        seconds = unit.number("seconds_of_load")
        before, begun = server.cpu_seconds(), time.perf_counter()
        requests, duration, p99 = _wrk(server, unit, seconds)
        spent, took = server.cpu_seconds() - before, time.perf_counter() - begun
        yield Reading("requests_per_s", "1/s", requests / duration)
        yield Reading("cpu_ms", "ms", spent * 1000 / requests)
        yield Reading("cores_used", "cores", spent / took)
        yield Reading("p99_ms", "ms", p99)
        yield Reading("memory_mb", "MB", server.memory().proportional)


def _check(server: Server) -> None:
    """Hold one answer against the reference before thousands are counted."""
    values = Prediction(41, 52_000, 3, 2)
    asked = {
        "age": values.age,
        "income": values.income,
        "visits": values.visits,
        "tenure": values.tenure,
    }
    connection = http.client.HTTPConnection(HOST, server.port, timeout=30)
    try:
        connection.request("POST", _PATH, json.dumps(asked), {"Content-Type": "application/json"})
        answer = connection.getresponse().read().decode(errors="replace")
    finally:
        connection.close()
    if str(expected_spend(values)) not in answer:
        raise WrongAnswer(f"{server.name}: POST {_PATH}", expected_spend(values), answer)


def _wrk(server: Server, unit: Unit, seconds: float) -> tuple[int, float, float]:
    """Return requests, seconds and the 99th percentile in milliseconds."""
    command = [
        program("wrk") or "wrk",
        "--threads=1",
        f"--connections={int(unit.number('connections'))}",
        f"--duration={int(seconds)}s",
        f"--script={VARIANTS / 'wrk' / 'predict.lua'}",
        server.address + _PATH,
    ]
    return parsed(run_program("wrk", command, seconds=seconds + 30))


def parsed(said: str) -> tuple[int, float, float]:
    """Read the line that predict.lua writes.

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
