"""Must-haves: pass, borderline, fail or unknown, what that does to draws, and what would give."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framework_compare import Requirement, load_catalogue, recommend
from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.evidence import Evidence
from framework_compare.explain.beliefs import central_weights_of
from framework_compare.exports.record import decision_record
from framework_compare.exports.verdict import verdict_record
from framework_compare.present.briefing import must_names, must_rows
from framework_compare.requirement.model import MOST_USERS
from framework_compare.scoring.screening import MUST_CRITERIA
from framework_compare.scoring.study import Study
from framework_compare.vocabulary import ANSWER_MUSTS, COLUMN, GOALS, HOSTS, NEEDS
from tests.strategies import FRAMEWORKS, exactly, examples, requirements, some_of, with_cell

CATALOGUE = load_catalogue()
DRAWS = 1000
CROWD = Requirement(
    goal="rest_api", peak_concurrent_users=2000, must_haves=("peak_concurrent_users",)
)
HURRY = Requirement(
    goal="transactional_web_app",
    weeks_to_first_release=0.5,
    ui_customization="high",
    must_haves=("weeks_to_first_release",),
)
RANK = {"fail": 0, "unknown": 1, "borderline": 1, "pass": 2}


@st.composite
def demanding(draw: st.DrawFn, **fixed: Any) -> Requirement:
    """Answers all of which are musts, with up to five needs."""
    answers = {
        "goal": draw(st.none() | st.sampled_from(GOALS)),
        "peak_concurrent_users": draw(st.none() | st.integers(1, MOST_USERS)),
        "weeks_to_first_release": draw(st.none() | st.floats(0.1, 60)),
        "ui_customization": draw(st.sampled_from((None, "low", "medium", "high"))),
        "auth": draw(st.sampled_from((None, "none", "sso", "accounts", "rbac"))),
        "hosting": draw(some_of(HOSTS, 2)),
        "considered": draw(some_of(FRAMEWORKS, 4)),
    } | fixed
    answered = [must for must in ANSWER_MUSTS if answers[must] not in (None, ())]
    return Requirement.model_validate(
        answers | {"must_haves": [*draw(some_of(NEEDS, 5)), *answered]}
    )


def graded(low: float, mid: float, high: float) -> Evidence:
    return exactly(CATALOGUE, "fastapi", mid).model_copy(update={"low": low, "high": high})


def with_fastapi(low: float, mid: float, high: float) -> Catalogue:
    """FastAPI, alone on the shortlist in most tests, with this load."""
    return with_cell(CATALOGUE, "fastapi", "scalability", graded(low, mid, high))


@given(demanding())
@settings(max_examples=examples(40))
def test_every_outcome_is_one_of_four(requirement: Requirement) -> None:
    """Of every option under every must, and the verdict puts it in exactly one list."""
    verdict = recommend(requirement, CATALOGUE, draws=DRAWS)
    names = set(Study(requirement, CATALOGUE).options.names)
    for must in verdict.musts:
        lists = (must.passed, must.borderline, must.failed, must.unknown)

        assert sorted(names) == sorted(option for found in lists for option in found)


@given(demanding(goal="interactive_dashboard"))
@settings(max_examples=examples(40))
def test_the_ends_of_the_interval_decide(requirement: Requirement) -> None:
    """Passed at the low end, failed at the high end, and between them borderline or unknown."""
    study = Study(requirement, CATALOGUE)
    (under,) = study.goals
    for must, criterion in MUST_CRITERIA.items():
        if must not in requirement.active_musts:
            continue
        level = under.profile.stated[criterion][0]
        for row, option in enumerate(study.options.names):
            low, _, high = under.bounds[row, COLUMN[criterion]]
            outcome = study.screening.outcomes[must][option]

            assert (outcome == "pass") == (low >= level)
            assert (outcome == "fail") == (high < level)


@given(
    requirements(goal=True, peak_concurrent_users=1500, must_haves=("peak_concurrent_users",)),
    st.sampled_from(FRAMEWORKS),
    st.lists(st.floats(0, 1), min_size=3, max_size=3).map(sorted),
    st.floats(0, 1),
)
@settings(max_examples=examples(30))
def test_a_raised_capability_is_never_judged_worse(
    requirement: Requirement, name: str, ends: list[float], up: float
) -> None:
    """Of the framework itself and of its pairings; and it meets the must no more seldom."""
    raised = [end + up * (1 - end) for end in ends]
    before, after = (
        Study(requirement, with_cell(CATALOGUE, name, "scalability", graded(*found)), draws=DRAWS)
        for found in (ends, raised)
    )
    was, now = (study.screening.outcomes["peak_concurrent_users"] for study in (before, after))
    for row, option in enumerate(before.options.names):
        assert RANK[now[option]] >= RANK[was[option]]
        if before.order and was[option] != "fail":
            assert after.acceptability.meets[row] >= before.acceptability.meets[row]


def test_no_evidence_is_unknown_and_a_wide_grade_is_borderline() -> None:
    """A whole scale says as little as nothing, whoever wrote it down."""
    wanted = {
        None: "unknown",
        (0.0, 0.5, 1.0): "unknown",
        (0.1, 0.7, 1.0): "borderline",
        (0.7, 0.8, 0.9): "pass",
        (0.1, 0.2, 0.3): "fail",
    }
    for ends, outcome in wanted.items():
        grade = None if ends is None else graded(*ends)
        catalogue = with_cell(CATALOGUE, "fastapi", "scalability", grade)

        assert (
            Study(CROWD, catalogue).screening.outcomes["peak_concurrent_users"]["fastapi"]
            == outcome
        )


def test_what_hangs_on_a_part_that_nobody_knows_is_unknown() -> None:
    """The pairing takes the service's side; the framework alone knows its own."""
    catalogue = with_cell(CATALOGUE, "fastapi", "scalability", None)
    outcomes = Study(CROWD, catalogue).screening.outcomes["peak_concurrent_users"]

    assert outcomes["fastapi"] == outcomes["streamlit+fastapi"] == "unknown"
    assert outcomes["streamlit"] == "borderline"


