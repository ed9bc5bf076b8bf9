"""Capacity and cost on screen: from the project's answers, and with or without measurements."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from framework_compare import Catalogue, Requirement
from framework_compare.measured.measurements import Measurements
from framework_compare.present.architecture import architecture
from framework_compare.requirement.links import to_query
from framework_compare.scoring.study import Study
from framework_compare.ui.frame import cached
from framework_compare.ui.frame.live import Sound
from tests.capacity.lab import MEASURED, framework_rows, measurements
from tests.measured_files import with_measurements
from tests.ui.conftest import ROOT, link_of, open_link, open_section
from tests.ui.test_pages_views import REQUIREMENTS

SECTIONS = ("Cost over users", "Processes and memory", "Routing and data", "How far to trust it")
SMALL = Requirement(
    goal="interactive_dashboard", considered=("streamlit", "flask"), peak_concurrent_users=150
)


def use(monkeypatch: pytest.MonkeyPatch, catalogue: Catalogue, found: Measurements | None) -> None:
    """Let the app find these measurements."""
    sound = Sound(with_measurements(catalogue, found), cached.track_record())
    monkeypatch.setattr(cached, "_sound", lambda: sound)


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch, catalogue: Catalogue) -> None:
    """As if the lab had measured four frameworks."""
    use(monkeypatch, catalogue, MEASURED)


@pytest.fixture
def unmeasured(monkeypatch: pytest.MonkeyPatch, catalogue: Catalogue) -> None:
    """As if the lab had never run."""
    use(monkeypatch, catalogue, None)


def opened(app: AppTest, requirement: Requirement) -> AppTest:
    """The page with a requirement."""
    open_link(app, to_query(requirement))
    return app.switch_page(str(ROOT / "pages" / "capacity.py")).run()


def shown(app: AppTest) -> str:
    """Every word on screen."""
    kinds = ("subheader", "markdown", "caption", "info", "warning")
    return "\n".join(str(element.value) for kind in kinds for element in getattr(app, kind))


def number(app: AppTest, name: str):
    """The widget of one question."""
    return next(widget for widget in app.number_input if widget.key.split(".")[1] == name)


@pytest.mark.usefixtures("measured")
@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_section_shows_something(app: AppTest, name: str, section: str):
    """Whatever is known of the project."""
    opened(app, REQUIREMENTS[name])
    open_section(app, "capacity", section)

    assert not app.exception
    assert len(app.dataframe) == (2 if section == SECTIONS[-1] else 1)
    assert len(app.get("vega_lite_chart")) == {SECTIONS[0]: 1, SECTIONS[1]: 2}.get(section, 0)


@pytest.mark.usefixtures("unmeasured")
@pytest.mark.parametrize("name", REQUIREMENTS)
def test_without_measurements_it_says_how_to_get_them(app: AppTest, name: str):
    """And still shows how visitors are routed."""
    opened(app, REQUIREMENTS[name])

    assert not app.exception
    assert "python -m framework_compare.lab run" in app.info[0].value
    assert "Route each visitor to the same process" in shown(app)
    assert not app.dataframe


@pytest.mark.usefixtures("measured")
def test_the_project_gives_the_first_numbers(app: AppTest):
    """People and work from its answers; another answer counts again."""
    opened(app, SMALL.with_answers(interaction_work="medium"))

    assert (number(app, "users").value, number(app, "extra_ms").value) == (150, 1000)

    number(app, "users").set_value(70).run()

    assert "For **70 people at once**" in shown(app)

    app.session_state["req.peak_concurrent_users"] = 900
    app.run()

    assert number(app, "users").value == 900


@pytest.mark.usefixtures("measured")
def test_the_most_people_that_can_be_answered_are_planned_for(app: AppTest):
    """Ten million."""
    opened(app, Requirement(peak_concurrent_users=10_000_000))

    assert not app.exception
    assert number(app, "users").value == 10_000_000


@pytest.mark.usefixtures("measured")
def test_the_verdicts_first_two_stand_first(app: AppTest):
    """In the sentences and in the table."""
    opened(app, SMALL)
    said = shown(app)

    assert set(app.dataframe[0].value["Option"][:2]) == {"Streamlit", "Flask"}
    first, second = app.dataframe[0].value["Option"][:2]

    assert f"**{first}** needs" in said
    assert f"**{second}**" in said
    assert "One more process is due from" in said


@pytest.mark.usefixtures("measured")
def test_prices_are_the_readers(app: AppTest):
    """A dearer core costs more; one press brings the assumptions back."""
    opened(app, SMALL)
    before = app.dataframe[0].value["A month"].tolist()
    number(app, "per_vcpu").set_value(3000).run()
    dearer = app.dataframe[0].value["A month"].tolist()
    next(button for button in app.button if button.label == "Back to the assumptions").click().run()

    assert dearer != before
    assert app.dataframe[0].value["A month"].tolist() == before
    assert number(app, "per_vcpu").value == 30


@pytest.mark.usefixtures("measured")
def test_growth_adds_a_column_and_a_mark(app: AppTest):
    """In the table, the sentence and the chart."""
    opened(app, SMALL)
    number(app, "growth").set_value(5).run()
    chart = app.get("vega_lite_chart")[0].proto

    assert "In 12 months" in app.dataframe[0].value
    assert "270 in 12 months" in shown(app)
    assert "270 in 12 months" in json.dumps(json.loads(chart.spec))
    assert "Streamlit" in chart.alt


@pytest.mark.usefixtures("measured")
def test_who_is_not_measured_is_named(app: AppTest):
    """A leader at the top, the others in one line."""
    opened(app, Requirement(goal="interactive_dashboard", considered=("dash", "panel")))

    assert "Dash" in app.warning[0].value
    assert "Panel" in app.warning[0].value
    assert "Not measured, so not planned:" in shown(app)
    assert not {"Dash", "Panel"} & set(app.dataframe[0].value["Option"])


def test_one_measured_framework_is_enough(
    app: AppTest, monkeypatch: pytest.MonkeyPatch, catalogue: Catalogue
):
    """Its plan, without a second one to compare it with."""
    alone: Measurements = measurements(
        framework_rows("shiny", click_ms=40.0, base_mb=200, session_mb=0.5), quick=True
    )
    use(monkeypatch, catalogue, alone)
    opened(app, SMALL)
    open_section(app, "capacity", SECTIONS[-1])

    assert not app.exception
    assert list(app.dataframe[0].value["Option"]) == ["Shiny for Python"]
    assert "The capacity of a process was not measured" in shown(app)
    assert "quick run" in shown(app)


@pytest.mark.usefixtures("measured")
def test_nothing_chosen_says_so(app: AppTest):
    """In every section that draws."""
    opened(app, SMALL)
    app.pills[0].set_value([]).run()

    assert not app.exception
    assert "Choose at least one option above." in shown(app)


@pytest.mark.usefixtures("measured")
def test_the_check_is_on_the_page(app: AppTest):
    """Predicted against measured, with machine and command."""
    opened(app, SMALL)
    open_section(app, "capacity", SECTIONS[-1])

    assert "measured between 34 and 56: within it." in shown(app)
    assert "Measured 20 November 2026 on A processor, 2 cores" in shown(app)
    assert "python -m framework_compare.lab run E5 E7 E10 E11 E12" in shown(app)


@pytest.mark.usefixtures("measured")
def test_the_page_keeps_the_link(app: AppTest):
    """Its own numbers are the session's, the requirement the address's."""
    opened(app, SMALL)
    number(app, "users").set_value(70).run()

    assert link_of(app) == to_query(SMALL)


@pytest.mark.parametrize(
    "asked",
    [
        Requirement(goal="interactive_dashboard", peak_concurrent_users=300),
        Requirement(goal="rest_api", peak_concurrent_users=2000),
        Requirement(goal="internal_data_tool"),
    ],
    ids=["some hundred", "two thousand", "nobody said"],
)
def test_the_first_row_is_what_the_verdict_says_to_build(
    app: AppTest, catalogue: Catalogue, asked: Requirement
):
    """Processes, memory and cost of the champion, with what was really measured."""
    opened(app, asked)
    row = app.dataframe[0].value.iloc[0]
    (scaling,) = dict(architecture(Study(asked, catalogue)))["Scaling"]

    assert f"{row['Memory, GB']} GB of memory, about {row['A month']} a month" in scaling.text
    assert (
        "one process" if row["Processes"] == "1" else f"{row['Processes']} processes"
    ) in scaling.text
