"""What is asked: the value tree, its scales, and the questions whose answers move needs."""

from __future__ import annotations

import re
from typing import Annotated, Final, Literal, Self

from pydantic import Field, field_validator, model_validator

from framework_compare.catalogue.evidence import Cited, Interval, Share, Strict, Text
from framework_compare.errors import shown
from framework_compare.vocabulary import (
    GOAL_CLASS_OF,
    CriterionId,
    Goal,
    GoalClass,
    GroupId,
    Level,
    Need,
    Surface,
)

Basis = Literal["cell", "surfaces", "blocks", "needs", "further", "hosts", "demands", "kept"]
Weight = Annotated[float, Field(gt=0, le=1, allow_inf_nan=False)]
_ROUNDING: Final = 1e-9
_YARDSTICK: Final = re.compile(r"Present: .+; add-on: .+; absent: .+\. Test: .+\.", re.DOTALL)


class Anchor(Strict):
    """A value of a scale in words."""

    at: Share
    text: Text


class Group(Strict):
    """A branch of the value tree."""

    id: GroupId
    name: Text
    share: Weight
    """Its expected weight, a share of the whole."""
    why: Text


class Criterion(Strict):
    """A leaf of the value tree: one scale for capability and need."""

    id: CriterionId
    group: GroupId
    name: Text
    article_name: str = ""
    """The founding article's own name for it, where it has one."""
    question: Text
    """What the criterion asks of an option."""
    worst: Text
    """The scale's lower end in words."""
    best: Text
    """The scale's upper end in words."""
    share: Weight
    """Its expected weight, a share of its group."""
    why: Text
    """Why it weighs what it weighs."""
    article: str = ""
    """What the founding article says of it."""
    basis: Basis
    """Where its capability comes from."""
    shares_cause_with: CriterionId | Literal[""] = ""
    """A criterion whose evidence errs for the same cause."""
    anchors: tuple[Anchor, ...] = Field(min_length=2)


class OverlapRule(Strict):
    """When two criteria have so many sources in common that it must be said what that means."""

    share: Weight
    """The least share of what is cited for the narrower of the two that is cited for both."""
    why: Text


class Overlap(Strict):
    """Two criteria that rest on the same sources, and whether they count the same thing."""

    first: CriterionId
    """The one that comes first in the value tree."""
    second: CriterionId
    effect: Literal["same", "two"]
    """same: at least in part one effect, which may count twice; two: different effects of one
    source.
    """
    why: Text

    @property
    def id(self) -> str:
        """Its name in messages."""
        return f"{self.first}+{self.second}"


class Block(Strict):
    """An observable building block of a goal."""

    id: Text
    label: Text
    present_means: Text
    """The yardstick: what is part of a framework, an add-on, or absent, and the test that decides.
    """
    source: str = ""
    by_hand: bool = False
    """Whether what is absent is ordinary work that one can do oneself."""

    @field_validator("present_means")
    @classmethod
    def _is_a_yardstick(cls, text: str) -> str:
        if not _YARDSTICK.fullmatch(text):
            raise ValueError(
                f"must read 'Present: …; add-on: …; absent: …. Test: ….', got {shown(text)}"
            )
        return text


class NeedEntry(Block):
    """Something a project may need beyond its goal."""

    leaf: bool = True
    """Whether it is judged under stated needs; where not, it only moves another criterion's need.
    """
    builds: dict[Surface, Share] = Field(default_factory=dict)
    """Which share of the work it turns into services or database-backed pages."""


class HostEntry(Block):
    """A place where the product may have to run."""

    prior: Share
    """How likely it is while nothing is said."""
    cannot_goals: tuple[Goal, ...] = ()
    cannot_needs: tuple[Need, ...] = ()
    """Goals and needs that nothing can meet there, whatever it is written in."""
    thin_goals: tuple[Goal, ...] | None = None
    """The only goals for which an add-on is enough there; None where it is for all."""


