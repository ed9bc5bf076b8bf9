"""What is declared: the designs of the experiments, and the entrants."""

from __future__ import annotations

from pathlib import Path

import pytest

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.errors import DataError
from framework_compare.lab.experiments import MEASURES
from framework_compare.lab.registry import load_entrant, load_entrants
from framework_compare.lab.runner import planned
from framework_compare.lab.settings import Settings, load_settings
from tests.strategies import FRAMEWORKS


@pytest.fixture(scope="module")
def settings() -> Settings:
    """The shipped designs."""
    return load_settings()


def test_every_design_is_carried_out_and_none_undesigned(settings: Settings) -> None:
    """E1 to E15, in order."""
    assert [design.id for design in settings.experiments] == [
        f"E{number}" for number in range(1, 16)
    ]
    assert list(MEASURES) == [design.id for design in settings.experiments]


def test_every_claim_that_a_design_names_exists(settings: Settings, catalogue: Catalogue) -> None:
    """In claims.toml."""
    assert not {claim for design in settings.experiments for claim in design.claims} - set(
        catalogue.claims
    )


@pytest.mark.parametrize(
    ("quick", "entrants", "minutes"), [(True, FRAMEWORKS[:3], 5), (False, FRAMEWORKS, 150)]
)
def test_a_run_is_planned_to_end_in_time(
    settings: Settings, quick: bool, entrants: tuple[str, ...], minutes: float
) -> None:
    """A quick one while one waits, a full one in two hours and a half."""
    units = planned(settings.experiments, entrants, quick=quick)

    assert sum(unit.seconds for unit in units) <= minutes * 60


def test_a_quick_run_measures_something_of_every_experiment(settings: Settings) -> None:
    """Otherwise it would prove less than that everything works."""
    units = planned(settings.experiments, ["streamlit", "flask", "fastapi"], quick=True)

    assert {unit.design.id for unit in units} == set(MEASURES)


def test_a_design_with_an_unknown_key_is_refused(tmp_path: Path) -> None:
    """With file and place."""
    (tmp_path / "lab.toml").write_text(
        '[[experiment]]\nid = "E1"\ncolour = "red"\n', encoding="utf-8"
    )

    with pytest.raises(DataError, match=r"data/lab\.toml: experiment\.0\.colour"):
        load_settings(tmp_path)


@pytest.mark.parametrize("entrant", FRAMEWORKS)
def test_every_framework_is_an_entrant(entrant: str) -> None:
    """One that cannot be had says why."""
    assert entrant in load_entrants()


def test_an_entrant_that_cannot_be_started_is_refused(tmp_path: Path) -> None:
    """Where nothing says on which port."""
    text = 'name = "A"\npackage = "a"\nminimum_python = "3.11"\nstart = ["a"]\nidiomatic = "So."\n'
    (tmp_path / "entrant.toml").write_text(text, encoding="utf-8")

    with pytest.raises(DataError, match=r"start must hold \{port\}, got 'a'"):
        load_entrant(tmp_path)
