"""What it takes for other weights to change the leader.

Exact thresholds, the least weight to move, and never.

All of it is exact because the score is linear in the weights. With fits v, champion a, rival b and
``d = v_a - v_b``, the lead is ``Σ w·d``. Setting one share moves all weights along straight pieces,
on each of which the lead crosses zero at most once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from framework_compare.requirement.model import WeightId
from framework_compare.scoring.distributions import Floats, read_only
from framework_compare.scoring.ground import Ground
from framework_compare.scoring.study import Study
from framework_compare.scoring.weights import Family, Own, OwnWeights, families
from framework_compare.vocabulary import COLUMN, CRITERIA, GROUPS, VALUE_TREE, GroupId

_NOTHING = 1e-12
"""Slopes and differences up to this are rounding."""


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """How all weights follow when the user sets one share to t: as the engine itself would have it.

    Siblings that the user has not set share what is left in the model's proportions; siblings that
    are set keep their middle until they must give way, within their intervals. Both are straight
    between the knots.
    """

    weight: WeightId
    today: float
    """The share as it is: a group's of the whole, a criterion's of its group."""
    knots: Floats
    """(n,): shares at which a new straight piece begins, ascending.

    The first and the last are the ends of what the user's other weights leave room for.
    """
    weights: Floats
    """(criteria, n): the weights at the knots."""

    def at(self, share: Floats | float) -> Floats:
        """Return the weights at shares t within the knots.

        Shape (criteria,) for one, (criteria, n) for n.
        """
        if len(self.knots) == 1:
            return self.weights[:, np.zeros(np.shape(share), int)]
        piece = np.clip(np.searchsorted(self.knots, share) - 1, 0, len(self.knots) - 2)
        start, end = self.knots[piece], self.knots[piece + 1]
        part = (share - start) / (end - start)
        weights: Floats = self.weights[:, piece] * (1 - part) + self.weights[:, piece + 1] * part
        return weights


@dataclass(frozen=True, slots=True)
class StableRange:
    """The range of one weight in which the champion stays first, and who leads beyond."""

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


def paths(study: Study) -> tuple[Path, ...]:
    """Return the path of every group's share of the whole and every criterion's of its group.

    Returns
    -------
    tuple
        the groups, then the criteria, both in the order of the value tree.
    """
    return study.ground.once(_paths, tuple(study.requirement.weights.items()))


def _paths(ground: Ground, own: OwnWeights) -> tuple[Path, ...]:
    """Return the paths under a user's own weights: nothing else of a requirement moves them."""
    catalogue = ground.catalogue
    whole, *parts = families(dict(own), catalogue)
    tops = whole.expected()
    inner = {group: part.expected() for group, part in zip(GROUPS, parts, strict=True)}
    found: list[Path] = []
    for row, group in enumerate(GROUPS):
        knots, shared = _set(whole, row, dict(own))
        weights = np.empty((len(CRITERIA), len(knots)))
        for place, name in enumerate(GROUPS):
            weights[_columns(name)] = inner[name][:, None] * shared[place]
        found.append(Path(group, float(tops[row]), read_only(knots), read_only(weights)))
    for row, (group, part) in enumerate(zip(GROUPS, parts, strict=True)):
        for place, criterion in enumerate(part.members):
            knots, shared = _set(part, place, dict(own))
            weights = np.empty((len(CRITERIA), len(knots)))
            for other, name in enumerate(GROUPS):
                weights[_columns(name)] = (tops[other] * inner[name])[:, None]
            weights[_columns(group)] = tops[row] * shared
            today = float(inner[group][place])
            found.append(Path(criterion, today, read_only(knots), read_only(weights)))
    return tuple(found)


def _columns(group: GroupId) -> list[int]:
    return [COLUMN[criterion] for criterion in VALUE_TREE[group]]


def _set(family: Family, member: int, own: Own) -> tuple[Floats, Floats]:
    """Return the knots of one member's share, and all shares of its family there: (members, n).

    An interval that says no more than the model's own moves no share, but leaves no more room than
    any other: beyond it a requirement would be refused.
    """
    others = [pair for place, pair in family.bounds.items() if place != member]
    middles = sum((low + high) / 2 for low, high in others)
    said = [own[name] for row, name in enumerate(family.members) if row != member and name in own]
    lows, highs = (sum(pair[end] for pair in said) for end in (0, 1))
    today = float(family.expected()[member])
    least = max(0.0, 1 - highs) if len(said) == len(family.members) - 1 else 0.0
    least = min(least, today)
    most = max(today, min(1.0, 1 - lows))
    knots = np.unique(np.clip([least, 1 - middles, most], least, most))
    found = [replace(family, bounds={**family.bounds, member: (t, t)}).expected() for t in knots]
    return knots, np.stack(found, axis=1)


