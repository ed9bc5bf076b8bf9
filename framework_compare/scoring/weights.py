"""Weights: groups first, then the criteria within each.

Expected ones, and plausible ones around them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.requirement.model import WeightId
from framework_compare.scoring.distributions import Floats
from framework_compare.vocabulary import COLUMN, CRITERIA, GROUPS, VALUE_TREE

Own = Mapping[WeightId, tuple[float, float]]
"""The user's own weights: intervals of shares."""
OwnWeights = tuple[tuple[WeightId, tuple[float, float]], ...]
"""The same, to keep results by."""
_NO_ROOM = 1e-12
"""Width of an interval that is none: dividing by less would overflow."""


def shares(
    base: Floats, bounds: dict[int, tuple[float, float]], factor: float, t: Floats
) -> Floats:
    """Return shares that sum to one, around `base` or within given bounds.

    Parameters
    ----------
    base
        shape (members,): expected shares; only their ratios matter.
    bounds
        member to the user's own interval of its share.
    factor
        members without bounds lie log-uniformly between base/factor and base·factor before they
        share what is left.
    t
        shape (members, n), in [-1, 1]: where in its range each member lies; zeros give the expected
        shares.

    Returns
    -------
    array
        shape (members, n), non-negative, each column sums to one, every bound kept.
    """
    drawn = base[:, None] * np.exp2(t * np.float32(np.log2(factor)))
    if not bounds:
        return drawn / drawn.sum(axis=0)
    rows = list(bounds)
    low = np.array([[bounds[row][0]] for row in rows])
    high = np.array([[bounds[row][1]] for row in rows])
    fixed = low + (t[rows] + 1) / 2 * (high - low)
    fixed = _fitted(fixed, low, high, exactly=len(rows) == len(base))
    drawn[rows] = 0.0
    rest = drawn.sum(axis=0)
    left = np.maximum(1 - fixed.sum(axis=0), 0.0)  # rounding alone can make it negative
    drawn *= np.where(rest > 0, left / np.where(rest > 0, rest, 1.0), 0.0)
    drawn[rows] = fixed
    return _whole(drawn)


def _whole(values: Floats) -> Floats:
    """Divide by the sum where bounds miss the whole, by no more than `SUM_TOLERANCE`.

    Else change no bit.
    """
    total = values.sum(axis=0)
    return values / np.where(np.abs(total - 1) > _NO_ROOM, total, 1.0)


def _fitted(values: Floats, low: Floats, high: Floats, *, exactly: bool) -> Floats:
    """Shrink towards the low bounds where the sum exceeds one; stretch if it must be one."""
    total = values.sum(axis=0)
    room = (values - low).sum(axis=0)
    shrink = np.clip(
        np.divide(total - 1, room, out=np.zeros_like(total), where=room > _NO_ROOM), 0, 1
    )
    values = values - (values - low) * shrink
    if exactly:
        total = values.sum(axis=0)
        room = (high - values).sum(axis=0)
        stretch = np.clip(
            np.divide(1 - total, room, out=np.zeros_like(total), where=room > _NO_ROOM), 0, 1
        )
        values = values + (high - values) * stretch
    return values


def drawn_weights(own: Own, catalogue: Catalogue, groups: Floats, criteria: Floats) -> Floats:
    """Return weights of the criteria, common to all options.

    Parameters
    ----------
    groups, criteria
        shapes (4, n) and (15, n), in [-1, 1]: where in its range each share lies.

    Returns
    -------
    array
        shape (15, n), each column sums to one.
    """
    factor = catalogue.model.weights.factor
    whole, *parts = families(own, catalogue)
    top = shares(whole.base, whole.bounds, factor, groups)
    weights = np.empty_like(criteria)
    for row, part in enumerate(parts):
        members = [COLUMN[criterion] for criterion in VALUE_TREE[GROUPS[row]]]
        weights[members] = top[row] * shares(part.base, part.bounds, factor, criteria[members])
    return weights


@dataclass(frozen=True, slots=True, eq=False)
class Family:
    """Members that share one whole: the groups, or the criteria of a group."""

    members: tuple[WeightId, ...]
    base: Floats
    """(members,): the model's expected shares."""
    bounds: dict[int, tuple[float, float]]
    """The user's own intervals, by place."""


def families(own: Own, catalogue: Catalogue) -> tuple[Family, ...]:
    """Return the groups as one family, then each group's criteria, with what the user set."""
    found = []
    trees: tuple[tuple[WeightId, ...], ...] = (GROUPS, *(VALUE_TREE[group] for group in GROUPS))
    bases = [[group.share for group in catalogue.groups]]
    bases += [
        [catalogue.criterion(criterion).share for criterion in VALUE_TREE[group]]
        for group in GROUPS
    ]
    for members, base in zip(trees, bases, strict=True):
        bounds = {row: own[member] for row, member in enumerate(members) if member in own}
        found.append(Family(members, np.array(base), bounds))
    return tuple(found)


def expected_weights(own: Own, catalogue: Catalogue) -> Floats:
    """Return the expected weights: shape (15,), summing to one; the middle of every interval."""
    groups = np.zeros((len(GROUPS), 1))
    criteria = np.zeros((len(CRITERIA), 1))
    return drawn_weights(own, catalogue, groups, criteria)[:, 0]


@dataclass(frozen=True, slots=True)
class ShareRange:
    """What one member holds of its whole: a group of everything, a criterion of its group."""

    low: float
    expected: float
    high: float
    """Ends that no draw leaves, and the share that the score uses; in [0, 1]."""
    own: bool
    """Whether the user set it."""


def share_ranges(own: Own, catalogue: Catalogue) -> dict[WeightId, ShareRange]:
    """Return every group's and criterion's share, with the ends it can reach as others vary."""
    factor = catalogue.model.weights.factor
    found: dict[WeightId, ShareRange] = {}
    for family in families(own, catalogue):
        expected = shares(family.base, family.bounds, factor, np.zeros((len(family.members), 1)))[
            :, 0
        ]
        for row, member in enumerate(family.members):
            low, high = _reach(row, family.base, family.bounds, factor)
            found[member] = ShareRange(low, float(expected[row]), high, row in family.bounds)
    return found


def _reach(
    row: int, base: Floats, bounds: dict[int, tuple[float, float]], factor: float
) -> tuple[float, float]:
    """Return the smallest and the largest share that `shares` can give to one member."""
    others = [pair for place, pair in bounds.items() if place != row]
    least, most = sum(low for low, _ in others), sum(high for _, high in others)
    if row in bounds:
        low, high = bounds[row]
        if len(bounds) == len(base):
            low = min(high, max(low, 1 - most))
        return low, max(low, min(high, 1 - least))
    rest = sum(base[place] for place in range(len(base)) if place not in bounds and place != row)
    smallest, largest = base[row] / factor, base[row] * factor
    part = (smallest / (smallest + rest * factor), largest / (largest + rest / factor))
    return (part[0] * max(0.0, 1 - most), part[1] * max(0.0, 1 - least))
