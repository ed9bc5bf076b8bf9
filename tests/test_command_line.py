"""The command line: one JSON object a line, bad input on stderr, the rest still runs."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings

from framework_compare import Catalogue, Requirement, load_catalogue, parse_requirement, recommend
from framework_compare import __main__ as program
from framework_compare.__main__ import main
from framework_compare.decisions.cases import load_decisions
from framework_compare.explain.answers import answer_flips
from framework_compare.requirement import files
from framework_compare.scoring.study import Study
from framework_compare.vocabulary import CRITERIA, GROUPS
from tests.strategies import requirements

KEYS = [
    *("id", "champion", "runner_up", "confidence", "ranking", "excluded", "reasons", "flips"),
    *("finalists", "musts", "relaxations", "contradictions", "precedent", "like"),
]


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A requirement file."""
    path = tmp_path / "board.json"
    path.write_text(
        json.dumps({"goal": "interactive_dashboard", "peak_concurrent_users": 40, "auth": "sso"})
    )
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
    assert list(record["ranking"][0]) == [
        "option",
        "frameworks",
        "score",
        "p_best",
        "rank_low",
        "rank_high",
    ]


def test_a_list_is_a_line_for_each_and_bad_ones_go_to_stderr(
    tmp_path: Path, good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2, and the others still run."""
    path = tmp_path / "many.json"
    items = [
        {
            "id": "one",
            "requirements": {"goal": "rest_api"},
            "considered": ["flask", "fastapi"],
            "chosen": ["flask"],
        },
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
    assert "many.json['two']: goal: must be one of" in err
    assert "many.json[2]: id: must be text" in err
    assert "many.json[3]" in err
    assert "absent.json: must be readable" in err


def test_a_must_on_an_unanswered_question_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With its path, what it needs and what was found; nothing is printed for that file."""
    path = tmp_path / "waiting.json"
    path.write_text(json.dumps({"goal": "rest_api", "must_haves": ["auth", "hosting"]}))
    code = main(["verdict", str(path)])
    out, err = capsys.readouterr()

    assert (code, out) == (2, "")
    assert "waiting.json: must_haves.auth: needs an answer to auth, got none" in err
    assert "waiting.json: must_haves.hosting: needs an answer to hosting, got none" in err


@given(requirements(musts=True, goal=True))
@settings(max_examples=8)
def test_every_answer_flip_flips(requirement: Requirement) -> None:
    """The requirement with that one field set can be read from a file and has that champion."""
    catalogue = load_catalogue()
    for flip in answer_flips(Study(requirement, catalogue)):
        changed = {**requirement.answers(), flip.field: flip.after}
        assert Study(parse_requirement(changed), catalogue).champion == flip.champion


def test_there_are_flips_to_check(catalogue: Catalogue) -> None:
    """A close verdict has some, nearest first."""
    flips = answer_flips(Study(Requirement(goal="interactive_dashboard", auth="sso"), catalogue))

    assert flips
    assert [flip.distance for flip in flips] == sorted(flip.distance for flip in flips)


def test_contributions_sum_to_the_lead(catalogue: Catalogue) -> None:
    """Exactly, since the model is additive; the reasons are those worth a sentence."""
    verdict = recommend(
        Requirement(goal="interactive_dashboard", auth="sso", needs=("maps",)), catalogue
    )
    lead = verdict.standing(verdict.champion).score - verdict.standing(verdict.runner_up).score

    assert sum(item.points for item in verdict.contributions) == pytest.approx(lead, abs=1e-9)
    assert {reason.criterion for reason in verdict.reasons} <= {
        item.criterion for item in verdict.contributions
    }


@pytest.mark.parametrize("bad", ['{"name": "\\ud800"}', '[{"id": "\\ud800", "requirements": {}}]'])
def test_half_a_character_is_refused(
    tmp_path: Path, bad: str, good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """JSON can name what no text can hold; the others still run."""
    path = tmp_path / "half.json"
    path.write_text(bad)

    assert main(["verdict", str(path), str(good)]) == 2
    out, err = capsys.readouterr()
    assert [record["id"] for record in lines(out)] == ["board"]
    assert "half.json" in err


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A list of three good items."""
    path = tmp_path / "many.json"
    goals = {"one": "rest_api", "two": "ecommerce", "three": "microservice"}
    path.write_text(
        json.dumps([{"id": id_, "requirements": {"goal": goal}} for id_, goal in goals.items()])
    )
    return path


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """No flips, which are most of the work."""
    monkeypatch.setattr(program, "every_flip", lambda study: ())


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("step", ["Study", "every_flip", "verdict_record"])
@pytest.mark.parametrize(
    "error", [ValueError("odd\nlines"), RecursionError(), MemoryError(), OverflowError("int")]
)
def test_a_fault_of_ours_is_one_line_and_the_rest_is_answered(
    many: Path,
    good: Path,
    step: str,
    error: Exception,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Exit 3, with the item's id, the kind of error and where to report it."""
    monkeypatch.setenv("FRAMEWORK_COMPARE_TRACKER", "https://faults.example/new")
    broken = failing_on(getattr(program, step), Requirement(goal="ecommerce"), "two", error)
    monkeypatch.setattr(program, step, broken)
    code = main(["verdict", str(many), str(good)])
    out, err = capsys.readouterr()
    (line,) = err.splitlines()

    assert code == 3
    assert [record["id"] for record in lines(out)] == ["one", "three", "board"]
    assert "many.json['two']: a fault of framework_compare" in line
    assert type(error).__name__ in line
    assert line.endswith("https://faults.example/new")


def failing_on(function, requirement: Requirement, id_: str, error: Exception):
    """The same function, but it fails on one item."""

    def changed(*arguments, **named):
        asked = getattr(arguments[0], "requirement", arguments[0])  # of a study, what it is of
        if asked in (requirement, id_):
            raise error
        return function(*arguments, **named)

    return changed


@pytest.mark.usefixtures("quick")
def test_a_fault_of_ours_wins_over_bad_input(
    many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 3, whichever comes first; and a verdict that JSON cannot hold is a fault too."""
    record = program.verdict_record
    monkeypatch.setattr(
        program, "verdict_record", lambda id_, *rest: record(id_, *rest) | {"odd": float("nan")}
    )
    absent = str(tmp_path / "absent.json")

    assert [
        main(["verdict", *files]) for files in ([absent, str(many)], [str(many), absent], [absent])
    ] == [3, 3, 2]
    assert "many.json['three']: a fault" in capsys.readouterr().err


@pytest.mark.usefixtures("quick")
def test_a_fault_in_reading_one_item_leaves_the_others(
    many: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is named by its id as well."""
    parse = files.parse_requirement
    monkeypatch.setattr(
        files,
        "parse_requirement",
        lambda raw, where, **named: parse(raw, where, **named) if "two" not in where else {}[1],
    )

    assert main(["verdict", str(many)]) == 3
    out, err = capsys.readouterr()
    assert [record["id"] for record in lines(out)] == ["one", "three"]
    assert "many.json['two']: a fault of framework_compare, not of the input: KeyError" in err


ENDLESS = b'{"weights": {"team": [0, 1' + b"0" * 5000 + b"]}}"


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    "content", [None, b"", b"\x00\x01\xff\xfe", b"PK\x03\x04", b"[" * 100_000, ENDLESS]
)
def test_a_file_that_cannot_be_read_is_one_line(
    content: bytes | None, tmp_path: Path, good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that cannot be read does not stop the next.

    A folder, nothing, bytes that are no text, an archive, nesting and numbers without end.
    """
    path = tmp_path / "odd.json"
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)

    assert main(["verdict", str(path), str(good)]) == 2
    out, err = capsys.readouterr()
    assert [record["id"] for record in lines(out)] == ["board"]
    assert len(err.splitlines()) == 1
    assert "odd.json: " in err


@pytest.mark.usefixtures("quick")
def test_a_number_without_end_stops_no_other_item(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """More digits than Python reads, in one item of a list."""
    path = tmp_path / "many.json"
    path.write_text(
        '[{"id": "one", "requirements": {"peak_concurrent_users": 1'
        + "0" * 5000
        + '}},{"id": "two", "requirements": {"goal": "rest_api"}}]'
    )

    assert main(["verdict", str(path)]) == 2
    out, err = capsys.readouterr()
    assert [record["id"] for record in lines(out)] == ["two"]
    assert "many.json['one']: peak_concurrent_users: must be a whole number" in err


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A list with a bad item among good ones."""
    path = tmp_path / "mixed.json"
    asked = {
        "one": {"goal": "rest_api", "auth": "rbac"},
        "two": {"goal": "nothing"},
        "three": {"goal": "interactive_dashboard"},
        "four": {"goal": "ecommerce", "needs": ["payments"]},
    }
    path.write_text(json.dumps([{"id": id_, "requirements": each} for id_, each in asked.items()]))
    return path


def test_without_flips_all_else_is_the_same(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """They are empty, though there are some; every other key has what it had."""
    assert main(["verdict", str(good)]) == 0
    (whole,) = lines(capsys.readouterr().out)
    assert main(["verdict", "--no-flips", str(good)]) == 0
    (short,) = lines(capsys.readouterr().out)

    assert whole["flips"]
    assert short == whole | {"flips": []}


def test_several_processes_say_the_same_in_the_same_order(
    mixed: Path, good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Byte for byte, what is wrong with one item among them too; exit 2 either way."""
    command = ["verdict", "--no-flips", str(mixed), str(good)]
    codes, said = [], []
    for jobs in ("1", "2"):
        codes.append(main([*command, "--jobs", jobs]))
        said.append(capsys.readouterr())

    assert codes == [2, 2]
    assert said[0] == said[1]
    assert [record["id"] for record in lines(said[1].out)] == ["one", "three", "four", "board"]
    assert "mixed.json['two']: goal: must be one of" in said[1].err


def test_several_processes_tell_the_same_flips(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Byte for byte, though each process keeps what it has worked out for the items before."""
    asked = {
        goal: {"goal": goal, "considered": ["streamlit", "flask", "django"], "auth": "sso"}
        for goal in ("interactive_dashboard", "internal_data_tool", "rest_api")
    }
    path = tmp_path / "items.json"
    path.write_text(json.dumps([{"id": id_, "requirements": each} for id_, each in asked.items()]))
    said = []
    for jobs in ("1", "2"):
        assert main(["verdict", "--jobs", jobs, str(path)]) == 0
        said.append(capsys.readouterr().out)

    assert said[0] == said[1]
    assert all(record["flips"] for record in lines(said[0]))


@pytest.mark.parametrize("jobs", ["0", "-1", "65", "two", ""])
def test_a_number_of_processes_that_cannot_be_is_refused(
    jobs: str, good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With what is allowed and what was found; nothing is answered."""
    with pytest.raises(SystemExit) as left:
        main(["verdict", f"--jobs={jobs}", str(good)])
    out, err = capsys.readouterr()

    assert left.value.code == 2
    assert not out
    assert "--jobs: must be a whole number from 1 to 64, got" in err


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the data, which the command line takes for its own."""
    copied = Path(shutil.copytree(program.DATA, tmp_path / "data"))
    monkeypatch.setattr(program, "DATA", copied)
    return copied


def decisions(path: Path, *, counting: int, others: int) -> Path:
    """Write some of the recorded decisions that count, and some that do not."""
    cases = [case for case in load_decisions() if case.considered]
    kept = [case for case in cases if case.counts][:counting]
    kept += [case for case in cases if not case.counts][:others]
    path.write_text(json.dumps([case.model_dump(mode="json") for case in kept]))
    return path


def test_learning_says_what_would_change_and_writes_nothing(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A line for every criterion and group, for both words and for the noise."""
    before = (data / "learnt.toml").read_bytes()
    few = decisions(tmp_path / "few.json", counting=6, others=2)
    code = main(["learn", str(few)])
    said = capsys.readouterr().out
    named = [line.split(":")[0] for line in said.splitlines()]

    assert code == 0
    assert {*CRITERIA, *GROUPS, "clear", "leaning", "structural", "second_stack"} <= {*named}
    assert "decisions: 146 -> 6" in said
    assert (data / "learnt.toml").read_bytes() == before


def test_what_was_learnt_is_written_when_asked(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Into the data, where it is read again.

    But not while a decision had to be left out, and not what decisions from elsewhere teach.
    """
    own = data / "decisions.json"
    few = decisions(own, counting=6, others=0).read_text()
    elsewhere = tmp_path / "elsewhere.json"
    elsewhere.write_text(few)
    own.write_text(json.dumps([*json.loads(few), {"id": "odd"}]))
    before = (data / "learnt.toml").read_bytes()

    assert main(["learn", "--write", str(own)]) == 2
    assert "not written, since decisions named above are left out" in capsys.readouterr().err
    assert main(["learn", "--write", str(elsewhere)]) == 2
    assert f"{elsewhere}: must be {own} where --write is given" in capsys.readouterr().err
    assert (data / "learnt.toml").read_bytes() == before

    own.write_text(few)

    assert main(["learn", "--write", str(own)]) == 0
    assert load_catalogue(data).learnt.decisions == 6


@pytest.mark.parametrize("others", [0, 3])
def test_nothing_is_learnt_where_no_decision_counts(
    tmp_path: Path, others: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2, with the path and why."""
    path = decisions(tmp_path / "weak.json", counting=0, others=others)
    code = main(["learn", str(path)])
    out, err = capsys.readouterr()

    assert (code, out) == (2, "")
    assert f"{path}: must hold a decision that counts, found none" in err


@pytest.mark.parametrize(
    "command", [["--help"], ["verdict", "--help"], ["evaluate", "--help"], ["learn", "--help"]]
)
def test_help_names_every_exit_code(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """So that a script can tell them apart."""
    with pytest.raises(SystemExit):
        main(command)
    said = " ".join(capsys.readouterr().out.split())

    assert all(
        part in said for part in ("0, all is well", "1, the data", "2, some input", "3, a fault")
    )


def test_check_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 0, in its first line."""
    assert main(["check"]) == 0
    assert "no problems" in capsys.readouterr().out


def test_check_of_an_empty_folder_names_every_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 1."""
    assert main(["check", "--data", str(tmp_path)]) == 1
    out = capsys.readouterr().out
    assert all(f"data/{name}.toml" in out for name in ("model", "criteria", "questions", "claims"))
    assert "data/frameworks: must hold at least one file, found none" in out
