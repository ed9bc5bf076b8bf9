"""The decision map: refilled as built, light, in words, with the project where it lies."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework_compare.present import decision_map
from framework_compare.present.drawing import records
from framework_compare.present.map_layout import MapAxis, map_labels

USERS = MapAxis("People at the same time", "log")
WEEKS = MapAxis("Weeks to the first release", "linear")
LOOK = MapAxis("The team's own look", "words", ("low", "medium", "every pixel by hand"))
NOWHERE = pd.DataFrame(columns=["x", "y"])


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


def rows_of(spec: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The rows that a specification holds under a name."""
    return next(
        layer["data"]["values"]
        for layer in spec["layer"]
        if layer.get("data", {}).get("name") == name
    )


@pytest.mark.parametrize(
    ("cells", "up"), [(grid(np.full((3, 4), "Dash", object)), WEEKS), (words_map(), LOOK)]
)
def test_the_map_is_built_and_refilled_alike(cells: pd.DataFrame, up: MapAxis):
    """Both ways give the same picture, which survives JSON."""
    labels = map_labels(cells, USERS, up)
    project = pd.DataFrame([{"x": 30, "y": up.words[1] if up.words else 10}])
    built = decision_map.map_chart(cells, labels, project, USERS, up).to_dict()
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
    """Each name lies in a cell that its option leads; every large region's option has one name."""
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
