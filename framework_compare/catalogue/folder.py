"""Where the data lie."""

from __future__ import annotations

from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).resolve().parents[2] / "data"
"""The folder beside the package."""