class GoalProfile(Strict):
    """What a goal is made of and what it asks for while nothing else is known."""

    id: Goal
    label: Text
    help: Text
    prior: Share
    """How likely it is while the goal is not known."""
    blocks: tuple[str, ...] = Field(min_length=4, max_length=6)
    """Ids of its building blocks."""
    surfaces: dict[Surface, Share]
    """What has to be built, as shares that sum to one."""
    need: dict[CriterionId, Interval]
    """Need on each graded criterion while the question is not answered."""
    likely: dict[Need, Share]
    """How likely a need is that nobody has mentioned."""
    routing: dict[Level, Share]
    """How likely each answer about addresses is while the question is open."""
    covers: tuple[Need, ...] = ()
    """Needs that the building blocks are made of: they count there, and not again if ticked."""
    why: Text

    @property
    def goal_class(self) -> GoalClass:
        """Among which goals decisions on it are compared."""
        return GOAL_CLASS_OF[self.id]

    @model_validator(mode="after")
    def _counts_once(self) -> Self:
        twice = sorted(set(self.covers) & set(self.likely))
        if twice:
            raise ValueError(
                f"likely must leave out what the building blocks cover, got {shown(twice[0])}"
            )
        return self

    @model_validator(mode="after")
    def _sums(self) -> Self:
        for name, shares in (("surfaces", self.surfaces), ("routing", self.routing)):
            if abs(sum(shares.values()) - 1) > _ROUNDING:
                raise ValueError(f"{name} must sum to 1, got {sum(shares.values()):g}")
        return self


class Effect(Cited):
    """What one answer does to one criterion's need.

    ``set`` replaces what goal and audience imply; ``raise`` lifts the need to at least this
    interval; ``add`` shifts all three numbers and may be negative; ``assume`` shifts only while the
    criterion's own question is unanswered.
    """

    criterion: CriterionId
    op: Literal["set", "raise", "add", "assume"]
    low: Annotated[float, Field(ge=-1, le=1)]
    mid: Annotated[float, Field(ge=-1, le=1)]
    high: Annotated[float, Field(ge=-1, le=1)]

    @model_validator(mode="after")
    def _is_ordered(self) -> Self:
        if self.op in ("set", "raise") and not 0 <= self.low <= self.mid <= self.high:
            raise ValueError(
                f"mid must lie between low and high, got {self.low:g}, {self.mid:g}, {self.high:g}"
            )
        return self


class Answer(Strict):
    """One possible answer to a question."""

    value: Text
    label: Text
    help: str = ""
    effect: tuple[Effect, ...] = ()


class Point(Strict):
    """One corner of the monotone piecewise map from a number to a need."""

    at: Annotated[float, Field(gt=0)]
    low: Share
    mid: Share
    high: Share


class Section(Strict):
    """A short group of questions."""

    id: Text
    title: Text
    help: str = ""
    icon: str = ""


class Question(Strict):
    """One field of the requirement, asked in words."""

    field: Text
    section: Text
    text: Text
    short: Text
    """Its name in lists and sentences."""
    help: Text
    kind: Literal["one", "many", "number", "must"]
    combine: Literal["", "most", "sum"] = ""
    """How several answers to one question join: the most demanding counts, or their shifts add up.
    """
    ordered: Literal["", "up", "down"] = ""
    """Whether later answers only raise ("up") or only lower ("down") needs; checked."""
    scale: Literal["", "log10", "linear"] = ""
    """How a number is read between two points."""
    criterion: CriterionId | Literal[""] = ""
    """The criterion whose need a number sets."""
    unit: str = ""
    step: float = 1
    answer: tuple[Answer, ...] = ()
    point: tuple[Point, ...] = ()
    why: str = ""
    """Why a number maps as it does; judged unless it names a source."""
    sources: tuple[str, ...] = ()
    must_text: str = ""
    """What "this is a must" means here."""
