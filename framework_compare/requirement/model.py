"""The answers of one user: frozen, validated, and the same in a file, a link and the app."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, Final, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError

from framework_compare.catalogue.folder import framework_ids, in_order
from framework_compare.vocabulary import (
    AUDIENCES,
    CRITERIA,
    GROUPS,
    HOSTS,
    MUSTS,
    NEEDS,
    SKILLS,
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
    Precedent,
    Size,
    Skill,
    Work,
)

MOST_USERS: Final = 10_000_000
MOST_WEEKS: Final = 520
LONGEST_NAME: Final = 80
LONGEST_NOTES: Final = 500
SUM_TOLERANCE: Final = 1e-9
"""By how much lows may exceed a whole and highs fall short of it: what rounding does to sums of
shares.
"""
MOST_FRAMEWORKS: Final = 1000
"""More than anybody compares: only an end to what this class looks at."""
LONGEST_FILE: Final = 100_000
"""In bytes: several times what the longest requirement takes, however it is written."""
_ROOM: Final = 2
"""How often a list may hold all its words: repetitions say nothing, but a list without end is no
answer.
"""

WeightId = GroupId | CriterionId

_FAMILIES: Final[dict[str, tuple[WeightId, ...]]] = {
    "the groups": GROUPS,
    **{f"the criteria of {group}": VALUE_TREE[group] for group in GROUPS},
}
"""What shares one whole, as messages call it."""


def _whole(value: object) -> object:
    """Take 50.0 for 50, since JSON writers differ; everything else is the validator's affair."""
    if isinstance(value, float) and math.isfinite(value) and value.is_integer():
        return int(value)
    return value


def _listed(count: int) -> BeforeValidator:
    """Drop repetitions from a list of so many words; null means that nothing is known."""
    most = _ROOM * count

    def listed(value: object) -> object:
        if value is None:
            return ()
        if isinstance(value, Sequence) and not isinstance(value, str | bytes):
            if len(value) > most:  # before pydantic makes an error of each
                said = "must be a list of at most {most} words, got {count}"
                raise PydanticCustomError("pair", said, {"most": most, "count": len(value)})
            return tuple(dict.fromkeys(value) if _all_text(value) else value)
        return value

    return BeforeValidator(listed)


def _all_text(values: Sequence[object]) -> bool:
    return all(isinstance(item, str) for item in values)


def _share_pair(value: object) -> object:
    """Check an interval of a weight before pydantic does, to say what an interval is."""
    if isinstance(value, str | bytes) or not isinstance(value, Sequence) or len(value) != 2:
        raise PydanticCustomError("pair", "must be [low, high] with two shares from 0 to 1")
    numbers = [
        item for item in value if isinstance(item, int | float) and not isinstance(item, bool)
    ]
    if len(numbers) != 2 or not all(0 <= n <= 1 for n in numbers):
        raise PydanticCustomError("pair", "must be [low, high] with two shares from 0 to 1")
    if numbers[0] > numbers[1]:
        raise PydanticCustomError("pair", "must have low at most high")
    return (float(numbers[0]), float(numbers[1]))


def _weights(value: object) -> object:
    if value is None:
        return {}
    if isinstance(value, Mapping):
        order = (*GROUPS, *CRITERIA)
        if len(value) > len(order):
            said = "must have at most {most} shares, got {count}"
            raise PydanticCustomError("pair", said, {"most": len(order), "count": len(value)})
        known = {key: value[key] for key in order if key in value}
        return known | {str(key): item for key, item in value.items() if key not in known}
    return value


def unmeetable(weights: Mapping[Any, tuple[float, float]]) -> tuple[tuple[str, str], ...]:
    """Return the intervals that no shares can meet: among the groups, or within a group.

    Returns
    -------
    tuple
        for each family that is wrong, the path of what was given and what is allowed.
    """
    found: list[tuple[str, str]] = []
    for title, members in _FAMILIES.items() if weights else ():
        given = [member for member in members if member in weights]
        lowest, highest = (math.fsum(weights[member][end] for member in given) for end in (0, 1))
        path = f"weights.{'+'.join(given)}"
        if lowest > 1 + SUM_TOLERANCE:
            found.append((path, f"lows of {title} must sum to at most 1, got {_sum_text(lowest)}"))
        if len(given) == len(members) and highest < 1 - SUM_TOLERANCE:
            found.append(
                (path, f"highs of {title} must sum to at least 1, got {_sum_text(highest)}")
            )
    return tuple(found)


def _sum_text(total: float) -> str:
    """Return a sum with as few digits as tell it from 1."""
    short = f"{total:g}"
    return short if short != "1" else f"{total:.10g}"


def _text(value: object) -> object:
    """Take null for nothing; refuse text that no file or link can hold, as half a character."""
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            raise PydanticCustomError("pair", "must be text that UTF-8 can hold") from None
    return "" if value is None else value


ShareInterval = Annotated[tuple[float, float], BeforeValidator(_share_pair)]
"""The lowest and the highest share that a weight may have."""
_Audiences = Annotated[tuple[Audience, ...], _listed(len(AUDIENCES))]
_Skills = Annotated[tuple[Skill, ...], _listed(len(SKILLS))]
_Frameworks = Annotated[tuple[FrameworkId, ...], _listed(MOST_FRAMEWORKS)]
_Hosts = Annotated[tuple[Host, ...], _listed(len(HOSTS))]
_Needs = Annotated[tuple[Need, ...], _listed(len(NEEDS))]
_Musts = Annotated[tuple[Must, ...], _listed(len(MUSTS))]
_Users = Annotated[int, BeforeValidator(_whole), Field(strict=True, ge=1, le=MOST_USERS)]
_Weeks = Annotated[float, Field(strict=True, gt=0, le=MOST_WEEKS, allow_inf_nan=False)]


