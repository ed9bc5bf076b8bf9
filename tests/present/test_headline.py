"""The verdict in one sentence, and which answers even the champion misses by far."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from framework_compare import Catalogue, Requirement, load_catalogue
from framework_compare.present.headline import breaches, headline
from framework_compare.scoring.study import Study
from tests.strategies import requirements

DEMO = Requirement(goal="ml_model_demo")


@given(requirements(goal=True, musts=True))
@settings(max_examples=25)
def test_the_sentence_says_what_the_verdict_says(requirement: Requirement) -> None:
    """Its word, its champion or all its finalists up to three; one sentence or two, no markup."""
    catalogue = load_catalogue()
    study = Study(requirement, catalogue, draws=1000)
    verdict, said = study.verdict, headline(study)
    finalists = [catalogue.frameworks[each].name for each in verdict.finalists]

    assert not set(said) & set("*_`")
    if verdict.champion is None:
        assert said.startswith("No option meets")
        return
    name = catalogue.option_name(verdict.champion)
    if verdict.standing(verdict.champion).meets < 0.5:
        assert said.startswith(f"{name} scores highest, but probably misses a must-have.")
    elif verdict.confidence == "too_close":
        assert all(each in said for each in finalists[:3])
    else:
        assert said.startswith(name)
        assert ("; clear." in said) == (verdict.confidence == "clear" and len(verdict.families) > 1)


def test_a_clear_verdict_names_whom_it_is_ahead_of(catalogue: Catalogue) -> None:
    """Champion, the next family, and the word."""
    study = Study(
        Requirement(goal="rest_api", needs=("async_io", "openapi_docs"), interaction_work="heavy"),
        catalogue,
    )

    assert study.verdict.confidence == "clear"
    assert headline(study) == "FastAPI, ahead of Flask; clear."


def test_a_close_one_names_what_parts_the_first_two(catalogue: Catalogue) -> None:
    """The question whose answer decides, in its own words."""
    study = Study(Requirement(goal="interactive_dashboard", needs=("file_upload",)), catalogue)

    assert study.verdict.confidence == "too_close"
    assert headline(study) == (
        "Streamlit, Flask, FastAPI or another; what parts Streamlit and Flask is the answer to"
        " “How much must it look like your own brand?”"
    )


def test_a_champion_that_probably_misses_a_must_is_not_praised(catalogue: Catalogue) -> None:
    """Who comes first most often is named beside it."""
    hurried = Requirement(
        goal="interactive_dashboard",
        weeks_to_first_release=1,
        ui_customization="high",
        must_haves=("weeks_to_first_release",),
    )
    study = Study(hurried, catalogue)

    assert study.verdict.champion != study.verdict.families[0].best
    assert headline(study) == (
        "Dash scores highest, but probably misses a must-have. Streamlit comes first most often."
    )


def test_where_none_fits_the_sentence_says_the_least_that_would_have_to_give(
    catalogue: Catalogue,
) -> None:
    """And who would lead then."""
    musts = ("notebook_reuse", "desktop_app", "seo", "admin_ui", "small_footprint")
    study = Study(Requirement(goal="ecommerce", must_haves=musts), catalogue)

    assert headline(study) == (
        "No option meets all five musts. Without the must “Ship as a desktop program”, Shiny for"
        " Python with FastAPI would lead."
    )


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"peak_concurrent_users": 100_000}, "**100,000 people at once are asked.** By its grade"),
        ({"goal": "ecommerce", "weeks_to_first_release": 0.2}, "**0.2 weeks are asked.** A first"),
        (
            {"goal": "ecommerce", "hosting": ("static_site",)},
            "**No documented way leads Flask to Static files.**",
        ),
    ],
    ids=["crowd", "date", "place"],
)
def test_what_is_missed_by_far_is_said(
    catalogue: Catalogue, answers: dict[str, object], said: str
) -> None:
    """A load, a date, a place."""
    (found,) = breaches(Study(DEMO.with_answers(**answers), catalogue))

    assert found.startswith(said)


@pytest.mark.parametrize(
    "answers",
    [
        {"peak_concurrent_users": 50},
        {"weeks_to_first_release": 4},
        {"hosting": ("huggingface_spaces",)},
    ],
)
def test_what_is_met_is_no_breach(catalogue: Catalogue, answers: dict[str, object]) -> None:
    """Nothing is said of a load, a date and a place that go well with a demo."""
    assert not breaches(Study(DEMO.with_answers(**answers), catalogue))
