"""Two frameworks joined, for real: the screens give the right answers by asking the service."""

from __future__ import annotations

import io
import os
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from framework_compare import Catalogue
from framework_compare.lab.bench import Bench
from framework_compare.lab.environments import Environment, built, find_python
from framework_compare.lab.errors import LabError
from framework_compare.lab.machine import cores
from framework_compare.lab.registry import load_entrants
from framework_compare.lab.verify import verify
from framework_compare.starters.archive import starter_archive

pytestmark = pytest.mark.lab
SCREENS, SERVICE = "streamlit", "fastapi"


@pytest.fixture(scope="module")
def bench() -> Bench:
    """Where environments are built and kept."""
    folder = os.environ.get("FRAMEWORK_COMPARE_LAB")
    if not folder:
        pytest.skip(
            "FRAMEWORK_COMPARE_LAB is not set: the folder in which entrants are built and measured"
        )
    return Bench(Path(folder).resolve(), cores())


@pytest.fixture
def parts(bench: Bench, catalogue: Catalogue, tmp_path: Path) -> dict[str, Environment]:
    """Each part's programs, and its folder of the unpacked archive."""
    option = f"{SCREENS}+{SERVICE}"
    with zipfile.ZipFile(io.BytesIO(starter_archive(option, catalogue))) as archive:
        archive.extractall(tmp_path)
    entrants, python = load_entrants(), find_python()
    folder = tmp_path / option.replace("+", "-")
    return {
        part: replace(built(entrants[part], bench.work, python), project=folder / part)
        for part in (SCREENS, SERVICE)
    }


def test_the_screens_ask_the_service(
    bench: Bench, parts: dict[str, Environment], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every answer is right while it runs; none is once it has stopped."""
    with bench.serve(parts[SERVICE], tag="-service") as service:
        monkeypatch.setenv("SERVICE_URL", service.address)
        verify(bench, parts[SCREENS])

    with pytest.raises(LabError):
        verify(bench, parts[SCREENS])
