"""Real decisions as a file: what counts as agreement, and what is refused."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path

import pytest

from framework_compare import DataError, RequirementError, load_catalogue
from framework_compare import __main__ as program
from framework_compare.catalogue.folder import DATA
from framework_compare.decisions.cases import Case, cases_of, load_decisions, read_decisions
from framework_compare.decisions.judged import Taught, judge
from tests.catalogue.test_another_framework import CARD
from tests.decisions.reading import read_cases
from tests.decisions.samples import SHOP


def test_agreement_is_the_ui_or_the_very_parts() -> None:
    """A pairing agrees if its screens are accepted, or if its parts are what was chosen."""
    case = Case.model_validate({**SHOP, "accepted": ["streamlit"], "chosen": ["fastapi", "dash"]})

    assert case.agrees(("streamlit", "fastapi"))
    assert case.agrees(("dash", "fastapi"))
    assert not case.agrees(("dash",))


def test_a_decision_may_be_about_a_framework_of_ones_own(tmp_path: Path) -> None:
    """It is read against the frameworks that there are, and judged among them."""
    eleven = load_catalogue(extra={"solara": tomllib.loads(CARD)})
    case = {**SHOP, "considered": ["solara", "django"], "accepted": ["solara"]}
    path = tmp_path / "decisions.json"
    path.write_text(json.dumps([case]))
    (_, found), (_, refused) = *cases_of(path, tuple(eleven.frameworks)), *cases_of(path)

    assert isinstance(found, Case)
    (judged,) = judge([found], Taught([], eleven), shortlist=True)
    assert {standing.option for standing in judged.verdict.ranking} == {"solara", "django"}
    assert isinstance(refused, RequirementError)
    assert "got 'solara'" in str(refused)


def test_a_missing_file_is_a_message(tmp_path: Path) -> None:
    """Instead of a traceback."""
    with pytest.raises(RequirementError, match="must be readable"):
        read_cases(tmp_path / "absent.json")


TOLD = {**SHOP, "summary": "A shop.", "kind": "ADR", "date": "2024-05"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of data/ to spoil."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def record(folder: Path, *cases: object) -> None:
    """Put other decisions in the place of the shipped ones."""
    (folder / "decisions.json").write_text(json.dumps(list(cases)))


def test_the_shipped_decisions_are_sound_and_read_once() -> None:
    """Each with what a reader needs."""
    cases = load_decisions()

    assert cases is load_decisions(DATA)
    assert len({case.id for case in cases}) == len(cases) > 200
    assert all(case.summary and case.reasons and case.source and case.kind for case in cases)


def test_unknown_keys_are_left_to_who_wrote_them() -> None:
    """A file may say more than is read."""
    assert Case.model_validate({**TOLD, "mood": "good"}) == Case.model_validate(TOLD)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("pairing", "yes"),
        ("facts_stated", "4"),
        ("facts_stated", -1),
        ("summary", 7),
        ("date", "last May"),
        ("date", "2024-13"),
        ("date", "2024-02-30"),
        ("date", 2024),
        ("machine_assisted_text", 1),
    ],
)
def test_nothing_is_converted(folder: Path, key: str, value: object) -> None:
    """A value of another type is refused by the decision's id and the key."""
    record(folder, {**TOLD, key: value})
    cases, (problem,) = read_decisions(folder)

    assert cases == ()
    assert (problem.where, problem.path) == ("data/decisions.json", f"['shop'].{key}")


@pytest.mark.parametrize("date", [None, "2024", "2024-05", "2024-02-29"])
def test_a_date_is_as_exact_as_its_source(date: str | None) -> None:
    """A year, a month, a day, or nothing."""
    assert Case.model_validate({**TOLD, "date": date}).date == date


def test_check_names_what_is_wrong_with_decisions(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By file, id and path: what no reader could be shown, and ids that are not their own."""
    nameless = {key: value for key, value in TOLD.items() if key != "summary"}
    wrong = {**TOLD, "id": "wrong", "requirements": {"goal": "nothing"}}
    record(folder, TOLD, nameless, wrong)

    assert program.main(["check", "--data", str(folder)]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "data/decisions.json: ['shop'].summary: must be there, got nothing"
    assert said[1].startswith("data/decisions.json: ['wrong'].goal: must be one of")
    assert said[2] == "data/decisions.json: ['shop'].id: must be its own, got it 2 times"


@pytest.mark.parametrize(
    ("text", "said"), [("{", "must be JSON"), ("{}", "must be a list"), (None, "must be readable")]
)
def test_a_file_that_is_none_is_one_line(folder: Path, text: str | None, said: str) -> None:
    """Broken, no list, or not there; whoever loads it gets the same as an error."""
    path = folder / "decisions.json"
    path.unlink() if text is None else path.write_text(text)

    with pytest.raises(DataError, match=f"^data/decisions.json: .*{said}.*$"):
        load_decisions(folder)


def test_evaluate_reads_the_recorded_decisions_unless_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a file it takes those of data/."""
    record(tmp_path, TOLD)
    monkeypatch.setattr(program, "DATA", tmp_path)

    assert program.main(["evaluate", "--shakes", "0"]) == 0
    assert "1 of 1 decisions counted" in capsys.readouterr().out


def test_what_a_team_took_is_the_ui() -> None:
    """Of a pairing the part that counts as agreement; of two side by side both."""
    paired = {**TOLD, "chosen": ["fastapi", "streamlit"], "accepted": ["streamlit"]}
    both = {**paired, "accepted": ["fastapi", "streamlit"]}

    assert Case.model_validate(paired).taken == ("streamlit",)
    assert Case.model_validate(both).taken == ("fastapi", "streamlit")


@pytest.mark.parametrize("missing", [{"summary": ""}, {"reasons": ""}, {"strength": "weak"}])
def test_what_is_not_told_whole_is_no_example(missing: dict[str, str]) -> None:
    """Nor what its source hardly bears out."""
    assert Case.model_validate(TOLD).may_be_shown
    assert not Case.model_validate({**TOLD, **missing}).may_be_shown
