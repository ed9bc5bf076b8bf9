"""The page answers as the reference does; run by Streamlit's own test client."""

import pytest
from streamlit.testing.v1 import AppTest

import reference


@pytest.fixture
def page() -> AppTest:
    """Return the page as a visitor first sees it."""
    return AppTest.from_file("app.py", default_timeout=30).run()


def test_the_first_view_shows_everybody(page: AppTest) -> None:
    """All groups, all ages."""
    assert not page.exception
    assert page.title[0].value == "People"
    assert page.markdown[0].value == "**2,000 rows**"


@pytest.mark.parametrize(("group", "minimum_age"), [("All", 40), ("Students", 18), ("Retired", 65)])
def test_a_filter_changes_the_count(page: AppTest, group: str, minimum_age: int) -> None:
    """And the table never holds more than it should."""
    page.selectbox[0].set_value(group)
    page.slider[0].set_value(minimum_age).run()

    rows = reference.filtered(reference.load_people(), group, minimum_age)
    assert page.markdown[0].value == f"**{len(rows):,} rows**"
    assert len(page.dataframe[0].value) == min(len(rows), reference.ROWS_SHOWN)


def test_nobody_left_is_not_an_error(page: AppTest) -> None:
    """An empty table and an empty chart."""
    page.selectbox[0].set_value("Students")
    page.slider[0].set_value(90).run()

    assert not page.exception
    assert page.markdown[0].value == "**0 rows**"


def test_nothing_is_predicted_before_the_button_is_pressed(page: AppTest) -> None:
    """The form waits."""
    page.number_input[0].set_value(60.0).run()

    assert not page.success


def test_the_prediction_is_the_models(page: AppTest) -> None:
    """With two decimals."""
    page.number_input[0].set_value(60.0)
    page.number_input[3].set_value(2.5)
    page.button[0].click().run()

    model = reference.fitted_model(reference.load_people())
    assert page.success[0].value == f"Predicted spend: {reference.predicted(model, 60, 50_000, 12, 2.5):.2f}"
