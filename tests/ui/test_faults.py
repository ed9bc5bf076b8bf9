"""A fault in one part: calm words in its place, the other parts whole, and the way out open."""

from __future__ import annotations

import logging
from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

import pytest
from streamlit.testing.v1 import AppTest

from framework_compare import Requirement
from framework_compare.requirement.links import to_query
from framework_compare.ui.frame import cached, faults, state
from framework_compare.ui.project import next_question, opening
from tests.ui.conftest import link_of, open_link, open_section

DASHBOARD = Requirement(
    goal="interactive_dashboard",
    auth="sso",
    team_skills=("python",),
    must_haves=("auth",),
    name="Jo",
    notes="private",
)
SECTIONS = {
    "what_if": "what_if.section",
    "compare": "compare.section",
    "capacity": "capacity.section",
    "evidence": "evidence.section",
}
SECTIONS |= {"method": "method.section"}


class Part(NamedTuple):
    """One function that is made to fail: where it is seen, what is missing then, and what stays."""

    page: str
    section: str
    broken: str
    title: str
    stays: str


PARTS = [
    Part(
        "project",
        "",
        "ui.project.opening.show_preset",
        "The list of typical projects",
        "Why rather than",
    ),
    Part("project", "", "ui.project.opening.answers_file", "", "Why rather than"),
    Part("project", "", "ui.project.landing.render_strip", "The answer so far", "Answer this next"),
    Part("project", "", "present.places.first_places", "The answer so far", "Answer this next"),
    Part("project", "", "ui.project.questions.render_group", "The questions", "Why rather than"),
    Part("project", "", "ui.project.questions.progress", "The questions", "Answer this next"),
    Part(
        "project",
        "",
        "ui.project.next_question.next_question",
        "What to answer next",
        "Why rather than",
    ),
    Part("project", "", "ui.project.next_question._why", "What to answer next", "Why rather than"),
    Part("project", "", "ui.frame.cached.verdict", "The answer so far", "What must it do besides?"),
    Part("verdict", "", "present.places.all_places", "How sure that is", "What to build"),
    Part("verdict", "", "ui.verdict.hero._render_name", "The verdict", "What to build"),
    Part(
        "verdict",
        "",
        "ui.verdict.precedents._render_near",
        "Real decisions like yours",
        "What to build",
    ),
    Part("verdict", "", "present.contributions.drawing", "Why it leads", "What to build"),
    Part("verdict", "", "present.briefing.must_rows", "The must-haves", "What to build"),
    Part(
        "verdict",
        "",
        "ui.verdict.architecture.architecture",
        "What to build",
        "What you told us",
    ),
    Part("verdict", "", "present.briefing.risks", "Risks and when to look again", "What to build"),
    Part("verdict", "", "ui.verdict.verdict.answer_flips", "When to look again", "What to build"),
    Part("verdict", "", "ui.verdict.exports._carried", "What to take with you", "What to build"),
    Part("verdict", "", "ui.verdict.exports.decision_record", "", "What to build"),
    Part("verdict", "", "ui.frame.cached.verdict", "The verdict", ""),
    Part(
        "compare",
        "",
        "ui.compare.compare.without_shortlist",
        "The choice of options",
        "how well each meets",
    ),
    Part(
        "compare",
        "Fit and evidence",
        "present.fits.drawing",
        "Fit and evidence",
        "Options side by side",
    ),
    Part(
        "compare",
        "Fit and evidence",
        "ui.compare.compare.cell_evidence",
        "Fit and evidence",
        "Options side by side",
    ),
    Part(
        "compare",
        "The article's table",
        "ui.compare.compare.article_comparison",
        "“The article's table”",
        "Options side by side",
    ),
    Part("compare", "Radar", "present.radar.drawing", "The radar", "Options side by side"),
    Part(
        "compare",
        "Philosophies",
        "ui.compare.compare._render_philosophies",
        "“Philosophies”",
        "Options side by side",
    ),
    Part(
        "compare",
        "Philosophies",
        "ui.compare.compare.leaders",
        "The choice of options",
        "How it works.",
    ),
    Part(
        "what_if",
        "What flips it",
        "ui.what_if.flips._by_kind",
        "What flips it",
        "leads. Confidence",
    ),
    Part(
        "what_if",
        "Your weights",
        "ui.what_if.weights.render_way",
        "The questions about weights",
        "With the model's",
    ),
    Part(
        "what_if",
        "Your weights",
        "present.weights.drawing",
        "What your weights change",
        "Tap in order",
    ),
    Part(
        "what_if",
        "Your weights",
        "present.rank_slope.drawing",
        "Ranks along one weight",
        "at once.",
    ),
    Part(
        "what_if",
        "Your weights",
        "ui.what_if.ranges._stability",
        "How far weights may move",
        "leads.",
    ),
    Part(
        "what_if",
        "Decision map",
        "ui.what_if.decision_map._drawing",
        "The decision map",
        "leads. Confidence",
    ),
    Part(
        "what_if",
        "What to find out",
        "ui.what_if.worth._render_bars",
        "What to find out",
        "leads. Confidence",
    ),
    Part(
        "method",
        "Other methods",
        "ui.method.cross_check._alt",
        "“Other methods”",
        "How a verdict is made",
    ),
    Part(
        "method",
        "Double counting",
        "ui.method.overlap.merged_overlaps",
        "“Double counting”",
        "How a verdict is made",
    ),
    Part(
        "method",
        "Double counting",
        "ui.method.overlap.merged",
        "Any two criteria",
        "would count it twice",
    ),
    Part(
        "what_if",
        "Your weights",
        "ui.frame.cached.verdict",
        "Where the verdict stands",
        "Tap in order",
    ),
    Part(
        "capacity",
        "",
        "ui.capacity.plans.render_inputs",
        "Capacity and cost",
        "what does a month cost",
    ),
    Part("capacity", "", "present.plans.cost_sentence", "The summary", "In brackets"),
    Part(
        "capacity",
        "",
        "present.plans.table",
        "The table of plans",
        "people at once",
    ),
    Part(
        "capacity",
        "Cost over users",
        "present.costs.drawing",
        "“Cost over users”",
        "In brackets",
    ),
    Part("capacity", "", "ui.capacity.plans.leaders", "Who leads", "In brackets"),
    Part(
        "evidence",
        "",
        "present.ledger.rows",
        "How much evidence there is",
        "What the verdicts rest on",
    ),
    Part(
        "evidence",
        "The article's claims",
        "present.claims.summary",
        "The article's claims",
        "entries,",
    ),
    Part(
        "evidence",
        "Measurements",
        "ui.evidence.measured._render_figure",
        "Measurements",
        "entries,",
    ),
    Part(
        "evidence", "All evidence", "ui.evidence.evidence._render_cells", "All evidence", "entries,"
    ),
    Part(
        "evidence", "Real decisions", "ui.frame.cached.track_record", "“Real decisions”", "entries,"
    ),
    Part(
        "evidence",
        "What to check next",
        "ui.evidence.measured.resting_rows",
        "What rests on measurements",
        "a second grader",
    ),
    Part(
        "method",
        "Your score, step by step",
        "present.contributions.score_sum",
        "“Your score, step by step”",
        "How a verdict is made",
    ),
    Part(
        "method",
        "Your score, step by step",
        "ui.method.method.asked_rows",
        "What you ask for",
        "the sum of weight times fit",
    ),
    Part("method", "Scales", "ui.method.method._scale_text", "“Scales”", "How a verdict is made"),
]


