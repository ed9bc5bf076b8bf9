"""A requirement scored: fits, weights, scores, who is past the musts, and who leads.

score = 100 · Σ w · E[fit] + given, where given is what no weight moves: what answers that bind take
off, what a second stack costs, and what comparable teams took. While the goal is not known, the
score is the mean over the plausible goals.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Final

import numpy as np

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.evidence import Interval
from framework_compare.errors import Problem, RequirementError, one_of, shown
from framework_compare.requirement.model import FRAMEWORK_FIELDS, Requirement, words_in
from framework_compare.scoring.distributions import Floats, read_only
from framework_compare.scoring.goals import FURTHER, STATED, UnderGoal, under_goal
from framework_compare.scoring.ground import Ground
from framework_compare.scoring.needs import (
    AppliedEffect,
    effects_of,
    need_profile,
    plausible_goals,
)
from framework_compare.scoring.options import Options
from framework_compare.scoring.results import NeedInterval
from framework_compare.scoring.screening import Screening, screen
from framework_compare.scoring.values import weighted_sum
from framework_compare.scoring.weights import OwnWeights, expected_weights
from framework_compare.vocabulary import COLUMN, CRITERIA, CriterionId

TIE: Final = 1e-9
"""Scores of 0 to 100 that differ by less are ties."""


class Scored:
    """Expected fits and scores of every option, worked out when first asked for and kept.

    Parameters
    ----------
    requirement
        the answers; all may be unknown.
    ground
        the evidence.

    Raises
    ------
    RequirementError
        where it names a framework that the catalogue does not hold.
    """

    def __init__(self, requirement: Requirement, ground: Ground) -> None:
        self.requirement = requirement
        self.ground = ground
        self.catalogue: Catalogue = ground.catalogue
        _require_known(requirement, ground)

    @cached_property
    def options(self) -> Options:
        """The frameworks on the shortlist, then the pairings of two of them."""
        return self.ground.options(self.requirement.considered)

    @cached_property
    def effects(self) -> dict[str, list[AppliedEffect]]:
        """What every answer does to needs, by its field; the same under every goal."""
        questions = self.catalogue.questions.values()
        return {question.field: effects_of(question, self.requirement) for question in questions}

    @cached_property
    def goals(self) -> tuple[UnderGoal, ...]:
        """The requirement under each plausible goal."""
        effects = [found for each in self.effects.values() for found in each]
        return tuple(
            under_goal(
                self.ground,
                self.requirement,
                self.options,
                share,
                need_profile(self.requirement, self.catalogue, goal, effects),
            )
            for goal, share in plausible_goals(self.requirement, self.catalogue)
        )

    @cached_property
    def fits(self) -> Floats:
        """(options, criteria), in [0, 1]: the mean over the plausible goals."""
        if len(self.goals) == 1:
            return self.goals[0].fits
        total = np.zeros((len(self.options), len(CRITERIA)))
        for under in self.goals:
            total += under.share * under.fits
        return read_only(total)

    @cached_property
    def weights(self) -> Floats:
        """(criteria,), summing to one."""
        return self.ground.once(_weights, tuple(self.requirement.weights.items()))

    @cached_property
    def beyond(self) -> Floats:
        """(options, criteria): points lost to answers that bind, the mean over the goals."""
        return self._mean([under.beyond for under in self.goals])

    @cached_property
    def heavier(self) -> Floats:
        """(options,): powers of ten by which a click's work makes a crowd heavier, the mean."""
        column = COLUMN["scalability"]
        each = [
            self.ground.heavier(self.options, under.questions[column], bound)
            for under in self.goals
            for bound in under.binding
            if bound.criterion == "scalability"
        ]
        return self._mean(each) if each else read_only(np.zeros(len(self.options)))

    @cached_property
    def precedent(self) -> Floats:
        """(options,): points by what comparable teams took, the mean over the goals."""
        return self._mean([under.precedent for under in self.goals])

    @cached_property
    def given(self) -> Floats:
        """(options,): points that no weight moves."""
        constants = self._mean([under.constants for under in self.goals])
        if not any(under.binding for under in self.goals):
            return constants
        return read_only(constants - self.beyond.sum(axis=1))

    @cached_property
    def scores(self) -> Floats:
        """(options,), at most 100; must-haves are not read."""
        return read_only(self.under(self.weights))

    def under(self, weights: Floats) -> Floats:
        """Return the scores under other weights: (options,) for one set, (options, n) for n."""
        given = self.given if weights.ndim == 1 else self.given[:, None]
        scores: Floats = 100 * weighted_sum(self.fits, weights) + given
        return scores

    @cached_property
    def screening(self) -> Screening:
        """Which option passes which must-have."""
        return screen(self.requirement, self.ground, self.options, self.goals)

    def past_musts(self, *, without: str = "") -> tuple[int, ...]:
        """Return the options that fail no must-have, one of which may be left aside."""
        every = tuple(range(len(self.options)))
        if not self.requirement.must_haves:
            return every
        names, failed = self.options.names, self.screening.failed
        return tuple(row for row in every if not failed(names[row], without=without))

    @cached_property
    def order(self) -> tuple[int, ...]:
        """The options past the must-haves by score, the leader first; nobody where none fits."""
        return order_of(self.scores, self.past_musts())

    @property
    def champion(self) -> str | None:
        """Who leads, without draws."""
        return self.options.names[self.order[0]] if self.order else None

    @property
    def rival(self) -> int | None:
        """The row of the best other option, pairings included; nobody where there is none."""
        return self.order[1] if len(self.order) > 1 else None

    @property
    def lead(self) -> float:
        """By how many points the champion leads over its rival; nothing where it has none."""
        if self.rival is None:
            return 0.0
        return float(self.scores[self.order[0]] - self.scores[self.rival])

    @property
    def is_tied(self) -> bool:
        """Whether the champion and its rival have the same score."""
        return self.rival is not None and abs(self.lead) < TIE

    @cached_property
    def family_lead(self) -> float:
        """By how many points the champion leads over the best option of another family."""
        if not self.order:
            return 0.0
        champion, ui = self.order[0], self.options.ui
        other = next((row for row in self.order if ui[row] != ui[champion]), None)
        return 0.0 if other is None else float(self.scores[champion] - self.scores[other])

    @cached_property
    def mean_needs(self) -> Floats:
        """(criteria, 3): what is asked of each criterion, the mean over the plausible goals."""
        return self._mean([under.profile.bounds for under in self.goals])

    @cached_property
    def mean_bounds(self) -> Floats:
        """(options, criteria, 3): capabilities, the mean over the plausible goals."""
        return self._mean([under.bounds for under in self.goals])

    def _mean(self, each: Sequence[Floats]) -> Floats:
        if len(each) == 1:
            return each[0]
        # One after the other: a product of matrices rounds otherwise where options are fewer.
        total = np.zeros(each[0].shape)
        for under, part in zip(self.goals, each, strict=True):
            total += under.share * part
        return read_only(total)

    @property
    def needs(self) -> tuple[NeedInterval, ...]:
        """What is asked of each criterion, the mean over the plausible goals."""
        rows = zip(CRITERIA, self.mean_needs, strict=True)
        return tuple(NeedInterval(criterion, *map(float, bounds)) for criterion, bounds in rows)

    @cached_property
    def intervals(self) -> dict[str, dict[CriterionId, Interval]]:
        """Every option's capability on every criterion, the mean over the plausible goals.

        Stated needs show the share of ticked needs that are met, and needs that may still turn up
        the share of those; the whole scale where there are none.
        """
        total = np.zeros((len(self.options), len(CRITERIA), 3))
        for under in self.goals:
            bounds = under.bounds.copy()
            if under.profile.items:
                bounds[:, STATED] = under.stated.ticked.mean(axis=1)
            if under.further.likely.any():
                bounds[:, FURTHER] = np.average(
                    under.further.met, axis=1, weights=under.further.likely
                )
            total += under.share * bounds
        rows = np.clip(total, 0, 1).tolist()
        return {
            option: {
                criterion: Interval(low=low, mid=max(low, mid), high=max(low, mid, high))
                for criterion, (low, mid, high) in zip(CRITERIA, rows[row], strict=True)
            }
            for row, option in enumerate(self.options.names)
        }


def _weights(ground: Ground, own: OwnWeights) -> Floats:
    return expected_weights(dict(own), ground.catalogue)


def _require_known(requirement: Requirement, ground: Ground) -> None:
    """Refuse frameworks that the catalogue does not hold: links and files name them earlier."""
    problems = [
        Problem("", field, f"{one_of(ground.names)}, got {shown(name)}", field)
        for field in FRAMEWORK_FIELDS
        for name in words_in(getattr(requirement, field))
        if name not in ground.names
    ]
    if problems:
        raise RequirementError(problems)


def orders_of(scores: Floats) -> list[tuple[int, ...]]:
    """Return all options by score, highest first, for many sets of scores: shape (n, options)."""
    steps = -np.rint(scores / TIE)
    return [tuple(order) for order in np.argsort(steps, axis=1, kind="stable").tolist()]


def order_of(scores: Floats, rows: Sequence[int]) -> tuple[int, ...]:
    """Return options by score, highest first; ties in the order of the rows.

    Parameters
    ----------
    scores
        shape (options,), in points of 100.
    rows
        of the options to put in order, ascending.
    """
    steps = [round(score / TIE) for score in scores.tolist()]
    return tuple(sorted(rows, key=lambda row: -steps[row]))
