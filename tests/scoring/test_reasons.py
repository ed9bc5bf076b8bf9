"""Sentences say what the numbers say.

Whatever one option is said to have more of, it has in the score, and whatever it is said to ask
more for, it asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from framework_compare import Requirement, load_catalogue
from framework_compare.catalogue.cells import CellPath, CellTable
from framework_compare.catalogue.criteria import Criterion
from framework_compare.explain.versus import next_framework
from framework_compare.scoring.evidence import word_bounds
from framework_compare.scoring.reasons import contributions, reasons
from framework_compare.scoring.results import Reason
from framework_compare.scoring.study import Study
from framework_compare.scoring.variants import with_cells
from framework_compare.vocabulary import COLUMN, SKILLS, Skill
from tests.strategies import FRAMEWORKS, requirements, some_of

CATALOGUE = load_catalogue()
PAIRED = Requirement(
    goal="internal_data_tool", considered=("fastapi", "streamlit"), needs=("async_io",)
)
"""Once the sentence said the opposite of the score here: the parts' skills stood in it twice."""


@st.composite
def on_a_shortlist(draw: st.DrawFn) -> Requirement:
    """A requirement with few options, so that pairings meet their own parts."""
    considered = draw(some_of(FRAMEWORKS).filter(lambda found: len(found) > 1))
    return draw(requirements()).with_answers(considered=considered)


def said_of(study: Study, criterion: str) -> Iterator[tuple[Reason, int, int]]:
    """The sentences on one criterion, each with the option that is better there, and the other.

    Against the runner-up, and against the next family.
    """
    found = next_framework(study)
    for rival in {study.rival, study.options.names.index(found.rival)} if found else ():
        for reason in reasons(study, contributions(study, rival), rival):
            if reason.criterion == criterion:
                pair = (study.order[0], rival)
                yield reason, *(pair if reason.points > 0 else pair[::-1])


def named(text: str, labels: dict[str, str]) -> list[str]:
    """The ids of the labels that a text names; a label within another is passed over."""
    said = text.lower()
    found = {id_: label.lower() for id_, label in labels.items() if label.lower() in said}
    return [
        id_
        for id_, label in found.items()
        if not any(label in other for id_2, other in found.items() if id_2 != id_)
    ]


def spared(study: Study, skill: Skill, row: int) -> float:
    """By which factor an option's fit would be better were the skill asked of nobody.

    The engine works it out, with the demand for that skill taken out of the evidence.
    """
    demands = study.ground.arrays.demands.copy()
    demands[:, :, SKILLS.index(skill)] = 0.0
    arrays = replace(study.ground.arrays, demands=demands)
    eased = study.ground.varied(arrays, frozenset({"skills_fit"}))
    place = COLUMN["skills_fit"]
    factors = [
        under.share
        * np.log(
            eased.bounds(study.options, under.questions[place])[row, 1]
            / under.bounds[row, place, 1]
        )
        for under in study.goals
    ]
    return float(sum(factors))


@settings(max_examples=60)
@given(on_a_shortlist())
@example(PAIRED)
@example(PAIRED.with_answers(team_skills=("python",)))
def test_who_asks_more_for_a_skill_loses_more_by_it(requirement: Requirement) -> None:
    """Whatever is said to be asked more for costs that option more of its fit."""
    study = Study(requirement, CATALOGUE)
    labels = {skill: CATALOGUE.answer_label("team_skills", skill) for skill in SKILLS}
    for reason, better, worse in said_of(study, "skills_fit"):
        if " asks more for " not in reason.text:
            continue
        asked = reason.text.split(" asks more for ", 1)[1]
        for skill in named(asked, labels):
            assert spared(study, skill, worse) > spared(study, skill, better), reason.text


def gained(study: Study, table: CellTable, key: str, row: int, criterion: str) -> float:
    """By which factor an option's fit would be better were a cell of all its parts at its top."""
    words = table in ("blocks", "needs", "hosts")
    parts: Iterable[str] = study.options.parts[row]
    first = CellPath(study.options.parts[row][0], table, key)
    bounds = word_bounds(CATALOGUE, first, "present") if words else (1.0, 1.0, 1.0)
    others = [part for part in parts if (table, key) != ("kept", part)]
    there = with_cells(study, {CellPath(part, table, key): bounds for part in others})
    column = COLUMN[criterion]
    return float(there.fits[row, column] / max(study.fits[row, column], 1e-12))


@settings(max_examples=30)
@given(on_a_shortlist().filter(lambda requirement: requirement.goal is not None))
@example(PAIRED)
def test_who_brings_a_building_block_has_less_to_gain_from_it(requirement: Requirement) -> None:
    """Were the block part of it, the other option would gain more."""
    study = Study(requirement, CATALOGUE)
    labels = {block: CATALOGUE.blocks[block].label for block in study.goals[0].profile.goal.blocks}
    for reason, better, worse in said_of(study, "use_case_fit"):
        for block in named(reason.text.split("; with ")[0], labels):
            gains = [gained(study, "blocks", block, row, "use_case_fit") for row in (better, worse)]
            assert gains[0] < gains[1], reason.text


