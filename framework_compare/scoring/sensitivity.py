"""What it takes for other weights to change the leader: exact thresholds, the least weight to move, and never.

All of it is exact because the score is linear in the weights. With fits v, champion a, rival b and
``d = v_a - v_b``, the lead is ``Σ w·d``; along any straight path ``w(t) = A + t·B`` it is ``A·d + t·(B·d)``, which
crosses zero at most once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from framework_compare.requirements import WeightId
from framework_compare.scoring.distributions import Floats
from framework_compare.vocabulary import CRITERIA, GROUPS, VALUE_TREE

__all__ = ["LeastMove", "Path", "StableRange", "dominated", "least_move", "paths", "stable_range"]

_NOTHING = 1e-12
"""Slopes and differences up to this are rounding."""


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """How all weights follow when one share is set to t: its siblings share what is left as they do today."""

    weight: WeightId
    today: float
    """The share as it is: a group's of the whole, a criterion's of its group."""
    fixed: Floats
    """(criteria,): A of w(t) = A + t·B."""
    slope: Floats
    """(criteria,): B."""

    def at(self, share: Floats | float) -> Floats:
        """Return the weights at shares t: shape (criteria,) for one, (criteria, n) for n."""
        t = np.asarray(share, float)
        weights: Floats = self.fixed[:, None] + self.slope[:, None] * t.reshape(1, -1)
        return weights[:, 0] if t.ndim == 0 else weights


@dataclass(frozen=True, slots=True)
class StableRange:
    """Within which share of one weight the champion stays first, and who takes over at either end."""

    weight: WeightId
    today: float
    low: float
    high: float
    below: int | None
    """The rival that takes over below `low`; None where nobody does."""
    above: int | None


@dataclass(frozen=True, slots=True)
class LeastMove:
    """The least weight that must move for a rival to draw level."""

    rival: int
    mass: float
    """Share of the whole that moves, 0 to 1."""
    weights: tuple[float, ...]
    """Weights of the criteria at which the two are level."""


def _siblings(shares: Floats, member: int) -> tuple[Floats, Floats]:
    """Return A and B of the shares of one family while one member's share goes from 0 to 1.

    Where the member holds everything, the others come back in equal parts: proportions of nothing are undefined.
    """
    rest = shares.copy()
    rest[member] = 0.0
    total = rest.sum()
    if total > _NOTHING:
        rest /= total
    elif len(rest) > 1:
        rest[:] = 1 / (len(rest) - 1)
        rest[member] = 0.0
    slope = -rest
    slope[member] = 1.0
    return rest, slope


def paths(weights: Floats) -> tuple[Path, ...]:
    """Return the path of every group's share of the whole and of every criterion's share of its group.

    Parameters
    ----------
    weights
        shape (criteria,), summing to one: today's.

    Returns
    -------
    tuple
        the groups, then the criteria, both in the order of the value tree.
    """
    members = {group: [CRITERIA.index(criterion) for criterion in VALUE_TREE[group]] for group in GROUPS}
    tops = np.array([weights[members[group]].sum() for group in GROUPS])
    inner = {group: _inner(weights[members[group]]) for group in GROUPS}
    found: list[Path] = []
    for row, group in enumerate(GROUPS):
        fixed, slope = np.zeros(len(CRITERIA)), np.zeros(len(CRITERIA))
        for part, other in zip(_siblings(tops, row), (fixed, slope), strict=True):
            for column, name in enumerate(GROUPS):
                other[members[name]] = part[column] * inner[name]
        found.append(Path(group, float(tops[row]), fixed, slope))
    for row, group in enumerate(GROUPS):
        for place, criterion in enumerate(VALUE_TREE[group]):
            fixed, slope = weights.astype(float), np.zeros(len(CRITERIA))
            rest, change = _siblings(inner[group], place)
            fixed[members[group]] = tops[row] * rest
            slope[members[group]] = tops[row] * change
            found.append(Path(criterion, float(inner[group][place]), fixed, slope))
    return tuple(found)


def _inner(weights: Floats) -> Floats:
    """Return shares within a group; equal ones where the group weighs nothing."""
    total = weights.sum()
    return weights / total if total > _NOTHING else np.full(len(weights), 1 / len(weights))


def stable_range(path: Path, fits: Floats, champion: int, rivals: tuple[int, ...]) -> StableRange:
    """Return the share of one weight within which the champion stays ahead of every rival.

    Parameters
    ----------
    path
        of the weight.
    fits
        shape (options, criteria), in [0, 1].
    champion
        the leader under today's weights.
    rivals
        the other options on the table.

    Returns
    -------
    StableRange
        the champion leads strictly within it, and the named rival just beyond either end that lies within [0, 1].

    References
    ----------
    Triantaphyllou and Sanchez (1997), A sensitivity analysis approach for some deterministic multi-criteria
    decision-making methods, Decision Sciences 28(1), 151-194; here with the other shares scaled in proportion.
    """
    low, high, below, above = 0.0, 1.0, None, None
    if rivals:
        gaps = fits[champion] - fits[list(rivals)]
        start, slope = gaps @ path.fixed, gaps @ path.slope
        crosses = np.abs(slope) > _NOTHING
        root = np.where(crosses, -start / np.where(crosses, slope, 1.0), np.nan)
        for place in np.flatnonzero(crosses & (slope > 0) & (root > 0)):
            if root[place] > low:
                low, below = min(float(root[place]), path.today), rivals[place]
        for place in np.flatnonzero(crosses & (slope < 0) & (root < 1)):
            if root[place] < high:
                high, above = max(float(root[place]), path.today), rivals[place]
    return StableRange(path.weight, path.today, low, high, below, above)


def least_move(weights: Floats, fits: Floats, champion: int, rivals: tuple[int, ...]) -> LeastMove | None:
    """Return the least weight that must move between criteria until some rival draws level.

    Against one rival every point goes to the criterion on which the champion is least ahead, taken from the
    criteria on which it is most ahead, one after the other: the greedy solution of the linear programme that
    minimises the mass moved, half of Σ|w' - w|, subject to the lead being zero. The least over all rivals is then
    the least that changes the leader at all.

    Returns
    -------
    LeastMove or None
        None where no weights whatever let anybody draw level.
    """
    best: LeastMove | None = None
    for rival in rivals:
        found = _least_against(weights, fits[champion] - fits[rival], rival)
        if found and (best is None or found.mass < best.mass):
            best = found
    return best


def _least_against(weights: Floats, gaps: Floats, rival: int) -> LeastMove | None:
    lead = float(weights @ gaps)
    to = int(np.argmin(gaps))
    moved = weights.astype(float)
    for column in np.argsort(-gaps, kind="stable"):
        gain = float(gaps[column] - gaps[to])
        if lead <= 0 or gain <= _NOTHING:
            break
        part = min(float(moved[column]), lead / gain)
        moved[column] -= part
        moved[to] += part
        lead -= part * gain
    if lead > _NOTHING:
        return None
    return LeastMove(rival, float(np.abs(moved - weights).sum() / 2), tuple(map(float, moved)))


def dominated(fits: Floats, champion: int, rivals: tuple[int, ...]) -> tuple[int, ...]:
    """Return the rivals that no weights can put ahead: the champion is at least as good on every criterion."""
    return tuple(rival for rival in rivals if bool((fits[champion] >= fits[rival] - _NOTHING).all()))