def words(app: AppTest) -> str:
    """Every word on screen, labels included."""
    kinds = ("title", "header", "subheader", "markdown", "caption", "text", "code", "info")
    said = [str(element.value) for kind in kinds for element in getattr(app, kind)]
    labels = [
        e.label
        for kind in ("pills", "button", "multiselect", "selectbox")
        for e in getattr(app, kind)
    ]
    return "\n".join([*said, *labels])


def fail(*_: object, **__: object) -> None:
    """Stand in for any function of ours."""
    raise ArithmeticError("a fault for the test")


def break_(monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    """Let one function fail wherever it is looked up."""
    module, _, name = broken.rpartition(".")
    monkeypatch.setattr(import_module(f"framework_compare.{module}"), name, fail)


@pytest.fixture(autouse=True)
def _forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write each fault to the log, whatever earlier tests wrote."""
    faults._LOGGED.clear()
    monkeypatch.setenv("FRAMEWORK_COMPARE_TRACKER", "https://faults.example/new")


@pytest.mark.parametrize(
    "part", PARTS, ids=lambda part: f"{part.page}-{part.section}-{part.broken}"
)
def test_a_part_that_fails_is_told_in_its_place(
    app: AppTest, part: Part, monkeypatch: pytest.MonkeyPatch
):
    """No error box; the others are drawn, and the menu and "Start over" work."""
    break_(monkeypatch, part.broken)
    opened = {"what_if.ranges": ["open"]}  # the ranges of weights are drawn once opened
    open_link(app.switch_page(f"pages/{part.page}.py"), to_query(DASHBOARD) | opened)
    if part.section:
        open_section(app, part.page, part.section)
    said = words(app)

    assert not app.exception
    assert (
        f"{part.title} could not be shown." in said
        if part.title
        else "could not be shown" not in said
    )
    assert (said.count("?goal=interactive_dashboard&") > 1) == bool(part.title)  # the menu has one
    assert part.stays in said

    app.switch_page("pages/project.py").run()
    next(button for button in app.button if button.label == "Start over").click().run()

    assert not app.exception
    assert link_of(app) == {}


@pytest.mark.parametrize("broken", ["current", "link"])
def test_start_over_works_even_where_the_answers_cannot_be_read(
    app: AppTest, broken: str, monkeypatch: pytest.MonkeyPatch
):
    """The button needs nothing of them."""
    open_link(app, to_query(DASHBOARD))
    with monkeypatch.context() as patched:
        patched.setattr(state, broken, fail)
        app.run()

        assert not app.exception
        next(button for button in app.button if button.label == "Start over").click().run()
        assert not app.exception
    app.run()

    assert app.header[0].value == "Nothing known yet"


def test_a_page_that_fails_as_a_whole_leaves_the_frame(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
):
    """As where a page's own lines fail."""
    open_link(app, to_query(DASHBOARD))
    monkeypatch.setattr("framework_compare.ui.evidence.evidence.render_evidence", fail)
    app.switch_page("pages/evidence.py").run()

    assert not app.exception
    assert "This page could not be shown." in words(app)

    app.switch_page("pages/verdict.py").run()

    assert "What to build" in words(app)


def test_what_several_parts_fail_on_is_told_once(app: AppTest, monkeypatch: pytest.MonkeyPatch):
    """In full for the first, in a line for the others, each time the page is drawn."""
    monkeypatch.setattr(cached, "study", fail)
    open_link(app, to_query(DASHBOARD.with_answers(peak_concurrent_users=54_321)))
    app.switch_page("pages/verdict.py")
    for _ in range(2):
        app.run()
        said = words(app)

        assert said.count("could not be shown.") == 1
        assert said.count("could not be shown either, for the same reason.") == 7


def test_a_fault_is_logged_once_with_its_traceback_and_address(
    app: AppTest, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    """Without the words that people write themselves."""
    open_link(app, to_query(DASHBOARD))
    app.switch_page("pages/verdict.py").run()
    monkeypatch.setattr(cached, "verdict", fail)
    with caplog.at_level(logging.ERROR, logger=faults.__name__):
        app.run()
        app.run()
    first = caplog.records[0]

    assert len({record.getMessage() for record in caplog.records}) == len(caplog.records)
    assert first.getMessage().startswith("The verdict failed at ")
    assert "goal=interactive_dashboard" in first.getMessage()
    assert "private" not in caplog.text
    assert first.exc_info is not None
    assert "a fault for the test" in caplog.text


def test_where_to_report_is_named_where_there_is_such_a_place(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
):
    """And left out where not."""
    monkeypatch.setattr(cached, "verdict", fail)
    open_link(app, to_query(DASHBOARD))
    with_one = links(app)
    monkeypatch.delenv("FRAMEWORK_COMPARE_TRACKER")
    app.run()

    assert ("Report it" in with_one, "Report it" in links(app)) == (True, False)


def links(app: AppTest) -> list[str]:
    return [element.proto.label for element in app.get("page_link")]


@pytest.mark.parametrize(
    "act",
    [
        lambda app: app.selectbox(key=opening.PRESET_KEY).select_index(0),
        lambda app: next(button for button in app.button if button.label == "Start over").click(),
    ],
    ids=["a preset", "start over"],
)
def test_a_callback_that_fails_leaves_the_answers_as_they_were(
    app: AppTest, act: Callable[[AppTest], AppTest], monkeypatch: pytest.MonkeyPatch
):
    """And it is said above the page."""
    open_link(app, to_query(DASHBOARD))
    before = link_of(app)
    monkeypatch.setattr(opening, "Requirement", fail)
    monkeypatch.setattr(opening, "parse_requirement", fail)
    act(app).run()

    assert not app.exception
    assert "That did not work; your answers are as they were." in words(app)
    assert link_of(app) == before


@pytest.mark.parametrize(
    ("broken", "act"),
    [
        (
            "ui.project.opening.parse_json",
            lambda app: app.file_uploader(key=opening.UPLOAD_KEY).upload("a.json", b"{}"),
        ),
        ("ui.what_if.weighing.from_ranking", lambda app: weigh(app, "order").set_value(["team"])),
        ("ui.what_if.weighing.from_swings", lambda app: weigh(app, "swing").set_range(10, 20)),
        ("ui.what_if.weighing.from_pairwise", lambda app: weigh(app, "pairs").set_value(3)),
        ("ui.what_if.weighing.outward", lambda app: weigh(app, "shares").set_range(10, 20)),
        ("ui.what_if.weighing._remember", lambda app: weigh(app, "shares").set_range(10, 20)),
    ],
    ids=[
        "a file",
        "an order",
        "a swing",
        "a comparison",
        "a share",
        "the memory of what was asked",
    ],
)
def test_a_file_and_each_way_of_weighing_that_fails_leave_the_answers(
    app: AppTest, broken: str, act: Callable[[AppTest], AppTest], monkeypatch: pytest.MonkeyPatch
):
    """And it is said above the page."""
    monkeypatch.setattr(
        "framework_compare.ui.what_if.weighing.components", lambda given, members: (tuple(members),)
    )
    requirement = DASHBOARD.with_answers(weights={"product": [0.2, 0.6]})
    open_link(app, to_query(requirement))
    changed = act(app)
    break_(monkeypatch, broken)
    changed.run()
    assert not app.exception
    assert "That did not work; your answers are as they were." in words(app)
    app.run()

    assert link_of(app) == to_query(requirement)


def weigh(app: AppTest, way: str):
    """Open one way of asking for the groups' weights, and return its first widget."""
    app.switch_page("pages/what_if.py").run()
    open_section(app, "what_if", "Your weights")
    next(
        control for control in app.segmented_control if str(control.key).startswith("w.way.")
    ).set_value(way).run()
    kinds = {"order": app.multiselect, "pairs": app.selectbox}
    return next(
        widget for widget in kinds.get(way, app.slider) if str(widget.key).startswith(f"w.{way}.")
    )


def test_start_over_that_fails_is_told(app: AppTest, monkeypatch: pytest.MonkeyPatch):
    """Even where what puts answers in place is what fails."""
    open_link(app, to_query(DASHBOARD))
    monkeypatch.setattr(state, "replace", fail)
    next(button for button in app.button if button.label == "Start over").click().run()

    assert not app.exception
    assert "That did not work; your answers are as they were." in words(app)
    assert link_of(app) == to_query(DASHBOARD)


@pytest.mark.parametrize("control", ["stop()", "rerun()"])
def test_what_stops_or_repeats_a_run_is_no_fault(control: str):
    """Streamlit's own requests pass every guard, in a page, a part and a callback."""
    app = AppTest.from_string(f"""
        import streamlit as st
        from framework_compare.ui.frame import faults, state

        @faults.callback
        def press():
            st.rerun()

        state.arrive("")
        times = state.value_of("times") or 0
        state.set_value("times", times + 1)
        st.button("Press", on_click=press)
        with faults.page(), faults.part("A part"):
            if times < 2:
                st.{control}
            st.markdown("drawn")
        """).run()
    app.button[0].click().run()
    app.run()

    assert not app.exception
    assert [element.value for element in app.markdown] == ["drawn"]


def test_an_answer_on_the_spot_that_fails_is_told(app: AppTest, monkeypatch: pytest.MonkeyPatch):
    """The answers stay as they were."""
    open_link(app, {})
    monkeypatch.setattr(next_question.answering, "_add", fail)
    monkeypatch.setattr(next_question.answering, "_empty", fail)
    app.pills(key="next.answer").set_value("rest_api").run()

    assert not app.exception
    assert "That did not work" in words(app)
    assert link_of(app) == {}
