"""Where the apps lie that are measured and handed out."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_ROOM: Final = Path(__file__).resolve().parent
APPS: Final = _ROOM / "apps"
"""The reference app in each framework: one folder for each, its name is the framework's id."""
REFERENCE: Final = _ROOM / "reference"
SHARED: Final = ("reference.py", "people.csv")
"""The files of `REFERENCE` that are laid beside each app."""
JOINING: Final = _ROOM / "joining"
"""What the screens of two frameworks together get instead: they ask the service."""
