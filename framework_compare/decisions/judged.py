"""Decisions with the verdicts that their facts get."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.decisions.cases import Case
from framework_compare.decisions.choices import Choices, choices_of
from framework_compare.decisions.cross_validation import folds, with_learnt
from framework_compare.decisions.learning import learn
from framework_compare.decisions.record import MissKind
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.confidence import STEP_DOWN
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
    catalogue: Catalogue
    """What the verdict was made with: of what is learnt, what other teams' decisions teach."""

    def agrees(self, catalogue: Catalogue, top: int = 1) -> bool:
        """Return whether what the team chose is among the first `top`."""
        return any(self.case.agrees(catalogue.parts(s.option)) for s in self.verdict.ranking[:top])

    @property
    def team(self) -> str:
        """Whose decision it is: two of one team are one cluster."""
        return self.case.cluster

    def word(self, *, checked: bool) -> Confidence:
        """Return the word of confidence, with or without what the other methods take off."""
        word, check = self.verdict.confidence, self.verdict.cross_check
        if not checked or check.differing < self.catalogue.cross_check.rule.differing:
            return word
        return STEP_DOWN.get(word, word)

    @property
    def own_share(self) -> float:
        """The champion's family's share of firsts; nothing where none fits."""
        champion = self.verdict.champion
        if champion is None:
            return 0.0
        own = self.catalogue.parts(champion)[0]
        return next(f.share for f in self.verdict.families if f.family == own)

    @property
    def covered(self) -> bool:
        """Whether what counts as agreement is among the finalists."""
        return bool(set(self.case.accepted) & set(self.verdict.finalists))

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


class Taught:
    """What decisions taught, and what they teach without those of a team.

    The size of the noise and the words are the catalogue's own: one number each, chosen over all
    ways of leaving out.

    Parameters
    ----------
    teachers
        what the catalogue's weights were learnt from.
    catalogue
        as it was taught by all of them.
    """

    def __init__(self, teachers: Sequence[Case], catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        teams = sorted({case.cluster for case in teachers if case.counts})
        self._fold = dict(zip(teams, folds(teams, 0).tolist(), strict=True))
        self._without = dict(_apart(choices_of(teachers, catalogue), catalogue, self._fold))

    def without(self, team: str) -> Catalogue:
        """Return the catalogue that knows of other teams' decisions only."""
        return self._without.get(self._fold.get(team, -1), self.catalogue)


def judge(cases: Sequence[Case], taught: Taught, *, shortlist: bool) -> list[Judged]:
    """Return the verdict on every decision, among the team's shortlist or among all ten.

    Each by what decisions of other teams teach.
    """
    found = []
    for case in cases:
        catalogue = taught.without(case.cluster)
        requirement = case.requirement(shortlist=shortlist, frameworks=tuple(catalogue.frameworks))
        verdict = recommend(requirement, catalogue)
        found.append(Judged(case, requirement, verdict, catalogue))
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """The decisions that count, judged over both choice sets."""

    shortlist: Sequence[Judged]
    """Among what the team considered; those with a single candidate say nothing."""
    all: Sequence[Judged]
    catalogue: Catalogue

    @classmethod
    def of(cls, cases: Sequence[Case], taught: Taught) -> Counted:
        """Judge the decisions that count, each by what decisions of other teams teach."""
        counted = [case for case in cases if case.counts]
        several = [case for case in counted if len(case.considered) > 1]
        return cls(
            shortlist=judge(several, taught, shortlist=True),
            all=judge(counted, taught, shortlist=False),
            catalogue=taught.catalogue,
        )


def _apart(
    choices: Choices, catalogue: Catalogue, of_team: Mapping[str, int]
) -> Iterator[tuple[int, Catalogue]]:
    """Yield each fold with the catalogue that was taught by the teams of all others."""
    now = catalogue.learnt
    of_set = np.array([of_team[case.cluster] for case in choices.cases])
    for fold in sorted(set(of_team.values())):
        others = choices.part(of_set != fold)
        if len(others):
            found = learn(others, catalogue).learnt(
                structural=1.0, clear=now.clear, leaning=now.leaning
            )
            found = found.model_copy(update={"structural": now.structural})
            yield fold, with_learnt(catalogue, found, f"without {fold}")


def share_agreeing(
    judged: Sequence[Judged],
    requirements: Sequence[Requirement],
    otherwise: Callable[[Catalogue], Catalogue] | None = None,
) -> float:
    """Return how often the team agrees with who leads by other answers or other data.

    Parameters
    ----------
    judged
        decisions.
    requirements
        what to answer instead, one for each.
    otherwise
        what makes other data of the data that a decision was judged by.
    """
    hits = 0
    for item, requirement in zip(judged, requirements, strict=True):
        catalogue = otherwise(item.catalogue) if otherwise else item.catalogue
        champion = Study(requirement, catalogue).champion
        hits += champion is not None and item.case.agrees(catalogue.parts(champion))
    return hits / len(judged) if judged else 0.0
