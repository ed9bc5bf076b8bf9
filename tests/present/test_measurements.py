"""What readers see of measurements: the file's numbers, words where undecided, gaps explained."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from framework_compare import Catalogue, Requirement, load_catalogue
from framework_compare.catalogue.grading import graded_cells
from framework_compare.catalogue.measured_checks import measured_problems
from framework_compare.catalogue.measured_rules import Figure
from framework_compare.measured.measurements import Gap
from framework_compare.measured.quotations import shown_word
from framework_compare.present import (
    claims,
    experiments,
    failures,
    ledger,
    measured_values,
    session_memory,
)
from framework_compare.present.article_table import article_comparison
from framework_compare.present.drawing import filled, records, specification
from framework_compare.present.theme import HOLDS
from framework_compare.scoring.study import Study
from tests.measured_files import USUAL, copied, measurements, with_measurements

GAPS = (
    Gap(experiment="E5", framework="panel", kind="skipped", reason="no driver"),
    Gap(experiment="verification", framework="reflex", kind="skipped", reason="not available"),
)


@pytest.fixture(scope="module")
def measured(catalogue: Catalogue) -> Catalogue:
    """A catalogue with usual measurements and two gaps."""
    return with_measurements(catalogue, measurements(USUAL, gaps=GAPS))


def figure(catalogue: Catalogue, experiment: str, title: str = "") -> Figure:
    """Return one figure of an experiment, the first by default."""
    found = experiments.figures_of(catalogue, experiment)
    return next((one for one in found if one.title.startswith(title)), found[0])


@pytest.mark.parametrize(
    ("faster", "word"),
    [
        ((1.9, 2.0, 1.8), "confirmed"),
        ((1.2, 1.9, 2.1), "undecided"),
        ((1.0, 1.1, 1.2), "confirmed"),
    ],
)
def test_a_word_needs_the_whole_interval_on_one_side(
    catalogue: Catalogue, faster: tuple[float, ...], word: str
) -> None:
    """Values on both sides of a bound are undecided.

    Where all are on the wrong side, the check refuses the entry's own word.
    """
    test = catalogue.claims["C53"].measured
    values = {
        "E10/flask/answer, 1 worker/requests_per_s": (1.0, 1.0, 1.0),
        "E10/flask/answer, 2 workers/requests_per_s": faster,
    }
    with_values = with_measurements(catalogue, measurements(values))
    complained = [p for p in measured_problems(with_values) if p.path.startswith("claim.C53")]

    assert test is not None
    assert word == shown_word(test, with_values.measurements)
    assert bool(complained) == (max(faster) < 1.6)


def test_claims_are_counted_once(catalogue: Catalogue):
    """The bars add up to the claims."""
    rows = claims.rows(catalogue)
    counts = claims.counts(rows)

    assert len(catalogue.claims) == len(rows) == counts["count"].sum()
    assert len(HOLDS) == len(counts)


def test_claims_quote_the_file(measured: Catalogue, catalogue: Catalogue) -> None:
    """The same claim without a file says nothing measured."""
    rows = claims.rows(measured).set_index("id")["Measured"]
    bare = claims.rows(with_measurements(catalogue, None))["Measured"]

    assert rows["C16"].startswith(
        "◐ Nuanced: The same app took 396 tokens of code in Streamlit and 1,960 tokens"
    )
    assert rows["C1"] == ""
    assert set(bare) == {""}


def test_the_article_s_table_says_what_was_measured(measured: Catalogue) -> None:
    """Beside the words, for options that were measured; a pairing keeps its words."""
    options = ("streamlit", "flask", "gradio", "streamlit+fastapi")
    table = article_comparison(Study(Requirement(), measured), options).set_index("Feature")
    row = table.loc["**Scalability (Concurrent Users)**"]

    said = (
        "122 ms of CPU time for a prediction, 133 ms for a filter; 0.046 MB for each bare session,"
        " measured"
    )

    assert said in row["Streamlit"]
    assert "7 ms of CPU time for a prediction" in row["Flask"]
    assert "measured" not in row["Gradio"]
    assert "CPU time for" not in row["Streamlit with FastAPI"]


def test_experiments_with_numbers_or_gaps_are_offered(
    measured: Catalogue, catalogue: Catalogue
) -> None:
    """In the order of the plan; without a file none."""
    assert experiments.offered(measured) == ("E1", "E2", "E5", "E7", "E11")
    assert experiments.offered(with_measurements(catalogue, None)) == ()


def test_a_difference_within_the_noise_is_undecided(measured: Catalogue) -> None:
    """Waiting times of Flask lie inside what its twin shows; its CPU time does not."""
    waits = measured_values.rows(measured, figure(measured, "E5", "Waiting time, half"))
    work = measured_values.rows(measured, figure(measured, "E5", "Server CPU"))

    assert set(waits.loc[waits["name"].eq("Flask, predict"), "against"]) == {"undecided"}
    assert "undecided" in measured_values.undecided_sentence(waits)
    assert set(work.loc[work["name"].eq("Flask, predict"), "against"]) == {
        "less than Streamlit by a factor of 18"
    }
    assert measured_values.undecided_sentence(work) == ""


def test_nothing_is_once_as_much_as_something_else(catalogue: Catalogue) -> None:
    """What differs by less than a twentieth is not said to differ by a factor."""
    figures = [
        figure
        for name in experiments.offered(catalogue)
        for figure in experiments.figures_of(catalogue, name)
        if figure.chart == "values"
    ]
    said = [
        str(text)
        for figure in figures
        for column in measured_values.shown(catalogue, figure).table.astype(str).to_dict().values()
        for text in column.values()
    ]

    assert any(" by a factor of " in text for text in said)
    assert not [text for text in said if text.endswith(" by a factor of 1")]


def test_what_is_counted_once_is_compared(measured: Catalogue) -> None:
    """Counting gives the same each time, so one repeat says enough."""
    rows = measured_values.rows(measured, figure(measured, "E1", "Tokens"))

    assert rows["against"].tolist() == ["", "more than Streamlit by a factor of 4.9"]
    assert not {"Range", "95% interval"} & set(measured_values.table(rows))


def test_rows_come_in_the_order_of_frameworks_variants_and_sizes(catalogue: Catalogue) -> None:
    """Whatever order they were measured in; a twin follows its original."""
    values = {
        "E5/flask/predict-twin/cpu_ms": (1,),
        "E5/flask/predict/cpu_ms": (1,),
        "E5/streamlit/predict/cpu_ms": (1,),
        "E9/streamlit/none/cpu_ms_at_250_ms": (1,),
        "E9/streamlit/none/cpu_ms_at_50_ms": (1,),
        "E12/flask/click/too_many_users": (1,),
        "E12/flask/click/served_users": (1,),
    }
    mixed = with_measurements(catalogue, measurements(values))
    names = [
        measured_values.rows(mixed, figure(mixed, name))["name"].tolist()
        for name in ("E5", "E9", "E12")
    ]

    assert names == [
        ["Streamlit, predict", "Flask, predict", "Flask, predict, twin"],
        ["Streamlit, none, 50 ms", "Streamlit, none, 250 ms"],
        ["Flask, click, served users", "Flask, click, too many users"],
    ]


TASKS: dict[str, tuple[float, ...]] = {
    "E5/streamlit/predict/cpu_ms": (6, 6, 6),
    "E5/streamlit/predict, as it comes/cpu_ms": (96, 96, 96),
    "E5/flask/predict/cpu_ms": (1, 1, 1),
    "E5/flask/predict/client_cpu_ms": (0.2, 0.2, 0.2),
    "E5/flask/predict, as it comes/cpu_ms": (2, 2, 2),
    "E5/flask/predict-twin/cpu_ms": (1, 1, 1),
    "E5/flask/answer/cpu_ms": (0.5, 0.5, 0.5),
}
"""Two tasks, one of them tuned and as it comes, with a twin and the client's own time."""


