"""The additive model: score = 100 · Σ w · E[fit], fit = 1 - max(0, need - capability).

The expectation is over need and capability as independent quantities, by a fixed sum over equally likely points:
the same inputs give the same score, whatever else is on the list. While the goal is not known, the score is the
mean over the plausible goals.

References
----------
Keeney and Raiffa (1976), Decisions with Multiple Objectives, chapter 3 (the additive value function).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from framework_compare.catalogue import Catalogue
from framework_compare.needs import NeedProfile, need_profile, plausible_goals
from framework_compare.requirements import Requirement
from framework_compare.scoring.arrays import ITEMS
from framework_compare.scoring.capabilities import (
    Options,
    capability_bounds,
    capability_quantiles,
    item_bounds,
    options_for,
)
from framework_compare.scoring.distributions import Floats, expected_shortfall, quantiles
from framework_compare.scoring.values import weighted_sum
from framework_compare.scoring.weights import expected_weights
from framework_compare.vocabulary import CRITERIA, Goal

__all__ = ["Problem", "Scored", "problem_for", "score"]

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
    """(possible items,): how likely each is to be the next need that turns up; what is missing to one is nothing."""


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


def problem_for(requirement: Requirement, catalogue: Catalogue, goal: Goal, share: float, options: Options) -> Problem:
    """Return the requirement under one goal."""
    profile = need_profile(requirement, catalogue, goal)
    items = item_bounds(catalogue, options)
    rows = [_ITEM[item] for item in profile.items]
    ruled_out = {*profile.items, *requirement.not_needed, *requirement.stated_needs}
    chances = {
        need: chance
        for need, chance in profile.goal.likely.items()
        if need not in ruled_out and catalogue.needs[need].leaf and chance > 0
    }
    model = catalogue.model.stated_needs
    open_rows = [_ITEM[need] for need in chances]
    open_items = quantiles(items[:, open_rows], catalogue.model.quadrature.points)
    losses = model.loss_per_need * np.maximum(model.level - open_items, 0.0).mean(axis=2)
    likely = np.array(list(chances.values()))
    whole = sum(chance for need, chance in profile.goal.likely.items() if catalogue.needs[need].leaf)
    return Problem(
        profile=profile,
        share=share,
        options=options,
        bounds=capability_bounds(requirement, catalogue, profile.goal, options),
        ticked=items[:, rows],
        levels=np.array([level[1] for level in profile.items.values()]),
        unstated=losses,
        likely=likely / max(whole, 1e-12),
    )


def _fits(problem: Problem, requirement: Requirement, catalogue: Catalogue) -> Floats:
    points = catalogue.model.quadrature.points
    needs = quantiles(problem.profile.bounds, points)
    capabilities = capability_quantiles(problem.bounds, requirement, catalogue, problem.profile.goal, problem.options)
    fits = 1 - expected_shortfall(needs, capabilities)
    fits[:, _STATED] = _stated_fit(problem, catalogue)
    return fits


def _stated_fit(problem: Problem, catalogue: Catalogue) -> Floats:
    """Each unmet need takes its share of what is left; further needs turn up with their own chance."""
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
    problems = tuple(problem_for(requirement, catalogue, goal, share, options) for goal, share in goals)
    fits = np.zeros((len(options.ui), len(CRITERIA)))
    for problem in problems:
        fits += problem.share * _fits(problem, requirement, catalogue)
    weights = expected_weights(requirement, catalogue)
    return Scored(options, problems, fits, weights, 100 * weighted_sum(fits, weights))
