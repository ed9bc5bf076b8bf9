"""The article's own table holds, and every preset gives a verdict that says how sure it is."""

from __future__ import annotations

import pytest

from framework_compare import Catalogue, Requirement, load_catalogue, parse_requirement, recommend

BETWEEN_THE_TWO = ("streamlit", "flask")


def preset(catalogue: Catalogue, name: str) -> Requirement:
    return parse_requirement(catalogue.presets[name].requirement)


def test_the_articles_streamlit_column_leads_to_streamlit(catalogue: Catalogue) -> None:
    """Between the two it is clearly Streamlit.

    Over all ten it leads, or is one of two that are too close to call.
    """
    requirement = preset(catalogue, "article_streamlit")
    verdict = recommend(requirement, catalogue)
    between = recommend(requirement.with_answers(considered=BETWEEN_THE_TWO), catalogue)

    assert (between.champion, between.confidence) == ("streamlit", "clear")
    assert verdict.champion == "streamlit" or (verdict.runner_up, verdict.confidence) == (
        "streamlit",
        "too_close",
    )


def test_the_articles_flask_column_asked_between_the_two_leads_to_flask(
    catalogue: Catalogue,
) -> None:
    """And clearly so."""
    verdict = recommend(
        preset(catalogue, "article_flask").with_answers(considered=BETWEEN_THE_TWO), catalogue
    )

    assert (verdict.champion, verdict.confidence) == ("flask", "clear")


def test_where_the_article_leaves_out_a_better_one_it_is_said_with_reasons(
    catalogue: Catalogue,
) -> None:
    """Over all ten another web framework does better on Flask's own ground.

    The reasons name the criteria.
    """
    verdict = recommend(preset(catalogue, "article_flask"), catalogue)

    assert verdict.champion == "django"
    assert verdict.reasons


def test_the_articles_use_both_leads_to_a_pairing(catalogue: Catalogue) -> None:
    """Screens for colleagues over logic that other systems call."""
    requirement = preset(catalogue, "article_both")

    assert "+" in (recommend(requirement, catalogue).champion or "")
    assert (
        recommend(requirement.with_answers(considered=BETWEEN_THE_TWO), catalogue).champion
        == "streamlit+flask"
    )


@pytest.mark.parametrize("name", load_catalogue().presets)
def test_every_preset_has_a_champion_with_reasons(catalogue: Catalogue, name: str) -> None:
    """No preset is excluded from everything, and each says what speaks for its champion."""
    verdict = recommend(preset(catalogue, name), catalogue)

    assert verdict.champion is not None
    assert any(reason.points > 0 for reason in verdict.reasons)


def test_the_goal_and_three_answers_already_give_a_sensible_verdict(catalogue: Catalogue) -> None:
    """A shop with accounts, payments and search engines is no data app; a model demo is no shop."""
    shop = Requirement(goal="ecommerce", auth="accounts", needs=("payments", "seo"))
    demo = Requirement(
        goal="ml_model_demo", weeks_to_first_release=1, team_skills=("python",), auth="none"
    )

    assert recommend(shop, catalogue).champion in ("django", "flask", "fastapi")
    assert recommend(demo, catalogue).champion in (
        "streamlit",
        "gradio",
        "panel",
        "shiny",
        "nicegui",
        "dash",
    )
