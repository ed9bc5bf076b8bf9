"""What Linux says of a tree of processes: CPU time, memory, threads, and who listens where."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PROC: Final = Path("/proc")
_LISTENING: Final = "0A"  # the state of a socket in /proc/net/tcp that waits for connections
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


def _stat(pid: int) -> list[str]:
    """Return the fields of ``/proc/PID/stat`` after the name, which may hold anything.

    Empty where it has ended.
    """
    try:
        return (
            (PROC / str(pid) / "stat")
            .read_text(encoding="utf-8", errors="replace")
            .rsplit(")", 1)[1]
            .split()
        )
    except (OSError, IndexError):
        return []


def tree(leader: int) -> tuple[int, ...]:
    """Return a process and everything it started.

    Its descendants, and whoever shares its session.
    """
    found = {leader}
    stats = {
        int(path.name): _stat(int(path.name)) for path in PROC.iterdir() if path.name.isdigit()
    }
    running = {pid: fields for pid, fields in stats.items() if fields and fields[0] != "Z"}
    grown = True
    while grown:
        more = {
            pid
            for pid, fields in running.items()
            if pid not in found and (int(fields[1]) in found or int(fields[3]) == leader)
        }
        found |= more
        grown = bool(more)
    return tuple(sorted(pid for pid in found if pid in running))


def cpu_seconds(pids: Iterable[int]) -> float:
    """Return user and system time so far, in steps of the kernel's tick (10 ms).

    Threads and children that have ended count: a program that builds before it serves has done that
    work, too.
    """
    return sum(sum(map(int, fields[11:15])) for fields in map(_stat, pids) if fields) / os.sysconf(
        "SC_CLK_TCK"
    )


def memory_of(pids: Iterable[int]) -> Memory:
    """Return the memory of several processes together."""
    total = {"Pss": 0, "Pss_Anon": 0}
    for pid in pids:
        try:
            text = (PROC / str(pid) / "smaps_rollup").read_text(encoding="ascii")
        except OSError:  # it ended in between
            continue
        for name, kilobytes in _FIELDS.findall(text):
            total[name] += int(kilobytes)
    return Memory(anonymous=total["Pss_Anon"] * 1024 / 1e6, proportional=total["Pss"] * 1024 / 1e6)


def threads_of(pids: Iterable[int]) -> int:
    """Return how many threads several processes have together."""
    return sum(int(fields[17]) for fields in map(_stat, pids) if fields)


def listens(pids: Iterable[int], port: int) -> bool:
    """Return whether one of these processes is the one that listens on a port of 127.0.0.1 or of
    every address.
    """
    sockets = {
        fields[9]
        for table in ("tcp", "tcp6")
        for fields in map(str.split, _lines(PROC / "net" / table))
        if fields[3] == _LISTENING and int(fields[1].rsplit(":", 1)[1], 16) == port
    }
    return any(f"socket:[{socket}]" in links for links in map(_links, pids) for socket in sockets)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="ascii").splitlines()[1:]
    except OSError:
        return []


def _links(pid: int) -> set[str]:
    found = set()
    try:
        for descriptor in (PROC / str(pid) / "fd").iterdir():
            try:
                found.add(str(descriptor.readlink()))
            except OSError:  # closed in between
                continue
    except OSError:
        return found
    return found
