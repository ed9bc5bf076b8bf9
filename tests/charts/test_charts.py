"""Every chart: a dictionary that survives JSON, typed channels, words beside colours, refilling
instead of building.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from pathlib import Path

import altair as alt
import pandas as pd
import pytest

from framework_compare import Catalogue, Requirement, recommend
from framework_compare.charts import agreement as agreement_chart
from framework_compare.charts import claims as claims_chart
from framework_compare.charts import contributions as contributions_chart
from framework_compare.charts import family_bars as family_bars_chart
from framework_compare.charts import heat as heat_chart
from framework_compare.charts import radar as radar_chart
from framework_compare.charts import rank_bars as rank_bars_chart
from framework_compare.charts import weight_ranges as weight_ranges_chart
from framework_compare.decisions.record import TrackRecord
from framework_compare.present import drawing
from framework_compare.present.drawing import filled, records, specification
from framework_compare.present.theme import GREY, PALETTE
from framework_compare.tables import comparison as comparison_rows
from framework_compare.tables import ledger as ledger_rows
from framework_compare.tables import record as record_rows
from framework_compare.tables import verdicts as verdicts_rows
from framework_compare.tables import weights as weights_rows

Example = tuple[
    Callable[[pd.DataFrame], alt.LayerChart], Callable[[pd.DataFrame], str], pd.DataFrame
]
MODULES = sorted(Path(drawing.__file__).parent.glob("*.py"))
OPTIONS = ("streamlit", "flask", "streamlit+fastapi")
SERIES = tuple(
    (option, tint)
    for option, tint in (("Dash", PALETTE[4]), ("Panel", PALETTE[6]), (comparison_rows.YOURS, GREY))
)
RECORD = {
    "as_of": "2026-11-23",
    "cases": 10,
    "counted": 8,
    "shortlist": {"n": 8, "top1": {"n": 8, "agree": 6, "share": 0.75, "low": 0.41, "high": 0.93}},
    "baselines": [
        {
            "name": "always Streamlit",
            "shortlist": {"n": 8, "agree": 2, "share": 0.25, "low": 0.07, "high": 0.59},
        }
    ],
    "calibration": {
        "shortlist": [{"word": "clear", "n": 4, "agree": 4, "share": 1.0, "low": 0.51, "high": 1.0}]
    },
}
NAMES = (
    "family_bars",
    "rank_bars",
    "contribution_bars",
    "heat_table",
    "claims_summary",
    "agreement",
    "calibration",
    "weight_ranges",
)


@pytest.fixture(scope="module")
def examples(catalogue: Catalogue) -> dict[str, Example]:
    """One of each, from a real verdict."""
    requirement = Requirement(goal="interactive_dashboard", needs=("many_pages",))
    verdict = recommend(requirement, catalogue, draws=1000)
    seen = comparison_rows.compare_all(requirement, catalogue)
    record = TrackRecord.model_validate(RECORD)
    fits = comparison_rows.fit_cells(catalogue, OPTIONS, seen.fits, seen.intervals, verdict.needs)
    claims = ledger_rows.claim_counts(ledger_rows.claim_rows(catalogue))
    return {
        "family_bars": (
            family_bars_chart.family_bars,
            family_bars_chart.family_bars_alt,
            verdicts_rows.family_rows(verdict, catalogue),
        ),
        "rank_bars": (
            rank_bars_chart.rank_bars,
            rank_bars_chart.rank_bars_alt,
            verdicts_rows.place_rows(verdict, catalogue),
        ),
        "contribution_bars": (
            contributions_chart.contribution_bars,
            contributions_chart.contribution_bars_alt,
            verdicts_rows.contribution_rows(verdict, catalogue),
        ),
        "heat_table": (heat_chart.heat_table, heat_chart.heat_table_alt, fits),
        "claims_summary": (claims_chart.claims_summary, claims_chart.claims_summary_alt, claims),
        "agreement": (
            agreement_chart.agreement,
            agreement_chart.agreement_alt,
            record_rows.baseline_rows(record),
        ),
        "calibration": (
            agreement_chart.agreement,
            agreement_chart.agreement_alt,
            record_rows.calibration_rates(record, catalogue),
        ),
        "weight_ranges": (
            weight_ranges_chart.weight_ranges,
            weight_ranges_chart.weight_ranges_alt,
            weights_rows.weight_rows(
                requirement.with_answers(weights={"team": [0.2, 0.4]}), catalogue
            ),
        ),
    }


@pytest.fixture(scope="module")
def profile() -> pd.DataFrame:
    """Three lines over four axes."""
    axes = ("Use case fit", "Scalability", "Sign-in and access", "Maturity")
    rows = [
        (name, axis, 20.0 * (1 + place), "words")
        for name, _ in SERIES
        for place, axis in enumerate(axes)
    ]
    return pd.DataFrame(rows, columns=["name", "criterion", "value", "label"])


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_survives_json(examples: dict[str, Example], name: str):
    """Valid by Altair's schema, and plain values only."""
    chart, _, rows = examples[name]
    spec = chart(rows).to_dict()

    assert spec == json.loads(json.dumps(spec, allow_nan=False))