def test_a_borderline_champion_is_said_with_its_chance_and_who_is_sure() -> None:
    """It stays ranked and keeps its word; it takes no rank where it misses the must."""
    catalogue = with_fastapi(0.6, 0.8, 0.9)
    catalogue = with_cell(catalogue, "gradio", "scalability", graded(0.8, 0.85, 0.9))
    verdict = recommend(CROWD.with_answers(known_frameworks=("fastapi",)), catalogue)
    champion = verdict.ranking[0]

    assert champion.option == "fastapi"
    assert verdict.confidence != "not_enough_evidence"
    assert 0.5 < champion.meets < 1
    assert f"in {100 * champion.meets:.0f} of 100 plausible cases" in verdict.confidence_text
    assert "borderline on the must “Users at once: 2,000”" in verdict.confidence_text
    assert "Known to meet it: Gradio" in verdict.confidence_text
    assert "nobody knows" not in verdict.confidence_text.lower()


def test_an_unknown_champion_is_not_enough_evidence() -> None:
    """Nobody knows whether it passes: the verdict says so, names who does, and keeps the option."""
    catalogue = with_cell(CATALOGUE, "fastapi", "access_control", None)
    catalogue = with_cell(catalogue, "django", "access_control", graded(0.96, 0.97, 0.98))
    requirement = Requirement(
        goal="rest_api",
        auth="rbac",
        must_haves=("auth",),
        considered=("fastapi", "django"),
        known_frameworks=("fastapi",),
    )
    verdict = recommend(requirement, catalogue, draws=DRAWS)

    assert (verdict.champion, verdict.confidence) == ("fastapi", "not_enough_evidence")
    assert "Nobody knows yet whether FastAPI meets the must “" in verdict.confidence_text
    assert "Known to meet it: Django" in verdict.confidence_text
    assert verdict.musts[0].unknown == ("fastapi",)


def test_a_crowd_on_an_api_is_borderline_and_nobody_is_said_to_know_nothing() -> None:
    """Two thousand at once lie inside FastAPI's interval: evidence, not ignorance."""
    study = Study(CROWD, CATALOGUE, draws=DRAWS)
    verdict = study.verdict
    (must,) = verdict.musts
    names = must_names(must, verdict, CATALOGUE)

    assert verdict.champion in must.borderline
    assert not must.unknown
    assert "borderline: " in names
    assert "FastAPI (" in names
    assert (
        "nobody knows"
        not in (names + verdict.confidence_text + decision_record(study, CROWD)).lower()
    )
    assert verdict_record("x", verdict)["musts"][0]["borderline"] == list(must.borderline)


@given(demanding())
@settings(max_examples=examples(25))
def test_no_option_comes_first_more_often_than_it_meets_its_musts(requirement: Requirement) -> None:
    """It takes a rank in exactly the draws in which it does; the others are nobody's."""
    verdict = recommend(requirement, CATALOGUE, draws=DRAWS)
    undecided = {option for must in verdict.musts for option in (*must.borderline, *must.unknown)}
    for standing in verdict.ranking:
        assert standing.p_best <= standing.meets <= 1
        assert sum(standing.rank_shares) == pytest.approx(standing.meets)
        assert 1 <= standing.rank_low <= standing.rank_high <= len(verdict.ranking)
        assert standing.option in undecided or standing.meets == 1


def test_the_chance_of_a_must_is_the_share_of_the_interval_above_it() -> None:
    """Even halves from low to mid to high: known for a graded cell."""
    requirement = CROWD.with_answers(considered=("fastapi",))
    level = Study(requirement, CATALOGUE).goals[0].profile.stated["scalability"][0]
    for low, mid, high in ((level - 0.1, level, 1.0), (level - 0.3, level - 0.1, level + 0.1)):
        study = Study(requirement, with_fastapi(low, mid, high))
        wanted = 0.5 if mid >= level else 0.25

        assert study.verdict.ranking[0].meets == pytest.approx(wanted, abs=0.02)


