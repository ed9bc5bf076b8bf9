"""Servers that come up, do not, or refuse to end: in every case nothing is left running."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from framework_compare.lab import servers
from framework_compare.lab.errors import NotStarted
from framework_compare.lab.processes import run_program
from framework_compare.lab.servers import Server, free_port, serving
from tests.lab.conftest import SERVER, is_running

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


def command(mode: str) -> list[str]:
    return [sys.executable, str(SERVER), mode, "{port}"]


def pids_of(server: Server) -> tuple[int, ...]:
    return tuple(one.pid for one in server.processes)


def waited(condition: object, seconds: float = 10.0) -> bool:
    assert callable(condition)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port on which another program answers."""
    port = free_port()
    other = subprocess.Popen([sys.executable, str(SERVER), "right", str(port)])
    try:
        assert waited(lambda: servers._answers(port, "/"))
        yield port
    finally:
        other.kill()
        other.wait()


def test_a_server_runs_for_as_long_as_the_block(tmp_path: Path) -> None:
    """It is healthy inside and gone outside."""
    with serving("fake", command("right"), folder=tmp_path, log=tmp_path / "log") as server:
        pids = pids_of(server)
        assert all(map(is_running, pids))
        assert server.healthy_after > 0

    assert not any(map(is_running, pids))


def test_a_server_that_will_not_end_is_ended_with_its_children(tmp_path: Path) -> None:
    """Deaf to the order, with a child in its session."""
    log = tmp_path / "log"
    with serving("fake", command("deaf"), folder=tmp_path, log=log) as server:
        child = int(log.read_text(encoding="utf-8").split()[1])
        pids = pids_of(server)
        assert child in pids

    assert not any(map(is_running, (*pids, child)))


def test_a_deaf_child_that_left_the_session_is_ended_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Although nothing leads to it any more once its parent has ended."""
    monkeypatch.setattr(servers, "_GRACE", 0.5)
    child = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf',"
        " flush=True); time.sleep(600)"
    )
    script = (
        f"import subprocess, sys, runpy; child = subprocess.Popen([sys.executable, '-c', {child!r}]"
        ", start_new_session=True, stdout=subprocess.PIPE); child.stdout.readline();"
        f" print(child.pid, flush=True); runpy.run_path({str(SERVER)!r}, run_name='__main__')"
    )
    started = [sys.executable, "-c", script, "right", "{port}"]
    log = tmp_path / "log"
    with serving("fake", started, folder=tmp_path, log=log) as server:
        left = int(log.read_text(encoding="utf-8").split()[0])
        assert left in pids_of(server)

    assert not is_running(left)


def test_a_worker_whose_parent_has_ended_still_counts(tmp_path: Path) -> None:
    """It is in the server's session, as what a program puts into the background."""
    worker = "import subprocess, sys; print(subprocess.Popen(['sleep', '600']).pid, flush=True)"
    script = (
        f"import subprocess, sys, runpy; subprocess.run([sys.executable, '-c', {worker!r}]);"
        f" runpy.run_path({str(SERVER)!r}, run_name='__main__')"
    )
    started = [sys.executable, "-c", script, "right", "{port}"]
    log = tmp_path / "log"
    with serving("fake", started, folder=tmp_path, log=log) as server:
        orphan = int(log.read_text(encoding="utf-8").split()[0])
        assert orphan in pids_of(server)

    assert not is_running(orphan)


def test_an_error_in_the_block_ends_the_server_as_well(tmp_path: Path) -> None:
    """Whatever goes wrong while it is measured."""
    pids: tuple[int, ...] = ()

    def measured() -> None:
        nonlocal pids
        with serving("fake", command("right"), folder=tmp_path, log=tmp_path / "log") as server:
            pids = pids_of(server)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        measured()

    assert pids
    assert not any(map(is_running, pids))


def test_a_server_that_dies_says_its_last_words(tmp_path: Path) -> None:
    """The end of its log is in the message."""
    with (
        pytest.raises(
            NotStarted, match=r"fake: must keep running, ended with 1: the data is not there"
        ),
        serving("fake", command("dying"), folder=tmp_path, log=tmp_path / "log"),
    ):
        pass


