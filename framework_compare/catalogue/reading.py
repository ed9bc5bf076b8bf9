"""How a file of ``data/`` is read.

Its own problems named once, and nothing that only follows from them.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from framework_compare.errors import DataError, Problem, Problems, one_of, problems_of, shown
from framework_compare.measured.measurements import FILE, Measurements, parsed_measurements

_Model = TypeVar("_Model", bound=BaseModel)
_Key = TypeVar("_Key", bound=str)
NOTHING: Final[Any] = type("Nothing", (), {"__doc__": "What could not be read."})()
"""Stands where something could not be read, whatever its type.

Its file is then among the reader's broken ones, and no check that looks at it is made.
"""


def is_nothing(value: object) -> bool:
    """Return whether this stands for something that could not be read."""
    return value is NOTHING


@dataclass(frozen=True, slots=True)
class DataFile:
    """What one file holds; `content` is None where it could not be read."""

    where: str
    """What messages call it: ``data/faq.toml``."""
    content: Mapping[str, Any] | None


def first_of_each(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the first ten problems of each file, and how many more it has."""
    by_file: dict[str, Problems] = {}
    for problem in problems:
        by_file.setdefault(problem.where, Problems(problem.where)).add([problem])
    return tuple(told for found in by_file.values() for told in found.told())


def is_there(folder: Path) -> bool:
    """Return whether there is a folder to read."""
    try:
        return folder.is_dir()
    except OSError:  # a path that no file system takes, or that nobody may look into
        return False


def missing_folder(folder: Path) -> Problem:
    """Return the one problem of an installation without its data, with the cure."""
    return Problem(
        "data",
        "",
        f"must be a folder beside the package, found none at {folder}: only a checkout holds it, "
        "so clone the repository and run from there after `pip install -e .`",
    )


