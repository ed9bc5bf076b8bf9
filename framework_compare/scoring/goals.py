"""A requirement under one plausible goal: what is asked, and how far each option meets it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from framework_compare.requirement.model import Requirement
from framework_compare.scoring.binding import Bound, bounds_of
from framework_compare.scoring.capabilities import Asked, situation_of
from framework_compare.scoring.distributions import Bounds, Floats, read_only
from framework_compare.scoring.fits import Further, Stated, fit_of_left, further_fit
from framework_compare.scoring.ground import Ground
from framework_compare.scoring.needs import NeedProfile
from framework_compare.scoring.options import Options
from framework_compare.vocabulary import COLUMN, CRITERIA, ITEM, LEVELS, ROUTING, SURFACE

STATED: Final = COLUMN["stated_needs"]
FURTHER: Final = COLUMN["further_needs"]


@dataclass(frozen=True, eq=False)
class UnderGoal:
    """A requirement seen under one plausible goal."""

    ground: Ground
    options: Options
    share: float
    """How likely the goal is."""
    profile: NeedProfile
    """What is asked."""
    questions: tuple[Asked, ...]
    """What is asked about options' capability, criterion by criterion."""
    binding: tuple[Bound, ...]
    """Answers that cost points beyond any weight where they are missed by far."""
    is_open: bool
    """Whether nobody has made a shortlist, so that what comparable teams took counts."""
    ruled_out: frozenset[str]
    """Needs that cannot turn up any more: ticked, or known not to be needed; addresses once they
    are answered."""

    @property
    def data_share(self) -> float:
        """Share of data screens in what has to be built."""
        return self.profile.surfaces[SURFACE["data_ui"]]

    @cached_property
    def bounds(self) -> Floats:
        """(options, criteria, 3): capabilities; stated needs hold the whole scale."""
        found = [self.ground.bounds(self.options, question) for question in self.questions]
        return read_only(np.stack(found, axis=1))

    @cached_property
    def stated(self) -> Stated:
        """What the criterion of stated needs reads."""
        items = self.profile.items
        return Stated(
            ticked=read_only(self.ground.items(self.options)[:, [ITEM[item] for item in items]]),
            levels=read_only(np.array([level[1] for level in items.values()])),
        )

    @cached_property
    def further(self) -> Further:
        """What the criterion of needs that may still turn up reads."""
        goal = self.profile.goal
        possible = self.ground.likely_needs(goal.id)
        chances = {need: chance for need, chance in possible.items() if need not in self.ruled_out}
        whole = sum(possible.values())
        places = [ITEM[need] for need in chances]
        asked = () if ROUTING in self.ruled_out else LEVELS
        return Further(
            losses=read_only(self.ground.losses(self.options)[:, places]),
            likely=read_only(np.array(list(chances.values())) / max(whole, 1e-12)),
            met=read_only(self.ground.items(self.options)[:, places]),
            routing=read_only(self.ground.routing_losses(self.options)[:, : len(asked)]),
            chances=read_only(np.array([goal.routing.get(level, 0.0) for level in asked])),
        )

    def need(self, column: int) -> Bounds:
        """Return low, mid and high of what is asked of a criterion, by its place."""
        low, mid, high = self.profile.bounds[column].tolist()
        return (low, mid, high)

    def fit_on(self, column: int) -> Floats:
        """Return the expected fit of every option on one criterion, by its place: (options,)."""
        if column == STATED:
            items = self.profile.items.items()
            left = [self.ground.left(self.options, item, level[1]) for item, level in items]
            return fit_of_left(left, len(self.options))
        if column == FURTHER:
            return further_fit(self.further, self.ground.catalogue)
        return self.ground.fit(self.options, self.questions[column], self.need(column))

    @cached_property
    def precedent(self) -> Floats:
        """(options,): points by what comparable teams took; none where there is a shortlist."""
        return self.ground.precedent(self.options, self.profile.goal.goal_class, self.is_open)

    @cached_property
    def constants(self) -> Floats:
        """(options,): points that neither weights nor needs move."""
        return self.ground.constants(self.options, self.profile.goal.goal_class, self.is_open)

    @cached_property
    def beyond(self) -> Floats:
        """(options, criteria): expected points lost to answers that bind, beyond any weight."""
        if not self.binding:
            return self.ground.nothing(self.options)
        found = np.zeros((len(self.options), len(CRITERIA)))
        for bound in self.binding:
            column = COLUMN[bound.criterion]
            found[:, column] = self.ground.lost(self.options, self.questions[column], bound)
        return read_only(found)

    @cached_property
    def fits(self) -> Floats:
        """(options, criteria), in [0, 1]."""
        return read_only(np.stack([self.fit_on(c) for c in range(len(CRITERIA))], axis=1))


def under_goal(
    ground: Ground,
    requirement: Requirement,
    options: Options,
    share: float,
    profile: NeedProfile,
) -> UnderGoal:
    """Return a requirement under one goal.

    Parameters
    ----------
    share
        how likely the goal is.
    profile
        what is asked under it.
    """
    asked = ground.questions(
        situation_of(requirement, profile.goal, profile.surfaces, ground.catalogue)
    )
    ruled_out = {*profile.items, *requirement.not_needed, *requirement.stated_needs}
    if requirement.routing is not None:
        ruled_out.add(ROUTING)
    binding = bounds_of(requirement, ground.catalogue)
    is_open = not requirement.considered and requirement.precedent != "ignore"
    return UnderGoal(ground, options, share, profile, asked, binding, is_open, frozenset(ruled_out))
