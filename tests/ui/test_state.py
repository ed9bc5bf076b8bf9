"""The requirement in the session, seeded from a link and published back."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from streamlit.runtime.uploaded_file_manager import DeletedFile
from streamlit.testing.v1 import AppTest

from framework_compare import Requirement, load_catalogue
from framework_compare.requirement.links import from_query, to_query
from framework_compare.requirement.model import MOST_USERS, MOST_WEEKS
from framework_compare.ui.project import opening
from tests.strategies import examples, maybe, some_of
from tests.ui.conftest import ROOT, link_of, open_link

FULL = Requirement(
    goal="interactive_dashboard",
    audience=("company_wide", "public"),
    peak_concurrent_users=120,
    interaction_work="heavy",
    weeks_to_first_release=2.5,
    team_skills=("python", "devops"),
    known_frameworks=("dash",),
    existing_framework="flask",
    existing_size="small",
    ui_customization="high",
    visualisation="medium",
    auth="sso",
    routing="low",
    hosting=("containers", "edge_device"),
    devops_capacity="low",
    cost_sensitivity="high",
    lifespan="strategic",
    needs=("maps", "notebook_reuse"),
    not_needed=("payments",),
    must_haves=("maps", "auth"),
    considered=("dash", "streamlit", "flask"),
    weights={"team": (0.2, 0.4)},
    name="Pricing *desk* <b>",
    notes="Line one & line two",
)


def held(app: AppTest) -> Requirement:
    """Return the requirement that the app has published."""
    requirement, problems = from_query(link_of(app))
    assert not problems
    return requirement


def test_a_link_opens_exactly_its_requirement(app: AppTest):
    """Every field, the weights and the free text included."""
    open_link(app, to_query(FULL))

    assert not app.exception
    assert held(app) == FULL


def test_every_answer_survives_every_group_of_questions(app: AppTest):
    """What is not on screen is not lost."""
    open_link(app, to_query(FULL))
    for section in load_catalogue().sections:
        app.segmented_control(key="project.section").set_value(section.id).run()

        assert not app.exception
        assert held(app) == FULL


@pytest.mark.parametrize("page", ["verdict", "compare", "evidence", "method"])
def test_every_answer_survives_a_visit_to(app: AppTest, page: str):
    """The link is complete on every page, and so are the answers on the way back."""
    open_link(app, to_query(FULL))
    app.switch_page(f"pages/{page}.py").run()

    assert not app.exception
    assert held(app) == FULL

    app.switch_page("pages/project.py").run()

    assert held(app) == FULL


def test_an_answer_is_published(app: AppTest):
    """The address follows what is tapped."""
    app.run()
    app.pills(key="next.answer").set_value("rest_api").run()

    assert link_of(app) == {"goal": ["rest_api"]}


def test_taking_an_answer_back_means_not_known(app: AppTest):
    """Nothing is chosen again, and nothing is published."""
    open_link(app, {"goal": ["rest_api"]})
    app.pills(key="req.goal").set_value(None).run()

    assert link_of(app) == {}


def test_another_link_in_the_same_session_applies(app: AppTest):
    """Exactly the new one: nothing of the old one stays."""
    open_link(app, {"goal": ["rest_api"], "needs": ["webhooks"]})
    app.run()
    app.query_params.clear()
    open_link(app, {"goal": ["ecommerce"], "audience": ["public"]})

    assert link_of(app) == {"goal": ["ecommerce"], "audience": ["public"]}


def test_bad_values_are_named_and_the_rest_applies(app: AppTest):
    """Each problem names the question, what is allowed, and what was found.

    It is in the screen's words, and is text, not markup.
    """
    open_link(
        app,
        {"goal": ["a *shop*"], "peak_concurrent_users": ["0"], "audience": ["public", "aliens"]},
    )
    told = [element.value for element in app.text]

    assert link_of(app) == {"audience": ["public"]}
    assert any(
        "(goal): “a *shop*” is not an answer; the answers are “Dashboard” (inter" in line
        for line in told
    )
    assert any(
        "(peak_concurrent_users): must be a whole number from 1" in line and "got 0" in line
        for line in told
    )
    assert any("Who uses it (audience)" in line and "“aliens”" in line for line in told)


def test_a_misspelled_field_is_named_and_a_stranger_is_not(app: AppTest):
    """Both stay in the address, since nothing is guessed."""
    query = {"goal": ["rest_api"], "audiance": ["public"], "utm_source": ["mail"]}
    open_link(app, query)

    assert [line.value for line in app.text] == [
        "“audiance” is not a question of this app; did you mean “Who uses it” (audience)?"
    ]
    assert link_of(app) == query


def test_a_link_with_many_problems_names_ten(app: AppTest):
    """And how many more: a question mark answers no question, but may be a name or a note."""
    open_link(app, {field: ["?"] for field in Requirement.model_fields})
    told = [line.value for line in app.text]
    wrong = {*Requirement.model_fields} - {"name", "notes"}

    assert len(told) == 11
    assert told[-1] == f"and {len(wrong) - 10} more problems"


def test_a_notice_stays_until_it_is_dismissed(app: AppTest):
    """It does not vanish with the next tap."""
    open_link(app, {"goal": ["shop"]})
    app.pills(key="next.answer").set_value("ecommerce").run()

    assert any("goal" in element.value for element in app.text)

    app.button(key="ui.dismiss").click().run()

    assert not app.text


def test_needed_and_not_needed_counts_as_needed(app: AppTest):
    """The need wins, and the visitor is told."""
    open_link(app, {"needs": ["maps"], "not_needed": ["maps", "seo"]})

    assert link_of(app) == {"needs": ["maps"], "not_needed": ["seo"]}
    assert any("maps" in element.value for element in app.text)


def test_a_need_that_was_ruled_out_is_taken_off_that_list(app: AppTest):
    """Ticking it is the newer word."""
    open_link(app, {"goal": ["interactive_dashboard"], "not_needed": ["maps"]})
    app.pills(key="req.needs").set_value(["maps"]).run()

    assert link_of(app) == {"goal": ["interactive_dashboard"], "needs": ["maps"]}


def test_what_no_widget_can_send_is_left_out(app: AppTest):
    """A tampered client changes nothing but its own answer."""
    open_link(app, {"goal": ["rest_api"]})
    app.session_state["req.auth"] = "telepathy"
    app.session_state["req.peak_concurrent_users"] = 5
    app.run()

    assert not app.exception
    assert link_of(app) == {"goal": ["rest_api"], "peak_concurrent_users": ["5"]}


def test_other_parameters_are_left_alone(app: AppTest):
    """A campaign's tag is not ours to remove."""
    open_link(app, {"utm_source": ["mail"]})
    app.pills(key="next.answer").set_value("rest_api").run()

    assert link_of(app) == {"utm_source": ["mail"], "goal": ["rest_api"]}


