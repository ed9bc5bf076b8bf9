"""The app in each framework as a complete project: its own folder, and the files that all share."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_ROOM: Final = Path(__file__).resolve().parent
APPS: Final = _ROOM / "apps"
"""The reference app in each framework: one folder for each, its name is the framework's id."""
SHARED: Final = {name: _ROOM / "reference" / name for name in ("reference.py", "people.csv")}
"""The files that are laid beside each app, by name."""
JOINING: Final = _ROOM / "joining"
"""What the screens of two frameworks together get instead: they ask the service."""
_LEFT_BY_RUNS: Final = frozenset({"__pycache__", ".pytest_cache"})


def project_files(app: Path) -> dict[str, Path]:
    """Return every file of an app's project, by its name there.

    Parameters
    ----------
    app
        the app's own folder, one of `APPS`.
    """
    own = {path.relative_to(app): path for path in app.rglob("*") if path.is_file()}
    return {
        name.as_posix(): path for name, path in own.items() if not set(name.parts) & _LEFT_BY_RUNS
    } | SHARED
