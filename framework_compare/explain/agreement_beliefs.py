"""What one person would have to believe for another's choice to be the best for them too.

Of single answers this is told by `answer_flips`, which is asked of one person alone.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from framework_compare.explain.agreement import Group
from framework_compare.explain.agreement_drivers import taken_over
from framework_compare.explain.sensitivity import Path, paths
from framework_compare.requirement.model import Requirement, WeightId
from framework_compare.scoring.distributions import Floats
from framework_compare.scoring.results import Flip
from framework_compare.scoring.scored import order_of
from framework_compare.scoring.study import Study
from framework_compare.scoring.weights import share_ranges

_NARROW: Final = 0.001
"""Least room that a change is measured against: a share that somebody has fixed is far from any
other.
"""
ASKED: Final = 3
"""Of so many who have the same first choice it is tried which of their answers would do it."""
_DIGITS: Final = (2, 3, 4)
"""Decimals of a share that are tried until it does what is claimed: whole per cent first."""


@dataclass(frozen=True, slots=True)
class Reweighing:
    """One weight at which an option leads, and nothing else is changed."""

    weight: WeightId
    today: float
    """The share as it is: a group's of the whole, a criterion's of its group."""
    share: float
    """The nearest at which the option leads, in few decimals."""
    distance: float
    """As a part of what is plausible: one is the edge of it."""


@dataclass(frozen=True, slots=True)
class Belief:
    """Another's first choice, as somebody sees it for whom it is not the first."""

    option: str
    holders: tuple[int, ...]
    """Whose first choice it is, by place."""
    musts: tuple[str, ...]
    """The one's must-haves that it fails."""
    on_list: bool
    """Whether it is on the one's shortlist."""
    behind: float | None
    """Points behind the one's own first choice; None where it is off the table."""


@dataclass(frozen=True, slots=True)
class Ways:
    """What would put an option first for one person, beside single answers."""

    weight: Reweighing | None
    """The nearest single weight."""
    taken: tuple[tuple[str, ...], ...]
    """Few answers of somebody's whose first choice it is that together do it."""
    whose: int
    """By place among those who were asked."""


def beliefs(group: Group, place: int) -> tuple[Belief, ...]:
    """Return every other first choice as one person sees it, the nearest first.

    Parameters
    ----------
    place
        of the person; one for whom nothing fits can only change answers.
    """
    study = group.studies[place]
    holders: dict[str, list[int]] = {}
    for other, champion in enumerate(group.champions):
        if champion is not None and champion != study.champion:
            holders.setdefault(champion, []).append(other)
    found = [
        Belief(
            option=option,
            holders=tuple(others),
            musts=study.screening.failed(option) if option in study.options.names else (),
            on_list=option in study.options.names,
            behind=group.loss(place, option),
        )
        for option, others in holders.items()
    ]
    return tuple(sorted(found, key=lambda belief: (belief.behind is None, belief.behind or 0.0)))


def enough_for(belief: Belief, flips: Iterable[Flip]) -> Flip | None:
    """Return the nearest single answer that would do it; None where no single one does.

    Parameters
    ----------
    flips
        of the one's answers, nearest first, as `answer_flips` has them.
    """
    return next((flip for flip in flips if flip.champion == belief.option), None)


def ways_to(study: Study, option: str, theirs: tuple[Requirement, ...]) -> Ways:
    """Return what would put an option first for one person.

    Parameters
    ----------
    theirs
        what some of those ask for whose first choice it is: `ASKED` are enough.
    """
    tried = [taken_over(study, study.of(requirement)) for requirement in theirs]
    done = [(len(taken), place) for place, taken in enumerate(tried) if taken]
    _, whose = min(done, default=(0, 0))
    return Ways(reweighing(study, option), tried[whose] if tried else (), whose)


def reweighing(study: Study, option: str) -> Reweighing | None:
    """Return the nearest single weight with which an option leads; None where no weight does it.

    Exact, as the score is linear in the weights: on each straight piece of a weight's path the
    option is ahead of every rival in one interval.
    """
    names = study.options.names
    row = names.index(option) if option in names else None
    if row is None or row not in study.order or len(study.order) < 2:
        return None
    plausible = share_ranges(study.requirement.weights, study.catalogue)
    found = []
    for path in paths(study):
        share = _settable(study, path, row)
        if share is not None:
            room = plausible[path.weight]
            width = room.high - path.today if share > path.today else path.today - room.low
            distance = abs(share - path.today) / max(width, _NARROW)
            found.append(Reweighing(path.weight, path.today, share, distance))
    return min(found, key=lambda each: each.distance, default=None)


def _settable(study: Study, path: Path, row: int) -> float | None:
    """Return the nearest share on a path at which an option leads, rounded away from today."""
    nearest = _nearest(study, path, row)
    if nearest is None:
        return None
    up = nearest > path.today
    past_musts = tuple(sorted(study.order))
    for digits in _DIGITS:
        scale = 10**digits
        share = (math.ceil if up else math.floor)(nearest * scale) / scale
        if not path.knots[0] <= share <= path.knots[-1]:
            continue
        if order_of(study.under(path.at(share)), past_musts)[0] == row:
            return share
    return None


def _nearest(study: Study, path: Path, row: int) -> float | None:
    """Return the share nearest to today's at which an option is behind nobody."""
    rivals = [other for other in study.order if other != row]
    ahead = (study.given[row] - study.given[rivals]) / 100
    leads = (study.fits[row] - study.fits[rivals]) @ path.weights + ahead[:, None]
    shares = [
        min(max(path.today, low), high)
        for start in range(len(path.knots) - 1)
        for low, high in [_ahead_of_all(leads[:, start], leads[:, start + 1])]
        if low <= high
        for low, high in [
            (_between(path, start, low), _between(path, start, high)),
        ]
    ]
    return min(shares, key=lambda share: abs(share - path.today), default=None)


def _ahead_of_all(first: Floats, last: Floats) -> tuple[float, float]:
    """Return where on a straight piece, from 0 to 1, no lead is negative; low above high: nowhere.

    Parameters
    ----------
    first, last
        (rivals,): the leads at both ends.
    """
    slope = last - first
    if np.any((slope == 0) & (first < 0)):
        return 1.0, 0.0
    rising, falling = slope > 0, slope < 0
    low = float(np.max(-first[rising] / slope[rising], initial=0.0))
    high = float(np.min(-first[falling] / slope[falling], initial=1.0))
    return low, high


def _between(path: Path, start: int, part: float) -> float:
    return float(path.knots[start] + part * (path.knots[start + 1] - path.knots[start]))
