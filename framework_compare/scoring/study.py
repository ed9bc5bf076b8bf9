"""One requirement under one catalogue: the object that carries a study."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.loading import load_catalogue
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.acceptability import Acceptability, acceptability
from framework_compare.scoring.ground import ground_of
from framework_compare.scoring.results import Verdict
from framework_compare.scoring.scored import Scored
from framework_compare.scoring.verdict import none_fits, verdict_of


class Study(Scored):
    """What follows from a requirement and a catalogue, worked out when first asked for and kept.

    It holds needs, options, fits, weights and scores (see `Scored`), draws and the verdict.
    Explanations, capacity, pages and exports ask it.

    Parameters
    ----------
    requirement
        the answers; all may be unknown.
    catalogue
        the evidence; the shipped one if None.
    draws
        how many draws; the catalogue's count if None.

    Raises
    ------
    RequirementError
        where the requirement names a framework that the catalogue does not hold.
    """

    def __init__(
        self,
        requirement: Requirement,
        catalogue: Catalogue | None = None,
        *,
        draws: int | None = None,
    ) -> None:
        super().__init__(requirement, ground_of(catalogue or load_catalogue()))
        self.draws = draws

    @cached_property
    def acceptability(self) -> Acceptability:
        """How often each option takes each rank, over all draws."""
        return acceptability(self, self.draws)

    @cached_property
    def verdict(self) -> Verdict:
        """The whole answer."""
        return verdict_of(self, self.acceptability) if self.order else none_fits(self)

    def of(self, requirement: Requirement) -> Study:
        """Return the study of another requirement under the same catalogue."""
        return Study(requirement, self.catalogue, draws=self.draws)

    def answering(self, **answers: Any) -> Study:
        """Return the study of the same requirement with some fields answered otherwise."""
        return self.of(self.requirement.with_answers(**answers))


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
