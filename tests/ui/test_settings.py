"""What pages show beside the requirement: held in the link, read back from it, refused in words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from framework_compare import Requirement, load_catalogue
from framework_compare.requirement.carried import packed
from framework_compare.ui.frame import menu
from framework_compare.ui.frame.settings import (
    SETTINGS,
    Brought,
    Carried,
    Choice,
    Number,
    Opened,
    from_query,
    to_query,
)
from tests.people import ANALYST, FIVE, SECURITY, link
from tests.ui.conftest import ROOT, open_link, whole_link_of

CATALOGUE = load_catalogue()
DEMO = {"goal": ["interactive_dashboard"], "peak_concurrent_users": ["80"]}
SHOWN = {
    "project.section": ("segmented_control", ["running"]),
    "compare.section": ("segmented_control", ["radar"]),
    "compare.options": ("pills", ["panel", "streamlit+fastapi"]),
    "compare.axes": ("segmented_control", ["difference"]),
    "what_if.section": ("segmented_control", ["map"]),
    "what_if.x": ("selectbox", ["auth"]),
    "what_if.y": ("selectbox", ["visualisation"]),
    "capacity.section": ("segmented_control", ["trust"]),
    "capacity.users": ("number_input", ["350"]),
    "capacity.think_s": ("number_input", ["12"]),
    "capacity.per_gb": ("number_input", ["7"]),
    "capacity.options": ("pills", ["dash", "gradio"]),
    "evidence.section": ("segmented_control", ["all"]),
    "evidence.frameworks": ("multiselect", ["nicegui", "shiny"]),
    "evidence.table": ("selectbox", ["Hosting"]),
    "stakeholders.section": ("segmented_control", ["agreement"]),
    "stakeholders.person": ("pills", ["2"]),
    "method.section": ("segmented_control", ["numbers"]),
    "method.first": ("selectbox", ["maturity"]),
    "method.second": ("selectbox", ["running_cost"]),
    "what_if.weights": ("segmented_control", ["team"]),
    "what_if.ranges": ("expander", ["open"]),
    "what_if.group": ("segmented_control", ["product"]),
    "what_if.weight": ("selectbox", ["operations"]),
    "evidence.kind": ("selectbox", ["documented"]),
    "evidence.about": ("selectbox", ["Scalability"]),
    "evidence.holds": ("pills", ["◐ Partly", "✓ Holds"]),
    "evidence.part": ("selectbox", ["Deployment"]),
    "evidence.feature": ("selectbox", ["General"]),
    "evidence.experiment": ("selectbox", ["E7"]),
    "evidence.figure": ("selectbox", ["Threads with all sessions open"]),
}
BESIDE = {
    "stakeholders.section": link(ANALYST, SECURITY),
    "stakeholders.person": link(ANALYST, SECURITY),
    "what_if.weights": {"what_if.section": ["weights"]},
    "what_if.ranges": {"what_if.section": ["weights"]},
    "what_if.group": {"what_if.section": ["weights"], "what_if.ranges": ["open"]},
    "what_if.weight": {"what_if.section": ["weights"], "what_if.ranges": ["open"]},
    "method.first": {"method.section": ["overlaps"]},
    "method.second": {"method.section": ["overlaps"]},
    "evidence.kind": {"evidence.section": ["all"]},
    "evidence.about": {"evidence.section": ["all"]},
    "evidence.experiment": {"evidence.section": ["measurements"]},
    "evidence.figure": {
        "evidence.section": ["measurements"],
        "evidence.experiment": ["E7"],
    },
    "compare.axes": {"compare.section": ["radar"]},
    "what_if.x": {"what_if.section": ["map"]},
    "what_if.y": {"what_if.section": ["map"]},
    "evidence.frameworks": {"evidence.section": ["all"]},
    "evidence.table": {"evidence.section": ["all"]},
}
"""The section in which a setting is seen."""


def values(name: str) -> st.SearchStrategy[Any]:
    """Anything that a setting may hold."""
    setting = SETTINGS[name]
    if isinstance(setting, Choice):
        words = sorted(setting.words(CATALOGUE))
        return (
            st.lists(st.sampled_from(words), unique=True)
            if setting.many
            else st.sampled_from(words)
        )
    if isinstance(setting, Opened):
        return st.booleans()
    if isinstance(setting, Carried):
        return st.sampled_from([packed(FIVE), packed([ANALYST])])
    asked = CATALOGUE.capacity.input[setting.input]
    if asked.whole:
        return st.integers(int(asked.least), int(asked.most)).map(float)
    return st.floats(asked.least, asked.most)


CHOSEN = [name for name, setting in SETTINGS.items() if not isinstance(setting, Brought)]
"""What a visitor brings can be named once it is there: `test_own_framework` holds that."""


@given(st.fixed_dictionaries({}, optional={name: values(name) for name in CHOSEN}))
def test_a_link_gives_back_what_was_put_into_it(chosen: dict[str, Any]):
    """Every setting, an empty choice of several and the order of a list included."""
    read, problems = from_query(to_query(chosen), CATALOGUE)

    assert problems == ()
    assert read == chosen


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("compare.section", "raddar", ["Compare, Section (compare.section)", "“Radar” (radar)?"]),
        ("compare.options", "pannel", ["Options side by side", "did you mean “Panel” (panel)?"]),
        ("compare.axes", "zzz", ["Order of the axes", "“By topic” (tree)"]),
        ("capacity.users", "0", ["People at once", "between 1 and 10,000,000", "got “0”"]),
        ("capacity.users", "2.5", ["a whole number"]),
        ("capacity.think_s", "soon", ["a number between", "got “soon”"]),
        ("capacity.think_s", "nan", ["a number between"]),
        ("capacity.think_s", "1_000", ["a number between"]),
        ("evidence.kind", "*x*", ["Kind of evidence", "“*x*” is not among"]),
    ],
)
def test_what_cannot_be_shown_is_named_in_the_words_on_the_screen(
    name: str, text: str, said: list[str]
):
    """Where it stands, what was found, and what is meant or allowed; nothing of it applies."""
    read, problems = from_query({name: [text]}, CATALOGUE)

    assert name not in read
    assert len(problems) == 1
    for words in said:
        assert words in str(problems[0])


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("compare.option", "did you mean “Options side by side” (compare.options)?"),
        ("Compare.Options", "did you mean “Options side by side” (compare.options)?"),
        ("capacity.user", "did you mean “People at once” (capacity.users)?"),
        ("evidence.colour", "is not a setting of the page “Evidence”; it has evidence.section"),
        ("verdict.section", "is not a setting of the page “Verdict”; it has none"),
    ],
)
def test_a_near_miss_of_a_name_is_named(name: str, said: str):
    """Also a name that no page has, where it starts like a page of ours."""
    read, problems = from_query({name: ["panel"]}, CATALOGUE)

    assert read == {}
    assert [said in str(problem) for problem in problems] == [True]


@pytest.mark.parametrize("name", ["utm_source", "fbclid", "a.b", "gclid", "user.id", "goal"])
def test_what_is_nobodys_is_left_alone(name: str):
    """It is for somebody else, or an answer."""
    assert from_query({name: ["x"]}, CATALOGUE) == ({}, ())


def test_what_is_given_twice_is_told_and_the_last_counts():
    """As with answers."""
    read, problems = from_query({"compare.section": ["radar", "article"]}, CATALOGUE)

    assert read == {"compare.section": "article"}
    assert "must be given once, got “radar”, “article”; the last counts" in str(problems[0])


def test_good_words_count_beside_bad_ones():
    """A link loses no more than what is wrong with it."""
    read, problems = from_query({"compare.options": ["dash", "ember", "panel"]}, CATALOGUE)

    assert read == {"compare.options": ["dash", "panel"]}
    assert "“ember” is not among what can be chosen" in str(problems[0])


def test_a_whole_link_of_a_thousand_wrong_words_is_told_in_one_line():
    """No wall of text, whoever made it."""
    wrong = [f"w{number}" for number in range(1000)]
    _, problems = from_query({"compare.options": wrong}, CATALOGUE)

    assert "and 995 more" in str(problems[0])
    assert len(str(problems[0])) < 400


def opened(app: AppTest, page: str, query: dict[str, list[str]]) -> AppTest:
    """Return the app as somebody finds it who opens a link of one page."""
    for name, texts in query.items():
        app.query_params[name] = texts
    return app.switch_page(str(ROOT / "pages" / f"{page}.py")).run()


def held(widget: Any) -> list[str]:
    """Return what a widget holds, as a link would give it."""
    value = widget.value
    found = value if isinstance(value, list) else [value]
    return [f"{item:g}" if isinstance(item, float | int) else str(item) for item in found]


@pytest.mark.parametrize("name", SHOWN)
def test_a_link_shows_what_it_says(app: AppTest, name: str):
    """Every kind of setting, on its page; the link stays as it was."""
    kind, texts = SHOWN[name]
    query = DEMO | BESIDE.get(name, {}) | {name: texts}
    opened(app, name.partition(".")[0], query)

    assert not app.exception
    if kind == "expander":
        assert app.session_state[name] is True
    else:
        assert held(getattr(app, kind)(key=name)) == texts
    assert whole_link_of(app) == query


def test_every_page_with_sections_names_them_all_once():
    """The words of a link, and their titles."""
    for page, titles in menu.SECTIONS.items():
        assert len({*titles.values()}) == len(titles)
        assert SETTINGS[f"{page}.section"].words(CATALOGUE) == titles  # type: ignore[union-attr]


def test_a_choice_is_in_the_whole_link_of_every_page(app: AppTest):
    """So that one link reopens all of what was shown."""
    opened(app, "compare", DEMO)
    app.segmented_control(key="compare.section").set_value("radar").run()

    assert whole_link_of(app) == DEMO | {"compare.section": ["radar"]}

    app.switch_page(str(ROOT / "pages" / "verdict.py")).run()

    assert whole_link_of(app) == DEMO | {"compare.section": ["radar"]}

    app.switch_page(str(ROOT / "pages" / "compare.py")).run()

    assert app.segmented_control(key="compare.section").value == "radar"


def test_what_a_page_shows_by_itself_is_not_in_the_link(app: AppTest):
    """Neither before a choice nor after going back on it."""
    opened(app, "compare", DEMO)

    assert whole_link_of(app) == DEMO

    app.segmented_control(key="compare.section").set_value("radar").run()
    app.segmented_control(key="compare.section").set_value("fit").run()

    assert whole_link_of(app) == DEMO


def test_an_answer_given_later_counts_over_a_number_typed_before(app: AppTest):
    """The load that was tried gives way to the load that is asked; prices of one's own stay."""
    opened(app, "capacity", DEMO)
    app.number_input(key="capacity.users").set_value(500).run()
    app.number_input(key="capacity.per_gb").set_value(9.0).run()

    assert whole_link_of(app) == DEMO | {"capacity.users": ["500"], "capacity.per_gb": ["9"]}

    app.switch_page(str(ROOT / "pages" / "project.py")).run()
    app.segmented_control(key="project.section").set_value("people").run()
    app.number_input(key="req.peak_concurrent_users").set_value(130).run()

    assert whole_link_of(app) == DEMO | {
        "peak_concurrent_users": ["130"],
        "project.section": ["people"],
        "capacity.per_gb": ["9"],
    }


