"""The charts of what would change the verdict: valid, refilled, in words, with nobody, with one,
with long names.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework_compare.present import central_weights, decision_map, rank_slope, stability, worth
from framework_compare.present.drawing import filled, records, specification
from framework_compare.present.map_layout import MapAxis, map_labels
from framework_compare.present.theme import PALETTE

Example = tuple[
    Callable[[pd.DataFrame], alt.LayerChart], Callable[[pd.DataFrame], str], pd.DataFrame
]
LONG = (
    "Streamlit with a name that is far longer than any chart has room for, on a telephone above all"
)
USERS = MapAxis("People at the same time", "log")
WEEKS = MapAxis("Weeks to the first release", "linear")
LOOK = MapAxis("The team's own look", "words", ("low", "medium", "every pixel by hand"))
NOWHERE = pd.DataFrame(columns=["x", "y"])

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
        ("Dash", "#8558E2", "The product", 52.0, 44.0),
        ("Dash", "#8558E2", "The team", 14.0, 21.0),
        ("Flask", "#2F6DB5", "The product", 47.0, 44.0),
        ("Flask", "#2F6DB5", "The team", 5.0, 21.0),
    ],
    columns=["option", "colour", "label", "value", "today"],
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


def grid(winners: np.ndarray) -> pd.DataFrame:
    """A map of as many cells, users across and weeks up, one winner a cell."""
    lines, columns = winners.shape
    users, weeks = np.geomspace(1, 1e5, columns + 1), np.linspace(0, 52, lines + 1)
    rows = [
        (
            users[i],
            users[i + 1],
            weeks[j],
            weeks[j + 1],
            winners[j, i],
            "#2F6DB5",
            0.123 + i / columns / 2,
            "leaning",
        )
        for i in range(columns)
        for j in range(lines)
    ]
    return pd.DataFrame(rows, columns=["x", "x2", "y", "y2", "winner", "colour", "share", "word"])


NO_CELLS = grid(np.full((1, 1), "Dash", object)).iloc[:0]


def words_map() -> pd.DataFrame:
    """A map of users against an answer in words."""
    cells = grid(np.array([["Dash", "Flask"], ["Dash", "Flask"], ["Flask", "Flask"]], object))
    return cells.assign(y=list(LOOK.words) * 2).drop(columns="y2")


def layers(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """Every layer of a specification, those within others included."""
    found = []
    for layer in spec["layer"]:
        found += layers(layer) if "layer" in layer else [layer]
    return found


def rows_of(spec: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The rows that a specification holds under a name."""
    return next(
        layer["data"]["values"]
        for layer in spec["layer"]
        if layer.get("data", {}).get("name") == name
    )


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
    assert {"currentColor"} == {mark["color"] for mark in marks}


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
    """Whatever holds a name in free text has a limit, and the words beside the chart hold all of
    it.
    """
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


# The decision map


@pytest.mark.parametrize(
    ("cells", "up"), [(grid(np.full((3, 4), "Dash", object)), WEEKS), (words_map(), LOOK)]
)
def test_the_map_is_built_and_refilled_alike(cells: pd.DataFrame, up: MapAxis):
    """Both ways give the same picture, which survives JSON."""
    labels = map_labels(cells, USERS, up)
    project = pd.DataFrame([{"x": 30, "y": up.words[1] if up.words else 10}])
    built = decision_map.decision_map(cells, labels, project, USERS, up).to_dict()
    quick = decision_map.decision_map_specification(cells, labels, project, USERS, up)

    assert quick == json.loads(json.dumps(quick, allow_nan=False)) | {"params": quick["params"]}
    assert json.dumps(built["layer"]) == json.dumps(quick["layer"])
    assert json.dumps(built["params"]) == json.dumps(quick["params"])


def test_sixteen_hundred_cells_stay_light():
    """Forty by forty cells weigh less than 100 kB, a tenth of a second on a slow line."""
    winners = np.random.default_rng(1).choice(["Streamlit + FastAPI", "Django", "Flask"], (40, 40))
    cells = grid(winners)
    spec = decision_map.decision_map_specification(
        cells, map_labels(cells, USERS, WEEKS), NOWHERE, USERS, WEEKS
    )

    assert len(rows_of(spec, "cells")) == 1600
    assert len(json.dumps(spec)) < 100_000


def test_every_cell_of_the_map_finds_its_place_and_winner():
    """What the browser puts together is what went in, to six digits."""
    winners = np.random.default_rng(2).choice(["Dash", "Django", "Flask"], (5, 7))
    cells = grid(winners)
    spec = decision_map.decision_map_specification(
        cells, NOWHERE.assign(text=[]), NOWHERE, USERS, WEEKS
    )
    key = spec["params"][0]["value"]
    seen = [
        (
            *key["x"][row["i"]],
            *key["y"][row["j"]],
            key["names"][row["w"]],
            key["colours"][row["w"]],
            row["s"] / 100,
        )
        for row in rows_of(spec, "cells")
    ]
    wanted = list(
        cells[["x", "x2", "y", "y2", "winner", "colour", "share"]].itertuples(
            index=False, name=None
        )
    )

    assert [row[4:6] for row in wanted] == [row[4:6] for row in seen]
    assert np.array([row[:4] for row in seen]) == pytest.approx(
        np.array([row[:4] for row in wanted]), rel=1e-5
    )
    assert [row[6] for row in seen] == pytest.approx([row[6] for row in wanted], abs=0.005)


