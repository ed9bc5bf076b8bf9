"""Weights: groups first, then the criteria within each.

Expected ones, and plausible ones around them. How much each share is expected to be and how far it
is known was learnt from real decisions; a user's own intervals override it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist
from typing import Final

import numpy as np

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.requirement.model import WeightId
from framework_compare.scoring.distributions import Floats, read_only
from framework_compare.vocabulary import COLUMN, CRITERIA, GROUPS, VALUE_TREE, CriterionId

Own = Mapping[WeightId, tuple[float, float]]
"""The user's own weights: intervals of shares."""
OwnWeights = tuple[tuple[WeightId, tuple[float, float]], ...]
"""The same, to keep results by."""
_NO_ROOM: Final = 1e-12
"""Width of an interval that is none: dividing by less would overflow."""
_FARTHEST: Final = 2.5
"""Standard deviations beyond which nothing is drawn: one draw in eighty would lie there."""
_ROUNDS: Final = 24
"""Of bringing means and spreads to what is wanted together: both are then met to a thousandth."""
_MOST_ROUNDS: Final = 200
_EXACT: Final = 1e-4
"""Where no draws vary as is wanted, means take longer; so much of each is left at the end."""
_WIDEST: Final = 1.5
"""Most that a share varies before it shares a whole, where no draws vary as is wanted."""
_POINTS: Final = 2048
"""Points of the plausible shares over which their mean is fixed."""
_PLACES: Final = 8000
_TAIL: Final = 0.05
"""What lies below a plausible range, and above it."""
_ROUNDED: Final = 0.005
"""Half of a per cent: ranges are shown in whole ones."""


@dataclass(frozen=True, slots=True, eq=False)
class Family:
    """Members that share one whole: the groups, or the criteria of a group."""

    members: tuple[WeightId, ...]
    base: Floats
    """(members,): the expected shares where the user sets none; they sum to one."""
    spread: Floats
    """(members,): standard deviation of each share's logarithm, where the user sets none."""
    bounds: dict[int, tuple[float, float]]
    """The user's own intervals, by place, but for those that say no more than the model's."""

    def expected(self) -> Floats:
        """Return the shares that the score uses: (members,), summing to one.

        The middle of every interval that is set; what is left goes to the others in proportion.
        """
        if not self.bounds:
            return self.base
        rows = list(self.bounds)
        low, high = (np.array([[self.bounds[row][end]] for row in rows]) for end in (0, 1))
        shares = self.base[:, None].copy()
        return _whole(_around(shares, rows, (low + high) / 2, low, high))[:, 0]

    def drawn(self, t: Floats) -> Floats:
        """Return plausible shares whose mean over many draws is what is expected.

        Parameters
        ----------
        t
            shape (members, n), evenly distributed in [-1, 1).

        Returns
        -------
        array
            shape (members, n), non-negative, each column sums to one, every bound kept.
        """
        return self._spread_out(t, *_centre(self))

    def _spread_out(self, t: Floats, centre: Floats, spread: Floats) -> Floats:
        shares: Floats = centre[:, None] * np.exp(spread[:, None] * normal_quantile(t))
        if not self.bounds:
            return shares / shares.sum(axis=0)
        rows = list(self.bounds)
        low, high = (np.array([[self.bounds[row][end]] for row in rows]) for end in (0, 1))
        return _whole(_around(shares, rows, low + (t[rows] + 1) / 2 * (high - low), low, high))


def _around(shares: Floats, rows: list[int], fixed: Floats, low: Floats, high: Floats) -> Floats:
    """Put shares that are set in their places and let the others share what is left."""
    fixed = _fitted(fixed, low, high, exactly=len(rows) == len(shares))
    shares[rows] = 0.0
    rest = shares.sum(axis=0)
    left = np.maximum(1 - fixed.sum(axis=0), 0.0)  # rounding alone can make it negative
    shares *= np.where(rest > 0, left / np.where(rest > 0, rest, 1.0), 0.0)
    shares[rows] = fixed
    return shares


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


