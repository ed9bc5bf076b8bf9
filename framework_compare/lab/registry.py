"""The entrants: which there are, and what each says of itself in its entrant.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Any, Final, Self

from pydantic import Field, ValidationError, model_validator

from framework_compare.catalogue.evidence import Strict, Text
from framework_compare.catalogue.folder import framework_ids, in_order
from framework_compare.errors import DataError, Problem, problems_of, shown
from framework_compare.starters.projects import APPS

START: Final = "start"
"""Where a tuned text stands in the command that serves an entrant, in place of a file."""
ENVIRONMENT: Final = "environment"
"""Where it is a variable that the server is started with, in place of a file."""
_LINES: Final = 3


class Tuning(Strict):
    """One documented line or setting that an entrant is tuned with; as it comes, it lacks it."""

    what: Text
    """What it does and why it helps, for readers."""
    file: Text
    """The project's file that holds it, or `START`, or `ENVIRONMENT`."""
    text: Text
    """How it stands there, once: of `START` the arguments with spaces between them, of
    `ENVIRONMENT` ``NAME=value``.
    """
    instead: str = ""
    """What stands there as it comes; most often nothing."""
    source: Annotated[str, Field(pattern=r"^https://\S+$")]
    """The page that advises it."""

    @property
    def line(self) -> str:
        """How it is shown: the text itself, in one line."""
        return " ".join(self.text.split())


class Entrant(Strict):
    """One framework's version of the reference app, as its ``entrant.toml`` describes it."""

    id: Text
    """The folder's name; not in the file."""
    folder: Path
    """Where it lies; not in the file."""
    name: Text
    """The framework's name for readers."""
    package: Text
    """The distribution whose installed version is recorded."""
    minimum_python: Annotated[str, Field(pattern=r"^3\.\d+$")]
    """The lowest Python on which the required releases install."""
    start: tuple[Text, ...] = ()
    """The command that serves it on 127.0.0.1 with one worker; ``{port}`` is filled in, the program
    is the venv's.
    """
    start_seconds: Annotated[float, Field(gt=0)] = 90.0
    """How long it may take to come up at most."""
    health: str = "/"
    """Path that answers 200 as soon as the server is up."""
    code: tuple[Text, ...] = ("app.py",)
    """Patterns, relative to the folder, of the files that make the page: what code size counts."""
    environment: dict[str, str] = Field(default_factory=dict)
    """Variables that the server is started with, ``{port}`` allowed."""
    idiomatic: Text
    """What makes it the way an expert of this framework would write it."""
    answer: Annotated[str, Field(pattern=r"^(/\S*)?$")] = ""
    """Path that answers the four inputs as JSON with the prediction alone; empty where it has none.
    """
    objection: str = ""
    """What the maintainers of this framework would still object to in how it is measured."""
    tuned: Annotated[tuple[Tuning, ...], Field(max_length=_LINES)] = ()
    """What it is tuned with."""
    undriven: str = ""
    """Why it has no driver of its protocol: Chromium then verifies it, and what needs one skips for
    this reason.
    """
    unavailable: str = ""
    """Why it cannot be built or measured at all; everything then skips with this reason."""

    @model_validator(mode="after")
    def _holds_what_it_is_tuned_with(self) -> Self:
        for number, one in enumerate(self.tuned):
            count = self._held(one.file).count(_framed(one.file, one.text))
            if count != 1:
                raise ValueError(
                    f"tuned.{number}.text must stand in {one.file} once, found {count} times:"
                    f" {shown(one.line)}"
                )
        return self

    def _held(self, file: str) -> str:
        """Return what a tuned text is looked for in; empty where there is no such file."""
        if file == START:
            return f" {' '.join(self.start)} "
        if file == ENVIRONMENT:
            return "".join(f" {name}={value} " for name, value in self.environment.items())
        path = self.folder / file
        return path.read_text(encoding="utf-8") if path.is_file() else ""

    def as_it_comes(self) -> Self:
        """Return the entrant with the command and the variables that it has without its tuning."""
        start, environment = f" {' '.join(self.start)} ", dict(self.environment)
        for one in self.tuned:
            if one.file == START:
                start = start.replace(f" {one.text} ", f" {one.instead} ")
            elif one.file == ENVIRONMENT:
                del environment[one.text.partition("=")[0]]
                if one.instead:
                    name, _, value = one.instead.partition("=")
                    environment[name] = value
        return self.model_copy(
            update={"start": tuple(start.split()), "environment": environment, "tuned": ()}
        )

    @model_validator(mode="after")
    def _can_be_started(self) -> Self:
        if not self.unavailable and not any(
            "{port}" in part for part in (*self.start, *self.environment.values())
        ):
            raise ValueError(f"start must hold {{port}}, got {shown(' '.join(self.start))}")
        return self


def _framed(file: str, text: str) -> str:
    """Return a text as it is looked for: a whole argument or variable, not a part of one."""
    return f" {text} " if file in (START, ENVIRONMENT) else text


def load_entrant(folder: Path) -> Entrant:
    """Read one entrant.

    Raises
    ------
    DataError
        with everything that is wrong in its ``entrant.toml``.
    """
    where = f"{folder.name}/entrant.toml"
    try:
        raw: dict[str, Any] = tomllib.loads((folder / "entrant.toml").read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError([Problem(where, "", f"must be a TOML file, got {error}")]) from None
    for key in {"id", "folder"} & set(raw):
        raise DataError([Problem(where, key, "is not a key here; the folder's name is the id")])
    written = {**raw, "id": folder.name, "folder": folder}
    try:
        return Entrant.model_validate(written)
    except ValidationError as error:
        raise DataError(problems_of(error, where, raw=written)) from None


def load_entrants(folder: Path = APPS) -> dict[str, Entrant]:
    """Return every entrant by id, in the order of the frameworks; others, if any, after them.

    Raises
    ------
    DataError
        with the first entrant that cannot be read.
    """
    present = [path.parent.name for path in folder.glob("*/entrant.toml")]
    return {name: load_entrant(folder / name) for name in in_order(present, framework_ids())}
