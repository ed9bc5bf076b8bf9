"""The cross-check: four other methods on the same fits, which change no word unless let to."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framework_compare import Requirement, Verdict, load_catalogue, recommend
from framework_compare.scoring.methods import cross_check
from framework_compare.scoring.study import Study
from framework_compare.text import count_word
from framework_compare.vocabulary import CRITERIA, METHODS
from tests.strategies import requirements

CATALOGUE = load_catalogue()
DRAWS = 1000
STEPS = ("clear", "leaning", "too_close")
RULE = CATALOGUE.cross_check.rule.differing


def with_rule(differing: int):
    """A catalogue in which so many methods that differ lower a word."""
    rules = CATALOGUE.cross_check
    changed = rules.model_copy(
        update={"rule": rules.rule.model_copy(update={"differing": differing, "lowers": True})}
    )
    return replace(
        CATALOGUE, cross_check=changed, digest=f"{CATALOGUE.digest}:differing={differing}"
    )


@given(requirements(musts=True))
@settings(max_examples=40)
def test_confidence_falls_by_one_step_where_enough_methods_differ_and_never_otherwise(
    requirement: Requirement,
) -> None:
    """Where they are let to: from clear to leaning, from leaning to too close; others stay."""
    verdict = recommend(requirement, with_rule(RULE), draws=DRAWS)
    before, after = verdict.cross_check.lowered_from, verdict.confidence
    if before is None:
        assert verdict.cross_check.differing < RULE or after not in ("clear", "leaning")
    else:
        assert verdict.cross_check.differing >= RULE
        assert STEPS.index(after) == STEPS.index(before) + 1


@given(requirements(musts=True))
@settings(max_examples=20)
def test_as_shipped_they_change_no_word(requirement: Requirement) -> None:
    """Words that they lower have not forecast better."""
    verdict = recommend(requirement, CATALOGUE, draws=DRAWS)

    assert not CATALOGUE.cross_check.rule.lowers
    assert verdict.cross_check.lowered_from is None


@given(requirements(musts=True), st.integers(1, 4))
@settings(max_examples=25)
def test_the_other_methods_decide_nothing_but_the_word(
    requirement: Requirement, differing: int
) -> None:
    """Champion, ranking, shares and reasons are the same under any rule."""

    def rest(verdict: Verdict) -> str:
        same = replace(
            verdict, confidence="clear", confidence_text="", cross_check=type(verdict.cross_check)()
        )
        return repr(same)

    other = recommend(requirement, with_rule(differing), draws=DRAWS)

    assert rest(other) == rest(recommend(requirement, CATALOGUE, draws=DRAWS))


@given(requirements(musts=True))
@settings(max_examples=30)
def test_a_method_agrees_where_its_first_is_of_the_champions_family(
    requirement: Requirement,
) -> None:
    """Each ranks every kept option, and its winner is one of those it holds for best."""
    verdict = recommend(requirement, CATALOGUE, draws=DRAWS)
    kept = {standing.option for standing in verdict.ranking}
    for result in verdict.cross_check.methods:
        best = min(result.scores) if result.method == "vikor" else max(result.scores)

        assert set(result.order) == kept
        assert result.order[0] == result.winner
        assert result.scores[0] == pytest.approx(best, abs=1e-9)
        assert result.family == CATALOGUE.parts(result.winner)[0]
        assert result.agrees == (result.family == CATALOGUE.parts(verdict.champion)[0])


def test_the_sentence_names_how_many_differ_whom_they_name_and_the_word_it_would_have_been() -> (
    None
):
    """In plain words, after how often the champion comes first."""
    strict, lenient = with_rule(1), with_rule(4)
    told = 0
    for pair in combinations(CATALOGUE.frameworks, 2):
        requirement = Requirement(goal="interactive_dashboard", considered=pair)
        verdict = recommend(requirement, strict, draws=DRAWS)
        differing = verdict.cross_check.differing
        if verdict.cross_check.lowered_from != "leaning" or differing == len(METHODS):
            continue
        told += 1
        plain = recommend(requirement, lenient, draws=DRAWS)
        assert verdict.champion is not None
        (other,) = {*pair} - {CATALOGUE.parts(verdict.champion)[0]}
        name = CATALOGUE.frameworks[other].name

        assert (plain.confidence, verdict.confidence) == ("leaning", "too_close")
        assert verdict.confidence_text == (
            f"{plain.confidence_text} {count_word(differing).capitalize()} of four other methods"
            f" would name {name}, so this is called too close to call rather than leaning."
        )

    assert told > 0


def test_an_unknown_lead_stays_not_enough_evidence() -> None:
    """Only clear and leaning can be lowered."""
    requirement = Requirement(
        goal="rest_api",
        considered=("fastapi",),
        peak_concurrent_users=10**7,
        must_haves=("peak_concurrent_users",),
    )
    verdict = recommend(requirement, with_rule(1), draws=DRAWS)

    assert verdict.confidence in ("not_enough_evidence", "none_fits")
    assert verdict.cross_check.lowered_from is None


def test_a_shortlist_of_one_cannot_be_contradicted() -> None:
    """Every method names the only one there is."""
    verdict = recommend(
        Requirement(goal="ml_model_demo", considered=("gradio",)), CATALOGUE, draws=DRAWS
    )

    assert [result.method for result in verdict.cross_check.methods] == list(METHODS)
    assert all(result.winner == "gradio" for result in verdict.cross_check.methods)
    assert verdict.cross_check.lowered_from is None


def test_where_none_fits_there_is_nothing_to_check() -> None:
    """No option, no method, no word to lower."""
    requirement = Requirement(
        goal="ecommerce",
        hosting=("streamlit_community_cloud",),
        auth="rbac",
        must_haves=("hosting", "auth"),
    )
    verdict = recommend(requirement, CATALOGUE, draws=DRAWS)

    assert verdict.confidence == "none_fits"
    assert verdict.cross_check.methods == ()


def with_fits(requirement: Requirement, fits: np.ndarray) -> Study:
    """The study of a requirement that no must screens, with these fits for its own."""
    study = Study(requirement, CATALOGUE)
    study.__dict__["fits"] = fits
    study.__dict__["beyond"] = np.zeros_like(fits)
    return study


@given(requirements())
@settings(max_examples=20)
def test_a_family_that_is_at_least_as_good_everywhere_is_named_by_all(
    requirement: Requirement,
) -> None:
    """Where the champion meets every need in full, no method names another family alone."""
    study = Study(requirement, CATALOGUE)
    fits = study.fits.copy()
    fits[study.order[0]] = 1.0

    assert fits.shape[1] == len(CRITERIA)
    assert cross_check(with_fits(requirement, fits)).differing == 0


@given(requirements(goal=True))
@settings(max_examples=25)
def test_options_that_tie_are_no_dissent(requirement: Requirement) -> None:
    """With every fit alike, all methods share first place, and that is agreement."""
    study = Study(requirement, CATALOGUE)
    alike = with_fits(requirement, np.full_like(study.fits, 0.5))

    assert all(result.agrees for result in cross_check(alike).methods)
