"""Requirements in a link's query: under the names of the fields, lists repeat the name, a weight is id:low:high."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from framework_compare.errors import Problem
from framework_compare.parsing import ADAPTERS, contradictions, described_all
from framework_compare.requirements import LIST_FIELDS, NUMBER_FIELDS, Requirement

__all__ = ["from_query", "to_query"]


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
            query[field] = [f"{key}:{_plain(low)}:{_plain(high)}" for key, (low, high) in requirement.weights.items()]
        elif isinstance(value, list):
            query[field] = [str(item) for item in value]
        elif isinstance(value, float):
            query[field] = [_plain(value)]
        else:
            query[field] = [str(value)]
    return query


def _plain(number: float) -> str:
    """Return the shortest text that reads back as the same number."""
    return repr(number).removesuffix(".0")


def from_query(query: Mapping[str, Sequence[str]], where: str = "link") -> tuple[Requirement, tuple[Problem, ...]]:
    """Read a link's query; a bad value is named and the rest still applies.

    Parameters
    ----------
    query
        field name to its repeated values; names that are no fields are left to others.

    Returns
    -------
    tuple
        the requirement of what could be read, and the problems.
    """
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for field, adapter in ADAPTERS.items():
        texts = list(query.get(field, ()))
        if not texts:
            continue
        kept: list[Any] = []
        for raw in _from_texts(field, texts):
            try:
                kept.append(adapter.validate_python(raw))
            except ValidationError as error:
                problems += described_all(error, field, where)
        if field in LIST_FIELDS:
            values[field] = tuple(dict.fromkeys(item for part in kept for item in part))
        elif field == "weights":
            values[field] = {key: pair for part in kept for key, pair in part.items()}
        elif kept:
            values[field] = kept[0]
    return _without_contradictions(values, problems, where)


def _without_contradictions(
    values: dict[str, Any], problems: list[Problem], where: str
) -> tuple[Requirement, tuple[Problem, ...]]:
    conflicts = contradictions(values, where, inert_musts=True)
    if any(problem.path.startswith("weights.") for problem in conflicts):
        values.pop("weights", None)
    needed = {*values.get("needs", ()), *values.get("must_haves", ())}
    values["not_needed"] = tuple(need for need in values.get("not_needed", ()) if need not in needed)
    return Requirement.model_validate(values), (*problems, *conflicts)


def _from_texts(field: str, texts: list[str]) -> list[object]:
    """Turn a link's texts into what the field's validator reads, one value for each that can fail alone."""
    if field in LIST_FIELDS:
        return [[text] for text in texts]
    if field == "weights":
        parts = [text.split(":") for text in texts]
        return [{key: [_number(number) for number in pair]} for key, *pair in parts]
    return [_number(texts[-1]) if field in NUMBER_FIELDS else texts[-1]]


def _number(text: str) -> object:
    """Return a finite number, or the text itself so that the message can show it."""
    try:
        value = float(text)
    except ValueError:
        return text
    if not math.isfinite(value) or "_" in text:
        return text
    return int(value) if value.is_integer() else value
