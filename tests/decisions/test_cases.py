"""Real decisions as a file: what counts as agreement, and what is refused."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from framework_compare import RequirementError, load_catalogue
from framework_compare.decisions.cases import Case, cases_of
from framework_compare.decisions.judged import judge
from tests.catalogue.test_another_framework import CARD
from tests.decisions.reading import read_cases
from tests.decisions.samples import SHOP


def test_agreement_is_the_ui_or_the_very_parts() -> None:
    """A pairing agrees if its screens are accepted, or if its parts are what was chosen."""
    case = Case.model_validate({**SHOP, "accepted": ["streamlit"], "chosen": ["fastapi", "dash"]})

    assert case.agrees(("streamlit", "fastapi"))
    assert case.agrees(("dash", "fastapi"))
    assert not case.agrees(("dash",))


def test_a_decision_may_be_about_a_framework_of_ones_own(tmp_path: Path) -> None:
    """It is read against the frameworks that there are, and judged among them."""
    eleven = load_catalogue(extra={"solara": tomllib.loads(CARD)})
    case = {**SHOP, "considered": ["solara", "django"], "accepted": ["solara"]}
    path = tmp_path / "decisions.json"
    path.write_text(json.dumps([case]))
    (_, found), (_, refused) = *cases_of(path, tuple(eleven.frameworks)), *cases_of(path)

    assert isinstance(found, Case)
    (judged,) = judge([found], eleven, shortlist=True)
    assert {standing.option for standing in judged.verdict.ranking} == {"solara", "django"}
    assert isinstance(refused, RequirementError)
    assert "got 'solara'" in str(refused)


def test_a_missing_file_is_a_message(tmp_path: Path) -> None:
    """Instead of a traceback."""
    with pytest.raises(RequirementError, match="must be readable"):
        read_cases(tmp_path / "absent.json")