@pytest.mark.parametrize("name", NAMES)
def test_refilling_gives_what_building_gives(examples: dict[str, Example], name: str):
    """The quick way shows the same marks over the same rows."""
    chart, _, rows = examples[name]
    built = filled(chart(rows).to_dict(), {"rows": records(rows)})

    assert built == specification(chart, rows)


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_holds_its_own_rows(examples: dict[str, Example], name: str):
    """Inline and named: nothing goes through Altair's process-wide transformer, and nothing lies at
    the top.
    """
    chart, _, rows = examples[name]
    spec = specification(chart, rows, height=100)

    assert "datasets" not in spec
    assert "data" not in spec
    assert records(rows) == spec["layer"][0].get("data", spec["layer"][0]).get("values")
    assert spec["height"] == 100


@pytest.mark.parametrize("name", NAMES)
def test_text_follows_light_and_dark(examples: dict[str, Example], name: str):
    """Every text mark takes the page's own colour, or says when it does not."""
    chart, _, rows = examples[name]
    marks = [
        layer["mark"] for layer in chart(rows).to_dict()["layer"] if layer["mark"]["type"] == "text"
    ]

    assert marks
    assert all("currentColor" in json.dumps(mark["color"]) for mark in marks)


@pytest.mark.parametrize("name", NAMES)
def test_figures_stand_beside_colours(examples: dict[str, Example], name: str):
    """Meaning never by colour alone: each chart writes its numbers."""
    chart, _, rows = examples[name]
    written = [
        layer["encoding"]["text"]["field"]
        for layer in chart(rows).to_dict()["layer"]
        if "text" in layer["encoding"]
    ]

    assert set(written) & {"label", "figure", "share"}


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_says_what_it_shows(examples: dict[str, Example], name: str):
    """One plain sentence without marks of Markdown."""
    _, alt_text, rows = examples[name]
    words = alt_text(rows)

    assert words.endswith(".")
    assert not set(words) & set("*_`[]<>")


@pytest.mark.parametrize("name", ["family_bars", "rank_bars", "contribution_bars", "heat_table"])
def test_a_chart_without_rows_is_still_a_chart(examples: dict[str, Example], name: str):
    """No champion, no option: an empty picture with a sentence."""
    chart, alt_text, rows = examples[name]
    spec = specification(chart, rows.iloc[:0])

    assert spec == json.loads(json.dumps(spec))
    assert alt_text(rows.iloc[:0]).endswith(".")


def test_the_radar_survives_json(profile: pd.DataFrame):
    """Both ways to make it give the same picture."""
    built = radar_chart.radar(profile, SERIES).to_dict()
    refilled = radar_chart.radar_specification(profile, SERIES)

    assert built == json.loads(json.dumps(built, allow_nan=False))
    assert [layer["mark"]["type"] for layer in built["layer"]] == [
        layer["mark"]["type"] for layer in refilled["layer"]
    ]
    assert [layer["data"] for layer in built["layer"]] == [
        layer["data"] for layer in refilled["layer"]
    ]


def test_the_radar_is_made_of_lines(profile: pd.DataFrame):
    """Areas would suggest that size means something."""
    marks = [layer["mark"] for layer in radar_chart.radar_specification(profile, SERIES)["layer"]]

    assert not [
        mark
        for mark in marks
        if mark["type"] == "area" or (mark.get("filled") and mark["type"] == "line")
    ]


def test_the_radar_keeps_its_ends(profile: pd.DataFrame):
    """A value of 100 lies on the outer ring whatever else is drawn, and the first axis points
    up.
    """
    full = profile.assign(value=100.0)
    points = radar_chart.radar_specification(full, SERIES)["layer"][2]["data"]["values"]

    assert all(abs(point["x"] ** 2 + point["y"] ** 2 - 1) < 1e-4 for point in points)
    assert (points[0]["x"], points[0]["y"]) == (0, 1)


def test_lines_of_the_radar_differ_in_more_than_colour(profile: pd.DataFrame):
    """Stroke and shape too."""
    points = radar_chart.radar_specification(profile, SERIES)["layer"][2]["data"]["values"]
    dashes = {point["name"]: tuple(point["dash"]) for point in points}

    assert len(SERIES) == len(set(dashes.values()))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_channels_are_typed(path: Path):
    """A string shorthand costs four milliseconds each time it is built."""
    calls = [
        node
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    ]
    encodings = [
        call
        for call in calls
        if isinstance(call.func, ast.Attribute) and call.func.attr == "encode"
    ]

    assert not [
        keyword.arg
        for call in encodings
        for keyword in call.keywords
        if isinstance(keyword.value, ast.Constant)
    ]
