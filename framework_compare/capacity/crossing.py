"""The number of users at which another of two options becomes the cheaper one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from framework_compare.capacity.planning import Planner
from framework_compare.scoring.distributions import Floats

_CHUNK: Final = 65_536
"""Numbers of users that are priced at a time."""
_CENT: Final = 0.005
"""Differences below half a cent are none."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """Which of two options costs less for which numbers of users, at the measured medians."""

    few: str
    """The cheaper one for few users."""
    many: str
    """The cheaper one for many; the same where one is never dearer."""
    last: int
    """Up to so many users `few` is never the dearer one."""
    first: int
    """From so many users on `many` is never the dearer one; between the two it goes back and forth.
    """
    most: int
    """Up to how many users were priced."""

    @property
    def crosses(self) -> bool:
        """Whether anything changes."""
        return self.last < self.most


def crossing(planner: Planner, one: str, other: str) -> Crossing | None:
    """Return where the cheaper of two options changes.

    None where they cost the same for every number of users.

    Costs rise in steps, one for each process, so that around the crossing the cheaper one may
    change several times. Every number of users that can be asked about is priced, so that both ends
    are exact.
    """
    most = int(planner.rules.input["users"].most)
    sign = np.concatenate(
        [_signs(planner, one, other, start, most) for start in range(1, most + 1, _CHUNK)]
    )
    decided = np.flatnonzero(sign)
    if not decided.size:
        return None
    names = {1: one, -1: other}
    starts, ends = int(sign[decided[0]]), int(sign[decided[-1]])
    against, before = np.flatnonzero(sign == -starts), np.flatnonzero(sign == -ends)
    return Crossing(
        few=names[starts],
        many=names[ends],
        last=int(against[0]) if against.size else most,  # users are counted from 1, places from 0
        first=int(before[-1]) + 2 if before.size else 1,
        most=most,
    )


def _signs(planner: Planner, one: str, other: str, start: int, most: int) -> Floats:
    """Return 1 where the first costs less, -1 where the other does, 0 where they cost the same."""
    users = np.arange(start, min(start + _CHUNK, most + 1))
    difference = planner.costs(other, users) - planner.costs(one, users)
    return np.where(np.abs(difference) < _CENT, 0, np.sign(difference)).astype(np.int8)
