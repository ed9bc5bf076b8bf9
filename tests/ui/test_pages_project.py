"""The landing page: question and answer on one screen."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from framework_compare import Requirement, load_catalogue, recommend
from framework_compare.errors import DataError, Problem
from framework_compare.requirement.links import to_query
from framework_compare.requirement.parsing import parse_requirement
from framework_compare.ui.frame import cached
from framework_compare.ui.project import opening
from framework_compare.vocabulary import GOALS
from tests.strategies import FRAMEWORKS
from tests.ui.conftest import ROOT, link_of, open_link

PAGES = ("project", "verdict", "compare", "evidence", "method")
PRESETS = tuple(load_catalogue().presets)


def shown(app: AppTest) -> str:
    """Return every word on screen."""
    kinds = ("header", "markdown", "caption", "text")
    return "\n".join(str(element.value) for kind in kinds for element in getattr(app, kind))


def tap_first(app: AppTest) -> None:
    """Take the first answer that the next question offers; of a need, that it is not needed."""
    pills = app.pills(key="next.answer")
    if pills.options == ["Yes", "No, not needed"]:
        pills.set_value(False).run()
        return
    (question,) = (
        question for question in load_catalogue().questions.values() if question.text == pills.label
    )
    if question.kind == "number":
        pills.set_value(float(pills.options[0].replace(",", ""))).run()
        return
    label = pills.options[0]
    pills.set_value(next(each.value for each in question.answer if each.label == label)).run()


def show(app: AppTest, section: str) -> AppTest:
    return app.segmented_control(key="project.section").set_value(section).run()


def test_without_answers_nothing_is_claimed(app: AppTest):
    """It says that nothing is known, who would lead, and what matters most."""
    app.run()
    words = shown(app)

    assert not app.exception
    assert app.header[0].value == "Nothing known yet"
    assert "Too early to say" in words
    assert "The goal" in words


def test_without_answers_the_goal_is_asked_next(app: AppTest):
    """One tap answers it, and the widget of the question shows it too."""
    app.run()
    app.pills(key="next.answer").set_value("rest_api").run()

    assert link_of(app) == {"goal": ["rest_api"]}
    assert app.pills(key="req.goal").value == "rest_api"


def test_a_question_that_is_asked_again_starts_anew(app: AppTest):
    """After starting over, the same tap counts again."""
    app.run()
    app.pills(key="next.answer").set_value("rest_api").run()
    next(button for button in app.button if button.label == "Start over").click().run()

    assert app.pills(key="next.answer").value is None

    app.pills(key="next.answer").set_value("rest_api").run()

    assert link_of(app) == {"goal": ["rest_api"]}


def test_answering_only_what_is_asked_next_answers_everything(app: AppTest):
    """Each tap brings another question, until none is left that fits such a product."""
    app.run()
    seen: list[str] = []
    for _ in range(80):
        if not any(pills.key == "next.answer" for pills in app.get("button_group")):
            break
        label = app.pills(key="next.answer").label
        assert label not in seen
        seen.append(label)
        tap_first(app)

        assert not app.exception

    assert len(seen) > 10
    assert "Nothing more is asked of such a product." in shown(app)


def test_the_goal_is_asked_once(app: AppTest):
    """Beside the verdict while it is open, in its group to be changed from then on."""
    app.run()
    texts = [pills.label for pills in app.pills if "What is it mainly?" in pills.label]

    assert texts == ["What is it mainly?"]

    app.pills(key="next.answer").set_value("rest_api").run()

    assert [pills.key for pills in app.pills if "What is it mainly?" in pills.label] == ["req.goal"]


def test_where_none_fits_nothing_is_asked_but_the_way_out_offered(app: AppTest):
    """One click gives up the least that has to; it stays an answer, and something leads."""
    musts = ("notebook_reuse", "desktop_app", "seo", "admin_ui", "small_footprint")
    requirement = Requirement(goal="ecommerce", must_haves=musts)
    open_link(app, to_query(requirement))
    way, *_ = recommend(requirement).relaxations

    assert "Answer this next" not in shown(app)
    assert "No further answer helps" in shown(app)

    app.button(key="way.0").click().run()

    assert set(link_of(app)["must_haves"]) == set(requirement.must_haves) - set(way.musts)
    assert set(link_of(app)["needs"]) == set(requirement.must_haves)
    assert app.header[0].value == load_catalogue().option_name(way.champion)


@pytest.mark.parametrize("goal", GOALS)
def test_a_goal_alone_gives_a_verdict(app: AppTest, goal: str):
    """The champion that the engine names, with its confidence in words."""
    open_link(app, {"goal": [goal]})
    verdict = recommend(Requirement(goal=goal))
    catalogue = load_catalogue()

    assert not app.exception
    assert verdict.champion is not None
    assert catalogue.option_name(verdict.champion) == app.header[0].value
    assert catalogue.confidence.word(verdict.confidence).label in shown(app)
    assert verdict.confidence_text in shown(app)


@pytest.mark.parametrize("preset", PRESETS)
def test_a_typical_project_fills_in_its_answers(app: AppTest, preset: str):
    """One pick, and the list names it as long as the answers are its own."""
    app.run()
    app.selectbox(key="ui.preset").set_value(preset).run()
    requirement = parse_requirement(load_catalogue().presets[preset].requirement)

    assert not app.exception
    assert to_query(requirement) == link_of(app)
    assert preset == app.selectbox(key="ui.preset").value

    app.pills(key="req.goal").set_value(None).run()

    assert app.selectbox(key="ui.preset").value is None


def test_start_over_forgets_everything(app: AppTest):
    """One click, the weights included."""
    open_link(app, {"goal": ["rest_api"], "weights": ["team:0.2:0.4"], "name": ["x"]})
    next(button for button in app.button if button.label == "Start over").click().run()

    assert link_of(app) == {}
    assert app.header[0].value == "Nothing known yet"


def test_an_answer_says_what_it_moved(app: AppTest):
    """The criterion, the direction, and why."""
    open_link(app, {"goal": ["interactive_dashboard"], "audience": ["public"]})
    show(app, "people")

    assert "asks more of **Scalability**" in shown(app)


def test_groups_say_how_much_is_answered(app: AppTest):
    """Where something is answered; an empty group says nothing."""
    open_link(app, {"goal": ["rest_api"], "auth": ["sso"]})

    titles = ["The product · 1 of 6", "The people · 1 of 3", "The team", "Running it", "Must-haves"]

    assert titles == app.segmented_control(key="project.section").options


def test_a_must_without_an_answer_is_shown_as_waiting(app: AppTest):
    """It is kept, and has no effect."""
    open_link(app, {"goal": ["rest_api"], "must_haves": ["hosting"]})
    show(app, "musts")

    assert link_of(app) == {"goal": ["rest_api"], "must_haves": ["hosting"]}
    assert "has no effect until you answer" in shown(app)


def test_only_what_is_answered_can_be_made_a_must(app: AppTest):
    """Ticked needs, and the five questions that can be musts."""
    open_link(app, {"needs": ["maps"], "auth": ["sso"], "goal": ["rest_api"]})
    show(app, "musts")

    assert app.pills(key="req.must_haves").options == ["Interactive maps", "The sign-in"]


def test_long_lists_offer_the_likely_and_the_rest_by_search(app: AppTest):
    """Thirty needs are not a wall, and none that the goal makes likely waits behind a search.

    What is picked from the rest joins the answers.
    """
    open_link(app, {"goal": ["ecommerce"]})
    likely = load_catalogue().goals["ecommerce"].likely

    assert "payments" in likely
    assert len(likely) == len(app.pills(key="req.needs").options)
    assert "Take payments" in app.pills(key="req.needs").options

    open_link(app, {"goal": ["rest_api"]})

    app.multiselect(key="more.needs").set_value(["maps"]).run()

    assert link_of(app) == {"goal": ["rest_api"], "needs": ["maps"]}
    assert app.pills(key="req.needs").value == ["maps"]
    assert app.multiselect(key="more.needs").value == []


def test_numbers_may_stay_empty(app: AppTest):
    """Empty means not known."""
    open_link(app, {"peak_concurrent_users": ["40"]})
    show(app, "people")
    app.number_input(key="req.peak_concurrent_users").set_value(None).run()

    assert link_of(app) == {}


@pytest.mark.parametrize("weeks", ["1e-300", "0.05", "519.99", "520"])
def test_any_number_that_a_link_may_hold_can_be_shown(app: AppTest, weeks: str):
    """The widget's limits are the requirement's own."""
    open_link(app, {"weeks_to_first_release": [weeks]})
    show(app, "team")

    assert not app.exception
    assert float(weeks) == app.number_input(key="req.weeks_to_first_release").value


def test_without_a_champion_it_says_what_would_have_to_give(app: AppTest):
    """All fail: said plainly, with the musts that rule out most."""
    needs = ["payments", "seo", "offline", "notebook_reuse", "admin_ui", "maps", "small_footprint"]
    query = {"goal": ["ecommerce"], "must_haves": needs, "considered": ["gradio"]}
    open_link(app, query)
    verdict = recommend(
        parse_requirement({"goal": "ecommerce", "must_haves": needs, "considered": ["gradio"]})
    )

    assert not app.exception
    assert verdict.champion is None
    assert app.header[0].value == "None fits"
    assert verdict.relaxations
    assert all(item.text in shown(app) for item in verdict.relaxations[:3])


def test_without_a_champion_it_says_what_would_fit_where_something_would(app: AppTest):
    """The class of thing that meets every must, and no heading over nothing where none does."""
    requirement = Requirement(
        goal="interactive_dashboard",
        peak_concurrent_users=10_000_000,
        must_haves=("peak_concurrent_users",),
    )
    open_link(app, to_query(requirement))
    verdict = recommend(requirement)

    assert verdict.champion is None
    assert verdict.advice
    assert verdict.advice in shown(app)
    assert "What would fit instead" in shown(app)

    hurried = requirement.with_answers(
        weeks_to_first_release=0.2, must_haves=["peak_concurrent_users", "weeks_to_first_release"]
    )
    again = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    open_link(again, to_query(hurried))

    assert again.header[0].value == "None fits"
    assert "What would fit instead" not in shown(again)


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_a_shortlist_of_one_is_shown(app: AppTest, framework: str):
    """No rival, no reasons, no exception."""
    open_link(app, {"goal": ["data_exploration"], "considered": [framework]})

    assert not app.exception


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opened_first_runs_inside_the_frame(app: AppTest, page: str):
    """A cold deep link, through app.py."""
    app.query_params["goal"] = "rest_api"
    app.switch_page(f"pages/{page}.py").run()

    assert not app.exception
    assert link_of(app) == {"goal": ["rest_api"]}


@pytest.mark.parametrize(
    "query", [{}, {"goal": ["rest_api"], "audience": ["public"]}], ids=["empty", "answered"]
)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_runs_alone(page: str, query: dict[str, list[str]]):
    """As its own main script, as smoke tests do."""
    app = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=60)
    open_link(app, query)
    app.run()

    assert not app.exception


def test_data_that_cannot_be_used_stop_the_app_with_every_problem(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
):
    """In words and in full, never a half-empty page."""

    def broken() -> None:
        raise DataError(
            [
                Problem("data/goals.toml", "goal", "is missing"),
                Problem("data/x.toml", "", "is not ours"),
            ]
        )

    monkeypatch.setattr(cached, "catalogue", broken)
    app.run()

    assert not app.exception
    assert app.error
    assert [line.value for line in app.text] == [
        "data/goals.toml: goal: is missing",
        "data/x.toml: is not ours",
    ]


def test_a_project_s_name_is_never_markup(app: AppTest):
    """What people type is shown as text or not at all."""
    open_link(app, {"name": ["**bold** :red[x]"]})

    assert "**bold**" not in "\n".join(element.value for element in (*app.markdown, *app.caption))


def test_the_file_of_answers_can_be_opened_again():
    """A must that waits for its answer comes along."""
    requirement = Requirement(goal="rest_api", needs=("maps",), must_haves=("maps", "hosting"))
    again = parse_requirement(json.loads(opening.answers_file(requirement)), inert_musts=True)

    assert requirement == again
