"""The answers of one user: frozen, validated, and the same in a file, a link and the app."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from framework_compare.errors import Problem, RequirementError, one_of, shown
from framework_compare.vocabulary import (
    ANSWER_MUSTS,
    CRITERIA,
    GROUPS,
    NEEDS,
    VALUE_TREE,
    Audience,
    Auth,
    CriterionId,
    FrameworkId,
    Goal,
    GroupId,
    Host,
    Level,
    Lifespan,
    Must,
    Need,
    Size,
    Skill,
    Work,
)

__all__ = [
    "LIST_FIELDS",
    "MOST_USERS",
    "MOST_WEEKS",
    "NUMBER_FIELDS",
    "Requirement",
    "from_query",
    "parse_json",
    "parse_requirement",
    "to_query",
]

MOST_USERS: Final = 10_000_000
MOST_WEEKS: Final = 520
_SUM_TOLERANCE: Final = 1e-9
_DEEPEST_JSON: Final = 40

WeightId = GroupId | CriterionId


def _whole(value: object) -> object:
    """Take 50.0 for 50, since JSON writers differ; everything else is the validator's affair."""
    if isinstance(value, float) and math.isfinite(value) and value.is_integer():
        return int(value)
    return value


def _listed(value: object) -> object:
    """Drop repetitions from a list; null means that nothing is known."""
    if value is None:
        return ()
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return tuple(dict.fromkeys(item for item in value if isinstance(item, str)) if _all_text(value) else value)
    return value


def _all_text(values: Sequence[object]) -> bool:
    return all(isinstance(item, str) for item in values)


def _share_pair(value: object) -> object:
    """Check one weight interval before pydantic sees it, so that the message says what an interval is."""
    if isinstance(value, str | bytes) or not isinstance(value, Sequence) or len(value) != 2:
        raise PydanticCustomError("pair", "must be [low, high] with two shares from 0 to 1")
    numbers = [item for item in value if isinstance(item, int | float) and not isinstance(item, bool)]
    if len(numbers) != 2 or not all(math.isfinite(n) and 0 <= n <= 1 for n in numbers):
        raise PydanticCustomError("pair", "must be [low, high] with two shares from 0 to 1")
    if numbers[0] > numbers[1]:
        raise PydanticCustomError("pair", "must have low at most high")
    return (float(numbers[0]), float(numbers[1]))


def _weights(value: object) -> object:
    if value is None:
        return {}
    if isinstance(value, Mapping):
        order = (*GROUPS, *CRITERIA)
        known = {key: value[key] for key in order if key in value}
        return known | {str(key): item for key, item in value.items() if key not in known}
    return value


def _text(value: object) -> object:
    return "" if value is None else value


type_list = BeforeValidator(_listed)
Share = Annotated[tuple[float, float], BeforeValidator(_share_pair)]
Audiences = Annotated[tuple[Audience, ...], type_list]
Skills = Annotated[tuple[Skill, ...], type_list]
Frameworks = Annotated[tuple[FrameworkId, ...], type_list]
Hosts = Annotated[tuple[Host, ...], type_list]
Needs = Annotated[tuple[Need, ...], type_list]
Musts = Annotated[tuple[Must, ...], type_list]
Users = Annotated[int, BeforeValidator(_whole), Field(strict=True, ge=1, le=MOST_USERS)]
Weeks = Annotated[float, Field(strict=True, gt=0, le=MOST_WEEKS, allow_inf_nan=False)]


