"""Requirements from JSON: read, or refused with every problem at once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any, Final, get_args

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from framework_compare.errors import Problem, RequirementError, one_of, shown
from framework_compare.requirements import (
    LIST_FIELDS,
    LIST_WORDS,
    LONGEST_NAME,
    LONGEST_NOTES,
    MOST_USERS,
    MOST_WEEKS,
    Requirement,
    unmeetable,
)
from framework_compare.vocabulary import ANSWER_MUSTS, CRITERIA, GROUPS

__all__ = ["ADAPTERS", "contradictions", "described_all", "parse_json", "parse_requirement"]

_DEEPEST_JSON: Final = 40


def _adapter(field: str) -> TypeAdapter[Any]:
    info = Requirement.model_fields[field]
    annotation: Any = info.annotation
    for item in info.metadata:
        annotation = Annotated[annotation, item]
    return TypeAdapter(annotation)


ADAPTERS: Final[dict[str, TypeAdapter[Any]]] = {field: _adapter(field) for field in Requirement.model_fields}


def parse_json(text: str | bytes, where: str = "", *, huge: bool = False) -> Any:
    """Read JSON and refuse what JSON does not have: NaN, infinities, numbers and nesting beyond reason.

    Parameters
    ----------
    text
        the document; bytes must be UTF-8.
    where
        its name for messages.
    huge
        read an integer of more digits than Python reads as infinite, so that the field that holds it is refused by
        its path, and not the whole text.

    Raises
    ------
    RequirementError
        where the text is not JSON.
    """

    def refuse(word: str) -> float:
        raise ValueError(f"{word} is not a JSON number")

    try:
        decoded = text.decode("utf-8-sig") if isinstance(text, bytes) else text
        return json.loads(decoded, parse_constant=refuse, parse_int=_integer if huge else None)
    except UnicodeDecodeError as error:
        raise RequirementError([Problem(where, "", f"must be UTF-8 text, found byte {error.start}")]) from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise RequirementError([Problem(where, place, f"must be JSON: {error.msg}")]) from None
    except RecursionError:
        raise RequirementError([Problem(where, "", f"must be JSON nested at most {_DEEPEST_JSON} deep")]) from None
    except ValueError as error:
        raise RequirementError([Problem(where, "", f"must be JSON: {str(error)[:90]}")]) from None


def _integer(digits: str) -> int | float:
    """Read an integer; one of more digits than Python reads is infinite."""
    try:
        return int(digits)
    except ValueError:
        return float(digits)


def parse_requirement(raw: object, where: str = "", *, inert_musts: bool = False) -> Requirement:
    """Turn one JSON object into a requirement.

    Parameters
    ----------
    raw
        what the file holds: a mapping from field to answer.
    where
        the name of the file, for messages.
    inert_musts
        accept a must-have on an unanswered question, as the app does.

    Raises
    ------
    RequirementError
        with every problem at once: the field's path, what is allowed, what was found.
    """
    if not isinstance(raw, Mapping):
        raise RequirementError([Problem(where, "", f"must be a JSON object of answers, got {shown(raw)}")])
    values, problems = _validated_fields(raw, where)
    problems += contradictions(values, where, inert_musts=inert_musts)
    if problems:
        raise RequirementError(problems)
    return Requirement.model_validate(values)


def _validated_fields(raw: Mapping[Any, Any], where: str) -> tuple[dict[str, Any], list[Problem]]:
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for key, value in raw.items():
        if key not in ADAPTERS:
            allowed = ", ".join(ADAPTERS)
            problems.append(Problem(where, shown(key).strip("'"), f"is not a field; the fields are {allowed}"))
            continue
        try:
            values[key] = ADAPTERS[key].validate_python(value)
        except ValidationError as error:
            problems += described_all(error, key, where)
        except RecursionError:
            problems.append(Problem(where, key, "is nested too deep"))
    return values, problems


def described_all(error: ValidationError, field: str, where: str) -> list[Problem]:
    """Return a pydantic error on one field as this project's messages, each once."""
    return list(dict.fromkeys(_described(detail, field, where) for detail in error.errors()))


def _described(detail: ErrorDetails, field: str, where: str) -> Problem:
    """Say a pydantic error as this project's messages go."""
    steps = [str(step) for step in detail["loc"] if not str(step).startswith(("tuple[", "constrained", "literal["))]
    if steps and steps[-1] == "[key]":
        steps = steps[:-1]
        path = ".".join([field, *steps[:1]])
        allowed = one_of((*GROUPS, *CRITERIA))
        return Problem(where, path, f"{allowed}, got {shown(detail['input'])}")
    path = ".".join([field, *steps])
    return Problem(where, path, f"{_allowed(detail, field)}, got {shown(detail['input'])}")


def _allowed(detail: ErrorDetails, field: str) -> str:
    kind = detail["type"]
    if kind == "pair":
        return detail["msg"]
    if field == "peak_concurrent_users":
        return f"must be a whole number from 1 to {MOST_USERS}"
    if field == "weeks_to_first_release":
        return f"must be a number above 0 and at most {MOST_WEEKS}"
    if field in ("name", "notes"):
        return f"must be text of at most {LONGEST_NAME if field == 'name' else LONGEST_NOTES} characters"
    if field == "weights":
        return "must be an object of [low, high] by group or criterion"
    if field in LIST_FIELDS:
        return one_of(LIST_WORDS[field]) if detail["loc"] else "must be a list of words"
    words = tuple(word for part in get_args(Requirement.model_fields[field].annotation) for word in get_args(part))
    return one_of(words)


def contradictions(values: Mapping[str, Any], where: str, *, inert_musts: bool) -> list[Problem]:
    """Find answers that are each allowed but cannot stand together."""
    problems: list[Problem] = []
    refused = set(values.get("not_needed", ()))
    for field in ("needs", "must_haves"):
        both = [need for need in values.get(field, ()) if need in refused]
        problems += [Problem(where, f"not_needed.{need}", f"must not be in {field} as well") for need in both]
    for must in values.get("must_haves", ()):
        if not inert_musts and must in ANSWER_MUSTS and values.get(must) in (None, ()):
            problems.append(Problem(where, f"must_haves.{must}", f"needs an answer to {must}, got none"))
    problems += [Problem(where, *found) for found in unmeetable(values.get("weights", {}))]
    return problems