def test_whose_weights_lead_counts_as_the_verdict_does() -> None:
    """Families come first as often under their weights as in the verdict."""
    study = Study(CROWD, CATALOGUE)
    shares = {family.family: family.share for family in study.verdict.families}

    assert shares == pytest.approx({c.family: c.share for c in central_weights_of(study)})


@given(demanding())
@settings(max_examples=examples(60))
def test_the_smallest_sets_of_musts_let_somebody_pass_and_no_smaller_ones_do(
    requirement: Requirement,
) -> None:
    """All of them, and no others of their size; recomputed with the answers as no musts."""
    verdict = recommend(requirement, CATALOGUE, draws=DRAWS)
    if verdict.champion is not None:
        assert not verdict.relaxations
        return
    returned = {frozenset(item.musts) for item in verdict.relaxations}
    (size,) = {len(musts) for musts in returned}
    for smaller in range(1, size):
        for musts in combinations(requirement.active_musts, smaller):
            assert relaxed(requirement, musts).champion is None
    for musts in combinations(requirement.active_musts, size):
        assert (relaxed(requirement, musts).champion is not None) == (frozenset(musts) in returned)
    for item in verdict.relaxations:
        assert relaxed(requirement, item.musts).champion == item.champion
        assert CATALOGUE.option_name(item.champion) in item.text


def relaxed(requirement: Requirement, musts: tuple[str, ...]) -> Study:
    """The same answers, of which these are no musts any more."""
    rest = [must for must in requirement.must_haves if must not in musts]
    needs = [*requirement.needs, *(must for must in musts if must in NEEDS)]
    return Study(requirement.with_answers(must_haves=rest, needs=needs), CATALOGUE)


def test_a_week_is_no_advice_for_what_takes_months() -> None:
    """A front end of one's own does not come within a week; nor does any look of one's own."""
    verdict = recommend(HURRY, CATALOGUE)
    both = recommend(
        HURRY.with_answers(must_haves=("weeks_to_first_release", "ui_customization")), CATALOGUE
    )

    assert verdict.champion is None
    assert "JavaScript" not in verdict.advice
    assert [item.musts for item in verdict.relaxations] == [("weeks_to_first_release",)]
    assert both.champion is None
    assert not both.advice


def test_a_crowd_without_a_date_has_a_class_of_thing_that_fits() -> None:
    """Where it meets every must."""
    verdict = recommend(
        Requirement(
            goal="interactive_dashboard",
            peak_concurrent_users=MOST_USERS,
            must_haves=("peak_concurrent_users",),
        ),
        CATALOGUE,
    )

    assert verdict.champion is None
    assert verdict.advice == "A JavaScript front end over an API could meet these musts."


def test_where_all_fail_what_would_have_to_give_is_said_everywhere() -> None:
    """Only Streamlit runs on its Community Cloud, and it has no roles and rights."""
    requirement = Requirement(
        goal="ecommerce",
        hosting=("streamlit_community_cloud",),
        auth="rbac",
        must_haves=("hosting", "auth"),
    )
    study = Study(requirement, CATALOGUE)
    verdict = study.verdict
    said = verdict_record("x", verdict)["relaxations"]

    assert (verdict.champion, verdict.runner_up, verdict.confidence) == (None, None, "none_fits")
    assert not verdict.advice  # nothing else runs there either
    assert {("hosting",), ("auth",)} == {item.musts for item in verdict.relaxations}
    assert [item.text for item in verdict.relaxations] == [item["text"] for item in said]
    assert all(item.text in decision_record(study, requirement) for item in verdict.relaxations)


def test_where_none_fits_no_row_says_that_nothing_changes() -> None:
    """Nothing fits with all, and nothing without any one: the smallest set says what would."""
    requirement = HURRY.with_answers(
        peak_concurrent_users=MOST_USERS, must_haves=(*HURRY.must_haves, "peak_concurrent_users")
    )
    study = Study(requirement, CATALOGUE)

    assert study.verdict.champion is None
    assert len(must_rows(study)) == len(requirement.must_haves)
    assert "Leads without it" not in must_rows(study)
    assert [set(item.musts) for item in study.verdict.relaxations] == [set(requirement.must_haves)]


def test_an_inert_must_rules_nothing_out_and_the_record_says_so() -> None:
    """In the app a must may wait for its answer."""
    requirement = Requirement(goal="rest_api", must_haves=("auth", "hosting"))
    study = Study(requirement, CATALOGUE, draws=DRAWS)
    text = decision_record(study, requirement)

    assert not study.verdict.musts
    assert not study.verdict.excluded
    assert text.count("Marked as a must but not answered, so it rules nothing out") == 2


def test_a_must_that_everybody_passes_costs_no_rank() -> None:
    """Who passes for certain takes part in every draw."""
    requirement = Requirement(goal="rest_api", auth="none", must_haves=("auth",))
    verdict = recommend(requirement, CATALOGUE, draws=DRAWS)

    assert not verdict.excluded
    assert {standing.meets for standing in verdict.ranking} == {1.0}
