"""What the page promises, asked through NiceGUI's simulated visitor: no browser is needed."""

from nicegui import ui
from nicegui.testing import User

import reference

people = reference.load_people()


def only(user: User, kind):
    """Return the one element of a kind."""
    (element,) = user.find(kind).elements
    return element


async def test_the_filters_count_draw_and_list_who_is_left(user: User):
    expected = reference.filtered(people, "All", 60)
    await user.open("/")

    with user:
        only(user, ui.slider).value = 60

    await user.should_see(f"{len(expected):,} rows")
    assert len(only(user, ui.table).rows) == min(len(expected), 200)
    assert sum(only(user, ui.echart).options["series"][0]["data"]) == len(expected)


async def test_one_group_shows_no_other(user: User):
    await user.open("/")

    with user:
        only(user, ui.select).value = "Retired"

    assert {row["group"] for row in only(user, ui.table).rows} == {"Retired"}


async def test_the_prediction_is_the_models_in_whole_cents(user: User):
    expected = reference.predicted(reference.fitted_model(people), 61, 42000, 3, 20)
    await user.open("/")

    for name, value in zip(("Age", "Income", "Visits", "Tenure"), (61, 42000, 3, 20), strict=True):
        user.find(kind=ui.number, content=name).clear().type(str(value))
    user.find(kind=ui.button, content="Predict").click()

    await user.should_see(f"Predicted spend: {expected:.2f}")


async def test_an_empty_number_is_asked_for(user: User):
    await user.open("/")

    user.find(kind=ui.number, content="Income").clear()
    user.find(kind=ui.button, content="Predict").click()

    await user.should_see("Please fill in all four numbers.")