def upload(app: AppTest, content: bytes) -> AppTest:
    app.file_uploader(key="ui.upload").upload("answers.json", content)
    return app.run()


def test_a_file_of_answers_opens(app: AppTest):
    """It replaces everything."""
    open_link(app, {"goal": ["rest_api"], "auth": ["sso"]})
    upload(app, json.dumps(FULL.answers()).encode())

    assert held(app) == FULL


def test_a_file_with_problems_names_them_all_and_changes_nothing(app: AppTest):
    """Nothing already entered is lost."""
    open_link(app, {"goal": ["rest_api"], "auth": ["sso"]})
    upload(app, b'{"goal": "shop", "peak_concurrent_users": -1, "colour": "red"}')
    told = "\n".join(element.value for element in app.text)

    assert link_of(app) == {"goal": ["rest_api"], "auth": ["sso"]}
    assert all(
        field in told for field in ("answers.json", "goal", "peak_concurrent_users", "colour")
    )


@pytest.mark.parametrize("content", [b"", b"nonsense", b"[]", b"\xff\xfe", b'{"goal": NaN}'])
def test_a_file_that_is_no_requirement_is_refused_in_words(app: AppTest, content: bytes):
    """Never an exception."""
    app.run()
    upload(app, content)

    assert not app.exception
    assert any("answers.json" in element.value for element in app.text)


@pytest.mark.parametrize(
    "content",
    [b'{"goal": "rest_api", "goal": "ecommerce"}', b'{"goal": "rest_api"' + b" " * 200_000 + b"}"],
)
def test_a_file_that_gives_a_key_twice_or_is_far_too_long_changes_nothing(
    app: AppTest, content: bytes
):
    """It is named in one line."""
    open_link(app, {"auth": ["sso"]})
    upload(app, content)

    assert link_of(app) == {"auth": ["sso"]}
    assert len(app.text) == 1
    assert app.text[0].value.startswith("answers.json: ")


def test_a_must_that_waits_for_its_answer_is_read_from_a_file(app: AppTest):
    """As the app keeps it, since the app writes such files."""
    app.run()
    upload(app, b'{"goal": "rest_api", "must_haves": ["auth"]}')

    assert link_of(app) == {"goal": ["rest_api"], "must_haves": ["auth"]}


