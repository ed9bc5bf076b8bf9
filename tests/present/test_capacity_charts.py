"""The charts of capacity and cost: valid, refilled, in words; with nobody, one, or long names."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from framework_compare import Catalogue
from framework_compare.capacity.planning import crossing
from framework_compare.present import costs, plans
from framework_compare.present.drawing import filled, records, specification
from framework_compare.present.theme import INK
from tests.capacity.test_planning import PRICES, planner
from tests.present.test_change_charts import LONG, Example, layers

ASKED = planner(users=150, growth=5)
DRAWN = ("streamlit", "flask", "fastapi", "streamlit+fastapi")
COSTS = costs.rows(ASKED, DRAWN, crossing(ASKED, "streamlit", "flask"))
NEEDS = plans.memory_rows([ASKED.plan(option) for option in DRAWN], ASKED.catalogue)
EXAMPLES: dict[str, Example] = {
    "cost_lines": (costs.chart, costs.alt_text, COSTS),
    "need_bars": (plans.need_bars, plans.need_bars_alt, NEEDS),
}


def marks(spec: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    """Every layer of one kind of mark."""
    return [layer for layer in layers(spec) if layer["mark"]["type"] == kind]


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("empty", [True, False])
def test_a_chart_survives_json(name: str, empty: bool):
    """With nothing and with all: valid by Altair's schema, plain values only."""
    chart, _, rows = EXAMPLES[name]
    spec = chart(rows.iloc[:0] if empty else rows).to_dict()

    assert spec == json.loads(json.dumps(spec, allow_nan=False))


@pytest.mark.parametrize("name", EXAMPLES)
def test_refilling_gives_what_building_gives(name: str):
    """The quick way shows the same marks over the same rows, which lie below the top."""
    chart, _, rows = EXAMPLES[name]
    built = filled(chart(rows).to_dict(), {"rows": records(rows)})

    assert built == specification(chart, rows)
    assert "data" not in built


@pytest.mark.parametrize("name", EXAMPLES)
def test_text_can_be_read(name: str):
    """Thirteen pixels or more, in the page's own colour."""
    chart, _, rows = EXAMPLES[name]
    spec = chart(rows).to_dict()
    sizes = [
        float(part.split(",")[0].split("}")[0]) for part in json.dumps(spec).split('ontSize": ')[1:]
    ]

    assert min(sizes) >= 13
    assert all(INK.to_dict() == layer["mark"]["color"] for layer in marks(spec, "text"))
    assert not any("color" in layer["encoding"] for layer in marks(spec, "text"))


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("empty", [True, False])
def test_a_chart_says_what_it_shows(name: str, empty: bool):
    """Plain sentences without marks of Markdown."""
    _, alt_text, rows = EXAMPLES[name]
    words = alt_text(rows.iloc[:0] if empty else rows)

    assert words.endswith(".")
    assert not set(words) & set("*_`[]<>")


def test_long_names_are_cut_to_the_view():
    """On either chart; the words hold all of them."""
    for name, column in (("cost_lines", "text"), ("need_bars", "label")):
        chart, _, rows = EXAMPLES[name]
        long = rows.assign(**{column: LONG})
        named = marks(chart(long).to_dict(), "text")

        assert any("limit" in layer["mark"] for layer in named)
    assert LONG in plans.need_bars_alt(NEEDS.assign(label=LONG))
    assert LONG in costs.alt_text(COSTS.assign(option=LONG))


def test_lines_differ_in_more_than_colour():
    """By stroke, and by the name at their end."""
    spec = costs.chart(COSTS).to_dict()

    assert [layer["encoding"]["strokeDash"]["field"] for layer in marks(spec, "line")] == ["option"]
    assert set(COSTS.loc[COSTS["kind"] == "end", "text"]) == {
        "Streamlit",
        "Flask",
        "FastAPI",
        "Streamlit + FastAPI",
    }


