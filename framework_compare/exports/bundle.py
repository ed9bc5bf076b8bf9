"""The bundle: a whole decision in one JSON file, opened again or replayed later.

It holds what was asked and by whom, frameworks of one's own, everything that the verdict rested on
by name and digest, and the verdict itself.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from framework_compare.decisions.likeness import Likeness
from framework_compare.errors import Problem, RequirementError, problems_of, shown
from framework_compare.explain.flips import every_flip
from framework_compare.exports.provenance import provenance
from framework_compare.exports.verdict import verdict_record
from framework_compare.requirement.model import Requirement
from framework_compare.requirement.parsing import parse_json, parse_requirement
from framework_compare.requirement.people import LONGEST_NAME, MOST_PEOPLE, Person
from framework_compare.scoring.study import Study
from framework_compare.vocabulary import CRITERIA, FrameworkId

KIND: Final = "framework_compare bundle"
SCHEMA: Final = 1
"""Of the file's keys; a file of a later one is refused, one of an earlier one migrated."""
LONGEST_BUNDLE: Final = 1_000_000
"""Bytes, as much as the app takes as an upload: twelve people and three frameworks fit."""
_ID: Final = "project"
_COUNTING: Final = ("numpy", "pandas", "pydantic")
"""Packages whose version may move the last digits of a result."""
_ADDRESS: Final = r"^((https?://|\?)[^\s<>\"\\]*)?$"
"""A link of the app, or none: it stands in records and reports as it is."""
_LONGEST_LINK: Final = 16_000
Strict = ConfigDict(frozen=True, extra="forbid", strict=True)


class _Named(BaseModel):
    model_config = Strict

    name: str = Field(min_length=1, max_length=LONGEST_NAME)
    requirement: dict[str, Any]
    verdict: dict[str, Any]


class _File(BaseModel):
    """The keys of a bundle; what they hold in detail is read by whoever uses it."""

    model_config = Strict

    kind: Literal["framework_compare bundle"]
    schema_: Literal[1] = Field(alias="schema")
    version: str
    as_of: str
    digest: str
    seed: int
    files: dict[str, str]
    decisions: str
    packages: dict[str, str]
    link: str = Field(pattern=_ADDRESS, max_length=_LONGEST_LINK)
    frameworks: dict[str, str]
    requirement: dict[str, Any]
    weights: dict[str, float]
    verdict: dict[str, Any]
    stakeholders: list[_Named] = Field(max_length=MOST_PEOPLE)


_KEYS: Final = tuple(field.alias or name for name, field in _File.model_fields.items())


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a file holds: what to open, and what it said."""

    requirement: Requirement
    people: tuple[Person, ...]
    frameworks: Mapping[FrameworkId, str]
    """Frameworks of one's own: the id, and the TOML text as it was handed in."""
    link: str
    said: Mapping[str, Any]
    """The whole file, for `framework_compare.exports.replay`."""


