"""Frames of one verdict: places, contributions, the score as a sum, must-haves."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings

from framework_compare import Catalogue, Requirement
from framework_compare.present import contributions, places
from framework_compare.present.briefing import must_rows
from framework_compare.scoring.study import Study
from framework_compare.vocabulary import CRITERIA
from tests.strategies import requirements

DASHBOARD = Requirement(
    goal="interactive_dashboard", team_skills=("python", "data_science"), visualisation="high"
)
NONE_FITS = Requirement(
    goal="interactive_dashboard",
    peak_concurrent_users=10_000_000,
    weeks_to_first_release=0.1,
    must_haves=("peak_concurrent_users", "weeks_to_first_release"),
)


@given(requirements(musts=True))
def test_places_fill_the_bar(requirement: Requirement):
    """Each option's segments run from 0 to 100 without gaps."""
    rows = places.place_rows(Study(requirement, draws=1000))

    for _, bar in rows.groupby("name"):
        assert bar["start"].iloc[0] == 0
        assert bar["end"].iloc[-1] == pytest.approx(100, abs=0.05)
        assert (bar["start"].to_numpy()[1:] == bar["end"].to_numpy()[:-1]).all()


def test_a_bar_ends_in_the_readings_in_which_a_must_is_missed(catalogue: Catalogue):
    """As long as they are many; where every must is met for certain there is no such segment."""
    crowd = Requirement(goal="rest_api", peak_concurrent_users=2000)
    study = Study(crowd.with_answers(must_haves=("peak_concurrent_users",)), catalogue)
    rows = places.place_rows(study)
    last = rows[rows["place"] == places.PLACES[-1]].set_index("name")["share"]
    spec = json.dumps(places.all_places(study).spec)
    without = places.place_rows(Study(crowd, catalogue))

    assert last["FastAPI"] == f"{1 - study.verdict.standing('fastapi').meets:.0%}"
    assert json.dumps(places.PLACES) in spec
    assert places.PLACES[-1] not in set(without["place"])


@given(requirements(musts=True))
def test_contributions_add_up_to_the_lead(requirement: Requirement):
    """Over the next framework; what is too small for its own line is not lost.

    Unless all of it is under half a point.
    """
    study = Study(requirement, draws=1000)
    verdict, rows = study.verdict, contributions.contribution_rows(study)
    if verdict.champion is None or verdict.runner_up is None:
        assert rows.empty
        return
    others = {verdict.runner_up} | {family.best for family in verdict.families}
    leads = {
        verdict.standing(verdict.champion).score - verdict.standing(option).score
        for option in others - {verdict.champion}
    }
    lead = min(leads, key=lambda lead: abs(lead - rows["points"].sum()))

    assert rows["points"].sum() == pytest.approx(lead, abs=0.6)


@given(requirements(musts=True))
@settings(max_examples=25)
def test_a_score_is_its_sum(requirement: Requirement):
    """The worked example of the method page, whatever is asked.

    A row each criterion, then what no weight moves: each with its points and no weight.
    """
    study = Study(requirement)
    rows = contributions.score_sum(study)
    if study.champion is None:
        assert rows.empty
        return
    given = rows[rows["Weight"].isna()]

    assert len(rows) - len(given) == len(CRITERIA)
    assert rows["Points"].sum() == pytest.approx(study.scores[study.order[0]])
    assert rows["Weight"].sum() == pytest.approx(100)
    assert (given["Points"] < 0).all()
    assert rows["Criterion"].is_unique


def test_what_no_weight_moves_is_a_row_of_its_own(catalogue: Catalogue):
    """A load missed by far, a second stack, and what comparable teams took."""
    crowd = Requirement(goal="internal_data_tool", peak_concurrent_users=10_000_000)
    alone = Study(crowd.with_answers(considered=("streamlit",)), catalogue)
    names = list(contributions.score_sum(alone)["Criterion"])

    assert names[len(CRITERIA) :] == ["Scalability, beyond any weight"]
    assert catalogue.criterion("scalability").name == "Scalability"


def test_frames_without_a_champion_are_empty(catalogue: Catalogue):
    """Nothing is made up where every option is out; the must-haves are still there."""
    study = Study(NONE_FITS, catalogue)

    assert study.verdict.champion is None
    for make in (
        places.family_rows,
        places.place_rows,
        contributions.contribution_rows,
        contributions.score_sum,
    ):
        assert make(study).empty
    assert len(NONE_FITS.must_haves) == len(must_rows(study))
