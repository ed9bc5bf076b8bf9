"""Requirements from JSON: read, or refused with the first ten problems at once."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any, Final

from framework_compare.errors import Problem, Problems, RequirementError, shown
from framework_compare.requirement.answers import (
    ADAPTERS,
    json_object,
    read_answer,
    repeated_keys,
    unknown_fields,
)
from framework_compare.requirement.model import Requirement, unmeetable
from framework_compare.vocabulary import ANSWER_MUSTS, FrameworkId

_DEEPEST_JSON: Final = 40


def parse_json(
    text: str | bytes, where: str = "", *, huge: bool = False, most: int | None = None
) -> Any:
    """Read JSON and refuse what JSON does not have.

    NaN, infinities, numbers and nesting beyond reason.

    Parameters
    ----------
    text
        the document; bytes must be UTF-8.
    where
        its name for messages.
    huge
        read an integer of more digits than Python reads as infinite, so that the field that holds
        it is refused by its path, and not the whole text.
    most
        how long it may be; what is longer is refused unread.

    Raises
    ------
    RequirementError
        where the text is not JSON.
    """

    def refuse(word: str) -> float:
        raise ValueError(f"{word} is not a JSON number")

    if most is not None and len(text) > most:
        said = f"must be an object of answers of at most {most:,} bytes, got {len(text):,}"
        raise RequirementError([Problem(where, "", said)])
    try:
        decoded = text.decode("utf-8-sig") if isinstance(text, bytes) else text
        return json.loads(
            decoded,
            parse_constant=refuse,
            parse_int=_integer if huge else None,
            object_pairs_hook=json_object,
        )
    except UnicodeDecodeError as error:
        raise RequirementError(
            [Problem(where, "", f"must be UTF-8 text, found byte {error.start}")]
        ) from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise RequirementError([Problem(where, place, f"must be JSON: {error.msg}")]) from None
    except RecursionError:
        raise RequirementError(
            [Problem(where, "", f"must be JSON nested at most {_DEEPEST_JSON} deep")]
        ) from None
    except ValueError as error:
        raise RequirementError([Problem(where, "", f"must be JSON: {str(error)[:90]}")]) from None


def _integer(digits: str) -> int | float:
    """Read an integer; one of more digits than Python reads is infinite."""
    try:
        return int(digits)
    except ValueError:
        return float(digits)


def parse_requirement(
    raw: object,
    where: str = "",
    *,
    inert_musts: bool = False,
    frameworks: Collection[FrameworkId] | None = None,
) -> Requirement:
    """Turn one JSON object into a requirement.

    Parameters
    ----------
    raw
        what the file holds: a mapping from field to answer.
    where
        the name of the file, for messages.
    inert_musts
        accept a must-have on an unanswered question, as the app does.
    frameworks
        those that there are, such as a catalogue's; where none are given, those of ``data/``.

    Raises
    ------
    RequirementError
        with the problems: the field's path, what is allowed, what was found; at most ten, and how
        many more.
    """
    if not isinstance(raw, Mapping):
        raise RequirementError(
            [Problem(where, "", f"must be a JSON object of answers, got {shown(raw)}")]
        )
    problems = Problems(where)
    problems.add(repeated_keys(raw, where))
    values: dict[str, Any] = {}
    unknown = False
    for field, value in raw.items():
        if field in ADAPTERS:
            values[field], found = read_answer(field, value, where, frameworks)
            problems.add(found)
        elif not unknown:
            unknown = True
            problems.add(unknown_fields((key for key in raw if key not in ADAPTERS), where))
    problems.add(contradictions(values, where, inert_musts=inert_musts))
    if problems:
        raise RequirementError(problems.told())
    return Requirement.model_validate(values)


def contradictions(values: Mapping[str, Any], where: str, *, inert_musts: bool) -> list[Problem]:
    """Find answers that are each allowed but cannot stand together."""
    problems: list[Problem] = []
    refused = set(values.get("not_needed", ()))
    for field in ("needs", "must_haves"):
        both = [need for need in values.get(field, ()) if need in refused]
        said = f"must not be in {field} as well"
        problems += [
            Problem(where, f"not_needed.{need}", said, "not_needed", "both", (need,))
            for need in both
        ]
    for must in values.get("must_haves", ()):
        if not inert_musts and must in ANSWER_MUSTS and values.get(must) in (None, ()):
            said = f"needs an answer to {must}, got none"
            problems.append(Problem(where, f"must_haves.{must}", said, "must_haves"))
    problems += [
        Problem(where, *found, "weights") for found in unmeetable(values.get("weights", {}))
    ]
    return problems
