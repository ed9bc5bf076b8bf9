"""Must-haves: pass, borderline, fail or unknown, before anything is scored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.distributions import Floats, read_only
from framework_compare.scoring.goals import UnderGoal
from framework_compare.scoring.ground import Ground
from framework_compare.scoring.options import Options
from framework_compare.vocabulary import COLUMN, ITEM, NEEDS, CriterionId, Must

Outcome = Literal["pass", "borderline", "fail", "unknown"]
Bools = NDArray[np.bool_]

MUST_CRITERIA: Final[dict[str, CriterionId]] = {
    "auth": "access_control",
    "peak_concurrent_users": "scalability",
    "weeks_to_first_release": "development_speed",
    "ui_customization": "customization",
}
"""Which criterion's capability decides a must on an answer."""


@dataclass(frozen=True, slots=True, eq=False)
class _Judged:
    """One must-have held against every option, goal by goal: (goals, options)."""

    passes: Bools
    fails: Bools
    unknown: Callable[[], Bools]
    """Where a capability hangs on what nobody knows; worked out where somebody asks."""

    def out(self, names: Iterable[str]) -> frozenset[str]:
        """Return which of the options fail it, whatever the goal."""
        fails: list[bool] = np.logical_and.reduce(self.fails, axis=0).tolist()
        return frozenset(name for name, failing in zip(names, fails, strict=True) if failing)

    def outcomes(self) -> list[Outcome]:
        """Return each option's outcome over all goals."""
        open_ = ~self.passes & ~self.fails
        unknown = open_ & self.unknown() if open_.any() else open_
        columns = zip(self.passes.T, self.fails.T, unknown.T, strict=True)
        return [_over_goals(*column) for column in columns]


class Screening:
    """Which option passes which must-have.

    Parameters
    ----------
    names
        of the options.
    judged
        every must-have that has an answer.
    """

    def __init__(self, names: Sequence[str], judged: dict[Must, _Judged]) -> None:
        self.musts: tuple[Must, ...] = tuple(judged)
        self._names, self._judged = names, judged
        self._out = {must: one.out(names) for must, one in judged.items()}

    @cached_property
    def outcomes(self) -> dict[str, dict[str, Outcome]]:
        """What each option is under each must: must, then option."""
        return {
            must: dict(zip(self._names, one.outcomes(), strict=True))
            for must, one in self._judged.items()
        }

    def failed(self, option: str, *, without: str = "") -> tuple[str, ...]:
        """Return the must-haves that an option fails, leaving one aside if named."""
        return tuple(must for must in self.musts if must != without and option in self._out[must])

    def unknown(self, option: str) -> tuple[str, ...]:
        """Return the must-haves that nobody knows whether an option passes."""
        return self._with("unknown", option)

    def borderline(self, option: str) -> tuple[str, ...]:
        """Return the must-haves that an option meets with some chance, by what is known."""
        return self._with("borderline", option)

    def _with(self, outcome: Outcome, option: str) -> tuple[str, ...]:
        return tuple(must for must in self.musts if self.outcomes[must][option] == outcome)

    def known_to_pass(self, musts: Iterable[str], options: Iterable[str]) -> tuple[str, ...]:
        """Return the options that pass all of some must-haves for certain."""
        asked = tuple(musts)
        return tuple(
            option
            for option in options
            if all(self.outcomes[must][option] == "pass" for must in asked)
        )

    def least_to_relax(self, options: Iterable[str]) -> tuple[tuple[str, ...], ...]:
        """Return the smallest sets of must-haves without which some option fails none.

        An option fails none exactly where all that it fails is given up, so the smallest sets are
        the smallest of what options fail; as many options as there are, whatever the musts.

        Returns
        -------
        tuple
            each set in the order of the must-haves; one empty set where some option fails none.
        """
        failed = list(dict.fromkeys(self.failed(option) for option in options))
        fewest = min(map(len, failed), default=0)
        return tuple(sorted(found for found in failed if len(found) == fewest))


def screen(
    requirement: Requirement, ground: Ground, options: Options, goals: Sequence[UnderGoal]
) -> Screening:
    """Judge every option by every must-have that has an answer.

    A must on a need or a host asks for `must.level` of the model: a documented add-on passes, in
    either part of a pairing. A must on an answer asks for the least that this answer alone can
    mean: the low end of what it states.

    An option passes where the low end of its capability meets that, and fails where the high end
    does not. Where the interval straddles it, the option is borderline, and unknown where the
    interval hangs on a cell that nobody knows. While the goal is not known, an option passes or
    fails only if it does under every plausible goal, and is unknown if it is under one.
    """
    judged = {
        must: _judge(must, requirement, ground, options, goals) for must in requirement.active_musts
    }
    return Screening(options.names, judged)


def _judge(
    must: str,
    requirement: Requirement,
    ground: Ground,
    options: Options,
    goals: Sequence[UnderGoal],
) -> _Judged:
    levels = must_levels(must, ground, goals)[:, None]

    def able(ground: Ground) -> Floats:
        """(goals, options, 3), by this evidence."""
        each = [must_bounds(must, requirement, ground, options, under) for under in goals]
        return np.stack(each)

    def unknown() -> Bools:
        """Where it would be another if what nobody knows were nothing, or all."""
        moved = able(ground.supposing(0.0)) != able(ground.supposing(1.0))
        anywhere: Bools = np.any(moved, axis=-1)
        return anywhere

    bounds = able(ground)
    passes, fails = bounds[..., 0] >= levels, bounds[..., 2] < levels
    return _Judged(read_only(passes), read_only(fails), unknown)


def _over_goals(passes: Bools, fails: Bools, unknown: Bools) -> Outcome:
    """Return one option's outcome from what it is under each goal: (goals,)."""
    if passes.all():
        return "pass"
    if fails.all():
        return "fail"
    return "unknown" if unknown.any() else "borderline"


def must_bounds(
    must: str, requirement: Requirement, ground: Ground, options: Options, under: UnderGoal
) -> Floats:
    """Return the capability that a must is about: (options, 3).

    Parameters
    ----------
    ground
        the evidence; its questions are those of `under`.
    """
    if must in NEEDS:
        return ground.items(options, reaching=False)[:, ITEM[must]]
    if must == "hosting":
        return ground.bounds(options, under.questions[COLUMN["hosting_fit"]])
    return ground.bounds(options, under.questions[COLUMN[MUST_CRITERIA[must]]])


def must_levels(must: str, ground: Ground, goals: Sequence[UnderGoal]) -> Floats:
    """Return what a must asks for under each goal: (goals,)."""
    if must in MUST_CRITERIA:
        criterion = MUST_CRITERIA[must]
        return np.array([under.profile.stated[criterion][0] for under in goals])
    return np.full(len(goals), ground.catalogue.model.must.level)


def must_text(must: str, requirement: Requirement, catalogue: Catalogue) -> str:
    """Return a must-have in words: ``Users at once: 3,000``."""
    if must in NEEDS:
        return catalogue.answer_label("needs", must)
    value = getattr(requirement, must)
    return catalogue.answer_text(must, value if isinstance(value, tuple) else (value,))
