"""Answers that cannot go together: the rules of ``contradictions.toml``, and which ones break.

Each answer is allowed by itself, and the verdict still answers: it is for whoever answered to say
which one to take back. What the reader refuses outright stands in `parsing`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Final, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

from framework_compare.catalogue.evidence import Cited, Strict, Text
from framework_compare.errors import one_of, shown
from framework_compare.requirement.model import (
    FRAMEWORK_FIELDS,
    LIST_FIELDS,
    MOST_USERS,
    MOST_WEEKS,
    NUMBER_FIELDS,
    WHOLE_NUMBER_FIELDS,
    Requirement,
    words_in,
    words_of,
)
from framework_compare.text import listed

Answers = tuple[str | float, ...]
"""What makes a condition true: words of a list, one word, or a number."""
Worded = Callable[[str, Answers], str]
"""How a field's answers read on screen: ``Hosting: Static files``."""
_OF_WORDS: Final = tuple(
    field
    for field in Requirement.model_fields
    if field not in (*FRAMEWORK_FIELDS, "must_haves") and words_of(field)
)
"""Fields whose words are closed; a must is the answer that it marks."""
_FIELDS: Final = (*_OF_WORDS, *NUMBER_FIELDS, *FRAMEWORK_FIELDS)
_MOST: Final = {"peak_concurrent_users": MOST_USERS, "weeks_to_first_release": MOST_WEEKS}


class Condition(Strict):
    """What one answer says, where it takes part in a contradiction."""

    field: Text
    any: tuple[Text, ...] = ()
    """The answer is one of these words, or a list that holds one."""
    only: tuple[Text, ...] = ()
    """The answer is a list that holds nothing else."""
    given: bool = False
    """There is an answer, whatever it is: the one way for a field that names frameworks."""
    least: float | None = None
    most: float | None = None
    instead: str = ""
    """What it means to take this answer back; empty where that is no way out."""

    @field_validator("field")
    @classmethod
    def _is_a_field(cls, field: str) -> str:
        if field not in _FIELDS:
            raise ValueError(f"{one_of(_FIELDS)}, got {shown(field)}")
        return field

    @field_validator("any", "only")
    @classmethod
    def _are_words(cls, words: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        field = info.data.get("field", "")
        allowed = words_of(field) if field in _OF_WORDS else ()
        wrong = [word for word in words if word not in allowed]
        if field in FRAMEWORK_FIELDS and words:
            raise ValueError(f"must be empty, since {field} names frameworks: use given")
        if field and wrong and allowed:
            raise ValueError(f"{one_of(allowed)}, got {', '.join(map(shown, wrong))}")
        if field and wrong:
            raise ValueError(f"must be empty, since {field} is a number, got {shown(list(words))}")
        return words

    @field_validator("least", "most")
    @classmethod
    def _is_possible(cls, number: float | None, info: ValidationInfo) -> float | None:
        field = info.data.get("field", "")
        if number is None or not field:
            return number
        if field not in NUMBER_FIELDS:
            raise ValueError(f"must be left out, since {field} has words, got {shown(number)}")
        if field in WHOLE_NUMBER_FIELDS and not (number.is_integer() and number >= 1):
            raise ValueError(f"must be a whole number from 1 on, got {shown(number)}")
        if not 0 < number <= _MOST[field]:
            raise ValueError(f"must lie above 0 and be at most {_MOST[field]}, got {shown(number)}")
        return number

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        numbers = (self.least, self.most) != (None, None)
        if sum([bool(self.any), bool(self.only), self.given, numbers]) != 1:
            raise ValueError("must say one of any, only, given, or least and most")
        if self.only and self.field not in LIST_FIELDS:
            raise ValueError(f"only is for lists, and {self.field} is none: use any")
        if self.least is not None and self.most is not None and self.least > self.most:
            raise ValueError(f"least must be at most most, got {self.least:g} and {self.most:g}")
        return self

    def met(self, requirement: Requirement) -> Answers:
        """Return the answers that make it true; nothing where it is not.

        A need counts whether it is ticked or implied by a must.
        """
        value = getattr(requirement, self.field)
        if self.field in NUMBER_FIELDS:
            low = self.least if self.least is not None else 0.0
            high = self.most if self.most is not None else math.inf
            return (value,) if value is not None and low <= value <= high else ()
        words = requirement.stated_needs if self.field == "needs" else words_in(value)
        if self.given:
            return words
        if self.only:
            return words if set(words) <= set(self.only) else ()
        return tuple(word for word in words if word in self.any)


class ContradictionRule(Cited):
    """Answers that cannot go together, and why."""

    id: Text
    text: Text
    """Why they cannot, in a sentence to a stakeholder; which answers they are is said before it."""
    when: tuple[Condition, ...] = Field(min_length=2)
    """All of them together make it; several on one field speak of different words."""

    @model_validator(mode="after")
    def _can_happen(self) -> Self:
        for one, other in combinations(self.when, 2):
            if one.field != other.field:
                continue
            both = {*one.any} & {*other.any}
            if one.field not in LIST_FIELDS or one.only or other.only or both:
                raise ValueError(
                    f"two conditions on {one.field} must name different items of a list by any"
                )
        if not any(condition.instead for condition in self.when):
            raise ValueError("must say of at least one condition what stands instead")
        return self


@dataclass(frozen=True, slots=True)
class TakeBack:
    """One way out of a contradiction: an answer to take back, and what that means."""

    field: str
    answers: Answers
    """What to take back: items of a list, or the whole answer."""
    label: str
    """Those in words."""
    text: str

    def done(self, requirement: Requirement) -> Requirement:
        """Return the requirement without these answers, and without musts that rest on them."""
        field, gone = self.field, set(self.answers)
        if field not in LIST_FIELDS:
            changed: dict[str, Any] = {field: None}
        else:
            left = [item for item in getattr(requirement, field) if item not in gone]
            changed = {field: left}
        without = {*gone} if field == "needs" else set()
        if not changed[field]:
            without.add(field)
        changed["must_haves"] = [must for must in requirement.must_haves if must not in without]
        return requirement.with_answers(**changed)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Answers of one requirement that cannot go together."""

    id: str
    fields: tuple[str, ...]
    """Whose answers they are, each once."""
    text: str
    """Which answers, and why they cannot go together."""
    take_back: tuple[TakeBack, ...]
    """The ways out, at least one."""


def contradictions_in(
    requirement: Requirement, rules: Iterable[ContradictionRule], worded: Worded
) -> tuple[Contradiction, ...]:
    """Return which answers of a requirement cannot go together, in the order of the rules.

    Parameters
    ----------
    rules
        every condition of one must be met for it to count.
    worded
        how answers read, for the sentence that names them.
    """
    found = []
    for rule in rules:
        met = [(condition, condition.met(requirement)) for condition in rule.when]
        if all(answers for _, answers in met):
            found.append(_named(rule, met, worded))
    return tuple(found)


def _named(
    rule: ContradictionRule, met: list[tuple[Condition, Answers]], worded: Worded
) -> Contradiction:
    labels = [worded(condition.field, answers) for condition, answers in met]
    named = listed([f"“{label}”" for label in labels])
    return Contradiction(
        rule.id,
        tuple(dict.fromkeys(condition.field for condition, _ in met)),
        f"{named} cannot go together. {rule.text}",
        tuple(
            TakeBack(condition.field, answers, label, condition.instead)
            for (condition, answers), label in zip(met, labels, strict=True)
            if condition.instead
        ),
    )
