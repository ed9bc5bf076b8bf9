"""Every chart survives JSON, has typed channels, and has words beside its colours.

It is refilled instead of built again.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from pathlib import Path

import altair as alt
import pandas as pd
import pytest

from framework_compare import Catalogue, Requirement
from framework_compare.decisions.precedent import Precedent
from framework_compare.present import (
    claims,
    contributions,
    drawing,
    fits,
    places,
    precedents,
    radar,
    weights,
)
from framework_compare.present import track_record as record_chart
from framework_compare.present.drawing import (
    chart_title,
    file_name,
    filled,
    records,
    specification,
    titled,
)
from framework_compare.present.theme import GREY, INK, PALETTE
from framework_compare.scoring.study import Study
from tests.track_records import NO_RATE, rate, scored, track_record

Example = tuple[
    Callable[[pd.DataFrame], alt.LayerChart], Callable[[pd.DataFrame], str], pd.DataFrame
]
MODULES = sorted(Path(drawing.__file__).parent.glob("*.py"))
OPTIONS = ("streamlit", "flask", "streamlit+fastapi")
SERIES = tuple(
    (option, tint)
    for option, tint in (("Dash", PALETTE[4]), ("Panel", PALETTE[6]), (radar.YOURS, GREY))
)
NAMES = (
    "family_bars",
    "rank_bars",
    "rank_bars_with_misses",
    "contribution_bars",
    "heat_table",
    "claims_summary",
    "agreement",
    "calibration",
    "weight_ranges",
    "taken_bars",
)


@pytest.fixture(scope="module")
def examples(catalogue: Catalogue) -> dict[str, Example]:
    """One of each, from a real verdict."""
    requirement = Requirement(goal="interactive_dashboard", needs=("many_pages",))
    crowd = requirement.with_answers(
        peak_concurrent_users=500, must_haves=("peak_concurrent_users",)
    )
    study = Study(requirement, catalogue, draws=1000)
    record = track_record(
        scored("shortlist", rate(8, 6, 0.41, 0.93)),
        {
            "baselines": [
                {
                    "name": "always Streamlit",
                    "shortlist": rate(8, 2, 0.07, 0.59),
                    "shortlist_better": 4,
                    "shortlist_worse": 0,
                    "all": NO_RATE,
                    "all_better": 0,
                    "all_worse": 0,
                }
            ],
            "calibration": {"shortlist": [rate(4, 4, 0.51, 1.0, word="clear", rejected=0)]},
        },
    )
    holding = claims.counts(claims.rows(catalogue))
    return {
        "family_bars": (
            places.family_bars,
            places.family_bars_alt,
            places.family_rows(study),
        ),
        "rank_bars": (
            places.rank_bars,
            places.rank_bars_alt,
            places.place_rows(study),
        ),
        "rank_bars_with_misses": (
            places.rank_bars_with_misses,
            places.rank_bars_alt,
            places.place_rows(study.of(crowd)),
        ),
        "contribution_bars": (
            contributions.contribution_bars,
            contributions.contribution_bars_alt,
            contributions.contribution_rows(study),
        ),
        "heat_table": (
            fits.heat_table,
            fits.heat_table_alt,
            fits.fit_cells(study, OPTIONS),
        ),
        "claims_summary": (claims.chart, claims.alt_text, holding),
        "agreement": (
            record_chart.rates_chart,
            record_chart.rates_alt,
            record_chart.baseline_rates(record),
        ),
        "calibration": (
            record_chart.rates_chart,
            record_chart.rates_alt,
            record_chart.calibration_rates(record, catalogue),
        ),
        "weight_ranges": (
            weights.weight_ranges,
            weights.weight_ranges_alt,
            weights.weight_rows(study.answering(weights={"team": [0.2, 0.4]})),
        ),
        "taken_bars": (
            precedents.taken_bars,
            precedents.taken_alt,
            precedents.taken_rows(Precedent("dashboard", 3, {"dash": 2, "panel": 1}), catalogue),
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
    """Rows are inline and named, not at the top, and not from Altair's process-wide transformer."""
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
    assert all(INK.expr in json.dumps(mark["color"]) for mark in marks)


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
    built = radar.radar(profile, SERIES).to_dict()
    refilled = radar.radar_specification(profile, SERIES)

    assert built == json.loads(json.dumps(built, allow_nan=False))
    assert [layer["mark"]["type"] for layer in built["layer"]] == [
        layer["mark"]["type"] for layer in refilled["layer"]
    ]
    assert [layer["data"] for layer in built["layer"]] == [
        layer["data"] for layer in refilled["layer"]
    ]


