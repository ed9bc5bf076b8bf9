"""The errors of framework_compare.

The tree::

    FrameworkCompareError
    ├── DataError            data/ cannot be used as it is
    └── RequirementError     a requirement cannot be used as it is

Each carries what was found, not only the first; of what people hand in, the first ten and how many
more.
"""

from __future__ import annotations

import math
import os
import re
import traceback
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import ValidationError
from pydantic_core import ErrorDetails

MOST_PROBLEMS: Final = 10
"""How many problems of one file or link are said; the others are counted."""
_LONGEST: Final = 60
_LONGEST_WHERE: Final = 240


def clipped(text: str, longest: int = _LONGEST) -> str:
    """Return a text that is cut where it is too long for a message."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def shown(value: object) -> str:
    """Return what was found, short enough for a message and never markup.

    Parameters
    ----------
    value
        anything that came from outside, of any size: no more of it is looked at than is shown.

    Returns
    -------
    str
        its ``repr``, cut after 60 characters.
    """
    if (
        isinstance(value, float)
        and math.isfinite(value)
        and value == int(value)
        and abs(value) < 1e15
    ):
        value = int(value)
    try:
        return clipped("".join(islice(_pieces(value), _LONGEST + 1)))
    # This is an int beyond Python's digit limit, or what only the caller nests.
    except (ValueError, RecursionError):
        return f"a {type(value).__name__} too large to show"


def _pieces(value: object) -> Iterator[str]:
    """Yield the ``repr`` piece by piece, none empty, so that a reader may stop early."""
    if isinstance(value, str | bytes):
        yield repr(value[: _LONGEST + 1])
    elif isinstance(value, list | tuple):
        opening, closing = "[]" if isinstance(value, list) else "()"
        yield opening
        for place, item in enumerate(value):
            if place:
                yield ", "
            yield from _pieces(item)
        yield closing
    elif isinstance(value, Mapping):
        yield "{"
        for place, (key, held) in enumerate(value.items()):
            yield f"{', ' * bool(place)}{shown(key)}: "
            yield from _pieces(held)
        yield "}"
    else:
        yield repr(value)


def one_of(allowed: Iterable[str]) -> str:
    """Return the phrase that lists what is allowed."""
    return "must be one of " + ", ".join(allowed)


Rule = Literal["", "word", "field", "both"]
"""What is broken, where a reader of the screen is told in other words: an answer, a name, or two
answers at once.
"""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where, what is allowed, and what was found.

    Problems of one kind in one field are one problem with several findings, so that what is allowed
    is said once.
    """

    where: str
    """File, link or widget; may be empty."""
    path: str
    """Path inside it, such as ``weights.product.0``."""
    message: str
    """What is allowed and, after a comma, what was found."""
    field: str = ""
    """The field of the requirement, where it is about one."""
    rule: Rule = ""
    found: tuple[str, ...] = ()
    """What was found, for those who word it for the screen."""
    meant: tuple[str, ...] = ()
    """What each finding is a near miss of; empty where it is none."""
    more: int = 0
    """How many further findings are only counted."""

    def __str__(self) -> str:
        parts = (clipped(self.where, _LONGEST_WHERE), self.path, self.message)
        return ": ".join(part for part in parts if part)


class Problems:
    """Problems as they are found: the first ten are kept, the others only counted.

    Parameters
    ----------
    where
        file, link or widget, for the line that says how many more there are.
    """

    def __init__(self, where: str = "") -> None:
        self._where = where
        self._kept: list[Problem] = []
        self._more = 0

    def __bool__(self) -> bool:
        return bool(self._kept)

    @property
    def full(self) -> bool:
        """Whether a further problem would only be counted, so that none needs to be worded."""
        return len(self._kept) >= MOST_PROBLEMS

    def add(self, problems: Iterable[Problem]) -> None:
        """Keep these, or count them."""
        for problem in problems:
            if self.full:
                self._more += 1
            else:
                self._kept.append(problem)

    def count(self, number: int) -> None:
        """Count further problems that nobody worded."""
        self._more += number

    def told(self) -> tuple[Problem, ...]:
        """Return what to tell: at most ten problems, then one that counts the others."""
        if not self._more:
            return tuple(self._kept)
        said = f"and {self._more:,} more {'problem' if self._more == 1 else 'problems'}"
        return (*self._kept, Problem(self._where, "", said))


