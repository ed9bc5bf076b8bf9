"""Who took part: packages, tuned lines and objections, each of the newest run."""

from __future__ import annotations

import datetime

import pytest

from framework_compare import Catalogue
from framework_compare.measured.measurements import TunedLine
from framework_compare.present.measured_entrants import objections, package_rows, tuned_lines
from tests.measured_files import measurements, with_measurements

LINE = TunedLine(what="Keeps templates.", line="keep = True", source="https://example.org/a_b/")


@pytest.fixture
def told(catalogue: Catalogue) -> Catalogue:
    """Two runs; the second measured Flask again in the first experiment, and nothing else."""
    found = measurements({"E1/flask/lines": (1, 2), "E5/flask/predict/cpu_ms": (1,)})
    first = found.runs[0].model_copy(
        update={
            "packages": {"flask": {"Werkzeug": "3.0", "flask": "3.0"}, "dash": {"dash": "1"}},
            "tuned": {"flask": (LINE,)},
            "objections": {"flask": "One page is not an app."},
        }
    )
    later = first.model_copy(
        update={
            "started": first.started + datetime.timedelta(days=1),
            "packages": {"flask": {"flask": "3.1"}},
        }
    )
    rows = tuple(
        row.model_copy(update={"run": 1}) if row.repeat == 2 else row for row in found.rows
    )
    return with_measurements(
        catalogue, found.model_copy(update={"runs": (first, later), "rows": rows})
    )


def test_packages_are_those_of_the_newest_run_of_the_experiment(told: Catalogue) -> None:
    """Frameworks without a row in it took no part."""
    seen = {name: package_rows(told, name).to_numpy().tolist() for name in ("E1", "E5", "E7")}

    assert seen == {
        "E1": [["Flask", "flask", "3.1"]],
        "E5": [["Flask", "flask", "3.0"], ["Flask", "Werkzeug", "3.0"]],
        "E7": [],
    }


def test_tuned_lines_are_told_by_framework(told: Catalogue) -> None:
    """Of those that took part."""
    assert tuned_lines(told, "E5") == (("Flask", LINE),)
    assert tuned_lines(told, "E7") == ()


def test_objections_are_told_by_framework(told: Catalogue) -> None:
    """Of those that took part."""
    assert objections(told, "E5") == (("Flask", "One page is not an app."),)
    assert objections(told, "E7") == ()