def test_the_radar_is_made_of_lines(profile: pd.DataFrame):
    """Areas would suggest that size means something."""
    marks = [layer["mark"] for layer in radar.radar_specification(profile, SERIES)["layer"]]

    assert not [
        mark
        for mark in marks
        if mark["type"] == "area" or (mark.get("filled") and mark["type"] == "line")
    ]


def test_the_radar_keeps_its_ends(profile: pd.DataFrame):
    """A value of 100 lies on the outer ring whatever else is drawn; the first axis points up."""
    full = profile.assign(value=100.0)
    points = radar.radar_specification(full, SERIES)["layer"][2]["data"]["values"]

    assert all(abs(point["x"] ** 2 + point["y"] ** 2 - 1) < 1e-4 for point in points)
    assert (points[0]["x"], points[0]["y"]) == (0, 1)


def test_lines_of_the_radar_differ_in_more_than_colour(profile: pd.DataFrame):
    """Stroke and shape too."""
    points = radar.radar_specification(profile, SERIES)["layer"][2]["data"]["values"]
    dashes = {point["name"]: tuple(point["dash"]) for point in points}

    assert len(SERIES) == len(set(dashes.values()))


def test_channels_are_typed():
    """A string shorthand costs four milliseconds each time it is built."""
    calls = [
        (path.stem, node)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    ]
    encodings = [
        (stem, call)
        for stem, call in calls
        if isinstance(call.func, ast.Attribute) and call.func.attr == "encode"
    ]

    assert encodings
    assert not [
        f"{stem}: {keyword.arg}"
        for stem, call in encodings
        for keyword in call.keywords
        if isinstance(keyword.value, ast.Constant)
    ]


def test_a_title_says_what_is_shown_above_how_to_read_it():
    """A picture that is saved carries it, and the view keeps its height."""
    plain: drawing.Spec = {"height": 200, "layer": []}
    lines = chart_title("Bar: the leader stays first.").to_dict()

    shown = titled("How far each weight may move", plain | {"title": lines})

    assert shown["title"]["text"] == ["How far each weight may move"]
    assert shown["title"]["subtitle"] == ["Bar: the leader stays first."]
    assert shown["title"]["color"] == shown["title"]["subtitleColor"] == INK.to_dict()
    assert shown["height"] > 200
    assert plain == {"height": 200, "layer": []}


def test_a_long_title_takes_more_lines():
    """It is cut nowhere, on a telephone neither."""
    words = "Ranks by the weight of something that has an uncommonly long name"

    lines = titled(words, {"layer": []})["title"]["text"]

    assert " ".join(lines) == words
    assert max(map(len, lines)) <= 44


def test_a_picture_is_named_by_what_it_shows():
    """In letters and figures that every system of files takes."""
    named = titled("Points towards Dash rather than Dash + FastAPI", {"layer": []})["usermeta"]

    assert named == {
        "embedOptions": {
            "downloadFileName": "points-towards-dash-rather-than-dash-fastapi",
        }
    }
    assert file_name("How the article's 71 claims stand today") == (
        "how-the-articles-71-claims-stand-today"
    )


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_no_chart_goes_without_a_title(module: Path):
    """Every drawing is made by `drawn` or from what `titled` returns."""
    tree = ast.parse(module.read_text())
    made = [
        ast.unparse(node.args[0])
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Drawing"
    ]

    assert [spec for spec in made if not spec.startswith("titled(")] == []
