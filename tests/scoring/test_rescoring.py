"""Working out only what one answer moves gives what scoring everything anew gives."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings

from framework_compare import Requirement, load_catalogue
from framework_compare.explain.answers import possible_answers
from framework_compare.scoring.rescoring import after, each_after
from framework_compare.scoring.scored import order_of
from framework_compare.scoring.study import Study
from tests.strategies import requirements

CATALOGUE = load_catalogue()


@settings(max_examples=12)
@given(requirement=requirements(musts=True))
def test_every_answer_that_can_change_gives_the_same_scores_and_the_same_table(
    requirement: Requirement,
):
    """Byte for byte, whatever is answered already, must-haves included, the goal known or not."""
    assert_same(requirement)


def assert_same(requirement: Requirement) -> None:
    """Every single change, worked out anew, alone and among all others at once."""
    study = Study(requirement, CATALOGUE)
    changes = list(possible_answers(study))
    together = each_after(study, [(change.field, change.after) for change in changes])
    for change, among_others in zip(changes, together, strict=True):
        anew = study.answering(**{change.field: change.after})
        for quickly in (after(study, change.field, change.after), among_others):
            assert anew.scores.tobytes() == quickly.scores.tobytes(), change
            assert anew.order == quickly.order, change


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


def test_the_first_of_equals_leads():
    """The catalogue's order decides between equals, and a difference below a tie is none."""
    assert order_of(np.array([80.0, 80.0 + 1e-11, 70.0]), (0, 1, 2)) == (0, 1, 2)


def test_the_runner_up_is_the_best_other_option_and_a_family_leads_over_another():
    """A pairing of the leader's own family is next; how far a family leads is over another's."""
    study = Study(Requirement(considered=("streamlit", "flask", "fastapi")), CATALOGUE)
    names = study.options.names
    first = [
        names.index(option) for option in ("streamlit", "streamlit+fastapi", "fastapi", "flask")
    ]
    scores = np.zeros(len(names))
    for row, score in zip(first, (80.0, 79.0, 70.0, 60.0), strict=True):
        scores[row] = score
    study.__dict__["scores"] = scores

    assert study.order[:4] == tuple(first)
    assert (names[study.rival], study.lead) == ("streamlit+fastapi", 1.0)
    assert study.family_lead == 10.0


def test_nobody_leads_where_nothing_fits():
    """And what is off the table leads nobody."""
    impossible = Requirement(
        goal="interactive_dashboard",
        peak_concurrent_users=10_000_000,
        weeks_to_first_release=0.1,
        must_haves=("peak_concurrent_users", "weeks_to_first_release"),
    )
    study = Study(impossible, CATALOGUE)

    assert (study.champion, study.rival, study.lead, study.family_lead) == (None, None, 0, 0)
