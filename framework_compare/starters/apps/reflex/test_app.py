"""What the page promises, without a browser and without building it: a visitor's state is a Python object."""

import pytest

import app
import reference

people = reference.load_people()


@pytest.fixture
def filters():
    return app.Filters()


@pytest.fixture
def prediction():
    return app.Prediction()


def test_the_filters_count_draw_and_list_who_is_left(filters):
    expected = reference.filtered(people, "All", 60)

    filters.choose_minimum_age([60])

    assert filters.count == f"{len(expected):,} rows"
    assert len(filters.table) == min(len(expected), 200)
    assert sum(bar["people"] for bar in filters.bars) == len(expected)


def test_one_group_shows_no_other(filters):
    filters.choose_group("Retired")

    column = list(people).index("group")
    assert {row[column] for row in filters.table} == {"Retired"}


def test_the_prediction_is_the_models_in_whole_cents(prediction):
    expected = reference.predicted(reference.fitted_model(people), 61, 42000, 3, 20)

    prediction.predict({"age": "61", "income": "42000", "visits": "3", "tenure": "20"})

    assert prediction.answer == f"Predicted spend: {expected:.2f}"


def test_an_empty_number_is_asked_for(prediction):
    prediction.predict({"age": "40", "income": "", "visits": "12", "tenure": "5"})

    assert prediction.answer == "Please fill in all four numbers."