def test_tasks_never_share_a_chart(catalogue: Catalogue) -> None:
    """Tuned and as it comes stand side by side over the same axes; a twin stands in none."""
    found = with_measurements(catalogue, measurements(TASKS))
    seen = measured_values.shown(found, figure(found, "E5"))
    words = [drawing.alt for _, drawing in seen.drawings]

    assert [title for title, _ in seen.drawings] == [
        "Click, tuned",
        "Click, as it comes",
        "Bare answer",
    ]
    assert words[0].startswith("Measured: Streamlit, predict 6 ms (6 ms); Flask, predict 1 ms")
    assert "96 ms" in words[1]
    assert "Flask, answer 0.5 ms" in words[2]
    assert not [text for text in words if "twin" in text]


def test_charts_side_by_side_have_the_same_axes(catalogue: Catalogue) -> None:
    """Each holds what the other shows, hidden: the same lines and the same ends."""
    found = with_measurements(catalogue, measurements(TASKS))
    seen = measured_values.shown(found, figure(found, "E5"))
    held = [
        drawing.spec["layer"][0]["data"]["values"]
        for title, drawing in seen.drawings
        if "Cl" in title
    ]

    assert len({frozenset((row["line"], row["value"]) for row in rows) for rows in held}) == 1
    assert [sum(row["shown"] for row in rows) for rows in held] == [2, 2]


def test_a_table_holds_what_tuning_brings_and_what_the_client_took(catalogue: Catalogue) -> None:
    """As it comes against tuned, a bare answer against nobody's click."""
    found = with_measurements(catalogue, measurements(TASKS))
    table = measured_values.shown(found, figure(found, "E5")).table
    said = table.set_index(["Framework", "Variant"])

    assert said.loc[("Streamlit", "predict, as it comes"), "Compared"] == (
        "more than tuned by a factor of 16"
    )
    assert said.loc[("Flask", "predict"), "Client itself"] == "0.2 ms"
    assert said.loc[("Flask", "answer"), "Compared"] == ""
    assert "Range" in table


