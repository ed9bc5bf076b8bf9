"""The exports from the command line: each file is written, and what is wrong is said."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from framework_compare.__main__ import main
from tests.catalogue.test_another_framework import CARD, CELL

ASKED = {"goal": "interactive_dashboard", "audience": ["internal_analysts"], "name": "Sales"}


@pytest.fixture
def asked(tmp_path: Path) -> Path:
    """A requirement in a file."""
    path = tmp_path / "sales.json"
    path.write_text(json.dumps(ASKED))
    return path


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A framework of one's own in a file."""
    path = tmp_path / "solara.toml"
    path.write_text(CARD + CELL, encoding="utf-8")
    return path


def test_each_export_is_written(asked: Path, tmp_path: Path) -> None:
    """Under the name that was asked for, and of the kind that its end says."""
    made = {
        "report": tmp_path / "r.html",
        "record": tmp_path / "r.md",
        "tables": tmp_path / "t.xlsx",
        "bundle": tmp_path / "b.json",
    }
    codes = [main([name, str(asked), "--out", str(path)]) for name, path in made.items()]

    assert codes == [0, 0, 0, 0]
    assert made["report"].read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert "Sales" in made["record"].read_text(encoding="utf-8")
    assert "xl/workbook.xml" in zipfile.ZipFile(made["tables"]).namelist()
    assert json.loads(made["bundle"].read_text(encoding="utf-8"))["requirement"] == ASKED


def test_a_folder_s_name_makes_csv_files(asked: Path, tmp_path: Path) -> None:
    """Into a folder that is made, and again into the same one."""
    folder = tmp_path / "tables"

    assert main(["tables", str(asked), "--out", str(folder)]) == 0
    assert main(["tables", str(asked), "--out", str(folder)]) == 0
    assert {path.suffix for path in folder.iterdir()} == {".csv"}


def test_the_record_is_of_the_option_that_was_chosen(asked: Path, tmp_path: Path) -> None:
    """And another than the champion says so."""
    out = tmp_path / "r.md"

    assert main(["record", str(asked), "--out", str(out), "--option", "dash"]) == 0
    (title,) = [line for line in out.read_text(encoding="utf-8").splitlines() if line[:2] == "# "]
    assert "Dash" in title


def test_an_option_that_is_none_is_refused(
    asked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With those that there are."""
    code = main(["record", str(asked), "--out", str(tmp_path / "r.md"), "--option", "rails"])

    assert code == 2
    assert "--option: must be one of streamlit" in capsys.readouterr().err
    assert not (tmp_path / "r.md").exists()


def test_a_bundle_replays_and_opens_everywhere(
    asked: Path, own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the framework that it brings, which no flag has to name again."""
    bundle, record = tmp_path / "b.json", tmp_path / "r.md"

    assert main(["bundle", str(asked), "--out", str(bundle), "--framework", str(own)]) == 0
    assert main(["replay", str(bundle)]) == 0
    assert capsys.readouterr().out == "same\n"
    assert main(["record", str(bundle), "--out", str(record), "--option", "solara"]) == 0
    assert "Solara" in record.read_text(encoding="utf-8")


def test_a_replay_that_differs_says_so_and_fails(
    asked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With exit code 1, which a job that runs every night takes note of."""
    bundle = tmp_path / "b.json"
    main(["bundle", str(asked), "--out", str(bundle)])
    raw = json.loads(bundle.read_text(encoding="utf-8"))
    raw["verdict"]["champion"] = "flask"
    bundle.write_text(json.dumps(raw), encoding="utf-8")

    assert main(["replay", str(bundle)]) == 1
    assert "leads; Flask did." in capsys.readouterr().out


def test_a_framework_of_one_s_own_is_ranked(
    asked: Path, own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Beside the others, by `verdict` too."""
    assert main(["verdict", "--no-flips", str(asked), "--framework", str(own)]) == 0
    ranking = json.loads(capsys.readouterr().out)["ranking"]

    assert "solara" in [row["option"] for row in ranking]


def test_what_is_wrong_with_a_framework_is_input_not_data(
    asked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All of it at once, under the file's name."""
    bad = tmp_path / "flask.toml"
    bad.write_text(CARD)
    none = tmp_path / "gone.toml"
    code = main(["verdict", str(asked), "--framework", str(bad), "--framework", str(none)])
    said = capsys.readouterr()

    assert (code, said.out) == (2, "")
    assert "gone.toml" in said.err


def test_one_that_shadows_another_is_refused(
    asked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before anything is written."""
    bad, out = tmp_path / "flask.toml", tmp_path / "b.json"
    bad.write_text(CARD)

    assert main(["bundle", str(asked), "--out", str(out), "--framework", str(bad)]) == 2
    assert "flask" in capsys.readouterr().err
    assert not out.exists()


def test_a_framework_that_a_bundle_brings_too_is_input(
    asked: Path, own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2, as for any other mistake in what is named."""
    bundle = tmp_path / "b.json"
    main(["bundle", str(asked), "--out", str(bundle), "--framework", str(own)])
    out = str(tmp_path / "r.md")

    assert main(["record", str(bundle), "--out", out, "--framework", str(own)]) == 2
    assert "solara" in capsys.readouterr().err


def test_of_a_list_one_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Or the ids are told."""
    path, out = tmp_path / "list.json", tmp_path / "b.json"
    items = [{"id": name, "requirements": {"goal": "rest_api"}} for name in ("one", "two")]
    path.write_text(json.dumps(items))

    assert main(["bundle", str(path), "--out", str(out)]) == 2
    assert "must name one of one, two" in capsys.readouterr().err
    assert main(["bundle", str(path), "--out", str(out), "--item", "two"]) == 0


@pytest.mark.parametrize(
    ("command", "out", "said"),
    [
        ("report", "r.txt", "must end with .html or .pdf, got 'r.txt'"),
        ("tables", "t.xls", "must end with .xlsx or no suffix, for a folder, got 't.xls'"),
    ],
)
def test_an_end_that_is_not_meant_is_refused(
    asked: Path, capsys: pytest.CaptureFixture[str], command: str, out: str, said: str
) -> None:
    """With those that are."""
    with pytest.raises(SystemExit) as ended:
        main([command, str(asked), "--out", out])

    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_a_place_that_cannot_be_written_is_one_line(
    asked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the path."""
    out = tmp_path / "no" / "such" / "b.json"

    assert main(["bundle", str(asked), "--out", str(out)]) == 2
    assert f"{out}: must be writable" in capsys.readouterr().err


@pytest.mark.parametrize("content", ["{", "[]", '{"kind": "x"}', None])
def test_what_cannot_be_replayed_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str | None
) -> None:
    """With exit code 2."""
    path = tmp_path / "b.json"
    if content is not None:
        path.write_text(content)

    assert main(["replay", str(path)]) == 2
    assert "b.json" in capsys.readouterr().err
