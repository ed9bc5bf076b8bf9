"""What the app promises, without a browser: Shiny's test server runs the app and sets its inputs."""

from pathlib import Path

import pytest
from shared import bars
from shiny.testserver import test_server as serving

import reference

people = reference.load_people()


@pytest.fixture
def visitor():
    with serving(Path(__file__).with_name("app.py")) as session:
        session.set_inputs(group=reference.ALL, minimum_age=18, **reference.DEFAULTS)
        yield session


def test_the_filters_count_draw_and_list_who_is_left(visitor):
    expected = reference.filtered(people, "All", 60)

    visitor.set_inputs(minimum_age=60)

    assert visitor.get_output("count") == f"{len(expected):,} rows"
    assert len(visitor.get_output("table").value["payload"]["data"]) == min(len(expected), 200)


def test_the_chart_has_a_bar_for_each_decade_that_occurs():
    data = bars(reference.filtered(people, "All", 60)).data

    assert data["decade"].tolist() == [60, 70, 80, 90]


def test_one_group_shows_no_other(visitor):
    visitor.set_inputs(group="Retired")

    table = visitor.get_output("table").value["payload"]
    column = table["columns"].index("group")
    assert {row[column] for row in table["data"]} == {"Retired"}


def test_the_prediction_is_the_models_in_whole_cents(visitor):
    expected = reference.predicted(reference.fitted_model(people), 61, 42000, 3, 20)

    visitor.set_inputs(age=61, income=42000, visits=3, tenure=20, predict=1)

    assert visitor.get_output("prediction") == f"Predicted spend: {expected:.2f}"


def test_an_empty_number_is_asked_for(visitor):
    visitor.set_inputs(income=None, predict=1)

    assert visitor.get_output("prediction") == "Please fill in all four numbers."
