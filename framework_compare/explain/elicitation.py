"""From an order or from swings to intervals of weights.

Shares of a whole, each with its low and high end.

A family is what shares one whole: the four groups, or the criteria of one group. What nobody says
anything about stays unset, and the model's own interval holds for it; an order says of what it
leaves out that it comes after.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from framework_compare.scoring.distributions import Floats
from framework_compare.vocabulary import GROUPS, VALUE_TREE

Shares = dict[str, tuple[float, float]]
"""Member to the low and high end of its share, in [0, 1]."""

FAMILIES: Final[dict[str, tuple[str, ...]]] = {
    "groups": GROUPS,
    **{group: VALUE_TREE[group] for group in GROUPS},
}
"""What shares one whole: the groups, and the criteria of each group."""
FULL_SWING: Final = 100.0
"""What the most valuable swing is worth, by convention."""
_DIGITS: Final = 4
"""Decimals of a share in files and links."""


def outward(low: float, high: float) -> tuple[float, float]:
    """Return an interval in four decimals that holds the given one, so that sums stay meetable."""
    scale = 10**_DIGITS
    nudge = 1e-9  # a share that is a round number but for the last bits stays that number
    first = max(0, math.floor(low * scale + nudge))
    last = min(scale, math.ceil(high * scale - nudge))
    return (first / scale, max(first, last) / scale)


def surrogate_weights(count: int) -> Floats:
    """Return the three usual weights that stand in for a mere order, most important first.

    Rank order centroid: w_i = (1/n) · Σ_{k≥i} 1/k; rank sum: w_i = 2 (n + 1 - i) / (n (n + 1));
    rank reciprocal: w_i = (1/i) / Σ_k 1/k.

    Parameters
    ----------
    count
        how many members are in order, at least one.

    Returns
    -------
    array
        shape (3, count); each row falls and sums to one.

    References
    ----------
    Barron and Barrett (1996), Decision quality using ranked attribute weights, Management Science
    42(11), 1515-1523. Stillwell, Seaver and Edwards (1981), A comparison of weight approximation
    techniques in multiattribute utility decision making, Organizational Behavior and Human
    Performance 28(1), 62-77.
    """
    place = np.arange(1, count + 1)
    reciprocal = 1 / place
    centroid = np.cumsum(reciprocal[::-1])[::-1] / count
    rank_sum = 2 * (count + 1 - place) / (count * (count + 1))
    return np.stack([centroid, rank_sum, reciprocal / reciprocal.sum()])


def from_ranking(order: Sequence[str], members: Sequence[str]) -> Shares:
    """Return intervals from an order of importance: the span of the three usual surrogate weights.

    The order may be partial: what is named comes before what is not. The named ones take their
    places among all members. The others have the places that are left, in any order: each spans
    from the least weight of the last place to the greatest of the first one left. Of up to five
    members, no two named ones overlap, nor does a named one with what is left, so that whatever
    shares are drawn keep the order.

    Parameters
    ----------
    order
        members, most important first, each at most once.
    members
        the whole family.

    Returns
    -------
    dict
        the whole family, in the order given and then in its own; both ends fall along it, and the
        sums can be met. Empty for an empty order, which says nothing.

    Raises
    ------
    ValueError
        where the order names something twice or something that is no member.
    """
    if len(set(order)) != len(order) or not set(order) <= set(members):
        raise ValueError(
            f"order must name members of {list(members)}, each once, got {list(order)}"
        )
    if not order:
        return {}
    weights = surrogate_weights(len(members))
    lows, highs = weights.min(axis=0).tolist(), weights.max(axis=0).tolist()
    ranked = {
        member: outward(low, high) for member, low, high in zip(order, lows, highs, strict=False)
    }
    left = [member for member in members if member not in ranked]
    return ranked | {member: outward(lows[-1], highs[len(order)]) for member in left}


def from_swings(points: Mapping[str, tuple[float, float]], members: Sequence[str]) -> Shares:
    """Return intervals from swings: how much the step from the worst to the best level is worth.

    Share of i = s_i / Σ s. The low end takes i at its lowest and the others at their highest, the
    high end the other way round. The most valuable swing is worth 100: where i is worth less, one
    of the others is worth 100.

    Parameters
    ----------
    points
        member to the low and high end of its swing, 0 to 100. What is not named counts as 0 to 100.
    members
        the whole family.

    Returns
    -------
    dict
        for the named members, in the family's order; the sums can be met. Empty where all swings
        are worth nothing, since that says nothing about their proportions.

    Raises
    ------
    ValueError
        where an interval is none, or names something that is no member.

    References
    ----------
    von Winterfeldt and Edwards (1986), Decision Analysis and Behavioral Research, chapter 8 (swing
    weights); Mustajoki, Hämäläinen and Salo (2005), Decision support by interval SMART/SWING,
    Decision Sciences 36(2), 317-339.
    """
    for member, (low, high) in points.items():
        if member not in members or not 0 <= low <= high <= FULL_SWING:
            raise ValueError(
                f"{member}: must be a member of {list(members)} with 0 <= low <= high <= 100"
            )
    ends = [points.get(member, (0.0, FULL_SWING)) for member in members]
    if not any(high for _, high in ends):
        return {}
    return {
        member: _swing_share(row, ends) for row, member in enumerate(members) if member in points
    }


def _swing_share(row: int, ends: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the share of one swing.

    Where nobody may be worth 100, the highest that is allowed takes its place.
    """
    low, high = ends[row]
    others = [pair for place, pair in enumerate(ends) if place != row]
    top = max(end for _, end in ends)
    most, least = sum(end for _, end in others), sum(start for start, _ in others)
    at_least = low / (low + most) if low else 0.0
    if high < top:
        least += min(top - start for start, end in others if end == top)
    at_most = high / (high + least) if high else 0.0
    return outward(at_least, at_most)
