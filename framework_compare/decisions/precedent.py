"""What comparable teams took: counts of the recorded decisions by class of goal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from framework_compare.decisions.cases import Case
from framework_compare.vocabulary import GOAL_CLASS_OF, FrameworkId, GoalClass


@dataclass(frozen=True, slots=True)
class Precedent:
    """How many recorded teams with such a goal took what."""

    goal_class: GoalClass
    n: int
    """Teams, each counted once."""
    taken: Mapping[FrameworkId, int]
    """Teams by the UI framework that they took, the most frequent first.

    A team that runs two side by side, or took another for a second product, counts under both: the
    counts may add up to more than there are teams.
    """


def goal_class(goal: str | None) -> GoalClass | None:
    """Return which class a goal is of; None where it is not stated, or in no class."""
    return None if goal is None else GOAL_CLASS_OF.get(goal)


def precedent(goal: str | None, cases: Sequence[Case]) -> Precedent | None:
    """Return what the recorded teams with a goal of the same class took.

    All of them count, whatever else is known of them: what a team took is known even where little
    of why is. None where no goal is stated.
    """
    own = goal_class(goal)
    if own is None:
        return None
    alike = [case for case in cases if goal_class(case.goal) == own]
    taken = {(case.cluster, framework) for case in alike for framework in case.taken}
    counts = Counter(framework for _, framework in taken)
    return Precedent(
        goal_class=own,
        n=len({case.cluster for case in alike}),
        taken=dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))),
    )
