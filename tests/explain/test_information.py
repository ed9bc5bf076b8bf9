"""What is worth finding out: checked against the whole engine with the thing found out."""

from __future__ import annotations

from itertools import combinations, product

import pytest
from hypothesis import given, settings

from framework_compare import Catalogue, Requirement, load_catalogue, recommend
from framework_compare.catalogue.cells import CellPath
from framework_compare.explain.cells import cell_outcomes
from framework_compare.explain.chances import answer_chances
from framework_compare.explain.information import next_question, worth_of_answers, worth_of_cells
from framework_compare.scoring.study import Study
from framework_compare.vocabulary import GOALS
from tests.strategies import FRAMEWORKS, exactly, requirements, with_cells

CLOSE = Requirement(
    goal="interactive_dashboard",
    audience=("company_wide",),
    auth="sso",
    needs=("maps", "deep_links"),
)


@given(requirements(goal=True))
@settings(max_examples=6)
def test_a_cell_moves_the_scores_as_the_engine_does_with_that_cell_known(
    requirement: Requirement,
) -> None:
    """For graded cells and for speed, from the lowest to the highest value."""
    catalogue = load_catalogue()
    for outcome in cell_outcomes(Study(requirement, catalogue)):
        if outcome.place.path.table not in ("capability", "speed"):
            continue
        if requirement.known_frameworks and outcome.place.criterion == "deployment_complexity":
            continue  # pairings of what already runs keep their bounds
        exact = []
        for row in (0, -1):
            value = float(outcome.values[row])
            path = outcome.place.path
            known = with_cells(catalogue, {path: exactly(catalogue, path.framework, value)})
            exact.append(Study(requirement, known).scores)

        assert outcome.scores[-1] - outcome.scores[0] == pytest.approx(
            exact[1] - exact[0], abs=0.02
        )


@given(requirements(goal=True))
@settings(max_examples=8)
def test_a_cell_s_outcomes_average_to_the_score(requirement: Requirement) -> None:
    """Knowing more moves no expectation, only the choice."""
    catalogue = load_catalogue()
    scored = Study(requirement, catalogue)
    for outcome in cell_outcomes(scored):
        if not requirement.active_musts:
            assert outcome.scores.mean(axis=0) == pytest.approx(scored.scores, abs=0.02)


@given(requirements(musts=True, goal=True))
@settings(max_examples=10)
def test_knowing_is_never_worth_less_than_nothing(requirement: Requirement) -> None:
    """Chances are chances; a gain needs a change of the leader."""
    catalogue = load_catalogue()
    for worth in (
        *worth_of_answers(Study(requirement, catalogue)),
        *worth_of_cells(Study(requirement, catalogue)),
    ):
        assert 0 <= worth.chance <= 1 + 1e-9
        assert worth.gain >= 0
        assert worth.moved >= 0
        assert bool(worth.leads) == (worth.chance > 0)


def test_the_goal_is_worth_most_while_nothing_is_known(catalogue: Catalogue) -> None:
    """It comes first among the open questions, and is asked first."""
    worths = worth_of_answers(Study(Requirement(), catalogue))

    assert worths[0].field == "goal"
    assert next_question(Study(Requirement(), catalogue)).field == "goal"


@pytest.mark.parametrize("goal", GOALS)
def test_only_what_fits_the_goal_is_asked(catalogue: Catalogue, goal: str) -> None:
    """All the way to the last question, each answered with the first answer that there is.

    A need only where the goal makes it likely; a level only where the goal leaves it open.
    """
    known, study = catalogue.goals[goal], Study(Requirement(goal=goal), catalogue, draws=200)
    taken = 0
    while (asked := next_question(study)) is not None:
        taken += 1
        question = catalogue.questions[asked.field]
        if asked.item:
            assert asked.item in known.likely
            study = study.answering(not_needed=(*study.requirement.not_needed, asked.item))
            continue
        if asked.field == "routing":
            assert max(known.routing.values()) < 0.8
        if asked.field == "visualisation":
            assert known.need["visualisation"].high > 0.25
        value = question.answer[0].value if question.kind != "number" else question.point[0].at
        study = study.answering(**{asked.field: [value] if question.kind == "many" else value})

    assert taken > 8


