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
