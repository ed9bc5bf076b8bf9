"""What the tests of the screens share: the app in memory and on a port, and a browser if any."""

from __future__ import annotations

import importlib
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import NoReturn

import pytest
from streamlit.testing.v1 import AppTest

from framework_compare.ui.frame.menu import SECTIONS
from framework_compare.ui.frame.settings import SETTINGS

ROOT = Path(__file__).resolve().parents[2]
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_PATIENCE = 30.0


class Server:
    """The app on a port of its own, with everything it says kept in a file."""

    def __init__(self, log: Path, port: int = 0, settings: tuple[str, ...] = ()) -> None:
        self._log = log
        self._settings = settings
        self.port = port
        self.start()

    def start(self) -> None:
        """Start it, on the same port as before if it ran already."""
        command = [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            str(ROOT / "app.py"),
            "--server.headless=true",
        ]
        options = [
            f"--server.port={self.port}",
            "--server.address=127.0.0.1",
            "--server.fileWatcherType=none",
        ]
        options += self._settings
        self._said = self._log.read_text() if self._log.exists() else ""
        with self._log.open("a") as log:
            self.process = subprocess.Popen(
                [*command, *options], cwd=ROOT, stdout=log, stderr=subprocess.STDOUT
            )
        self.port = int(self._wait_for(self._announced_port))
        self._wait_for(self._is_healthy)

    def stop(self) -> None:
        """Stop it and wait until it is gone."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)

    def url(self, path: str = "", query: str = "") -> str:
        """Return an address of the app."""
        return f"http://127.0.0.1:{self.port}/{path}" + (f"?{query}" if query else "")

    def complaints(self) -> list[str]:
        """Return the lines of the log that a deployer would worry about."""
        words = ("warning", "error", "traceback", "exception")
        return [
            line
            for line in self._log.read_text().splitlines()
            if any(word in line.lower() for word in words)
        ]

    def _wait_for(self, ready: object) -> str:
        assert callable(ready)
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            found = ready()
            if found:
                return str(found)
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError(f"The app did not start:\n{self._log.read_text()}")

    def _announced_port(self) -> str:
        said = self._log.read_text()[len(self._said) :]
        found = re.search(r"URL: http://127\.0\.0\.1:(\d+)", said)
        return found[1] if found else ""

    def _is_healthy(self) -> str:
        try:
            with urllib.request.urlopen(
                f"http://127.0.0.1:{self.port}/_stcore/health", timeout=1
            ) as answer:
                return "yes" if answer.status == 200 else ""
        except (urllib.error.URLError, OSError):
            return ""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A fresh server that has not run a single page."""
    running = Server(tmp_path / "server.log")
    yield running
    running.stop()


@pytest.fixture(scope="module")
def warm_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that several tests share."""
    running = Server(tmp_path_factory.mktemp("server") / "server.log")
    yield running
    running.stop()


@pytest.fixture
def app() -> AppTest:
    """The app as a visitor finds it, not yet run."""
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)


def link_of(app: AppTest) -> dict[str, list[str]]:
    """Return the answers that the app has published."""
    return {name: texts for name, texts in whole_link_of(app).items() if name not in SETTINGS}


def whole_link_of(app: AppTest) -> dict[str, list[str]]:
    """Return the query that the app has published, with what its pages show."""
    return {
        name: value if isinstance(value, list) else [value]
        for name, value in app.query_params.items()
    }


def open_link(app: AppTest, query: dict[str, list[str]]) -> AppTest:
    """Open the app with a link's query."""
    for name, values in query.items():
        app.query_params[name] = values
    return app.run()


def open_section(app: AppTest, page: str, title: str) -> AppTest:
    """Open one of a page's sections, by its title on the screen."""
    (word,) = [word for word, said in SECTIONS[page].items() if said == title]
    return app.segmented_control(key=f"{page}.section").set_value(word).run()


def chromium() -> str:
    """Return a Chromium, or skip; a missing one is a failure where a browser is required."""
    named = os.environ.get("FRAMEWORK_COMPARE_CHROMIUM", "")
    found = named or next((path for name in _BROWSERS if (path := shutil.which(name))), "")
    if found and Path(found).exists():
        return found
    return do_without("no Chromium found; name one in FRAMEWORK_COMPARE_CHROMIUM")


def driver() -> ModuleType:
    """Return what drives the browser, or skip."""
    try:
        return importlib.import_module("playwright.sync_api")
    except ImportError:
        return do_without("playwright is not installed")


def do_without(reason: str) -> NoReturn:
    """Skip with a reason; fail where a browser is required."""
    if os.environ.get("FRAMEWORK_COMPARE_BROWSER") == "required":
        pytest.fail(f"A browser is required: {reason}")
    pytest.skip(reason)
