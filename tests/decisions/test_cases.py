"""Real decisions as a file: what counts as agreement, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from framework_compare import RequirementError
from framework_compare.decisions.cases import Case
from tests.decisions.reading import read_cases
from tests.decisions.samples import SHOP


def test_agreement_is_the_ui_or_the_very_parts() -> None:
    """A pairing agrees if its screens are accepted, or if its parts are what was chosen."""
    case = Case.model_validate({**SHOP, "accepted": ["streamlit"], "chosen": ["fastapi", "dash"]})

    assert case.agrees(("streamlit", "fastapi"))
    assert case.agrees(("dash", "fastapi"))
    assert not case.agrees(("dash",))


def test_a_missing_file_is_a_message(tmp_path: Path) -> None:
    """Instead of a traceback."""
    with pytest.raises(RequirementError, match="must be readable"):
        read_cases(tmp_path / "absent.json")
