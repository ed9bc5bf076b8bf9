"""Measurements on the pages: with a file, without one, with gaps, and with newer versions."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from framework_compare import Catalogue, Requirement
from framework_compare.measured import installed as releases
from framework_compare.measured.measurements import Gap, Measurements, TunedLine
from framework_compare.requirement.links import to_query
from framework_compare.ui.frame import cached
from framework_compare.ui.frame.live import Sound
from tests.measured_files import USUAL, measurements, with_measurements
from tests.ui.conftest import ROOT, open_link, open_section

GAPS = (
    Gap(experiment="E5", framework="panel", kind="skipped", reason="no driver of its protocol"),
)


@pytest.fixture
def measured(
    monkeypatch: pytest.MonkeyPatch, catalogue: Catalogue
) -> Callable[[Measurements | None], None]:
    """Let the app find these measurements."""

    def use(found: Measurements | None) -> None:
        sound = Sound(with_measurements(catalogue, found), cached.track_record())
        monkeypatch.setattr(cached, "_sound", lambda: sound)

    return use


def opened(app: AppTest, page: str, requirement: Requirement | None = None) -> AppTest:
    """Return the app on a page."""
    open_link(app, to_query(requirement or Requirement()))
    return app.switch_page(str(ROOT / "pages" / f"{page}.py")).run()


def shown(app: AppTest) -> str:
    """Return every word on screen."""
    kinds = ("subheader", "markdown", "caption", "info")
    return "\n".join(str(element.value) for kind in kinds for element in getattr(app, kind))


def measurements_of(app: AppTest, experiment: str | None = None) -> AppTest:
    """Return the evidence page at its measurements."""
    opened(app, "evidence")
    open_section(app, "evidence", "Measurements")
    if experiment:
        app.selectbox(key="evidence.experiment").set_value(experiment).run()
    return app


def test_without_measurements_the_page_says_how_to_make_them(app: AppTest, measured) -> None:
    """And nothing fails."""
    measured(None)
    measurements_of(app)

    assert not app.exception
    assert "Nothing has been measured in this copy." in shown(app)


@pytest.mark.parametrize("experiment", ["E1", "E2", "E5", "E7", "E11"])
def test_every_experiment_shows_its_question_conditions_and_command(
    app: AppTest, measured, experiment: str
) -> None:
    """Chart with words, table, when, where, and how to run it again."""
    measured(measurements(USUAL, gaps=GAPS))
    measurements_of(app, experiment)
    said = shown(app)

    assert not app.exception
    assert cached.catalogue().designs[experiment].question in said
    assert "Measured on 20 November 2026" in said
    assert f"python -m framework_compare.lab run {experiment} --fresh" in said
    assert len(app.dataframe[0].value) >= 2


def test_what_it_means_is_said_before_the_charts_and_who_took_part_after(
    app: AppTest, measured
) -> None:
    """For the people that the project told of; packages, tuned lines and objections at the end."""
    found = measurements(USUAL)
    told = {
        "packages": {"flask": {"flask": "3.1"}},
        "tuned": {
            "flask": (
                TunedLine(
                    what="Keeps templates.", line="keep = `1`", source="https://example.org/flask"
                ),
            )
        },
        "objections": {"flask": "One page is not an app."},
    }
    measured(found.model_copy(update={"runs": (found.runs[0].model_copy(update=told),)}))
    opened(app, "evidence", Requirement(peak_concurrent_users=250))
    open_section(app, "evidence", "Measurements")
    app.selectbox(key="evidence.experiment").set_value("E5").run()
    said = shown(app)

    assert not app.exception
    assert "your 250 people who click every 10 seconds" in said
    assert (
        "**Flask.** Keeps templates. `` keep = `1` `` ([source](https://example.org/flask))" in said
    )
    assert "**Flask.** One page is not an app." in said
    assert "flask" in app.dataframe[-1].value["Package"].tolist()


def test_grades_that_wait_are_announced(app: AppTest, measured) -> None:
    """With the command that writes them."""
    measured(measurements(USUAL))
    measurements_of(app)

    assert "do not follow these measurements yet" in shown(app)


def test_every_figure_of_an_experiment_can_be_chosen(app: AppTest, measured) -> None:
    """One after the other."""
    measured(measurements(USUAL, gaps=GAPS))
    measurements_of(app, "E7")
    for title in app.selectbox(key="evidence.figure").options:
        app.selectbox(key="evidence.figure").set_value(title).run()

        assert not app.exception


def test_what_is_undecided_is_said(app: AppTest, measured) -> None:
    """In words under the table."""
    measured(measurements(USUAL))
    measurements_of(app, "E5")
    box = app.selectbox(key="evidence.figure")
    box.set_value(
        next(title for title in box.options if title.startswith("Waiting time, half"))
    ).run()

    assert "undecided" in shown(app)


def test_gaps_are_shown_with_their_reason(app: AppTest, measured) -> None:
    """A framework that was not measured is not simply missing."""
    measured(measurements(USUAL, gaps=GAPS))
    measurements_of(app, "E5")

    assert list(app.dataframe[-1].value["Why not"]) == ["no driver of its protocol"]


def test_gaps_alone_are_shown_too(app: AppTest, measured) -> None:
    """Nothing was measured but something was tried."""
    measured(measurements({}, gaps=GAPS))
    measurements_of(app)

    assert not app.exception
    assert "Nothing was measured here; below is why." in shown(app)


def test_a_newer_major_version_adds_a_badge(
    app: AppTest, measured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And changes nothing else."""
    measured(measurements(USUAL, version="0.9"))
    measurements_of(app, "E1")

    assert "stale" in shown(app)
    assert releases.installed_version("streamlit") in shown(app)


def test_today_s_measurements_are_not_stale(app: AppTest, measured) -> None:
    """Of the release that is installed."""
    measured(measurements(USUAL, version=str(releases.installed_version("streamlit"))))
    measurements_of(app, "E1")

    assert "stale" not in shown(app)


def test_claims_show_the_lab_s_word(app: AppTest, measured) -> None:
    """In the table, from the file."""
    measured(measurements(USUAL))
    opened(app, "evidence")
    table = app.dataframe[0].value.set_index("id")

    assert table.loc["C69", "Measured"].startswith(
        "✗ Refuted: A prediction cost 122 ms of CPU time"
    )


@pytest.mark.parametrize("found", [None, USUAL], ids=["nothing measured", "measured"])
def test_claims_have_a_column_of_measurements_where_there_are_some(
    app: AppTest, measured, found
) -> None:
    """An empty column would only push the reasons off the screen."""
    measured(measurements(found) if found else None)
    opened(app, "evidence")
    order = list(app.dataframe[0].proto.column_order)

    assert ("Measured" in order, "Why" in order) == (bool(found), True)


def test_the_gaps_section_says_where_no_measurement_helps(app: AppTest, measured) -> None:
    """Every criterion that rests on none, with the reason."""
    measured(measurements(USUAL))
    opened(app, "evidence")
    open_section(app, "evidence", "What to check next")
    said = shown(app)

    assert not app.exception
    assert all(beyond.why in said for beyond in cached.catalogue().measured.beyond)


def test_the_article_s_table_shows_measurements_on_the_page(app: AppTest, measured) -> None:
    """Beside the article's words."""
    measured(measurements(USUAL))
    opened(app, "compare")
    open_section(app, "compare", "The article's table")

    assert "122 ms of CPU time for a prediction" in app.table[0].value.to_string()
