"""What real decisions say of weights, noise, a second stack and precedent.

A conditional logit over choice sets. The utility of an option is minus what it loses, weighted;
over all frameworks a constant for each family and class of goal is added, for what makes a team
think of a framework at all. On a shortlist that stage is over. All unknowns have normal priors
around what was judged; the answer is their mode, and how far each is known is read off the
curvature there (Laplace's approximation, which leaves out that posteriors are skewed).

References
----------
McFadden (1974), Conditional logit analysis of qualitative choice behavior. Manski (1977), The
structure of random utility models, Theory and Decision 8, 229-254 (consider, then choose). Tierney
and Kadane (1986), Accurate approximations for posterior moments, JASA 81, 82-86.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.learnt import (
    MOST_NOISE,
    MOST_SPREAD,
    MOST_STACK,
    Learnt,
    LearntShare,
    LearntWord,
)
from framework_compare.decisions.choices import Choices
from framework_compare.scoring.distributions import Floats
from framework_compare.scoring.draws import generator
from framework_compare.vocabulary import COLUMN, CRITERIA, GOAL_CLASSES, GROUPS, VALUE_TREE

GUMBEL_SPREAD: Final = math.pi / math.sqrt(6)
"""Standard deviation of the errors that a logit assumes, in its own unit of utility."""
_POINTS_AT_FIRST: Final = 3.0
"""Points of the score in one unit of utility, where the search begins; its prior is flat."""
_LEVEL: Final = 5.0
"""Prior standard deviation of the logarithm of that unit: all but flat."""
_STACK: Final = math.sqrt(5.0)
_FAMILY: Final = math.sqrt(0.5)
_IN_CLASS: Final = math.sqrt(1 / 3)
"""Prior standard deviations, in units of utility: of what a second stack costs, of a family's
constant, and of its difference in one class of goals."""
_STEPS: Final = 500
"""Most steps: a dozen are enough but for a few decisions, which can lead past a saddle."""
_SMALL: Final = 1e-9
_CLOSE: Final = 1e-7
_FARTHEST: Final = 1.0
"""How far one step may go in any direction: farther the curvature says little."""
_DRAWS: Final = 4000
_LEAST_POINTS: Final = -8.0
"""No precedent counts more than this."""


@dataclass(frozen=True, eq=False)
class Posterior:
    """What decisions say: the mode of all unknowns and how far the weights are known."""

    catalogue: Catalogue
    mode: Floats
    """(unknowns,): logarithms of the weights' ratios to the judged ones, in units of utility; the
    second stack; a constant for each family; and for each class and family."""
    covariance: Floats
    """(criteria, criteria): of the first part."""

    @cached_property
    def points(self) -> float:
        """Points of the score in one unit of utility."""
        return float(1 / _scaled(self.catalogue, self.mode).sum())

    def learnt(self, *, structural: float, clear: LearntWord, leaning: LearntWord) -> Learnt:
        """Return what the engine reads.

        Parameters
        ----------
        structural
            size of the structural error, as a multiple of what the logit assumes.
        clear, leaning
            the words.
        """
        groups, criteria = self._shares()
        # A few decisions that agree on next to nothing say no more than a file may hold.
        stack = float(self.mode[len(CRITERIA)]) * self.points
        return Learnt(
            follows_from="nothing yet",
            decisions=1,
            teams=1,
            structural=round(min(structural * GUMBEL_SPREAD * self.points, MOST_NOISE), 2),
            second_stack=round(min(max(0.0, stack), MOST_STACK), 2),
            groups=groups,
            criteria=criteria,
            precedent=self._precedent(),
            clear=clear,
            leaning=leaning,
        )

    def _shares(self) -> tuple[dict[Any, LearntShare], dict[Any, LearntShare]]:
        """Return shares of groups and criteria whose products are the weights at the mode.

        Around them weights are drawn so that they are the mean of what is drawn. The posterior's
        own mean lies higher where least is known, since weights cannot fall below nothing;
        forecasts by it are worse.
        """
        lower = np.linalg.cholesky(self.covariance + _SMALL * np.eye(len(CRITERIA)))
        drawn = generator(self.catalogue.model.draws.seed, "posterior").standard_normal(
            (_DRAWS, len(CRITERIA))
        )
        both = np.concatenate([drawn, -drawn]) @ lower.T
        weights = np.log(_scaled(self.catalogue, self.mode)) + both
        weights = np.exp(weights - weights.max(axis=1, keepdims=True))
        weights /= weights.sum(axis=1, keepdims=True)
        members = {g: [COLUMN[criterion] for criterion in VALUE_TREE[g]] for g in GROUPS}
        tops = {g: weights[:, members[g]].sum(axis=1) for g in GROUPS}
        mode = _scaled(self.catalogue, self.mode) * self.points
        whole = {g: float(mode[members[g]].sum()) for g in GROUPS}
        groups = {g: LearntShare(share=_share(whole[g]), spread=_spread(tops[g])) for g in GROUPS}
        criteria = {
            CRITERIA[column]: LearntShare(
                share=_share(float(mode[column]) / whole[g]),
                spread=_spread(weights[:, column] / tops[g]),
            )
            for g in GROUPS
            for column in members[g]
        }
        return groups, criteria

    def _precedent(self) -> dict[Any, dict[str, float]]:
        names, first = list(self.catalogue.frameworks), len(CRITERIA) + 1
        constants = self.mode[first : first + len(names)]
        by_class = self.mode[first + len(names) :].reshape(len(GOAL_CLASSES), len(names))
        found = {}
        for row, goal_class in enumerate(GOAL_CLASSES):
            points = (constants + by_class[row]) * self.points
            points = np.maximum(points - points.max(), _LEAST_POINTS)
            found[goal_class] = {
                name: round(float(p), 2) for name, p in zip(names, points, strict=True)
            }
        return found


def _share(share: float) -> float:
    """Return a share in five decimals; what is learnt to weigh next to nothing weighs something."""
    return max(round(share, 5), 1e-5)


def _spread(shares: Floats) -> float:
    return min(round(float(np.log(np.maximum(shares, 1e-12)).std()), 4), MOST_SPREAD)


def _scaled(catalogue: Catalogue, mode: Floats) -> Floats:
    """Return units of utility for each point that a criterion would cost at all the weight."""
    scaled: Floats = np.exp(mode[: len(CRITERIA)]) * judged(catalogue) / _POINTS_AT_FIRST
    return scaled


def judged(catalogue: Catalogue) -> Floats:
    """Return the judged weights, from which learning starts: (criteria,), summing to one."""
    groups = {group.id: group.share for group in catalogue.groups}
    return np.array([groups[c.group] * c.share for c in catalogue.criteria])


def learn(choices: Choices, catalogue: Catalogue) -> Posterior:
    """Return what decisions say of the weights, a second stack and precedent.

    Raises
    ------
    ValueError
        where there is no choice to learn from.
    """
    if not len(choices):
        raise ValueError("must be at least one decision that counts, got none")
    model = _Likelihood(choices, catalogue)
    mode = model.mode()
    size = len(CRITERIA)
    return Posterior(catalogue, mode, model.covariance(mode)[:size, :size])


class _Likelihood:
    """Minus the logarithm of the posterior density, with its slope and curvature."""

    def __init__(self, choices: Choices, catalogue: Catalogue) -> None:
        self._choices, self._catalogue = choices, catalogue
        names = list(catalogue.frameworks)
        families = np.array(choices.options.ui)
        paired = (~choices.options.alone).astype(float)
        sets, options = choices.inside.shape
        of_family = families[:, None] == np.arange(len(names))
        opened = choices.is_open[:, None, None] * of_family[None]
        in_class = opened[:, :, None, :] * choices.classes[:, None, :, None]
        self._linear = np.concatenate(
            [
                np.broadcast_to(-paired[None, :, None], (sets, options, 1)),
                opened,
                in_class.reshape(sets, options, -1),
            ],
            axis=2,
        )
        self._lost = choices.losses + choices.beyond[:, :, None]
        self._precision = self._prior(len(names))

    def _prior(self, families: int) -> Floats:
        """Return the inverse of the prior covariance: (unknowns, unknowns)."""
        rules, size = self._catalogue.model.weights, len(CRITERIA)
        together = np.array(
            [
                [one.group == other.group for other in self._catalogue.criteria]
                for one in self._catalogue.criteria
            ]
        )
        own = [
            rules.fixed_spread if name in rules.fixed else rules.criterion_spread
            for name in CRITERIA
        ]
        covariance = _LEVEL**2 + together * rules.group_spread**2 + np.diag(np.square(own))
        rest = [_STACK, *[_FAMILY] * families, *[_IN_CLASS] * families * len(GOAL_CLASSES)]
        precision = np.zeros((size + len(rest),) * 2)
        precision[:size, :size] = np.linalg.inv(covariance)
        precision[size:, size:] = np.diag(1 / np.square(rest))
        return precision

    def mode(self) -> Floats:
        """Return the most likely values.

        By Newton's steps where the density is curved as at a peak, by scoring steps elsewhere,
        either of them halved until it gains.
        """
        values = np.zeros(len(self._precision))
        now = self.at(values)
        for _ in range(_STEPS):
            step = now.step()
            then = self.at(values + step)
            while then.density > now.density + _SMALL and np.abs(step).max() > _CLOSE:
                step /= 2
                then = self.at(values + step)
            values, now = values + step, then
            if np.abs(step).max() < _CLOSE:
                break
        return values

    def covariance(self, mode: Floats) -> Floats:
        """Return how far the unknowns are known and together: (unknowns, unknowns).

        A team's choice sets, of a shortlist and of all frameworks, say much of the same twice: what
        they add is taken together, team by team (Huber's sandwich, by clusters).
        """
        found = self.at(mode)
        inverse = np.linalg.inv(found.bend)
        teams = np.unique(self._choices.teams, return_inverse=True)[1]
        pulls = np.zeros((teams.max() + 1, len(mode)))
        np.add.at(pulls, teams, found.pulls)
        covariance: Floats = inverse @ (self._precision + pulls.T @ pulls) @ inverse
        return covariance

    def at(self, values: Floats) -> _Point:
        """Return minus the log density at some values, with its slope and its curvature."""
        size, choices = len(CRITERIA), self._choices
        lost = -self._lost * _scaled(self._catalogue, values)
        utility = lost.sum(axis=2) + self._linear @ values[size:]
        likely, whole = _softmax(np.where(choices.inside, utility, -np.inf))
        taken, of_taken = _softmax(np.where(choices.taken, utility, -np.inf))
        slopes = np.concatenate([lost, self._linear], axis=2)
        apart = likely - taken
        gap = apart.reshape(-1)
        information = self._precision + _covariance(likely, slopes)
        curvature = information - _covariance(taken, slopes)
        curvature[range(size), range(size)] += gap @ lost.reshape(len(gap), -1)
        return _Point(
            density=float((whole - of_taken).sum() + values @ self._precision @ values / 2),
            slope=gap @ slopes.reshape(len(gap), -1) + self._precision @ values,
            information=information,
            curvature=curvature,
            pulls=np.einsum("so,sou->su", apart, slopes),
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Point:
    """Minus the logarithm of the posterior density at one point."""

    density: float
    slope: Floats
    information: Floats
    """What the curvature is without what was taken: never negative, so that steps go down."""
    curvature: Floats
    pulls: Floats
    """(sets, unknowns): what each choice set adds to the slope."""

    @property
    def bend(self) -> Floats:
        """The curvature where it is one of a peak, else the information."""
        try:
            np.linalg.cholesky(self.curvature)
        except np.linalg.LinAlgError:
            return self.information
        return self.curvature

    def step(self) -> Floats:
        """Return where to go from here, no farther than the slope can be trusted."""
        step = np.linalg.solve(self.bend, -self.slope)
        shorter: Floats = step * min(1.0, _FARTHEST / max(np.abs(step).max(), _SMALL))
        return shorter


def _softmax(utility: Floats) -> tuple[Floats, Floats]:
    """Return chances, and the logarithm of what they were divided by: (sets, options), (sets,)."""
    most = utility.max(axis=1, keepdims=True)
    likely = np.exp(utility - most)
    total = likely.sum(axis=1, keepdims=True)
    return likely / total, (most + np.log(total))[:, 0]


def _covariance(chances: Floats, slopes: Floats) -> Floats:
    """Return the sum over sets of the slopes' covariance under each set's chances."""
    flat = (slopes * np.sqrt(chances)[:, :, None]).reshape(-1, slopes.shape[2])
    means = np.matmul(chances[:, None, :], slopes)[:, 0]
    covariance: Floats = flat.T @ flat - means.T @ means
    return covariance