def test_a_link_with_a_number_of_its_own_opens_with_it(app: AppTest):
    """Whatever the answer is: the link was made when both stood."""
    opened(app, "capacity", DEMO | {"capacity.users": ["500"]})
    app.run()

    assert app.number_input(key="capacity.users").value == 500


def test_what_was_misspelt_is_told_once_and_leaves_the_link(app: AppTest):
    """Dismissed, it does not come back with the next answer; strangers' parameters stay."""
    opened(app, "compare", DEMO | {"compare.optons": ["dash"], "utm_source": ["mail"]})

    assert whole_link_of(app) == DEMO | {"utm_source": ["mail"]}


def test_a_choice_in_another_order_is_no_choice(app: AppTest):
    """Taken away and tapped again, it is what the page shows by itself."""
    opened(app, "compare", DEMO)
    pills = app.pills(key="compare.options")
    by_itself = list(pills.value)
    pills.set_value(by_itself[1:]).run()
    app.pills(key="compare.options").set_value([*by_itself[1:], by_itself[0]]).run()

    assert whole_link_of(app) == DEMO


def test_what_lies_within_a_choice_goes_with_it(app: AppTest):
    """A figure of one experiment is none of the next one's."""
    of_seven = {"evidence.section": ["measurements"], "evidence.experiment": ["E7"]}
    opened(app, "evidence", of_seven | {"evidence.figure": ["Threads with all sessions open"]})
    app.selectbox(key="evidence.experiment").set_value("E6").run()

    assert whole_link_of(app) == of_seven | {"evidence.experiment": ["E6"]}


