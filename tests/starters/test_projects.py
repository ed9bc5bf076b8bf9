"""Every app is a complete project: what is measured is what a team can take and deploy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from framework_compare.lab.registry import Entrant, load_entrants
from framework_compare.starters.projects import APPS, SHARED

BUILDABLE = [entrant for entrant in load_entrants().values() if not entrant.unavailable]


def read(entrant: Entrant, name: str) -> str:
    return (entrant.folder / name).read_text(encoding="utf-8")


@pytest.fixture(params=BUILDABLE, ids=lambda entrant: str(entrant.id))
def entrant(request: pytest.FixtureRequest) -> Entrant:
    return request.param


def test_it_has_everything_that_a_project_needs(entrant: Entrant) -> None:
    """From the requirements to the image."""
    needed = {
        "README.md",
        "requirements.txt",
        "test_app.py",
        "Dockerfile",
        ".dockerignore",
        "entrant.toml",
    }

    assert needed <= {path.name for path in entrant.folder.iterdir()}


def test_the_shared_files_are_not_in_it(entrant: Entrant) -> None:
    """They are laid beside it when it is put together, so that they cannot differ."""
    assert not {path.name for path in entrant.folder.iterdir()} & set(SHARED)


def test_its_requirements_say_what_was_tried(entrant: Entrant) -> None:
    """The lowest release of each; of the framework also the first that is not yet tried."""
    lines = [line.split("#")[0].strip() for line in read(entrant, "requirements.txt").splitlines()]
    requirements = [line for line in lines if line]
    own = rf"{entrant.package}(\[[\w,-]+\])?>=[\d.]+,<[\d.]+"

    assert [line for line in requirements if re.fullmatch(own, line, re.IGNORECASE)]
    assert not [line for line in requirements if ">=" not in line]


def test_its_readme_gives_one_command_to_run_it(entrant: Entrant) -> None:
    """From nothing to a page in one line."""
    commands = re.findall(
        r"^.*pip install -r requirements\.txt && .*$", read(entrant, "README.md"), re.MULTILINE
    )

    assert len(commands) == 1


def test_its_readme_names_only_files_that_exist(entrant: Entrant) -> None:
    """In the table of what is where."""
    rows = re.findall(r"^\| ((?:`[^`]+`(?:, )?)+) \|", read(entrant, "README.md"), re.MULTILINE)
    named = [
        name
        for row in rows
        for name in re.findall(r"`([^`=]+)`", row)
        if "." in name or name.endswith("/")
    ]

    assert not [
        name for name in named if name not in SHARED and not (entrant.folder / name).exists()
    ]


def test_its_image_is_pinned_checked_and_not_root(entrant: Entrant) -> None:
    """A base of one minor release, a user of its own, a health check without extra programs."""
    image = read(entrant, "Dockerfile")

    assert re.search(r"^FROM python:3\.\d+-slim$", image, re.MULTILINE)
    assert re.search(r"^USER (?!root|0)\w+$", image, re.MULTILINE)
    assert re.search(r"^HEALTHCHECK ", image, re.MULTILINE)
    assert entrant.health in image


def test_its_image_leaves_out_what_it_does_not_run(entrant: Entrant) -> None:
    """The tests, and the environment of whoever builds it."""
    left_out = set(read(entrant, ".dockerignore").splitlines())

    assert {".venv", "test_app.py"} <= left_out


def test_what_counts_as_its_code_is_there_and_is_not_its_tests(entrant: Entrant) -> None:
    """Each pattern of `code` finds something."""
    found = {pattern: sorted(entrant.folder.glob(pattern)) for pattern in entrant.code}

    assert not [pattern for pattern, paths in found.items() if not paths]
    assert "test_app.py" not in {path.name for paths in found.values() for path in paths}


@pytest.mark.parametrize(
    "path", sorted(APPS.rglob("*.py")), ids=lambda path: str(path.relative_to(APPS))
)
def test_a_project_stands_without_this_package(path: Path) -> None:
    """It imports nothing of framework_compare."""
    assert "framework_compare" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["flask", "fastapi", "django"])
def test_the_web_frameworks_check_what_comes_in_alike(name: str) -> None:
    """The same bound on every feature, so that none is measured with less checking."""
    modules = "\n".join(path.read_text(encoding="utf-8") for path in (APPS / name).rglob("*.py"))

    assert "1_000_000_000" in modules
