"""Whether a word is worth its name, with and without the other methods."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import combinations

import pytest

from framework_compare import Catalogue, Requirement, recommend
from framework_compare.decisions.calibration import word_logs
from framework_compare.decisions.cases import Case
from framework_compare.decisions.evaluation import evaluate
from framework_compare.decisions.printed import printed
from tests.decisions.samples import DEMO


def test_a_word_forecasts_by_what_it_meant_for_other_teams() -> None:
    """Two of another team agreed with that word, so its forecast is three in four.

    A team never forecasts itself, and a new word is a coin.
    """
    found = word_logs(
        ["clear"] * 4 + ["leaning"], [True, True, True, False, False], ["a", "a", "b", "b", "c"]
    )

    assert found == pytest.approx(
        [math.log(0.5)] * 2 + [math.log(0.75), math.log(0.25), math.log(0.5)]
    )


def test_the_record_shows_what_words_would_be_if_dissent_lowered_them(
    catalogue: Catalogue,
) -> None:
    """Where every method's dissent counts, a verdict would fall a step, and falls none.

    The record shows both, and what agreed of those that would fall.
    """
    rules = catalogue.cross_check
    strict = rules.model_copy(update={"rule": rules.rule.model_copy(update={"differing": 1})})
    touchy = replace(catalogue, cross_check=strict, digest=f"{catalogue.digest}:touchy")
    facts = {"goal": "interactive_dashboard"}
    lowered = next(
        verdict
        for pair in combinations(catalogue.frameworks, 2)
        if (verdict := recommend(Requirement(**facts, considered=pair), touchy))
        and verdict.confidence == "leaning"
        and verdict.cross_check.differing
    )
    assert lowered.cross_check.lowered_from is None
    considered = {part for entry in lowered.ranking for part in catalogue.parts(entry.option)}
    case = {
        **DEMO,
        "requirements": facts,
        "considered": sorted(considered),
        "accepted": [catalogue.parts(str(lowered.champion))[0]],
    }
    record = evaluate([Case.model_validate(case)], touchy, shakes=0)
    effect = record.cross_check.shortlist

    assert [rate.word for rate in record.calibration.shortlist if rate.n] == ["leaning"]
    assert [rate.word for rate in effect.lowered_words if rate.n] == ["too_close"]
    assert effect.lowered.n == 1
    assert "it would lower: 100% [21%, 100%] of 1 agree" in printed(record)
