"""What any page hands out opens the same project again: the files, and the links inside them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import streamlit
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from framework_compare import Requirement
from framework_compare.requirement.links import from_query, to_query
from framework_compare.ui.frame import menu
from framework_compare.ui.verdict import exports
from framework_compare.vocabulary import MUSTS, NEEDS
from tests.strategies import own_weights, requirements, some_of
from tests.ui.conftest import ROOT, open_link

ANSWERS = {"requirement.json", "project.json"}
"""The files that open again under Your project: the answers alone, and the bundle."""
WITH_A_LINK = {"decision-record.md"}
WITHOUT_ANSWERS = {"verdict.json", "report.html", "tables.xlsx", "tables.zip"}
"""To read and to reckon with; what they hold is tested where they are made."""
PAGES = tuple(entry.id for entry in menu.ENTRIES)
FREE = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@st.composite
def as_held(draw: st.DrawFn) -> dict[str, Any]:
    """Answers as a session may hold them.

    There are musts without an answer, own weights, and needs that are ruled out as well.
    """
    weights = draw(own_weights())
    held = draw(requirements(weights=weights, name=draw(FREE), notes=draw(FREE))).answers()
    musts = draw(some_of(MUSTS, 3))
    both = [
        need for need in (*held.get("needs", ()), *musts) if need in NEEDS and draw(st.booleans())
    ]
    return held | {"must_haves": list(musts), "not_needed": [*both, *draw(some_of(NEEDS, 2))]}


def opened(held: dict[str, Any], page: str, shelf: Shelf) -> AppTest:
    """The page with these answers in the session, as widgets put them, and its downloads."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.run()
    for field, value in held.items():
        app.session_state[f"req.{field}"] = value
    if page != "project":
        app.switch_page(f"pages/{page}.py")
    shelf.offered.clear()
    return app.run()


class Shelf:
    """Every download that a page offers: its file name, and what makes it."""

    def __init__(self) -> None:
        self.offered: dict[str, Any] = {}

    def take(self, _label: str, data: Any, file_name: str, *_: Any, **__: Any) -> bool:
        self.offered[file_name] = data
        return False

    def files(self) -> Iterator[tuple[str, bytes]]:
        """What a visitor would have on disk, the contents of archives included."""
        for name, data in self.offered.items():
            made = data() if callable(data) else data
            content = made.encode() if isinstance(made, str) else made
            if not name.endswith(".zip"):
                yield name, content
                continue
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                yield from (
                    (path.partition("/")[2], archive.read(path)) for path in archive.namelist()
                )


def shelved(patch: pytest.MonkeyPatch) -> Shelf:
    """All download buttons put their files here, except what is slow and opens nothing."""
    found = Shelf()
    patch.setattr(streamlit, "download_button", found.take)
    patch.setattr(exports, "_every_flip", lambda _: ())
    patch.setattr(exports, "report_html", lambda *_, **__: "")
    patch.setattr(exports, "tables_xlsx", lambda *_: b"")
    patch.setattr(exports, "tables_csv", lambda *_: {})
    return found


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """The downloads of the page that a test opens."""
    return shelved(monkeypatch)


def reopened(name: str, content: bytes) -> Requirement | None:
    """The project that a file opens, as a visitor would open it; None where it holds no answers."""
    if name in ANSWERS:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
        app.file_uploader(key="ui.upload").upload(name, content)
        app.run()
    elif name in WITH_A_LINK:
        (link,) = re.findall(r"^- Reopen it: (\S+)$", content.decode(), re.MULTILINE)
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        open_link(app, parse_qs(urlsplit(link).query, keep_blank_values=True))
    else:
        return None
    assert not app.exception
    assert not app.text
    return published(app)


def published(app: AppTest) -> Requirement:
    """The requirement in the address, where every page puts it."""
    query = {
        name: value if isinstance(value, list) else [value]
        for name, value in app.query_params.items()
    }
    requirement, problems = from_query(query)
    assert not problems
    return requirement


@given(held=as_held(), page=st.sampled_from(("project", "verdict")))
@settings(max_examples=8)
def test_every_export_opens_the_same_project(held: dict[str, Any], page: str) -> None:
    """Musts without effect, own weights and contradictions included."""
    with pytest.MonkeyPatch.context() as patch:
        found = shelved(patch)
        app = opened(held, page, found)
        projects = [reopened(name, content) for name, content in found.files()]
    assert not app.exception
    again = [project for project in projects if project is not None]

    assert again
    assert again == [published(app)] * len(again)
    assert set(again[0].must_haves) == set(held["must_haves"])


@pytest.mark.parametrize("page", PAGES)
def test_every_page_s_exports_are_known(page: str, shelf: Shelf) -> None:
    """A new one has to say whether it holds answers."""
    held = {"goal": "rest_api", "must_haves": ["auth"], "weights": {"team": [0.2, 0.4]}}
    app = opened(held, page, shelf)
    known = ANSWERS | WITH_A_LINK | WITHOUT_ANSWERS

    assert not app.exception
    assert all(name in known or name.endswith(".zip") for name in shelf.offered)
    assert bool(shelf.offered) == (page in ("project", "verdict"))


def test_a_starter_s_archive_holds_the_record_that_opens_the_project(shelf: Shelf) -> None:
    """The very record that is offered beside it."""
    opened({"goal": "rest_api", "must_haves": ["auth"], "notes": "one\ntwo"}, "verdict", shelf)
    records = [content for name, content in shelf.files() if name in WITH_A_LINK]

    assert len(records) == 2
    assert records[0] == records[1]


def test_the_link_of_a_record_holds_any_text() -> None:
    """Quoted so that nothing of it ends the link."""
    requirement = Requirement(
        goal="rest_api", name="a b&c=d#e_*", notes="one\n(two) 👩\u200d👧 100%"
    )

    assert from_query(to_query(requirement)) == (requirement, ())
