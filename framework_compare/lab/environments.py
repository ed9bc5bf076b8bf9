"""Where entrants run: a virtual environment each, built from its requirements, and its project."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from framework_compare.lab.errors import NotStarted, Unavailable
from framework_compare.lab.processes import run_program
from framework_compare.lab.registry import Entrant, Tuning
from framework_compare.starters.projects import project_files

_PREFERRED: Final = ("3.12", "3.13", "3.14", "3.11")
"""The oldest that all current releases accept comes first, since wheels for it are the most
complete.
"""
_ASKED: Final = (
    "import json, sys, ensurepip, venv; print(json.dumps([sys.executable, sys.version.split()[0]]))"
)
_BUILD_SECONDS: Final = 1200.0
_TOOLS: Final = ("pip", "setuptools", "wheel")
"""What venv itself brings: not part of a footprint."""


@dataclass(frozen=True, slots=True)
class Python:
    """An interpreter that can make virtual environments."""

    path: str
    version: str

    @property
    def minor(self) -> tuple[int, int]:
        """Its release line: (3, 12)."""
        major, minor = self.version.split(".")[:2]
        return int(major), int(minor)


@dataclass(frozen=True, slots=True)
class Environment:
    """What one entrant runs with."""

    entrant: Entrant
    folder: Path
    """The virtual environment."""
    project: Path
    """The app with the shared files beside it."""
    version: str
    """The installed release of the entrant's package."""
    python: Python
    packages: dict[str, str] = field(default_factory=dict)
    """The release of every package that is installed, by its name."""

    @property
    def path(self) -> dict[str, str]:
        """The variable that lets programs of this environment find each other."""
        return {
            "PATH": os.pathsep.join((str(self.folder / "bin"), os.environ.get("PATH", os.defpath)))
        }

    def program(self, name: str) -> str:
        """Return the path of a program of this environment.

        One that is not there keeps its name.
        """
        path = self.folder / "bin" / name
        return str(path) if path.exists() else name

    def command(self, parts: tuple[str, ...]) -> list[str]:
        """Return a command whose program is this environment's."""
        return [self.program(parts[0]), *parts[1:]]


def _candidates() -> Iterator[str]:
    """Yield every interpreter that may be there, the preferred releases first."""
    versions = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    for release in _PREFERRED:
        if sys.version.startswith(f"{release}."):
            yield sys.executable
        yield from filter(None, [shutil.which(f"python{release}")])
        yield from (
            str(path) for path in sorted(versions.glob(f"{release}.*/bin/python"), reverse=True)
        )


def find_python(chosen: str | None = None) -> Python:
    """Return the interpreter that every entrant runs on.

    The one chosen, or the first preferred one that really runs.

    Raises
    ------
    Unavailable
        where none runs.
    """
    for candidate in [chosen] if chosen else _candidates():
        try:
            said = subprocess.run(
                [candidate, "-c", _ASKED], capture_output=True, timeout=60, check=True, text=True
            )
            path, version = json.loads(said.stdout)
        except (OSError, subprocess.SubprocessError, ValueError):
            continue
        return Python(path, version)
    raise Unavailable(
        chosen or "python",
        f"must be a Python that runs and has venv, one of {', '.join(_PREFERRED)}",
    )


def distributions(folder: Path) -> dict[str, str]:
    """Return name and release of every distribution that was installed; venv's own are left out."""
    found = {}
    for path in folder.glob("lib/python*/site-packages/*.dist-info"):
        name, _, version = path.name.removesuffix(".dist-info").rpartition("-")
        if normal(name) not in _TOOLS:
            found[normal(name)] = version
    return found


def normal(name: str) -> str:
    """Return a distribution's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def installed_size(folder: Path) -> float:
    """Return the MB (of a million bytes) of what was installed; what venv brings is left out."""
    total = 0
    for site in folder.glob("lib/python*/site-packages"):
        for top in site.iterdir():
            if normal(top.name.split("-")[0]) in (*_TOOLS, "pkg_resources", "distutils-hack"):
                continue
            files = top.rglob("*") if top.is_dir() else [top]
            total += sum(path.lstat().st_size for path in files if not path.is_dir())
    return total / 1e6


def make_environment(name: str, folder: Path, python: Python, requirements: list[str]) -> None:
    """Make a virtual environment with what is required, unless it is there already.

    Raises
    ------
    NotStarted
        where pip fails; what it had begun is removed.
    """
    wanted = hashlib.sha256("\n".join([python.version, *requirements]).encode()).hexdigest()
    mark = folder / "complete"
    if mark.exists() and mark.read_text(encoding="ascii") == wanted:
        return
    shutil.rmtree(folder, ignore_errors=True)
    try:
        run_program(name, [python.path, "-m", "venv", str(folder)], seconds=_BUILD_SECONDS)
        pip = [
            str(folder / "bin" / "python"),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
        ]
        run_program(f"{name}: pip", [*pip, *requirements], seconds=_BUILD_SECONDS)
        mark.write_text(wanted, encoding="ascii")
    except NotStarted:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def required(path: Path) -> list[str]:
    """Return the requirements of a file, one each, without comments."""
    lines = (line.split(" #")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def assembled(entrant: Entrant, folder: Path) -> Path:
    """Put an entrant's project together in a folder of its own and return it."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, path in project_files(entrant.folder).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, folder / name)
    return folder


def built(entrant: Entrant, work: Path, python: Python) -> Environment:
    """Build what an entrant needs and return it; a second call returns at once.

    Raises
    ------
    Unavailable
        where the entrant says so, or needs a newer Python.
    NotStarted
        where pip fails.
    """
    if entrant.unavailable:
        raise Unavailable(entrant.id, entrant.unavailable)
    least = tuple(int(part) for part in entrant.minimum_python.split("."))
    if python.minor < least:
        raise Unavailable(
            entrant.id, f"needs Python {entrant.minimum_python}, found {python.version}"
        )
    folder = work / "venvs" / f"{entrant.id}-{'.'.join(map(str, python.minor))}"
    make_environment(entrant.id, folder, python, required(entrant.folder / "requirements.txt"))
    packages = distributions(folder)
    version = packages.get(normal(entrant.package))
    if version is None:
        raise NotStarted(entrant.id, f"requirements.txt must install {entrant.package}")
    project = assembled(entrant, work / "projects" / entrant.id)
    return Environment(entrant, folder, project, version, python, packages)


def as_it_comes(environment: Environment, work: Path) -> Environment:
    """Return an entrant without what it is tuned with: the same packages, a project of its own."""
    entrant = environment.entrant
    folder = assembled(entrant, work / "projects" / f"{entrant.id}-as-it-comes")
    for one in entrant.tuned:
        path = folder / one.file
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            path.write_text(_without(text, one), encoding="utf-8")
    return replace(environment, entrant=entrant.as_it_comes(), project=folder)


def _without(text: str, tuning: Tuning) -> str:
    """Return a file as it comes: a line that would be left empty goes as a whole."""
    if tuning.instead:
        return text.replace(tuning.text, tuning.instead)
    whole = re.compile(rf"^[ \t]*{re.escape(tuning.text)}[ \t]*\n", re.MULTILINE)
    return whole.sub("", text).replace(tuning.text, "")
