"""The errors of framework_compare.

The tree::

    FrameworkCompareError
    ├── DataError            data/ cannot be used as it is
    └── RequirementError     a requirement cannot be used as it is

Each carries every problem that was found, not only the first.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["DataError", "FrameworkCompareError", "Problem", "RequirementError", "one_of", "shown"]

_LONGEST = 60


def shown(value: object) -> str:
    """Return what was found, short enough for a message and never markup.

    Parameters
    ----------
    value
        anything that came from outside.

    Returns
    -------
    str
        its ``repr``, cut after 60 characters.
    """
    if isinstance(value, float) and math.isfinite(value) and value == int(value) and abs(value) < 1e15:
        value = int(value)
    try:
        text = repr(value)
    except (ValueError, RecursionError):  # an int beyond Python's digit limit, or a value nested too deep
        return f"a {type(value).__name__} too large to show"
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def one_of(allowed: Iterable[str]) -> str:
    """Return the phrase that lists what is allowed."""
    return "must be one of " + ", ".join(allowed)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where, what is allowed, and what was found."""

    where: str
    """File, link or widget; may be empty."""
    path: str
    """Path inside it, such as ``weights.product.0``."""
    message: str
    """What is allowed and, after a comma, what was found."""

    def __str__(self) -> str:
        return ": ".join(part for part in (self.where, self.path, self.message) if part)


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
