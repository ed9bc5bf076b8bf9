"""Real decisions in words: counts, what was taken, and facts in the words of the questions."""

from __future__ import annotations

import re
from typing import Any

import pytest

from framework_compare import Catalogue, Requirement
from framework_compare.decisions.cases import Case, load_decisions
from framework_compare.decisions.likeness import Fact, Near, load_likeness
from framework_compare.decisions.precedent import Precedent
from framework_compare.present import precedents
from framework_compare.present.theme import colour
from framework_compare.vocabulary import AUDIENCES, GOALS, HOSTS, NEEDS
from tests.decisions.samples import DEMO

STORY = {
    **DEMO,
    "summary": "A demo.",
    "reasons": "Speed.",
    "source": "https://www.example.org/story",
    "kind": "ADR",
    "date": "2024-10-05",
    "considered": ["dash", "fastapi", "flask", "streamlit"],
    "chosen": ["fastapi", "streamlit"],
    "accepted": ["streamlit"],
}
SPOKEN = (*GOALS, *AUDIENCES, *HOSTS, *NEEDS)


def told(catalogue: Catalogue, *facts: Fact, **more: Any) -> precedents.Told:
    """Return a near decision in words."""
    return precedents.told(Near(Case.model_validate({**STORY, **more}), 1.0, facts), catalogue)


def test_the_sentence_names_the_three_most_taken(catalogue: Catalogue) -> None:
    """With their counts; the others by name."""
    taken = {"streamlit": 14, "dash": 6, "panel": 4, "flask": 2, "gradio": 1}

    assert precedents.sentence(Precedent("dashboard", 27, taken), catalogue) == (
        "Of 27 recorded teams that built a dashboard or looked into data, 14 took Streamlit, 6 Dash"
        " and 4 Panel. Others took Flask and Gradio."
    )


def test_the_sentence_says_where_counts_exceed_the_teams(catalogue: Catalogue) -> None:
    """A team that took two counts under both."""
    said = precedents.sentence(Precedent("service", 1, {"fastapi": 1, "flask": 1}), catalogue)

    assert said == (
        "Of one recorded team that built a service for other programs, 1 took FastAPI and 1 Flask."
        " A team that took two counts under both."
    )


def test_nobody_is_a_sentence_too(catalogue: Catalogue) -> None:
    """And no chart."""
    assert precedents.taken("ecommerce", [], catalogue) == precedents.Taken(
        "No recorded team built a web application or a website.", None
    )


def test_without_a_goal_there_is_nothing_to_show(catalogue: Catalogue) -> None:
    """However much else is known."""
    likeness = load_likeness()

    assert precedents.taken(None, likeness.cases, catalogue) is None
    assert precedents.nearest(Requirement(auth="sso"), likeness, catalogue) == ()


def test_the_chart_says_what_its_rows_say(catalogue: Catalogue) -> None:
    """Bars in each framework's own colour, the same in words."""
    rows = precedents.taken_rows(Precedent("model", 4, {"gradio": 3, "streamlit": 1}), catalogue)

    assert rows["teams"].tolist() == [3, 1]
    assert rows["colour"].tolist() == [colour(name, catalogue) for name in ("gradio", "streamlit")]
    assert precedents.taken_alt(rows) == (
        "What comparable teams took: Gradio 3 of 4; Streamlit 1 of 4."
    )


def test_a_choice_names_the_screens_first(catalogue: Catalogue) -> None:
    """And what was considered besides."""
    pairing = told(catalogue)
    both = told(catalogue, accepted=["streamlit", "fastapi"])

    assert (pairing.title, pairing.rather_than) == ("Streamlit with FastAPI", "Dash or Flask")
    assert both.title == "FastAPI and Streamlit"
    assert not told(catalogue, considered=[]).rather_than


def test_facts_speak_in_the_words_of_the_questions(catalogue: Catalogue) -> None:
    """The answers to one question together; where both differ, theirs and yours."""
    said = told(
        catalogue,
        Fact("goal", "data_exploration", "interactive_dashboard", False, 1.0),
        Fact("peak_concurrent_users", 40, 1000, False, -1.0),
        Fact("weeks_to_first_release", 2.0, 2.5, True, 1.0),
        Fact("audience", ("public",), ("research_team", "domain_experts"), False, -1.0),
        Fact("needs", "many_pages", "many_pages", True, 1.0),
        Fact("needs", "offline", "offline", True, 1.0),
        Fact("needs", (), ("maps",), False, -1.0),
    )

    assert said.same == (
        "Weeks: 2.5 weeks (yours: 2 weeks)",
        "Needs: Many pages, Work without internet",
    )
    assert said.different == (
        "Goal: Dashboard (yours: Data exploration)",
        "Users at once: 1,000 people (yours: 40 people)",
        "Audience: A research team, A group of experts (yours: The public)",
        "Needs: Interactive maps (yours: not needed)",
    )


@pytest.mark.parametrize(
    ("more", "when", "source", "address"),
    [
        ({}, "Decision record, 5 October 2024", "example.org", STORY["source"]),
        ({"date": "2024-10"}, "Decision record, October 2024", "example.org", STORY["source"]),
        ({"date": "2024"}, "Decision record, 2024", "example.org", STORY["source"]),
        ({"date": None, "kind": ""}, "Undated", "example.org", STORY["source"]),
        ({"source": "a file, ADR, undated"}, "", "a file, ADR, undated", ""),
        ({"source": "a letter"}, "Decision record, 5 October 2024", "a letter", ""),
    ],
)
def test_every_source_is_named_with_its_date(
    catalogue: Catalogue, more: dict[str, Any], when: str, source: str, address: str
) -> None:
    """As exactly as it is known, and once; a link only where there is an address."""
    said = told(catalogue, **more)

    assert (said.when, said.source, said.address) == (when, source, address)


def test_no_id_is_ever_shown(catalogue: Catalogue) -> None:
    """Whichever of the recorded decisions is near to whichever other."""
    ids = re.compile(rf"\b({'|'.join(word for word in SPOKEN if '_' in word)})\b")
    for case in load_decisions():
        requirement = case.requirement(shortlist=False)
        for near in load_likeness().nearest(requirement):
            said = precedents.told(near, catalogue)
            words = " ".join((said.title, said.rather_than, *said.same, *said.different))

            assert not ids.search(words)
            assert said.summary
            assert said.reasons
            assert said.source
