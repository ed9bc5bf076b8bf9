"""People as one short text that a link can carry, and people from files.

The text is JSON, a list of pairs of a name and the query that a link would hold for that person's
answers, packed and written in the letters that an address leaves as they are.
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Collection, Iterable, Sequence
from copy import copy
from typing import Any, Final
from urllib.parse import parse_qs, urlencode

from framework_compare.errors import Problem, Problems, RequirementError, clipped, shown
from framework_compare.requirement.links import from_query, to_query
from framework_compare.requirement.model import LONGEST_FILE
from framework_compare.requirement.parsing import parse_json, parse_requirement
from framework_compare.requirement.people import LONGEST_NAME, MOST_PEOPLE, Person
from framework_compare.vocabulary import FrameworkId

LONGEST_TEXT: Final = 6_000
"""Characters of everybody together in a link, which has answers of its own beside them."""
_LONGEST_UNPACKED: Final = 100_000
"""What a text may unpack to: several times what twelve people say, however it is written."""
_MOST_PARAMETERS: Final = 400
_PAIR: Final = 2
_NOT_OURS: Final = "must be the people of a link that this app made"


def packed(people: Sequence[Person]) -> str:
    """Return people as one text; empty where there is nobody."""
    if not people:
        return ""
    said = [[person.name, urlencode(to_query(person.requirement), doseq=True)] for person in people]
    raw = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(zlib.compress(raw, 9)).decode().rstrip("=")


def unpacked(
    text: str, where: str = "link", *, frameworks: Collection[FrameworkId] | None = None
) -> tuple[tuple[Person, ...], tuple[Problem, ...]]:
    """Read people from a text; what cannot be used is named and the rest still applies.

    Parameters
    ----------
    text
        from `packed`, or anything that somebody put in its place.
    where
        what messages call the link.
    frameworks
        those that there are, such as a catalogue's; where none are given, those of ``data/``.

    Returns
    -------
    tuple
        the people, with names that tell them apart, and the problems: at most ten, and how many
        more.
    """
    if not text:
        return (), ()
    if len(text) > LONGEST_TEXT:
        said = f"must be at most {LONGEST_TEXT:,} characters, got {len(text):,}"
        return (), (Problem(where, "", said),)
    raw = _opened(text)
    if not isinstance(raw, list):
        return (), (Problem(where, "", f"{_NOT_OURS}, got “{clipped(text)}”"),)
    problems = Problems(where)
    found: list[Person] = []
    for place, entry in enumerate(raw[:MOST_PEOPLE]):
        person, wrong = _person(entry, place, where, frameworks)
        problems.add(wrong)
        if person is not None:
            found.append(person)
    if len(raw) > MOST_PEOPLE:
        problems.add([too_many(len(raw), where)])
    return told_apart(found), problems.told()


def _opened(text: str) -> object:
    """Return what a text holds, or None where it is none of ours; a bomb is not blown up."""
    try:
        packed_bytes = base64.b64decode(
            text + "=" * (-len(text) % 4), altchars=b"-_", validate=True
        )
        unpacking = zlib.decompressobj()
        raw = unpacking.decompress(packed_bytes, _LONGEST_UNPACKED)
        if not unpacking.eof:
            return None
        return parse_json(raw)
    except (ValueError, binascii.Error, zlib.error, RequirementError):
        return None


def _person(
    entry: object, place: int, where: str, frameworks: Collection[FrameworkId] | None
) -> tuple[Person | None, Sequence[Problem]]:
    """Return one person of a text, and what is wrong with their answers."""
    if not (
        isinstance(entry, list)
        and len(entry) == _PAIR
        and all(isinstance(part, str) for part in entry)
    ):
        return None, [Problem(where, f"person {place + 1}", f"{_NOT_OURS}, got {shown(entry)}")]
    name, query = name_of(entry[0], place), entry[1]
    try:
        given = parse_qs(query, keep_blank_values=True, max_num_fields=_MOST_PARAMETERS)
    except ValueError:
        return None, [Problem(name, "", f"{_NOT_OURS}, got {shown(query)}")]
    requirement, problems = from_query(given, name, frameworks=frameworks)
    return Person(name, requirement), problems


def name_of(text: str, place: int) -> str:
    """Return a name in one short line of characters that show; a number where nothing is left."""
    said = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return said[:LONGEST_NAME].strip() or f"Person {place + 1}"


def told_apart(people: Iterable[Person]) -> tuple[Person, ...]:
    """Return the same people with names of which no two are alike: ``Ann``, ``Ann (2)``."""
    found: dict[str, Person] = {}
    for person in people:
        name, number = person.name, 1
        while name.casefold() in found:
            number += 1
            mark = f" ({number})"
            name = f"{person.name[: LONGEST_NAME - len(mark)]}{mark}"
        found[name.casefold()] = Person(name, person.requirement)
    return tuple(found.values())


def too_many(count: int, where: str) -> Problem:
    """Return what is said of more people than are compared."""
    said = f"must be at most {MOST_PEOPLE} people, got {count:,}; the first {MOST_PEOPLE} count"
    return Problem(where, "", said)


def people_in(
    content: bytes, file: str, *, frameworks: Collection[FrameworkId] | None = None
) -> tuple[Person, ...]:
    """Return the people of a file: one requirement, or a list of objects with ids.

    Parameters
    ----------
    content
        JSON. A single requirement is the person that its name or the file's says; a list's items
        hold ``id``, ``requirements`` and perhaps ``considered``, as on the command line.
    file
        its name.

    Raises
    ------
    RequirementError
        where any of it cannot be used; nobody is then taken from it.
    """
    raw = parse_json(content, file, huge=True, most=MOST_PEOPLE * LONGEST_FILE)
    if not isinstance(raw, list):
        requirement = parse_requirement(raw, file, inert_musts=True, frameworks=frameworks)
        stem = file.rpartition(".")[0] or file
        return (Person(name_of(requirement.name or stem, 0), requirement),)
    if len(raw) > MOST_PEOPLE:
        said = f"must hold at most {MOST_PEOPLE} people, got {len(raw):,}"
        raise RequirementError([Problem(file, "", said)])
    people: list[Person] = []
    problems = Problems(file)
    for place, entry in enumerate(raw):
        try:
            people.append(_item(entry, place, file, frameworks))
        except RequirementError as error:
            problems.add(error.problems)
    if told := problems.told():
        raise RequirementError(told)
    return tuple(people)


def _item(entry: Any, place: int, file: str, frameworks: Collection[FrameworkId] | None) -> Person:
    """Return one person of a list."""
    where = f"{file}[{place}]"
    if not isinstance(entry, dict) or not isinstance(entry.get("requirements"), dict):
        said = f"must be an object with id and requirements, got {shown(entry)}"
        raise RequirementError([Problem(where, "", said)])
    answers = copy(entry["requirements"])  # which remembers what was given twice
    if "considered" in entry:
        answers["considered"] = entry["considered"]
    requirement = parse_requirement(answers, where, inert_musts=True, frameworks=frameworks)
    called = entry.get("id")
    return Person(name_of(called if isinstance(called, str) else "", place), requirement)