@pytest.mark.parametrize(
    ("goal", "field"),
    [
        ("ml_model_demo", "routing"),
        ("data_exploration", "routing"),
        ("rest_api", "visualisation"),
        ("microservice", "visualisation"),
        ("rest_api", "ui_customization"),
    ],
)
def test_what_the_goal_settles_is_not_asked(catalogue: Catalogue, goal: str, field: str) -> None:
    """A demo is not asked about addresses, nor an interface about charts and looks."""
    study = Study(Requirement(goal=goal), catalogue, draws=200)
    fields = set()
    while (asked := next_question(study)) is not None:
        fields.add(asked.field)
        if asked.item:
            study = study.answering(not_needed=(*study.requirement.not_needed, asked.item))
            continue
        question = catalogue.questions[asked.field]
        value = question.answer[-1].value if question.kind != "number" else question.point[1].at
        study = study.answering(**{asked.field: [value] if question.kind == "many" else value})

    assert field not in fields


def test_nothing_is_asked_where_no_option_passes_the_musts(catalogue: Catalogue) -> None:
    """No further answer brings one back; only giving up a must does."""
    musts = ("notebook_reuse", "desktop_app", "seo", "admin_ui", "small_footprint")
    study = Study(Requirement(goal="ecommerce", must_haves=musts), catalogue)

    assert study.champion is None
    assert next_question(study) is None


def test_an_answered_question_is_worth_nothing_more(catalogue: Catalogue) -> None:
    """Neither is a need that was ticked or ruled out."""
    requirement = CLOSE.with_answers(not_needed=("payments",))
    asked = {(worth.field, worth.item) for worth in worth_of_answers(Study(requirement, catalogue))}

    assert ("auth", "") not in asked
    assert ("needs", "maps") not in asked
    assert ("needs", "payments") not in asked
    assert ("needs", "seo") in asked


def test_a_cell_that_is_exactly_known_is_not_worth_measuring(catalogue: Catalogue) -> None:
    """Its range has no width."""
    first = next(
        worth for worth in worth_of_cells(Study(CLOSE, catalogue)) if ".capability." in worth.field
    )
    path = CellPath.parse(first.field)
    exact = exactly(catalogue, path.framework, catalogue.cell(path).mean)
    known = with_cells(catalogue, {path: exact})

    assert first.field not in {worth.field for worth in worth_of_cells(Study(CLOSE, known))}


@pytest.mark.parametrize("field", ["lifespan", "ui_customization", "auth"])
def test_the_gain_is_that_of_choosing_again(catalogue: Catalogue, field: str) -> None:
    """Each answer's best score by its chance, less the best score on average over the answers.

    Of some requirement in which the answer is worth something, each answer scored from the start.
    """
    question = catalogue.questions[field]
    answers = [answer.value for answer in question.answer]
    for goal, two in product(GOALS, combinations(FRAMEWORKS, 2)):
        study = Study(Requirement(goal=goal, considered=two), catalogue)
        (worth,) = [worth for worth in worth_of_answers(study) if worth.field == field]
        if not worth.gain:
            continue
        chances = answer_chances(study, question, answers)
        scores = [study.answering(**{field: answer}).scores for answer in answers]
        each = sum(chance * max(found) for chance, found in zip(chances, scores, strict=True))
        average = sum(chance * found for chance, found in zip(chances, scores, strict=True))

        assert sum(chances) == pytest.approx(1)
        assert worth.gain == pytest.approx(each - max(average))
        return
    pytest.fail(f"{field} is worth nothing between any two for any goal")


def test_a_must_that_a_cell_decides_is_worth_measuring(catalogue: Catalogue) -> None:
    """Somebody else leads where the champion, now borderline, turns out to fail the must."""
    requirement = Requirement(goal="rest_api", auth="accounts", must_haves=("auth",))
    verdict = recommend(requirement, catalogue, draws=1000)
    assert verdict.champion in verdict.musts[0].borderline
    first = worth_of_cells(Study(requirement, catalogue))[0]

    assert first.field == f"{verdict.champion}.capability.access_control"
    assert 0 < first.chance < 1
