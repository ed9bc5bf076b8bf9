"""Where the project's data lies, and the projects that it hands out."""

from __future__ import annotations

from pathlib import Path
from typing import Final

__all__ = ["DATA", "ENTRANTS", "PAIRING", "REFERENCE", "SHARED"]

_PACKAGE: Final = Path(__file__).resolve().parent
DATA: Final = _PACKAGE.parent / "data"
"""The folder beside the package."""
ENTRANTS: Final = _PACKAGE / "lab" / "entrants"
"""The reference app in each framework: one folder for each, its name is the framework's id."""
REFERENCE: Final = _PACKAGE / "lab" / "reference"
SHARED: Final = ("reference.py", "people.csv")
"""The files of `REFERENCE` that are laid beside each app."""
PAIRING: Final = _PACKAGE / "lab" / "pairing"
"""What the screens of two frameworks together get instead: they ask the service."""
