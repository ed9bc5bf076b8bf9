"""Answers that cannot go together are named, each rule exactly where all its conditions are met."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framework_compare import Catalogue, Requirement, load_catalogue, parse_requirement, recommend
from framework_compare.catalogue.folder import DATA
from framework_compare.catalogue.loading import read_catalogue
from framework_compare.requirement.contradictions import (
    Condition,
    Contradiction,
    ContradictionRule,
    contradictions_in,
)
from framework_compare.requirement.model import LIST_FIELDS, NUMBER_FIELDS
from tests.strategies import examples, requirements

CATALOGUE = load_catalogue()
RULES = tuple(CATALOGUE.contradictions.values())


def ways(condition: Condition) -> list[Any]:
    """Every answer that meets a condition by itself."""
    if condition.field in NUMBER_FIELDS:
        found = [number for number in (condition.least, condition.most) if number is not None]
        return [int(number) if number.is_integer() else number for number in found]
    return list(condition.any or condition.only or ["flask", "reflex"])


def requirement_of(conditions: list[tuple[Condition, Any]]) -> Requirement:
    """The answers that meet these conditions and nothing more."""
    answers: dict[str, Any] = {}
    for condition, answer in conditions:
        if condition.field in LIST_FIELDS:
            answers.setdefault(condition.field, []).append(answer)
        else:
            answers[condition.field] = answer
    return Requirement.model_validate(answers)


def met_by(rule: ContradictionRule) -> Iterator[list[tuple[Condition, Any]]]:
    """Each choice of one answer a condition."""
    for answers in product(*(ways(condition) for condition in rule.when)):
        yield list(zip(rule.when, answers, strict=True))


def named(requirement: Requirement) -> dict[str, Contradiction]:
    found = contradictions_in(requirement, RULES, CATALOGUE.answer_text)
    return {contradiction.id: contradiction for contradiction in found}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_counts_where_all_its_conditions_are_met_and_only_there(
    rule: ContradictionRule,
) -> None:
    """Without any one of the answers it is gone."""
    for chosen in met_by(rule):
        assert rule.id in named(requirement_of(chosen))
        for left_out in range(len(chosen)):
            rest = [pair for place, pair in enumerate(chosen) if place != left_out]
            assert rule.id not in named(requirement_of(rest))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_contradiction_names_its_answers_and_its_ways_out(rule: ContradictionRule) -> None:
    """Each answer by the question's short name and in its own words, then why."""
    for chosen in met_by(rule):
        found = named(requirement_of(chosen))[rule.id]

        assert tuple(dict.fromkeys(condition.field for condition in rule.when)) == found.fields
        for condition, answer in chosen:
            assert f"“{CATALOGUE.answer_text(condition.field, [answer])}”" in found.text
        assert found.text.endswith(rule.text)
        assert found.take_back


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_taking_an_answer_back_ends_the_contradiction(rule: ContradictionRule) -> None:
    """With musts that rest on it, so that a file takes what is left."""
    for chosen in met_by(rule):
        marked = requirement_of(chosen)
        fields = ("auth", "hosting", "peak_concurrent_users", "weeks_to_first_release")
        answered = [field for field in fields if getattr(marked, field) not in (None, ())]
        marked = marked.with_answers(must_haves=[*marked.needs, *answered])
        for way in named(marked)[rule.id].take_back:
            left = way.done(marked)

            assert rule.id not in named(left)
            assert not left.inert_musts
            assert parse_requirement(left.answers()) == left


def test_a_must_on_a_need_counts_as_ticked() -> None:
    """As it does everywhere."""
    assert "static_server_work" in named(
        Requirement(hosting=("static_site",), must_haves=("payments",))
    )


def test_a_program_of_ones_own_that_runs_elsewhere_too_is_no_contradiction() -> None:
    """Only where one machine is all that is named."""
    crowd = Requirement(hosting=("localhost", "containers"), peak_concurrent_users=5000)

    assert not named(crowd)
    assert "one_machine_crowd" in named(crowd.with_answers(hosting=["localhost"]))


def test_the_answers_of_every_typical_project_go_together() -> None:
    """None of the presets says two things at once."""
    for preset in CATALOGUE.presets.values():
        assert not named(parse_requirement(preset.requirement)), preset.id