def test_starting_over_forgets_answers_and_keeps_what_is_shown(app: AppTest):
    """A section is no answer."""
    open_link(app, DEMO | {"compare.section": ["radar"]})
    app.button(key="ui.start_over").click().run()

    assert whole_link_of(app) == {"compare.section": ["radar"]}


def test_a_bad_setting_is_told_beside_the_page_that_works(app: AppTest):
    """In the screen's words, as text; the answers apply."""
    opened(app, "compare", DEMO | {"compare.section": ["raddar"], "compare.optons": ["dash"]})
    said = "\n".join(str(text.value) for text in app.text)

    assert not app.exception
    assert "did you mean “Radar” (radar)?" in said
    assert "did you mean “Options side by side” (compare.options)?" in said
    assert app.segmented_control(key="compare.section").value == "fit"


def test_a_number_setting_starts_where_an_answer_says():
    """The one thing that an answer given later may change; without one it is the assumption."""
    users = SETTINGS["capacity.users"]
    assert isinstance(users, Number)

    assert users.start(CATALOGUE, Requirement(peak_concurrent_users=42)) == 42
    assert users.start(CATALOGUE, Requirement()) == CATALOGUE.capacity.input["users"].value


def test_every_setting_is_tried_on_its_page():
    """In the list above; of the numbers of capacity planning, which are all alike, three.

    The presenter's step has no widget of its own, and is tried where its buttons are; people are
    no widget's value: they have tests of their own.
    """
    numbers = {name for name, setting in SETTINGS.items() if isinstance(setting, Number)}
    elsewhere = {name for name, setting in SETTINGS.items() if isinstance(setting, Carried)}
    elsewhere |= {"presenter.step"}

    assert set(CHOSEN) - numbers - elsewhere == set(SHOWN) - numbers
    assert len(numbers & set(SHOWN)) == 3


@pytest.mark.parametrize("page", [entry.id for entry in menu.ENTRIES if entry.listed])
def test_every_page_offers_its_link_to_be_copied(app: AppTest, page: str):
    """The whole link, answers and what is shown."""
    query = DEMO | {"compare.options": ["panel", "dash"]}
    opened(app, page, query)
    link = app.get_by_key("menu").code[0].value

    assert link.endswith(
        "?goal=interactive_dashboard&peak_concurrent_users=80"
        "&compare.options=panel&compare.options=dash"
    )