def test_a_server_that_never_answers_is_given_up(tmp_path: Path) -> None:
    """After its time; and ended."""
    with (
        pytest.raises(NotStarted, match=r"must answer on port \d+ within 0.5 s"),
        serving("fake", command("nowhere"), folder=tmp_path, log=tmp_path / "log", seconds=0.5),
    ):
        pass


def test_a_program_that_is_not_there_is_named(tmp_path: Path) -> None:
    """Instead of an error of the operating system."""
    with (
        pytest.raises(NotStarted, match="fake: must be installed, found no no-such-program"),
        serving("fake", ["no-such-program"], folder=tmp_path, log=tmp_path / "log"),
    ):
        pass


def test_another_programs_port_is_never_measured(
    tmp_path: Path, taken_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Although it answers: the server is started once more, on another port."""
    ports = iter([taken_port, free_port()])
    monkeypatch.setattr(servers, "free_port", lambda: next(ports))
    with serving("fake", command("right"), folder=tmp_path, log=tmp_path / "log") as server:
        assert taken_port != server.port


def test_a_port_that_stays_taken_is_an_error(
    tmp_path: Path, taken_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After three attempts."""
    monkeypatch.setattr(servers, "free_port", lambda: taken_port)
    with (
        pytest.raises(NotStarted, match="Address already in use"),
        serving("fake", command("right"), folder=tmp_path, log=tmp_path / "log"),
    ):
        pass


@pytest.mark.skipif(shutil.which("setpriv") is None, reason="setpriv is not installed")
def test_a_harness_that_is_killed_takes_its_server_along(tmp_path: Path) -> None:
    """Even by the signal that nobody can handle."""
    script = (
        "import sys, time; from pathlib import Path; from framework_compare.lab.servers import"
        f" serving\nlog = Path({str(tmp_path / 'log')!r})\nwith serving('fake',"
        f" {command('right')!r}, folder=Path('.'), log=log) as server:\n   "
        " print(server.process.pid, flush=True); time.sleep(600)"
    )
    harness = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert harness.stdout is not None
    server = int(harness.stdout.readline())

    os.kill(harness.pid, signal.SIGKILL)
    harness.wait()
    harness.stdout.close()

    assert waited(lambda: not is_running(server))


def test_cpu_time_and_memory_of_a_server_are_read(tmp_path: Path) -> None:
    """An interpreter needs some megabytes, one thread, and time to start."""
    with serving("fake", command("right"), folder=tmp_path, log=tmp_path / "log") as server:
        memory = server.memory()
        assert 1 < memory.anonymous < memory.proportional < 200
        assert server.cpu_seconds() > 0
        assert server.threads() == 1


def test_the_cpu_time_of_children_that_ended_counts(tmp_path: Path) -> None:
    """What built the page has worked for it."""
    child = "import time; [0 for _ in iter(lambda: time.process_time() < 0.4, False)]"
    server = f"import subprocess, sys, runpy; subprocess.run([sys.executable, '-c', {child!r}])"
    script = (
        f"{server}; sys.argv = ['fake', *sys.argv[1:]]; runpy.run_path({str(SERVER)!r},"
        " run_name='__main__')"
    )
    started = [sys.executable, "-c", script, "right", "{port}"]
    with serving("fake", started, folder=tmp_path, log=tmp_path / "log") as running:
        assert running.cpu_seconds() >= 0.4


def test_a_program_that_takes_too_long_is_ended() -> None:
    """And says so."""
    with pytest.raises(NotStarted, match=r"sleeper: must end within 0.2 s"):
        run_program("sleeper", [sys.executable, "-c", "import time; time.sleep(60)"], seconds=0.2)


def test_a_program_that_fails_says_its_last_words() -> None:
    """With its exit code."""
    with pytest.raises(NotStarted, match=r"failer: ended with 1: no such package"):
        run_program(
            "failer", [sys.executable, "-c", "raise SystemExit('no such package')"], seconds=60
        )