@given(requirements())
@settings(max_examples=examples(25))
def test_fewer_answers_never_bring_a_contradiction(requirement: Requirement) -> None:
    """Unless a list is shortened to what is left of it."""
    answers = requirement.answers()
    for field in (field for field in answers if field not in ("hosting", "audience")):
        rest = {name: answer for name, answer in answers.items() if name != field}

        assert named(Requirement.model_validate(rest)).keys() <= named(requirement).keys()


@given(st.sampled_from(RULES), st.data())
@settings(max_examples=examples(12))
def test_the_verdict_answers_all_the_same(rule: ContradictionRule, data: st.DataObject) -> None:
    """It has a champion, and says what does not go together."""
    requirement = requirement_of(data.draw(st.sampled_from(list(met_by(rule)))))
    verdict = recommend(requirement, CATALOGUE, draws=1000)

    assert verdict.champion is not None
    assert tuple(named(requirement).values()) == verdict.contradictions


def test_what_does_not_go_together_is_named_where_nothing_fits_too(catalogue: Catalogue) -> None:
    """The musts may be what contradicts."""
    verdict = recommend(
        Requirement(
            goal="ecommerce",
            hosting=("static_site",),
            auth="accounts",
            must_haves=("hosting", "auth"),
        ),
        catalogue,
    )

    assert [found.id for found in verdict.contradictions] == ["static_goal", "static_accounts"]


@pytest.mark.parametrize(
    ("pattern", "replacement", "said"),
    [
        (
            r'^id = "static_goal"',
            'id = "static_server_work"',
            "static_server_work: must be named once, found twice",
        ),
        (r'field = "hosting"', 'field = "host"', "FIRST.when.0.field: must be one of goal,"),
        (r'field = "hosting"', 'field = "notes"', "FIRST.when.0.field: must be one of goal,"),
        (
            r'"static_site"',
            '"static_sites"',
            "FIRST.when.0.any: must be one of streamlit_community_cloud,",
        ),
        (
            r'any = \["static_site"\]',
            "least = 3",
            "when.0.least: must be left out, since hosting has words, got 3",
        ),
        (
            r'any = \["static_site"\], ',
            "",
            "when.0: must say one of any, only, given, or least and most",
        ),
        (r'any = \["static_site"\]', 'all = ["static_site"]', "when.0.all: is not a key here"),
        (
            r'any = \["accounts"',
            'only = ["accounts"',
            "when.1: only is for lists, and auth is none: use any",
        ),
        (
            r"least = 100\b",
            "least = 1.5",
            "when.1.least: must be a whole number from 1 on, got 1.5",
        ),
        (
            r"least = 100\b",
            "least = 100000000",
            "must lie above 0 and be at most 10000000, got 100000000",
        ),
        (r"least = 100\b", "least = 100, most = 99", "least must be at most most, got 100 and 99"),
        (r"most = 0.6", "most = -1", "when.0.most: must lie above 0 and be at most 520, got -1"),
        (r"most = 0.6", "most = nan", "when.0.most: must lie above 0 and be at most 520, got nan"),
        (
            r"most = 0.6",
            'most = 0.6, any = ["1"]',
            "when.0.any: must be empty, since weeks_to_first_release is a number",
        ),
        (
            r'"multi_tenant", "seo", "webhooks"\]',
            '"local_single_user"]',
            "two conditions on needs must name different items",
        ),
        (r"^    \{ field = .*$", "", "FIRST.when: must have at least 2 items"),
        (
            r", instead = .* \},\n(.*), instead = .* \},$",
            r" },\n\1 },",
            "FIRST: must say of at least one condition what stands",
        ),
        (r'"pkg-stlite"', '"nowhere"', "FIRST.sources: names 'nowhere'"),
        (r"^why = .*$", "", "FIRST.why: Field required"),
    ],
)
def test_a_mistake_in_a_rule_is_named_with_its_file_and_path(
    tmp_path: Path, pattern: str, replacement: str, said: str
) -> None:
    """Unknown fields and words, impossible numbers, rules that cannot happen, a name twice."""
    folder = Path(shutil.copytree(DATA, tmp_path / "data"))
    path = folder / "contradictions.toml"
    text = path.read_text(encoding="utf-8")
    spoilt = re.sub(pattern, replacement, text, count=1, flags=re.MULTILINE)
    path.write_text(spoilt, encoding="utf-8")
    found = [str(problem) for problem in read_catalogue(folder)[1]]
    said = said.replace("FIRST", "contradiction.static_server_work")

    assert spoilt != text
    assert any(line.startswith("data/contradictions.toml: ") and said in line for line in found)
