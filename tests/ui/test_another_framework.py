"""An eleventh file in the data: every page shows it, and a link may name it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from framework_compare import Catalogue, Requirement, from_query, load_catalogue
from framework_compare import __main__ as program
from framework_compare.catalogue.folder import DATA
from framework_compare.present.theme import colour
from framework_compare.scoring.study import Study
from framework_compare.ui.frame import cached, menu
from framework_compare.ui.frame.live import LiveData
from framework_compare.ui.frame.state import key_of
from tests.catalogue.test_another_framework import CARD, CELL
from tests.ui.conftest import open_link

LINK = {
    "goal": ["internal_data_tool"],
    "considered": ["solara", "streamlit", "flask", "fastapi"],
    "known_frameworks": ["solara"],
    "existing_framework": ["solara"],
    "existing_size": ["medium"],
    "needs": ["maps"],
}
SECTIONS = (
    "project.section",
    "compare.section",
    "what_if.section",
    "capacity.section",
    "evidence.section",
    "method.section",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data with one file more, which says next to nothing but its card."""
    copied = Path(shutil.copytree(DATA, tmp_path_factory.mktemp("eleven") / "data"))
    (copied / "frameworks" / "solara.toml").write_text(CARD + CELL)
    return copied


@pytest.fixture(scope="module")
def eleven(folder: Path) -> Catalogue:
    return load_catalogue(folder)


@pytest.fixture
def running_on_eleven(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    live = LiveData(folder)
    monkeypatch.setattr(cached, "live_data", lambda: live)


def requirement_of(catalogue: Catalogue) -> Requirement:
    """What the link says."""
    requirement, problems = from_query(LINK, frameworks=catalogue.frameworks)
    assert not problems
    return requirement


def words(app: AppTest) -> str:
    """Everything that is written on a page, tables and options included."""
    kinds = ("markdown", "caption", "text", "subheader", "header")
    said = [str(element.value) for kind in kinds for element in getattr(app, kind)]
    said += [frame.value.to_csv() for frame in (*app.dataframe, *app.table)]
    for kind in ("multiselect", "pills", "selectbox"):
        said += [str(option) for element in getattr(app, kind) for option in element.options]
    return "\n".join(said)


def test_it_is_ranked_and_what_nobody_knows_of_it_is_unknown(eleven: Catalogue) -> None:
    """It takes part in every comparison, and its lead would rest on what nobody knows."""
    requirement = requirement_of(eleven)
    study = Study(requirement, eleven)

    assert requirement.considered[-1] == "solara"
    assert {standing.option for standing in study.verdict.ranking} >= {"solara", "flask"}
    assert eleven.frameworks["solara"].capability.keys() == {"maturity"}


def test_nobody_else_is_scored_otherwise(eleven: Catalogue, catalogue: Catalogue) -> None:
    """Scales are fixed and draws are keyed by framework: the ten keep scores, fits and shares."""
    requirement = requirement_of(eleven).with_answers(
        considered=(), known_frameworks=(), existing_framework=None
    )
    ours, theirs = Study(requirement, eleven), Study(requirement, catalogue)
    before = dict(zip(theirs.options.names, theirs.scores.tolist(), strict=True))
    after = dict(zip(ours.options.names, ours.scores.tolist(), strict=True))

    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == {"solara"}


def test_it_has_a_colour_of_its_own(eleven: Catalogue) -> None:
    """From the palette that goes on, and none of the ten changes its own."""
    colours = {name: colour(name, eleven) for name in eleven.frameworks}

    assert len(set(colours.values())) == len(colours) == 11


@pytest.mark.usefixtures("running_on_eleven")
@pytest.mark.parametrize("answer", [None, "solara", "flask"])
def test_it_can_be_answered_and_stays_answered(app: AppTest, answer: str | None) -> None:
    """One of eleven is chosen from pills, like one of ten; going on keeps what was chosen."""
    link = {"goal": ["internal_data_tool"]} | ({"existing_framework": [answer]} if answer else {})
    open_link(app, link)
    for section in ("team", "product", "team"):
        (control,) = [c for c in app.get("button_group") if c.key == "project.section"]
        control.set_value(section)
        app.run()

        assert not app.exception
        assert "could not be shown" not in words(app)
        assert app.query_params.get("existing_framework") == answer
    offered = [c for c in app.get("button_group") if c.key == key_of("existing_framework")]

    assert [option.content for option in offered[0].proto.options][-1] == "Solara"


@pytest.fixture
def edited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Callable[[], None]]:
    """A folder of data under the app, and what lets it look at the files again."""
    copied = Path(shutil.copytree(DATA, tmp_path / "data"))
    now = [0.0]
    live = LiveData(copied, clock=lambda: now[0])
    monkeypatch.setattr(cached, "live_data", lambda: live)
    live.look()

    def later() -> None:
        now[0] += 60

    return copied / "frameworks" / "solara.toml", later


def test_a_link_may_name_what_was_just_added(
    app: AppTest, edited: tuple[Path, Callable[[], None]]
) -> None:
    """The files are looked at before the address is read."""
    path, later = edited
    path.write_text(CARD + CELL)
    later()
    open_link(app, {"goal": ["internal_data_tool"], "existing_framework": ["solara"]})

    assert "could not be used" not in words(app)
    assert app.query_params["existing_framework"] == "solara"


def test_what_was_taken_out_leaves_the_answers_with_a_word(
    app: AppTest, edited: tuple[Path, Callable[[], None]]
) -> None:
    """No fault, no silence: it says what went; the size of code that is gone goes with it."""
    path, later = edited
    path.write_text(CARD + CELL)
    later()
    open_link(app, LINK)
    path.unlink()
    later()
    app.run()

    assert not app.exception
    assert "could not be shown" not in words(app)
    assert "names what the data no longer hold" in words(app)
    assert "solara" in words(app)
    assert app.query_params["considered"] == ["streamlit", "flask", "fastapi"]
    assert "existing_framework" not in app.query_params
    assert "existing_size" not in app.query_params


@pytest.mark.usefixtures("running_on_eleven")
@pytest.mark.parametrize("page", [entry.id for entry in menu.ENTRIES])
def test_every_page_and_section_shows_it(app: AppTest, page: str) -> None:
    """Nothing breaks, nothing is said to be out of order, and it is named where options are."""
    open_link(app, LINK)
    if page != menu.ENTRIES[0].id:
        app.switch_page(f"pages/{page}.py").run()
    seen = [words(app)]
    for control in [c for c in app.get("button_group") if c.key in SECTIONS]:
        for option in [o.content for o in control.proto.options]:
            (again,) = [c for c in app.get("button_group") if c.key == control.key]
            again.set_value(option)
            app.run()
            seen.append(words(app))

            assert not app.exception, (page, option)

    assert not app.exception
    assert "could not be shown" not in "\n".join(seen)
    assert "Part of the link could not be used" not in seen[0]
    if page != "method":
        assert "Solara" in "\n".join(seen), page


def test_the_command_line_answers_for_it(
    eleven: Catalogue,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A file may name it, and it is in the ranking; `check` is content with the folder."""
    path = tmp_path / "project.json"
    path.write_text(json.dumps(requirement_of(eleven).answers()))
    monkeypatch.setattr(program, "with_own", lambda _: eleven)

    assert program.main(["verdict", str(path)]) == 0
    record = json.loads(capsys.readouterr().out)
    assert "solara" in {entry["option"] for entry in record["ranking"]}


def test_check_is_content_with_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever it leaves out."""
    assert program.main(["check", "--data", str(folder)]) == 0
    assert "11 frameworks" in capsys.readouterr().out