def _centre(family: Family) -> tuple[Floats, Floats]:
    """Return what shares are drawn around, and how widely, before they share the whole.

    Such that the mean of what is drawn is what is expected, and its spread what is known.
    """
    key = (family.base.tobytes(), family.spread.tobytes(), tuple(family.bounds.items()))
    return _centred(key, len(family.base))


@lru_cache(maxsize=256)
def _centred(
    key: tuple[bytes, bytes, tuple[tuple[int, tuple[float, float]], ...]], size: int
) -> tuple[Floats, Floats]:
    base, spread = (np.frombuffer(part) for part in key[:2])
    family = Family(("",) * size, base, spread, dict(key[2]))  # type: ignore[arg-type]
    free = [row for row in range(size) if row not in family.bounds]
    wanted, centre, points = family.expected(), base.copy(), even_points(size)
    # What is set moves the middles of the others; how widely they vary beside each other stays.
    inner = _centred((*key[:2], ()), size)[1] if family.bounds else spread.copy()
    if wanted[free].sum() <= _NO_ROOM:
        # The middles of what is set leave nothing, some draws do.
        return read_only(centre), read_only(inner)
    widest = np.maximum(_WIDEST, spread)
    # Beside what is set, one share alone takes what is left, whatever it is drawn around.
    for turn in range(_ROUNDS if family.bounds else _MOST_ROUNDS):
        drawn = family._spread_out(points, centre, inner)
        mean = drawn.mean(axis=1)
        moved = np.divide(
            wanted[free], mean[free], out=np.ones(len(free)), where=mean[free] > _NO_ROOM
        )
        centre[free] *= moved
        centre[free] /= centre[free].sum()  # only their proportions count
        if not family.bounds and size > 1 and turn < _ROUNDS:
            varies = np.maximum(np.log(np.maximum(drawn, _NO_ROOM)).std(axis=1), _NO_ROOM)
            inner = np.minimum(inner * spread / varies, widest)
        elif np.abs(moved - 1).max() < _EXACT:
            break
    return read_only(centre), read_only(inner)


@lru_cache(maxsize=8)
def even_points(dimensions: int) -> Floats:
    """Return points that fill [-1, 1) evenly in every dimension: (dimensions, points).

    References
    ----------
    An additive recurrence on the roots of x^(d+1) = x + 1, which generalises the golden ratio; the
    one-dimensional case is Kronecker's sequence (Niederreiter 1992, Random Number Generation and
    Quasi-Monte Carlo Methods, chapter 3).
    """
    root = 2.0
    for _ in range(64):
        root = (1 + root) ** (1 / (dimensions + 1))
    steps = root ** -np.arange(1.0, dimensions + 1)
    places = (0.5 + steps[:, None] * np.arange(1, _POINTS + 1)) % 1
    return read_only(2 * places - 1)


def normal_quantile(t: Floats) -> Floats:
    """Return standard normal quantiles at t in [-1, 1], held within 2.5 standard deviations.

    They are read off a table at the nearest of 8,001 places: within 0.01 of the exact ones.
    """
    found: Floats = np.take(_table(), ((t + 1) * (_PLACES / 2) + 0.5).astype(np.int32))
    return found


@lru_cache(maxsize=1)
def _table() -> Floats:
    normal = NormalDist()
    inside = np.clip(np.linspace(0, 1, _PLACES + 1), 1e-9, 1 - 1e-9)
    quantiles = np.array([normal.inv_cdf(float(place)) for place in inside])
    return read_only(np.clip(quantiles, -_FARTHEST, _FARTHEST))


