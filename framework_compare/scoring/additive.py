"""The additive model: score = 100 · Σ w · E[fit], fit = 1 - max(0, need - capability).

The expectation is over need and capability as independent quantities, by a fixed sum over equally
likely points: the same inputs give the same score, whatever else is on the list. While the goal is
not known, the score is the mean over the plausible goals.

References
----------
Keeney and Raiffa (1976), Decisions with Multiple Objectives, chapter 3 (the additive value
function).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.arrays import ITEMS
from framework_compare.scoring.capabilities import (
    Bounds,
    Joining,
    capability_bounds,
    column_quantiles,
    joining_for,
)
from framework_compare.scoring.composed import item_bounds
from framework_compare.scoring.distributions import Floats, expected_shortfall, quantiles
from framework_compare.scoring.needs import (
    AppliedEffect,
    NeedProfile,
    applied_effects,
    need_profile,
    plausible_goals,
)
from framework_compare.scoring.options import Options, options_for
from framework_compare.scoring.values import weighted_sum
from framework_compare.scoring.weights import expected_weights
from framework_compare.vocabulary import CRITERIA, Goal, Need

_STATED = CRITERIA.index("stated_needs")
_ITEM = {item: index for index, item in enumerate(ITEMS)}


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """One requirement, seen under one goal, ready to be scored or drawn."""

    profile: NeedProfile
    share: float
    """How likely the goal is."""
    options: Options
    bounds: Floats
    """(options, criteria, 3): capabilities."""
    ticked: Floats
    """(options, ticked items, 3): how far each stated need is met."""
    levels: Floats
    """(ticked items,): what each asks for."""
    unstated: Floats
    """(options, possible items): expected loss, were the item needed."""
    likely: Floats
    """(possible items,): how likely each is to be the next need that turns up; what is missing to
    one is nothing.
    """


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """Expected fits and scores of every option."""

    options: Options
    problems: tuple[Problem, ...]
    fits: Floats
    """(options, criteria), in [0, 1]."""
    weights: Floats
    """(criteria,), summing to one."""
    scores: Floats
    """(options,), 0 to 100."""


def problem_for(
    requirement: Requirement,
    catalogue: Catalogue,
    goal: Goal,
    share: float,
    options: Options,
    effects: list[AppliedEffect] | None = None,
) -> Problem:
    """Return the requirement under one goal; `effects` as for `need_profile`."""
    profile = need_profile(requirement, catalogue, goal, effects)
    bounds = capability_bounds(requirement, catalogue, profile.goal, options)
    return Problem(
        profile, share, options, bounds, *stated_parts(requirement, catalogue, profile, options)
    )


def stated_parts(
    requirement: Requirement, catalogue: Catalogue, profile: NeedProfile, options: Options
) -> tuple[Floats, Floats, Floats, Floats]:
    """Return what the criterion of stated needs reads.

    A problem's `ticked`, `levels`, `unstated` and `likely`.
    """
    rows = [_ITEM[item] for item in profile.items]
    ruled_out = {*profile.items, *requirement.not_needed, *requirement.stated_needs}
    possible = _likely_needs(catalogue, profile.goal.id)
    chances = {need: chance for need, chance in possible.items() if need not in ruled_out}
    losses = _surprise_losses(catalogue, options)[:, [_ITEM[need] for need in chances]]
    whole = sum(possible.values())
    return (
        item_bounds(catalogue, options)[:, rows],
        np.array([level[1] for level in profile.items.values()]),
        losses,
        np.array(list(chances.values())) / max(whole, 1e-12),
    )


@lru_cache(maxsize=64)
def _likely_needs(catalogue: Catalogue, goal: Goal) -> dict[Need, float]:
    """Return the needs that may turn up for a goal, each with its chance."""
    likely = catalogue.goals[goal].likely
    return {
        need: chance for need, chance in likely.items() if catalogue.needs[need].leaf and chance > 0
    }


@lru_cache(maxsize=64)
def _surprise_losses(catalogue: Catalogue, options: Options) -> Floats:
    """Return what each possible need would cost each option, were it asked for.

    Shape (options, items).
    """
    model = catalogue.model.stated_needs
    met = quantiles(item_bounds(catalogue, options), catalogue.model.quadrature.points)
    losses: Floats = model.loss_per_need * np.maximum(model.level - met, 0.0).mean(axis=2)
    return losses


def _fits(problem: Problem, requirement: Requirement, catalogue: Catalogue) -> Floats:
    fits = np.empty(problem.bounds.shape[:2])
    for column in range(len(CRITERIA)):
        fits[:, column] = fit_on(column, problem, requirement, catalogue)
    return fits


def fit_on(column: int, problem: Problem, requirement: Requirement, catalogue: Catalogue) -> Floats:
    """Return the expected fit of every option on one criterion, by its place: shape (options,)."""
    if column == _STATED:
        return stated_fit(problem, catalogue)
    need = tuple(problem.profile.bounds[column].tolist())
    joining = joining_for(CRITERIA[column], catalogue, problem.profile.goal, requirement)
    met = problem.bounds[:, column].tobytes()
    return column_fit(problem.options, joining, need, met, catalogue.model.quadrature.points)


@lru_cache(maxsize=8192)
def column_fit(
    options: Options, joining: Joining | None, need: Bounds, capabilities: bytes, points: int
) -> Floats:
    """Return the expected fit of every option on one criterion: shape (options,), read-only.

    Kept, since a changed answer or a changed cell leaves most criteria as they are.

    Parameters
    ----------
    joining
        how pairings get their capability; None where their bounds say all.
    need
        low, mid and high of what is asked.
    capabilities
        the bytes of that criterion's column of `capability_bounds`.
    points
        how finely the expectation is summed.
    """
    met = column_quantiles(np.frombuffer(capabilities).reshape(-1, 3), options, joining, points)
    fit: Floats = (
        1 - expected_shortfall(quantiles(np.array(need), points)[None], met[:, None])[:, 0]
    )
    fit.setflags(write=False)
    return fit


def stated_fit(problem: Problem, catalogue: Catalogue) -> Floats:
    """Each unmet need takes its share of what is left.

    Further needs turn up with their own chance.
    """
    model = catalogue.model.stated_needs
    met = quantiles(problem.ticked, catalogue.model.quadrature.points)
    short = np.maximum(problem.levels[None, :, None] - met, 0.0)
    ticked: Floats = np.prod(1 - model.loss_per_need * short, axis=1).mean(axis=1)
    if not len(problem.likely):
        return ticked
    surprise = model.unstated_chance * weighted_sum(problem.unstated, problem.likely)
    return ticked * (1 - surprise) ** model.unstated


def score(requirement: Requirement, catalogue: Catalogue) -> Scored:
    """Return expected fits and scores of every option on the shortlist; must-haves are not read.

    Parameters
    ----------
    requirement
        the answers.

    Returns
    -------
    Scored
        options in the catalogue's order, not sorted.
    """
    options = options_for(catalogue, requirement.considered)
    goals = plausible_goals(requirement, catalogue)
    effects = applied_effects(requirement, catalogue)
    problems = tuple(
        problem_for(requirement, catalogue, goal, share, options, effects) for goal, share in goals
    )
    fits = np.zeros((len(options.ui), len(CRITERIA)))
    for problem in problems:
        fits += problem.share * _fits(problem, requirement, catalogue)
    weights = expected_weights(requirement, catalogue)
    return Scored(options, problems, fits, weights, 100 * weighted_sum(fits, weights))