class Reader:
    """Reads files, remembers every problem, and never stops at the first."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.digest = hashlib.sha256()
        self.files: dict[str, str] = {}
        """The SHA-256 of each file that was read, and of what was handed in."""
        self.refused: set[str] = set()
        """Names of the entries that were left out because something in them is wrong."""
        self._unread: list[Problem] = []
        self._problems: list[Problem] = []

    @property
    def broken(self) -> frozenset[str]:
        """The parts of the data in which something is wrong.

        A file's stem, or the folder that it lies in.
        """
        return frozenset(_part(problem.where) for problem in self.problems)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong, the files that cannot be read at all first."""
        return (*self._unread, *self._problems)

    def file(self, name: str, keys: Iterable[str] = ()) -> DataFile:
        """Read a file.

        Parameters
        ----------
        name
            its path below the folder.
        keys
            all that its top level may have; nothing where its model says that.
        """
        found = DataFile(f"data/{name}", self._content(name))
        keys = tuple(keys)
        for key in sorted(set(found.content or ()) - set(keys)) if keys else ():
            self.complain(found.where, key, f"is not a key here; the keys are {', '.join(keys)}")
        return found

    def handed_in(self, where: str, content: object) -> DataFile:
        """Take what a file would hold from whoever calls, as if it had been read."""
        self._note(where, repr(content).encode(errors="replace"))
        if isinstance(content, Mapping) and content:
            return DataFile(where, dict(content))
        self.complain(where, "", f"must be a table that holds something, got {shown(content)}")
        return DataFile(where, None)

    def _note(self, name: str, raw: bytes) -> None:
        self.digest.update(name.encode() + b"\0" + raw)
        self.files[name] = hashlib.sha256(raw).hexdigest()

    def _content(self, name: str) -> dict[str, Any] | None:
        try:
            raw = (self.folder / name).read_bytes()
            self._note(name, raw)
            found: dict[str, Any] = tomllib.loads(raw.decode())
        except OSError as error:
            self.give_up(f"data/{name}", f"must be readable, got {error.strerror}")
        except UnicodeDecodeError as error:
            self.give_up(f"data/{name}", f"must be UTF-8 text, found byte {error.start}")
        except RecursionError:
            self.give_up(f"data/{name}", "must be TOML, found tables or arrays nested too deep")
        # This is text that is no TOML, or a number of more digits than Python reads.
        except ValueError as error:
            self.give_up(f"data/{name}", f"must be TOML: {error}")
        else:
            if found:
                return found
            self.give_up(f"data/{name}", "must hold something, found nothing")
        return None

    def measurements(self) -> Measurements | None:
        """Read what the lab measured; a file that is not there is no problem."""
        try:
            raw = (self.folder / FILE).read_bytes()
            self._note(FILE, raw)
            return parsed_measurements(raw, f"data/{FILE}")
        except FileNotFoundError:
            return None
        except OSError as error:
            self.give_up(f"data/{FILE}", f"must be readable, got {error.strerror}")
        except DataError as error:
            self._problems += error.problems
        return None

    def complain(self, where: str, path: str, message: str) -> None:
        """Remember a problem of one file."""
        self._problems.append(Problem(where, path, message))

    def give_up(self, where: str, message: str) -> None:
        """Remember that a file cannot be read at all."""
        self._unread.append(Problem(where, "", message))

    def one(self, model: type[_Model], file: DataFile, key: str = "") -> _Model:
        """Return a whole file, or one of its tables, as a model; `NOTHING` where it is none."""
        if file.content is None:
            return NOTHING
        if key and key not in file.content:
            self.complain(file.where, key, "is missing")
            return NOTHING
        found = self.entry(model, file.content[key] if key else file.content, file.where, key)
        return NOTHING if found is None else found

    def many(self, model: type[_Model], file: DataFile, key: str) -> tuple[_Model, ...]:
        """Return the sound entries of an array of tables; `NOTHING` where there is no array."""
        if file.content is None:
            return NOTHING
        raws = file.content.get(key)
        if raws is None:
            self.complain(file.where, key, "is missing")
            return NOTHING
        if not isinstance(raws, list) or not raws:
            self.complain(
                file.where, key, f"must be an array of at least one table, got {shown(raws)}"
            )
            return NOTHING
        read = [
            self.entry(model, raw, file.where, f"{key}.{_label(raw, index)}")
            for index, raw in enumerate(raws)
        ]
        return tuple(item for item in read if item is not None)

    def keyed(
        self, model: type[_Model], file: DataFile, key: str, id_of: Callable[[_Model], _Key]
    ) -> dict[_Key, _Model]:
        """Return the entries of an array of tables by their id, each there once; else `NOTHING`."""
        entries = self.many(model, file, key)
        if is_nothing(entries):
            return NOTHING
        keyed: dict[_Key, _Model] = {}
        for entry in entries:
            if id_of(entry) in keyed:
                self.complain(file.where, id_of(entry), "must be named once, found twice")
            keyed[id_of(entry)] = entry
        return keyed

    def by_name(
        self, model: type[_Model], file: DataFile, key: str, names: Iterable[_Key]
    ) -> dict[_Key, _Model]:
        """Return the tables below a key by name, all expected; `NOTHING` where one is unsound."""
        if file.content is None:
            return NOTHING
        raws = file.content.get(key, {})
        if not isinstance(raws, Mapping):
            self.complain(file.where, key, f"must be a table, got {shown(raws)}")
            return NOTHING
        wanted: dict[str, _Key] = {name: name for name in names}
        found: dict[_Key, _Model] = {}
        for name, raw in raws.items():
            if name not in wanted:
                self.complain(file.where, f"{key}.{name}", f"{one_of(wanted)}, got {shown(name)}")
                continue
            read = self.entry(model, raw, file.where, f"{key}.{name}")
            if read is not None:
                found[wanted[name]] = read
        for name in wanted:
            if name not in raws:
                self.complain(file.where, f"{key}.{name}", "is missing")
        return found if len(found) == len(wanted) else NOTHING

    def entry(self, model: type[_Model], raw: object, where: str, path: str) -> _Model | None:
        """Return one table as a model, or None and every problem in it."""
        try:
            return model.model_validate(raw)
        except ValidationError as error:
            self._problems += problems_of(error, where, path=path, raw=raw, keys=model.model_fields)
        except (OverflowError, RecursionError) as error:
            self.complain(
                where, path, f"must hold values within reason, got {type(error).__name__}: {error}"
            )
        if path:
            self.refused.add(path.rsplit(".", 1)[-1])
        return None


def _part(where: str) -> str:
    """Return the part of the data that a file belongs to; what is handed in is a framework."""
    root, _, name = where.partition("/")
    return name.split("/", 1)[0].split(".")[0] if root == "data" else "frameworks"


def _label(raw: object, index: int) -> str:
    if isinstance(raw, Mapping):
        for key in ("id", "field", "feature", "option"):
            if isinstance(raw.get(key), str):
                return str(raw[key])
    return str(index)
