"""The decision model's own numbers, as read from ``model.toml`` and ``confidence.toml``."""

from __future__ import annotations

import datetime
from typing import Annotated, Self

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
from framework_compare.vocabulary import Confidence, CriterionId, Host, Need, Size, Surface


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
    """How far weights may lie from the expected ones."""

    factor: Annotated[float, Field(gt=1, le=10)]
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
    absent: Interval
    unknown: Interval
    why: Text

    def interval(self, status: Status) -> Interval:
        """Return the interval of one word."""
        interval: Interval = getattr(self, status)
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
    """What a rewrite costs by the size of the code: low, mid, high."""

    small: tuple[Share, Share, Share]
    medium: tuple[Share, Share, Share]
    large: tuple[Share, Share, Share]
    unknown: tuple[Share, Share, Share]
    why: Text

    def loss(self, size: Size | None) -> tuple[float, float, float]:
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

    structural: Annotated[float, Field(ge=0, le=50)]
    """Standard deviation, in points of the score, of the reasons that nobody stated; one draw for
    each family.
    """
    shared_cause: Share
    """In which share of draws two criteria of one cause err together."""
    why: Text


class Hosting(ConstantNeed):
    """What a named host asks for, and what is left where an option cannot run there."""

    absent: Interval


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
    """Below this chance of changing the lead an answer is a curiosity, not the next question."""
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
    ageing: Ageing
    asking: Asking
    errors: Errors


class Word(Strict):
    """One word of confidence and what it takes."""

    share: Share | None = None
    label: Text
    text: Text
    why: str = ""


class Gates(Strict):
    """What holds a word back."""

    margin_errors: Annotated[float, Field(ge=0, le=5)]
    without_goal: Confidence
    smallest_shortlist: Annotated[int, Field(ge=2)]
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
    service: ServiceRule
    elsewhere: tuple[Elsewhere, ...] = Field(min_length=1)
    """What may fit where none of the options does."""

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        for name in ("clear", "leaning"):
            if self.word(name).share is None:
                raise ValueError(f"{name}.share is missing: from which share on the word stands")
        ids = [other.id for other in self.elsewhere]
        twice = [id_ for place, id_ in enumerate(ids) if id_ in ids[:place]]
        if twice:
            raise ValueError(f"elsewhere names {', '.join(twice)} twice")
        return self

    def word(self, confidence: Confidence) -> Word:
        """Return one word's entry."""
        word: Word = getattr(self, confidence)
        return word
