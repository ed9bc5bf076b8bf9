"""A file of decisions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.decisions.samples import DEMO, SHOP, VAGUE


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Three decisions, one of them too vague to count."""
    path = tmp_path / "decisions.json"
    path.write_text(json.dumps([SHOP, DEMO, VAGUE]))
    return path
