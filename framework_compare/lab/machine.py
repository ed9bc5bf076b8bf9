"""Where a measurement was made: the machine, its programs, the state of the repository."""

from __future__ import annotations

import datetime
import importlib.util
import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import psutil

from framework_compare.catalogue.experiments import Requisite
from framework_compare.lab.environments import Python
from framework_compare.measured.measurements import Machine, Run

_ROOT: Final = Path(__file__).resolve().parents[2]
_MEASURED: Final = ("framework_compare/lab", "framework_compare/starters", "data/lab.toml")
"""What a measurement depends on: a change in it that is not committed is marked."""
_VERSION: Final = {"nginx": ("-v",), "wrk": ("-v",), "chromium": ("--version",)}
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)+")
_MODEL: Final = re.compile(r"^model name\s*:(.+)$", re.MULTILINE)


class Cores:
    """Which cores the server may use and which the client, so that neither takes the other's time.

    Parameters
    ----------
    usable
        numbers of the cores of this process.
    """

    def __init__(self, usable: set[int]) -> None:
        ordered = sorted(usable)
        self.every = frozenset(ordered)
        self.server = frozenset(ordered[:1])
        self.client = frozenset(ordered[1:] or ordered)


def cores() -> Cores:
    """Return the cores of this machine; the same one for both where there is only one."""
    usable = (
        os.sched_getaffinity(0)
        if hasattr(os, "sched_getaffinity")
        else set(range(os.cpu_count() or 1))
    )
    return Cores(set(usable))


def load_average() -> float:
    """Return how many processes wanted a core during the last minute."""
    return os.getloadavg()[0]


def missing(need: Requisite) -> str:
    """Return why something that an experiment needs is not there, or nothing where it is."""
    if need == "driver":
        return ""  # each entrant says so itself
    if need == "linux":
        return (
            "" if sys.platform == "linux" else f"needs Linux: it reads /proc, found {sys.platform}"
        )
    if program(need) is None:
        return f"needs {need}, which is not installed"
    if need == "chromium" and importlib.util.find_spec("playwright") is None:
        return "needs playwright: pip install 'framework-compare[test]'"
    return ""


def program(name: str) -> str | None:
    """Return the path of a system program; servers live where only administrators look."""
    return shutil.which(
        name,
        path=os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin")),
    )


def _said(command: list[str]) -> str:
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=30, check=False, text=True, errors="replace"
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return (done.stdout + done.stderr).strip()


def _tools() -> dict[str, str]:
    found = {}
    for name, asked in _VERSION.items():
        path = program(name)
        number = _NUMBER.search(_said([path, *asked])) if path else None
        if number:
            found[name] = number.group()
    return found


def _commit() -> str:
    git = ["git", "-C", str(_ROOT)]
    changed = _said([*git, "status", "--porcelain", "--", *_MEASURED])
    return (_said([*git, "rev-parse", "--short=12", "HEAD"]) or "unknown") + (
        "+" if changed else ""
    )


def _processor() -> str:
    """Return what the processor calls itself, where the system tells."""
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        text = ""
    found = _MODEL.search(text)
    return found[1].strip() if found else platform.processor() or platform.machine()


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):  # not a Linux, or one that does not say
        return platform.system()


def conditions(python: Python, *, quick: bool) -> Run:
    """Return the conditions of a run that starts now."""
    return Run(
        started=datetime.datetime.now(datetime.UTC).replace(microsecond=0),
        commit=_commit(),
        quick=quick,
        machine=Machine(
            cpu=_processor(),
            cores=len(cores().every),
            memory_gb=round(psutil.virtual_memory().total / 1e9, 1),
            system=_system(),
            kernel=platform.release(),
            python=python.version,
        ),
        tools=_tools(),
    )
