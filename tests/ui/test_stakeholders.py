"""The page on several people: added, edited, named, taken out, carried along, never too many."""

from __future__ import annotations

import json
from hashlib import shake_256

import pytest
from streamlit.testing.v1 import AppTest

from framework_compare import Requirement, to_query
from framework_compare.exports.verdict import requirement_json
from framework_compare.requirement.carried import packed, unpacked
from framework_compare.requirement.people import Person
from framework_compare.ui.frame.menu import SECTIONS
from tests.people import ANALYST, ENGINEER, FIVE, IMPATIENT, SECURITY, TWELVE, link
from tests.ui.conftest import ROOT, open_section, whole_link_of
from tests.ui.test_language import complaints
from tests.ui.test_pages_views import shown

PAGE = str(ROOT / "pages" / "stakeholders.py")
TITLES = tuple(SECTIONS["stakeholders"].values())
GROUPS = {
    "one": (ANALYST,),
    "two alike": (ANALYST, Person("Twin", ANALYST.requirement)),
    "five": FIVE,
    "someone whom nothing fits": (ANALYST, ENGINEER, IMPATIENT),
    "nothing fits anybody": (IMPATIENT, Person("As well", IMPATIENT.requirement)),
    "nothing answered": (Person("A", Requirement()), Person("B", Requirement())),
    "twelve": TWELVE,
}


def opened(app: AppTest, query: dict[str, list[str]]) -> AppTest:
    """Return the page as somebody finds it who opens a link."""
    for name, texts in query.items():
        app.query_params[name] = texts
    return app.switch_page(PAGE).run()


def held(app: AppTest) -> tuple[Person, ...]:
    """Return everybody whom the link carries."""
    (text,) = whole_link_of(app).get("stakeholders.people", [""])
    people, problems = unpacked(text)
    assert problems == ()
    return people


def said(app: AppTest) -> str:
    """Return every word on screen, notices included."""
    return shown(app) + "\n".join(str(text.value) for text in app.text)


@pytest.mark.parametrize("name", GROUPS)
def test_every_section_of_every_group_is_told_in_english(app: AppTest, name: str):
    """From one person to twelve, with those for whom nothing fits."""
    opened(app, link(*GROUPS[name]))
    found = []
    for title in TITLES:
        open_section(app, "stakeholders", title)
        assert not app.exception
        assert "could not be shown" not in said(app)
        found += [f"{title}: {complaint}" for complaint in complaints(app)]

    assert found == []


def test_nobody_is_told_how_to_begin(app: AppTest):
    """One sentence, a name, a button; no empty charts."""
    opened(app, {})

    assert not app.exception
    assert "Answer for one person in" in said(app)
    assert "Nothing is answered in your project now." in said(app)
    assert not app.get("vega_lite_chart")


def test_three_people_take_a_name_and_a_click_each(app: AppTest):
    """The project stays as it is; the last added is the one that is chosen."""
    opened(app, to_query(ANALYST.requirement))
    for name in ("Ann", "Ann", ""):
        app.text_input(key="sh.name").set_value(name).run()
        app.button(key="sh.add").click().run()

    assert [person.name for person in held(app)] == ["Ann", "Ann (2)", "Person 3"]
    assert {person.requirement for person in held(app)} == {ANALYST.requirement}
    assert app.pills(key="stakeholders.person").value == "3"
    assert app.text_input(key="sh.name").value == ""


def test_the_thirteenth_is_refused_by_name(app: AppTest):
    """Nobody is lost for it."""
    opened(app, link(*TWELVE))
    app.text_input(key="sh.name").set_value("Latecomer").run()
    app.button(key="sh.add").click().run()

    assert held(app) == TWELVE
    assert "12 people take part already" in said(app)
    assert "Not added: Latecomer" in said(app)


def test_somebody_is_edited_in_your_project_and_saved_back(app: AppTest):
    """The link that opens their answers carries everybody; saving changes nobody else."""
    opened(app, link(ANALYST, SECURITY) | {"stakeholders.person": ["2"]})
    app.query_params.clear()
    opened(
        app, to_query(SECURITY.requirement.with_answers(auth="accounts")) | link(ANALYST, SECURITY)
    )
    app.pills(key="stakeholders.person").set_value("2").run()
    app.button(key="sh.save").click().run()

    assert held(app)[0] == ANALYST
    assert held(app)[1].requirement.auth == "accounts"
    assert app.button(key="sh.save").disabled


def test_somebody_is_renamed_duplicated_and_removed(app: AppTest):
    """Only the one that is chosen."""
    opened(app, link(ANALYST, SECURITY) | {"stakeholders.person": ["2"]})
    app.text_input(key="sh.renamed").set_value("CISO").run()
    app.button(key="sh.rename").click().run()
    app.button(key="sh.duplicate").click().run()

    assert [person.name for person in held(app)] == ["Analyst", "CISO", "CISO (2)"]

    app.button(key="sh.remove").click().run()

    assert [person.name for person in held(app)] == ["Analyst", "CISO"]

    app.button(key="sh.remove").click().run()
    app.button(key="sh.remove").click().run()

    assert "stakeholders.people" not in whole_link_of(app)


