"""The charts of what would change the verdict: valid, refilled, and in words.

They are drawn with nobody, with one, and with long names.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import altair as alt
import pandas as pd
import pytest

from framework_compare.present import central_weights, rank_slope, stability, worth
from framework_compare.present.drawing import filled, records, specification
from framework_compare.present.theme import INK, PALETTE

Example = tuple[
    Callable[[pd.DataFrame], alt.LayerChart], Callable[[pd.DataFrame], str], pd.DataFrame
]
LONG = (
    "Streamlit with a name that is far longer than any chart has room for, on a telephone above all"
)

STABILITY = pd.DataFrame(
    [
        ("The product", "group", 12.4, 83.0, 44.0, 26.0, 60.0, "Streamlit", "Dash"),
        ("Engineering", "group", 0.0, 100.0, 19.0, 9.0, 32.0, "", ""),
        ("Scalability", "criterion", 0.0, 61.0, 24.0, 12.0, 40.0, "", "Flask"),
    ],
    columns=[
        "label",
        "kind",
        "low",
        "high",
        "today",
        "plausible_low",
        "plausible_high",
        "below",
        "above",
    ],
)
SLOPE = pd.DataFrame(
    [
        (weight, option, rank, PALETTE[4 if option == "Dash" else 1], weight == 20.0)
        for weight, order in (
            (0.0, ("Dash", "Flask")),
            (20.0, ("Dash", "Flask")),
            (100.0, ("Flask", "Dash")),
        )
        for rank, option in enumerate(order, 1)
    ],
    columns=["weight", "option", "rank", "colour", "today"],
)
CENTRAL = pd.DataFrame(
    [
        ("Dash", "#8558E2", "The product", 52.0, 44.0, "52%"),
        ("Dash", "#8558E2", "The team", 14.0, 21.0, "14%"),
        ("Flask", "#2F6DB5", "The product", 47.0, 44.0, "47%"),
        ("Flask", "#2F6DB5", "The team", 5.0, 21.0, "5%"),
    ],
    columns=["option", "colour", "label", "value", "today", "figure"],
)
WORTH = pd.DataFrame(
    [
        ("How many use it at once?", 31.0, 1.4, "31% · +1.4 points", "question"),
        ("Flask: scalability", 0.4, 0.0, "under 1% · under 0.1 points", "evidence"),
    ],
    columns=["label", "chance", "gain", "figure", "kind"],
)
EXAMPLES: dict[str, Example] = {
    "stability_bars": (
        stability.stability_bars,
        stability.stability_bars_alt,
        STABILITY,
    ),
    "rank_slope": (rank_slope.rank_slope, rank_slope.rank_slope_alt, SLOPE),
    "central_weights": (
        central_weights.central_weights,
        central_weights.central_weights_alt,
        CENTRAL,
    ),
    "worth_bars": (worth.worth_bars, worth.worth_bars_alt, WORTH),
}
NAMES = {"first", "second", "label", "text"}


def layers(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """Every layer of a specification, those within others included."""
    found = []
    for layer in spec["layer"]:
        found += layers(layer) if "layer" in layer else [layer]
    return found


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("count", [0, 1, None])
def test_a_chart_survives_json(name: str, count: int | None):
    """With nothing, with one row, with all: valid by Altair's schema, plain values only."""
    chart, _, rows = EXAMPLES[name]
    spec = chart(rows.iloc[:count]).to_dict()

    assert spec == json.loads(json.dumps(spec, allow_nan=False))


