"""What scores become when one answer changes: only what that answer moves is worked out again.

Explanations try a hundred answers for every one that is given. Weights stay, most needs stay, and
with them most fits; what comes out equals scoring the changed requirement from the start.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.additive import Problem, Scored, fit_on, stated_parts
from framework_compare.scoring.capabilities import (
    CAPABILITY_FIELDS,
    Joining,
    capability_bounds,
    joining_for,
)
from framework_compare.scoring.composed import kept_bounds
from framework_compare.scoring.distributions import Floats
from framework_compare.scoring.needs import AppliedEffect, effects_of, profile_after
from framework_compare.scoring.ordering import TIE, ordered
from framework_compare.scoring.screening import MUST_CRITERIA
from framework_compare.scoring.values import weighted_sum
from framework_compare.vocabulary import CRITERIA, CriterionId

_STATED = CRITERIA.index("stated_needs")
_KNOWN = "known_frameworks"


@dataclass(frozen=True, slots=True, eq=False)
class Rescored:
    """Scores after each of k changes of one answer."""

    scores: Floats
    """(k, options), 0 to 100."""
    kept: NDArray[np.bool_]
    """(k, options): whether the option fails no must-have."""
    ui: tuple[int, ...]
    """(options,): each one's family."""


def rescored(
    requirement: Requirement,
    catalogue: Catalogue,
    scored: Scored,
    order: tuple[int, ...],
    changes: Sequence[tuple[str, Any]],
) -> Rescored:
    """Return what every option would score after each change.

    Parameters
    ----------
    requirement
        the answers as they are, with a goal.
    scored, order
        from `ordering.ordered`, of the same answers.
    changes
        a field with its new answer, as the field takes it; the goal, the shortlist, the weights and
        the must-haves are not among them.
    """
    (problem,) = scored.problems
    questions = catalogue.questions.values()
    effects = {
        question.field: effects_of(question, requirement, catalogue) for question in questions
    }
    joinings = _joinings(problem, requirement, catalogue)
    fits = np.repeat(scored.fits[None], len(changes), axis=0)
    kept = np.zeros((len(changes), len(scored.scores)), bool)
    kept[:, list(order)] = True
    for place, (field, answer) in enumerate(changes):
        after = requirement.model_copy(update={field: answer})
        found, moved = _problem_after(problem, after, catalogue, field, effects)
        if found.profile.goal is not problem.profile.goal or field == _KNOWN:
            moved |= _moved_capabilities(problem, found)
            moved |= _joined_otherwise(joinings, _joinings(found, after, catalogue))
        for column in moved:
            fits[place, :, column] = fit_on(column, found, after, catalogue)
        if _is_screened_anew(after, field, moved):
            kept[place] = False
            kept[place, list(ordered(after, catalogue)[1])] = True
    return Rescored(100 * weighted_sum(fits, scored.weights), kept, scored.options.ui)


def _problem_after(
    problem: Problem,
    after: Requirement,
    catalogue: Catalogue,
    field: str,
    effects: dict[str, list[AppliedEffect]],
) -> tuple[Problem, set[int]]:
    """Return the problem after one answer has changed, and the criteria, by place, that the answer
    speaks of.
    """
    own = effects_of(catalogue.questions[field], after, catalogue)
    touched: set[CriterionId] = {applied.effect.criterion for applied in (*effects[field], *own)}
    now = [
        applied
        for name, found in (effects.items() if touched else ())
        for applied in (own if name == field else found)
        if applied.effect.criterion in touched
    ]
    profile = profile_after(problem.profile, after, catalogue, field, now, touched)
    spoken = {CRITERIA.index(criterion) for criterion in touched}
    bounds, options = problem.bounds, problem.options
    if profile.goal is not problem.profile.goal or field == _KNOWN:
        bounds = capability_bounds(after, catalogue, profile.goal, options)
    elif field in CAPABILITY_FIELDS:
        column = CRITERIA.index(CAPABILITY_FIELDS[field])
        bounds = bounds.copy()
        bounds[:, column] = kept_bounds(
            CAPABILITY_FIELDS[field], after, catalogue, profile.goal, options
        )
        spoken.add(column)
    if profile.items is problem.profile.items and field not in ("needs", "not_needed"):
        return replace(problem, profile=profile, bounds=bounds), spoken - {_STATED}
    ticked, levels, unstated, likely = stated_parts(after, catalogue, profile, options)
    found = Problem(profile, problem.share, options, bounds, ticked, levels, unstated, likely)
    return found, spoken | {_STATED}


def _moved_capabilities(before: Problem, after: Problem) -> set[int]:
    """Return the criteria, by place, on which some option can do something else."""
    return set(np.flatnonzero((after.bounds != before.bounds).any(axis=(0, 2))).tolist())


def _joinings(
    problem: Problem, requirement: Requirement, catalogue: Catalogue
) -> list[Joining | None]:
    """Return how two parts join on each criterion."""
    return [
        joining_for(criterion, catalogue, problem.profile.goal, requirement)
        for criterion in CRITERIA
    ]


def _joined_otherwise(before: list[Joining | None], after: list[Joining | None]) -> set[int]:
    """Return the criteria, by place, on which two parts join otherwise than before."""
    return {
        column for column, pair in enumerate(zip(before, after, strict=True)) if pair[0] != pair[1]
    }


def _is_screened_anew(after: Requirement, field: str, moved: set[int]) -> bool:
    """Return whether a must-have may be judged otherwise."""
    if not after.must_haves:
        return False
    read = [
        CRITERIA.index(MUST_CRITERIA[must]) for must in after.must_haves if must in MUST_CRITERIA
    ]
    return field in after.must_haves or any(column in moved for column in read)


def leaders(found: Rescored) -> tuple[NDArray[np.int64], Floats]:
    """Return who leads after each change, and by how much over the best option of another family.

    Returns
    -------
    tuple
        shape (k,) each: the leader's place, -1 where nothing fits, as `ordering.order_of` has it;
        and its lead, zero where no other family is left.
    """
    ranked = np.where(found.kept, np.rint(found.scores / TIE), -np.inf)
    first = ranked.argmax(axis=1)
    every = np.arange(len(first))
    family = np.array(found.ui)
    rivals = np.where(family[None, :] == family[first][:, None], -np.inf, ranked)
    rival = rivals.argmax(axis=1)
    lead = np.where(
        np.isfinite(rivals[every, rival]),
        found.scores[every, first] - found.scores[every, rival],
        0.0,
    )
    return np.where(found.kept.any(axis=1), first, -1), lead
