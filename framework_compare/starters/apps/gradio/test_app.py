"""What the app promises, asked through Gradio's own client of a server that is really running."""

import pytest
from gradio_client import Client

import app
import reference

people = reference.load_people()


@pytest.fixture(scope="module")
def visitor():
    _, address, _ = app.demo.launch(prevent_thread_lock=True, quiet=True)
    yield Client(address, verbose=False)
    app.demo.close()


def test_the_filters_count_draw_and_list_who_is_left(visitor):
    expected = reference.filtered(people, "All", 60)

    count, table, chart = visitor.predict("All", 60, api_name="/show_people")

    assert count == f"### {len(expected):,} rows"
    assert len(table["data"]) == min(len(expected), 200)
    assert sum(people_in_it for _decade, people_in_it in chart["data"]) == len(expected)


def test_one_group_shows_no_other(visitor):
    _, table, _ = visitor.predict("Retired", 18, api_name="/show_people")

    column = table["headers"].index("group")
    assert {row[column] for row in table["data"]} == {"Retired"}


def test_the_prediction_is_the_models_in_whole_cents(visitor):
    expected = reference.predicted(reference.fitted_model(people), 61, 42000, 3, 20)

    assert visitor.predict(61, 42000, 3, 20, api_name="/show_prediction") == f"### Predicted spend: {expected:.2f}"


def test_an_empty_number_is_asked_for(visitor):
    with pytest.raises(Exception, match="Please fill in all four numbers"):
        visitor.predict(40, None, 12, 5, api_name="/show_prediction")
