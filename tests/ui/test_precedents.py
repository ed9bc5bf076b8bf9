"""The verdict page's part on real decisions: with answers, with none, and with nothing near."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from framework_compare import Requirement
from framework_compare.catalogue.folder import DATA
from framework_compare.decisions.likeness import load_likeness
from framework_compare.requirement.links import to_query
from framework_compare.ui.frame import cached
from framework_compare.ui.frame.live import LiveData, Sound
from tests.ui.conftest import ROOT, open_link

TITLE = "Real decisions like yours"
BOARD = Requirement(
    goal="interactive_dashboard",
    audience=("company_wide",),
    auth="sso",
    needs=("live_updates", "many_pages"),
    team_skills=("python", "data_science"),
    visualisation="high",
)


def opened(app: AppTest, requirement: Requirement) -> AppTest:
    """Return the verdict page on a requirement."""
    open_link(app, to_query(requirement))
    return app.switch_page(str(ROOT / "pages" / "verdict.py")).run()


def said(app: AppTest) -> str:
    """Return every sentence on screen."""
    return "\n".join(str(e.value) for kind in ("markdown", "caption") for e in getattr(app, kind))


def test_the_nearest_are_told_with_what_is_shared(app: AppTest) -> None:
    """Counts first; then what each took, why, what is the same, what is not, and the source."""
    opened(app, BOARD)
    near = load_likeness().nearest(BOARD)
    text = said(app)

    assert not app.exception
    assert TITLE in [head.value for head in app.subheader]
    assert re.search(r"Of \d+ recorded teams that built a dashboard or looked into data, \d+", text)
    assert len(near) == 5
    for found in near:
        assert found.case.summary in text
        assert found.case.reasons in text
    assert text.count("**The same.** Goal: Dashboard;") == 5
    assert "Needs: Update live, Many pages" in text
    assert "(yours: Company sign-on)" in text
    assert [expander.label for expander in app.expander] == ["Two more"]
    linked = next(f.case.source for f in near if f.case.source.startswith("https://"))
    assert f"](<{linked}>)" in text


def test_without_a_goal_it_says_what_would_be_needed(app: AppTest) -> None:
    """No counts, and no decision."""
    opened(app, Requirement(auth="sso", needs=("live_updates",)))

    assert "Say what it mainly is" in said(app)
    assert "recorded team" not in said(app)
    assert "What decided" not in said(app)


@pytest.mark.parametrize("more", [{}, {"needs": ("seo",)}])
def test_nothing_near_is_said(app: AppTest, more: dict[str, tuple[str, ...]]) -> None:
    """The counts stand all the same."""
    opened(app, Requirement(goal="rest_api", **more))

    assert "**Nothing is near.**" in said(app)
    assert re.search(r"Of \d+ recorded teams that built a service", said(app))
    assert "What decided" not in said(app)


def test_a_record_without_decisions_breaks_nothing(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says that nobody is recorded."""
    app.run()
    sound = Sound(cached.catalogue(), cached.track_record())
    monkeypatch.setattr(cached, "_sound", lambda: sound)
    cached._start_anew()
    try:
        opened(app, BOARD)
        assert not app.exception
        assert "No recorded team built a dashboard or looked into data." in said(app)
    finally:
        cached._start_anew()


def test_texts_of_the_record_are_no_markup(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A source may write dollars and asterisks."""
    app.run()
    raw = cached.likeness().nearest(BOARD)[0].case
    case = raw.model_copy(update={"summary": "From $5 to $9 *now*"})
    sound = Sound(cached.catalogue(), cached.track_record(), (case,))
    monkeypatch.setattr(cached, "_sound", lambda: sound)
    cached._start_anew()
    try:
        opened(app, BOARD)
        assert r"From \$5 to \$9 \*now\*" in said(app)
    finally:
        cached._start_anew()


def test_edited_decisions_are_taken_up_and_broken_ones_named(tmp_path: Path) -> None:
    """Like everything else in data/."""
    folder = Path(shutil.copytree(DATA, tmp_path / "data"))
    now = [0.0]
    data = LiveData(folder, clock=lambda: now[0])
    before = data.now()
    path = folder / "decisions.json"
    first, *_ = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps([first]), encoding="utf-8")
    now[0] += 1
    data.look()

    assert [case.id for case in data.now().decisions] == [first["id"]]
    assert len(before.decisions) > 200

    path.write_text("[{}]", encoding="utf-8")
    now[0] += 1
    data.look()

    assert {problem.where for problem in data.problems} == {"data/decisions.json"}
    assert [case.id for case in data.now().decisions] == [first["id"]]
