"""The arrows of the house: who may import whom, who may read files, who may cache."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "framework_compare"
SCREENS = [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py"))]
UI = sorted((PACKAGE / "ui").rglob("*.py"))
CORE = [path for path in sorted(PACKAGE.rglob("*.py")) if path not in UI and "lab" not in path.parts]
PROGRAMS = ("entrants", "pairing", "variants")
LAB = [p for p in sorted((PACKAGE / "lab").rglob("*.py")) if not set(PROGRAMS) & set(p.parts)]
LONGEST = {"page": 120, "module": 450}


def imported(path: Path) -> set[str]:
    """Every module that a file imports, absolute."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def names(path: Path) -> set[str]:
    return {
        node.attr for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Attribute)
    }


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", CORE, ids=short)
def test_the_core_never_imports_streamlit(path: Path) -> None:
    """Nor anything of ui/."""
    assert not [m for m in imported(path) if m.split(".")[0] == "streamlit" or m.startswith("framework_compare.ui")]


@pytest.mark.parametrize("path", SCREENS, ids=short)
def test_screens_import_ui_and_streamlit_only(path: Path) -> None:
    """A page is a paragraph."""
    allowed = ("framework_compare.ui", "streamlit", "__future__")
    assert not [m for m in imported(path) if not m.startswith(allowed)]


@pytest.mark.parametrize("path", SCREENS + UI, ids=short)
def test_no_raw_html(path: Path) -> None:
    """Native elements only."""
    text = path.read_text(encoding="utf-8")
    assert "unsafe_allow" not in text
    assert "st.html" not in text


@pytest.mark.parametrize("path", [p for p in SCREENS + UI if p.name != "state.py"], ids=short)
def test_one_place_for_the_session_state(path: Path) -> None:
    """ui/state.py alone touches it."""
    assert "session_state" not in names(path)


@pytest.mark.parametrize("path", [p for p in SCREENS + UI if p.name != "cached.py"], ids=short)
def test_one_place_for_caches(path: Path) -> None:
    """ui/cached.py alone caches for the app."""
    assert not names(path) & {"cache_data", "cache_resource"}


@pytest.mark.parametrize("path", CORE, ids=short)
def test_one_reader_of_data(path: Path) -> None:
    """reading.py alone reads data/; the command line and the validation read what the user names."""
    allowed = ("reading.py", "cases.py", "records.py", "__main__.py", "findings.py", "measurements.py", "starters.py")
    if path.name in allowed:
        return
    assert not names(path) & {"read_text", "read_bytes", "open"}


@pytest.mark.parametrize("path", CORE + UI + SCREENS, ids=short)
def test_nothing_of_the_app_imports_the_lab(path: Path) -> None:
    """The app reads what it measured, and no more."""
    assert not [module for module in imported(path) if module.startswith("framework_compare.lab")]


@pytest.mark.parametrize("path", LAB, ids=short)
def test_the_lab_never_imports_the_screen(path: Path) -> None:
    """It measures the frameworks, not this app."""
    assert not [module for module in imported(path) if module.startswith("framework_compare.ui")]


@pytest.mark.parametrize("path", LAB, ids=short)
def test_modules_of_the_lab_stay_short(path: Path) -> None:
    """At most 250 lines."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 250


@pytest.mark.parametrize("path", CORE + UI, ids=short)
def test_modules_stay_readable(path: Path) -> None:
    """When something is longer, it is usually two things."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST["module"]


@pytest.mark.parametrize("path", SCREENS, ids=short)
def test_pages_stay_short(path: Path) -> None:
    """A page asks ui for a value and asks ui to show it."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST["page"]


@pytest.mark.parametrize("path", CORE + UI + SCREENS + LAB, ids=short)
def test_every_module_says_what_it_is(path: Path) -> None:
    """One sentence of meaning first; pages say it in their title."""
    if path.parent.name != "pages" and path.name != "app.py":
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
