"""The command line: one JSON object a line, bad input on stderr, the rest still runs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings

from framework_compare import Catalogue, Requirement, load_catalogue, parse_requirement, recommend
from framework_compare.__main__ import main
from framework_compare.explain import answer_flips
from framework_compare.scoring.ordering import champion_of
from tests.strategies import requirements

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


@given(requirements(musts=True, goal=True))
@settings(max_examples=8)
def test_every_answer_flip_flips(requirement: Requirement) -> None:
    """The same requirement with that one field set so can be read from a file, and has that champion."""
    catalogue = load_catalogue()
    for flip in answer_flips(requirement, catalogue):
        changed = {**requirement.answers(), flip.field: flip.after}
        assert champion_of(parse_requirement(changed), catalogue) == flip.champion


def test_there_are_flips_to_check(catalogue: Catalogue) -> None:
    """A close verdict has some, nearest first."""
    flips = answer_flips(Requirement(goal="interactive_dashboard", auth="sso"), catalogue)

    assert flips
    assert [flip.distance for flip in flips] == sorted(flip.distance for flip in flips)


def test_contributions_sum_to_the_lead(catalogue: Catalogue) -> None:
    """Exactly, since the model is additive; the reasons are those worth a sentence."""
    verdict = recommend(Requirement(goal="interactive_dashboard", auth="sso", needs=("maps",)), catalogue)
    lead = verdict.standing(verdict.champion).score - verdict.standing(verdict.runner_up).score

    assert sum(item.points for item in verdict.contributions) == pytest.approx(lead, abs=1e-9)
    assert {reason.criterion for reason in verdict.reasons} <= {item.criterion for item in verdict.contributions}


@pytest.mark.parametrize("bad", ['{"name": "\\ud800"}', '[{"id": "\\ud800", "requirements": {}}]'])
def test_half_a_character_is_refused(tmp_path: Path, bad: str, good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """JSON can name what no text can hold; the others still run."""
    path = tmp_path / "half.json"
    path.write_text(bad)

    assert main(["verdict", str(path), str(good)]) == 2
    out, err = capsys.readouterr()
    assert [record["id"] for record in lines(out)] == ["board"]
    assert "half.json" in err


def test_check_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 0 and one line."""
    assert main(["check"]) == 0
    assert "no problems" in capsys.readouterr().out


def test_check_of_an_empty_folder_names_every_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 1."""
    assert main(["check", "--data", str(tmp_path)]) == 1
    out = capsys.readouterr().out
    assert all(f"data/{name}.toml" in out for name in ("model", "criteria", "questions", "claims", "frameworks/flask"))