def problems_of(
    error: ValidationError,
    where: str,
    *,
    path: str = "",
    raw: object = None,
    keys: Iterable[str] = (),
    cure: str = "",
) -> tuple[Problem, ...]:
    """Return what a model refused, worded like every other problem, one for each place.

    Parameters
    ----------
    error
        what pydantic raised.
    where
        file, link or widget.
    path
        the place inside it that was validated; empty where that is the whole.
    raw
        what was validated, so that paths lead through what was written and not through the names
        of pydantic's own types; None where it was text, whose paths have no such names.
    keys
        all that the top level may have, where an unknown key there is answered by listing them.
    cure
        how to mend it, where the finding does not say.
    """
    found: dict[str, str] = {}
    for detail in error.errors(include_url=False):
        steps = detail["loc"] if raw is None else _written_steps(raw, detail)
        place = ".".join(step for step in (path, *map(str, steps)) if step)
        said = _said(detail, keys if len(detail["loc"]) == 1 else ())
        found.setdefault(place, f"{said}; {cure}" if cure else said)
    return tuple(Problem(where, place, said) for place, said in found.items())


def _said(detail: ErrorDetails, keys: Iterable[str]) -> str:
    """Say one of pydantic's errors as this project's messages go."""
    message = detail["msg"].removeprefix("Value error, ")
    if detail["type"] == "json_invalid":
        return f"must be JSON: {message.removeprefix('Invalid JSON: ')}"
    if detail["type"] == "extra_forbidden":
        listed = ", ".join(keys)
        return f"is not a key here; the keys are {listed}" if listed else "is not a key here"
    if detail["type"] in ("value_error", "missing"):
        return message
    said = re.sub(r"^(Input|Tuple|String|Keys|Dictionary) should ", "must ", message)
    return f"{said}, got {shown(_as_written(detail['input']))}"


def _written_steps(raw: object, detail: ErrorDetails) -> list[str]:
    steps: list[str] = []
    place: Any = raw
    for number, step in enumerate(detail["loc"]):
        written = isinstance(place, Mapping) and step in place
        if written or (isinstance(place, list) and step in range(len(place))):
            place = place[step]
        elif step != "[key]" and not (
            detail["type"] == "missing" and number == len(detail["loc"]) - 1
        ):
            continue
        steps.append(str(step))
    return steps


def _as_written(value: object) -> object:
    """Return a value with lists where pydantic has made tuples of them."""
    if isinstance(value, Mapping):
        return {key: _as_written(item) for key, item in value.items()}
    return list(map(_as_written, value)) if isinstance(value, tuple) else value


class FrameworkCompareError(Exception):
    """Base of every error that this package raises on purpose.

    Parameters
    ----------
    problems
        one or more; shown one to a line.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class DataError(FrameworkCompareError):
    """The files in ``data/`` contradict each other or their schema."""


class RequirementError(FrameworkCompareError):
    """A requirement has unknown fields or values, or numbers out of range."""


TRACKER: Final = "FRAMEWORK_COMPARE_TRACKER"
"""The environment variable that holds the address at which faults are reported."""
_PACKAGE: Final = Path(__file__).resolve().parent
_LONGEST_FAULT: Final = 200


def tracker() -> str:
    """Return the address at which faults are reported; empty where whoever runs this names none."""
    address = os.environ.get(TRACKER, "").strip()
    return address if address.startswith(("https://", "http://")) else ""


def origin(error: BaseException) -> str:
    """Return our innermost line that an error passed through, such as ``scoring/weights.py:57``."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.is_relative_to(_PACKAGE):
            return f"{path.relative_to(_PACKAGE).as_posix()}:{frame.lineno}"
    return "outside of this package"


def fault_line(item: str, error: BaseException) -> str:
    """Return one line on a fault of ours.

    The item, the kind of error, where it arose, and where to report it.

    Parameters
    ----------
    item
        what was being worked on, by its id.
    error
        any error that is no refusal of input.
    """
    said = " ".join(str(error).split())
    said = said if len(said) <= _LONGEST_FAULT else said[: _LONGEST_FAULT - 1] + "…"
    kind = f"{type(error).__name__} at {origin(error)}" + (f": {said}" if said else "")
    where = f"at {tracker()}" if tracker() else "where you got framework_compare"
    return (
        f"{item}: a fault of framework_compare, not of the input: {kind}; please report it with"
        f" this item {where}"
    )


class MissingExtraError(FrameworkCompareError):
    """An export needs a package of the extra ``export`` that is not installed."""
