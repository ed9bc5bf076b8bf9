"""Requirements in files: one object, or a list of objects with ids."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from copy import copy
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from framework_compare.errors import MOST_PROBLEMS, Problem, RequirementError, shown
from framework_compare.requirement.answers import repeated_keys
from framework_compare.requirement.model import LONGEST_FILE, Requirement
from framework_compare.requirement.parsing import parse_json, parse_requirement
from framework_compare.vocabulary import FrameworkId

NamedRequirement = tuple[str, Requirement | Exception]
"""An id, with its requirement, with what is wrong with it, or with the fault of ours that reading
it ran into.
"""
_READ: Final = ("id", "requirements", "considered")
"""The keys of a list's item that are read."""
_BEFORE_JSON: Final = b"\xef\xbb\xbf \t\r\n"
"""The mark of the byte order, and white space."""


def items_of(
    path: Path, frameworks: Collection[FrameworkId] | None = None
) -> Iterator[NamedRequirement]:
    """Yield the requirements of one file: a single object, or a list of objects with ids.

    Parameters
    ----------
    path
        a JSON file. A list's items hold ``id``, ``requirements`` and perhaps ``considered``; other
        keys are left to whoever wrote them. Of the items with problems ten are yielded, and one
        that says how many more there are.
    frameworks
        those that may be named; the ones with a file in ``data/`` where None.
    """
    try:
        content = path.read_bytes()
        is_list = content.lstrip(_BEFORE_JSON).startswith(b"[")
        raw = parse_json(content, str(path), huge=True, most=None if is_list else LONGEST_FILE)
    except OSError as error:
        yield (
            path.stem,
            RequirementError([Problem(str(path), "", f"must be readable, got {error.strerror}")]),
        )
        return
    except Exception as error:  # whatever it is, the other files still run
        yield path.stem, error
        return
    if not isinstance(raw, list):
        yield path.stem, _parsed(raw, str(path), frameworks)
        return
    refused = 0
    for index, entry in enumerate(raw):
        if refused >= MOST_PROBLEMS and _is_surely_wrong(entry):
            refused += 1
            continue
        item = _entry(entry, name_of(path, index, entry), frameworks)
        refused += isinstance(item[1], RequirementError)
        if refused <= MOST_PROBLEMS or not isinstance(item[1], RequirementError):
            yield item
    if refused > MOST_PROBLEMS:
        items = "item" if refused == MOST_PROBLEMS + 1 else "items"
        said = f"and {refused - MOST_PROBLEMS:,} more {items} with problems"
        yield path.stem, RequirementError([Problem(str(path), "", said)])


def _is_surely_wrong(entry: object) -> bool:
    """Return whether an item has a problem that shows at once.

    The quick look where problems are only counted.
    """
    if not isinstance(entry, dict) or "requirements" not in entry:
        return True
    try:
        Requirement.model_validate(entry["requirements"])
    except ValidationError:
        return True
    except Exception:  # a fault of ours is told of like any other, not counted
        return False
    return False


def name_of(path: Path, index: int, entry: object) -> str:
    """Return how messages name one entry of a file's list.

    By its id, or by its place where it has none.
    """
    id_ = entry.get("id") if isinstance(entry, dict) else None
    return f"{path}[{shown(id_) if isinstance(id_, str) else index}]"


def _parsed(
    raw: object, where: str, frameworks: Collection[FrameworkId] | None
) -> Requirement | Exception:
    try:
        return parse_requirement(raw, where, frameworks=frameworks)
    except Exception as error:  # a fault of ours in one item is no reason to leave out the others
        return error


def _is_text(text: str) -> bool:
    """Return whether UTF-8 can hold it: half a character, as JSON may name one, it cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _entry(
    entry: object, where: str, frameworks: Collection[FrameworkId] | None
) -> NamedRequirement:
    if not isinstance(entry, dict) or "requirements" not in entry:
        message = f"must be an object with id and requirements, got {shown(entry)}"
        return where, RequirementError([Problem(where, "", message)])
    if not isinstance(entry.get("id"), str) or not _is_text(entry["id"]):
        return where, RequirementError(
            [Problem(where, "id", f"must be text, got {shown(entry.get('id'))}")]
        )
    repeated = repeated_keys(entry, where, keys=_READ)
    if repeated:
        return entry["id"], RequirementError(repeated)
    requirements = entry["requirements"]
    if "considered" in entry and isinstance(requirements, dict):
        requirements = copy(requirements)  # which remembers what was given twice
        requirements["considered"] = entry["considered"]
    return entry["id"], _parsed(requirements, where, frameworks)
