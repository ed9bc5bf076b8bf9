"""What the other methods say, in lines and in sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from framework_compare import Catalogue, Requirement
from framework_compare.present import cross_check
from framework_compare.scoring.results import CrossCheck
from framework_compare.scoring.study import Study
from tests.strategies import requirements


@given(requirements(musts=True))
@settings(max_examples=25)
def test_the_cross_check_has_a_line_for_every_method(requirement: Requirement):
    """The deciding method comes first, with the champion.

    Each has at most three frameworks, its winner's first.
    """
    study = Study(requirement, draws=1000)
    verdict, catalogue = study.verdict, study.catalogue
    rows = cross_check.cross_check_rows(study)
    if verdict.champion is None:
        assert rows.empty
        assert cross_check.cross_check_sentence(study) == ""
        return

    assert list(rows["Agrees"]).count("differs") == verdict.cross_check.differing
    assert rows["Agrees"].iloc[0] == "decides"
    assert rows["Would choose"].iloc[0] == catalogue.option_name(verdict.champion)
    for winner, first in zip(rows["Would choose"], rows["First three"], strict=True):
        assert len(first.split(", ")) == min(3, len(verdict.families))
        assert first.split(", ")[0] == winner.replace(" with ", " + ")


@pytest.mark.parametrize(
    ("lowers", "differing", "lowered_from", "confidence", "said"),
    [
        (True, 0, None, "clear", "All four other methods name Streamlit too."),
        (False, 0, None, "clear", "All four other methods name Streamlit too."),
        *(
            (
                False,
                differing,
                None,
                "clear",
                "would name Flask. That changes no word: on real decisions it has not made words"
                " better.",
            )
            for differing in (1, 2, 4)
        ),
        (
            True,
            1,
            None,
            "clear",
            "One of four other methods would name Flask. It takes two to lower the confidence.",
        ),
        (
            True,
            2,
            "clear",
            "leaning",
            "would name Flask. So the verdict is called leaning rather than clear.",
        ),
        (
            True,
            3,
            None,
            "too_close",
            "would name Flask. The verdict is called too close to call without them already.",
        ),
    ],
)
def test_the_sentence_says_what_dissent_does(
    catalogue: Catalogue, lowers, differing, lowered_from, confidence, said
):
    """Nothing, too little, one step, or nothing more; where it lowers no word, just that."""
    check_rules = catalogue.cross_check
    rule = check_rules.rule.model_copy(update={"lowers": lowers})
    known = replace(
        catalogue,
        cross_check=check_rules.model_copy(update={"rule": rule}),
        digest=f"lowers {lowers}",
    )
    study = Study(
        Requirement(goal="interactive_dashboard", considered=("streamlit", "flask")), known
    )
    verdict = study.verdict
    agreeing = [
        replace(item, winner="streamlit", family="streamlit", agrees=True)
        for item in verdict.cross_check.methods
    ]
    dissenting = [
        replace(item, winner="flask", family="flask", agrees=False) for item in agreeing[:differing]
    ]
    check = CrossCheck((*dissenting, *agreeing[differing:]), lowered_from)

    assert verdict.champion is not None
    assert verdict.champion.startswith("streamlit")
    study.verdict = replace(verdict, cross_check=check, confidence=confidence)
    assert cross_check.cross_check_sentence(study).endswith(said)


def test_the_one_that_is_left_is_named_by_every_method(catalogue: Catalogue):
    """A shortlist of one."""
    study = Study(Requirement(considered=("gradio",)), catalogue)

    assert (
        cross_check.cross_check_sentence(study) == "Only Gradio is left, so every method names it."
    )
