"""The ends of a weight in words, and what decides nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from framework_compare import Catalogue, Requirement
from framework_compare.explain.swings import swing_ends
from framework_compare.scoring.study import Study
from framework_compare.vocabulary import CRITERIA, GOALS, GROUPS, VALUE_TREE
from tests.strategies import FRAMEWORKS, requirements

DASHBOARD = Requirement(goal="interactive_dashboard", needs=("maps", "deep_links", "seo"))


@given(requirement=requirements(musts=True))
def test_every_weight_has_its_ends(catalogue: Catalogue, requirement: Requirement) -> None:
    """Groups and criteria, whatever is known; words wherever something is decided."""
    ends = swing_ends(Study(requirement, catalogue))

    assert {*GROUPS, *CRITERIA} == set(ends)
    for member, found in ends.items():
        assert 0 <= found.spread <= 1
        assert found.decides_nothing or (found.worst and found.best)
        assert found.criterion == member or found.criterion in dict(VALUE_TREE)[member]


@given(requirement=requirements(goal=True))
def test_a_weight_that_decides_nothing_moves_no_lead(
    catalogue: Catalogue, requirement: Requirement
) -> None:
    """Whatever the criterion's weight, no two options drift apart by more than the spread."""
    scored = Study(requirement, catalogue)
    for criterion, found in swing_ends(Study(requirement, catalogue)).items():
        if criterion not in CRITERIA or not found.decides_nothing:
            continue
        points = (
            100
            * scored.weights[CRITERIA.index(criterion)]
            * scored.fits[:, CRITERIA.index(criterion)]
        )

        assert np.ptp(points) <= 100 * catalogue.elicitation.swing.hardly_differ


def test_building_blocks_are_counted(catalogue: Catalogue) -> None:
    """In the words of the page: so many of five."""
    ends = swing_ends(Study(DASHBOARD, catalogue))["use_case_fit"]

    assert (ends.worst, ends.best) == ("one of the five building blocks", "all five")


def test_graded_criteria_speak_the_words_of_their_scale(catalogue: Catalogue) -> None:
    """Both ends are levels that are reached, the best no better than what may be asked for."""
    ends = swing_ends(Study(DASHBOARD, catalogue))["visualisation"]
    levels = [
        words
        for anchor in catalogue.criterion("visualisation").anchors
        for words in (anchor.text, f"better than “{anchor.text}”")
    ]

    assert levels.index(ends.worst) < levels.index(ends.best) < len(levels) - 2


def test_nothing_exists_so_switching_decides_nothing(catalogue: Catalogue) -> None:
    """Every option keeps all of nothing."""
    assert swing_ends(Study(DASHBOARD, catalogue))["switching_cost"].decides_nothing
    assert not swing_ends(
        Study(DASHBOARD.with_answers(existing_framework="flask", existing_size="large"), catalogue)
    )["switching_cost"].decides_nothing


@pytest.mark.parametrize("goal", GOALS)
def test_needs_that_may_turn_up_are_counted(catalogue: Catalogue, goal: str) -> None:
    """The best option meets more of them than the worst, and both ends say so."""
    ends = swing_ends(Study(Requirement(goal=goal), catalogue))["further_needs"]

    assert ends.worst != ends.best


def test_a_group_names_the_criterion_that_differs_most(catalogue: Catalogue) -> None:
    """And how many more differ."""
    ends = swing_ends(Study(DASHBOARD, catalogue))
    product = {criterion: ends[criterion].spread for criterion in VALUE_TREE["product"]}

    assert ends["product"].criterion == max(product, key=product.__getitem__)
    assert ends["product"].more == sum(not ends[c].decides_nothing for c in product) - 1


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_one_option_leaves_nothing_to_decide(catalogue: Catalogue, framework: str) -> None:
    """There is nothing to weigh against."""
    ends = swing_ends(Study(DASHBOARD.with_answers(considered=(framework,)), catalogue))

    assert all(found.decides_nothing for found in ends.values())


def test_an_option_that_is_out_is_no_end(catalogue: Catalogue) -> None:
    """Options that a must-have excludes no longer widen what is left to differ."""
    before = swing_ends(Study(DASHBOARD, catalogue))["stated_needs"]
    after = swing_ends(
        Study(DASHBOARD.with_answers(must_haves=("maps", "deep_links", "seo")), catalogue)
    )["stated_needs"]

    assert after.spread < before.spread
