"""Which cells of one framework decide most for a project: those its score hangs on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from framework_compare.catalogue.cells import CellPath
from framework_compare.explain.evidence import WORDS, CellPlace, cells_that_count
from framework_compare.scoring.distributions import Bounds
from framework_compare.scoring.evidence import word_bounds
from framework_compare.scoring.study import Study
from framework_compare.scoring.variants import with_cells
from framework_compare.vocabulary import FrameworkId

_GRADED: Final = ("capability", "speed")
_WORST: Final[Bounds] = (0.0, 0.0, 0.0)
_BEST: Final[Bounds] = (1.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class DecidingCell:
    """One cell, and how far the framework's score goes from its worst value to its best."""

    path: CellPath
    label: str
    """What it says something about, for readers."""
    points: float
    """Of 100: the score with the cell at its best less the score with it at its worst."""


def deciding_cells(study: Study, framework: FrameworkId, count: int) -> tuple[DecidingCell, ...]:
    """Return the cells of a framework on which its score hangs most, the weightiest first.

    Each is moved alone from the worst to the best that it may say, and the project is scored at
    both ends; cells that move nothing are left out. Skills and code that survive are no such cells.

    Parameters
    ----------
    study
        of a project on whose shortlist the framework is.
    count
        how many at most.
    """
    row = study.options.names.index(framework)
    found = [
        DecidingCell(place.path, place.label, _span(study, place, row))
        for place in cells_that_count(study)
        if place.path.framework == framework
    ]
    moving = [cell for cell in found if cell.points > 0]
    return tuple(sorted(moving, key=lambda cell: -cell.points)[:count])


def _span(study: Study, place: CellPlace, row: int) -> float:
    worst, best = _WORST, _BEST
    if place.path.table not in _GRADED:
        worst = word_bounds(study.catalogue, place.path, WORDS[0])
        best = word_bounds(study.catalogue, place.path, WORDS[-1])
    return _score(study, place, row, best) - _score(study, place, row, worst)


def _score(study: Study, place: CellPlace, row: int, bounds: Bounds) -> float:
    return float(with_cells(study, {place.path: bounds}).scores[row])
