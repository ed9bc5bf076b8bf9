"""Who takes part: kept in the session and carried in the link, for the pages and the exports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlencode

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

_READ: Final = "_people"
_LONGEST_LINK: Final = 7_500
"""Characters of the whole query: many a proxy refuses a request line of more than 8 kB."""
_TOO_LONG: Final = (
    "The link that carries everybody would get too long. Shorten notes, or take somebody out."
)


def held() -> tuple[Person, ...]:
    """Return everybody who takes part, in their order; nobody by itself."""
    text = state.setting(PEOPLE)
    if not isinstance(text, str) or not text:
        return ()
    # In the session, not in what all share: names and notes are people's own words.
    known: tuple[str, str, tuple[Person, ...]] | None = state.value_of(_READ)
    catalogue = cached.catalogue()
    if known is None or known[:2] != (text, catalogue.digest):
        # A framework that the data no longer hold is left out.
        found = unpacked(text, frameworks=catalogue.frameworks)[0]
        known = (text, catalogue.digest, found)
        state.set_value(_READ, known)
    return known[2]


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
    whole = urlencode(state.link() | {PEOPLE: [text]}, doseq=True)
    if len(text) > LONGEST_TEXT or (text and len(whole) > _LONGEST_LINK):
        return (Problem("", "", _TOO_LONG),)
    if text:
        state.set_setting(PEOPLE, text)
    else:
        state.forget_settings([PEOPLE, PERSON])
    return (too_many(len(people), ""),) if len(people) > MOST_PEOPLE else ()
