"""Whom the champion is held against: the next framework, and by what."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from framework_compare import Requirement
from framework_compare.explain.versus import next_framework
from framework_compare.present.headline import headline, next_sentence
from framework_compare.scoring.study import Study
from tests.strategies import examples, requirements


@given(requirements(musts=True))
@settings(max_examples=examples(40))
def test_it_is_the_family_that_comes_first_next_most_often(requirement: Requirement):
    """By its option with the highest score; what is said for and against adds up to the lead."""
    study = Study(requirement, draws=1000)
    found, verdict = next_framework(study), study.verdict
    if len(verdict.ranking) < 2:
        assert found is None
        return
    assert found is not None
    own = study.options.family(study.order[0])
    shares = {each.family: each.share for each in verdict.families if each.family != own}
    rival = study.options.family(study.options.names.index(found.rival))
    if shares:
        assert shares[rival] == max(shares.values())
    alike = [
        each.score
        for each in verdict.ranking
        if study.options.family(study.options.names.index(each.option)) == rival
        and each.option != verdict.champion
    ]

    assert verdict.standing(found.rival).score == max(alike)
    assert sum(item.points for item in found.contributions) == pytest.approx(found.lead)
    assert found.lead >= 0


def test_a_service_behind_the_champion_is_the_runner_up_and_not_the_next_framework():
    """Both are named, each with its distance; the sentence to repeat names the framework."""
    study = Study(
        Requirement(goal="interactive_dashboard", needs=("openapi_docs", "cross_chart_interaction"))
    )
    found, verdict = next_framework(study), study.verdict

    assert found is not None
    assert verdict.runner_up is not None
    family = study.options.family(study.order[0])
    assert study.options.family(study.options.names.index(verdict.runner_up)) == family
    assert study.options.family(study.options.names.index(found.rival)) != family
    assert study.catalogue.option_name(verdict.runner_up) in next_sentence(study)
    assert study.catalogue.option_name(found.rival) in next_sentence(study)
    assert study.catalogue.option_name(verdict.runner_up) not in headline(study)
