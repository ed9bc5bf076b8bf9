"""The command line: one JSON object a line, bad input on stderr, the rest still runs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from framework_compare import Catalogue, Requirement, parse_requirement
from framework_compare.__main__ import main
from framework_compare.explain import answer_flips
from framework_compare.scoring.verdict import champion_of

KEYS = ["id", "champion", "runner_up", "confidence", "ranking", "excluded", "reasons", "flips"]


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A requirement file."""
    path = tmp_path / "board.json"
    path.write_text(json.dumps({"goal": "interactive_dashboard", "peak_concurrent_users": 40, "auth": "sso"}))
    return path


def lines(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_file_is_one_line(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its id is the file's stem; the champion is the ranking's first."""
    assert main(["verdict", str(good)]) == 0
    (record,) = lines(capsys.readouterr().out)

    assert list(record) == KEYS
    assert record["id"] == "board"
    assert record["champion"] == record["ranking"][0]["option"]
    assert list(record["ranking"][0]) == ["option", "frameworks", "score", "p_best", "rank_low", "rank_high"]


def test_a_list_is_a_line_for_each_and_bad_ones_go_to_stderr(
    tmp_path: Path, good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2, and the others still run."""
    path = tmp_path / "many.json"
    items = [
        {"id": "one", "requirements": {"goal": "rest_api"}, "considered": ["flask", "fastapi"], "chosen": ["flask"]},
        {"id": "two", "requirements": {"goal": "nothing"}},
        {"requirements": {}},
        "what",
    ]
    path.write_text(json.dumps(items))
    code = main(["verdict", str(path), str(good), str(tmp_path / "absent.json")])
    out, err = capsys.readouterr()

    assert code == 2
    assert [record["id"] for record in lines(out)] == ["one", "board"]
    assert {item["option"] for item in lines(out)[0]["ranking"]} == {"flask", "fastapi"}
    assert "many.json[1]: goal: must be one of" in err
    assert "many.json[2]: id: must be text" in err
    assert "many.json[3]" in err
    assert "absent.json: must be readable" in err


def test_every_answer_flip_flips(catalogue: Catalogue) -> None:
    """The same requirement with that one field set so has that champion."""
    requirement = Requirement(goal="interactive_dashboard", auth="sso", needs=("live_updates",), must_haves=("auth",))
    for flip in answer_flips(requirement, catalogue):
        changed = {**requirement.answers(), flip.field: flip.after}
        assert champion_of(parse_requirement(changed), catalogue) == flip.champion


def test_contributions_sum_to_the_lead(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Reasons are the visible part of score(champion) - score(runner-up)."""
    main(["verdict", str(good)])
    (record,) = lines(capsys.readouterr().out)
    scores = {item["option"]: item["score"] for item in record["ranking"]}
    lead = scores[record["champion"]] - scores[record["runner_up"]]

    assert sum(reason["points"] for reason in record["reasons"]) == pytest.approx(lead, abs=0.05 * 15)


def test_check_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 0 and one line."""
    assert main(["check"]) == 0
    assert "no problems" in capsys.readouterr().out


def test_check_of_an_empty_folder_names_every_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 1."""
    assert main(["check", "--data", str(tmp_path)]) == 1
    out = capsys.readouterr().out
    assert all(f"data/{name}.toml" in out for name in ("model", "criteria", "questions", "claims", "frameworks/flask"))
