"""What the app promises, without a browser: to set a widget's value is to do what a visitor does."""

import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

import reference

people = reference.load_people()


@pytest.fixture
def app():
    """One visitor: Panel runs the file anew for each."""
    return SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("app.py"))))


def test_the_filters_count_draw_and_list_who_is_left(app):
    expected = reference.filtered(people, "All", 60)

    app.minimum_age.value = 60

    assert app.count.object == f"### {len(expected):,} rows"
    assert len(app.table.value) == min(len(expected), 200)
    assert sum(app.source.data["people"]) == len(expected)


def test_one_group_shows_no_other(app):
    app.group.value = "Retired"

    assert set(app.table.value["group"]) == {"Retired"}


def test_two_visitors_do_not_see_each_others_filters(app):
    other = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("app.py"))))

    app.minimum_age.value = 60

    assert other.count.object == "### 2,000 rows"


def test_the_prediction_is_the_models_in_whole_cents(app):
    expected = reference.predicted(reference.fitted_model(people), 61, 42000, 3, 20)
    for number, value in zip(app.numbers, (61, 42000, 3, 20), strict=True):
        number.value = value

    app.button.param.trigger("value")

    assert app.answer.object == f"### Predicted spend: {expected:.2f}"


def test_an_empty_number_is_asked_for(app):
    app.numbers[1].value = None

    app.button.param.trigger("value")

    assert app.answer.object == "Please fill in all four numbers."
