"""How likely answers to open questions are, and what it is worth to know them."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framework_compare import Catalogue, Requirement, load_catalogue
from framework_compare.catalogue.criteria import Question
from framework_compare.catalogue.evidence import Interval
from framework_compare.explain.chances import answer_chances
from framework_compare.explain.information import deciding_question, worth_of_answers
from framework_compare.requirement.model import LIST_FIELDS
from framework_compare.scoring.study import Study
from framework_compare.vocabulary import GOALS, NEEDS
from tests.strategies import FRAMEWORKS, requirements

CATALOGUE = load_catalogue()
ONE_ANSWER = [
    question.field
    for question in CATALOGUE.questions.values()
    if question.kind in ("one", "number") and question.field != "precedent"
]
NUMBERS = ("peak_concurrent_users", "weeks_to_first_release")


def values_of(question: Question) -> list[object]:
    """All answers to a question; of a number the corners of its scale but for the ends."""
    if question.kind == "number":
        return [point.at for point in question.point[1:-1]]
    return [answer.value for answer in question.answer]


@given(requirements())
@settings(max_examples=15)
def test_chances_of_one_answer_sum_to_what_is_answered_at_all(requirement: Requirement) -> None:
    """To one; but code exists only so often, and of none there is a size only where there is none.

    What is missing to one is that nothing changes.
    """
    exists = CATALOGUE.model.switching.some_exists
    for field in ONE_ANSWER:
        if getattr(requirement, field) is not None:
            continue
        question = CATALOGUE.questions[field]
        chances = answer_chances(Study(requirement, CATALOGUE), question, values_of(question))
        expected = exists if field == "existing_framework" else 1.0
        if field == "existing_size" and requirement.existing_framework is None:
            expected = 1 - exists

        assert (chances >= 0).all()
        assert chances.sum() == pytest.approx(expected)


@given(requirements())
@settings(max_examples=15)
def test_chances_of_lists_are_those_of_each_word(requirement: Requirement) -> None:
    """Each lies between never and always; a product has to run somewhere."""
    study = Study(requirement, CATALOGUE)
    for field in ("needs", "team_skills", "known_frameworks", "hosting"):
        question = CATALOGUE.questions[field]
        chances = answer_chances(study, question, values_of(question))

        assert ((chances >= 0) & (chances <= 1)).all()
        assert field != "hosting" or chances.sum() == pytest.approx(1)


def test_goals_are_as_likely_as_the_scores_have_them(catalogue: Catalogue) -> None:
    """Made twice as likely, a goal weighs twice as much in both."""
    goals = dict(catalogue.goals)
    first = goals[GOALS[0]]
    goals[GOALS[0]] = first.model_copy(update={"prior": 2 * goals[GOALS[1]].prior})
    study = Study(Requirement(), replace(catalogue, goals=goals, digest="one goal likelier"))
    chances = answer_chances(study, study.catalogue.questions["goal"], list(GOALS))
    by_goal = dict(zip(GOALS, chances.tolist(), strict=True))

    assert by_goal[GOALS[0]] == pytest.approx(2 * by_goal[GOALS[1]])
    assert by_goal == pytest.approx({u.profile.goal.id: u.share for u in study.goals})


def assuming(criterion: str, low: float, mid: float, high: float) -> Study:
    """A dashboard of which this is assumed while nobody answers."""
    goal = CATALOGUE.goals["interactive_dashboard"]
    need = {**goal.need, criterion: Interval(low=low, mid=mid, high=high)}
    goals = {**CATALOGUE.goals, goal.id: goal.model_copy(update={"need": need})}
    known = replace(CATALOGUE, goals=goals, digest=f"{criterion} {low} {mid} {high}")
    return Study(Requirement(goal="interactive_dashboard"), known)


def settable() -> list[tuple[str, str, list[float]]]:
    """Each question that sets a need, with the criterion and the middle of every answer."""
    found = []
    for field in ONE_ANSWER:
        question = CATALOGUE.questions[field]
        if question.kind == "number":
            middles = [point.mid for point in question.point[1:-1]]
            found.append((field, question.criterion, middles))
            continue
        sets = [
            [effect for effect in answer.effect if effect.op == "set"] for answer in question.answer
        ]
        criteria = {effect.criterion for each in sets for effect in each}
        if all(sets) and len(criteria) == 1 and criteria != {"stated_needs"}:
            found.append((field, criteria.pop(), [each[0].mid for each in sets]))
    return found


@pytest.mark.parametrize(("field", "criterion", "middles"), settable())
def test_the_answer_that_is_assumed_for_certain_is_certain(
    field: str, criterion: str, middles: list[float]
) -> None:
    """Whichever it is; of answers that ask for the same the first."""
    question = CATALOGUE.questions[field]
    for middle in middles:
        study = assuming(criterion, middle, middle, middle)
        chances = answer_chances(study, question, values_of(question))

        assert chances[middles.index(middle)] == pytest.approx(1)
        assert chances.sum() == pytest.approx(1)


@given(st.sampled_from(settable()), st.floats(0, 1), st.floats(0, 0.3))
@settings(max_examples=40)
def test_an_answer_nearest_to_what_is_assumed_is_the_likeliest(
    asked: tuple[str, str, list[float]], middle: float, half: float
) -> None:
    """Where what is assumed reaches no farther than half way to the next answers.

    Evenly around its middle, however wide.
    """
    field, criterion, middles = asked
    nearest = min(range(len(middles)), key=lambda place: abs(middles[place] - middle))
    gaps = [abs(other - middles[nearest]) / 2 for other in middles if other != middles[nearest]]
    half = min(half, middle, 1 - middle, max(0.0, min(gaps) - abs(middle - middles[nearest])))
    study = assuming(criterion, middle - half, middle, middle + half)
    question = CATALOGUE.questions[field]
    chances = answer_chances(study, question, values_of(question))

    assert chances.max() == pytest.approx(
        sum(
            chance
            for chance, other in zip(chances, middles, strict=True)
            if abs(abs(other - middle) - abs(middles[nearest] - middle)) < 1e-9
        )
    )


@pytest.mark.parametrize("goal", GOALS)
def test_a_need_that_is_usual_for_a_goal_is_as_likely_as_the_goal_says(goal: str) -> None:
    """One that is not usual there is possible all the same."""
    likely = CATALOGUE.goals[goal].likely
    question = CATALOGUE.questions["needs"]
    chances = answer_chances(Study(Requirement(goal=goal), CATALOGUE), question, list(NEEDS))
    unusual = CATALOGUE.model.asking.unusual

    assert chances.tolist() == pytest.approx([likely.get(need, unusual) for need in NEEDS])


@given(requirements(goal=True, musts=True))
@settings(max_examples=6)
def test_an_answer_that_changes_no_choice_is_worth_nothing(requirement: Requirement) -> None:
    """Whoever leads leads whatever is answered: knowing it gains nothing, and nothing is lost."""
    study = Study(requirement, CATALOGUE)
    for worth in worth_of_answers(study):
        assert worth.gain >= 0
        if worth.field in LIST_FIELDS:
            continue
        values = values_of(CATALOGUE.questions[worth.field])
        if worth.field == "existing_size" and requirement.existing_framework is None:
            values = ["none"]
        whole = [int(v) if worth.field == NUMBERS[0] else v for v in values]
        then = [study.answering(**{worth.field: value}) for value in whole]
        if {other.champion for other in then} == {study.champion}:
            assert worth.gain == pytest.approx(0, abs=1e-9)


def close_studies(catalogue: Catalogue) -> list[Study]:
    """Some requirements between two frameworks that are both still in the race."""
    asked = (
        Requirement(goal=goal, considered=two)
        for goal, two in product(GOALS[::3], combinations(FRAMEWORKS[:5], 2))
    )
    studies = (Study(each, catalogue, draws=1000) for each in asked)
    return [study for study in studies if len(study.verdict.finalists) > 1][:8]


def test_the_deciding_question_is_open_and_names_both_finalists(catalogue: Catalogue) -> None:
    """And some answer to it puts the one in front, another the other."""
    found = [(study, deciding_question(study)) for study in close_studies(catalogue)]

    assert any(deciding for _, deciding in found)
    for study, deciding in found:
        if deciding is None:
            continue
        answered = getattr(study.requirement, deciding.field)

        assert deciding.families == study.verdict.finalists[:2]
        assert deciding.gain > 0
        assert answered in (None, ()) or deciding.item not in answered
        assert (deciding.item in NEEDS) == (deciding.field == "needs")
        question = catalogue.questions[deciding.field]
        values = [deciding.item] if deciding.item else values_of(question)
        answers: list[object] = [
            (*(answered or ()), value) if deciding.field in LIST_FIELDS else value
            for value in values
        ]
        if deciding.field == NUMBERS[0]:
            answers = [int(str(value).split(".")[0]) for value in values]
        studies = [study, *(study.answering(**{deciding.field: value}) for value in answers)]
        # Both are on a shortlist of two, so that whoever leads is one of them.
        assert len({catalogue.parts(other.champion)[0] for other in studies}) > 1


def test_one_finalist_leaves_nothing_to_decide(catalogue: Catalogue) -> None:
    """There is nobody to be parted from."""
    alone = Study(Requirement(goal="rest_api", considered=("flask",)), catalogue, draws=500)

    assert alone.verdict.finalists == ("flask",)
    assert deciding_question(alone) is None


def test_where_all_is_answered_nothing_decides(catalogue: Catalogue) -> None:
    """A question that is answered is not asked again, however close the two are."""
    for study in close_studies(catalogue)[:2]:
        asked, told = study, set()
        while (deciding := deciding_question(asked)) and len(told) < 4:
            key = (deciding.field, deciding.item)
            assert key not in told
            told.add(key)
            value: object = values_of(catalogue.questions[deciding.field])[0]
            if deciding.field in LIST_FIELDS:
                value = (*getattr(asked.requirement, deciding.field), deciding.item or value)
            if deciding.field == NUMBERS[0]:
                value = int(float(str(value)))
            asked = asked.answering(**{deciding.field: value})