def test_words_stand_in_their_own_order():
    """The first word is the lowest field, however the cells are sorted."""
    cells = words_map().iloc[::-1]
    spec = decision_map.decision_map_specification(
        cells, NOWHERE.assign(text=[]), NOWHERE, USERS, LOOK
    )
    fields = {cells["y"].iloc[n]: row["j"] for n, row in enumerate(rows_of(spec, "cells"))}

    assert fields == {"low": 0, "medium": 1, "every pixel by hand": 2}


@pytest.mark.parametrize(
    ("users", "weeks", "point", "words"),
    [
        (1, 0, (1, 0), "your project lies at 1 and 0."),
        (30, 10.5, (30, 10.5), "your project lies at 30 and 10.5."),
        (100_000, 52, (100_000, 52), "your project lies at 100,000 and 52."),
        (0.5, 10, (1, 10), "your project, beyond the scale, lies at 0.5 and 10."),
        (
            10_000_000,
            10,
            (100_000, 10),
            "your project, beyond the scale, lies at 10,000,000 and 10.",
        ),
        (30, -0.1, (30, 0), "your project, beyond the scale, lies at 30 and -0.1."),
        (30, 520.0, (30, 52), "your project, beyond the scale, lies at 30 and 520."),
        (
            10_000_000,
            520.0,
            (100_000, 52),
            "your project, beyond the scale, lies at 10,000,000 and 520.",
        ),
    ],
)
def test_a_project_beyond_the_scale_stands_at_the_border_and_says_so(
    users: float, weeks: float, point: tuple[float, float], words: str
):
    """It would stretch the axis; the words beside the chart hold the answers themselves."""
    cells = grid(np.full((2, 2), "Dash", object))
    project = pd.DataFrame([{"x": users, "y": weeks}])
    spec = decision_map.decision_map_specification(
        cells, NOWHERE.assign(text=[]), project, USERS, WEEKS
    )
    (drawn,) = rows_of(spec, "project")

    assert (drawn["x"], drawn["y"]) == point
    assert words.startswith(f"{drawn['text']} lies") or words.startswith(f"{drawn['text']}, lies")
    assert decision_map.decision_map_alt(cells, project, USERS, WEEKS).endswith(f"; {words}")


def test_a_map_of_nothing_has_no_project():
    """There is no scale to lie on."""
    project = pd.DataFrame([{"x": 30, "y": 10}])
    spec = decision_map.decision_map_specification(
        NO_CELLS, NOWHERE.assign(text=[]), project, USERS, WEEKS
    )

    assert rows_of(spec, "project") == []
    assert (
        decision_map.decision_map_alt(NO_CELLS, project, USERS, WEEKS)
        == "No pair of answers has a leader."
    )


def test_a_word_that_the_axis_does_not_have_is_refused():
    """With the words that it has."""
    with pytest.raises(
        ValueError, match="own look: must be one of low, medium, every pixel by hand, got 'huge'"
    ):
        LOOK.place("huge")


def test_the_map_says_what_it_shows():
    """Shares of the map by option, and where the project lies."""
    project = pd.DataFrame([{"x": 30, "y": "low"}])

    assert (
        decision_map.decision_map_alt(words_map(), project, USERS, LOOK)
        == "Who leads by People at the same time and The team's own look: Flask in 67%, Dash in 33%"
        " of the map; your project lies at 30 and low."
    )
    assert decision_map.decision_map_alt(words_map().iloc[:0], NOWHERE, USERS, LOOK).endswith(".")


def test_an_empty_map_is_still_a_chart():
    """No cell, no label, no project."""
    cells = grid(np.full((1, 1), "Dash", object)).iloc[:0]
    spec = decision_map.decision_map_specification(
        cells, map_labels(cells, USERS, WEEKS), NOWHERE, USERS, WEEKS
    )

    assert rows_of(spec, "cells") == []


@given(st.lists(st.lists(st.sampled_from("ABC"), min_size=6, max_size=6), min_size=6, max_size=6))
def test_a_name_is_written_into_its_own_region(rows: list[list[str]]):
    """Each name lies in a cell that its option leads, and every option with a large region has one
    name.
    """
    cells = grid(np.array(rows, object))
    labels = map_labels(cells, USERS, WEEKS)
    for label in records(labels):
        under = cells[(cells["x"] < label["x"]) & (label["x"] < cells["x2"])]
        under = under[(under["y"] < label["y"]) & (label["y"] < under["y2"])]

        assert [label["text"].split("\n")[0]] == list(under["winner"])

    assert sorted(set(np.ravel(rows))) == sorted(text.split("\n")[0] for text in labels["text"])


def test_a_name_lies_deep_in_the_largest_part():
    """A block of nine and a single cell far away: the middle of the block."""
    winners = np.full((9, 9), "Dash", object)
    winners[1:4, 1:4] = "Flask"
    winners[8, 8] = "Flask"
    labels = map_labels(grid(winners), USERS, WEEKS).set_index("text")

    assert labels.loc["Flask\nleaning", "y"] == pytest.approx(52 * 2.5 / 9)
    assert labels.loc["Flask\nleaning", "x"] == pytest.approx(10 ** (5 * 2.5 / 9))


def test_a_region_without_room_has_no_name():
    """One cell of a hundred."""
    winners = np.full((10, 10), "Dash", object)
    winners[0, 0] = "Flask"

    assert list(map_labels(grid(winners), USERS, WEEKS)["text"]) == ["Dash\nleaning"]
