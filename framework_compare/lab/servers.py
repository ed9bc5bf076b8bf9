"""Servers that the lab measures: each has a session of its own, and is always ended."""

from __future__ import annotations

import contextlib
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil

from framework_compare.lab.errors import NotStarted
from framework_compare.lab.processes import mortal, tail_of
from framework_compare.lab.usage import (
    Memory,
    cpu_seconds,
    is_running,
    listens,
    memory_of,
    threads_of,
    tree,
)

HOST: Final = "127.0.0.1"
_PAUSE, _GRACE = 0.01, 5.0
_ATTEMPTS: Final = 3  # another program may take a free port between asking for it and using it
QUIET: Final = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "PYTHONUNBUFFERED": "1",
}
"""Variables of every server: one thread for arithmetic, so that cores are counted fairly; output as
it comes.
"""


def free_port() -> int:
    """Return a port of 127.0.0.1 that is free now."""
    with socket.socket() as asked:
        asked.bind((HOST, 0))
        return int(asked.getsockname()[1])


@contextlib.contextmanager
def _on(cores: Iterable[int]) -> Iterator[None]:
    """Keep whatever is started in the block to these cores: a child begins where its parent is."""
    chosen = set(cores)
    if not chosen or not hasattr(os, "sched_setaffinity"):
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, chosen)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


@dataclass(slots=True)
class Server:
    """A server that runs: where it answers, and what it uses."""

    name: str
    process: subprocess.Popen[bytes]
    port: int
    log: Path
    started: float
    """`time.perf_counter()` just before it was started."""
    healthy_after: float = 0.0
    """Seconds until it first answered."""

    @property
    def address(self) -> str:
        """Its address, without a slash at the end."""
        return f"http://{HOST}:{self.port}"

    @property
    def processes(self) -> tuple[psutil.Process, ...]:
        """Its processes now."""
        return tree(self.process.pid)

    def cpu_seconds(self) -> float:
        """Return its CPU time so far, all processes together."""
        return cpu_seconds(self.processes)

    def memory(self) -> Memory:
        """Return its memory now."""
        return memory_of(self.processes)

    def threads(self) -> int:
        """Return its threads now."""
        return threads_of(self.processes)

    def wait_until_healthy(self, path: str, seconds: float) -> None:
        """Wait for a 200 from this server and no other.

        Raises
        ------
        NotStarted
            where it ends, or does not answer in time; with the end of its log.
        """
        while time.perf_counter() - self.started < seconds:
            if self.process.poll() is not None:
                raise NotStarted(
                    self.name,
                    f"must keep running, ended with {self.process.returncode}: {tail_of(self.log)}",
                )
            if _answers(self.port, path) and self._is_ours():
                self.healthy_after = time.perf_counter() - self.started
                return
            time.sleep(_PAUSE)
        raise NotStarted(
            self.name, f"must answer on port {self.port} within {seconds:g} s: {tail_of(self.log)}"
        )

    def _is_ours(self) -> bool:
        return sys.platform != "linux" or listens(self.processes, self.port)

    def stop(self) -> None:
        """End every process of it and wait until they are gone."""
        known: set[psutil.Process] = set()
        for order in (signal.SIGTERM, signal.SIGKILL):
            known |= set(self.processes)
            for one in known:
                with contextlib.suppress(psutil.NoSuchProcess):
                    one.send_signal(order)
            deadline = time.monotonic() + _GRACE
            while time.monotonic() < deadline:
                ended = self.process.poll() is not None
                if ended and not any(map(is_running, known)) and not self.processes:
                    return
                time.sleep(_PAUSE)


def _answers(port: int, path: str) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _filled(text: str, port: int) -> str:
    return text.replace("{port}", str(port))


@contextlib.contextmanager
def serving(
    name: str,
    command: Sequence[str],
    *,
    folder: Path,
    log: Path,
    health: str = "/",
    environment: Mapping[str, str] | None = None,
    cores: Iterable[int] = (),
    seconds: float = 90.0,
    prepare: Callable[[int], None] = lambda _: None,
) -> Iterator[Server]:
    """Run a server for as long as the block lasts.

    ``{port}`` in the command and the variables is a free port.

    Parameters
    ----------
    prepare
        called with the port before the server starts, for one that reads it from a file.

    Raises
    ------
    NotStarted
        where it does not come up; a port that another program took meanwhile is tried again with
        another.
    """
    if shutil.which(command[0]) is None:
        raise NotStarted(name, f"must be installed, found no {command[0]}")
    log.parent.mkdir(parents=True, exist_ok=True)
    for attempt in range(_ATTEMPTS):
        port = free_port()
        variables = {key: _filled(value, port) for key, value in (environment or {}).items()}
        prepare(port)
        with log.open("wb") as output, _on(cores):
            started = time.perf_counter()
            process = subprocess.Popen(
                mortal([_filled(part, port) for part in command]),
                cwd=folder,
                env={**os.environ, **QUIET, **variables},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        server = Server(name, process, port, log, started)
        try:
            try:
                server.wait_until_healthy(health, seconds)
            except NotStarted:
                if attempt + 1 < _ATTEMPTS and _is_taken(port, server):
                    continue
                raise
            yield server
            return
        finally:
            server.stop()


def _is_taken(port: int, server: Server) -> bool:
    """Return whether somebody else has the port."""
    server.stop()
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return True
    return False
