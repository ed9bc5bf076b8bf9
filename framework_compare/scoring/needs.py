"""Answers to needs: what one requirement asks of each criterion, with a trace of what moved
what.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.criteria import Effect, GoalProfile, Point, Question
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.distributions import Floats
from framework_compare.scoring.results import Move, NeedInterval
from framework_compare.scoring.values import piecewise_linear
from framework_compare.vocabulary import CRITERIA, CriterionId, Goal, Surface

Bounds = tuple[float, float, float]
_INDEX = {criterion: index for index, criterion in enumerate(CRITERIA)}
_ROUTING = "routing"
_STATED: Final = "stated_needs"
_NOTHING: Final[Bounds] = (0.0, 0.0, 0.0)
_BUILDING: Final = ("needs", "ui_customization", "auth")
"""The answers for which something has to be built beside the goal."""


@dataclass(frozen=True, slots=True, eq=False)
class NeedProfile:
    """What is asked, on every criterion's scale."""

    goal: GoalProfile
    bounds: Floats
    """(criteria, 3): low, mid, high; zero on stated needs, which `items` holds one by one."""
    stated: dict[CriterionId, Bounds]
    """What the answer to a criterion's own question states, before other answers raise or shift it.
    """
    items: dict[str, Bounds]
    """Stated needs and routing, with the level that each asks for."""
    moves: tuple[Move, ...]
    """What every answer moved, in the order in which they were applied."""

    def interval(self, criterion: CriterionId) -> NeedInterval:
        """Return the need on one criterion."""
        low, mid, high = (float(bound) for bound in self.bounds[_INDEX[criterion]])
        return NeedInterval(criterion, low, mid, high)


def plausible_goals(
    requirement: Requirement, catalogue: Catalogue
) -> tuple[tuple[Goal, float], ...]:
    """Return the goals to reckon with and how likely each is.

    One if it is answered, all if it is not.
    """
    if requirement.goal is not None:
        return ((requirement.goal, 1.0),)
    total = sum(goal.prior for goal in catalogue.goals.values())
    return tuple((name, goal.prior / total) for name, goal in catalogue.goals.items())


def need_profile(
    requirement: Requirement,
    catalogue: Catalogue,
    goal: Goal,
    effects: list[AppliedEffect] | None = None,
) -> NeedProfile:
    """Return what the answers ask for, given a goal.

    Parameters
    ----------
    requirement
        the answers; its own goal is not read.
    goal
        the goal to reckon with.
    effects
        from `applied_effects`, for whoever asks under several goals; worked out where None.
    """
    needs = _unanswered(catalogue, goal)
    effects = applied_effects(requirement, catalogue) if effects is None else effects
    stated = {
        a.effect.criterion: (a.effect.low, a.effect.mid, a.effect.high)
        for a in effects
        if a.effect.op == "set"
    }
    moves = list(_apply(effects, needs))
    items = _items(requirement, catalogue, needs[_STATED])
    needs[_STATED] = _NOTHING
    bounds = np.clip(np.array([needs[criterion] for criterion in CRITERIA]), 0.0, 1.0)
    return NeedProfile(
        with_surfaces(requirement, catalogue, goal), bounds, stated, items, tuple(moves)
    )


def _unanswered(catalogue: Catalogue, goal: Goal) -> dict[CriterionId, Bounds]:
    """Return what a goal asks for before any answer; the caller's own."""
    return _asked_by(catalogue, goal).copy()


@lru_cache(maxsize=64)
def _asked_by(catalogue: Catalogue, goal: Goal) -> dict[CriterionId, Bounds]:
    model = catalogue.model
    needs: dict[CriterionId, Bounds] = dict.fromkeys(CRITERIA, _NOTHING)
    needs.update(
        {criterion: interval.bounds() for criterion, interval in catalogue.goals[goal].need.items()}
    )
    needs["use_case_fit"] = (model.use_case.level,) * 3
    needs["hosting_fit"] = (model.hosting.level,) * 3
    needs["skills_fit"] = needs["switching_cost"] = (1.0, 1.0, 1.0)
    return needs


