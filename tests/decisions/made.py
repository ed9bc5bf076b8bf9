"""Decisions that are made up: what every option would lose is drawn, and who chose is known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from framework_compare import Catalogue, Requirement
from framework_compare.catalogue.learnt import LearntWord
from framework_compare.decisions.cases import Case
from framework_compare.decisions.choices import Choices
from framework_compare.scoring.distributions import Floats
from framework_compare.scoring.study import Study
from framework_compare.vocabulary import CRITERIA, GOAL_CLASSES
from tests.decisions.samples import DEMO

CLEAR: Final = LearntWord(share=0.8, verdicts=1, right=1)
LEANING: Final = LearntWord(share=0.5, verdicts=1, right=1)


def made_up(
    catalogue: Catalogue,
    losses: Floats,
    taken: Sequence[int],
    *,
    inside: Floats | None = None,
    is_open: Floats | None = None,
    classes: Sequence[int] | None = None,
    teams: Sequence[str] = (),
    beyond: Floats | None = None,
) -> Choices:
    """Return choice sets of one option taken each, of which nothing is known but what they lose.

    Parameters
    ----------
    losses
        shape (sets, options, criteria), in points of 100.
    taken
        the option that was taken, by its place.
    """
    count, options = len(losses), Study(Requirement(), catalogue).options
    right = np.zeros((count, len(options)), bool)
    right[np.arange(count), list(taken)] = True
    cases = tuple(_case(str(row)) for row in range(count))
    return Choices(
        cases=cases,
        requirements=tuple(Requirement(goal="data_exploration") for _ in cases),
        options=options,
        losses=losses,
        beyond=np.zeros((count, len(options))) if beyond is None else beyond,
        inside=np.ones((count, len(options)), bool) if inside is None else inside,
        right=right,
        taken=right,
        is_open=np.zeros(count, bool) if is_open is None else is_open,
        classes=np.eye(len(GOAL_CLASSES))[[0] * count if classes is None else list(classes)],
        teams=tuple(teams) or tuple(case.id for case in cases),
    )


def _case(name: str, **more: Any) -> Case:
    return Case.model_validate({**DEMO, "id": name, "team": name, **more})


def losses_of(rng: np.random.Generator, catalogue: Catalogue, count: int) -> Floats:
    """Return what options would lose on every criterion, drawn: (count, options, criteria)."""
    options = len(Study(Requirement(), catalogue).options)
    return rng.uniform(0, 60, (count, options, len(CRITERIA)))


def chosen(rng: np.random.Generator, losses: Floats, weights: Floats, unit: float) -> list[int]:
    """Return what people with these weights take, some of them for reasons of their own.

    Parameters
    ----------
    unit
        points of the score in one unit of the reasons that nobody states.
    """
    utility = -losses @ weights / unit + rng.gumbel(size=losses.shape[:2])
    return [int(option) for option in utility.argmax(axis=1)]
