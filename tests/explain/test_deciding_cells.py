"""Which cells of one framework decide most for a project."""

from __future__ import annotations

import pytest

from framework_compare import Catalogue, Requirement
from framework_compare.catalogue.cells import CellPath
from framework_compare.catalogue.own import joined
from framework_compare.catalogue.template import CellValue, template, with_cells_set
from framework_compare.explain.deciding_cells import deciding_cells
from framework_compare.present.own_form import MOST, form_cells, values_set
from framework_compare.scoring.study import Study

PROJECT = Requirement(
    goal="interactive_dashboard", needs=("maps",), hosting=("containers",), considered=("flask",)
)
OPEN = PROJECT.with_answers(considered=())


@pytest.fixture(scope="module")
def study(catalogue: Catalogue) -> Study:
    return Study(OPEN, joined(catalogue, [template(catalogue, "flask")]))


def test_the_weightiest_comes_first_and_weighs_what_it_says(
    catalogue: Catalogue, study: Study
) -> None:
    """The project is scored anew with a file that says the worst, and one that says the best."""
    first, *rest = deciding_cells(study, "my_framework", MOST)
    own = template(catalogue, "flask")

    def score(value: CellValue) -> float:
        changed = with_cells_set(own, {first.path: value}, catalogue)
        scored = Study(OPEN, joined(catalogue, [changed]))
        return float(scored.scores[scored.options.names.index("my_framework")])

    assert first.path == CellPath("my_framework", "hosts", "containers")
    assert score("present") - score("absent") == pytest.approx(first.points, abs=1e-9)
    assert len(rest) == MOST - 1
    assert [cell.points for cell in rest] == sorted((c.points for c in rest), reverse=True)


def test_only_what_the_project_reads_decides(study: Study) -> None:
    """What nobody asked for moves nothing."""
    found = {cell.path.inside for cell in deciding_cells(study, "my_framework", 200)}

    assert {"needs.maps", "hosts.containers", "speed.data_ui"} <= found
    assert not {"needs.payments", "hosts.snowflake"} & found


def test_the_form_shows_what_stands_and_takes_what_was_set(study: Study) -> None:
    """Values of 100 and words; what is left as it was is not taken for said."""
    cells = form_cells(study, "my_framework")
    by_place = {cell.path.inside: cell for cell in cells}
    look, maps = by_place["capability.customization"], by_place["needs.maps"]

    assert look.value == (89, 98, 100)
    assert look.ends == "0: a fixed look; 100: every pixel by hand"
    assert maps.value == "absent"
    assert maps.about.startswith("Part of it: a map to zoom and move, with points")
    assert values_set(cells, {cell.path.inside: cell.value for cell in cells}) == {}
    assert values_set(
        cells, {"capability.customization": (10, 20, 30), "needs.maps": "present", "x": 1}
    ) == {look.path: (0.1, 0.2, 0.3), maps.path: "present"}


def test_what_nobody_said_is_the_whole_scale(catalogue: Catalogue) -> None:
    """Never nothing and never the middle."""
    own = template(catalogue, "flask")
    lines = [line for line in own.text.splitlines() if not line.startswith("customization = ")]
    bare = type(own)(own.id, "\n".join(lines))
    study = Study(OPEN, joined(catalogue, [bare]))
    cells = {cell.path.inside: cell for cell in form_cells(study, own.id)}

    assert cells["capability.customization"].value == (0, 50, 100)
