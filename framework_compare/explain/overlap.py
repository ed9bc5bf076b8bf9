"""What if two criteria are one: the lead when they are counted once.

Two criteria may reward the same thing twice. Nobody can say how much of the one lies in the other,
so the test takes the extreme: they are one and the same. From two to one every score moves in a
straight line, so whoever leads at both ends leads all the way between.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from framework_compare.errors import one_of, shown
from framework_compare.scoring.distributions import Floats
from framework_compare.scoring.scored import order_of
from framework_compare.scoring.study import Study
from framework_compare.scoring.values import weighted_sum
from framework_compare.vocabulary import COLUMN, CRITERIA, VALUE_TREE, CriterionId


@dataclass(frozen=True, slots=True)
class Merge:
    """Who leads when two criteria are counted once."""

    first: CriterionId
    second: CriterionId
    champion: str | None
    """Who leads while they are two; None where no option is left."""
    today: float | None
    """The champion's lead, as `lead` is meant."""
    leader: str | None
    """Who leads when they are one."""
    lead: float | None
    """Points of 100 over the best option that shares no part with the leader; None where there is
    no other.
    """
    weight: float
    """What is counted once instead of twice: the smaller of the two weights, a share of the whole.
    """

    @property
    def survives(self) -> bool:
        """Whether the champion still leads."""
        return self.leader == self.champion

    @property
    def closeness(self) -> tuple[bool, float]:
        """Sort key: new leaders first, the surest on top, then today's by its narrowest lead."""
        lead = self.lead or 0.0
        return self.survives, lead if self.survives else -lead


def merged(study: Study, first: CriterionId, second: CriterionId) -> Merge:
    """Return who leads when two criteria are counted once.

    One leaf takes the place of the larger of the two (of equal ones, the first in the value tree),
    with the larger weight; its fit is the mean of both fits by their weights, since nobody can say
    which of the two measures it better. What the smaller weighed goes to the other leaves of the
    smaller one's own group, in proportion: groups are weighed first, so no group's say changes.
    Where a group has no other leaf that weighs anything, it goes to the merged leaf if that lies in
    the group, and to all other leaves otherwise.

    Parameters
    ----------
    first, second
        two different criteria, in any order.

    Raises
    ------
    ValueError
        where either is no criterion, or both are the same.
    """
    for criterion in (first, second):
        if criterion not in CRITERIA:
            raise ValueError(f"criterion: {one_of(CRITERIA)}, got {shown(criterion)}")
    if first == second:
        raise ValueError(f"second: must differ from the first, got {shown(second)} twice")
    return _merge(study, first, second)


def merged_overlaps(study: Study) -> tuple[Merge, ...]:
    """Return what merging each pair that counts one effect twice does, in the register's order."""
    pairs = [pair for pair in study.catalogue.overlaps.values() if pair.effect == "same"]
    return tuple(_merge(study, pair.first, pair.second) for pair in pairs)


def _merge(study: Study, first: CriterionId, second: CriterionId) -> Merge:
    one, other = COLUMN[first], COLUMN[second]
    weights, order, names = study.weights, study.order, study.options.names
    smaller = float(min(weights[one], weights[other]))
    if not order:
        return Merge(first, second, None, None, None, None, smaller)
    fits = study.fits.copy()
    both = weights[one] + weights[other]
    part = weights[one] / both if both > 0 else 0.5
    fits[:, one] = fits[:, other] = part * fits[:, one] + (1 - part) * fits[:, other]
    scores = 100 * weighted_sum(fits, merged_weights(weights, one, other)) + study.given
    again = order_of(scores, tuple(sorted(order)))
    today, lead = _lead(study, study.scores, order), _lead(study, scores, again)
    return Merge(first, second, names[order[0]], today, names[again[0]], lead, smaller)


def _lead(study: Study, scores: Floats, order: tuple[int, ...]) -> float | None:
    return float(scores[order[0]] - scores[order[1]]) if len(order) > 1 else None


def merged_weights(weights: Floats, first: int, second: int) -> Floats:
    """Return weights in which one of two criteria stands for both and the other weighs nothing.

    Parameters
    ----------
    weights
        shape (criteria,), non-negative, summing to one.
    first, second
        their places in the value tree.

    Returns
    -------
    array
        shape (criteria,), summing to one; the larger of the two weighs what it weighed, and every
        group too.
    """
    # Of two that weigh the same the first stays, whoever asks.
    first, second = sorted((first, second))
    keeps, leaves = (first, second) if weights[first] >= weights[second] else (second, first)
    group = np.array(
        [
            any({CRITERIA[leaves], name} <= set(tree) for tree in VALUE_TREE.values())
            for name in CRITERIA
        ]
    )
    found = weights.astype(float)
    freed, found[leaves] = found[leaves], 0.0
    others = np.where(np.arange(len(found)) == keeps, 0.0, found)
    heirs = others * group
    if not heirs.any():
        heirs = np.eye(len(found))[keeps] if group[keeps] or not others.any() else others
    found += freed * heirs / heirs.sum()
    return found
