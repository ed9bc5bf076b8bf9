"""One requirement under one catalogue: the object that carries a study."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.evidence import Interval
from framework_compare.catalogue.loading import load_catalogue
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.additive import Scored
from framework_compare.scoring.capabilities import option_intervals
from framework_compare.scoring.distributions import Floats
from framework_compare.scoring.options import Options
from framework_compare.scoring.ordering import ordered, rival_of
from framework_compare.scoring.results import NeedInterval, Verdict
from framework_compare.scoring.standings import needs_of
from framework_compare.scoring.verdict import verdict_of
from framework_compare.vocabulary import CriterionId


class Study:
    """What follows from a requirement and a catalogue, worked out when first asked for and kept.

    Parameters
    ----------
    requirement
        the answers; all may be unknown.
    catalogue
        the evidence; the shipped one if None.
    draws
        how many draws; the catalogue's count if None.
    """

    def __init__(
        self,
        requirement: Requirement,
        catalogue: Catalogue | None = None,
        *,
        draws: int | None = None,
    ) -> None:
        self.requirement = requirement
        self.catalogue = catalogue or load_catalogue()
        self.draws = draws

    @cached_property
    def _ordered(self) -> tuple[Scored, tuple[int, ...]]:
        return ordered(self.requirement, self.catalogue)

    @property
    def scored(self) -> Scored:
        """Expected fits and scores under every plausible goal."""
        return self._ordered[0]

    @property
    def order(self) -> tuple[int, ...]:
        """The options past the must-haves by score, the leader first; nobody where none fits."""
        return self._ordered[1]

    @property
    def options(self) -> Options:
        """The frameworks on the shortlist, then the pairings of two of them."""
        return self.scored.options

    @property
    def fits(self) -> Floats:
        """(options, criteria), in [0, 1]."""
        return self.scored.fits

    @property
    def weights(self) -> Floats:
        """(criteria,), summing to one."""
        return self.scored.weights

    @property
    def scores(self) -> Floats:
        """(options,), 0 to 100."""
        return self.scored.scores

    @property
    def needs(self) -> tuple[NeedInterval, ...]:
        """What is asked of each criterion, the mean over the plausible goals."""
        return needs_of(self.scored)

    @property
    def champion(self) -> str | None:
        """Who leads, without draws."""
        return self.options.names[self.order[0]] if self.order else None

    @property
    def rival(self) -> str | None:
        """The best option that shares no part with the champion; else the second."""
        row = rival_of(self.scored, self.order) if self.order else None
        return None if row is None else self.options.names[row]

    @property
    def lead(self) -> float:
        """By how many points the champion leads over its rival; nothing where it has none."""
        if self.champion is None or self.rival is None:
            return 0.0
        names = self.options.names
        ahead, behind = (names.index(option) for option in (self.champion, self.rival))
        return float(self.scores[ahead] - self.scores[behind])

    @cached_property
    def intervals(self) -> dict[str, dict[CriterionId, Interval]]:
        """Every option's capability on every criterion, the mean over the plausible goals."""
        return option_intervals(self.requirement, self.catalogue)

    @cached_property
    def verdict(self) -> Verdict:
        """The whole answer."""
        return verdict_of(self.requirement, self.catalogue, draws=self.draws)

    def answering(self, **answers: Any) -> Study:
        """Return the study of the same requirement with some fields answered otherwise."""
        return Study(self.requirement.with_answers(**answers), self.catalogue, draws=self.draws)

    def of(self, requirement: Requirement) -> Study:
        """Return the study of another requirement under the same catalogue."""
        return Study(requirement, self.catalogue, draws=self.draws)


def recommend(
    requirement: Requirement, catalogue: Catalogue | None = None, *, draws: int | None = None
) -> Verdict:
    """Return the verdict on a requirement.

    Parameters
    ----------
    requirement
        the answers; all may be unknown.
    catalogue
        the evidence; the shipped one if None.
    draws
        how many draws; the catalogue's count if None.

    Returns
    -------
    Verdict
        the same for the same requirement, catalogue and number of draws.
    """
    return Study(requirement, catalogue, draws=draws).verdict
