"""The interpreter and the requirements that an environment is built from."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from framework_compare.lab import environments
from framework_compare.lab.environments import find_python, required
from framework_compare.lab.errors import Unavailable
from tests.lab.conftest import PYTHON


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
