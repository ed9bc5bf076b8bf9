"""Who takes part: kept in the session and carried in the link, for the pages and the exports."""

from __future__ import annotations

from collections.abc import Sequence

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.errors import Problem
from framework_compare.requirement.carried import (
    LONGEST_TEXT,
    name_of,
    packed,
    told_apart,
    too_many,
    unpacked,
)
from framework_compare.requirement.people import MOST_PEOPLE, Person
from framework_compare.ui.frame import cached, state
from framework_compare.ui.frame.settings import PEOPLE, PERSON

_TOO_LONG = (
    "The link that carries everybody would get too long. Shorten notes, or take somebody out."
)


def held() -> tuple[Person, ...]:
    """Return everybody who takes part, in their order; nobody by itself."""
    text = state.setting(PEOPLE)
    return cached.of_data(_read, text) if isinstance(text, str) and text else ()


def _read(catalogue: Catalogue, text: str) -> tuple[Person, ...]:
    """Return the people of a text; a framework that the data no longer hold is left out."""
    return unpacked(text, frameworks=catalogue.frameworks)[0]


def take(people: Sequence[Person]) -> tuple[Problem, ...]:
    """Put these people in the place of whoever takes part; where they do not fit, nothing changes.

    Before the page is drawn, or in a callback. Names are cut to one short line and told apart.

    Returns
    -------
    tuple
        what did not fit: more people than are compared, of whom the first are taken all the same,
        or more text than a link can carry, of which nothing is.
    """
    named = [
        Person(name_of(person.name, place), person.requirement)
        for place, person in enumerate(people[:MOST_PEOPLE])
    ]
    text = packed(told_apart(named))
    if len(text) > LONGEST_TEXT:
        return (Problem("", "", _TOO_LONG),)
    if text:
        state.set_setting(PEOPLE, text)
    else:
        state.forget_settings([PEOPLE, PERSON])
    return (too_many(len(people), ""),) if len(people) > MOST_PEOPLE else ()