def _items(requirement: Requirement, catalogue: Catalogue, routing: Bounds) -> dict[str, Bounds]:
    """Return the stated needs, and routing where it asks for anything, each with its level."""
    level = (catalogue.model.stated_needs.level,) * 3
    items: dict[str, Bounds] = {
        need: level for need in requirement.stated_needs if catalogue.needs[need].leaf
    }
    if requirement.routing is not None and routing[1] > 0:
        items[_ROUTING] = routing
    return items


def profile_after(
    profile: NeedProfile,
    requirement: Requirement,
    catalogue: Catalogue,
    field: str,
    effects: list[AppliedEffect],
    touched: set[CriterionId],
) -> NeedProfile:
    """Return a profile after one answer has changed, working out only what that answer touches.

    Parameters
    ----------
    profile
        before the change.
    requirement
        after it.
    field
        whose answer has changed; not the goal.
    effects
        after it, of all answers on the criteria that are touched.
    touched
        the criteria that the answer's effects speak of, before or after.

    Returns
    -------
    NeedProfile
        as `need_profile` would have it, but for what each answer stated and moved: that is left as
        it was.
    """
    goal = (
        with_surfaces(requirement, catalogue, profile.goal.id)
        if field in _BUILDING
        else profile.goal
    )
    bounds, items = profile.bounds, profile.items
    if touched:
        needs = _unanswered(catalogue, profile.goal.id)
        for _ in _apply(effects, needs):
            pass
        bounds = bounds.copy()
        for criterion in touched - {_STATED}:
            bounds[_INDEX[criterion]] = [min(1.0, max(0.0, bound)) for bound in needs[criterion]]
        if _STATED in touched:
            items = _items(requirement, catalogue, needs[_STATED])
    if field == "needs":
        listed = _items(requirement, catalogue, _NOTHING)
        items = listed | {_ROUTING: items[_ROUTING]} if _ROUTING in items else listed
    return NeedProfile(goal, bounds, profile.stated, items, profile.moves)


def with_surfaces(requirement: Requirement, catalogue: Catalogue, goal: Goal) -> GoalProfile:
    """Return the goal with what has to be built for this requirement.

    A look of one's own, accounts, payments or callers turn a part of the work into a front end,
    database-backed pages or a service, whatever the goal is called. The goal keeps at least the
    share that the model says.
    """
    builders = tuple(tuple(part.items()) for part in _builders(requirement, catalogue) if part)
    return _with_surfaces(catalogue, goal, builders)


@lru_cache(maxsize=1024)
def _with_surfaces(
    catalogue: Catalogue, goal: Goal, builders: tuple[tuple[tuple[Surface, float], ...], ...]
) -> GoalProfile:
    """Return the goal with what is built beside it; kept, since few answers build anything."""
    profile = catalogue.goals[goal]
    added: dict[Surface, float] = {}
    for part in builders:
        for surface, share in part:
            added[surface] = added.get(surface, 0.0) + share
    total = sum(added.values())
    if not total:
        return profile
    most = min(total, 1 - catalogue.model.surfaces.kept)
    mixed = {surface: (1 - most) * share for surface, share in profile.surfaces.items()}
    for surface, share in added.items():
        mixed[surface] = mixed.get(surface, 0.0) + most * share / total
    return profile.model_copy(update={"surfaces": mixed})


def _builders(requirement: Requirement, catalogue: Catalogue) -> Iterator[dict[Surface, float]]:
    for need in requirement.stated_needs:
        yield catalogue.needs[need].builds
    for field in _BUILDING[1:]:
        for answer in catalogue.questions[field].answer:
            if answer.value == getattr(requirement, field):
                yield answer.builds


@dataclass(frozen=True, slots=True)
class AppliedEffect:
    """One effect of one answer."""

    field: str
    value: str
    effect: Effect


