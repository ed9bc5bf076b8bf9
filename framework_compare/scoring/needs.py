"""Answers to needs: what one requirement asks of each criterion, and what moved what."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, Literal

import numpy as np

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.criteria import GoalProfile, Point, Question
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.distributions import Bounds, Floats, read_only
from framework_compare.scoring.results import Move, NeedInterval
from framework_compare.scoring.values import piecewise_linear
from framework_compare.vocabulary import (
    COLUMN,
    CRITERIA,
    ROUTING,
    SURFACES,
    CriterionId,
    Goal,
    Item,
    Need,
    Surface,
)

_STATED: Final = "stated_needs"
_NOTHING: Final[Bounds] = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True, eq=False)
class NeedProfile:
    """What is asked, on every criterion's scale, and what has to be built."""

    goal: GoalProfile
    surfaces: tuple[float, ...]
    """What has to be built, as shares in the order of the vocabulary; they sum to one."""
    bounds: Floats
    """(criteria, 3): low, mid, high; zero on stated needs, which `items` holds one by one."""
    stated: dict[CriterionId, Bounds]
    """What the answer to a criterion's own question states, before others raise or shift it."""
    items: dict[Item, Bounds]
    """Stated needs and routing, with the level that each asks for."""
    moves: tuple[Move, ...]
    """What every answer moved, in the order in which they were applied."""

    def interval(self, criterion: CriterionId) -> NeedInterval:
        """Return the need on one criterion."""
        low, mid, high = (float(bound) for bound in self.bounds[COLUMN[criterion]])
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
    shares = [goal.prior / total for goal in catalogue.goals.values()]
    # The last takes what the others leave, so that means over goals never pass one by rounding.
    *_, others = accumulate(shares[:-1], initial=0.0)
    return tuple(zip(catalogue.goals, [*shares[:-1], 1 - others], strict=True))


def need_profile(
    requirement: Requirement,
    catalogue: Catalogue,
    goal: Goal,
    effects: Sequence[AppliedEffect] | None = None,
) -> NeedProfile:
    """Return what the answers ask for, given a goal.

    Parameters
    ----------
    requirement
        the answers; its own goal is not read.
    goal
        the goal to reckon with.
    effects
        of all answers, for whoever asks under several goals; worked out where None.
    """
    needs = _unanswered(catalogue, goal)
    if effects is None:
        questions = catalogue.questions.values()
        effects = [found for question in questions for found in effects_of(question, requirement)]
    stated = {found.criterion: found.bounds for found in effects if found.op == "set"}
    moves = tuple(_apply(effects, needs))
    items = _items(requirement, catalogue, goal, needs[_STATED])
    needs[_STATED] = _NOTHING
    asked = np.array([needs[criterion] for criterion in CRITERIA])
    bounds = read_only(np.clip(asked, 0.0, 1.0))
    surfaces = surfaces_of(requirement, catalogue, goal)
    return NeedProfile(catalogue.goals[goal], surfaces, bounds, stated, items, moves)


def _unanswered(catalogue: Catalogue, goal: Goal) -> dict[CriterionId, Bounds]:
    """Return what a goal asks for before any answer; the caller's own."""
    model = catalogue.model
    needs: dict[CriterionId, Bounds] = dict.fromkeys(CRITERIA, _NOTHING)
    for criterion, interval in catalogue.goals[goal].need.items():
        needs[criterion] = (interval.low, interval.mid, interval.high)
    needs["use_case_fit"] = (model.use_case.level,) * 3
    needs["hosting_fit"] = (model.hosting.level,) * 3
    needs["skills_fit"] = needs["switching_cost"] = (1.0, 1.0, 1.0)
    return needs


def counted_needs(
    requirement: Requirement, catalogue: Catalogue, goal: Goal | None
) -> tuple[Need, ...]:
    """Return the stated needs that count on their own under a goal; all where it is not known.

    What the goal's building blocks are made of counts among them, and must not count twice.
    """
    covered = catalogue.goals[goal].covers if goal else ()
    return tuple(need for need in requirement.stated_needs if need not in covered)


def _items(
    requirement: Requirement, catalogue: Catalogue, goal: Goal, routing: Bounds
) -> dict[Item, Bounds]:
    """Return the needs that count, and routing where it asks for anything, each with its level."""
    level = (catalogue.model.stated_needs.level,) * 3
    items: dict[Item, Bounds] = {
        need: level
        for need in counted_needs(requirement, catalogue, goal)
        if catalogue.needs[need].leaf
    }
    if requirement.routing is not None and routing[1] > 0:
        items[ROUTING] = routing
    return items


