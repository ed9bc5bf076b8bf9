"""The page answers as the reference does; run by Django's own test client."""

import pytest
from django.test import Client

import reference

PERSON = {"age": "60", "income": "50000", "visits": "12", "tenure": "2.5"}


def spend(**features: float) -> str:
    """Return what the page must say."""
    model = reference.fitted_model(reference.load_people())
    return f"Predicted spend: {reference.predicted(model, **features):.2f}"


def text(answer) -> str:
    """Return a page's text."""
    return answer.content.decode()


def test_the_first_view_shows_everybody(client):
    """All groups, all ages."""
    page = text(client.get("/"))

    assert "<h1>People</h1>" in page
    assert "2,000 rows" in page
    assert page.count("<tr>") == 1 + reference.ROWS_SHOWN


@pytest.mark.parametrize(("group", "minimum_age"), [("All", 40), ("Students", 18), ("Retired", 65), ("Students", 90)])
def test_a_filter_changes_the_count(client, group, minimum_age):
    """And the table never holds more than it should; nobody left is not an error."""
    page = text(client.get("/", {"group": group, "minimum_age": minimum_age}))

    count = len(reference.filtered(reference.load_people(), group, minimum_age))
    assert f"{count:,} rows" in page
    assert page.count("<tr>") == 1 + min(count, reference.ROWS_SHOWN)


def test_the_script_is_brought_the_same_part_of_the_page(client):
    """And nothing around it."""
    part = text(client.get("/people?group=Retired&minimum_age=70"))

    assert part.strip() in text(client.get("/?group=Retired&minimum_age=70"))
    assert "<form" not in part


@pytest.mark.parametrize("path", ["/", "/people"])
@pytest.mark.parametrize("query", ["group=Nobody", "minimum_age=17", "minimum_age=old", "minimum_age="])
def test_a_filter_that_is_not_offered_is_refused(client, path, query):
    """Not replaced by another one without a word."""
    assert client.get(f"{path}?{query}").status_code == 400


def test_the_prediction_is_the_models(client):
    """And the filter in the address stays."""
    page = text(client.post("/?group=Students", PERSON))

    assert spend(age=60, income=50_000, visits=12, tenure=2.5) in page
    assert '<option value="Students" selected>' in page


def test_the_script_is_brought_the_prediction_alone(client):
    """No table, no form."""
    part = text(client.post("/prediction", PERSON))

    assert spend(age=60, income=50_000, visits=12, tenure=2.5) in part
    assert "<t" not in part


@pytest.mark.parametrize("path", ["/", "/prediction"])
@pytest.mark.parametrize("change", [{"age": "old"}, {"age": "-1"}, {"age": ""}, {"age": "inf"}])
def test_what_cannot_be_used_is_said_and_not_predicted(client, path, change):
    """With its field's name."""
    page = text(client.post(path, {**PERSON, **change}))

    assert 'class="error"' in page
    assert "Predicted spend" not in page


@pytest.mark.parametrize("path", ["/", "/prediction"])
def test_a_form_that_this_page_did_not_make_is_refused(path):
    """Another site cannot send it in a visitor's name."""
    assert Client(enforce_csrf_checks=True).post(path, PERSON).status_code == 403


def test_the_api_gives_the_same_prediction(client):
    """As JSON, for other programs."""
    person = {"age": 60, "income": 50_000, "visits": 12, "tenure": 2.5}
    answer = client.post("/api/predict", person, content_type="application/json").json()

    assert f"Predicted spend: {answer['spend']:.2f}" == spend(**person)


@pytest.mark.parametrize(
    "person", [{}, [], {**PERSON, "age": None}, {**PERSON, "age": "NaN"}, {**PERSON, "age": 1e300}]
)
def test_the_api_refuses_what_it_cannot_use(client, person):
    """With the reason."""
    answer = client.post("/api/predict", person, content_type="application/json")

    assert answer.status_code == 422
    assert answer.json()["error"]


def test_the_page_needs_no_database_but_the_admin_is_there(client):
    """Its page to sign in; the page itself was shown above without one."""
    assert "Django administration" in text(client.get("/admin/", follow=True))


def test_the_server_says_that_it_is_up(client):
    """For the container's health check."""
    assert client.get("/health").status_code == 200