@pytest.mark.parametrize("name", EXAMPLES)
def test_refilling_gives_what_building_gives(name: str):
    """The quick way shows the same marks over the same rows."""
    chart, _, rows = EXAMPLES[name]
    built = filled(chart(rows).to_dict(), {"rows": records(rows)})

    assert built == specification(chart, rows)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_chart_holds_its_own_rows(name: str):
    """Inline and below the top, where Streamlit would turn them into Arrow on every run."""
    chart, _, rows = EXAMPLES[name]
    spec = specification(chart, rows)

    assert "data" not in spec
    assert records(rows) == spec["layer"][0]["data"]["values"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_text_follows_light_and_dark(name: str):
    """Every text mark takes the page's own colour."""
    chart, _, rows = EXAMPLES[name]
    marks = [
        layer["mark"] for layer in layers(chart(rows).to_dict()) if layer["mark"]["type"] == "text"
    ]

    assert marks
    assert all(INK.to_dict() == mark["color"] for mark in marks)


@pytest.mark.parametrize("name", EXAMPLES)
def test_text_can_be_read_from_a_distance(name: str):
    """Thirteen pixels or more for names, figures, axes and titles."""
    chart, _, rows = EXAMPLES[name]
    text = json.dumps(chart(rows).to_dict())
    sizes = [float(part.split(",")[0].split("}")[0]) for part in text.split('ontSize": ')[1:]]

    assert sizes
    assert min(sizes) >= 13


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("count", [0, 1, None])
def test_a_chart_says_what_it_shows(name: str, count: int | None):
    """One plain sentence without marks of Markdown, whatever there is to show."""
    _, alt_text, rows = EXAMPLES[name]
    words = alt_text(rows.iloc[:count])

    assert words.endswith(".")
    assert not set(words) & set("*_`[]<>")


@pytest.mark.parametrize("name", EXAMPLES)
def test_long_names_are_cut_to_the_view(name: str):
    """Every name in free text has a limit; the words beside the chart hold all of it."""
    chart, alt_text, rows = EXAMPLES[name]
    column = "option" if "option" in rows else "label"
    long = rows.assign(**{column: LONG})
    written = [layer for layer in layers(chart(long).to_dict()) if layer["mark"]["type"] == "text"]
    names = [
        layer
        for layer in written
        if layer["encoding"]["text"]["field"] in NAMES and "y" in layer["encoding"]
    ]

    assert all("limit" in layer["mark"] for layer in names)
    assert LONG in alt_text(long)


def test_a_weight_that_never_matters_says_never():
    """In its row and in the words; the others name who takes over."""
    words = stability.stability_bars_alt(STABILITY)

    assert "Engineering 19%, never changes who leads" in words
    assert "The product 44%, below 12% Streamlit leads, above 83% Dash leads" in words
    assert "Scalability 24%, above 61% Flask leads" in words


def test_lines_of_the_slope_differ_in_more_than_colour():
    """By stroke, and by the name at either end."""
    spec = rank_slope.rank_slope(SLOPE).to_dict()
    strokes = [
        layer["encoding"]["strokeDash"] for layer in layers(spec) if layer["mark"]["type"] == "line"
    ]
    ends = [
        layer for layer in layers(spec) if layer["encoding"].get("text", {}).get("field") == "label"
    ]

    assert [stroke["field"] for stroke in strokes] == ["option"]
    assert [layer["mark"]["align"] for layer in ends if "y" in layer["encoding"]] == [
        "right",
        "left",
    ]


def test_rank_one_is_at_the_top():
    """And the words give the order at both ends."""
    spec = rank_slope.rank_slope(SLOPE).to_dict()

    assert all(
        layer["encoding"]["y"]["scale"]["reverse"]
        for layer in layers(spec)
        if "y" in layer["encoding"]
    )
    assert (
        rank_slope.rank_slope_alt(SLOPE)
        == "Ranks by weight: at 0% 1 Dash, 2 Flask; at 100% 1 Flask, 2 Dash."
    )


def test_options_of_the_central_weights_differ_in_shape():
    """Six shapes, and the legend names them."""
    spec = central_weights.central_weights(CENTRAL).to_dict()
    (shape,) = [
        layer["encoding"]["shape"] for layer in layers(spec) if "shape" in layer["encoding"]
    ]

    assert len(set(shape["scale"]["range"])) == 6
    assert shape["legend"]["orient"] == "top"


def test_words_on_central_weights_name_the_largest_distance():
    """What one would have to believe first of all."""
    assert (
        central_weights.central_weights_alt(CENTRAL)
        == "What one would have to believe: Dash typically needs 52% on The product, usually 44%; "
        "Flask typically needs 5% on The team, usually 21%."
    )
