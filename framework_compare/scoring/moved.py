"""Fits that a change moves, from those before it: many changes of one requirement in one go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from framework_compare.scoring.capabilities import Asked
from framework_compare.scoring.distributions import Bounds, read_only
from framework_compare.scoring.fits import expected_fits
from framework_compare.scoring.goals import FURTHER, STATED, UnderGoal
from framework_compare.vocabulary import CRITERIA, ROUTING


def moved(before: UnderGoal, now: UnderGoal) -> set[int]:
    """Return the criteria, by place, on which something else is asked than before."""
    found: set[int] = set()
    if now.profile.bounds is not before.profile.bounds:
        needs = (now.profile.bounds != before.profile.bounds).any(axis=1)
        found |= set(np.flatnonzero(needs).tolist())
    if now.questions is not before.questions:
        found |= {
            column
            for column in range(len(CRITERIA))
            if now.questions[column] != before.questions[column]
        }
    found -= {STATED, FURTHER}
    if now.profile.items != before.profile.items:
        found.add(STATED)
    if _further(now) != _further(before):
        found.add(FURTHER)
    return found


def _further(under: UnderGoal) -> tuple[str, frozenset[str]]:
    """Return what the criterion of needs that may still turn up hangs on."""
    goal = under.profile.goal.id
    possible = under.ground.likely_needs(goal)
    return goal, under.ruled_out & {*possible, ROUTING}


def fill_fits(pairs: Iterable[tuple[UnderGoal, UnderGoal]]) -> None:
    """Give each requirement under a goal its fits, by what it asks otherwise than another.

    Parameters
    ----------
    pairs
        one before a change, and one after it without its fits; all with the same options and
        evidence.

    Notes
    -----
    The fits are those that each would work out alone, byte for byte. All needs that are put to one
    question about capability are held against it at once.
    """
    asked: dict[tuple[int, Asked], dict[Bounds, list[UnderGoal]]] = defaultdict(
        lambda: defaultdict(list)
    )
    filled: list[UnderGoal] = []
    for before, now in pairs:
        if "fits" in now.__dict__:
            continue
        columns = moved(before, now)
        if not columns:
            now.__dict__["fits"] = before.fits
            continue
        now.__dict__["fits"] = before.fits.copy()
        filled.append(now)
        for column in columns:
            if column in (STATED, FURTHER):
                now.fits[:, column] = now.fit_on(column)
            else:
                asked[column, now.questions[column]][now.need(column)].append(now)
    for (column, question), needs in asked.items():
        values = next(iter(needs.values()))[0]
        found = expected_fits(np.array(list(needs)), values.ground.values(values.options, question))
        for fit, unders in zip(found, needs.values(), strict=True):
            for under in unders:
                under.fits[:, column] = fit
    for under in filled:
        read_only(under.fits)
