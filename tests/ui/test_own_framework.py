"""A framework of one's own on the screens: in one session, on every page, named by the link."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from framework_compare import load_catalogue
from framework_compare.catalogue.folder import DATA
from framework_compare.catalogue.own import OwnFramework
from framework_compare.catalogue.template import template
from framework_compare.ui.frame import cached, menu
from framework_compare.ui.frame.live import LiveData
from framework_compare.ui.frame.settings import OWN
from framework_compare.ui.frame.shelf import Shelf
from tests.ui.conftest import ROOT, open_link, whole_link_of
from tests.ui.test_another_framework import words

ACME = template(load_catalogue(), "streamlit", "Acme Boards")
OTHER = template(load_catalogue(), "flask", "Beta Forms")
PROJECT = {"goal": ["interactive_dashboard"], "peak_concurrent_users": ["80"]}
SECTION = {"compare.section": ["own"]}
NAMING = {
    "considered": ["streamlit", "flask", "acme_boards"],
    "known_frameworks": ["acme_boards"],
    "existing_framework": ["acme_boards"],
    "existing_size": ["medium"],
}
LINK = PROJECT | {OWN: [ACME.digest]}


@pytest.fixture(autouse=True)
def a_shelf_of_its_own(monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """What one test leaves in the process, no other finds."""
    shelf = Shelf()
    monkeypatch.setattr(cached, "shelf", lambda: shelf)
    return shelf


@pytest.fixture
def held(a_shelf_of_its_own: Shelf) -> OwnFramework:
    """A framework that somebody has brought to this process."""
    a_shelf_of_its_own.put(ACME)
    return ACME


def fresh() -> AppTest:
    """Another visitor."""
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)


def on_compare(app: AppTest, query: dict[str, list[str]]) -> AppTest:
    """Open the section of one's own frameworks."""
    for name, texts in (query | SECTION).items():
        app.query_params[name] = texts
    return app.switch_page(str(ROOT / "pages" / "compare.py")).run()


