"""The decision model's own numbers, as read from ``model.toml`` and ``confidence.toml``."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from framework_compare.catalogue.evidence import (
    Cited,
    Interval,
    Kind,
    Positive,
    Share,
    Status,
    Strict,
    Text,
)
from framework_compare.vocabulary import Confidence, CriterionId, Host, Need, Surface


class Draws(Strict):
    """How many draws, keyed by which seed."""

    count: Annotated[int, Field(ge=1000, le=1_000_000)]
    seed: Annotated[int, Field(ge=0)]
    why: Text


class Quadrature(Strict):
    """How finely expected fits are summed."""

    points: Annotated[int, Field(ge=8, le=128)]
    why: Text


class Weights(Strict):
    """How far weights may lie from the judged ones before any decision is looked at."""

    group_spread: Annotated[float, Field(gt=0, le=3)]
    criterion_spread: Annotated[float, Field(gt=0, le=3)]
    """Standard deviations of the logarithm of a group's share, and of a criterion's."""
    fixed: tuple[CriterionId, ...]
    """Criteria whose weight is held near the judged one."""
    fixed_spread: Annotated[float, Field(gt=0, le=3)]
    why: Text


class StatedNeeds(Strict):
    """What a ticked need asks, and what an unmet one costs."""

    level: Share
    loss_per_need: Share
    unstated: Annotated[int, Field(ge=0, le=5)]
    unstated_chance: Share
    why: Text


class ConstantNeed(Strict):
    """A need that is the same for every requirement."""

    level: Share
    why: Text


class Statuses(Strict):
    """What each word is worth on the scale from 0 to 1."""

    present: Interval
    add_on: Interval
    by_hand: Interval
    """Absent, and ordinary work to make."""
    absent: Interval
    unknown: Interval
    why: Text

    def interval(self, status: Status, *, by_hand: bool = False) -> Interval:
        """Return the interval of one word.

        Parameters
        ----------
        by_hand
            whether what is absent is ordinary work that one can do oneself.
        """
        interval: Interval = getattr(self, "by_hand" if by_hand and status == "absent" else status)
        return interval


class SkillRules(Strict):
    """How likely a skill is lacking, and what a known framework saves."""

    silent: Share
    other: Share
    given: Share
    learning: Share
    """What a skill that is wholly lacking and constantly called for takes off."""
    framework_demand: Share
    """How much of the work calls for knowing the framework itself."""
    team_size: Annotated[int, Field(ge=1, le=100)]
    """How many people may happen to know it."""
    demand_known: Share
    deployment_known: Share
    why: Text


class Switching(Strict):
    """What a rewrite costs by the size of the code: low, mid, high; nothing where there is none."""

    small: tuple[Share, Share, Share]
    medium: tuple[Share, Share, Share]
    large: tuple[Share, Share, Share]
    unknown: tuple[Share, Share, Share]
    some_exists: Share
    """How likely code exists while nobody says."""
    why: Text

    def loss(self, size: Literal["small", "medium", "large"] | None) -> tuple[float, float, float]:
        """Return the loss of a rewrite of code of this size."""
        loss: tuple[float, float, float] = getattr(self, size or "unknown")
        return loss


class Ageing(Strict):
    """How evidence widens as it ages."""

    half_life_years: dict[Kind, Positive]
    widen: Share
    why: Text

    def widened(
        self, interval: Interval, kind: Kind, as_of: datetime.date, today: datetime.date
    ) -> Interval:
        """Return the interval, wider on both sides by its age; the middle stays.

        Parameters
        ----------
        interval
            what was true on `as_of`.
        today
            the catalogue's day; never the clock.
        """
        years = max(0.0, (today - as_of).days / 365.25)
        half_lives = years / self.half_life_years[kind]
        more = self.widen * half_lives
        return Interval(
            low=max(0.0, interval.low - more), mid=interval.mid, high=min(1.0, interval.high + more)
        )


class Errors(Strict):
    """What the evidence does not say of itself."""

    alike: Positive
    """How far the evidence on two families may differ for their errors to be much the same: root
    mean square difference of all cells at which they correlate by 0.61.
    """
    shared_cause: Share
    """In which share of draws two criteria of one cause err together."""
    why: Text


class Hosting(ConstantNeed):
    """What a named host asks for, and what is left where an option cannot run there."""

    absent: Interval


class Miss(Strict):
    """What it costs to miss a number by far."""

    tolerated: Annotated[float, Field(ge=1)]
    """Missing it by this factor costs nothing beyond the fit."""
    tenfold: Annotated[float, Field(ge=0, le=100)]
    """Points that each further factor of ten costs."""
    why: Text


class Binding(Strict):
    """What a load, a date or a place costs that an option misses by far."""

    load: Miss
    date: Miss
    place: Annotated[float, Field(ge=0, le=100)]
    """Points that a named place costs where an option cannot run at all."""
    code: Annotated[float, Field(ge=0, le=100)]
    """Points that it costs to lose all of the existing code, were it months or years of work."""
    why: Text


class Surfaces(Strict):
    """How far answers may change what has to be built."""

    kept: Share
    """The share of the work that always stays what the goal says."""
    why: Text


class Asking(Strict):
    """Which question comes next."""

    unusual: Share
    """How likely a need is that is not usual for the goal."""
    worth: Share
    """Points of expected gain below which an answer is a curiosity, not the next question."""
    why: Text


class DecisionModel(Strict):
    """Everything in ``model.toml``."""

    as_of: datetime.date
    draws: Draws
    quadrature: Quadrature
    weights: Weights
    stated_needs: StatedNeeds
    use_case: ConstantNeed
    surfaces: Surfaces
    hosting: Hosting
    status: Statuses
    must: ConstantNeed
    skills: SkillRules
    switching: Switching
    binding: Binding
    ageing: Ageing
    asking: Asking
    errors: Errors


class Word(Strict):
    """One word of confidence and what it takes."""

    right: Share | None = None
    """How often such a verdict has to be right on decisions that it has not seen."""
    label: Text
    text: Text
    why: str = ""


class Gates(Strict):
    """What holds a word back."""

    margin_errors: Annotated[float, Field(ge=0, le=5)]
    without_goal: Confidence
    smallest_shortlist: Annotated[int, Field(ge=2)]
    why: Text


class FinalistsRule(Strict):
    """Who is still in the race."""

    share: Share
    """What they hold together of the firsts."""
    why: Text


class ServiceRule(Strict):
    """When a second service is advised."""

    share: Share
    why: Text


class Elsewhere(Cited):
    """A class of thing that is no option here, and how far it would meet must-haves."""

    id: Text
    surface: Surface
    """What it is built for."""
    text: Text
    """Its name in a sentence, with an article."""
    access_control: Share
    scalability: Share
    development_speed: Share
    customization: Share
    lacks: tuple[Need, ...]
    """Needs that it does not meet."""
    hosts: tuple[Host, ...]
    """Where it runs."""

    def capability(self, criterion: CriterionId) -> float:
        """Return what it can do on a criterion that a must may be about.

        Raises
        ------
        AttributeError
            where no must is about the criterion.
        """
        capability: float = getattr(self, criterion)
        return capability


class ConfidenceRules(Strict):
    """Everything in ``confidence.toml``."""

    clear: Word
    leaning: Word
    too_close: Word
    not_enough_evidence: Word
    none_fits: Word
    gates: Gates
    finalists: FinalistsRule
    service: ServiceRule
    elsewhere: tuple[Elsewhere, ...] = Field(min_length=1)
    """What may fit where none of the options does."""

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        for name in ("clear", "leaning"):
            if self.word(name).right is None:
                raise ValueError(f"{name}.right is missing: how often such a verdict must be right")
        ids = [other.id for other in self.elsewhere]
        twice = [id_ for place, id_ in enumerate(ids) if id_ in ids[:place]]
        if twice:
            raise ValueError(f"elsewhere names {', '.join(twice)} twice")
        return self

    def aim(self, confidence: Literal["clear", "leaning"]) -> float:
        """Return how often a verdict with this word has to be right."""
        right = self.word(confidence).right
        assert right is not None  # checked when the file is read
        return right

    def word(self, confidence: Confidence) -> Word:
        """Return one word's entry."""
        word: Word = getattr(self, confidence)
        return word
