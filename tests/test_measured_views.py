"""What readers see of measurements: numbers from the file, words for what is undecided, gaps with
their reason.
"""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from framework_compare import Catalogue, Requirement, load_catalogue
from framework_compare.catalogue.measured_checks import measured_problems
from framework_compare.catalogue.measured_rules import Figure
from framework_compare.charts import failure_table as failure_table_chart
from framework_compare.charts import measured_values as measured_values_chart
from framework_compare.charts import session_lines as session_lines_chart
from framework_compare.measured.installed import installed_version, outdated
from framework_compare.measured.measurements import Gap
from framework_compare.measured.quotations import ClaimTest, Quoting, amount, quoted, shown_word
from framework_compare.present.article_table import article_comparison
from framework_compare.present.drawing import filled, records, specification
from framework_compare.scoring.study import Study
from framework_compare.tables import ledger as ledger_rows
from framework_compare.tables import measured as measured_rows
from framework_compare.tables import quoted as quoted_rows
from framework_compare.tables import resting as resting_rows
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
    found = measured_rows.figures_of(catalogue, experiment)
    return next((one for one in found if one.title.startswith(title)), found[0])


# Sentences


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (123.4, "ms", "123 ms"),
        (0.0468, "MB", "0.047 MB"),
        (1957, "tokens", "1,960 tokens"),
        (1, "languages", "1 language"),
        (1, "ms", "1 ms"),
        (2, "distributions", "2 packages"),
        (12.3, "1/s", "12.3 a second"),
        (0.51, "share", "51%"),
        (71.5, "users", "72 people"),
    ],
)
def test_an_amount_as_people_write_it(value: float, unit: str, said: str) -> None:
    """Three digits that count, two below one; the unit in words."""
    assert said == amount(value, unit)


def test_a_sentence_is_filled_from_the_file() -> None:
    """Medians, intervals, ratios and shares."""
    sentence = Quoting(
        says="{a}, {a:range}, {a:bare}, {a/b} times, {f/t:percent}",
        quotes={
            "a": "E5/streamlit/predict/cpu_ms",
            "b": "E5/flask/predict/cpu_ms",
            "f": "E11/streamlit/random/media_failures",
            "t": "E11/streamlit/random/media_attempts",
        },
    )

    assert quoted(sentence, measurements(USUAL)) == "122 ms, 120 to 130 ms, 120, 18 times, 46%"


@given(st.sampled_from(["E1/flask/lines", "E1/streamlit/lines"]))
def test_a_sentence_with_a_gap_is_not_said(missing: str) -> None:
    """Rather nothing than half a comparison."""
    sentence = Quoting(
        says="{a} and {b}", quotes={"a": "E1/flask/lines", "b": "E1/streamlit/lines"}
    )
    there = {key: values for key, values in USUAL.items() if key != missing}

    assert quoted(sentence, measurements(there)) is None
    assert quoted(sentence, None) is None


@pytest.mark.parametrize(
    ("says", "quotes", "said"),
    [
        ("{a} and {b}", {"a": "E1/flask/lines"}, "says names {b}, which quotes does not declare"),
        (
            "{a}",
            {"a": "E1/flask/lines", "b": "E1/dash/lines"},
            "quotes declares b, which is never used",
        ),
        (
            "{a:wide}",
            {"a": "E1/flask/lines"},
            "a format must be one of range, bare, percent, got wide",
        ),
    ],
)
def test_a_sentence_and_its_quotes_agree(says: str, quotes: dict[str, str], said: str) -> None:
    """Nothing quoted in vain, nothing named that is not there."""
    with pytest.raises(ValidationError, match=said):
        Quoting(says=says, quotes=quotes)