class Requirement(BaseModel):
    """What one team needs. Every field is optional; ``None`` or an empty list means "not known".

    Lists are kept in the order of the vocabulary, frameworks in that of the shipped files and then
    by name, so that equal answers are equal objects. Files and links are read with
    `parsing.parse_requirement` and `links.from_query`, which name every problem at once and know
    which frameworks there are; this class takes any well-formed id of one, and raises pydantic's
    ``ValidationError``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    goal: Goal | None = None
    audience: _Audiences = ()
    peak_concurrent_users: _Users | None = None
    interaction_work: Work | None = None
    weeks_to_first_release: _Weeks | None = None
    team_skills: _Skills = ()
    known_frameworks: _Frameworks = ()
    existing_framework: FrameworkId | None = None
    existing_size: Size | None = None
    ui_customization: Level | None = None
    visualisation: Level | None = None
    auth: Auth | None = None
    routing: Level | None = None
    hosting: _Hosts = ()
    devops_capacity: Level | None = None
    cost_sensitivity: Level | None = None
    lifespan: Lifespan | None = None
    needs: _Needs = ()
    not_needed: _Needs = ()
    must_haves: _Musts = ()
    considered: _Frameworks = ()
    precedent: Precedent | None = None
    weights: Annotated[dict[WeightId, ShareInterval], BeforeValidator(_weights)] = Field(
        default_factory=dict
    )
    name: Annotated[str, BeforeValidator(_text), Field(strict=True, max_length=LONGEST_NAME)] = ""
    notes: Annotated[str, BeforeValidator(_text), Field(strict=True, max_length=LONGEST_NOTES)] = ""

    @field_validator("weights")
    @classmethod
    def _can_be_met(
        cls, weights: dict[WeightId, tuple[float, float]]
    ) -> dict[WeightId, tuple[float, float]]:
        """Refuse weights that no shares can meet, with the paths that a file's message has."""
        problems = "; ".join(f"{path}: {allowed}" for path, allowed in unmeetable(weights))
        if problems:
            raise PydanticCustomError("unmeetable", "{problems}", {"problems": problems})
        return weights

    def model_post_init(self, context: Any, /) -> None:
        """Put every list into its order."""
        for field in LIST_FIELDS:
            values = getattr(self, field)
            if len(values) > 1:
                object.__setattr__(self, field, _ordered(field, values))

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
        stated = {*self.needs, *self.must_haves}
        return tuple([need for need in NEEDS if need in stated])

    @property
    def active_musts(self) -> tuple[Must, ...]:
        """Must-haves whose question is answered; a must on an unanswered question is inert."""
        return tuple(
            must
            for must in self.must_haves
            if must in NEEDS or getattr(self, must) not in (None, ())
        )

    @property
    def inert_musts(self) -> tuple[Must, ...]:
        """Must-haves that wait for an answer."""
        return tuple(must for must in self.must_haves if must not in self.active_musts)


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
FRAMEWORK_FIELDS: Final = ("known_frameworks", "existing_framework", "considered")
"""The fields that name frameworks, whose set is data."""
NUMBER_FIELDS: Final = ("peak_concurrent_users", "weeks_to_first_release")
WHOLE_NUMBER_FIELDS: Final = ("peak_concurrent_users",)
"""The numbers that have no fractions."""


def _closed_words(field: str) -> tuple[str, ...]:
    """Return the words that the type of a field allows; none where it takes something else."""
    return tuple(
        word
        for part in get_args(Requirement.model_fields[field].annotation)
        for word in get_args(part)
        if isinstance(word, str)
    )


_CLOSED_WORDS: Final = {field: _closed_words(field) for field in Requirement.model_fields}
_PLACES: Final = {
    field: {word: place for place, word in enumerate(words)}
    for field, words in _CLOSED_WORDS.items()
}
"""Where each word stands; made once, since a search makes thousands of requirements."""


def _ordered(field: str, values: tuple[str, ...]) -> tuple[str, ...]:
    if field in FRAMEWORK_FIELDS:
        return in_order(values, framework_ids())
    return tuple(sorted(values, key=_PLACES[field].__getitem__))


def words_in(answer: str | tuple[str, ...] | None) -> tuple[str, ...]:
    """Return the words of an answer: all of a list, one, or none."""
    if isinstance(answer, tuple):
        return answer
    return () if answer is None else (answer,)


def words_of(field: str, frameworks: Iterable[FrameworkId] | None = None) -> tuple[str, ...]:
    """Return the words that a field allows, in their order; none for a number or a text.

    Parameters
    ----------
    field
        one of the requirement's.
    frameworks
        those that there are; `framework_ids` where none are given.
    """
    if field in FRAMEWORK_FIELDS:
        return framework_ids() if frameworks is None else tuple(frameworks)
    return _CLOSED_WORDS[field]


def most_items(field: str, frameworks: Iterable[FrameworkId] | None = None) -> int:
    """Return how many items a list field may hold, repetitions included."""
    return _ROOM * len(words_of(field, frameworks))