def test_a_long_axis_says_how_many_times(drawn) -> None:
    """Below its labels; an axis from nought needs none."""
    for name, has_factors in (("log", True), ("values", False)):
        chart, _, rows = drawn[name]

        assert has_factors == (" times" in json.dumps(specification(chart, rows)))


def test_failures_have_their_interval(measured: Catalogue) -> None:
    """Wilson's, of all attempts."""
    rows = failures.rows(measured, figure(measured, "E11", "Share that failed"))
    upload = rows[rows["name"].eq("Streamlit: upload")].iloc[0]

    assert (upload["policy"], upload["text"]) == ("Random", "51%")
    assert upload["label"] == "61 of 120 failed (42% to 60%)"


def test_gaps_give_their_reason(measured: Catalogue) -> None:
    """Those of the experiment, and entrants that could not be verified."""
    assert experiments.gap_rows(measured, "E5").to_dict("records") == [
        {"Framework": "Panel", "Why not": "no driver"},
        {"Framework": "Reflex", "Why not": "not available"},
    ]
    assert experiments.gap_rows(measured, "E4").empty


def test_conditions_say_when_and_where(measured: Catalogue) -> None:
    """One sentence a run."""
    assert measured.measurements is not None
    said = experiments.conditions_of(measured.measurements, "E5")

    assert len(said) == 1
    assert said[0].startswith(
        "Measured on 20 November 2026 at 09:30 UTC. Test CPU, 2 cores, 8 GB, Test system"
    )


def test_a_cell_shows_what_it_rests_on(measured: Catalogue) -> None:
    """Value, interval, repeats, day and release; keys that are not there are left out."""
    lines = ledger.measurement_lines(
        measured, ("E5/flask/predict/cpu_ms", "E5/flask/nothing/cpu_ms", "")
    )

    assert lines == (
        (
            "Cost of one interaction, predict, cpu ms: **7 ms** (6.9 to 7.2 ms), 5 repeats, "
            "20 November 2026, release 1.67.0"
        ),
    )


def test_cells_are_counted_by_what_they_rest_on(tmp_path: Path) -> None:
    """Before grading none; afterwards those that follow."""
    measured = load_catalogue(copied(tmp_path, measurements(USUAL)))
    rows = ledger.resting_rows(measured, graded_cells(measured)).set_index("Framework")
    empty = with_measurements(measured, None)

    assert (rows["measured"] == 0).all()
    assert (
        rows.loc["Streamlit", "would_be_measured"],
        rows.loc["Reflex", "would_be_measured"],
    ) == (3, 0)
    assert (
        ledger.resting_rows(empty)["would_be_supported"].sum()
        == ledger.resting_rows(empty)["supported"].sum()
    )


@pytest.fixture(scope="module")
def drawn(measured: Catalogue) -> dict[str, tuple[object, object, pd.DataFrame]]:
    """One of each chart with its rows."""
    growth = session_memory.rows(measured, figure(measured, "E7", "Memory as sessions"))
    return {
        "values": (
            measured_values.chart,
            measured_values.alt_text,
            measured_values.rows(measured, figure(measured, "E1")),
        ),
        "log": (
            measured_values.chart_log,
            measured_values.alt_text,
            measured_values.rows(measured, figure(measured, "E5")),
        ),
        "sessions": (
            session_memory.chart,
            session_memory.alt_text,
            growth.assign(shown=growth["framework"].eq("Flask")),
        ),
        "failures": (
            failures.chart,
            failures.alt_text,
            failures.rows(measured, figure(measured, "E11")),
        ),
    }


@pytest.mark.parametrize("name", ["values", "log", "sessions", "failures"])
def test_a_chart_of_measurements_survives_json_and_refilling(drawn, name: str) -> None:
    """With rows and without; nothing lies at the top, and every chart speaks."""
    chart, alt_text, rows = drawn[name]
    for some in (rows, rows.iloc[:1], rows.iloc[:0]):
        built = chart(some).to_dict()

        assert built == json.loads(json.dumps(built, allow_nan=False))
        assert filled(built, {"rows": records(some)}) == specification(chart, some)
        assert alt_text(some).endswith(".")


def test_a_chart_of_values_says_them(drawn) -> None:
    """Name, median and interval."""
    _, alt_text, rows = drawn["log"]

    assert "Streamlit, predict 122 ms (120 to 130 ms)" in alt_text(rows)


def test_sessions_are_told_apart_by_shape_as_well(drawn) -> None:
    """Only what is shown is said; what is hidden widens the axes."""
    chart, alt_text, rows = drawn["sessions"]
    layers = specification(chart, rows)["layer"][0]["layer"]

    assert any("shape" in layer["encoding"] for layer in layers)
    assert alt_text(rows).endswith("0 MB: 130 MB at one session, 131 MB at 200.")
