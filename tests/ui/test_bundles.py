"""A bundle opened in the app: everything comes back, or nothing changes."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from framework_compare import Catalogue, Requirement, from_query
from framework_compare.catalogue.own import OwnFramework, with_own
from framework_compare.decisions.likeness import load_likeness
from framework_compare.exports.bundle import bundle_json
from framework_compare.requirement.people import Person
from framework_compare.scoring.study import Study
from tests.catalogue.test_another_framework import CARD, CELL
from tests.ui.conftest import ROOT, link_of, whole_link_of

ASKED = Requirement(goal="internal_data_tool", considered=("streamlit", "solara"), name="Börse")
PEOPLE = (Person("Ann", Requirement(goal="rest_api")), Person("Bob", ASKED))
OWN = OwnFramework("solara", CARD + CELL)
BEFORE = Requirement(goal="ecommerce")


@pytest.fixture(scope="module")
def text() -> str:
    """A project with people and a framework of one's own."""
    return bundle_json(
        Study(ASKED, with_own((OWN,))),
        ASKED,
        likeness=load_likeness(),
        people=PEOPLE,
        frameworks={OWN.id: OWN.text},
    )


def opened(app: AppTest, text: str) -> AppTest:
    """The app after a file was chosen."""
    app.query_params["goal"] = "ecommerce"
    app.run()
    app.file_uploader(key="ui.upload").upload("project.json", text.encode())
    return app.run()


def test_everything_comes_back(app: AppTest, text: str, catalogue: Catalogue) -> None:
    """Answers, people and the framework; and it is said that the same comes out."""
    opened(app, text)
    known = (*catalogue.frameworks, "solara")

    assert not app.exception
    assert from_query(link_of(app), frameworks=known) == (ASKED, ())
    assert "every number comes out as it was saved" in app.toast[0].value
    app.switch_page(str(ROOT / "pages" / "stakeholders.py")).run()
    said = " ".join(str(each.value) for kind in ("markdown", "text") for each in getattr(app, kind))
    assert "Ann" in said
    assert "Bob" in said


def test_what_changed_since_is_told(app: AppTest, text: str) -> None:
    """In the notice, with how the verdict moved."""
    raw = json.loads(text)
    raw["version"] = "0.0.1"
    raw["verdict"]["champion"] = "flask"
    opened(app, json.dumps(raw))
    told = [each.value for each in app.text]

    assert any(line.startswith("framework_compare was 0.0.1") for line in told)
    assert any("Flask did." in line for line in told)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema",), 2),
        (("requirement", "goal"), "dashbord"),
        (("frameworks", "solara"), "name = 1"),
        (("frameworks", "flask"), CARD),
        (("frameworks", "solara"), f"{CARD}\nhuge = 0x{'f' * 9000}"),
        (("stakeholders", 0, "requirement"), {"goal": 3}),
    ],
)
def test_a_wrong_one_changes_nothing(
    app: AppTest, text: str, path: tuple[str | int, ...], value: object
) -> None:
    """Whatever part of it is wrong; all of it is named."""
    raw = json.loads(text)
    place = raw
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    opened(app, json.dumps(raw))

    assert not app.exception
    assert any("was not used; your answers are as they were" in each.value for each in app.markdown)
    assert set(whole_link_of(app)) == {"goal"}
    assert link_of(app) == {"goal": [BEFORE.goal]}


def test_what_it_takes_the_place_of_is_said(app: AppTest, text: str) -> None:
    """People and frameworks that were here, which Back brings again."""
    opened(app, text)
    raw = json.loads(text)
    raw["stakeholders"], raw["frameworks"] = [], {}
    raw["requirement"] = {"goal": "rest_api"}
    app.file_uploader(key="ui.upload").upload("other.json", json.dumps(raw).encode())
    app.run()

    assert not app.exception
    assert set(link_of(app)) == {"goal"}
    assert "stakeholders.people" not in whole_link_of(app)
    assert "compare.own" not in whole_link_of(app)
    assert any("one step back" in each.value for each in app.toast)
