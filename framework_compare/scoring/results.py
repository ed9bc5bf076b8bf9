"""What the engine answers: plain frozen values, no behaviour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from framework_compare.requirement.contradictions import Contradiction
from framework_compare.requirement.model import Requirement
from framework_compare.vocabulary import Confidence, CriterionId, FrameworkId, Method, RowId


@dataclass(frozen=True, slots=True)
class Standing:
    """One option in the ranking."""

    option: str
    frameworks: tuple[FrameworkId, ...]
    """Its parts, the UI first."""
    score: float
    """0 to 100, unrounded."""
    p_best: float
    """Share of the draws in which this very option comes first."""
    rank_low: int
    rank_high: int
    """5th and 95th percentile of its rank; 1 is best."""
    rank_shares: tuple[float, ...]
    """Share of the draws at each rank, best rank first."""
    fits: tuple[float, ...]
    """Expected fit on each criterion, in the order of the value tree, 0 to 1."""
    meets: float = 1.0
    """Share of the draws in which it meets every must-have; less than one where one is borderline
    or unknown. It takes no rank in the others.
    """


@dataclass(frozen=True, slots=True)
class FamilyShare:
    """All options with the same UI framework, judged together."""

    family: FrameworkId
    share: float
    """Share of the draws in which one of them comes first."""
    error: float
    """Standard error of that share."""
    best: str
    """The family's option with the highest score."""


@dataclass(frozen=True, slots=True)
class Exclusion:
    """An option that fails a must-have."""

    option: str
    reason: str
    musts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MustHave:
    """One must-have and what it does."""

    must: str
    text: str
    passed: tuple[str, ...]
    borderline: tuple[str, ...]
    """There is evidence, and its interval straddles what is asked."""
    failed: tuple[str, ...]
    unknown: tuple[str, ...]
    """There is no evidence."""
    without: str | None
    """Who would lead without it: its shadow price."""


@dataclass(frozen=True, slots=True)
class Relaxation:
    """Must-haves that would have to give so that an option is left, where none is."""

    musts: tuple[str, ...]
    champion: str
    """Who would lead then."""
    text: str


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one row adds to the champion's lead over the runner-up, in points.

    A row is a criterion, what comparable teams took, or a second stack.
    """

    criterion: RowId
    points: float


@dataclass(frozen=True, slots=True)
class Reason:
    """One contribution in words."""

    criterion: RowId
    points: float
    """Positive for the champion, negative against it."""
    text: str
    brief: str
    """Without what is asked, for where there is room for a line only."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The champion held against one other option."""

    rival: str
    lead: float
    """Points of the score between the two; what is contributed sums to it."""
    contributions: tuple[Contribution, ...]
    reasons: tuple[Reason, ...]
    """The visible ones in words, largest first."""
    sufficient: tuple[RowId, ...]
    """The fewest rows that outweigh all that speaks for the rival; empty where none need to."""


@dataclass(frozen=True, slots=True)
class Flip:
    """One change that makes another option the champion."""

    kind: Literal["answer", "weight", "evidence", "must_have"]
    field: str
    before: Any
    after: Any
    champion: str | None
    text: str
    distance: float = 0.0
    """Smaller is nearer; sorts the list."""


@dataclass(frozen=True, slots=True)
class ServiceAdvice:
    """Whether to put a service behind the champion's screens."""

    option: str | None
    """The family's best pairing, or None where it has none."""
    share: float
    """Share of the draws in which that pairing beats the UI framework alone."""
    advised: bool
    text: str


@dataclass(frozen=True, slots=True)
class NeedInterval:
    """What the answers ask of one criterion."""

    criterion: CriterionId
    low: float
    mid: float
    high: float


@dataclass(frozen=True, slots=True)
class Move:
    """What one answer moved, and why."""

    field: str
    value: str
    criterion: CriterionId
    before: NeedInterval
    after: NeedInterval
    why: str


@dataclass(frozen=True, slots=True)
class NextQuestion:
    """An unanswered question and how likely its answer is to change the verdict."""

    field: str
    chance: float
    """Likelihood, over its answers, that another family leads."""
    text: str
    leads: tuple[tuple[str, str], ...]
    """Each answer's value with the option that would lead then; only those that change the lead."""
    item: str = ""
    """For a list of needs: the one item to ask about."""


@dataclass(frozen=True, slots=True)
class MethodResult:
    """What one other method makes of the same fits and weights."""

    method: Method
    winner: str
    """Its first; among ties one of the champion's family, where there is one."""
    family: FrameworkId
    """The winner's."""
    order: tuple[str, ...]
    """Every option past the must-haves, its best first.

    Ties as the verdict ranks them, the champion's family first.
    """
    scores: tuple[float, ...]
    """In that order, on the method's own scale; with VIKOR less is better."""
    agrees: bool
    """Whether the winner is of the champion's family."""


@dataclass(frozen=True, slots=True)
class CrossCheck:
    """What the four other methods say.

    They choose nothing, and take at most one step of confidence.
    """

    methods: tuple[MethodResult, ...] = ()
    """Empty where there is nothing to rank."""
    lowered_from: Confidence | None = None
    """The word without them, where they lowered it."""

    @property
    def others(self) -> tuple[FrameworkId, ...]:
        """The families that they would name instead, each once, as they come."""
        return tuple(dict.fromkeys(result.family for result in self.methods if not result.agrees))

    @property
    def differing(self) -> int:
        """How many of them name another family."""
        return sum(not result.agrees for result in self.methods)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The whole answer to one requirement."""

    requirement: Requirement
    champion: str | None
    runner_up: str | None
    confidence: Confidence
    confidence_text: str
    """One sentence: why this word."""
    ranking: tuple[Standing, ...]
    families: tuple[FamilyShare, ...]
    """In the order of their share of firsts."""
    finalists: tuple[FrameworkId, ...]
    """The fewest families that together come first in four of five draws, most likely first."""
    excluded: tuple[Exclusion, ...]
    musts: tuple[MustHave, ...]
    contributions: tuple[Contribution, ...]
    reasons: tuple[Reason, ...]
    """For and against, by weight of points."""
    sufficient: tuple[RowId, ...]
    """The fewest rows whose advantages outweigh all disadvantages against the runner-up."""
    service: ServiceAdvice | None
    moves: tuple[Move, ...]
    needs: tuple[NeedInterval, ...]
    weights: tuple[float, ...]
    """Expected weights in the order of the value tree; they sum to one."""
    draws: int
    advice: str = ""
    """Where none fits: the class of thing that would meet the must-haves; empty where none does."""
    relaxations: tuple[Relaxation, ...] = ()
    """Where none fits: the smallest sets of must-haves without which something would."""
    cross_check: CrossCheck = CrossCheck()
    contradictions: tuple[Contradiction, ...] = ()
    """Answers that cannot go together; they change nothing else."""

    def standing(self, option: str) -> Standing:
        """Return one option's line of the ranking.

        Raises
        ------
        KeyError
            where it is not ranked.
        """
        for standing in self.ranking:
            if standing.option == option:
                return standing
        raise KeyError(option)
