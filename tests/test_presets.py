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
    """By facts alone another web framework does better on Flask's own ground, over all ten.

    The reasons name the criteria. Where what comparable teams took counts, either it leads too, or
    its rival owes the lead to that alone, and says so.
    """
    requirement = preset(catalogue, "article_flask")
    by_facts = recommend(requirement.with_answers(precedent="ignore"), catalogue)
    verdict = recommend(requirement, catalogue)
    taken = sum(row.points for row in verdict.contributions if row.criterion == "precedent")
    lead = sum(row.points for row in verdict.contributions)

    assert by_facts.champion not in BETWEEN_THE_TWO
    assert any(reason.points > 0 for reason in by_facts.reasons)
    assert verdict.champion == by_facts.champion or taken > lead
    assert verdict.champion == by_facts.champion or "precedent" in {
        reason.criterion for reason in verdict.reasons
    }


def test_the_articles_use_both_is_a_close_second_to_one_that_does_both(
    catalogue: Catalogue,
) -> None:
    """Screens for colleagues over logic that other systems call.

    Whoever takes Streamlit for it wants a service behind it. One framework for both saves the
    second stack: over all ten that is too close to call, and the pairing is a finalist.
    """
    requirement = preset(catalogue, "article_both")
    verdict = recommend(requirement, catalogue)
    between = recommend(requirement.with_answers(considered=BETWEEN_THE_TWO), catalogue)
    ahead = max(
        (standing for standing in verdict.ranking if "+" in standing.option),
        key=lambda standing: standing.score,
    )

    assert ahead.option in (verdict.champion, verdict.runner_up)
    assert catalogue.parts(ahead.option)[0] in verdict.finalists
    assert verdict.confidence == "too_close"
    assert between.standing("streamlit+flask").score > between.standing("streamlit").score


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