def test_a_file_that_did_not_arrive_is_said_and_changes_nothing(monkeypatch: pytest.MonkeyPatch):
    """A server that was restarted meanwhile has the file's name and nothing else."""
    said: list[tuple[str, list[str]]] = []
    monkeypatch.setattr(opening.state, "value_of", lambda _: DeletedFile("1"))
    monkeypatch.setattr(opening.state, "note", lambda *told: said.append(told))
    opening.apply_upload()

    assert said == [
        ("The file did not arrive; your answers are as they were.", ["Choose it once more."])
    ]


POOL = ("maps", "payments", "notebook_reuse")
"""Few needs, so that the lists that share them meet."""
WEIGHTS = (
    {},
    {"team": (0.2, 0.4)},
    {"team": (1 / 3, 1 / 3), "scalability": (0.0, 1.0)},
    {"team": (1.0, 1.0)},
)


@st.composite
def hanging_together(draw: st.DrawFn) -> Requirement:
    """Answers of fields that speak of each other, and those whose text a link must carry."""
    roles = {
        need: draw(st.sampled_from(("", "needs", "not_needed", "must_haves", "both")))
        for need in POOL
    }
    auth, framework = draw(maybe(("none", "sso"))), draw(maybe(("flask", "dash")))
    marked = [need for need in POOL if roles[need] in ("must_haves", "both")]
    return Requirement(
        goal=draw(maybe(("rest_api", "ecommerce"))),
        peak_concurrent_users=draw(st.none() | st.integers(1, MOST_USERS)),
        weeks_to_first_release=draw(st.none() | st.floats(0.1, MOST_WEEKS)),
        existing_framework=framework,
        existing_size=draw(maybe(("small", "large"))),
        auth=auth,
        needs=tuple(need for need in POOL if roles[need] in ("needs", "both")),
        not_needed=tuple(need for need in POOL if roles[need] == "not_needed"),
        must_haves=(*marked, *draw(some_of(("auth", "hosting"), 2))),
        considered=draw(some_of(("streamlit", "flask", "dash"), 3)),
        weights=draw(st.sampled_from(WEIGHTS)),
        name=draw(st.text("a &=#%+?;é\n", max_size=8)),
        notes=draw(st.text("b &=#%+?;“\n", max_size=8)),
    )


@settings(max_examples=examples(5))
@given(requirement=hanging_together())
@example(requirement=Requirement(must_haves=("auth", "hosting"), existing_size="large"))
@example(requirement=Requirement(peak_concurrent_users=MOST_USERS, weeks_to_first_release=1 / 3))
@example(requirement=Requirement(name="100 % of a&b=c#d?e+f;é", notes="one\ntwo\t"))
def test_any_requirement_survives_its_link(requirement: Requirement):
    """Opened from a link, published again, unchanged."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    open_link(app, to_query(requirement))

    assert not app.exception
    assert to_query(requirement) == link_of(app)


TEXTS = st.text(max_size=12) | st.sampled_from(
    ["nan", "-1", "1e400", "1_000", "team:0.9:1", "a:b:c:d", ""]
)
FIELDS = st.sampled_from([*Requirement.model_fields, "embed_options_", "x"])
WORDS = st.sampled_from(
    [
        "rest_api",
        "public",
        "sso",
        "maps",
        "hosting",
        "streamlit",
        "high",
        "small",
        "edge_device",
        "5",
    ]
)


@settings(max_examples=examples(5))
@given(query=st.dictionaries(FIELDS, st.lists(TEXTS | WORDS, min_size=1, max_size=4), max_size=6))
@example(query={field: ["?"] for field in Requirement.model_fields})
@example(
    query={
        "goal": ["rest_api", "ecommerce"],
        "needs": ["maps", "maps"],
        "not_needed": ["maps", "seo"],
        "must_haves": ["seo", "auth", "peak_concurrent_users"],
        "peak_concurrent_users": ["1e400"],
        "weights": ["team:0.9:1", "scalability:0.9:0.1", "a:b:c:d", ""],
    }
)
@example(
    query={
        "peak_concurrent_users": ["1_000"],
        "weeks_to_first_release": ["nan", "-1"],
        "existing_size": ["small"],
        "weights": ["team:0.9:1", "team:0.1:0.2"],
        "name": ["\x00<b>"],
        "notes": ["a" * 600],
    }
)
def test_no_link_raises(query: dict[str, list[str]]):
    """Whatever somebody puts into the address, a page comes up."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    open_link(app, query)

    assert not app.exception
    assert held(app) == from_query(query)[0]
