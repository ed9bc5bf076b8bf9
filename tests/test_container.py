"""The container file: nobody runs the app, it writes nowhere, its health check tells how it is.

No image is built here: the file is read, and its commands are run on a copy of what it copies.
"""

from __future__ import annotations

import asyncio
import fnmatch
import json
import os
import re
import shutil
import socket
import stat
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.ui.protocol import Tab

ROOT = Path(__file__).parents[1]
NOBODY = 65534
_PATIENCE = 60.0


def instructions() -> list[tuple[str, str]]:
    """Every instruction of the file and what it says, without comments, with lines joined."""
    text = re.sub(
        r"^#.*\n", "", (ROOT / "Containerfile").read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    lines = [line for line in text.replace("\\\n", " ").splitlines() if line.strip()]
    return [(line.split(maxsplit=1)[0], line.split(maxsplit=1)[1]) for line in lines]


def said(name: str) -> list[str]:
    return [rest for instruction, rest in instructions() if instruction == name]


def command(text: str) -> list[str]:
    """The words of an instruction in its exec form."""
    found: list[str] = json.loads(text[text.index("[") :])
    return found


def copied() -> list[str]:
    """What is copied into the image."""
    return [source for line in said("COPY") for source in line.split()[:-1]]


def health_check(port: int) -> int:
    """Run the health check's own command against a port and return its exit code."""
    python, *rest = command(said("HEALTHCHECK")[0])
    assert python == "python"
    asked = [sys.executable, *(word.replace("8501", str(port)) for word in rest)]
    return subprocess.run(asked, capture_output=True, timeout=_PATIENCE, check=False).returncode


def unprivileged() -> tuple[str, dict[str, int]]:
    """Return a Python and a user whom a folder's mode stops: nobody, where this process is root."""
    if os.name != "posix" or os.geteuid() != 0:
        return sys.executable, {}
    whom = {"user": NOBODY, "group": NOBODY}
    for python in (
        sys.executable,
        f"/usr/bin/python{sys.version_info.major}.{sys.version_info.minor}",
    ):
        probe: Any = {
            "env": bare(),
            "cwd": "/",
            "capture_output": True,
            "timeout": _PATIENCE,
            **whom,
        }
        try:
            subprocess.run([python, "-c", "import streamlit"], check=True, **probe)
        except (OSError, subprocess.CalledProcessError):
            continue
        return python, whom
    pytest.skip(
        "this process is root, whom no mode stops, and nobody may run no Python that has Streamlit"
    )


def bare() -> dict[str, str]:
    """An environment without a home, with the packages of this Python."""
    kept = {
        name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "SYSTEMROOT")
    }
    packages = sysconfig.get_path("purelib")
    return {**kept, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": packages, "HOME": "/nonexistent"}


@pytest.fixture
def image() -> Iterator[Path]:
    """What the image holds, in a folder in which nobody may write."""
    folder = Path(tempfile.mkdtemp())
    for source in copied():
        path = ROOT / source
        if path.is_dir():
            shutil.copytree(path, folder / source, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(path, folder / source)
    writing = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
    for path in (folder, *folder.rglob("*")):
        path.chmod(
            (path.stat().st_mode | stat.S_IRGRP | stat.S_IROTH | (0o111 if path.is_dir() else 0))
            & ~writing
        )
    yield folder
    for path in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
        path.chmod(0o755)
    shutil.rmtree(folder)


def test_nobody_runs_it() -> None:
    """The user is a number, so that a cluster that refuses root can tell.

    Nothing is installed or copied afterwards.
    """
    names = [instruction for instruction, _ in instructions()]

    assert said("USER") == [f"{NOBODY}:{NOBODY}"]
    assert not {"RUN", "COPY"} & set(names[names.index("USER") :])


def test_everything_that_is_copied_exists_and_is_let_through() -> None:
    """And nothing else is: neither the tests nor what git keeps."""
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    let_through = [line[1:] for line in ignored if line.startswith("!")]

    assert "*" in ignored
    for source in copied():
        assert (ROOT / source).exists()
        assert any(fnmatch.fnmatch(allowed, f"{source}*") for allowed in let_through)
    assert len(copied()) == len(let_through)


def test_it_serves_pages_as_nobody_from_a_folder_that_cannot_be_written(image: Path) -> None:
    """Without a home; the health check succeeds while it runs and fails when it does not."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    python, *rest = command(said("CMD")[0])
    assert python == "python"
    assert "--server.address=0.0.0.0" in rest
    asked = [word.replace("8501", str(port)).replace("0.0.0.0", "127.0.0.1") for word in rest]
    runner, whom = unprivileged()
    options: Any = {"cwd": image, "env": bare(), "stderr": subprocess.STDOUT, **whom}
    before = sorted(image.rglob("*"))
    assert health_check(port) != 0
    with tempfile.TemporaryFile() as log:
        running = subprocess.Popen([runner, *asked], stdout=log, **options)
        try:
            end = time.monotonic() + _PATIENCE
            while (
                (code := health_check(port)) and time.monotonic() < end and running.poll() is None
            ):
                time.sleep(0.2)
            log.seek(0)
            assert code == 0, log.read().decode()
            tab = asyncio.run(first_view(port))
        finally:
            running.terminate()
            running.wait(_PATIENCE)

    assert "exception" not in tab.elements()
    assert len(tab.elements()) > 10
    assert before == sorted(image.rglob("*"))
    assert health_check(port) != 0


async def first_view(port: int) -> Tab:
    """Open the app on one link."""
    async with Tab(port, query="goal=rest_api") as tab:
        await tab.run()
        return tab