def test_an_empty_one_and_a_typical_project_are_added(app: AppTest):
    """Without touching the project's answers."""
    opened(app, {"goal": ["rest_api"]})
    app.button(key="sh.empty").click().run()
    app.selectbox(key="sh.preset").set_value("public_shop").run()

    assert held(app)[0] == Person("Person 1", Requirement())
    assert held(app)[1].requirement.goal == "ecommerce"
    assert whole_link_of(app)["goal"] == ["rest_api"]


def uploaded(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    """Return the app after files are chosen and added."""
    app.file_uploader(key="sh.files").set_value(
        [(name, content, "application/json") for name, content in files]
    )
    (button,) = [each for each in app.button if each.label == "Add from these files"]
    return button.click().run()


def test_files_add_people_and_say_where_they_are_wrong(app: AppTest):
    """The good ones count, whoever was there stays."""
    opened(app, link(ANALYST))
    several = json.dumps([{"id": "Ben", "requirements": {"goal": "rest_api"}}]).encode()
    uploaded(
        app,
        ("ann.json", requirement_json(SECURITY.requirement).encode()),
        ("board.json", several),
        ("bad.json", b'{"goal": "rest_apy"}'),
    )

    assert [person.name for person in held(app)] == ["Analyst", "ann", "Ben"]
    assert "Some files added nobody. The others count." in said(app)
    assert "bad.json: " in said(app)
    assert "did you mean" in said(app)


def test_of_more_than_twelve_the_first_are_taken_and_it_is_said():
    """As whoever opens a bundle is told."""
    script = """
import streamlit as st
from framework_compare.ui.frame import people
from tests.people import ANALYST, TWELVE
for problem in people.take([*TWELVE, ANALYST]):
    st.text(problem.message)
st.text(people.held() == TWELVE)
people.take([])
st.text(people.held())
"""
    app = AppTest.from_string(script).run()

    assert [text.value for text in app.text] == [
        "must be at most 12 people, got 13; the first 12 count",
        "True",
        "()",
    ]


def test_people_are_there_on_every_page(app: AppTest):
    """The link of each page carries them, and brings them back."""
    opened(app, link(*FIVE))
    app.switch_page(str(ROOT / "pages" / "verdict.py")).run()

    assert held(app) == FIVE

    app.switch_page(PAGE).run()

    assert held(app) == FIVE
    assert "Analyst" in said(app)


def test_hostile_people_are_refused_and_the_rest_of_the_link_applies(app: AppTest):
    """In words, as text."""
    opened(app, {"goal": ["rest_api"], "stakeholders.people": ["<script>"]})

    assert not app.exception
    assert "Stakeholders, People (stakeholders.people)" in said(app)
    assert whole_link_of(app) == {"goal": ["rest_api"]}


def test_a_bad_answer_of_one_person_is_told_by_their_name(app: AppTest):
    """And is gone from the link."""
    text = packed([Person("Ann", Requirement(goal="rest_api"))])
    spoiled = packed([Person("Ann", Requirement.model_construct(goal="rest_apy"))])
    assert text != spoiled
    opened(app, {"stakeholders.people": [spoiled]})

    assert "Ann: " in said(app)
    assert held(app) == (Person("Ann", Requirement()),)


def test_a_typed_name_is_text(app: AppTest):
    """No icon, no link, no emphasis, no table cell of its own."""
    name = "*A* :material/home: www.b.c a@b.c [x](y)"
    opened(app, link(Person(name, ANALYST.requirement), SECURITY))
    told = next(text.value for text in app.markdown if "first choice of" in str(text.value))

    for markup in ("*A*", ":material/", "www.b", "a@b", "[x](y)"):
        assert markup not in told
    assert name in app.get("vega_lite_chart")[0].proto.alt


def test_a_chart_that_fails_takes_nothing_else_along(app: AppTest, monkeypatch: pytest.MonkeyPatch):
    """It says so in its place; people, words and tables stay."""

    def fail(*_: object) -> None:
        raise ValueError("broken")

    monkeypatch.setattr("framework_compare.present.stakeholder_costs.drawing", fail)
    opened(app, link(ANALYST, SECURITY))

    assert "What each option costs each person could not be shown." in said(app)
    assert "is the first choice of Analyst" in said(app)
    assert list(app.table[0].value["Person"]) == ["Analyst", "Security officer"]


def test_too_long_a_link_is_refused_before_anything_is_lost(app: AppTest):
    """Notes that nobody could pack, as often as there is room for them."""
    opened(app, link(ANALYST))
    while "would get too long" not in said(app):
        before = held(app)
        assert len(before) < 12
        noise = shake_256(bytes([len(before)])).digest(1000)
        notes = "".join(chr(0x4E00 + int.from_bytes(noise[at : at + 2]) // 4) for at in range(500))
        opened(app, {"notes": [notes]})
        app.button(key="sh.add").click().run()

    assert held(app) == before
    assert before[0] == ANALYST


def test_what_each_would_have_to_believe_follows_who_is_chosen(app: AppTest):
    """By the chips above."""
    opened(app, link(*FIVE) | {"stakeholders.section": ["believe"]})

    assert "What Engineer would have to believe" in said(app)

    app.pills(key="stakeholders.person").set_value("3").run()

    assert "What Security officer would have to believe" in said(app)
    assert "It fails the must “Sign-in: Roles and rights”." in said(app)
