"""A requirement with one answer changed: only what that answer moves is worked out again.

Explanations try a hundred answers for every one that is given. Weights stay, most needs stay, and
with them most fits; what comes out equals scoring the changed requirement from the start.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, Final

import numpy as np

from framework_compare.requirement.model import Requirement
from framework_compare.scoring import binding, capabilities
from framework_compare.scoring.distributions import Floats, read_only
from framework_compare.scoring.goals import UnderGoal, under_goal
from framework_compare.scoring.moved import fill_fits, moved
from framework_compare.scoring.needs import (
    AppliedEffect,
    effects_of,
    need_profile,
    plausible_goals,
    profile_after,
)
from framework_compare.scoring.scored import Scored, orders_of
from framework_compare.scoring.screening import MUST_CRITERIA, Screening
from framework_compare.scoring.values import weighted_sum
from framework_compare.vocabulary import COLUMN, CriterionId

_FROM_THE_START: Final = frozenset({"considered", "weights", "must_haves"})
"""What changes more than needs and capabilities."""
_CONSTANTS: Final = frozenset({"goal", "precedent"})
"""What moves points that neither weights nor needs move."""
_RULES_OUT: Final = frozenset({"needs", "not_needed", "routing"})
"""What says that a need cannot turn up any more."""


def after(before: Scored, field: str, answer: Any) -> Scored:
    """Return a requirement scored after one answer has changed.

    Parameters
    ----------
    before
        the answers as they are.
    field
        of the requirement.
    answer
        as the field takes it; it is not validated.
    """
    requirement = before.requirement.model_copy(update={field: answer})
    if field in _FROM_THE_START:
        return Scored(requirement, before.ground)
    return (
        _AfterGoal(before, requirement) if field == "goal" else _After(before, requirement, field)
    )


def each_after(before: Scored, changes: Sequence[tuple[str, Any]]) -> list[Scored]:
    """Return a requirement scored after each of many changes, which share what work they can.

    Parameters
    ----------
    before
        the answers as they are.
    changes
        a field of the requirement with its new answer, each alone.
    """
    found = [after(before, field, answer) for field, answer in changes]
    alike = [scored for scored in found if isinstance(scored, _After)]
    if alike:
        fill_fits([pair for scored in alike for pair in scored.pairs])
        fits = np.stack([scored.fits for scored in alike])
        given = np.stack([scored.given for scored in alike])
        scores = read_only(100 * weighted_sum(fits, before.weights) + given)
        for scored, row in zip(alike, scores, strict=True):
            scored.__dict__["scores"] = row
        if not before.requirement.must_haves:
            for scored, order in zip(alike, orders_of(scores), strict=True):
                scored.__dict__["order"] = order
    return found


class _After(Scored):
    """Scores after one changed answer, from those before it."""

    def __init__(self, before: Scored, requirement: Requirement, field: str) -> None:
        self._before, self._field = before, field
        self.requirement = requirement
        self.ground, self.catalogue = before.ground, before.catalogue
        self.__dict__.update(options=before.options, weights=before.weights)

    @cached_property
    def effects(self) -> dict[str, list[AppliedEffect]]:
        question = self.catalogue.questions[self._field]
        return self._before.effects | {self._field: effects_of(question, self.requirement)}

    @cached_property
    def goals(self) -> tuple[UnderGoal, ...]:
        both = (*self._before.effects[self._field], *self.effects[self._field])
        touched: set[CriterionId] = {found.criterion for found in both}
        now = [
            found
            for effects in (self.effects.values() if touched else ())
            for found in effects
            if found.criterion in touched
        ]
        return tuple(self._after(under, now, touched) for under in self._before.goals)

    def _after(
        self, under: UnderGoal, effects: list[AppliedEffect], touched: set[CriterionId]
    ) -> UnderGoal:
        reads = self._field in capabilities.READ | binding.READ | _RULES_OUT | _CONSTANTS
        if not touched and not reads:
            return under
        profile = profile_after(
            under.profile, self.requirement, self.catalogue, self._field, effects, touched
        )
        if reads:
            return under_goal(self.ground, self.requirement, self.options, under.share, profile)
        return replace(under, profile=profile)

    @cached_property
    def pairs(self) -> list[tuple[UnderGoal, UnderGoal]]:
        """Each goal's requirement now, after one before it that shares what there is to share."""
        return list(zip(self._before.goals, self.goals, strict=True))

    @cached_property
    def fits(self) -> Floats:
        fill_fits(self.pairs)
        return super().fits

    @cached_property
    def beyond(self) -> Floats:
        return self._before.beyond if self._binds_as_before() else super().beyond

    @cached_property
    def given(self) -> Floats:
        as_before = self._field not in _CONSTANTS and self._binds_as_before()
        return self._before.given if as_before else super().given

    def _binds_as_before(self) -> bool:
        """Return whether what answers that bind cost hangs on nothing that is otherwise."""
        return self._field != "goal" and all(
            now is before
            or (
                now.binding == before.binding
                and all(
                    now.questions[column] == before.questions[column]
                    for column in (COLUMN[bound.criterion] for bound in now.binding)
                )
            )
            for before, now in self.pairs
        )

    @cached_property
    def screening(self) -> Screening:
        if self._is_screened_anew():
            return Scored(self.requirement, self.ground).screening
        return self._before.screening

    def _is_screened_anew(self) -> bool:
        """Return whether a must-have may be judged otherwise."""
        musts = self.requirement.must_haves
        if not musts or self._field in musts:
            return bool(musts)
        about = MUST_CRITERIA | {"hosting": "hosting_fit"}
        read = {COLUMN[about[must]] for must in musts if must in about}
        return bool(read) and any(moved(*pair) & read for pair in self.pairs)


class _AfterGoal(_After):
    """Scores once another goal is answered: effects are the same under every goal."""

    def __init__(self, before: Scored, requirement: Requirement) -> None:
        super().__init__(before, requirement, "goal")
        self.__dict__["effects"] = before.effects

    @cached_property
    def goals(self) -> tuple[UnderGoal, ...]:
        effects = [found for each in self.effects.values() for found in each]
        reckoned = {under.profile.goal.id: under for under in self._before.goals}
        found = []
        for goal, share in plausible_goals(self.requirement, self.catalogue):
            if goal in reckoned:
                found.append(replace(reckoned[goal], share=share))
                continue
            profile = need_profile(self.requirement, self.catalogue, goal, effects)
            found.append(under_goal(self.ground, self.requirement, self.options, share, profile))
        return tuple(found)

    @cached_property
    def pairs(self) -> list[tuple[UnderGoal, UnderGoal]]:
        reckoned = {under.profile.goal.id: under for under in self._before.goals}
        nearest = self._before.goals[0]
        return [(reckoned.get(under.profile.goal.id, nearest), under) for under in self.goals]

    def _is_screened_anew(self) -> bool:
        return bool(self.requirement.must_haves)
