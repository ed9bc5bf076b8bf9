"""What is not scored, since it cannot change the leader, changes none."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from framework_compare import Requirement, load_catalogue
from framework_compare.explain.evidence import cells_that_count
from framework_compare.explain.reach import Reach
from framework_compare.scoring.study import Study
from framework_compare.scoring.variants import with_cells
from tests.strategies import requirements

CATALOGUE = load_catalogue()


@settings(max_examples=12)
@given(requirements(musts=True), st.lists(st.floats(0, 1), min_size=3, max_size=3).map(sorted))
def test_a_cell_that_decides_nothing_leaves_the_leader(
    requirement: Requirement, bounds: list[float]
) -> None:
    """Whatever the cell says instead, and whatever else is answered."""
    study = Study(requirement, CATALOGUE)
    if not study.order:
        return
    low, mid, high = bounds
    places = [
        place
        for place in cells_that_count(study)
        if Reach(study, place.path).decides_nothing((low, mid, high))
    ]
    for place in places[::7]:
        then = with_cells(study, {place.path: (low, mid, high)})
        assert then.champion == study.champion, place


def test_some_cells_decide_nothing_and_some_do() -> None:
    """A close verdict hangs on what weighs much, and not on what weighs little."""
    study = Study(Requirement(goal="interactive_dashboard", auth="sso"), CATALOGUE)
    found = {
        Reach(study, place.path).decides_nothing((0.0, 0.0, 0.0))
        for place in cells_that_count(study)
    }

    assert found == {True, False}
