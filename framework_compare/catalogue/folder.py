"""Where the data lie, and which frameworks they describe."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from framework_compare.vocabulary import FRAMEWORK_ID, FrameworkId

DATA: Final = Path(__file__).resolve().parents[2] / "data"
"""The folder beside the package."""
QUESTIONS: Final = "questions.toml"
SHORTLIST: Final = "considered"
"""The question that lists the frameworks; everything else takes its order from there."""


def is_framework_id(name: object) -> bool:
    """Return whether something may name a framework: lower-case letters, digits, underscores."""
    return isinstance(name, str) and re.fullmatch(FRAMEWORK_ID, name) is not None


def framework_files(folder: Path) -> tuple[str, ...]:
    """Return the stems of the frameworks' files by name, whether they are good ids or not."""
    return tuple(sorted(path.stem for path in (folder / "frameworks").glob("*.toml")))


def listed_frameworks(questions: Mapping[str, Any]) -> tuple[FrameworkId, ...]:
    """Return the frameworks that the shortlist's question lists.

    Whatever else the file may hold: it is looked at before anything in it was checked.

    Parameters
    ----------
    questions
        what ``questions.toml`` holds.
    """
    found: dict[FrameworkId, None] = {}
    for question in _tables(questions.get("question")):
        if question.get("field") == SHORTLIST:
            for answer in _tables(question.get("answer")):
                if is_framework_id(answer.get("value")):
                    found[answer["value"]] = None
    return tuple(found)


def _tables(value: object) -> list[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def in_order(names: Iterable[FrameworkId], first: Iterable[FrameworkId]) -> tuple[FrameworkId, ...]:
    """Return names, those of a given order first and the others by name."""
    rank = {name: place for place, name in enumerate(first)}
    return tuple(sorted(set(names), key=lambda name: (rank.get(name, len(rank)), name)))


@lru_cache(maxsize=4)
def framework_ids(folder: Path = DATA) -> tuple[FrameworkId, ...]:
    """Return the frameworks that have a file, in the order of the shortlist's question.

    Those that it does not list come after, by name; so do all where it cannot be read.
    """
    try:
        with (folder / QUESTIONS).open("rb") as file:
            listed = listed_frameworks(tomllib.load(file))
    except (OSError, ValueError, RecursionError):
        listed = ()
    return in_order(filter(is_framework_id, framework_files(folder)), listed)
