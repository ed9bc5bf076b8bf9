"""Fits: how far each option meets what is asked, criterion by criterion.

fit = E[1 - max(0, need - capability)], over need and capability as independent quantities, by a
fixed sum over equally likely points: the same inputs give the same fit, whatever else is on the
list. Stated needs are judged item by item: each unmet one takes its share of what is left.

References
----------
Keeney and Raiffa (1976), Decisions with Multiple Objectives, chapter 3 (the additive value
function).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.scoring.distributions import Bounds, Floats, expected_shortfall, quantiles
from framework_compare.scoring.values import weighted_sum
from framework_compare.vocabulary import Goal, Need

_AT_ONCE: Final = 16_384
"""Gaps between needs and capabilities looked at in one go: as many as a core's cache holds."""


@dataclass(frozen=True, slots=True, eq=False)
class Stated:
    """What the criterion of stated needs reads."""

    ticked: Floats
    """(options, ticked items, 3): how far each stated need is met."""
    levels: Floats
    """(ticked items,): what each asks for."""


@dataclass(frozen=True, slots=True, eq=False)
class Further:
    """What the criterion of needs that may still turn up reads."""

    losses: Floats
    """(options, possible items): expected loss, were the item needed."""
    likely: Floats
    """(possible items,): how likely each is to be the next need that turns up; what is missing to
    one is nothing."""
    met: Floats
    """(options, possible items, 3): how far each is met."""
    routing: Floats
    """(options, levels): expected loss to addresses at each level that the question knows; no
    levels once the question is answered."""
    chances: Floats
    """(levels,): how likely each level is, summing to one."""


def expected_fit(need: Bounds, capabilities: Floats) -> Floats:
    """Return the expected fit of every option on one criterion: shape (options,).

    Parameters
    ----------
    need
        low, mid and high of what is asked.
    capabilities
        shape (options, points): equally likely ones.
    """
    asked = quantiles(np.array(need), capabilities.shape[1])
    fit: Floats = 1 - expected_shortfall(asked[None], capabilities[:, None])[:, 0]
    return fit


def expected_fits(needs: Floats, capabilities: Floats) -> Floats:
    """Return what `expected_fit` has for each of many needs, byte for byte: (needs, options).

    Parameters
    ----------
    needs
        shape (needs, 3): low, mid and high of each.
    capabilities
        shape (options, points): equally likely ones.
    """
    options, points = capabilities.shape
    fits = np.empty((len(needs), options))
    step = max(1, _AT_ONCE // (options * points * points))
    for start in range(0, len(needs), step):
        asked = quantiles(needs[start : start + step], points)
        gaps = asked[:, None, None, :] - capabilities[None, :, :, None]
        np.maximum(gaps, 0.0, out=gaps)
        fits[start : start + step] = 1 - gaps.mean(axis=(2, 3))
    return fits


def stated_fit(stated: Stated, catalogue: Catalogue) -> Floats:
    """Return the expected fit on stated needs: shape (options,).

    Each unmet need takes its share of what is left.
    """
    each = zip(np.moveaxis(stated.ticked, 1, 0), stated.levels.tolist(), strict=True)
    left = [left_of_all(met, level, catalogue) for met, level in each]
    return fit_of_left(left, len(stated.ticked))


def left_of_all(met: Floats, level: float, catalogue: Catalogue) -> Floats:
    """Return what one stated need leaves of the fit: (options, 3) to (options, points).

    Parameters
    ----------
    met
        how far each option meets it.
    level
        what it asks for.
    """
    likely = quantiles(met, catalogue.model.quadrature.points)
    left: Floats = 1 - catalogue.model.stated_needs.loss_per_need * np.maximum(level - likely, 0.0)
    return left


def fit_of_left(left: Sequence[Floats], options: int) -> Floats:
    """Return the expected fit where each of some needs leaves so much: (options,)."""
    whole = np.multiply.reduce(left) if left else np.ones((options, 1))
    fit: Floats = whole.mean(axis=1)
    return fit


def further_fit(further: Further, catalogue: Catalogue) -> Floats:
    """Return the expected fit on needs that may still turn up: shape (options,).

    Some turn up, each with its chance, and addresses ask for a level that nobody has named yet;
    each that is not met takes its share of what is left.
    """
    model = catalogue.model.stated_needs
    surprise = model.unstated_chance * weighted_sum(further.losses, further.likely)
    fit: Floats = (1 - surprise) ** model.unstated
    return fit * (1 - weighted_sum(further.routing, further.chances))


def likely_needs(catalogue: Catalogue, goal: Goal) -> dict[Need, float]:
    """Return the needs that may turn up for a goal, each with its chance."""
    likely = catalogue.goals[goal].likely
    return {
        need: chance for need, chance in likely.items() if catalogue.needs[need].leaf and chance > 0
    }


def surprise_losses(catalogue: Catalogue, met: Floats) -> Floats:
    """Return what each possible need would cost each option, were it asked for.

    Parameters
    ----------
    met
        shape (options, items, 3): how far each is met.

    Returns
    -------
    array
        shape (options, items), in [0, 1].
    """
    model = catalogue.model.stated_needs
    return _losses(catalogue, met, model.level)


def routing_losses(catalogue: Catalogue, met: Floats) -> Floats:
    """Return what addresses would cost each option at each level that the question knows.

    Parameters
    ----------
    met
        shape (options, 3): how far addresses are met.

    Returns
    -------
    array
        shape (options, levels), in [0, 1]; the levels as in `Catalogue.routing_levels`.
    """
    levels = catalogue.routing_levels.values()
    return np.stack([_losses(catalogue, met, level) for level in levels], axis=1)


def _losses(catalogue: Catalogue, met: Floats, level: float) -> Floats:
    """Return what is lost where a need of some level is met so far: (..., 3) to (...)."""
    model = catalogue.model.stated_needs
    likely = quantiles(met, catalogue.model.quadrature.points)
    losses: Floats = model.loss_per_need * np.maximum(level - likely, 0.0).mean(axis=-1)
    return losses