def drawn_weights(own: Own, catalogue: Catalogue, groups: Floats, criteria: Floats) -> Floats:
    """Return weights of the criteria, common to all options.

    Parameters
    ----------
    groups, criteria
        shapes (groups, n) and (criteria, n), in [-1, 1]: where in its range each share lies.

    Returns
    -------
    array
        shape (criteria, n), each column sums to one.
    """
    whole, *parts = families(own, catalogue)
    top = whole.drawn(groups)
    weights = np.empty_like(criteria)
    for row, part in enumerate(parts):
        members = [COLUMN[criterion] for criterion in VALUE_TREE[GROUPS[row]]]
        weights[members] = top[row] * part.drawn(criteria[members])
    return weights


def families(own: Own, catalogue: Catalogue) -> tuple[Family, ...]:
    """Return the groups as one family, then each group's criteria, with what the user set.

    An interval that holds the model's own says nothing, and is left out.
    """
    learnt = catalogue.learnt
    trees: tuple[tuple[WeightId, ...], ...] = (GROUPS, *(VALUE_TREE[group] for group in GROUPS))
    shares = [[learnt.groups[group] for group in GROUPS]]
    shares += [[learnt.criteria[criterion] for criterion in VALUE_TREE[group]] for group in GROUPS]
    found = []
    for members, known in zip(trees, shares, strict=True):
        base = np.array([each.share for each in known])
        plain = Family(members, base / base.sum(), np.array([each.spread for each in known]), {})
        bounds = {row: own[member] for row, member in enumerate(members) if member in own}
        if bounds:
            reach = _reach(plain)
            bounds = {row: pair for row, pair in bounds.items() if _binds(pair, *reach[row])}
        found.append(Family(plain.members, plain.base, plain.spread, bounds))
    return tuple(found)


def _binds(own: tuple[float, float], low: float, high: float) -> bool:
    return own[0] > low + _ROUNDED or own[1] < high - _ROUNDED


def expected_weights(own: Own, catalogue: Catalogue) -> Floats:
    """Return the weights that the score uses, the mean of what is drawn: (criteria,), sum one."""
    whole, *parts = families(own, catalogue)
    top, weights = whole.expected(), np.empty(len(CRITERIA))
    for row, part in enumerate(parts):
        weights[[COLUMN[criterion] for criterion in VALUE_TREE[GROUPS[row]]]] = (
            top[row] * part.expected()
        )
    return weights


@dataclass(frozen=True, slots=True)
class ShareRange:
    """What one member holds of its whole: a group of everything, a criterion of its group."""

    low: float
    expected: float
    high: float
    """Ends between which nine draws of ten lie, and the share that the score uses; in [0, 1]."""
    own: bool
    """Whether the user set it."""


def share_ranges(own: Own, catalogue: Catalogue) -> dict[WeightId, ShareRange]:
    """Return every group's and criterion's share, with the range in which it plausibly lies."""
    found: dict[WeightId, ShareRange] = {}
    for family in families(own, catalogue):
        ends, expected = _reach(family), family.expected().tolist()
        for row, member in enumerate(family.members):
            low, high = ends[row]
            middle = expected[row]
            found[member] = ShareRange(
                min(low, middle), middle, max(high, middle), row in family.bounds
            )
    return found


def weight_ranges(catalogue: Catalogue) -> dict[CriterionId, tuple[float, float]]:
    """Return each criterion's share of the whole between which nine draws of ten lie, in [0, 1]."""
    points = even_points(len(GROUPS) + len(CRITERIA))
    drawn = drawn_weights({}, catalogue, points[: len(GROUPS)], points[len(GROUPS) :])
    ends = np.quantile(drawn, [_TAIL, 1 - _TAIL], axis=1).T.tolist()
    return {name: (low, high) for name, (low, high) in zip(CRITERIA, ends, strict=True)}


def _reach(family: Family) -> list[tuple[float, float]]:
    """Return the range of each member's share in which nine draws of ten lie."""
    drawn = family.drawn(even_points(len(family.members)))
    low, high = np.quantile(drawn, [_TAIL, 1 - _TAIL], axis=1)
    return list(zip(low.tolist(), high.tolist(), strict=True))
