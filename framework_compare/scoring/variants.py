"""The same requirement with some cells of evidence otherwise: to see what a verdict rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from framework_compare.catalogue.cells import CellPath
from framework_compare.scoring.distributions import Bounds, Floats, read_only
from framework_compare.scoring.evidence import criteria_of, slot
from framework_compare.scoring.goals import UnderGoal
from framework_compare.scoring.ground import Ground
from framework_compare.scoring.scored import Scored
from framework_compare.vocabulary import COLUMN, CriterionId


def with_cells(before: Scored, cells: Mapping[CellPath, Bounds]) -> Scored:
    """Return a requirement scored with these cells in the place of the catalogue's.

    Parameters
    ----------
    before
        the same with the evidence as it is.
    cells
        low, mid and high of each, on the scale from 0 to 1.
    """
    arrays = before.ground.arrays
    for path, bounds in cells.items():
        arrays = arrays.with_bounds(*slot(before.catalogue, path), bounds)
    touched = frozenset(criterion for path in cells for criterion in criteria_of(path))
    return _Otherwise(before, before.ground.varied(arrays, touched), touched)


class _Otherwise(Scored):
    """Scores with other evidence, from those with the evidence as it is: needs stay."""

    def __init__(self, before: Scored, ground: Ground, touched: frozenset[CriterionId]) -> None:
        self._before, self._touched = before, touched
        self.requirement, self.ground, self.catalogue = (
            before.requirement,
            ground,
            before.catalogue,
        )
        self.__dict__.update(options=before.options, weights=before.weights, effects=before.effects)

    @cached_property
    def goals(self) -> tuple[UnderGoal, ...]:
        return tuple(map(self._otherwise, self._before.goals))

    @cached_property
    def beyond(self) -> Floats:
        return super().beyond if self._binds_otherwise() else self._before.beyond

    @cached_property
    def given(self) -> Floats:
        return super().given if self._binds_otherwise() else self._before.given

    def _binds_otherwise(self) -> bool:
        """Return whether the evidence that is otherwise is held against an answer that binds."""
        return any(
            bound.criterion in self._touched
            for under in self._before.goals
            for bound in under.binding
        )

    def _otherwise(self, under: UnderGoal) -> UnderGoal:
        found = replace(under, ground=self.ground)
        fits = under.fits.copy()
        for criterion in self._touched:
            fits[:, COLUMN[criterion]] = found.fit_on(COLUMN[criterion])
        found.__dict__["fits"] = read_only(fits)
        return found
