"""Must-haves: pass, fail or unknown, before anything is scored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.distributions import Floats
from framework_compare.scoring.goals import UnderGoal
from framework_compare.scoring.ground import Ground
from framework_compare.scoring.options import Options
from framework_compare.vocabulary import COLUMN, HOST, ITEM, NEEDS, CriterionId, Must

Outcome = Literal["pass", "fail", "unknown"]

MUST_CRITERIA: Final[dict[str, CriterionId]] = {
    "auth": "access_control",
    "peak_concurrent_users": "scalability",
    "weeks_to_first_release": "development_speed",
    "ui_customization": "customization",
}
"""Which criterion's capability decides a must on an answer."""


@dataclass(frozen=True, slots=True)
class Screening:
    """Which option passes which must-have."""

    musts: tuple[Must, ...]
    outcomes: dict[str, dict[str, Outcome]]
    """must -> option -> outcome"""

    def failed(self, option: str, *, without: str = "") -> tuple[str, ...]:
        """Return the must-haves that an option fails, leaving one aside if named."""
        return tuple(
            must for must in self.musts if must != without and self.outcomes[must][option] == "fail"
        )

    def unknown(self, option: str) -> tuple[str, ...]:
        """Return the must-haves that nobody knows whether an option passes."""
        return tuple(must for must in self.musts if self.outcomes[must][option] == "unknown")


def _outcome(low: float, high: float, level: float) -> Outcome:
    if low >= level:
        return "pass"
    return "fail" if high < level else "unknown"


def screen(
    requirement: Requirement, ground: Ground, options: Options, goals: Sequence[UnderGoal]
) -> Screening:
    """Judge every option by every must-have that has an answer.

    A must on a need or a host asks for `must.level` of the model: a documented add-on passes, in
    either part of a pairing. A must on an answer asks for the least that this answer alone can
    mean: the low end of what it states. While the goal is not known, an option fails only if it
    fails under every plausible goal, and passes only if it passes under every one.
    """
    outcomes: dict[str, dict[str, Outcome]] = {}
    for must in requirement.active_musts:
        bounds, levels = _capabilities(must, requirement, ground, options, goals)
        outcomes[must] = {
            option: _outcome_under_goals(bounds[:, row], levels)
            for row, option in enumerate(options.names)
        }
    return Screening(requirement.active_musts, outcomes)


def _outcome_under_goals(bounds: Floats, levels: Floats) -> Outcome:
    """bounds: (goals, 3); levels: (goals,)."""
    found = {
        _outcome(float(b[0]), float(b[2]), float(level))
        for b, level in zip(bounds, levels, strict=True)
    }
    return found.pop() if len(found) == 1 else "unknown"


def _capabilities(
    must: str,
    requirement: Requirement,
    ground: Ground,
    options: Options,
    goals: Sequence[UnderGoal],
) -> tuple[Floats, Floats]:
    """Return the capability that a must is about, (goals, options, 3), and its level, (goals,)."""
    level = np.array([ground.catalogue.model.must.level])
    if must in NEEDS:
        return ground.items(options, reaching=False)[None, :, ITEM[must]], level
    if must == "hosting":
        named = [HOST[host] for host in requirement.hosting]
        return ground.hosts(options)[:, named].min(axis=1)[None], level
    criterion = MUST_CRITERIA[must]
    column = COLUMN[criterion]
    bounds = np.stack([ground.bounds(options, under.questions[column]) for under in goals])
    return bounds, np.array([under.profile.stated[criterion][0] for under in goals])


def must_text(must: str, requirement: Requirement, catalogue: Catalogue) -> str:
    """Return a must-have in words: ``Users at once: 3,000``."""
    if must in NEEDS:
        return catalogue.answer_label("needs", must)
    value = getattr(requirement, must)
    return catalogue.answer_text(must, value if isinstance(value, tuple) else (value,))
