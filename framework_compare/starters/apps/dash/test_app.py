"""What the app promises, without a browser: Dash's callbacks are plain functions, its server is a Flask app."""

import app
import reference

people = reference.load_people()


def test_the_filters_count_draw_and_list_who_is_left():
    expected = reference.filtered(people, "All", 60)

    count, rows, chart = app.show_people("All", 60)
    changes = {change["location"][-1]: change["params"]["value"] for change in chart.to_plotly_json()["operations"]}

    assert f"{len(expected):,} rows" == count
    assert min(len(expected), 200) == len(rows)
    assert changes["x"] == [60, 70, 80, 90]
    assert len(expected) == sum(changes["y"])


def test_the_chart_is_there_before_its_bars_are_moved():
    chart = app.bars(reference.by_decade(people))

    assert len(people) == sum(chart.data[0].y)


def test_one_group_shows_no_other():
    _, rows, _ = app.show_people("Retired", 18)

    assert {"Retired"} == {row["group"] for row in rows}


def test_the_prediction_is_the_models_in_whole_cents():
    expected = reference.predicted(reference.fitted_model(people), 61, 42000, 3, 20)

    assert f"Predicted spend: {expected:.2f}" == app.show_prediction(1, 61, 42000, 3, 20)


def test_an_empty_number_is_asked_for():
    assert app.show_prediction(1, 40, None, 12, 5) == "Please fill in all four numbers."


def test_the_button_on_the_page_calls_the_prediction():
    question = {
        "output": "prediction.children",
        "outputs": {"id": "prediction", "property": "children"},
        "inputs": [{"id": "predict", "property": "n_clicks", "value": 1}],
        "state": [{"id": name, "property": "value", "value": value} for name, value in reference.DEFAULTS.items()],
        "changedPropIds": ["predict.n_clicks"],
    }

    answer = app.server.test_client().post("/_dash-update-component", json=question).get_json()

    assert app.show_prediction(1, *reference.DEFAULTS.values()) == answer["response"]["prediction"]["children"]


def test_the_server_is_healthy_and_serves_the_page():
    visitor = app.server.test_client()

    assert visitor.get("/health").status_code == 200
    assert "Minimum age" in visitor.get("/_dash-layout").get_data(as_text=True)
