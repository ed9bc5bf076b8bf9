"""How far one cell of evidence carries: what need not be scored, since it cannot change the leader.

Capabilities are made of cells by means, minima, maxima and tolls, and a fit is one minus a mean
shortfall: none moves by more than the cell does, times the cell's part in its criterion.
"""

from __future__ import annotations

import math

from framework_compare.catalogue.cells import CellPath
from framework_compare.scoring.distributions import Bounds
from framework_compare.scoring.evidence import criterion_of, slot
from framework_compare.scoring.goals import UnderGoal
from framework_compare.scoring.scored import TIE, Scored
from framework_compare.vocabulary import COLUMN, SURFACES


class Reach:
    """What one cell can do to the leader of a requirement.

    Parameters
    ----------
    scored
        with the evidence as it is, and somebody who leads.
    path
        of the cell.
    """

    def __init__(self, scored: Scored, path: CellPath) -> None:
        array, where = slot(scored.catalogue, path)
        self._today: list[float] = getattr(scored.ground.arrays, array)[where].tolist()
        parts = scored.options.parts
        champion, *others = scored.order
        self._of_champion = path.framework in parts[champion]
        rivals = [row for row in others if self._of_champion or path.framework in parts[row]]
        leads = [float(scored.scores[champion] - scored.scores[row]) for row in rivals]
        self._lead = min(leads, default=math.inf)
        self._points = _points(scored, path)

    def decides_nothing(self, bounds: Bounds) -> bool:
        """Return whether the leader is today's for certain, were the cell otherwise."""
        shifts = [now - before for now, before in zip(bounds, self._today, strict=True)]
        gained, lost = max(0.0, *shifts), max(0.0, *(-shift for shift in shifts))
        most = gained + lost if self._of_champion else gained
        return most == 0 or self._points * most < self._lead - 2 * TIE


def _points(scored: Scored, path: CellPath) -> float:
    """Return the most points that an option moves by while a cell moves by its whole scale.

    Nothing is said of a cell that does more than move its criterion's capability little by little.
    """
    criterion = criterion_of(path)
    binds = any(bound.criterion == criterion for under in scored.goals for bound in under.binding)
    if scored.requirement.must_haves or binds or path.table in ("needs", "hosts"):
        return math.inf
    part = sum(under.share * _part(under, path) for under in scored.goals)
    return 100 * float(scored.weights[COLUMN[criterion]]) * part


def _part(under: UnderGoal, path: CellPath) -> float:
    """Return how much of its criterion's capability a cell makes up, at most, under one goal."""
    if path.table == "speed":
        names: tuple[str, ...] = SURFACES
        return under.profile.surfaces[names.index(path.key)]
    if path.table == "blocks":
        blocks = under.profile.goal.blocks
        return blocks.count(path.key) / len(blocks)
    return 1.0
