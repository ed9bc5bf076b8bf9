"""What the visitor told, in the words on the screen, and what is left open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.criteria import Question
from framework_compare.present.briefing import answer_in_words
from framework_compare.present.weights import weights_in_words
from framework_compare.requirement.model import Requirement
from framework_compare.text import count_word, listed
from framework_compare.vocabulary import FrameworkId

_MUST: Final = " (must)"
_NAMED: Final = 6
"""Open questions that are named; the others are counted."""
_NEVER_OPEN: Final = frozenset(
    {"must_haves", "not_needed", "considered", "precedent", "existing_framework"}
)
"""Questions that ask for more of what others ask, or that nothing is lost by leaving open."""


def given_answers(
    requirement: Requirement, catalogue: Catalogue
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what was answered, group by group: each group's title with its answers.

    An answer is its question's short name and the words of what was chosen; a must says so.
    """
    found = []
    for section in catalogue.sections:
        said = [
            text
            for question in catalogue.questions.values()
            if question.section == section.id and (text := _said(question, requirement, catalogue))
        ]
        if said:
            found.append((section.title, tuple(said)))
    weights = tuple(weights_in_words(requirement, catalogue))
    return (*found, *((("Your own weights", weights),) if weights else ()))


def _said(question: Question, requirement: Requirement, catalogue: Catalogue) -> str:
    field, musts = question.field, requirement.must_haves
    value = requirement.stated_needs if field == "needs" else getattr(requirement, field)
    if field == "must_haves" or value in (None, ()):
        return ""
    items: Sequence[str | float] = value if isinstance(value, tuple) else (value,)
    needed = musts if field == "needs" else ()
    words = [answer_in_words(field, item, catalogue) + _MUST * (item in needed) for item in items]
    return f"{question.short}: {', '.join(words)}{_MUST * (field in musts)}"


def left_open(requirement: Requirement, catalogue: Catalogue) -> str:
    """Return which questions have no answer, in half a sentence; empty where all have one."""
    names = open_questions(requirement, catalogue)
    if len(names) > _NAMED:
        names = [*names[: _NAMED - 1], f"{count_word(len(names) - _NAMED + 1)} more"]
    return listed(names)


def open_questions(requirement: Requirement, catalogue: Catalogue) -> list[str]:
    """Return the short names of the questions that have no answer, as they are asked."""
    return [
        question.short
        for field, question in catalogue.questions.items()
        if field not in _NEVER_OPEN
        and getattr(requirement, field) in (None, ())
        and not (field == "needs" and requirement.stated_needs)
    ]


def own_frameworks(catalogue: Catalogue, considered: Iterable[FrameworkId]) -> tuple[str, ...]:
    """Return what has to be known of frameworks that somebody described, a sentence each."""
    return tuple(
        f"{catalogue.frameworks[name].name} was described by whoever compares, and is no part of"
        " the shipped evidence."
        for name in considered
        if name in catalogue.handed_in
    )
