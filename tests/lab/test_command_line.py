"""The lab's commands: what they print, refuse, and do when they are stopped."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from framework_compare.lab import __main__ as command_line
from framework_compare.lab.bench import alone
from framework_compare.lab.experiments import MEASURES
from framework_compare.lab.registry import load_entrants
from framework_compare.lab.store import as_text
from tests.measured_files import measurements


def test_the_list_names_every_entrant_and_experiment(capsys: pytest.CaptureFixture[str]) -> None:
    """With what is missing for them."""
    assert command_line.main(["list"]) == 0

    said = capsys.readouterr().out
    assert not [name for name in (*load_entrants(), *MEASURES) if f"  {name} " not in said]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["run", "E99"], "experiment E99: must be one of E1, E2"),
        (["verify", "rails"], "entrant rails: must be one of"),
    ],
)
def test_an_unknown_name_is_refused(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """With what is allowed."""
    assert command_line.main(arguments) == 1
    assert said in capsys.readouterr().err


def test_two_runs_never_share_a_work_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The second would build into the first one's environments, and disturb what it measures."""
    with alone(tmp_path):
        assert command_line.main(["verify", "--work", str(tmp_path)]) == 1

    assert "another run of the lab uses it" in capsys.readouterr().err


def test_a_report_of_nothing_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Instead of an empty page."""
    assert command_line.main(["report", str(tmp_path / "none.json")]) == 1
    assert "nothing was measured yet" in capsys.readouterr().err


@pytest.mark.parametrize("order", [signal.SIGINT, signal.SIGTERM])
def test_an_order_to_stop_ends_a_run_with_a_sentence(
    order: signal.Signals, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whether from the keyboard or from a program; 130 is what shells expect."""
    before = signal.getsignal(signal.SIGTERM)

    def stopped() -> int:
        os.kill(os.getpid(), order)
        signal.pause()
        return 0

    monkeypatch.setattr(command_line, "_list", stopped)
    try:
        assert command_line.main(["list"]) == 130
    finally:
        signal.signal(signal.SIGTERM, before)
    assert "What is finished is kept" in capsys.readouterr().err


def test_a_bare_report_says_what_it_shows_and_what_is_newer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The published file, and the command that shows a quick run made after it."""
    quick = tmp_path / "quick.json"
    for year, said in ((2020, False), (2090, True)):
        run = measurements({"E1/flask/lines": (1,)}, quick=True).runs[0]
        later = run.model_copy(update={"started": run.started.replace(year=year)})
        found = measurements({"E1/flask/lines": (1,)}).model_copy(update={"runs": (later,)})
        quick.write_text(as_text(found), encoding="utf-8")

        assert command_line.main(["report", "--work", str(tmp_path)]) == 0
        first = capsys.readouterr().out.split("\n\n")[0]
        assert first.startswith("What is published: data/measurements/lab.json.")
        assert first.endswith(f"python -m framework_compare.lab report {quick}") == said


def test_a_file_that_is_named_is_all_that_a_report_shows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a run just wrote, by the command that it printed at its end."""
    file = tmp_path / "quick.json"
    file.write_text(as_text(measurements({"E1/flask/lines": (7,)}, quick=True)), encoding="utf-8")

    assert command_line.main(["report", str(file)]) == 0
    said = capsys.readouterr().out
    assert "quick" in said.splitlines()[0]
    assert "7 lines" in said
