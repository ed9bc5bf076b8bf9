"""People who take part in a decision, each with requirements of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from framework_compare.requirement.model import Requirement

MOST_PEOPLE: Final = 12
"""So many are compared side by side."""
LONGEST_NAME: Final = 40
"""Characters of a person's name: it stands above a column and beside a bar."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a say: a name or a role, and what they ask for.

    The name is what somebody typed: text, never markup.
    """

    name: str
    requirement: Requirement
