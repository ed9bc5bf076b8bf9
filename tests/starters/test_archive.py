"""What a reader downloads: all that is needed to run, nothing of the lab, always the same bytes."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePosixPath

import pytest

from framework_compare import Catalogue
from framework_compare.starters.archive import starter_archive, starter_name
from tests.strategies import FRAMEWORKS

PAIRS = [f"{ui}+fastapi" for ui in ("streamlit", "dash", "gradio", "nicegui", "panel", "shiny")] + [
    "streamlit+flask",
    "streamlit+django",
]


def opened(option: str, catalogue: Catalogue, record: str = "") -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(starter_archive(option, catalogue, record)))


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_a_project_is_complete_in_one_folder(catalogue: Catalogue, framework: str) -> None:
    """With what a newcomer looks for; and without what only the lab reads."""
    with opened(framework, catalogue) as archive:
        names = {PurePosixPath(name) for name in archive.namelist()}

    assert {name.parts[0] for name in names} == {framework}
    inside = {str(name.relative_to(framework)) for name in names}
    assert {
        "README.md",
        "requirements.txt",
        "Dockerfile",
        "test_app.py",
        "reference.py",
        "people.csv",
    } <= inside
    assert {"app.py", "manage.py"} & inside
    assert "entrant.toml" not in inside
    assert not [name for name in inside if "__pycache__" in name]


@pytest.mark.parametrize("option", [*FRAMEWORKS, *PAIRS])
def test_every_program_in_it_compiles(catalogue: Catalogue, option: str) -> None:
    """Each as it lies in the archive."""
    with opened(option, catalogue) as archive:
        for name in archive.namelist():
            if name.endswith(".py"):
                compile(archive.read(name), name, "exec")


def test_every_pairing_has_one(catalogue: Catalogue) -> None:
    """The list above is the data's."""
    assert set(catalogue.pairings) == set(PAIRS)


@pytest.mark.parametrize("option", PAIRS)
def test_two_together_are_two_projects_that_know_of_each_other(
    catalogue: Catalogue, option: str
) -> None:
    """The screens ask the service at the port at which the README starts it."""
    screens, service = option.split("+")
    folder = f"{screens}-{service}"
    with opened(option, catalogue) as archive:
        names = set(archive.namelist())
        readme = archive.read(f"{folder}/README.md").decode()
        asking = archive.read(f"{folder}/{screens}/reference.py").decode()
        own = archive.read(f"{folder}/{screens}/local.py").decode()
        served = archive.read(f"{folder}/{service}/reference.py").decode()

    assert {f"{folder}/{part}/requirements.txt" for part in (screens, service)} <= names
    assert "127.0.0.1:9000" in asking
    assert f"cd {service} && python -m venv" in readme
    assert ":9000\n" in readme or "--port 9000\n" in readme
    assert f"cd {screens} && python -m venv" in readme
    assert "def fitted_model" in own
    assert own == served


def test_the_record_travels_along(catalogue: Catalogue) -> None:
    """Only where there is one."""
    with opened("flask", catalogue, "# Decided\n") as archive:
        assert archive.read("flask/decision-record.md") == b"# Decided\n"
    with opened("flask", catalogue) as archive:
        assert "flask/decision-record.md" not in archive.namelist()


def test_the_same_archive_each_time(catalogue: Catalogue) -> None:
    """Byte for byte, so that a browser or a cache may keep it."""
    assert starter_archive("streamlit+fastapi", catalogue) == starter_archive(
        "streamlit+fastapi", catalogue
    )
    assert starter_name("streamlit+fastapi") == "starter-streamlit-fastapi.zip"
