"""The API answers as the reference does; run by FastAPI's own test client."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import reference
from app import app

PERSON = {"age": 60, "income": 50_000, "visits": 12, "tenure": 2.5}


@pytest.fixture
def client() -> Iterator[TestClient]:
    """Return a visitor without a browser; the data is loaded as when the server starts."""
    with TestClient(app) as visitor:
        yield visitor


@pytest.mark.parametrize(("group", "minimum_age"), [("All", 40), ("Students", 18), ("Retired", 65), ("Students", 90)])
def test_a_filter_changes_the_count(client: TestClient, group: str, minimum_age: int) -> None:
    """And the table never holds more than it should; nobody left is not an error."""
    answer = client.get("/api/people", params={"group": group, "minimum_age": minimum_age}).json()

    rows = reference.filtered(reference.load_people(), group, minimum_age)
    assert answer["count"] == len(rows)
    assert len(answer["people"]) == min(len(rows), reference.ROWS_SHOWN)
    assert sum(decade["people"] for decade in answer["decades"]) == len(rows)


def test_without_a_filter_everybody_is_chosen(client: TestClient) -> None:
    """All groups, all ages."""
    assert client.get("/api/people").json()["count"] == 2_000


@pytest.mark.parametrize("query", ["group=Nobody", "minimum_age=17", "minimum_age=old", "maximum_age=50"])
def test_a_filter_that_is_not_offered_is_refused(client: TestClient, query: str) -> None:
    """Not replaced by another one without a word."""
    assert client.get(f"/api/people?{query}").status_code == 422


def test_the_prediction_is_the_models(client: TestClient) -> None:
    """In whole cents."""
    model = reference.fitted_model(reference.load_people())

    assert client.post("/api/predict", json=PERSON).json() == {"spend": reference.predicted(model, **PERSON)}


@pytest.mark.parametrize("change", [{"age": -1}, {"age": "old"}, {"age": None}, {"age": 1e300}, {"extra": 1}])
def test_what_cannot_be_used_is_refused(client: TestClient, change: dict) -> None:
    """With the field's name."""
    answer = client.post("/api/predict", json={**PERSON, **change})

    assert answer.status_code == 422
    assert next(iter(change)) in answer.text


def test_the_page_offers_every_group(client: TestClient) -> None:
    """The static page and the data agree."""
    page = client.get("/").text

    assert "<h1>People</h1>" in page
    assert re.findall(r"<option>(\w+)", page) == [reference.ALL, *reference.GROUPS]


def test_the_form_starts_with_the_defaults() -> None:
    """The static page and the reference agree."""
    page = Path("static/index.html").read_text(encoding="utf-8")
    shown = {name: int(value) for name, value in re.findall(r'name="(\w+)" type="number".*? value="(\d+)"', page)}

    assert shown == reference.DEFAULTS


def test_the_api_documents_itself(client: TestClient) -> None:
    """At /docs, from the same models that check it: what may be asked, and what a row holds."""
    described = client.get("/openapi.json").json()

    assert client.get("/docs").status_code == 200
    assert set(described["paths"]) == {"/api/people", "/api/predict"}
    assert set(described["components"]["schemas"]["Row"]["properties"]) == set(reference.load_people())


def test_the_server_says_that_it_is_up(client: TestClient) -> None:
    """For the container's health check."""
    assert client.get("/health").status_code == 200
