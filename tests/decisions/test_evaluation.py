"""The validation: what is reported, by the command and by whom it is asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from framework_compare import Catalogue, Requirement, load_catalogue
from framework_compare.__main__ import main
from framework_compare.decisions.cases import Case, load_decisions
from framework_compare.decisions.evaluation import article_pick, evaluate
from framework_compare.decisions.printed import printed
from framework_compare.decisions.record import TrackRecord
from framework_compare.present.track_record import claims_of
from tests.decisions.reading import read_cases
from tests.decisions.samples import VAGUE


def test_the_report_counts_what_counts(file: Path, catalogue: Catalogue) -> None:
    """The shop agrees, the demo does not, and the vague one is left out.

    The miss says who rejected what.
    """
    record = evaluate(read_cases(file), catalogue, shakes=2)

    assert (record.cases, record.counted) == (3, 2)
    assert record.shortlist.top1.agree == 1
    assert [(miss.id, miss.kind) for miss in record.misses.shortlist] == [("demo", "rejected")]
    assert {rule.name for rule in record.baselines} >= {
        "always Streamlit",
        "the article's two columns",
    }
    assert record.robustness.shaken.times == 2
    assert "misses, shortlist:" in printed(record)


def test_the_command_prints_and_saves(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is saved is what the evidence page reads."""
    saved = tmp_path / "validation.json"

    assert main(["evaluate", str(file), "--save", str(saved), "--shakes", "2"]) == 0
    assert "2 of 3 decisions counted" in capsys.readouterr().out
    record = TrackRecord.model_validate_json(saved.read_bytes())
    taught_by = load_decisions()
    assert record == evaluate(read_cases(file), load_catalogue(), shakes=2, teachers=taught_by)
    assert record.counted == 2
    assert any("off by up to a fifth" in sentence for sentence in claims_of(record)[1])


@pytest.mark.parametrize(
    "content",
    [
        "{}",
        "[]",
        "[1]",
        '[{"id": "x"}]',
        "nothing",
        (
            '[{"id": "x", "accepted": ["django"], "chosen": ["django"], "requirements": {"goal":'
            ' "z"}}]'
        ),
    ],
)
def test_a_bad_file_is_a_message(
    tmp_path: Path, content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2, and the message names the file or the case."""
    path = tmp_path / "bad.json"
    path.write_text(content)

    assert main(["evaluate", str(path)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err


def test_a_file_in_which_nothing_counts_is_reported_as_such(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a counted case there is no share and no score, and no traceback."""
    path = tmp_path / "vague.json"
    path.write_text(json.dumps([VAGUE]))

    assert main(["evaluate", str(path), "--shakes", "1"]) == 0
    assert "0 of 1 decisions counted" in capsys.readouterr().out


def test_a_place_that_cannot_be_written_is_a_message(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """After the report is printed."""
    assert (
        main(["evaluate", str(file), "--shakes", "0", "--save", str(file / "no" / "such.json")])
        == 2
    )
    out, err = capsys.readouterr()
    assert "2 of 3 decisions counted" in out
    assert "must be writable" in err


def test_a_bad_case_is_named_by_its_id_and_the_others_are_evaluated(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2, and figures that leave a case out are not saved."""
    cases = json.loads(file.read_text())
    cases[1]["requirements"] = {"goal": "nothing"}
    file.write_text(json.dumps([*cases, {"id": "no choice", "requirements": {}}, "what"]))
    saved = tmp_path / "figures.json"

    assert main(["evaluate", str(file), "--shakes", "0", "--save", str(saved)]) == 2
    out, err = capsys.readouterr()
    assert "of 2 decisions counted" in out
    assert f"[{cases[1]['id']!r}]: goal: must be one of" in err
    assert "['no choice']: accepted: Field required" in err
    assert f"{file}[4]: " in err
    assert f"{saved}: not written" in err
    assert not saved.exists()


def test_a_fault_of_ours_in_one_case_leaves_the_others(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 3, and the case is named by its id."""
    agrees = Case.agrees

    def broken(case: Case, parts: tuple) -> bool:
        return {}[case.id] if case.id == "demo" else agrees(case, parts)

    monkeypatch.setattr(Case, "agrees", broken)

    assert main(["evaluate", str(file), "--shakes", "0"]) == 3
    out, err = capsys.readouterr()
    assert "of 2 decisions counted" in out
    assert "['demo']: a fault of framework_compare, not of the input: KeyError" in err
    assert len(err.splitlines()) == 1


def test_each_case_can_be_evaluated_alone(file: Path, catalogue: Catalogue) -> None:
    """By which the one is found that all together fail on."""
    assert [evaluate([case], catalogue, shakes=1).cases for case in read_cases(file)] == [
        1,
        1,
        1,
    ]


def test_the_articles_columns_as_a_rule() -> None:
    """Its own two examples."""
    flask = Requirement(
        goal="transactional_web_app", audience=("public",), auth="rbac", team_skills=("javascript",)
    )
    streamlit = Requirement(
        goal="ml_model_demo", audience=("internal_analysts",), weeks_to_first_release=1
    )

    assert (article_pick(flask), article_pick(streamlit)) == ("flask", "streamlit")


def test_a_goal_that_the_article_does_not_know_stands_in_neither_column() -> None:
    """A chat leaves the pick to the other rows, and a tie to Streamlit."""
    chat = Requirement(goal="chat_assistant")

    assert article_pick(chat) == "streamlit"
    assert article_pick(chat.with_answers(audience=("public",))) == "flask"
