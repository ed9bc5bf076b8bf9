"""Working out only what one answer moves gives what scoring everything anew gives."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings

from framework_compare import Requirement, load_catalogue
from framework_compare.explain.answers import changed, possible_answers
from framework_compare.scoring.ordering import ordered
from framework_compare.scoring.rescoring import Rescored, leaders, rescored
from tests.strategies import requirements

CATALOGUE = load_catalogue()


@settings(max_examples=12)
@given(requirement=requirements(goal=True, musts=True))
def test_every_answer_that_can_change_gives_the_same_scores_and_the_same_table(
    requirement: Requirement,
):
    """Byte for byte, whatever is answered already, must-haves included."""
    assert_same(requirement)


def assert_same(requirement: Requirement) -> None:
    """Every single change, worked out both ways."""
    scored, order = ordered(requirement, CATALOGUE)
    answers = possible_answers(requirement, CATALOGUE)
    changes = [each for each in answers if each.field not in ("goal", "must_haves")]
    found = rescored(
        requirement, CATALOGUE, scored, order, [(each.field, each.after) for each in changes]
    )

    for place, change in enumerate(changes):
        anew, its_order = ordered(changed(requirement, change), CATALOGUE)

        assert anew.scores.tobytes() == found.scores[place].tobytes(), change
        assert sorted(its_order) == np.flatnonzero(found.kept[place]).tolist(), change


def test_a_must_that_waited_for_its_answer_screens_once_it_is_answered():
    """Whatever the answer is."""
    musts = (
        "hosting",
        "auth",
        "peak_concurrent_users",
        "ui_customization",
        "weeks_to_first_release",
    )
    requirement = Requirement(goal="internal_data_tool", must_haves=musts, not_needed=("maps",))
    assert_same(requirement)


def table(scores: list[float], kept: list[bool], ui: tuple[int, ...]) -> Rescored:
    return Rescored(np.array([scores]), np.array([kept]), ui)


def test_the_first_of_equals_leads():
    """As everywhere: the catalogue's order decides between equals, and a difference below a tie is
    none.
    """
    first, lead = leaders(table([80.0, 80.0 + 1e-11, 70.0], [True, True, True], (0, 1, 2)))

    assert first.tolist() == [0]
    assert abs(lead[0]) < 1e-9


def test_a_lead_is_over_another_family():
    """A pairing of the leader's own family is no rival."""
    first, lead = leaders(table([80.0, 79.0, 60.0], [True, True, True], (0, 0, 2)))

    assert (first.tolist(), lead.tolist()) == ([0], [20.0])


def test_nobody_leads_where_nothing_fits():
    """And what is off the table leads nobody."""
    assert leaders(table([80.0, 70.0], [False, False], (0, 1)))[0].tolist() == [-1]
    assert leaders(table([80.0, 70.0], [False, True], (0, 1)))[0].tolist() == [1]