def _apply(effects: list[AppliedEffect], needs: dict[CriterionId, Bounds]) -> Iterator[Move]:
    """Apply in the order set, assume, raise, add, so that the order of the answers never
    matters.
    """
    settled = {applied.effect.criterion for applied in effects if applied.effect.op == "set"}
    for op in ("set", "assume", "raise", "add"):
        for applied in effects:
            effect = applied.effect
            if effect.op != op or (op == "assume" and effect.criterion in settled):
                continue
            before = needs[effect.criterion]
            change: Bounds = (effect.low, effect.mid, effect.high)
            after = _changed(before, change, op)
            needs[effect.criterion] = after
            if after != before:
                yield Move(
                    applied.field,
                    applied.value,
                    effect.criterion,
                    NeedInterval(effect.criterion, *before),
                    NeedInterval(effect.criterion, *after),
                    effect.why,
                )


def _changed(before: Bounds, change: Bounds, op: str) -> Bounds:
    if op == "set":
        return change
    if op == "raise":
        # three in, three out
        return tuple(max(pair) for pair in zip(before, change, strict=True))  # type: ignore[return-value]
    low, mid, high = (
        min(1.0, max(0.0, old + shift)) for old, shift in zip(before, change, strict=True)
    )
    return (min(low, mid), mid, max(mid, high))


def applied_effects(requirement: Requirement, catalogue: Catalogue) -> list[AppliedEffect]:
    """Return the effects of everything that is answered, the same under every goal."""
    return [
        applied
        for question in catalogue.questions.values()
        for applied in effects_of(question, requirement, catalogue)
    ]


def effects_of(
    question: Question, requirement: Requirement, catalogue: Catalogue
) -> list[AppliedEffect]:
    """Return the effects of the answer to one question; none where it has none."""
    if question.kind == "number":
        value = getattr(requirement, question.field)
        return [] if value is None else [_number_effect(catalogue, question.field, value)]
    if question.field == "needs":
        return _chosen(question, requirement.stated_needs)
    if question.kind in ("one", "many"):
        value = getattr(requirement, question.field)
        chosen = _chosen(question, value if isinstance(value, tuple) else (value,))
        return _most_demanding(chosen) if question.combine == "most" else chosen
    return []


def _chosen(question: Question, values: Iterable[object]) -> list[AppliedEffect]:
    wanted = set(values)
    answers = [answer for answer in question.answer if answer.value in wanted]
    return [
        AppliedEffect(question.field, answer.value, effect)
        for answer in answers
        for effect in answer.effect
    ]


def _most_demanding(effects: list[AppliedEffect]) -> list[AppliedEffect]:
    """Keep, for each criterion, the answer that asks most: the most exposed group counts."""
    most: dict[CriterionId, AppliedEffect] = {}
    for applied in effects:
        kept = most.get(applied.effect.criterion)
        if kept is None or applied.effect.mid > kept.effect.mid:
            most[applied.effect.criterion] = applied
    return list(most.values())


@lru_cache(maxsize=1024)
def _number_effect(catalogue: Catalogue, field: str, value: float) -> AppliedEffect:
    question = catalogue.questions[field]
    low, mid, high = interpolated(question.point, value, logarithmic=question.scale == "log10")
    assert question.criterion  # checked when the catalogue is read
    effect = Effect.model_construct(
        criterion=question.criterion,
        op="set",
        low=low,
        mid=mid,
        high=high,
        kind="judged",
        sources=(),
        why=question.why,
    )
    return AppliedEffect(question.field, f"{value:g}", effect)


def interpolated(points: tuple[Point, ...], value: float, *, logarithmic: bool) -> Bounds:
    """Return the monotone piecewise-linear map of a number, constant beyond its ends.

    Parameters
    ----------
    points
        the corners, ascending in ``at``.
    value
        positive.
    logarithmic
        whether the number is read by its logarithm between two corners.
    """
    at = [math.log10(point.at) if logarithmic else point.at for point in points]
    place = math.log10(value) if logarithmic else value
    low, mid, high = (
        float(piecewise_linear(at, [getattr(point, name) for point in points], place))
        for name in ("low", "mid", "high")
    )
    return (low, mid, high)
