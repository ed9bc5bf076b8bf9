"""Who is still in the race, what parts the first two, and what a load takes, in sentences."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations, product

import pytest
from hypothesis import given, settings

from framework_compare import Catalogue, Requirement, load_catalogue
from framework_compare.capacity.planning import planner_of
from framework_compare.capacity.workload import assumed
from framework_compare.explain.information import deciding_question
from framework_compare.present import plans
from framework_compare.present.finalists import (
    deciding_sentence,
    finalists_in_words,
    finalists_sentence,
    load_sentence,
)
from framework_compare.present.headline import title
from framework_compare.scoring.study import Study
from framework_compare.text import plain_number
from framework_compare.vocabulary import GOALS
from tests.projects import NONE_FITS
from tests.strategies import FRAMEWORKS, requirements

IN_THE_RACE = re.compile(
    r"(?P<names>.+): the (?P<count>\w+) that together come first in (?P<share>\d+|over 99) of 100"
    r" plausible cases\."
)
CLICKS = ", each clicking every 10 s, if a click computes almost nothing"
"""What a plan takes for granted where nobody has said what a click computes."""


def study_of(catalogue: Catalogue, *considered: str, **answers: object) -> Study:
    """A study of few draws, on a shortlist."""
    asked = Requirement.model_validate({"goal": "rest_api", "considered": considered, **answers})
    return Study(asked, catalogue, draws=1000)


def test_nobody_in_the_race_makes_no_sentence(catalogue: Catalogue) -> None:
    """Where every option fails a must."""
    nobody = Study(NONE_FITS, catalogue)

    assert finalists_sentence(nobody) == ""
    assert deciding_sentence(nobody) == ""
    assert load_sentence(nobody) == ""


def test_an_only_option_is_not_praised(catalogue: Catalogue) -> None:
    """There is nothing that it would come first of."""
    alone = study_of(catalogue, "flask")

    assert finalists_sentence(alone) == ""
    assert deciding_sentence(alone) == ""
    assert title(alone.verdict) == "The only option"


def test_what_misses_its_must_now_and_then_is_not_said_to_hold_four_of_five() -> None:
    """In the cases that are missing every option misses the must."""
    study = Study(
        Requirement(
            goal="ecommerce", weeks_to_first_release=1, must_haves=("weeks_to_first_release",)
        )
    )
    said, verdict = finalists_sentence(study), study.verdict

    assert sum(family.share for family in verdict.families) < 0.8
    assert said.endswith(" plausible cases; in the others every option misses a must.")
    assert " alone " not in said


@given(requirements(goal=True))
@settings(max_examples=15)
def test_several_in_the_race_are_named_and_counted(requirement: Requirement) -> None:
    """All of them, the likeliest first, with what they hold together; no fewer hold as much."""
    catalogue = load_catalogue()
    study = Study(requirement, catalogue, draws=1000)
    verdict, held = study.verdict, catalogue.confidence.finalists.share
    if len(verdict.finalists) < 2:
        return
    found = IN_THE_RACE.fullmatch(finalists_sentence(study))
    assert found
    shares = [family.share for family in verdict.families[: len(verdict.finalists)]]
    names = [catalogue.frameworks[family].name for family in verdict.finalists]
    counts = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

    assert re.split(", | and ", found["names"]) == names
    assert found["count"] == counts[len(names) - 2]
    assert sum(shares) >= held > sum(shares[:-1])
    assert found["share"] in (f"{100 * sum(shares):.0f}", "over 99")


def test_what_parts_the_first_two_is_asked_in_the_words_of_its_question(
    catalogue: Catalogue,
) -> None:
    """A need by its name, any other question as it is asked."""
    kinds = set()
    labels = {answer.value: answer.label for answer in catalogue.questions["needs"].answer}
    for goal in GOALS:
        for two in combinations(FRAMEWORKS[:5], 2):
            study = study_of(catalogue, *two, goal=goal)
            deciding = deciding_question(study)
            if deciding is None or bool(deciding.item) in kinds:
                continue
            kinds.add(bool(deciding.item))
            first, second = (catalogue.frameworks[name].name for name in deciding.families)
            asked = (
                f"whether “{labels[deciding.item]}” is needed."
                if deciding.item
                else f"“{catalogue.questions[deciding.field].text}”"
            )

            assert set(deciding.families) == set(two)
            assert deciding_sentence(study) == f"What parts {first} and {second} most: {asked}"
        if len(kinds) == 2:
            return
    pytest.fail(f"of needs and other questions only one kind parts any two: {kinds}")


def unplanned(catalogue: Catalogue, option: str) -> bool:
    """Whether something of an option is not measured that a plan needs."""
    load = assumed(Requirement(peak_concurrent_users=1), catalogue.capacity)
    return bool(planner_of(catalogue, *load, (option,)).missing(option))


def measured(catalogue: Catalogue) -> str:
    """A framework that can be planned."""
    return next(name for name in FRAMEWORKS if not unplanned(catalogue, name))


def test_a_load_that_one_process_carries_takes_one(catalogue: Catalogue) -> None:
    """Nothing else is said."""
    name = measured(catalogue)
    one = study_of(catalogue, name, peak_concurrent_users=3)
    shown = catalogue.frameworks[name].name

    assert load_sentence(one) == (
        f"3 people at once are asked{CLICKS}: one process of {shown} is enough."
    )


@pytest.mark.parametrize("users", [5_000, 40_000, 1_000_000, 10_000_000])
def test_a_load_beyond_one_process_says_how_many_and_what_each_carries(
    catalogue: Catalogue, users: int
) -> None:
    """Both are of one measure: so many processes of so much carry what is asked, to two digits."""
    name = measured(catalogue)
    study = study_of(catalogue, name, peak_concurrent_users=users)
    found = re.fullmatch(
        rf"{plain_number(users)} people at once are asked{CLICKS}: one process of (?P<name>.+)"
        r" carries some (?P<each>[\d,]+) people, so it takes (?P<many>[\d,]+)"
        r"( \([\d,]+ to [\d,]+\))? processes\.",
        load_sentence(study),
    )
    assert found
    each, many = (int(found[part].replace(",", "")) for part in ("each", "many"))

    assert found["name"] == catalogue.frameworks[name].name
    assert many > 1
    assert each * many == pytest.approx(users, rel=0.12)


def test_what_is_not_measured_is_said_of_its_grade(catalogue: Catalogue) -> None:
    """With ordinary effort, to one digit, and no number of processes."""
    unmeasured = replace(catalogue, measurements=None, digest="nothing measured")
    study = study_of(unmeasured, "flask", peak_concurrent_users=500)

    assert re.fullmatch(
        r"500 people at once are asked; by its grade Flask carries some [1-9][0,]* with ordinary"
        r" effort\.",
        load_sentence(study),
    )


def test_a_pairing_carries_what_its_processes_carry(catalogue: Catalogue) -> None:
    """The screens and the service behind them take a process each, and that is the least."""
    free = catalogue.learnt.model_copy(update={"second_stack": 0.0})
    catalogue = replace(catalogue, learnt=free, digest="a second stack costs nothing")
    needs = ("openapi_docs", "webhooks")
    study = next(
        found
        for pairing, goal in product(catalogue.pairings, GOALS)
        for found in [
            study_of(
                catalogue,
                *catalogue.parts(pairing),
                goal=goal,
                needs=needs,
                peak_concurrent_users=3,
            )
        ]
        if found.champion == pairing and not unplanned(catalogue, pairing)
    )
    shown = catalogue.option_name(study.champion)

    assert load_sentence(study) == (
        f"3 people at once are asked{CLICKS}: one process of {shown} is enough."
    )


def test_no_load_asked_makes_no_sentence(catalogue: Catalogue) -> None:
    """Nobody has said how many."""
    assert load_sentence(study_of(catalogue, "flask")) == ""


@given(requirements(goal=True, musts=True))
@settings(max_examples=15)
def test_finalists_stand_side_by_side_with_what_the_verdict_holds(requirement: Requirement) -> None:
    """Each with its share, its fit, what it lacks, a cost and a risk; one alone beside the next."""
    catalogue = load_catalogue()
    study = Study(requirement, catalogue, draws=1000)
    verdict, found = study.verdict, finalists_in_words(study)
    most = min(max(len(verdict.finalists), 2), 4, len(verdict.families))

    assert len(found) == most
    for each, family in zip(found, verdict.families, strict=False):
        parts = catalogue.parts(family.best)
        assert each.name == catalogue.option_name(family.best)
        assert each.first.endswith(" of 100 plausible cases")
        assert each.score == f"Score {verdict.standing(family.best).score:.0f} of 100"
        assert "month" in each.cost
        assert each.risks[0] == catalogue.frameworks[parts[0]].watch_out[0].text


def test_a_finalist_costs_what_capacity_says(catalogue: Catalogue) -> None:
    """The plan of the same load at the same prices, and the load is said to be assumed or not."""
    asked = study_of(catalogue, "flask", "streamlit", peak_concurrent_users=500)
    load, prices = assumed(asked.requirement, catalogue.capacity)
    table = plans.table(catalogue, load, prices, [f.best for f in asked.verdict.families])

    for each, cost in zip(finalists_in_words(asked), table["A month"], strict=True):
        assert each.cost == f"{cost} a month for 500 people at once"

    assert finalists_in_words(study_of(catalogue, "flask"))[0].cost.endswith(", an assumption")
