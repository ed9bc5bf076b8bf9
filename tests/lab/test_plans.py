"""What is declared: designs and entrants; and the command line."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.errors import DataError
from framework_compare.lab import __main__ as command_line
from framework_compare.lab import environments
from framework_compare.lab.bench import alone
from framework_compare.lab.environments import find_python, required
from framework_compare.lab.errors import Unavailable
from framework_compare.lab.experiments import MEASURES
from framework_compare.lab.experiments.memory import line
from framework_compare.lab.experiments.workers import parsed
from framework_compare.lab.registry import load_entrant, load_entrants
from framework_compare.lab.reporting import report
from framework_compare.lab.runner import planned
from framework_compare.lab.settings import Settings, load_settings
from framework_compare.vocabulary import FRAMEWORKS
from tests.lab.conftest import PYTHON
from tests.test_measurements import measurements, row, several


@pytest.fixture(scope="module")
def settings() -> Settings:
    """The shipped designs."""
    return load_settings()


def test_every_design_is_carried_out_and_none_undesigned(settings: Settings) -> None:
    """E1 to E13, in order."""
    assert [design.id for design in settings.experiments] == [
        f"E{number}" for number in range(1, 14)
    ]
    assert list(MEASURES) == [design.id for design in settings.experiments]


def test_every_claim_that_a_design_names_exists(settings: Settings, catalogue: Catalogue) -> None:
    """In claims.toml."""
    assert not {claim for design in settings.experiments for claim in design.claims} - set(
        catalogue.claims
    )


@pytest.mark.parametrize(
    ("quick", "entrants", "minutes"), [(True, FRAMEWORKS[:3], 4), (False, FRAMEWORKS, 80)]
)
def test_a_run_is_planned_to_end_in_time(
    settings: Settings, quick: bool, entrants: tuple[str, ...], minutes: float
) -> None:
    """A quick one while one waits, a full one, five times over, in eighty minutes."""
    units = planned(settings.experiments, entrants, quick=quick)

    assert sum(unit.seconds for unit in units) <= minutes * 60


def test_a_quick_run_measures_something_of_every_experiment(settings: Settings) -> None:
    """Otherwise it would prove less than that everything works."""
    units = planned(settings.experiments, ["streamlit", "flask", "fastapi"], quick=True)

    assert {unit.design.id for unit in units} == set(MEASURES)


def test_a_design_with_an_unknown_key_is_refused(tmp_path: Path) -> None:
    """With file and place."""
    (tmp_path / "lab.toml").write_text(
        '[[experiment]]\nid = "E1"\ncolour = "red"\n', encoding="utf-8"
    )

    with pytest.raises(DataError, match=r"data/lab\.toml: experiment\.0\.colour"):
        load_settings(tmp_path)


@pytest.mark.parametrize("entrant", FRAMEWORKS)
def test_every_framework_is_an_entrant(entrant: str) -> None:
    """One that cannot be had says why."""
    assert entrant in load_entrants()


def test_an_entrant_that_cannot_be_started_is_refused(tmp_path: Path) -> None:
    """Where nothing says on which port."""
    text = 'name = "A"\npackage = "a"\nminimum_python = "3.11"\nstart = ["a"]\nidiomatic = "So."\n'
    (tmp_path / "entrant.toml").write_text(text, encoding="utf-8")

    with pytest.raises(DataError, match=r"start must hold \{port\}, got 'a'"):
        load_entrant(tmp_path)


def test_the_chosen_interpreter_must_run() -> None:
    """A name on the path may be a shim of nothing."""
    with pytest.raises(Unavailable, match="must be a Python that runs"):
        find_python("/nowhere/python")


def test_an_interpreter_that_does_not_run_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next one is taken."""
    monkeypatch.setattr(
        environments, "_candidates", lambda: iter(["/nowhere/python", sys.executable])
    )

    assert find_python().minor == PYTHON.minor


def test_requirements_are_read_without_comments(tmp_path: Path) -> None:
    """One each."""
    (tmp_path / "requirements.txt").write_text(
        "# what\nflask>=3,<4  # why\n\npandas>=3\n", encoding="utf-8"
    )

    assert required(tmp_path / "requirements.txt") == ["flask>=3,<4", "pandas>=3"]


def test_a_line_is_fitted_exactly_through_points_on_it() -> None:
    """10 MB each over 180."""
    assert line([50, 100, 200], [680, 1180, 2180]) == pytest.approx((10.0, 180.0, 1.0))


def test_the_load_generators_summary_is_read() -> None:
    """Requests, seconds, milliseconds."""
    assert parsed("Running 5s test\nlab 3300 5000000 0 32000\n") == (3300, 5.0, 32.0)


def test_a_report_says_undecided_where_it_is() -> None:
    """And gives the interval where there is one."""
    rows = [
        *several("streamlit", [10, 11, 12]),
        *several("flask", [10, 12, 11]),
        row("dash", 3, metric="cpu_ms"),
    ]

    text = report(measurements(*rows), load_settings())

    assert "| flask     | predict | p50_ms | 11 ms  | 10 to 12      | 3 | undecided" in text
    assert "| dash      | predict | cpu_ms | 3 ms   |               | 1 | " in text


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
