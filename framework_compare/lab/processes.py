"""Programs that the lab starts: they end when it does, and an error ends in what they wrote."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from framework_compare.lab.errors import NotStarted

if sys.platform != "win32":
    import resource

_FILES: Final = 16_384
_SHOWN: Final = 800  # characters of an output that an error ends in


def allow_many_files() -> None:
    """Let this process, and those that it starts, have as many open connections as they need.

    Thousands of visitors at once keep one or more each; a service manager grants a server as many.
    """
    if sys.platform != "win32":
        now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        needed = _FILES if most == resource.RLIM_INFINITY else min(_FILES, most)
        if now < needed:
            resource.setrlimit(resource.RLIMIT_NOFILE, (needed, most))


def mortal(command: Sequence[str]) -> list[str]:
    """Return a command that ends when the harness does, however that ends.

    Linux alone knows how.
    """
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "TERM", *command] if setpriv else list(command)


def tail_of(log: Path) -> str:
    """Return the end of a log file, for a message."""
    try:
        text = log.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return "no output"
    return text[-_SHOWN:] or "no output"


def run_program(
    name: str, command: Sequence[str], *, seconds: float, folder: Path | None = None
) -> str:
    """Run a program to its end and return what it wrote.

    Raises
    ------
    NotStarted
        where it is not there, fails, or takes too long; with the end of its output.
    """
    if shutil.which(command[0]) is None:
        raise NotStarted(name, f"must be installed, found no {command[0]}")
    try:
        done = subprocess.run(
            mortal(command),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        said = (error.stdout or b"").decode(errors="replace")[-_SHOWN:]
        raise NotStarted(name, f"must end within {seconds:g} s: {said}") from None
    said = done.stdout.decode(errors="replace")
    if done.returncode:
        raise NotStarted(name, f"ended with {done.returncode}: {said[-_SHOWN:].strip()}")
    return said
