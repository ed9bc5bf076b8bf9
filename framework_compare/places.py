"""Where the project's data lies."""

from __future__ import annotations

from pathlib import Path
from typing import Final

__all__ = ["DATA"]

DATA: Final = Path(__file__).resolve().parents[1] / "data"
"""The folder beside the package."""
