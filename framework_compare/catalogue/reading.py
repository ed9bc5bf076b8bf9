"""How a file of ``data/`` is read.

Its own problems named once, and nothing that only follows from them.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from framework_compare.errors import DataError, Problem, problems_of, shown
from framework_compare.measured.measurements import FILE, Measurements, parsed_measurements

_Model = TypeVar("_Model", bound=BaseModel)
_MOST: Final = 10


@dataclass(frozen=True, slots=True)
class Table:
    """What one file holds; `content` is None where the file could not be read."""

    name: str
    content: Mapping[str, Any] | None


def first_of_each(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the first ten problems of each file, and how many more it has."""
    by_file: dict[str, list[Problem]] = {}
    for problem in problems:
        by_file.setdefault(problem.where, []).append(problem)
    told: list[Problem] = []
    for where, found in by_file.items():
        told += found[:_MOST]
        more = len(found) - _MOST
        if more > 0:
            told.append(
                Problem(where, "", f"and {more:,} more {'problem' if more == 1 else 'problems'}")
            )
    return tuple(told)


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
        self.refused: set[str] = set()
        """Names of the entries that were left out because something in them is wrong."""
        self._unread: list[Problem] = []
        self._problems: list[Problem] = []

    @property
    def broken(self) -> frozenset[str]:
        """The parts of the data in which something is wrong.

        A file's stem, or the folder that it lies in.
        """
        return frozenset(
            Path(problem.where).relative_to("data").parts[0].split(".")[0]
            for problem in self.problems
        )

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong, the files that cannot be read at all first."""
        return (*self._unread, *self._problems)

    def table(self, name: str, keys: Iterable[str] = ()) -> Table:
        """Read a file.

        Parameters
        ----------
        name
            its path below the folder.
        keys
            all that its top level may have; nothing where its model says that.
        """
        content = self._content(name)
        keys = tuple(keys)
        for key in sorted(set(content or ()) - set(keys)) if keys else ():
            self.complain(name, key, f"is not a key here; the keys are {', '.join(keys)}")
        return Table(name, content)

    def _content(self, name: str) -> dict[str, Any] | None:
        try:
            raw = (self.folder / name).read_bytes()
            self.digest.update(name.encode() + b"\0" + raw)
            found: dict[str, Any] = tomllib.loads(raw.decode())
        except OSError as error:
            self._give_up(name, f"must be readable, got {error.strerror}")
        except UnicodeDecodeError as error:
            self._give_up(name, f"must be UTF-8 text, found byte {error.start}")
        except RecursionError:
            self._give_up(name, "must be TOML, found tables or arrays nested too deep")
        except (
            ValueError
        ) as error:  # TOML that is none, and numbers of more digits than Python reads
            self._give_up(name, f"must be TOML: {error}")
        else:
            if found:
                return found
            self._give_up(name, "must hold something, found nothing")
        return None

    def measurements(self) -> Measurements | None:
        """Read what the lab measured; a file that is not there is no problem."""
        try:
            raw = (self.folder / FILE).read_bytes()
            self.digest.update(FILE.encode() + b"\0" + raw)
            return parsed_measurements(raw, f"data/{FILE}")
        except FileNotFoundError:
            return None
        except OSError as error:
            self._give_up(FILE, f"must be readable, got {error.strerror}")
        except DataError as error:
            self._problems += error.problems
        return None

    def complain(self, name: str, path: str, message: str) -> None:
        """Remember a problem of one file."""
        self._problems.append(Problem(f"data/{name}", path, message))

    def _give_up(self, name: str, message: str) -> None:
        self._unread.append(Problem(f"data/{name}", "", message))

    def one(self, model: type[_Model], table: Table, key: str = "") -> _Model | None:
        """Return a whole file, or one of its tables, as a model; None where it is none."""
        if table.content is None:
            return None
        if key and key not in table.content:
            self.complain(table.name, key, "is missing")
            return None
        return self.entry(model, table.content[key] if key else table.content, table.name, key)

    def many(self, model: type[_Model], table: Table, key: str) -> tuple[_Model, ...] | None:
        """Return the entries of an array of tables that are sound; None where there is no array."""
        if table.content is None:
            return None
        raws = table.content.get(key)
        if raws is None:
            self.complain(table.name, key, "is missing")
            return None
        if not isinstance(raws, list) or not raws:
            self.complain(
                table.name, key, f"must be an array of at least one table, got {shown(raws)}"
            )
            return None
        read = [
            self.entry(model, raw, table.name, f"{key}.{_label(raw, index)}")
            for index, raw in enumerate(raws)
        ]
        return tuple(item for item in read if item is not None)

    def keyed(
        self, items: Iterable[Any] | None, table: Table, attribute: str = "id"
    ) -> dict[Any, Any] | None:
        """Return entries by their id, each of which must be there once.

        None where there are none.
        """
        if items is None:
            return None
        keyed: dict[Any, Any] = {}
        for item in items:
            key = getattr(item, attribute)
            if key in keyed:
                self.complain(table.name, key, "must be named once, found twice")
            keyed[key] = item
        return keyed

    def by_name(
        self, model: type[_Model], table: Table, key: str, names: Iterable[Any]
    ) -> dict[Any, _Model] | None:
        """Return the tables below a key by name, all of which must be there.

        None where one is not sound.
        """
        if table.content is None:
            return None
        raws = table.content.get(key, {})
        if not isinstance(raws, Mapping):
            self.complain(table.name, key, f"must be a table, got {shown(raws)}")
            return None
        read = {
            name: self.entry(model, raw, table.name, f"{key}.{name}") for name, raw in raws.items()
        }
        for name in names:
            if name not in read:
                self.complain(table.name, f"{key}.{name}", "is missing")
                read[name] = None
        found = {name: item for name, item in read.items() if item is not None}
        return found if len(found) == len(read) else None

    def entry(self, model: type[_Model], raw: object, name: str, path: str) -> _Model | None:
        """Return one table as a model, or None and every problem in it."""
        try:
            return model.model_validate(raw)
        except ValidationError as error:
            self._problems += problems_of(
                error, f"data/{name}", path=path, raw=raw, keys=model.model_fields
            )
        except (OverflowError, RecursionError) as error:
            self.complain(
                name, path, f"must hold values within reason, got {type(error).__name__}: {error}"
            )
        if path:
            self.refused.add(path.rsplit(".", 1)[-1])
        return None


def _label(raw: object, index: int) -> str:
    if isinstance(raw, Mapping):
        for key in ("id", "field", "feature", "option"):
            if isinstance(raw.get(key), str):
                return str(raw[key])
    return str(index)
