"""The lab for real, on three entrants in its quick form: everything works, nothing is left over."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from psutil import process_iter

from framework_compare.lab.__main__ import main
from framework_compare.lab.experiments import MEASURES
from framework_compare.lab.store import VERIFICATION
from framework_compare.measured.measurements import Measurements, read_measurements
from tests.lab.conftest import is_running

pytestmark = pytest.mark.lab
ENTRANTS = ("streamlit", "flask", "fastapi")
OPERATIONS = ("page", "count", "download", "upload", "reconnect")


@pytest.fixture(scope="module")
def work() -> Path:
    """Where environments are built and kept."""
    folder = os.environ.get("FRAMEWORK_COMPARE_LAB")
    if not folder:
        pytest.skip(
            "FRAMEWORK_COMPARE_LAB is not set: the folder in which entrants are built and measured"
        )
    return Path(folder).resolve()


@pytest.fixture(scope="module")
def out(work: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results of one quick run."""
    path = tmp_path_factory.mktemp("lab") / "lab.json"
    arguments = [
        "run",
        "--quick",
        "--entrants",
        ",".join(ENTRANTS),
        "--work",
        str(work),
        "--out",
        str(path),
    ]

    assert main(arguments) == 0
    return path


@pytest.fixture(scope="module")
def found(out: Path) -> Measurements:
    """What it wrote."""
    read = read_measurements(out, "lab.json")

    assert read is not None
    return read


def test_every_entrant_gave_the_right_answers(work: Path, found: Measurements) -> None:
    """Each in its own protocol, as the run itself saw; and asked for alone, too."""
    assert not [gap for gap in found.gaps if gap.experiment == VERIFICATION]
    assert main(["verify", "fastapi", "--work", str(work)]) == 0


def test_every_experiment_is_measured_or_skipped_with_a_reason(found: Measurements) -> None:
    """A tool that is not there is a reason; nothing else is."""
    measured = {row.experiment for row in found.rows}
    skipped = {gap.experiment: gap.reason for gap in found.gaps}

    assert measured | set(skipped) == set(MEASURES)
    assert all(
        gap.kind == "skipped" and "which is not installed" in gap.reason for gap in found.gaps
    )


def test_a_widget_in_a_fragment_runs_no_script(found: Measurements) -> None:
    """As the browser shows: the fragment runs once for each action, the script never."""
    if "E4/streamlit/plain widget/script_runs" not in found.measured:
        pytest.skip("E4 was not measured: no Chromium")

    def runs(action: str, what: str) -> float:
        return found.measured[f"E4/streamlit/{action}/{what}_runs"].values[0]

    assert (runs("plain widget", "script"), runs("widget in a fragment", "script")) == (5, 0)
    assert (runs("widget in a fragment", "fragment"), runs("edit in a form", "fragment")) == (5, 0)


def test_ten_megabytes_of_state_cost_ten_megabytes(found: Measurements) -> None:
    """In either framework: what grows with the sessions is what is kept for them."""
    for key in ("E7/streamlit/10 MB/per_session_mb", "E7/flask/10 MB in process/per_session_mb"):
        assert found.measured[key].values[0] == pytest.approx(10, rel=0.25)


def test_balancing_by_address_keeps_every_session(found: Measurements) -> None:
    """What random balancing breaks about half the time: one of twelve attempts at least."""
    if "E11/streamlit/ip hash/download_failures" not in found.measured:
        pytest.skip("E11 was not measured: no nginx or no Chromium")

    def failures(policy: str) -> float:
        keys = (f"E11/streamlit/{policy}/{name}_failures" for name in OPERATIONS)
        return sum(found.measured[key].values[0] for key in keys)

    assert failures("ip hash") == 0
    assert failures("random") > 0


def test_a_second_run_has_nothing_left_to_do(
    work: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It verifies, and measures nothing again."""
    before = out.read_text(encoding="utf-8")

    assert (
        main(
            ["run", "E1", "--quick", "--entrants", "flask", "--work", str(work), "--out", str(out)]
        )
        == 0
    )

    assert "1 of 1 were measured before" in capsys.readouterr().err
    assert out.read_text(encoding="utf-8") == before


@pytest.mark.usefixtures("out")
def test_no_process_is_left(work: Path) -> None:
    """Nothing that runs has the work folder in its command."""
    commands = {one.pid: " ".join(one.info["cmdline"] or ()) for one in process_iter(["cmdline"])}
    left = [
        command
        for pid, command in commands.items()
        if str(work) in command and is_running(pid) and "pytest" not in command
    ]

    assert not left
