"""The story for a room: what its screens say is what the pages say, and it is short."""

from __future__ import annotations

import pytest

from framework_compare import Catalogue, Requirement
from framework_compare.present import slides
from framework_compare.present.drawing import Drawing
from framework_compare.present.headline import headline
from framework_compare.present.slides import STEPS, Slide, larger, slide, steps_of
from framework_compare.scoring.study import Study

DASHBOARD = Requirement(
    goal="interactive_dashboard", audience=("internal_analysts",), peak_concurrent_users=30
)
IMPOSSIBLE = Requirement(
    goal="rest_api",
    hosting=("static_site",),
    needs=("payments",),
    must_haves=("hosting", "payments", "desktop_app", "admin_ui"),
)
ALONE = Requirement(goal="rest_api", considered=("flask",))


@pytest.fixture(scope="module", params=[DASHBOARD, IMPOSSIBLE, ALONE, Requirement()])
def study(request: pytest.FixtureRequest, catalogue: Catalogue) -> Study:
    return Study(request.param, catalogue)


def told(study: Study) -> dict[str, Slide]:
    return {step: slide(study, step) for step in steps_of(study) if step != "others"}


def test_every_step_says_something_that_can_be_read_from_the_back(study: Study) -> None:
    """One sentence, at most four lines below it, and words for every chart."""
    for step, shown in told(study).items():
        assert shown.says, step
        assert len(shown.lines) <= (6 if step == "asked" else 4), step
        assert all(said for _, said in shown.lines), step
        assert shown.drawing is None or shown.drawing.alt, step


def test_the_steps_go_on_in_the_order_of_the_story(study: Study) -> None:
    """From what is asked to what to do, the verdict on the second screen."""
    steps = steps_of(study)

    assert list(steps) == [step for step in STEPS if step in steps]
    assert (steps[0], steps[1], steps[-1]) == ("asked", "verdict", "next")


def test_the_verdict_is_the_page_s_own_sentence(study: Study) -> None:
    """A director hears the same from both."""
    assert told(study)["verdict"].says == headline(study)


def test_where_nothing_fits_no_screen_speaks_of_a_champion(catalogue: Catalogue) -> None:
    """It names what would have to give instead."""
    study = Study(IMPOSSIBLE, catalogue)

    assert study.champion is None
    assert steps_of(study) == ("asked", "verdict", "others", "next")
    assert len(told(study)["verdict"].lines) == min(4, len(study.verdict.relaxations)) > 0
    assert told(study)["next"].says == "Decide whether one of the four musts can give"


def test_one_that_is_alone_is_held_against_nobody(catalogue: Catalogue) -> None:
    """There is no screen on why it leads."""
    assert "reasons" not in steps_of(Study(ALONE, catalogue))


def test_contradictions_come_first_among_the_dangers(catalogue: Catalogue) -> None:
    """Before what the champion is known for."""
    both = Study(Requirement(goal="ecommerce", needs=("payments", "offline")), catalogue)
    first = told(both)["risks"].lines[0][1]

    assert first == both.verdict.contradictions[0].text


def test_a_larger_chart_grows_in_words_and_lengths_and_not_in_data() -> None:
    """What is counted stays what it is, whatever its column is called."""
    spec = {
        "height": 100,
        "data": {"values": [{"size": 3, "height": 2}]},
        "mark": {"type": "text", "fontSize": 12, "dx": -4},
        "encoding": {"x": {"field": "size", "axis": {"labelFontSize": 10, "labels": True}}},
    }
    grown = larger(Drawing(spec, "words")).spec

    assert grown["data"] == spec["data"]
    assert grown["mark"] == {"type": "text", "fontSize": 18, "dx": -6}
    assert grown["encoding"]["x"]["axis"] == {"labelFontSize": 15, "labels": True}
    assert grown["height"] == 150
    assert spec["mark"]["fontSize"] == 12
    assert slides.larger(Drawing(spec | {"height": 400}, "")).spec["height"] == 440
    assert slides.larger(Drawing(spec | {"height": 900}, "")).spec["height"] == 900