def bundle_json(
    study: Study,
    requirement: Requirement,
    *,
    likeness: Likeness,
    people: Sequence[Person] = (),
    frameworks: Mapping[FrameworkId, str] | None = None,
    link: str = "",
) -> str:
    """Return the bundle of a project: the same text for the same arguments.

    Parameters
    ----------
    study
        of the requirement.
    requirement
        the same answers, with the name and the notes, which no study needs.
    likeness
        to the recorded decisions.
    people
        those with requirements of their own.
    frameworks
        the texts of frameworks that lie in no file; the study's catalogue holds them.
    link
        address that reopens it.
    """
    catalogue, rests = study.catalogue, provenance(study.catalogue)
    content = {
        "kind": KIND,
        "schema": SCHEMA,
        "version": rests.version,
        "as_of": rests.as_of,
        "digest": rests.digest,
        "seed": rests.seed,
        "files": dict(catalogue.files),
        "decisions": decisions_digest(likeness),
        "packages": packages(),
        "link": link,
        "frameworks": dict(frameworks or {}),
        "requirement": requirement.answers(),
        "weights": dict(zip(CRITERIA, study.verdict.weights, strict=True)),
        "verdict": _recorded(study, likeness),
        "stakeholders": [
            {
                "name": person.name,
                "requirement": person.requirement.answers(),
                "verdict": _recorded(Study(person.requirement, catalogue), likeness),
            }
            for person in people
        ],
    }
    return json.dumps(content, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def _recorded(study: Study, likeness: Likeness) -> dict[str, Any]:
    return verdict_record(_ID, study.verdict, every_flip(study), likeness)


def decisions_digest(likeness: Likeness) -> str:
    """Return the SHA-256 of the recorded decisions, as they were read."""
    digest = hashlib.sha256()
    for case in likeness.cases:
        digest.update(case.model_dump_json().encode())
    return digest.hexdigest()


def packages() -> dict[str, str]:
    """Return the versions of what computes a verdict."""
    return {"python": platform.python_version()} | {name: version(name) for name in _COUNTING}


def is_bundle(raw: object) -> bool:
    """Return whether parsed JSON is meant to be a bundle, of whatever schema."""
    return isinstance(raw, Mapping) and ("kind" in raw or "schema" in raw)


def read_bundle(content: str | bytes, where: str, known: Collection[FrameworkId]) -> Bundle:
    """Read a bundle; its own frameworks are only taken out, and read by whoever uses them.

    Parameters
    ----------
    content
        of the file.
    where
        its name for messages.
    known
        the frameworks of the data, which answers may name besides those in the file.

    Raises
    ------
    RequirementError
        with every problem: where it is, what was found, and what is allowed.
    """
    return bundle_of(parse_json(content, where, most=LONGEST_BUNDLE), where, known)


def bundle_of(raw: object, where: str, known: Collection[FrameworkId]) -> Bundle:
    """Read a bundle from parsed JSON, as `read_bundle` does from a file."""
    _refuse_other_schemas(raw, where)
    _refuse_half_characters(raw, where)
    try:
        found = _File.model_validate(raw)
    except ValidationError as error:
        raise RequirementError(problems_of(error, where, raw=raw, keys=_KEYS)) from None
    names = (*known, *found.frameworks)
    problems: list[Problem] = []

    def answers(given: dict[str, Any], path: str) -> Requirement:
        try:
            return parse_requirement(given, f"{where}, {path}", inert_musts=True, frameworks=names)
        except RequirementError as error:
            problems.extend(error.problems)
            return Requirement()

    requirement = answers(found.requirement, "requirement")
    people = tuple(
        Person(each.name, answers(each.requirement, f"stakeholders.{number}"))
        for number, each in enumerate(found.stakeholders)
    )
    if problems:
        raise RequirementError(problems)
    said = found.model_dump(by_alias=True)
    return Bundle(requirement, people, found.frameworks, found.link, said)


def _refuse_other_schemas(raw: object, where: str) -> None:
    if not isinstance(raw, Mapping) or raw.get("kind") != KIND:
        found = raw.get("kind") if isinstance(raw, Mapping) else raw
        said = f"must be a bundle, whose kind is {KIND!r}, got {shown(found)}"
        raise RequirementError([Problem(where, "kind", said)])
    schema = raw.get("schema")
    if type(schema) is not int or schema != SCHEMA:
        newer = type(schema) is int and schema > SCHEMA
        hint = "; a later version of this program made it" * newer
        said = f"must be {SCHEMA}, which this version reads, got {shown(schema)}{hint}"
        raise RequirementError([Problem(where, "schema", said)])


def _refuse_half_characters(raw: object, where: str) -> None:
    """Refuse text that UTF-8 cannot hold, such as half a character that JSON may name."""
    try:
        json.dumps(raw, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        said = f"must hold text that UTF-8 can write, found {shown(error.object[error.start])}"
        raise RequirementError([Problem(where, "", said)]) from None
