"""What visitors see of data that are edited while the app runs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from framework_compare.catalogue.folder import DATA
from framework_compare.ui.frame import cached
from framework_compare.ui.frame.live import LiveData
from tests.ui.conftest import open_link


class Clock:
    """Moves on by more than a second each time it is asked."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 2
        return self.now


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of data/ that the app runs on."""
    copied = Path(shutil.copytree(DATA, tmp_path / "data"))
    live = LiveData(copied, clock=Clock())
    monkeypatch.setattr(cached, "live_data", lambda: live)
    return copied


def said(app: AppTest) -> str:
    """Everything that is written on screen."""
    kinds = ("markdown", "caption", "text", "subheader", "header")
    return "\n".join(str(element.value) for kind in kinds for element in getattr(app, kind))


def test_an_edit_is_on_screen_at_the_next_run(app: AppTest, folder: Path) -> None:
    """The new name, and nothing said about it."""
    open_link(app, {"goal": ["rest_api"]})
    path = folder / "frameworks" / "fastapi.toml"
    path.write_text(path.read_text().replace('name = "FastAPI"', 'name = "FastAPI, edited"'))
    app.run()

    assert not app.exception
    assert "FastAPI, edited" in said(app)
    assert "cannot be used" not in said(app)


def test_an_unsound_edit_is_named_on_every_page_and_changes_nothing_else(
    app: AppTest, folder: Path
) -> None:
    """Until it is mended; ten problems of a file at most."""
    open_link(app, {"goal": ["rest_api"]})
    before = said(app)
    path = folder / "sources.toml"
    whole = path.read_text()
    path.write_text(whole.replace('fact = "', 'fakt = "'))
    app.run()

    assert not app.exception
    assert "cannot be used as they are now" in said(app)
    assert sum(line.value.startswith("data/sources.toml: ") for line in app.text) == 1 + 10
    assert all(line in said(app) for line in before.splitlines())

    app.switch_page("pages/method.py").run()

    assert not app.exception
    assert "cannot be used as they are now" in said(app)

    path.write_text(whole)
    app.run()

    assert "cannot be used as they are now" not in said(app)
