"""The small apps of ``jobs/``: how each is served, with which documented settings, and what it did.

What happened is read from a file that they write, never from the page: a page may say less.
"""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import Field, ValidationError

from framework_compare.catalogue.evidence import Strict, Text
from framework_compare.errors import DataError, Problem, problems_of
from framework_compare.lab.bench import Bench
from framework_compare.lab.environments import Environment
from framework_compare.lab.errors import Unavailable
from framework_compare.lab.processes import run_program

JOBS: Final = Path(__file__).resolve().parent / "jobs"
"""A folder for each framework, and what is laid beside each app."""
_SHARED: Final = "effects.py"
_DESCRIPTION: Final = "probe.toml"
_INSTALL_SECONDS: Final = 300.0


class Change(Strict):
    """A documented setting that an app can be given: what it changes, how, and its source."""

    what: Text
    arguments: tuple[Text, ...] = ()
    """Added to the command."""
    variables: dict[str, str] = Field(default_factory=dict)
    source: Text
    """Address of the page of its documentation."""


class JobApp(Strict):
    """One app, as its ``probe.toml`` describes it."""

    start: tuple[Text, ...] = ()
    """The command that serves it with one worker; empty: the entrant's own."""
    health: str = "/"
    """Path that answers 200 as soon as the server is up."""
    requires: tuple[Text, ...] = ()
    """Packages that its documentation has one install for this, beside the entrant's."""
    waits: Text
    """What waits, as its documentation teaches it."""
    uploads: Text
    jobs: Text
    sources: tuple[Text, ...] = Field(min_length=1)
    waiting: Change | None = None
    """What lets more visitors wait at once than as it comes, where there is such a thing."""
    limit: Change | None = None
    """What raises the largest file that it accepts, where there is such a limit."""


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that an app did."""

    at: float
    """Seconds since the epoch, by the clock of the machine."""
    what: str
    number: float


def load_job_app(entrant: str, folder: Path = JOBS) -> JobApp:
    """Read how an app is served.

    Raises
    ------
    Unavailable
        where a framework has none.
    DataError
        with everything that is wrong in its ``probe.toml``.
    """
    path = folder / entrant / _DESCRIPTION
    where = f"jobs/{entrant}/{_DESCRIPTION}"
    if not path.parent.is_dir():
        raise Unavailable(entrant, f"has no app in {JOBS.name}/")
    try:
        raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError([Problem(where, "", f"must be a TOML file, got {error}")]) from None
    try:
        return JobApp.model_validate(raw)
    except ValidationError as error:
        raise DataError(problems_of(error, where, raw=raw)) from None


def laid_out(bench: Bench, entrant: str) -> Path:
    """Put an app into a folder of its own and return it."""
    folder = bench.work / "jobs" / entrant
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(
        JOBS / entrant, folder, ignore=shutil.ignore_patterns(_DESCRIPTION, "__pycache__")
    )
    shutil.copy2(JOBS / _SHARED, folder)
    return folder


def extra_packages(bench: Bench, environment: Environment, required: Sequence[str]) -> Path | None:
    """Install what an app needs beside its entrant's environment, which stays as it is.

    Returns
    -------
    Path or None
        the folder to be found first, None where nothing is needed.

    Raises
    ------
    NotStarted
        where pip fails; what it had begun is removed.
    """
    if not required:
        return None
    folder = bench.work / "jobs-packages" / environment.entrant.id
    if folder.exists():
        return folder
    beside = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(beside, ignore_errors=True)
    pip = [environment.program("python"), "-m", "pip", "install", "--quiet", "--target"]
    run_program(
        f"{environment.entrant.id}: pip",
        [*pip, str(beside), "--disable-pip-version-check", *required],
        seconds=_INSTALL_SECONDS,
    )
    beside.rename(folder)
    return folder


def effects(file: Path) -> list[Effect]:
    """Return what an app has done so far, in the order in which it wrote it down."""
    if not file.exists():
        return []
    lines = (line.split() for line in file.read_text(encoding="ascii").splitlines())
    return [Effect(float(parts[0]), parts[1], float(parts[2])) for parts in lines if len(parts) > 2]


def span(found: Iterable[Effect], first: str, last: str) -> float:
    """Return the seconds from the first of one kind to the last of another, 0 without both."""
    found = list(found)
    begun = [effect.at for effect in found if effect.what == first]
    ended = [effect.at for effect in found if effect.what == last]
    return max(ended) - min(begun) if begun and ended else 0.0


def most_at_once(found: Iterable[Effect], first: str, last: str) -> int:
    """Return how many of what begins and ends so were under way together at most."""
    steps = {first: 1, last: -1}
    most = now = 0
    for effect in sorted(found, key=lambda effect: effect.at):
        now += steps.get(effect.what, 0)
        most = max(most, now)
    return most
