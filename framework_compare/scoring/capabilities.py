"""What each option can do for one requirement.

Graded cells as they are, the rest built from their parts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.criteria import GoalProfile
from framework_compare.catalogue.evidence import Interval
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.arrays import ITEMS, evidence_arrays
from framework_compare.scoring.composed import COMPOSED, item_bounds, kept_bounds
from framework_compare.scoring.distributions import Floats, compressed, quantiles
from framework_compare.scoring.needs import need_profile, plausible_goals
from framework_compare.scoring.options import Options, options_for
from framework_compare.vocabulary import CRITERIA, FRAMEWORKS, CriterionId, FrameworkId

_ROW = {name: index for index, name in enumerate(FRAMEWORKS)}
_COLUMN = {criterion: index for index, criterion in enumerate(CRITERIA)}
_ITEM = {item: index for index, item in enumerate(ITEMS)}
Bounds = tuple[float, float, float]
"""Low, mid and high."""
CAPABILITY_FIELDS: Final[dict[str, CriterionId]] = {
    "team_skills": "skills_fit",
    "existing_framework": "switching_cost",
    "existing_size": "switching_cost",
    "hosting": "hosting_fit",
}
"""The answers on which options' capabilities hang by themselves, each with the one criterion that
it tells of.

`known_frameworks` is not among them: it tells of skills and of deployment."""


def joins_draws(catalogue: Catalogue, criterion: CriterionId) -> bool:
    """Return whether a pairing's draws come from its parts' draws: true for graded cells."""
    return catalogue.criterion(criterion).basis == "cell"


def joined(rule: tuple[str, float], ui: Floats, service: Floats, data_share: float) -> Floats:
    """Return a pairing's capability from its parts', element by element.

    Parameters
    ----------
    rule
        which part counts, and what the second stack costs: a rule's ``take`` and ``cost``.
    ui, service
        capabilities of the parts, any equal shape, in [0, 1].
    data_share
        share of data screens in what has to be built; only the rule "mixed" reads it.

    Returns
    -------
    array
        in [0, 1]; never above the better part.
    """
    take, cost = rule
    if take == "ui":
        taken = ui
    elif take == "worse":
        taken = np.minimum(ui, service)
    else:
        better = np.maximum(ui, service)
        taken = better if take == "better" else data_share * ui + (1 - data_share) * better
    return np.maximum(taken - cost, 0.0) if cost else taken


def capability_bounds(
    requirement: Requirement, catalogue: Catalogue, goal: GoalProfile, options: Options
) -> Floats:
    """Return every option's capability on every criterion for this requirement.

    Returns
    -------
    array
        shape (options, criteria, 3). Stated needs hold the whole scale: they are judged item by
        item.
    """
    data_share = goal.surfaces.get("data_ui", 0.0)
    bounds = _graded_bounds(catalogue, options, data_share, requirement.known_frameworks).copy()
    bounds[:, _COLUMN["stated_needs"]] = (0.0, 0.5, 1.0)
    for criterion in COMPOSED:
        bounds[:, _COLUMN[criterion]] = kept_bounds(
            criterion, requirement, catalogue, goal, options
        )
    return bounds


@lru_cache(maxsize=256)
def _graded_bounds(
    catalogue: Catalogue, options: Options, data_share: float, known: tuple[FrameworkId, ...]
) -> Floats:
    """Return the graded cells of every option, (options, criteria, 3).

    Other criteria are left empty.
    """
    arrays = evidence_arrays(catalogue)
    ui, service = np.array(options.ui), np.array(options.service)
    alone = (ui == service)[:, None]
    bounds = np.zeros((len(ui), len(CRITERIA), 3))
    for criterion, column in _COLUMN.items():
        if catalogue.criterion(criterion).basis == "cell":
            cells = arrays.cells[:, column]
            if criterion == "deployment_complexity":
                cells = _with_known(cells, known, catalogue)
            rule = catalogue.rules[criterion]
            pair = joined((rule.take, rule.cost), cells[ui], cells[service], data_share)
            bounds[:, column] = np.where(alone, cells[ui], pair)
    return bounds


def _with_known(cells: Floats, known: tuple[FrameworkId, ...], catalogue: Catalogue) -> Floats:
    """Frameworks that the organisation already runs are a step easier to put into production."""
    if not known:
        return cells
    gained = cells.copy()
    rows = [_ROW[name] for name in known]
    gained[rows] = np.minimum(gained[rows] + catalogue.model.skills.deployment_known, 1.0)
    return gained


@lru_cache(maxsize=4096)
def _joined_quantiles(
    rule: tuple[str, float], ui: Bounds, service: Bounds, data_share: float, points: int
) -> Floats:
    """Return the quantiles of a pairing's graded cell from independent quantiles of its parts."""
    first, second = (quantiles(np.array(bounds), points) for bounds in (ui, service))
    pairs = joined(rule, first[:, None], second[None, :], data_share)
    return compressed(np.broadcast_to(pairs, (points, points)).reshape(-1), points)


