"""What a tree of processes uses: CPU time, memory, threads, and the port that it listens on."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil

_FIELDS: Final = re.compile(r"^(Pss|Pss_Anon):\s+(\d+) kB", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Memory:
    """Memory of a tree of processes, in MB of a million bytes."""

    anonymous: float
    """What the programs allocated themselves: the measure for growth, since no file's pages come
    and go in it.
    """
    proportional: float
    """With the pages of files as well: the measure for what it costs. In both, pages that several
    share count once.
    """


def tree(leader: int) -> tuple[psutil.Process, ...]:
    """Return a process and everything it started: its descendants, and whoever shares its session.

    What has ended and only waits to be buried is left out.
    """
    found: dict[int, psutil.Process] = {}
    # A server's workers outlive their parent in its session, of which psutil knows nothing.
    for pid in [leader, *(pid for pid in psutil.pids() if _session(pid) == leader)]:
        if pid not in found:
            with contextlib.suppress(psutil.Error):
                process = psutil.Process(pid)
                found |= {one.pid: one for one in (process, *process.children(recursive=True))}
    return tuple(found[pid] for pid in sorted(found) if is_running(found[pid]))


def _session(pid: int) -> int | None:
    try:
        return os.getsid(pid)
    except OSError:  # it ended in between
        return None


def is_running(process: psutil.Process) -> bool:
    """Return whether a process is there and does not merely wait to be buried."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def cpu_seconds(processes: Iterable[psutil.Process]) -> float:
    """Return user and system time so far, in steps of the kernel's tick (10 ms).

    Threads and children that have ended count: a program that builds before it serves has done that
    work, too.
    """

    def spent(process: psutil.Process) -> float:
        times = process.cpu_times()
        return times.user + times.system + times.children_user + times.children_system

    return _summed(spent, processes)


def threads_of(processes: Iterable[psutil.Process]) -> int:
    """Return how many threads several processes have together."""
    return int(_summed(psutil.Process.num_threads, processes))


def _summed(ask: Callable[[psutil.Process], float], processes: Iterable[psutil.Process]) -> float:
    total = 0.0
    for process in processes:
        with contextlib.suppress(psutil.Error):  # it ended in between
            total += ask(process)
    return total


def memory_of(processes: Iterable[psutil.Process]) -> Memory:
    """Return the memory of several processes together."""
    # Read by hand: psutil has the proportional size, but not the anonymous part of it.
    total = {"Pss": 0, "Pss_Anon": 0}
    for process in processes:
        try:
            text = Path(f"/proc/{process.pid}/smaps_rollup").read_text(encoding="ascii")
        except OSError:  # it ended in between
            continue
        for name, kilobytes in _FIELDS.findall(text):
            total[name] += int(kilobytes)
    return Memory(anonymous=total["Pss_Anon"] * 1024 / 1e6, proportional=total["Pss"] * 1024 / 1e6)


def listens(processes: Iterable[psutil.Process], port: int) -> bool:
    """Return whether one of these processes is the one that listens on a TCP port."""
    for process in processes:
        with contextlib.suppress(psutil.Error):  # it ended in between
            for socket in process.net_connections("tcp"):
                if socket.status == psutil.CONN_LISTEN and socket.laddr.port == port:
                    return True
    return False
