"""What would change it: the page says what the engine says.

A change that is tried is the change that was told.
"""

from __future__ import annotations

import json
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from framework_compare import Catalogue, Requirement, from_query, recommend
from framework_compare.explain.answers import answer_flips
from framework_compare.explain.evidence import evidence_flips
from framework_compare.explain.flips import changed_by
from framework_compare.explain.information import worth_of_answers
from framework_compare.explain.weights import weight_flips
from framework_compare.scoring.study import Study
from tests.ui.conftest import open_section
from tests.ui.test_pages_views import REQUIREMENTS, opened, shown, specs

CLOSE = Requirement(
    goal="interactive_dashboard",
    audience=("company_wide",),
    auth="sso",
    needs=("maps", "deep_links"),
)


def section(app: AppTest, name: str, requirement: Requirement = CLOSE) -> AppTest:
    opened(app, "what_if", requirement)
    return open_section(app, "what_if", name)


def test_the_nearest_of_each_kind_is_told(app: AppTest, catalogue: Catalogue):
    """An answer, a weight and a fact, each with its sentence."""
    words = shown(section(app, "What flips it"))

    for nearest in (answer_flips, evidence_flips):
        assert nearest(Study(CLOSE, catalogue))[0].text in words
    assert weight_flips(Study(CLOSE, catalogue)).flips[0].text in words


def test_what_is_tried_has_the_champion_that_was_told(catalogue: Catalogue):
    """Every link of the page, for answers and for weights."""
    flips = [*answer_flips(Study(CLOSE, catalogue)), *weight_flips(Study(CLOSE, catalogue)).flips]
    tried = [
        (flip, changed)
        for flip in flips
        if (changed := changed_by(Study(CLOSE, catalogue), flip)) is not None
    ]

    assert len(tried) >= len(flips) - 2  # a weight flip may lie where no round share is left
    for flip, changed in tried:
        assert Study(changed, catalogue).champion == flip.champion, flip.text


def test_links_hold_the_change_and_all_other_answers(app: AppTest):
    """They open the project with one change."""
    section(app, "What flips it")
    links = [link.proto for link in app.get("page_link") if link.proto.label == "Try"]

    assert links
    for link in links:
        requirement, problems = from_query(parse_qs(link.query_string))
        assert problems == ()
        different = {
            key
            for key in CLOSE.answers() | requirement.answers()
            if getattr(CLOSE, key) != getattr(requirement, key)
        }
        assert len(different) == 1


def test_the_map_shows_where_the_project_lies(app: AppTest):
    """A point where both questions are answered."""
    section(
        app, "Decision map", CLOSE.with_answers(peak_concurrent_users=40, ui_customization="low")
    )
    ((_, alt),) = specs(app)

    assert "your project lies at" in alt
    assert "Answer" not in shown(app)


def test_the_map_asks_for_what_would_place_the_project(app: AppTest):
    """Words where a question is open; the map itself stays light."""
    section(app, "Decision map")
    ((spec, alt),) = specs(app)

    assert "your project lies at" not in alt
    assert "Answer “Users at once” and “Own look”" in shown(app)
    assert len(json.dumps(spec)) < 250_000


def test_the_two_axes_are_never_the_same(app: AppTest):
    """Choosing for one what the other shows moves the other on."""
    section(app, "Decision map")
    app.selectbox(key="what_if.x").set_value("ui_customization").run()

    assert not app.exception
    assert app.selectbox(key="what_if.x").value != app.selectbox(key="what_if.y").value


def test_what_to_find_out_starts_with_what_matters_most(app: AppTest, catalogue: Catalogue):
    """The bars' first line is the open question with the best chance."""
    section(app, "What to find out")
    best = worth_of_answers(Study(CLOSE, catalogue))[0]
    (_, first), *_ = specs(app)

    assert f"{best.label} in" in first.split(";")[0]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nothing", "once the goal is known"),
        ("one option", "alone on the shortlist"),
        ("none fits", "fails a must-have"),
    ],
)
def test_where_nothing_can_flip_it_says_so(app: AppTest, name: str, said: str):
    """Without a goal, without a rival, and without anybody on the table."""
    words = shown(section(app, "What flips it", REQUIREMENTS[name]))

    assert said in words


def test_the_page_says_where_the_verdict_stands(app: AppTest, catalogue: Catalogue):
    """Champion, word and runner-up in one line, whatever section is open."""
    verdict = recommend(CLOSE, catalogue)
    words = shown(section(app, "Decision map"))

    assert f"Now **{catalogue.option_name(verdict.champion)}** leads" in words
    assert catalogue.option_name(verdict.runner_up) in words