class Requirement(BaseModel):
    """What one team needs. Every field is optional; ``None`` or an empty list means "not known".

    Lists are kept in the order of the vocabulary, so that equal answers are equal objects.
    Files and links are read with `parse_requirement`, `parse_json` and `from_query`, which name every
    problem at once; this class raises pydantic's ``ValidationError``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    goal: Goal | None = None
    audience: Audiences = ()
    peak_concurrent_users: Users | None = None
    interaction_work: Work | None = None
    weeks_to_first_release: Weeks | None = None
    team_skills: Skills = ()
    known_frameworks: Frameworks = ()
    existing_framework: FrameworkId | None = None
    existing_size: Size | None = None
    ui_customization: Level | None = None
    visualisation: Level | None = None
    auth: Auth | None = None
    routing: Level | None = None
    hosting: Hosts = ()
    devops_capacity: Level | None = None
    cost_sensitivity: Level | None = None
    lifespan: Lifespan | None = None
    needs: Needs = ()
    not_needed: Needs = ()
    must_haves: Musts = ()
    considered: Frameworks = ()
    weights: Annotated[dict[WeightId, Share], BeforeValidator(_weights)] = Field(default_factory=dict)
    name: Annotated[str, BeforeValidator(_text), Field(strict=True, max_length=80)] = ""
    notes: Annotated[str, BeforeValidator(_text), Field(strict=True, max_length=500)] = ""

    def model_post_init(self, context: Any, /) -> None:
        """Put every list into the vocabulary's order."""
        for field in LIST_FIELDS:
            order = _ORDERS[field]
            values = getattr(self, field)
            if len(values) > 1:
                object.__setattr__(self, field, tuple(sorted(values, key=order.__getitem__)))

    def __hash__(self) -> int:
        return hash(self.model_dump_json())

    def with_answers(self, **answers: Any) -> Requirement:
        """Return a copy with some fields answered otherwise; validated like a new one."""
        return Requirement.model_validate(self.answers() | answers)

    def answers(self) -> dict[str, Any]:
        """Return the fields that are known, as JSON would hold them."""
        known: dict[str, Any] = {}
        for field in type(self).model_fields:
            value = getattr(self, field)
            if value in (None, (), {}, ""):
                continue
            known[field] = list(value) if isinstance(value, tuple) else value
        if self.weights:
            known["weights"] = {key: list(pair) for key, pair in self.weights.items()}
        return known

    @property
    def stated_needs(self) -> tuple[Need, ...]:
        """Needs that are ticked or implied by a must-have, in the vocabulary's order."""
        stated = set(self.needs) | {must for must in self.must_haves if must in NEEDS}
        return tuple(need for need in NEEDS if need in stated)

    @property
    def active_musts(self) -> tuple[Must, ...]:
        """Must-haves whose question is answered; a must on an unanswered question is inert."""
        return tuple(must for must in self.must_haves if must in NEEDS or getattr(self, must) not in (None, ()))

    @property
    def inert_musts(self) -> tuple[Must, ...]:
        """Must-haves that wait for an answer."""
        return tuple(must for must in self.must_haves if must not in self.active_musts)


def _vocabulary_of(field: str) -> tuple[str, ...]:
    """Return the words that a list field allows."""
    annotation: Any = Requirement.model_fields[field].annotation
    words: list[str] = []
    for argument in get_args(annotation):
        words.extend(word for word in get_args(argument) if isinstance(word, str))
    return tuple(words)


LIST_FIELDS: Final = (
    "audience",
    "team_skills",
    "known_frameworks",
    "hosting",
    "needs",
    "not_needed",
    "must_haves",
    "considered",
)
NUMBER_FIELDS: Final = ("peak_concurrent_users", "weeks_to_first_release")
_ORDERS: Final[dict[str, dict[str, int]]] = {
    field: {word: rank for rank, word in enumerate(_vocabulary_of(field))} for field in LIST_FIELDS
}


def _adapter(field: str) -> TypeAdapter[Any]:
    info = Requirement.model_fields[field]
    annotation: Any = info.annotation
    for item in info.metadata:
        annotation = Annotated[annotation, item]
    return TypeAdapter(annotation)


_ADAPTERS: Final[dict[str, TypeAdapter[Any]]] = {field: _adapter(field) for field in Requirement.model_fields}


