"""The page answers as the reference does; run by Flask's own test client."""

import re

import pytest

import reference
from app import app

PERSON = {"age": "60", "income": "50000", "visits": "12", "tenure": "2.5"}


@pytest.fixture
def client():
    """Return a visitor without a browser."""
    app.testing = True
    return app.test_client()


def spend(**features: float) -> str:
    """Return what the page must say."""
    model = reference.fitted_model(reference.load_people())
    return f"Predicted spend: {reference.predicted(model, **features):.2f}"


def test_the_first_view_shows_everybody(client):
    """All groups, all ages."""
    page = client.get("/").text

    assert "<h1>People</h1>" in page
    assert "2,000 rows" in page
    assert page.count("<tr>") == 1 + reference.ROWS_SHOWN


@pytest.mark.parametrize(("group", "minimum_age"), [("All", 40), ("Students", 18), ("Retired", 65), ("Students", 90)])
def test_a_filter_changes_the_count(client, group, minimum_age):
    """And the table never holds more than it should; nobody left is not an error."""
    page = client.get("/", query_string={"group": group, "minimum_age": minimum_age}).text

    count = len(reference.filtered(reference.load_people(), group, minimum_age))
    assert f"{count:,} rows" in page
    assert page.count("<tr>") == 1 + min(count, reference.ROWS_SHOWN)


def test_the_script_is_brought_the_same_part_of_the_page(client):
    """And nothing around it."""
    part = client.get("/people?group=Retired&minimum_age=70").text

    assert part.strip() in client.get("/?group=Retired&minimum_age=70").text
    assert "<form" not in part


@pytest.mark.parametrize("path", ["/", "/people"])
@pytest.mark.parametrize("query", ["group=Nobody", "minimum_age=17", "minimum_age=old", "minimum_age="])
def test_a_filter_that_is_not_offered_is_refused(client, path, query):
    """Not replaced by another one without a word."""
    assert client.get(f"{path}?{query}").status_code == 400


def token(page: str) -> str:
    """Return the form's token."""
    return re.search(r'name="csrf_token"[^>]* value="([^"]+)"', page)[1]


def test_the_prediction_is_the_models(client):
    """And the filter in the address stays."""
    page = client.get("/?group=Students").text
    page = client.post("/?group=Students", data={**PERSON, "csrf_token": token(page)}).text

    assert spend(age=60, income=50_000, visits=12, tenure=2.5) in page
    assert '<option selected value="Students">' in page


def test_the_script_is_brought_the_prediction_alone(client):
    """No table, no form."""
    part = client.post("/prediction", data={**PERSON, "csrf_token": token(client.get("/").text)}).text

    assert spend(age=60, income=50_000, visits=12, tenure=2.5) in part
    assert "<t" not in part


@pytest.mark.parametrize(
    "change", [{"age": "old"}, {"age": "-1"}, {"age": ""}, {"age": "inf"}, {"csrf_token": "forged"}]
)
@pytest.mark.parametrize("path", ["/", "/prediction"])
def test_what_cannot_be_used_is_said_and_not_predicted(client, path, change):
    """A wrong number, or a form that this page did not make."""
    page = client.post(path, data={**PERSON, "csrf_token": token(client.get("/").text), **change}).text

    assert 'class="error"' in page
    assert "Predicted spend" not in page


def test_the_api_gives_the_same_prediction(client):
    """As JSON, for other programs."""
    answer = client.post("/api/predict", json={"age": 60, "income": 50_000, "visits": 12, "tenure": 2.5})

    assert f"Predicted spend: {answer.json['spend']:.2f}" == spend(age=60, income=50_000, visits=12, tenure=2.5)


@pytest.mark.parametrize(
    "person", [{}, [], {**PERSON, "age": None}, {**PERSON, "age": "NaN"}, {**PERSON, "age": 1e300}]
)
def test_the_api_refuses_what_it_cannot_use(client, person):
    """With the reason."""
    answer = client.post("/api/predict", json=person)

    assert answer.status_code == 422
    assert "must be numbers" in answer.json["error"]


def test_the_server_says_that_it_is_up(client):
    """For the container's health check."""
    assert client.get("/health").status_code == 200