def stable_range(
    path: Path, fits: Floats, given: Floats, champion: int, rivals: tuple[int, ...]
) -> StableRange:
    """Return the share of one weight within which the champion stays ahead of every rival.

    Parameters
    ----------
    path
        of the weight.
    fits
        shape (options, criteria), in [0, 1].
    given
        shape (options,): points of 100 that no weight moves.
    champion
        the leader under today's weights.
    rivals
        the other options on the table.

    Returns
    -------
    StableRange
        the champion leads within it, and the named rival just beyond an end at which somebody takes
        over; an end without a rival is where the path ends.

    References
    ----------
    Triantaphyllou and Sanchez (1997), A sensitivity analysis approach for some deterministic
    multi-criteria decision-making methods, Decision Sciences 28(1), 151-194; here the other shares
    follow as they would in the engine.
    """
    gaps = fits[champion] - fits[list(rivals)]
    leads = gaps @ path.weights + _ahead(given, champion, rivals)[:, None]
    above = _first_crossing(path.knots, leads, path.today)
    below = _first_crossing(-path.knots[::-1], leads[:, ::-1], -path.today)
    return StableRange(
        weight=path.weight,
        today=path.today,
        low=-below[0] if below else float(path.knots[0]),
        high=above[0] if above else float(path.knots[-1]),
        below=rivals[below[1]] if below else None,
        above=rivals[above[1]] if above else None,
    )


def _ahead(given: Floats, champion: int, rivals: tuple[int, ...]) -> Floats:
    """Return how far the champion is ahead by what no weight moves, in units of fit: (rivals,)."""
    ahead: Floats = (given[champion] - given[list(rivals)]) / 100
    return ahead


def _first_crossing(knots: Floats, leads: Floats, today: float) -> tuple[float, int] | None:
    """Return where on the way up from today a lead first turns negative, and against whom.

    Parameters
    ----------
    leads
        shape (rivals, knots).
    """
    first: tuple[float, int] | None = None
    for start in range(len(knots) - 1):
        if knots[start + 1] <= today or first is not None:
            continue
        width = knots[start + 1] - knots[start]
        slope = (leads[:, start + 1] - leads[:, start]) / width
        for rival in np.flatnonzero((leads[:, start + 1] < -_NOTHING) & (slope < -_NOTHING)):
            root = max(float(knots[start] - leads[rival, start] / slope[rival]), today)
            if first is None or root < first[0]:
                first = (root, int(rival))
    return first


def least_move(
    weights: Floats, fits: Floats, given: Floats, champion: int, rivals: tuple[int, ...]
) -> LeastMove | None:
    """Return the least weight that must move between criteria until some rival draws level.

    Against one rival every point goes to the criterion on which the champion is least ahead, taken
    from the criteria on which it is most ahead, one after the other: the greedy solution of the
    linear programme that minimises the mass moved, half of Σ|w' - w|, subject to the lead being
    zero. The least over all rivals is then the least that changes the leader at all.

    Returns
    -------
    LeastMove or None
        None where no weights whatever let anybody draw level.
    """
    best: LeastMove | None = None
    ahead = _ahead(given, champion, rivals).tolist()
    for rival, extra in zip(rivals, ahead, strict=True):
        found = _least_against(weights, fits[champion] - fits[rival], extra, rival)
        if found and (best is None or found.mass < best.mass):
            best = found
    return best


def _least_against(weights: Floats, gaps: Floats, extra: float, rival: int) -> LeastMove | None:
    lead = float(weights @ gaps) + extra
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


def dominated(
    fits: Floats, given: Floats, champion: int, rivals: tuple[int, ...]
) -> tuple[int, ...]:
    """Return rivals that no weights can put first, since they lose on every criterion or are level.

    One that is better on some, by less than what no weight moves takes off, is not among them.

    A rival that comes before it in the catalogue would be named first where they are equal, so
    against that one the champion must be better on every criterion.
    """
    found = []
    ahead = _ahead(given, champion, rivals).tolist()
    for rival, extra in zip(rivals, ahead, strict=True):
        worst = float((fits[champion] - fits[rival]).min())
        least = _NOTHING if rival < champion else -_NOTHING
        if worst >= -_NOTHING and worst + extra >= least:
            found.append(rival)
    return tuple(found)