@settings(max_examples=30)
@given(on_a_shortlist().filter(lambda requirement: requirement.goal is not None))
@example(PAIRED.with_answers(needs=("async_io", "maps", "mobile", "openapi_docs")))
def test_who_does_better_at_a_need_has_less_to_gain_from_it(requirement: Requirement) -> None:
    """Were the need met, the other option would gain more."""
    study = Study(requirement, CATALOGUE)
    items = study.goals[0].profile.items
    labels = {item: CATALOGUE.needs[item].label for item in items if item in CATALOGUE.needs}
    for reason, better, worse in said_of(study, "stated_needs"):
        for item in named(reason.text.partition(": ")[2], labels):
            gains = [gained(study, "needs", item, row, "stated_needs") for row in (better, worse)]
            assert gains[0] < gains[1], reason.text


@settings(max_examples=30)
@given(on_a_shortlist().filter(lambda requirement: requirement.hosting))
@example(PAIRED.with_answers(hosting=("static_site", "containers")))
def test_who_runs_better_in_a_place_has_less_to_gain_from_it(requirement: Requirement) -> None:
    """Did both run there, the other option would gain at least as much, and alone it is behind."""
    study = Study(requirement, CATALOGUE)
    labels = {host: CATALOGUE.answer_label("hosting", host) for host in requirement.hosting}
    column = COLUMN["hosting_fit"]
    for reason, better, worse in said_of(study, "hosting_fit"):
        names = [CATALOGUE.option_name(study.options.names[row]) for row in (better, worse)]
        if not reason.text.startswith(f"{names[0]} runs better than {names[1]} where "):
            continue
        for host in named(reason.text.partition(": ")[2], labels):
            alone = study.answering(hosting=(host,))
            assert alone.fits[better, column] > alone.fits[worse, column], reason.text


@settings(max_examples=40)
@given(on_a_shortlist().filter(lambda requirement: requirement.existing_framework))
@example(PAIRED.with_answers(existing_framework="streamlit", existing_size="large"))
def test_whose_code_survives_has_less_to_gain_from_it(requirement: Requirement) -> None:
    """Did all of it survive with either, the other option would gain more."""
    study, existing = Study(requirement, CATALOGUE), requirement.existing_framework
    assert existing is not None
    for reason, better, worse in said_of(study, "switching_cost"):
        assert reason.text.startswith("More of the existing ")
        gains = [gained(study, "kept", existing, row, "switching_cost") for row in (better, worse)]
        assert gains[0] < gains[1], reason.text


def more_points(study: Study, criterion: str, row: int) -> float:
    """By how many points an option's score would be better were a cell of all its parts at its top.

    A pairing's parts join with a cost that stays.
    """
    cells = {
        CellPath(part, "capability", criterion): (1.0, 1.0, 1.0)
        for part in study.options.parts[row]
    }
    return float(with_cells(study, cells).scores[row] - study.scores[row])


CROWD = Requirement(
    goal="internal_data_tool",
    considered=("flask", "dash", "streamlit"),
    peak_concurrent_users=54,
    interaction_work="heavy",
)


def test_a_load_that_is_missed_by_far_is_said_in_people() -> None:
    """Each option's own reach at the work of a click, in the order of the numbers."""
    found = []
    asked = Requirement(goal="interactive_dashboard", considered=("dash", "streamlit"))
    for users in (1000, 10_000, 100_000):
        study = Study(asked.with_answers(peak_concurrent_users=users), CATALOGUE)
        for reason, better, worse in said_of(study, "scalability"):
            if " at once are asked: " in reason.text:
                told = [int(n.replace(",", "")) for n in re.findall(r"[\d,]+\d|\d", reason.text)]
                found.append(reason.text)
                assert told[0] == users
                assert told[1] > told[2], reason.text
                for row in (better, worse):
                    assert CATALOGUE.option_name(study.options.names[row]) in reason.text

    assert found


def in_order(criterion: Criterion) -> list[str]:
    """Every way in which a level of a scale is named, worst first."""
    people, texts = (
        criterion.id == "scalability",
        [anchor.text for anchor in sorted(criterion.anchors, key=lambda anchor: anchor.at)],
    )
    if people:
        return [
            words for text in texts for words in (f"{text} at once", f"more than {text} at once")
        ]
    return [words for text in texts for words in (text, f"better than “{text}”")]


@settings(max_examples=40)
@given(on_a_shortlist())
@example(PAIRED)
@example(CROWD)
def test_who_is_closer_to_what_is_asked_has_less_to_gain(requirement: Requirement) -> None:
    """Were the cell at its top, the other's score would gain more; named levels are in order.

    The work of a click is left open: with it, a load costs each at its top another amount.
    """
    study = Study(requirement.with_answers(interaction_work=None), CATALOGUE)
    for criterion in CATALOGUE.criteria:
        if criterion.basis != "cell":
            continue
        scale = in_order(criterion)
        for reason, better, worse in said_of(study, criterion.id):
            gains = [more_points(study, criterion.id, row) for row in (better, worse)]
            assert gains[0] < gains[1], reason.text
            one, other = (CATALOGUE.option_name(study.options.names[r]) for r in (better, worse))
            _, told, levels = reason.text.partition(f". {one}: ")
            if told:
                high, low = levels.removesuffix(".").split(f"; {other}: ")
                assert scale.index(high) > scale.index(low), reason.text


@pytest.mark.parametrize("skills", [(), ("python",), ("html_css", "python")])
def test_the_pair_that_was_once_told_the_wrong_way_round(skills: tuple[str, ...]) -> None:
    """Streamlit with FastAPI needs less HTML and CSS than FastAPI, whose screens are its own."""
    study = Study(PAIRED.with_answers(team_skills=skills), CATALOGUE)
    texts = [reason.text for reason, *_ in said_of(study, "skills_fit")]

    assert not [text for text in texts if text.startswith("Streamlit with") and "HTML" in text]
