"""What was learnt from real decisions, as read from ``learnt.toml``: written by ``learn`` alone."""

from __future__ import annotations

from typing import Annotated, Final, Self

from pydantic import Field, model_validator

from framework_compare.catalogue.criteria import Weight
from framework_compare.catalogue.evidence import Share, Strict, Text
from framework_compare.vocabulary import CriterionId, FrameworkId, GoalClass, GroupId

MOST_NOISE: Final = 50.0
MOST_STACK: Final = 20.0
"""Points of a hundred beyond which decisions say that scores say nothing, and a second stack that
nobody ever takes one."""

MOST_SPREAD: Final = 3.0
"""Standard deviation of a share's logarithm beyond which nothing is known of it: a factor of 20."""


class LearntShare(Strict):
    """A share of a whole: what is expected of it, and how far it is known."""

    share: Weight
    spread: Annotated[float, Field(ge=0, le=MOST_SPREAD)]
    """Standard deviation of its logarithm."""


class LearntWord(Strict):
    """From which share on a word of confidence stands, and what it was worth so far."""

    share: Share
    verdicts: Annotated[int, Field(ge=0)]
    """How many verdicts on decisions that were left out of the learning got it, shortlists and all
    frameworks together, by thresholds that other decisions gave; a mean over ways of dividing."""
    right: Annotated[float, Field(ge=0)]
    """With how many of them the team took what the verdict named."""


class ListScores(Strict):
    """Mean logarithm of the share that was given to what a team took; 0 is perfect."""

    shortlist: Annotated[float, Field(le=0)]
    all: Annotated[float, Field(le=0)]

    @property
    def mean(self) -> float:
        """Both lists counting alike."""
        return (self.shortlist + self.all) / 2


class Learnt(Strict):
    """Everything in ``learnt.toml``."""

    follows_from: Text
    """Digest of the decisions as the evidence sees them; ``check`` compares it."""
    decisions: Annotated[int, Field(ge=1)]
    """How many decisions it was learnt from."""
    teams: Annotated[int, Field(ge=1)]
    structural: Annotated[float, Field(gt=0, le=MOST_NOISE)]
    """Standard deviation, in points of the score, of the reasons that nobody stated."""
    second_stack: Annotated[float, Field(ge=0, le=MOST_STACK)]
    """Points that a service behind the screens costs beyond what its parts lose by joining."""
    groups: dict[GroupId, LearntShare]
    """Of the whole."""
    criteria: dict[CriterionId, LearntShare]
    """Each of its group."""
    precedent: dict[GoalClass, dict[FrameworkId, Annotated[float, Field(le=0)]]]
    """Points by what comparable teams thought of and took: none for what they took most readily."""
    clear: LearntWord
    leaning: LearntWord
    log_score: ListScores | None = None
    """How well it forecasts decisions of teams that are left out of the learning."""

    @model_validator(mode="after")
    def _words_ascend(self) -> Self:
        if self.leaning.share > self.clear.share:
            raise ValueError(
                f"leaning.share must be at most clear.share, got {self.leaning.share:g} and"
                f" {self.clear.share:g}"
            )
        return self
