"""What cannot go together stands at the top, and one click takes an answer back."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from framework_compare import Requirement, load_catalogue, recommend
from framework_compare.requirement.links import to_query
from tests.ui.conftest import ROOT, link_of, open_link

TWO = Requirement(
    goal="ecommerce",
    hosting=("static_site",),
    needs=("payments", "mobile"),
    auth="accounts",
    must_haves=("payments", "hosting"),
)
KEYS = {"project": "strip.contradictions", "verdict": "vd.contradictions"}


def opened(app: AppTest, page: str, requirement: Requirement = TWO) -> AppTest:
    if page != "project":
        app = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=60)
    return open_link(app, to_query(requirement))


def shown(app: AppTest) -> list[str]:
    return [element.value for element in app.markdown]


def test_the_landing_page_names_one_and_counts_the_others(app: AppTest):
    """So that the questions stay in view; the verdict's page has all of them."""
    first, *others = recommend(TWO, load_catalogue(), draws=1000).contradictions
    opened(app, "project")

    assert not app.exception
    assert any(first.text in text for text in shown(app))
    assert not any(other.text in text for other in others for text in shown(app))
    assert any("2 more contradictions are named" in caption.value for caption in app.caption)


def test_the_verdict_names_all_of_them_first(app: AppTest):
    """Above the champion, which is named all the same."""
    verdict = recommend(TWO, load_catalogue(), draws=1000)
    page = opened(app, "verdict")
    texts = shown(page)
    wanted = [found.text for found in verdict.contradictions]

    assert not page.exception
    assert len(wanted) == 3
    assert wanted == [text.split(" ", 1)[1] for text in texts[: len(wanted)]]
    assert verdict.champion is None or page.header[0].value


@pytest.mark.parametrize("page", KEYS)
def test_one_click_takes_an_answer_back(app: AppTest, page: str):
    """With the must that rests on it; the other answers stay."""
    at = opened(app, page)
    at.button(key=f"{KEYS[page]}.static_server_work.1").click().run()

    assert not at.exception
    assert link_of(at) == to_query(TWO.with_answers(needs=["mobile"], must_haves=["hosting"]))

    at.button(key=f"{KEYS[page]}.static_goal.0").click().run()

    assert link_of(at) == to_query(TWO.with_answers(needs=["mobile"], must_haves=[], hosting=[]))
    assert not [button for button in at.button if button.key.startswith(KEYS[page])]


@pytest.mark.parametrize("page", KEYS)
def test_answers_that_go_together_bring_no_warning(app: AppTest, page: str):
    """Nothing is in the way where nothing is wrong."""
    at = opened(app, page, Requirement(goal="ecommerce", needs=("payments",)))

    assert not [button for button in at.button if button.key.startswith(KEYS[page])]