def upload(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    (uploader,) = app.file_uploader
    uploader.set_value([(name, raw, "application/toml") for name, raw in files])
    return app.run()


def bring(app: AppTest, *own: OwnFramework) -> AppTest:
    return upload(app, *((one.file, one.text.encode()) for one in own))


def options(app: AppTest) -> list[str]:
    """What stands side by side on Compare."""
    return list(app.pills(key="compare.options").value)


def test_a_file_that_is_added_stands_beside_the_others(app: AppTest) -> None:
    """At once, under its marked name; the link names it, and the uploader is empty again."""
    on_compare(app, PROJECT)
    bring(app, ACME)

    assert not app.exception
    assert "acme_boards" in options(app)[:3]
    assert "Acme Boards (own)" in words(app)
    assert whole_link_of(app) == LINK | SECTION
    assert not app.file_uploader[0].value


@pytest.mark.parametrize("page", [entry.id for entry in menu.ENTRIES])
def test_every_page_shows_it(app: AppTest, held: OwnFramework, page: str) -> None:
    """Opened by a link, as after a reload; answers may name it."""
    query = LINK | NAMING
    for name, texts in query.items():
        app.query_params[name] = texts
    if page == menu.ENTRIES[0].id:
        app.run()
    else:
        app.switch_page(str(ROOT / "pages" / f"{page}.py")).run()

    assert not app.exception
    assert "could not be" not in words(app)
    assert whole_link_of(app) == query
    if page not in ("method", "evidence"):
        assert "Acme Boards (own)" in words(app)


def test_the_evidence_says_that_it_is_the_visitors_word(app: AppTest, held: OwnFramework) -> None:
    """Not ours."""
    query = LINK | {"evidence.section": ["all"], "evidence.frameworks": ["acme_boards"]}
    for name, texts in query.items():
        app.query_params[name] = texts
    app.switch_page(str(ROOT / "pages" / "evidence.py")).run()
    (frame,) = [table.value for table in app.dataframe if "Source" in table.value]

    assert {*frame["Source"]} == {"your file"}
    assert {*frame["Framework"]} == {"Acme Boards (own)"}


def test_nobody_else_has_it(app: AppTest) -> None:
    """Two visitors in turn, each with their own, and one with none."""
    first, second = on_compare(app, PROJECT), on_compare(fresh(), PROJECT)
    bring(first, ACME)
    bring(second, OTHER)
    third = on_compare(fresh(), PROJECT)
    first.run()

    assert ("acme_boards" in options(first), "beta_forms" in options(first)) == (True, False)
    assert ("acme_boards" in options(second), "beta_forms" in options(second)) == (False, True)
    assert "(own)" not in words(third).replace("“(own)”", "")


def test_a_fragment_and_a_callback_have_it_too(app: AppTest) -> None:
    """They run without the page around them."""
    bring(on_compare(app, PROJECT), ACME)
    app.segmented_control(key="compare.section").set_value("fit").run()
    (line,) = [box for box in app.selectbox if str(box.key).startswith("cmp.line")]
    line.set_value("maturity").run()

    assert not app.exception
    assert any("Acme Boards (own)" in str(expander.label) for expander in app.expander)


def test_a_file_that_is_made_later_is_about_the_same_frameworks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Streamlit asks for a download outside of any run, where nobody knows whose it is."""
    # An app that ran in this thread before has left the data of its run.
    token = cached._OF_THIS_RUN.set(None)
    monkeypatch.setattr(cached, "_BROUGHT", [lambda: (ACME,)])
    make = cached.with_data_of_now(lambda: cached.catalogue().handed_in)
    monkeypatch.undo()

    assert make() == {"acme_boards"}
    assert not cached.catalogue().handed_in
    cached._OF_THIS_RUN.reset(token)


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("acme.toml", b"\xff\xfea", ["must be UTF-8 text"]),
        ("acme.toml", b"x = " + b"[" * 60_000, ["within each other"]),
        ("acme.toml", b"#" * 900_000, ["at most 64 kB long, got 900 kB"]),
        ("My file.toml", ACME.text.encode(), ["my_file.toml would do"]),
        (
            "flask.toml",
            ACME.text.replace("Acme Boards", "=<b>Acme</b>")
            .replace("mid = ", "mid = 7", 1)
            .encode(),
            ["got flask, which is there already", "name: must be a letter", "visualisation.mid"],
        ),
    ],
    ids=["encoding", "nesting", "size", "name", "shadow"],
)
def test_a_hostile_file_gets_a_message_and_changes_nothing(
    app: AppTest, name: str, raw: bytes, said: list[str]
) -> None:
    """All that is wrong with it at once, beside what was there before."""
    bring(on_compare(app, PROJECT), OTHER)
    before = whole_link_of(app)
    upload(app, (name, raw), (ACME.file, ACME.text.encode()))
    shown = [text.value for text in app.text]

    assert not app.exception
    assert "Nothing was added" in words(app)
    for words_ in said:
        assert any(words_ in line for line in shown), shown
    assert whole_link_of(app) == before
    assert "acme_boards" not in options(app)


def test_the_problems_of_several_files_are_told_together(app: AppTest) -> None:
    """Those of one that cannot be read and those of one that says what cannot be."""
    on_compare(app, PROJECT)
    wrong = ACME.text.replace("Acme Boards", "=Acme")
    upload(app, ("one.toml", b"\xff"), ("two.toml", wrong.encode()))

    assert "one.toml: must be UTF-8 text" in words(app)
    assert "two.toml: name: must be a letter" in words(app)


def test_at_most_three_stand_there(app: AppTest) -> None:
    """A fourth is refused."""
    some = [template(load_catalogue(), "flask", f"Mine {letter}") for letter in "ABCD"]
    bring(on_compare(app, PROJECT), *some[:3])
    bring(app, some[3])

    assert "at most 3 frameworks of one's own, got 4" in words(app)
    assert whole_link_of(app)[OWN] == [own.digest for own in some[:3]]


def test_the_same_name_again_takes_its_place(app: AppTest) -> None:
    """A file that was worked on is added again."""
    bring(on_compare(app, PROJECT), ACME)
    after = OwnFramework(ACME.id, ACME.text.replace("Acme Boards", "Acme Screens"))
    bring(app, after)

    assert whole_link_of(app)[OWN] == [after.digest]
    assert "Acme Screens (own)" in words(app)


@pytest.mark.parametrize("digest", ["0" * 20, "<b>x</b>", "acme_boards", ""])
def test_what_is_not_held_any_more_is_asked_for_again(app: AppTest, digest: str) -> None:
    """After a restart, say; all else of the link applies."""
    open_link(app, PROJECT | {OWN: [digest], "compare.options": ["dash", "acme_boards"]})

    assert not app.exception
    assert "Part of the link could not be used" in words(app)
    assert "is not held here any more; open its file, or the bundle, once more" in words(app)
    assert whole_link_of(app) == PROJECT | {"compare.options": ["dash"]}


def test_what_is_removed_leaves_answers_and_pages(app: AppTest, held: OwnFramework) -> None:
    """With a word about the answers; what the pages show of it goes with it."""
    shown = {"compare.options": ["dash", "acme_boards"]}
    on_compare(app, LINK | NAMING | shown)
    app.button(key="own.remove.acme_boards").click().run()

    assert not app.exception
    assert "Part of the answers names what the data no longer hold" in words(app)
    assert whole_link_of(app) == PROJECT | SECTION | {
        "considered": ["streamlit", "flask"],
        "compare.options": ["dash"],
    }
    app.query_params.clear()
    open_link(app, LINK)

    assert whole_link_of(app) == LINK


def test_the_form_sets_what_decides_most(app: AppTest, a_shelf_of_its_own: Shelf) -> None:
    """The file as it then is says so, and the framework is another one."""
    bring(on_compare(app, PROJECT), ACME)
    (span,) = [box for box in app.slider if str(box.key).endswith("customization.span")]
    (mid,) = [box for box in app.number_input if str(box.key).endswith("customization.mid")]
    span.set_value((80, 100))
    mid.set_value(95)
    app.button(key=submit(app)).click().run()
    (digest,) = whole_link_of(app)[OWN]
    own = a_shelf_of_its_own.get(digest)

    assert not app.exception
    assert own is not None
    cell = own.tables()["capability"]["customization"]
    assert (cell["low"], cell["mid"], cell["high"]) == (0.8, 0.95, 1.0)
    assert own.tables()["capability"]["maturity"] == ACME.tables()["capability"]["maturity"]
    (span,) = [box for box in app.slider if str(box.key).endswith("customization.span")]
    assert span.value == (80, 100)


def submit(app: AppTest) -> str:
    """The form's one button."""
    (key,) = [str(box.key) for box in app.button if str(box.key).startswith("FormSubmitter:own.")]
    return key


def test_the_form_refuses_what_cannot_be(app: AppTest) -> None:
    """A middle outside of its ends, and a name that is more than a name."""
    on_compare(app, PROJECT)
    app.text_input(key="own.name").set_value("[x](y)")
    next(box for box in app.number_input if str(box.key).endswith("scalability.mid")).set_value(1)
    app.button(key=submit(app)).click().run()

    assert "name: must be a letter" in words(app)
    assert "mid must lie between low and high" in words(app)
    assert OWN not in whole_link_of(app)


def test_the_form_makes_a_new_one(app: AppTest) -> None:
    """Like the framework that was chosen to start from, under the name that was given."""
    on_compare(app, PROJECT)
    app.selectbox(key="own.start").set_value("dash").run()
    app.text_input(key="own.name").set_value("Gamma")
    app.button(key=submit(app)).click().run()

    assert not app.exception
    assert "Gamma (own)" in words(app)
    assert app.selectbox(key="own.whose").value == "gamma"
    app.selectbox(key="own.whose").set_value("").run()
    app.text_input(key="own.name").set_value("Gamma")
    app.button(key=submit(app)).click().run()

    assert "must have an id of its own; gamma is there already" in words(app)


def test_data_that_it_does_not_fit_any_more_go_on_without(
    app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said, its text is kept, and it is back once the data fit again."""
    folder = Path(shutil.copytree(DATA, tmp_path / "data"))
    now = [0.0]
    live = LiveData(folder, clock=lambda: now[0])
    monkeypatch.setattr(cached, "live_data", lambda: live)
    bring(on_compare(app, PROJECT), ACME)
    same = folder / "frameworks" / "acme_boards.toml"
    same.write_text(OTHER.text)
    now[0] = 60
    app.run()

    assert not app.exception
    assert "Your own framework does not fit the data" in words(app)
    assert "got acme_boards, which is there already" in words(app)
    assert "Acme Boards (own)" not in str(app.pills(key="compare.options").options)
    same.unlink()
    now[0] = 120
    app.run()

    assert "does not fit" not in words(app)
    assert "Acme Boards (own)" in str(app.pills(key="compare.options").options)


def test_the_shortlist_leads_there(app: AppTest) -> None:
    """One line below the question, with the answers."""
    open_link(app, PROJECT | {"project.section": ["musts"]})
    (link,) = [
        link for link in app.get("page_link") if link.proto.label == "Add a framework of your own"
    ]

    assert "compare.section=own" in link.proto.query_string
    assert "peak_concurrent_users=80" in link.proto.query_string


def test_a_shelf_holds_so_many_and_lets_go_of_what_nobody_asks_for() -> None:
    """So that what visitors bring does not fill the memory."""
    shelf = Shelf(most=2)
    a, b, c = (OwnFramework(name, "x = 1") for name in "abc")
    shelf.put(a)
    shelf.put(b)
    shelf.get(a.digest)
    shelf.put(c)

    assert [shelf.get(own.digest) for own in (a, b, c)] == [a, None, c]