def test_names_at_the_ends_keep_their_distance():
    """However close lines end: each line of a name has thirteen pixels and more, inside the chart.

    Four options of which three cost the same to the dollar.
    """
    alike = planner(users=80, extra_ms=1000)
    rows = costs.rows(alike, DRAWN, None)
    ends = rows[rows["kind"] == "end"].sort_values("place")
    tops, lines = ends["place"].tolist(), [1 + text.count(" + ") for text in ends["text"]]

    assert sorted(lines) == [1, 1, 1, 2]
    assert all(
        below - above >= 13 * count + 2
        for (above, below), count in zip(pairwise(tops), lines, strict=False)
    )
    assert tops[0] >= 7
    assert tops[-1] <= costs.chart(rows).to_dict()["height"] - 7


def test_names_stand_where_their_lines_end_if_there_is_room():
    """As high as the middle of the last cost, in pixels of the drawn scale."""
    far = planner(users=2000)
    rows = costs.rows(far, ("streamlit", "fastapi"), None)
    lines = rows[rows["kind"] == "line"]
    spec = costs.chart(rows).to_dict()
    padding = next(layer["encoding"]["y"]["scale"]["padding"] for layer in marks(spec, "line"))
    least, most = math.log(lines["low"].min()), math.log(lines["high"].max())
    for end in records(rows[rows["kind"] == "end"]):
        share = (math.log(end["mid"]) - least) / (most - least)

        assert end["place"] == pytest.approx(
            spec["height"] - padding - share * (spec["height"] - 2 * padding), abs=0.1
        )


def test_both_axes_have_their_unit():
    """People, and the currency of the data before every amount."""
    (line,) = marks(costs.chart(COSTS).to_dict(), "line")

    assert line["encoding"]["x"]["title"] == "People at once"
    assert line["encoding"]["y"]["title"] == "Cost of a month"
    assert "currency + format" in line["encoding"]["y"]["axis"]["labelExpr"]


def test_the_currency_is_that_of_the_data(catalogue: Catalogue):
    """Whatever sign is written there."""
    euros = catalogue.capacity.model_copy(update={"currency": "€"})
    drawing = costs.drawing(
        replace(catalogue, capacity=euros), ASKED.workload, ASKED.prices, ("flask",), None
    )

    assert drawing.spec["params"] == [{"name": "currency", "value": "€"}]


def test_what_matters_is_named():
    """Today's users, those in a year, and the crossing."""
    spots = COSTS[~COSTS["kind"].isin(["line", "end"])].set_index("kind")

    assert spots.loc["now", ["users", "text"]].tolist() == [150, "150 now"]
    assert spots.loc["later", ["users", "text"]].tolist() == [270, "270 in 12 months"]
    assert spots.loc["crossing", "text"] == f"Flask cheaper from {spots.loc['crossing', 'users']}"


def test_the_words_are_the_plans():
    """What each costs for today's users, to the next lower number of users that is drawn."""
    users = COSTS.loc[(COSTS["kind"] == "line") & (COSTS["users"] <= 150), "users"].max()
    cost = ASKED.plan("streamlit", int(users)).cost

    said, found = costs.alt_text(COSTS), crossing(ASKED, "streamlit", "flask")

    assert found is not None
    assert f"Streamlit {cost.mid:,.0f} ({cost.low:,.0f} to {cost.high:,.0f})" in said
    assert f"The cheaper one changes: Flask cheaper from {found.first}." in said


def test_what_costs_nothing_is_not_drawn():
    """A logarithmic axis has no zero."""
    rows = costs.rows(planner(prices=dict.fromkeys(PRICES, 0.0)), DRAWN, None)

    assert list(rows.columns) == list(COSTS.columns)
    assert rows.empty
    assert costs.alt_text(rows) == "No option costs anything that could be drawn."


def test_bars_hold_every_option_in_order():
    """With the figure that stands beside the bar."""
    assert list(NEEDS["label"]) == ["Streamlit", "Flask", "FastAPI", "Streamlit + FastAPI"]
    assert plans.need_bars_alt(NEEDS).startswith(f"Streamlit {NEEDS['figure'].iloc[0]}; Flask ")