def test_a_condition_names_what_is_quoted() -> None:
    """Or the word could not be checked."""
    with pytest.raises(ValidationError, match="conditions name b, which quotes does not declare"):
        ClaimTest.model_validate(
            {
                "says": "{a}",
                "quotes": {"a": "E1/flask/lines"},
                "word": "confirmed",
                "rule": "Always.",
                "why": "So.",
                "conditions": [{"what": "b", "at_least": 1}],
            }
        )


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
    """Values on both sides of a bound are undecided; wholly on the wrong side, check refuses the
    entry's own word.
    """
    test = catalogue.claims["C53"].measured
    values = {
        "E10/flask/1 worker/requests_per_s": (1.0, 1.0, 1.0),
        "E10/flask/2 workers/requests_per_s": faster,
    }
    with_values = with_measurements(catalogue, measurements(values))
    complained = [p for p in measured_problems(with_values) if p.path.startswith("claim.C53")]

    assert test is not None
    assert word == shown_word(test, with_values.measurements)
    assert bool(complained) == (max(faster) < 1.6)


def test_claims_quote_the_file(measured: Catalogue, catalogue: Catalogue) -> None:
    """The same claim without a file says nothing measured."""
    rows = ledger_rows.claim_rows(measured).set_index("id")["Measured"]
    bare = ledger_rows.claim_rows(with_measurements(catalogue, None))["Measured"]

    assert rows["C16"].startswith(
        "✓ Confirmed: The same app took 396 tokens of code in Streamlit and 1,960 tokens"
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


# Tables


def test_experiments_with_numbers_or_gaps_are_offered(
    measured: Catalogue, catalogue: Catalogue
) -> None:
    """In the order of the plan; without a file none."""
    assert measured_rows.measured_experiments(measured) == ("E1", "E2", "E5", "E7", "E11")
    assert measured_rows.measured_experiments(with_measurements(catalogue, None)) == ()


def test_a_difference_within_the_noise_is_undecided(measured: Catalogue) -> None:
    """Waiting times of Flask lie inside what its twin shows; its CPU time does not."""
    waits = measured_rows.measured_rows(measured, figure(measured, "E5", "Waiting time, half"))
    work = measured_rows.measured_rows(measured, figure(measured, "E5", "Server CPU"))

    assert set(waits.loc[waits["name"].eq("Flask, predict"), "against"]) == {"undecided"}
    assert "undecided" in measured_rows.undecided_sentence(waits)
    assert set(work.loc[work["name"].eq("Flask, predict"), "against"]) == {
        "18 times less than Streamlit"
    }
    assert measured_rows.undecided_sentence(work) == ""


def test_what_is_counted_once_is_compared(measured: Catalogue) -> None:
    """Counting gives the same each time, so one repeat says enough."""
    rows = measured_rows.measured_rows(measured, figure(measured, "E1", "Tokens"))

    assert rows["against"].tolist() == ["", "4.9 times more than Streamlit"]
    assert "95% interval" not in measured_rows.value_table(rows)


def test_rows_come_in_the_order_of_frameworks_variants_and_sizes(catalogue: Catalogue) -> None:
    """Whatever order they were measured in; a twin follows its original."""
    values = {
        "E5/flask/predict-twin/cpu_ms": (1,),
        "E5/flask/predict/cpu_ms": (1,),
        "E5/streamlit/predict/cpu_ms": (1,),
        "E9/streamlit/none/cpu_ms_at_250_ms": (1,),
        "E9/streamlit/none/cpu_ms_at_50_ms": (1,),
        "E12/flask/too_many_users": (1,),
        "E12/flask/served_users": (1,),
    }
    mixed = with_measurements(catalogue, measurements(values))
    names = [
        measured_rows.measured_rows(mixed, figure(mixed, name))["name"].tolist()
        for name in ("E5", "E9", "E12")
    ]

    assert names == [
        ["Streamlit, predict", "Flask, predict", "Flask, predict, twin"],
        ["Streamlit, none, 50 ms", "Streamlit, none, 250 ms"],
        ["Flask, served users", "Flask, too many users"],
    ]


def test_failures_have_their_interval(measured: Catalogue) -> None:
    """Wilson's, of all attempts."""
    rows = measured_rows.failure_rows(measured, figure(measured, "E11", "Share that failed"))
    media = rows[rows["name"].eq("Streamlit: media")].iloc[0]

    assert (media["policy"], media["text"]) == ("Random", "46%")
    assert media["label"] == "55 of 120 failed (37% to 55%)"


def test_gaps_give_their_reason(measured: Catalogue) -> None:
    """Those of the experiment, and entrants that could not be verified."""
    assert measured_rows.gap_rows(measured, "E5").to_dict("records") == [
        {"Framework": "Panel", "Why not": "no driver"},
        {"Framework": "Reflex", "Why not": "not available"},
    ]
    assert measured_rows.gap_rows(measured, "E4").empty


def test_conditions_say_when_and_where(measured: Catalogue) -> None:
    """One sentence a run."""
    assert measured.measurements is not None
    said = measured_rows.conditions_of(measured.measurements, "E5")

    assert len(said) == 1
    assert said[0].startswith(
        "Measured on 20 November 2026 at 09:30 UTC. Test CPU, 2 cores, 8 GB, Test system"
    )


def test_a_cell_shows_what_it_rests_on(measured: Catalogue) -> None:
    """Value, interval, repeats, day and release; keys that are not there are left out."""
    lines = quoted_rows.measurement_lines(
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
    from framework_compare.catalogue.grading import graded_cells  # noqa: PLC0415  # only here

    measured = load_catalogue(copied(tmp_path, measurements(USUAL)))
    rows = resting_rows.resting_rows(measured, graded_cells(measured)).set_index("Framework")
    empty = with_measurements(measured, None)

    assert (rows["measured"] == 0).all()
    assert (
        rows.loc["Streamlit", "would_be_measured"],
        rows.loc["Reflex", "would_be_measured"],
    ) == (4, 0)
    assert (
        resting_rows.resting_rows(empty)["would_be_supported"].sum()
        == resting_rows.resting_rows(empty)["supported"].sum()
    )


@pytest.mark.parametrize(
    ("then", "now", "stale"),
    [("1.67.0", "2.0.0", True), ("1.67.0", "1.99.1", False), ("2.0", "1.9", False)],
)
def test_only_a_newer_major_version_makes_a_measurement_stale(
    then: str, now: str, stale: bool
) -> None:
    """And only of what is installed."""
    found = measurements({"E1/streamlit/lines": (47,)}, version=then).measured.values()

    assert stale == bool(outdated(found, lambda name: now))
    assert outdated(found, lambda name: None) == {}


def test_what_is_not_installed_has_no_version() -> None:
    """The app itself needs Streamlit only."""
    assert installed_version("streamlit") is not None
    assert installed_version("no-such-distribution-anywhere") is None


# Charts


@pytest.fixture(scope="module")
def drawn(measured: Catalogue) -> dict[str, tuple[object, object, pd.DataFrame]]:
    """One of each chart with its rows."""
    growth = measured_rows.session_rows(measured, figure(measured, "E7", "Memory as sessions"))
    return {
        "values": (
            measured_values_chart.measured_values,
            measured_values_chart.measured_values_alt,
            measured_rows.measured_rows(measured, figure(measured, "E1")),
        ),
        "log": (
            measured_values_chart.measured_values_log,
            measured_values_chart.measured_values_alt,
            measured_rows.measured_rows(measured, figure(measured, "E5")),
        ),
        "sessions": (
            session_lines_chart.session_lines,
            session_lines_chart.session_lines_alt,
            growth.assign(shown=growth["framework"].eq("Flask")),
        ),
        "failures": (
            failure_table_chart.failure_table,
            failure_table_chart.failure_table_alt,
            measured_rows.failure_rows(measured, figure(measured, "E11")),
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
    assert alt_text(rows).endswith("0 MB: 130 MB at 1 sessions, 131 MB at 200.")
