"""What was learnt follows from the recorded decisions, and its file holds just that."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framework_compare import Catalogue, load_catalogue
from framework_compare.__main__ import main
from framework_compare.catalogue.folder import DATA
from framework_compare.catalogue.learnt import Learnt, LearntShare, LearntWord, ListScores
from framework_compare.decisions.cases import Case, load_decisions
from framework_compare.decisions.choices import choices_of
from framework_compare.decisions.learning import learn
from framework_compare.decisions.relearning import (
    FILE,
    changes,
    learnt_text,
    relearn,
    stale,
    worse,
)
from framework_compare.vocabulary import CRITERIA, GOAL_CLASSES, GROUPS
from tests.decisions.samples import DEMO, SHOP, VAGUE
from tests.strategies import FRAMEWORKS


def cases_of(*raw: dict[str, Any]) -> list[Case]:
    """Decisions of the samples."""
    return [Case.model_validate(each) for each in raw]


def test_the_shipped_file_follows_from_the_shipped_decisions(catalogue: Catalogue) -> None:
    """As decisions and evidence are today."""
    assert list(stale(load_decisions(), catalogue)) == []


def test_the_shipped_values_are_what_the_shipped_decisions_teach(catalogue: Catalogue) -> None:
    """Learnt anew from all of them; the noise and the words take a cross-validation besides."""
    now = catalogue.learnt
    posterior = learn(choices_of(load_decisions(), catalogue), catalogue)
    found = posterior.learnt(structural=1.0, clear=now.clear, leaning=now.leaning)
    names = {**found.groups, **found.criteria}
    shipped = {**now.groups, **now.criteria}

    assert {name: share.share for name, share in names.items()} == pytest.approx(
        {name: share.share for name, share in shipped.items()}, abs=2e-4
    )
    assert found.second_stack == pytest.approx(now.second_stack, abs=0.02)
    for goal_class, points in now.precedent.items():
        assert found.precedent[goal_class] == pytest.approx(points, abs=0.02)


def test_the_shipped_file_counts_the_shipped_decisions(catalogue: Catalogue) -> None:
    """Those that count and say something; decisions of one team are one team."""
    cases = {case.id: case for case in choices_of(load_decisions(), catalogue).cases}
    teams = {case.team or case.id for case in cases.values()}

    assert (catalogue.learnt.decisions, catalogue.learnt.teams) == (len(cases), len(teams))


def test_the_shipped_file_is_as_it_is_written(catalogue: Catalogue) -> None:
    """Nothing in it was set by hand."""
    assert learnt_text(catalogue.learnt) == (DATA / FILE).read_text(encoding="utf-8")


def test_a_file_that_does_not_follow_is_named_with_the_cure(catalogue: Catalogue) -> None:
    """One decision less is another digest; what is said, what was found and what to do."""
    fewer = load_decisions()[1:]
    (problem,) = stale(fewer, catalogue)
    digest = problem.message.removeprefix("must be ")[:16]

    assert re.fullmatch("[0-9a-f]{16}", digest)
    assert digest != catalogue.learnt.follows_from
    assert (problem.where, problem.path) == ("data/learnt.toml", "follows_from")
    assert problem.message == (
        f"must be {digest}, which the decisions and the evidence give, got"
        f" {catalogue.learnt.follows_from}; learn anew with"
        " `python -m framework_compare learn --write`"
    )


def test_a_framework_that_no_decision_names_teaches_nothing(catalogue: Catalogue) -> None:
    """What was learnt still follows once somebody has added one; a decision on it is another."""
    more = {**catalogue.frameworks, "ours": catalogue.frameworks["dash"]}
    known = replace(catalogue, frameworks=more, digest="with our own")
    ours = {**DEMO, "id": "ours", "considered": ["flask", "ours"], "accepted": ["ours"]}
    decision = Case.model_validate(
        {**ours, "chosen": ["ours"], "rejected": ["flask"]}, context=tuple(more)
    )

    assert list(stale(load_decisions(), known)) == []
    assert len(list(stale((*load_decisions(), decision), known))) == 1


@pytest.mark.parametrize(
    "other", [{"considered": ["django"]}, {"chosen": ["flask"], "accepted": ["flask"]}]
)
def test_what_a_decision_says_is_in_the_digest(catalogue: Catalogue, other: dict[str, Any]) -> None:
    """Another shortlist or another choice teaches something else."""
    before = choices_of(cases_of(SHOP, DEMO), catalogue).digest

    assert choices_of(cases_of({**SHOP, **other}, DEMO), catalogue).digest != before


def test_what_teaches_nothing_is_not_in_the_digest(catalogue: Catalogue) -> None:
    """A vague decision does not count, and words about one change nothing."""
    before = choices_of(cases_of(SHOP, DEMO), catalogue).digest
    told = {**SHOP, "summary": "A shop.", "reasons": "Others."}

    assert choices_of(cases_of(told, DEMO, VAGUE), catalogue).digest == before


rounded = st.floats(0.001, 0.999).map(lambda share: round(share, 5))


@st.composite
def anything_learnt(draw: st.DrawFn) -> Learnt:
    """Any values that a file may hold."""

    def shares(names: tuple[str, ...]) -> dict[str, LearntShare]:
        return {n: LearntShare(share=draw(rounded), spread=draw(rounded)) for n in names}

    def word(share: float) -> LearntWord:
        return LearntWord(share=share, verdicts=draw(st.integers(0, 999)), right=draw(rounded))

    low, high = sorted((draw(rounded), draw(rounded)))
    scores = ListScores(shortlist=-draw(rounded), all=-draw(rounded))
    return Learnt(
        follows_from=draw(st.text("0123456789abcdef", min_size=16, max_size=16)),
        decisions=draw(st.integers(1, 9999)),
        teams=draw(st.integers(1, 9999)),
        structural=draw(rounded),
        second_stack=draw(rounded),
        groups=shares(GROUPS),
        criteria=shares(CRITERIA),
        precedent={
            goal_class: {name: -draw(rounded) for name in FRAMEWORKS} for goal_class in GOAL_CLASSES
        },
        clear=word(high),
        leaning=word(low),
        log_score=scores if draw(st.booleans()) else None,
    )


@given(anything_learnt())
@settings(max_examples=15)
def test_what_is_written_is_read_back(learnt: Learnt) -> None:
    """Every value, to the last digit."""
    assert Learnt.model_validate(tomllib.loads(learnt_text(learnt))) == learnt


def scored(catalogue: Catalogue, mean: float | None, digest: str = "a") -> Learnt:
    """Something learnt that forecasts so well."""
    score = None if mean is None else ListScores(shortlist=mean + 0.1, all=mean - 0.1)
    return catalogue.learnt.model_copy(update={"follows_from": digest, "log_score": score})


@pytest.mark.parametrize(
    ("now", "then", "digest", "expected"),
    [
        (-1.0, -1.1, "a", True),
        (-1.0, -1.0, "a", False),
        (-1.0, -0.9, "a", False),
        (-1.0, -1.1, "b", False),
        (None, -1.1, "a", False),
        (-1.0, None, "a", False),
    ],
)
def test_only_what_was_learnt_from_the_same_is_compared(
    catalogue: Catalogue, now: float | None, then: float | None, digest: str, expected: bool
) -> None:
    """By the mean of both lists; other decisions are forecast as well as they can be."""
    assert worse(scored(catalogue, now), scored(catalogue, then, digest)) == expected


@pytest.mark.parametrize("raw", [(SHOP,), (SHOP, DEMO), ({**DEMO, "considered": ["flask"]},)])
def test_a_few_decisions_can_be_learnt_from(
    catalogue: Catalogue, raw: tuple[dict[str, Any], ...]
) -> None:
    """Of one team, of two, and where there is no shortlist: nobody's words are ever heard."""
    found = relearn(choices_of(cases_of(*raw), catalogue), catalogue, ways=1)

    assert (found.decisions, found.teams) == (len(raw), len(raw))
    assert found.clear.verdicts == 0
    assert list(changes(catalogue.learnt, found, catalogue))


def test_learning_the_same_twice_gives_the_same(catalogue: Catalogue) -> None:
    """Whatever was learnt before: the judged weights are where it starts."""
    cases = cases_of(SHOP, DEMO)
    before = load_catalogue().learnt.model_copy(update={"structural": 9.0, "second_stack": 0.0})
    otherwise = replace(catalogue, learnt=before, digest="otherwise")
    one, other = (relearn(choices_of(cases, each), each, ways=1) for each in (catalogue, otherwise))
    parts = ("groups", "criteria", "precedent", "second_stack")

    assert one == relearn(choices_of(cases, catalogue), catalogue, ways=1)
    assert {part: getattr(one, part) for part in parts} == {
        part: getattr(other, part) for part in parts
    }


def test_the_command_prints_what_changed_and_writes_only_when_told(
    file: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """A line for each weight, judged, before and now."""
    before = (DATA / FILE).read_bytes()

    assert main(["learn", str(file)]) == 0
    told = capsys.readouterr().out
    assert all(f"{criterion}: judged " in told for criterion in CRITERIA)
    assert (DATA / FILE).read_bytes() == before
