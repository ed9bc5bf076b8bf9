"""What turns a verdict, kind by kind."""

from __future__ import annotations

from typing import Literal

from framework_compare import Catalogue, Requirement
from framework_compare.explain.answers import answer_flips
from framework_compare.present.flips import TITLES, nearest_of_each, nothing_turns
from framework_compare.scoring.results import Flip
from framework_compare.scoring.study import Study
from tests.projects import COMPANY_DASHBOARD, NONE_FITS


def flip(kind: Literal["answer", "weight", "evidence", "must_have"], field: str, to: str) -> Flip:
    return Flip(kind, field, None, to, "dash", f"{field} {to}")


def test_one_change_of_each_answer_is_named():
    """The nearest; of musts each, since each is an answer of its own."""
    found = nearest_of_each(
        [
            flip("answer", "goal", "rest_api"),
            flip("answer", "goal", "ecommerce"),
            flip("must_have", "must_haves", "auth"),
            flip("must_have", "must_haves", "hosting"),
        ]
    )

    assert [each.after for each in found["answer"]] == ["rest_api"]
    assert [each.after for each in found["must_have"]] == ["auth", "hosting"]
    assert list(TITLES) == list(found)


def test_no_more_are_named_than_are_read():
    """Five of a kind."""
    found = nearest_of_each(flip("answer", f"field {place}", "x") for place in range(9))

    assert [each.field for each in found["answer"]] == [f"field {place}" for place in range(5)]


def test_what_turns_nothing_is_said_where_it_was_tried(catalogue: Catalogue):
    """Not without a goal, and not where nobody leads."""
    study = Study(COMPANY_DASHBOARD, catalogue, draws=200)
    nothing, some = nearest_of_each([]), nearest_of_each(answer_flips(study))
    untried = Study(Requirement(), catalogue, draws=200).verdict
    nobody = Study(NONE_FITS, catalogue, draws=200).verdict

    assert len(nothing_turns(nothing, study.verdict)) == 3
    assert "No single other answer turns it." not in nothing_turns(some, study.verdict)
    assert not nothing_turns(nothing, untried)
    assert not nothing_turns(nothing, nobody)