def profile_after(
    profile: NeedProfile,
    requirement: Requirement,
    catalogue: Catalogue,
    field: str,
    effects: Sequence[AppliedEffect],
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
    surfaces, bounds, items = profile.surfaces, profile.bounds, profile.items
    if field == "needs":
        surfaces = surfaces_of(requirement, catalogue, profile.goal.id)
    if touched:
        needs = _unanswered(catalogue, profile.goal.id)
        for _ in _apply(effects, needs):
            pass
        bounds = bounds.copy()
        for criterion in touched - {_STATED}:
            bounds[COLUMN[criterion]] = [min(1.0, max(0.0, bound)) for bound in needs[criterion]]
        read_only(bounds)
        if _STATED in touched:
            items = _items(requirement, catalogue, profile.goal.id, needs[_STATED])
    if field == "needs":
        listed = _items(requirement, catalogue, profile.goal.id, _NOTHING)
        items = listed | {ROUTING: items[ROUTING]} if ROUTING in items else listed
    return NeedProfile(profile.goal, surfaces, bounds, profile.stated, items, profile.moves)


def surfaces_of(requirement: Requirement, catalogue: Catalogue, goal: Goal) -> tuple[float, ...]:
    """Return what has to be built for a requirement, as shares in the order of the vocabulary.

    Payments or callers turn a part of the work into database-backed pages or a service, whatever
    the goal is called. The goal keeps at least the share that the model says. Ordered answers build
    nothing: how far a wilder look or a stricter sign-in is met, its own criterion says, and a
    second effect would now and then speak for the option that meets it less.
    """
    own = catalogue.goals[goal].surfaces
    added: dict[Surface, float] = {}
    for part in _builders(requirement, catalogue):
        for surface, share in part.items():
            added[surface] = added.get(surface, 0.0) + share
    total = sum(added.values())
    if not total:
        return tuple(own.get(surface, 0.0) for surface in SURFACES)
    most = min(total, 1 - catalogue.model.surfaces.kept)
    return tuple(
        (1 - most) * own.get(surface, 0.0) + most * added.get(surface, 0.0) / total
        for surface in SURFACES
    )


def _builders(requirement: Requirement, catalogue: Catalogue) -> Iterator[Mapping[Surface, float]]:
    for need in requirement.stated_needs:
        yield catalogue.needs[need].builds


@dataclass(frozen=True, slots=True)
class AppliedEffect:
    """One effect of one answer."""

    field: str
    value: str
    criterion: CriterionId
    op: Literal["set", "assume", "raise", "add"]
    bounds: Bounds
    """What is set, or by how much low, mid and high are shifted."""
    why: str


def _apply(effects: Sequence[AppliedEffect], needs: dict[CriterionId, Bounds]) -> Iterator[Move]:
    """Apply set, assume, raise, add in turn, so that the order of the answers never matters."""
    settled = {found.criterion for found in effects if found.op == "set"}
    for op in ("set", "assume", "raise", "add"):
        for found in effects:
            name = found.criterion
            if found.op != op or (op == "assume" and name in settled):
                continue
            before = needs[name]
            after = needs[name] = _changed(before, found.bounds, op)
            if after != before:
                yield Move(
                    found.field,
                    found.value,
                    name,
                    NeedInterval(name, *before),
                    NeedInterval(name, *after),
                    found.why,
                )


def _changed(before: Bounds, change: Bounds, op: str) -> Bounds:
    if op == "set":
        return change
    if op == "raise":
        low, mid, high = (max(pair) for pair in zip(before, change, strict=True))
        return (low, mid, high)
    low, mid, high = (
        min(1.0, max(0.0, old + shift)) for old, shift in zip(before, change, strict=True)
    )
    return (min(low, mid), mid, max(mid, high))


def effects_of(question: Question, requirement: Requirement) -> list[AppliedEffect]:
    """Return the effects of the answer to one question; none where it has none."""
    if question.kind == "must":
        return []
    if question.field == "needs":
        return _chosen(question, requirement.stated_needs)
    value = getattr(requirement, question.field)
    if question.kind == "number":
        return [] if value is None else [_number_effect(question, value)]
    chosen = _chosen(question, value if isinstance(value, tuple) else (value,))
    return _most_demanding(chosen) if question.combine == "most" else chosen


def _chosen(question: Question, values: Iterable[object]) -> list[AppliedEffect]:
    wanted = set(values)
    return [
        AppliedEffect(
            question.field,
            answer.value,
            effect.criterion,
            effect.op,
            (effect.low, effect.mid, effect.high),
            effect.why,
        )
        for answer in question.answer
        if answer.value in wanted
        for effect in answer.effect
    ]


def _most_demanding(effects: Sequence[AppliedEffect]) -> list[AppliedEffect]:
    """Return for each criterion the answer that asks most: the most exposed group counts."""
    most: dict[CriterionId, AppliedEffect] = {}
    for found in effects:
        so_far = most.get(found.criterion)
        if so_far is None or found.bounds[1] > so_far.bounds[1]:
            most[found.criterion] = found
    return list(most.values())


def _number_effect(question: Question, value: float) -> AppliedEffect:
    bounds = interpolated(question.point, value, logarithmic=question.scale == "log10")
    assert question.criterion  # checked when the catalogue is read
    return AppliedEffect(
        question.field, f"{value:g}", question.criterion, "set", bounds, question.why
    )


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
