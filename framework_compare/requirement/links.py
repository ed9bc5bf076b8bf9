"""Requirements in a link's query.

Under the names of the fields, lists repeat the name, a weight is id:low:high.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from framework_compare.errors import Problem, Problems, clipped, shown
from framework_compare.requirement.answers import ADAPTERS, read_answer, unknown_fields
from framework_compare.requirement.model import LIST_FIELDS, NUMBER_FIELDS, Requirement
from framework_compare.requirement.parsing import contradictions
from framework_compare.text import exact_number
from framework_compare.vocabulary import CRITERIA, GROUPS, FrameworkId

_MOST_NAMED: Final = 5
_ROOM: Final = 2
"""How often a link may give every weight: as the lists of answers."""
_ENDS: Final = 3
"""After the id a low, a high, and what should not be there."""


def to_query(requirement: Requirement) -> dict[str, list[str]]:
    """Return the link's query: only what is known; lists repeat the name.

    Returns
    -------
    dict
        field name to its values as text; a weight is ``id:low:high``.
    """
    query: dict[str, list[str]] = {}
    for field, value in requirement.answers().items():
        if field == "weights":
            query[field] = [
                f"{key}:{exact_number(low)}:{exact_number(high)}"
                for key, (low, high) in requirement.weights.items()
            ]
        elif isinstance(value, list):
            query[field] = [str(item) for item in value]
        elif isinstance(value, float):
            query[field] = [exact_number(value)]
        else:
            query[field] = [str(value)]
    return query


def from_query(
    query: Mapping[str, Sequence[str]],
    where: str = "link",
    *,
    frameworks: Collection[FrameworkId] | None = None,
) -> tuple[Requirement, tuple[Problem, ...]]:
    """Read a link's query; a bad value is named and the rest still applies.

    Parameters
    ----------
    query
        field name to its repeated values; names that are no fields are left to others, near misses
        of one are named.
    where
        what messages call the link.
    frameworks
        those that there are, such as a catalogue's; where none are given, those of ``data/``.

    Returns
    -------
    tuple
        the requirement of what could be read, and the problems: at most ten, and how many more.
    """
    values: dict[str, Any] = {}
    problems = Problems(where)
    for field in ADAPTERS:
        texts = query.get(field, ())
        if texts:
            raw, found = _from_texts(field, texts, where)
            problems.add(found)
            read, found = read_answer(field, raw, where, frameworks)
            problems.add(found)
            if read is not None:
                values[field] = read
    strangers = (name for name in query if name not in ADAPTERS)
    problems.add(unknown_fields(strangers, where, strangers=True))
    conflicts = contradictions(values, where, inert_musts=True)
    problems.add(conflicts)
    return _without_contradictions(values, conflicts), problems.told()


def _without_contradictions(values: dict[str, Any], conflicts: Sequence[Problem]) -> Requirement:
    if any(problem.path.startswith("weights.") for problem in conflicts):
        values.pop("weights", None)
    needed = {*values.get("needs", ()), *values.get("must_haves", ())}
    values["not_needed"] = tuple(
        need for need in values.get("not_needed", ()) if need not in needed
    )
    return Requirement.model_validate(values)


def _from_texts(field: str, texts: Sequence[str], where: str) -> tuple[object, list[Problem]]:
    """Turn a link's texts into what a file would hold, and say where they give one thing twice."""
    if field in LIST_FIELDS:
        return list(texts), []
    if field == "weights":
        return _weights(texts, where)
    differing = dict.fromkeys(texts)
    raw = _number(texts[-1]) if field in NUMBER_FIELDS else texts[-1]
    return raw, [] if len(differing) == 1 else [_given_twice(field, field, list(differing), where)]


def _weights(texts: Sequence[str], where: str) -> tuple[object, list[Problem]]:
    most = _ROOM * len((*GROUPS, *CRITERIA))
    if len(texts) > most:
        said = f"must be at most {most} weights, got {len(texts):,}"
        return None, [Problem(where, "weights", said, "weights")]
    given: dict[str, dict[str, list[object]]] = {}
    for text in texts:
        key, *pair = text.split(":", _ENDS)
        pairs = given.setdefault(key, {})
        pairs.pop(text, None)  # so that the last one is the last
        pairs[text] = [_number(number) for number in pair]
    raw = {key: list(pairs.values())[-1] for key, pairs in given.items()}
    twice = [
        (f"weights.{clipped(key)}", list(pairs)) for key, pairs in given.items() if len(pairs) > 1
    ]
    return raw, [_given_twice(path, "weights", found, where) for path, found in twice]


def _given_twice(path: str, field: str, texts: list[str], where: str) -> Problem:
    """Return the problem of one thing that is given in several ways, of which the last counts."""
    named = ", ".join(shown(text) for text in texts[:_MOST_NAMED])
    more = f" and {len(texts) - _MOST_NAMED:,} more" * (len(texts) > _MOST_NAMED)
    return Problem(where, path, f"must be given once, got {named}{more}; the last counts", field)


def _number(text: str) -> object:
    """Return a finite number, or the text itself so that the message can show it."""
    try:
        value = float(text)
    except ValueError:
        return text
    if not math.isfinite(value) or "_" in text:
        return text
    return int(value) if value.is_integer() else value
