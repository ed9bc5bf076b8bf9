"""The presenter view: every screen of the story, next and back, and the link for the room."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from framework_compare import Requirement, to_query
from framework_compare.catalogue.own import OwnFramework
from framework_compare.present.slides import STEPS
from framework_compare.ui.frame import cached
from framework_compare.ui.presenter import presenter
from tests.catalogue.test_another_framework import CARD, CELL
from tests.projects import COMPANY_DASHBOARD, NONE_FITS
from tests.ui.conftest import ROOT, open_link, whole_link_of

ASKED = Requirement(goal="interactive_dashboard", peak_concurrent_users=30, name="*Sales* :smile:")
REQUIREMENTS = {
    "nothing": Requirement(),
    "ordinary": COMPANY_DASHBOARD,
    "none fits": NONE_FITS,
    "alone": Requirement(goal="rest_api", considered=("flask",)),
}


def opened(app: AppTest, requirement: Requirement, step: str = "") -> AppTest:
    query = to_query(requirement) | ({"presenter.step": [step]} if step else {})
    open_link(app, query)
    return app.switch_page(str(ROOT / "pages" / "presenter.py")).run()


def place_of(app: AppTest) -> str:
    """Return the step that is shown."""
    (told,) = [each.value for each in app.caption if " of " in each.value and "·" in each.value]
    return told.partition(" · ")[2]


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_the_story_goes_on_from_the_first_screen_to_the_last(app: AppTest, name: str) -> None:
    """Each says something; there is no way beyond either end."""
    opened(app, REQUIREMENTS[name])
    seen = [place_of(app)]
    assert app.button(key="pr.back").disabled
    while not app.button(key="pr.next").disabled:
        app.button(key="pr.next").click().run()
        assert not app.exception
        assert app.header[0].value
        seen.append(place_of(app))

    assert seen == [title for title in STEPS.values() if title in seen]
    assert (seen[0], seen[-1]) == (STEPS["asked"], STEPS["next"])


def test_back_goes_back_and_the_link_holds_the_step(app: AppTest) -> None:
    """So a reload shows the same screen."""
    opened(app, ASKED, "reasons")
    assert place_of(app) == STEPS["reasons"]
    app.button(key="pr.back").click().run()

    assert place_of(app) == STEPS["finalists"]
    assert whole_link_of(app)["presenter.step"] == ["finalists"]


def test_a_step_that_this_story_lacks_shows_the_first(app: AppTest) -> None:
    """Where one is alone there are no reasons against another."""
    opened(app, Requirement(goal="rest_api", considered=("flask",)), "reasons")

    assert place_of(app) == STEPS["asked"]


def test_the_room_s_link_opens_the_verdict_with_the_answers_alone(app: AppTest) -> None:
    """As a code and as text, and not the presenter's screen."""
    opened(app, ASKED, "next")
    link = app.code[0].value
    query = parse_qs(urlsplit(link).query)

    assert urlsplit(link).path.endswith("/verdict")
    assert query == to_query(ASKED)
    assert len(app.image) == 1


def test_without_the_package_it_says_what_the_code_needs(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The link is there all the same."""
    monkeypatch.setattr(presenter, "SEGNO", None)
    opened(app, ASKED, "next")

    assert "framework-compare[export]" in app.info[0].value
    assert app.code[0].value


def test_a_long_link_is_copied_instead(app: AppTest) -> None:
    """A code of so many modules no phone reads across a room."""
    opened(app, ASKED.with_answers(notes="ä" * 500), "next")

    assert "too long" in app.info[0].value
    assert not app.image


def test_a_name_is_text(app: AppTest) -> None:
    """Neither emphasis nor a picture."""
    opened(app, ASKED)

    assert app.text[0].value == ASKED.name
    assert not any(re.search(r"Sales", each.value) for each in app.header)


def test_the_room_s_link_brings_a_framework_of_one_s_own(app: AppTest) -> None:
    """Else the phones would compare without it, and see another champion."""
    own = OwnFramework("solara", CARD + CELL)
    cached.shelf().put(own)
    opened(app, ASKED, "next")
    assert "compare.own" not in app.code[0].value
    other = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    open_link(other, to_query(ASKED) | {"compare.own": [own.digest], "presenter.step": ["next"]})
    other.switch_page(str(ROOT / "pages" / "presenter.py")).run()

    assert f"compare.own={own.digest}" in other.code[0].value
