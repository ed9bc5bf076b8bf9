"""Decisions with the verdicts that their facts get."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.decisions.cases import Case
from framework_compare.decisions.record import MissKind
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.results import Verdict
from framework_compare.scoring.study import Study, recommend
from framework_compare.vocabulary import Confidence

_SMALLEST_SHARE = 1e-3
"""Floor of a predicted share in the log score: one in a thousand draws."""


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """One decision with the verdict that its facts get."""

    case: Case
    requirement: Requirement
    verdict: Verdict

    def agrees(self, catalogue: Catalogue, top: int = 1) -> bool:
        """Return whether what the team chose is among the first `top`."""
        return any(self.case.agrees(catalogue.parts(s.option)) for s in self.verdict.ranking[:top])

    @property
    def team(self) -> str:
        """Whose decision it is: two of one team are one cluster."""
        return self.case.cluster

    def word(self, *, checked: bool) -> Confidence:
        """Return the word of confidence, with or without what the other methods take off."""
        before = self.verdict.cross_check.lowered_from
        return before if before and not checked else self.verdict.confidence

    @property
    def predicted(self) -> float:
        """Return the share of firsts given to what counts as agreement."""
        share = sum(
            family.share for family in self.verdict.families if family.family in self.case.accepted
        )
        return max(share, _SMALLEST_SHARE)

    def kind(self, catalogue: Catalogue) -> MissKind:
        """Return which kind of miss it is, if it is one.

        Whether the team had looked at our champion.
        """
        if self.verdict.champion is None:
            return "none fits"
        ui = catalogue.parts(self.verdict.champion)[0]
        return (
            "rejected"
            if ui in self.case.rejected or ui in self.case.considered
            else "never considered"
        )


def judge(cases: Sequence[Case], catalogue: Catalogue, *, shortlist: bool) -> list[Judged]:
    """Return the verdict on every decision, among the team's shortlist or among all ten."""
    found = []
    for case in cases:
        requirement = case.requirement(shortlist=shortlist, frameworks=tuple(catalogue.frameworks))
        found.append(Judged(case, requirement, recommend(requirement, catalogue)))
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """The decisions that count, judged over both choice sets."""

    shortlist: Sequence[Judged]
    """Among what the team considered; those with a single candidate say nothing."""
    all: Sequence[Judged]
    catalogue: Catalogue

    @classmethod
    def of(cls, cases: Sequence[Case], catalogue: Catalogue) -> Counted:
        """Judge the decisions that count."""
        counted = [case for case in cases if case.counts]
        several = [case for case in counted if len(case.considered) > 1]
        return cls(
            shortlist=judge(several, catalogue, shortlist=True),
            all=judge(counted, catalogue, shortlist=False),
            catalogue=catalogue,
        )


def share_agreeing(
    judged: Sequence[Judged], requirements: Sequence[Requirement], catalogue: Catalogue
) -> float:
    """Return how often the team agrees with who leads by other answers or other data.

    Parameters
    ----------
    judged
        decisions.
    requirements
        what to answer instead, one for each.
    catalogue
        the data to answer by.
    """
    hits = 0
    for item, requirement in zip(judged, requirements, strict=True):
        champion = Study(requirement, catalogue).champion
        hits += champion is not None and item.case.agrees(catalogue.parts(champion))
    return hits / len(judged) if judged else 0.0