def parse_json(text: str | bytes, where: str = "") -> Any:
    """Read JSON and refuse what JSON does not have: NaN, infinities, numbers and nesting beyond reason.

    Parameters
    ----------
    text
        the document; bytes must be UTF-8.
    where
        its name for messages.

    Raises
    ------
    RequirementError
        where the text is not JSON.
    """

    def refuse(word: str) -> float:
        raise ValueError(f"{word} is not a JSON number")

    try:
        decoded = text.decode("utf-8-sig") if isinstance(text, bytes) else text
        return json.loads(decoded, parse_constant=refuse)
    except UnicodeDecodeError as error:
        raise RequirementError([Problem(where, "", f"must be UTF-8 text, found byte {error.start}")]) from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise RequirementError([Problem(where, place, f"must be JSON: {error.msg}")]) from None
    except RecursionError:
        raise RequirementError([Problem(where, "", f"must be JSON nested at most {_DEEPEST_JSON} deep")]) from None
    except ValueError as error:
        raise RequirementError([Problem(where, "", f"must be JSON: {str(error)[:90]}")]) from None


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
    problems += _contradictions(values, where, inert_musts=inert_musts)
    if problems:
        raise RequirementError(problems)
    return Requirement.model_validate(values)


def _validated_fields(raw: Mapping[Any, Any], where: str) -> tuple[dict[str, Any], list[Problem]]:
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for key, value in raw.items():
        if key not in _ADAPTERS:
            allowed = ", ".join(_ADAPTERS)
            problems.append(Problem(where, shown(key).strip("'"), f"is not a field; the fields are {allowed}"))
            continue
        try:
            values[key] = _ADAPTERS[key].validate_python(value)
        except ValidationError as error:
            problems += _all_described(error, key, where)
        except RecursionError:
            problems.append(Problem(where, key, "is nested too deep"))
    return values, problems


def _all_described(error: ValidationError, field: str, where: str) -> list[Problem]:
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
        return f"must be text of at most {80 if field == 'name' else 500} characters"
    if field == "weights":
        return "must be an object of [low, high] by group or criterion"
    if field in LIST_FIELDS:
        return one_of(_ORDERS[field]) if detail["loc"] else "must be a list of words"
    words = tuple(word for part in get_args(Requirement.model_fields[field].annotation) for word in get_args(part))
    return one_of(words)


def _contradictions(values: Mapping[str, Any], where: str, *, inert_musts: bool) -> list[Problem]:
    """Find answers that are each allowed but cannot stand together."""
    problems: list[Problem] = []
    refused = set(values.get("not_needed", ()))
    for field in ("needs", "must_haves"):
        both = [need for need in values.get(field, ()) if need in refused]
        problems += [Problem(where, f"not_needed.{need}", f"must not be in {field} as well") for need in both]
    for must in values.get("must_haves", ()):
        if not inert_musts and must in ANSWER_MUSTS and values.get(must) in (None, ()):
            problems.append(Problem(where, f"must_haves.{must}", f"needs an answer to {must}, got none"))
    return problems + _impossible_weights(values.get("weights", {}), where)


def _impossible_weights(weights: Mapping[str, tuple[float, float]], where: str) -> list[Problem]:
    """Find shares that cannot add up to one: among the groups, or within a group."""
    problems: list[Problem] = []
    families = {"the groups": GROUPS, **{f"the criteria of {group}": VALUE_TREE[group] for group in GROUPS}}
    for title, members in families.items():
        given = [weights[member] for member in members if member in weights]
        named = [member for member in members if member in weights]
        lowest, highest = sum(pair[0] for pair in given), sum(pair[1] for pair in given)
        path = f"weights.{'+'.join(named)}"
        if lowest > 1 + _SUM_TOLERANCE:
            problems.append(Problem(where, path, f"lows of {title} must sum to at most 1, got {lowest:g}"))
        if given and len(given) == len(members) and highest < 1 - _SUM_TOLERANCE:
            problems.append(Problem(where, path, f"highs of {title} must sum to at least 1, got {highest:g}"))
    return problems


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
    for field, adapter in _ADAPTERS.items():
        texts = list(query.get(field, ()))
        if not texts:
            continue
        kept: list[Any] = []
        for raw in _from_texts(field, texts):
            try:
                kept.append(adapter.validate_python(raw))
            except ValidationError as error:
                problems += _all_described(error, field, where)
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
    conflicts = _contradictions(values, where, inert_musts=True)
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
