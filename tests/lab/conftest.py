"""A fake entrant, its driver, and designs that take no time."""

from __future__ import annotations

import datetime
import http.client
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from framework_compare.catalogue.experiments import Design
from framework_compare.lab.bench import Bench
from framework_compare.lab.drivers import Driver
from framework_compare.lab.environments import Environment, Python
from framework_compare.lab.errors import NoAnswer
from framework_compare.lab.machine import cores
from framework_compare.lab.registry import Entrant
from framework_compare.measured.measurements import Machine, Run

SERVER = Path(__file__).with_name("fake_server.py")
PYTHON = Python(sys.executable, ".".join(map(str, sys.version_info[:3])))


class FakeVisitor:
    """Asks the fake server over HTTP."""

    patience = 1.0

    def __init__(self, address: str) -> None:
        self.answered_at = 0.0
        self._place = address.removeprefix("http://")

    async def open(self) -> None:
        """Nothing is loaded."""

    async def filter(self, group: str, minimum_age: int) -> int:
        """The server shows the age."""
        return int(self._ask(minimum_age))

    async def predict(self, age: float, income: float, visits: float, tenure: float) -> float:
        """The server shows the age."""
        return self._ask(age)

    async def close(self) -> None:
        """Nothing is open."""

    def _ask(self, age: float) -> float:
        connection = http.client.HTTPConnection(self._place, timeout=self.patience)
        try:
            connection.request("GET", f"/answer?age={age}")
            answer = float(connection.getresponse().read())
        except TimeoutError:
            raise NoAnswer("fake", self.patience) from None
        finally:
            connection.close()
        self.answered_at = time.perf_counter()
        return answer


def fake_entrant(mode: str = "right", *, id: str = "flask", unavailable: str = "") -> Entrant:
    """Return an entrant whose server behaves as told."""
    return Entrant(
        id=id,
        folder=SERVER.parent,
        name=id.title(),
        package="pytest",
        minimum_python="3.11",
        start=(sys.executable, str(SERVER), mode, "{port}"),
        idiomatic="It is not.",
        unavailable=unavailable,
    )


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """A workplace in a folder of its own."""
    return Bench(tmp_path / "work", cores())


@pytest.fixture
def environment_of(tmp_path: Path) -> Callable[[str], Environment]:
    """Return what a fake entrant runs with."""

    def made(mode: str) -> Environment:
        return Environment(fake_entrant(mode), tmp_path / "venv", tmp_path, "1.0", PYTHON)

    return made


@pytest.fixture
def fake_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reference expects what a right fake server shows."""

    def driver_of(_: str) -> Callable[[str], Driver]:
        return FakeVisitor

    monkeypatch.setattr("framework_compare.lab.verify.driver_of", driver_of)
    monkeypatch.setattr(
        "framework_compare.lab.verify.expected_count", lambda setting: setting.minimum_age
    )
    monkeypatch.setattr("framework_compare.lab.verify.expected_spend", lambda values: values.age)


def design(id: str = "E5", *, repeats: int = 2, seconds: float = 1.0) -> Design:
    """Return a design for every entrant."""
    return Design.model_validate(
        {
            "id": id,
            "title": "A title",
            "question": "What is it?",
            "variants": {"*": [""]},
            "repeats": {"quick": 1, "full": repeats},
            "seconds": {"quick": seconds, "full": seconds},
            "why": "Because.",
        }
    )


def conditions(cpu: str = "a") -> Run:
    """Return the conditions of a run on some machine."""
    machine = Machine(cpu=cpu, cores=2, memory_gb=8.0, system="s", kernel="k", python="3.12.1")
    return Run(
        started=datetime.datetime(2026, 11, 25, tzinfo=datetime.UTC),
        commit="0" * 12,
        quick=False,
        machine=machine,
    )


def is_running(pid: int) -> bool:
    """Return whether a process is there and not merely waiting to be buried."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