@dataclass(frozen=True, slots=True)
class Joining:
    """How pairings get their capability on one criterion from the draws of their parts."""

    rule: tuple[str, float]
    """Which part counts, and what the second stack costs."""
    data_share: float
    """Share of data screens in what has to be built; zero where the rule does not read it."""
    gained: frozenset[int]
    """Rows of frameworks that the organisation runs, where that matters; their pairings keep their
    bounds.
    """


def joining_for(
    criterion: CriterionId, catalogue: Catalogue, goal: GoalProfile, requirement: Requirement
) -> Joining | None:
    """Return how pairings join on a criterion.

    None where they do not: their bounds are all there is.
    """
    known = requirement.known_frameworks if criterion == "deployment_complexity" else ()
    return _joining(criterion, catalogue, goal.surfaces.get("data_ui", 0.0), known)


@lru_cache(maxsize=1024)
def _joining(
    criterion: CriterionId, catalogue: Catalogue, data_share: float, known: tuple[FrameworkId, ...]
) -> Joining | None:
    if not joins_draws(catalogue, criterion):
        return None
    rule = catalogue.rules[criterion]
    share = data_share if rule.take == "mixed" else 0.0
    return Joining((rule.take, rule.cost), share, frozenset(_ROW[name] for name in known))


def column_quantiles(
    bounds: Floats, options: Options, joining: Joining | None, points: int
) -> Floats:
    """Return equally likely capabilities on one criterion: shape (options, points).

    A pairing's graded cells come from its parts as independent quantities, as in the draws;
    everything else from the bounds.

    Parameters
    ----------
    bounds
        shape (options, 3): that criterion's column of `capability_bounds`.
    """
    values = quantiles(bounds, points)
    if joining is None:
        return values
    place = {_ROW[name]: position for position, name in enumerate(options.frameworks)}
    for option in range(len(options.frameworks), len(options.ui)):
        ui, service = options.ui[option], options.service[option]
        if not joining.gained & {ui, service}:
            parts = [tuple(bounds[place[part]].tolist()) for part in (ui, service)]
            values[option] = _joined_quantiles(
                joining.rule, parts[0], parts[1], joining.data_share, points
            )
    return values


def option_intervals(
    requirement: Requirement, catalogue: Catalogue
) -> dict[str, dict[CriterionId, Interval]]:
    """Return every option's capability as an interval, for tables: the mean over plausible goals.

    Stated needs show the share of ticked needs that are met; the whole scale while none is ticked.
    """
    options = options_for(catalogue, requirement.considered)
    total = np.zeros((len(options.ui), len(CRITERIA), 3))
    for goal, share in plausible_goals(requirement, catalogue):
        profile = need_profile(requirement, catalogue, goal)
        bounds = capability_bounds(requirement, catalogue, profile.goal, options)
        if profile.items:
            items = item_bounds(catalogue, options)[:, [_ITEM[item] for item in profile.items]]
            bounds[:, _COLUMN["stated_needs"]] = items.mean(axis=1)
        total += share * bounds
    return {
        option: {
            criterion: Interval(low=low, mid=max(low, mid), high=max(low, mid, high))
            for criterion, (low, mid, high) in zip(
                CRITERIA, np.clip(total[row], 0, 1).tolist(), strict=True
            )
        }
        for row, option in enumerate(options.names)
    }
