"""A requirement with one answer changed: only what that answer moves is worked out again.

Explanations try a hundred answers for every one that is given. Weights stay, most needs stay, and
with them most fits; what comes out equals scoring the changed requirement from the start.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, Final

import numpy as np

from framework_compare.requirement.model import Requirement
from framework_compare.scoring.distributions import read_only
from framework_compare.scoring.goals import FURTHER, STATED, UnderGoal, under_goal
from framework_compare.scoring.needs import AppliedEffect, effects_of, profile_after
from framework_compare.scoring.scored import Scored, orders_of
from framework_compare.scoring.screening import MUST_CRITERIA, Screening
from framework_compare.scoring.values import weighted_sum
from framework_compare.vocabulary import COLUMN, CRITERIA, CriterionId

_FROM_THE_START: Final = frozenset({"goal", "considered", "weights", "must_haves"})
"""What changes more than needs and capabilities."""


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
    return _After(before, requirement, field)


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
        profile = profile_after(
            under.profile, self.requirement, self.catalogue, self._field, effects, touched
        )
        found = under_goal(self.ground, self.requirement, self.options, under.share, profile)
        fits, moved = under.fits, self._moved(under, found)
        if moved:
            fits = fits.copy()
            for column in moved:
                fits[:, column] = found.fit_on(column)
        found.__dict__["fits"] = read_only(fits)
        return found

    def _moved(self, before: UnderGoal, now: UnderGoal) -> set[int]:
        """Return the criteria, by place, on which something else is asked than before."""
        moved: set[int] = set()
        if now.profile.bounds is not before.profile.bounds:
            needs = (now.profile.bounds != before.profile.bounds).any(axis=1)
            moved |= {column for column, other in enumerate(needs.tolist()) if other}
        if now.questions is not before.questions:
            moved |= {
                column
                for column in range(len(CRITERIA))
                if now.questions[column] != before.questions[column]
            }
        moved -= {STATED, FURTHER}
        if now.profile.items != before.profile.items:
            moved.add(STATED)
        if now.ruled_out != before.ruled_out:
            moved.add(FURTHER)
        return moved

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
        read = [COLUMN[about[must]] for must in musts if must in about]
        pairs = zip(self._before.goals, self.goals, strict=True)
        return any(self._moved(*pair) & set(read) for pair in pairs) if read else False
