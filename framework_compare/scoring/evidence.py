"""The catalogue's evidence as arrays: bounds of every cell, and with some cells otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.cells import CellPath
from framework_compare.catalogue.evidence import UNKNOWN, Evidence, Status, StatusCell
from framework_compare.catalogue.frameworks import Framework
from framework_compare.scoring.distributions import Bounds, Floats, read_only
from framework_compare.vocabulary import (
    COLUMN,
    CRITERIA,
    HOST,
    HOSTS,
    ITEM,
    ITEMS,
    SKILLS,
    SURFACE,
    SURFACES,
    CriterionId,
    FrameworkId,
)

_OF_TABLE: Final[dict[str, CriterionId]] = {
    "speed": "development_speed",
    "blocks": "use_case_fit",
    "needs": "stated_needs",
    "hosts": "hosting_fit",
    "demands": "skills_fit",
    "kept": "switching_cost",
    "familiarity": "skills_fit",
}
"""Which criterion is made of a table of a framework's file; a graded cell is its own criterion."""
_GUESSABLE: Final = ("cells", "speed", "blocks", "items", "hosts")
"""The arrays in which more is better."""
_CRITERION: Final[dict[str, CriterionId]] = {name: name for name in CRITERIA}


@dataclass(frozen=True, slots=True, eq=False)
class EvidenceArrays:
    """Bounds (low, mid, high) on the last axis, frameworks in the catalogue's order on the first.

    All are read-only, since every study of a catalogue shares them.
    """

    cells: Floats
    """(frameworks, criteria, 3); criteria that are not graded cells hold the whole scale."""
    speed: Floats
    """(frameworks, surfaces, 3)"""
    blocks: Floats
    """(frameworks, blocks, 3)"""
    items: Floats
    """(frameworks, items, 3)"""
    hosts: Floats
    """(frameworks, hosts, 3)"""
    demands: Floats
    """(frameworks, surfaces, skills, 3)"""
    familiarity: Floats
    """(frameworks, 3): share of developers who already use it."""
    kept: Floats
    """(frameworks, existing framework, 3): share of code that survives; one with itself."""

    def with_bounds(
        self, table: str, place: tuple[int, ...], bounds: Floats | Bounds
    ) -> EvidenceArrays:
        """Return the same evidence with one cell of a framework's file otherwise.

        Parameters
        ----------
        table, place
            as `slot` has them.
        bounds
            low, mid and high, or one number for all three.
        """
        changed = getattr(self, table).copy()
        changed[place] = bounds
        return replace(self, **{table: read_only(changed)})

    def supposing(self, value: float) -> EvidenceArrays:
        """Return the same evidence with one value wherever nobody knows anything.

        A cell says nothing where it spans the whole scale, whoever wrote it down.

        Parameters
        ----------
        value
            on the scale from 0 to 1.
        """
        found = {name: getattr(self, name).copy() for name in _GUESSABLE}
        for cells in found.values():
            cells[(cells[..., 0] <= 0) & (cells[..., 2] >= 1)] = value
        return replace(self, **{name: read_only(cells) for name, cells in found.items()})


def criterion_of(path: CellPath) -> CriterionId:
    """Return the criterion that a cell tells of.

    Raises
    ------
    KeyError
        where there is no such criterion.
    """
    return _CRITERION[path.key] if path.table == "capability" else _OF_TABLE[path.table]


def criteria_of(path: CellPath) -> tuple[CriterionId, ...]:
    """Return every criterion that a cell may move: needs count once named, or while they may be."""
    found = criterion_of(path)
    return (found, "further_needs") if found == "stated_needs" else (found,)


def slot(catalogue: Catalogue, path: CellPath) -> tuple[str, tuple[int, ...]]:
    """Return in which array a cell lies, and where in it; a skill's cells lie side by side."""
    row = catalogue.row(path.framework)
    if path.table == "familiarity":
        return path.table, (row,)
    if path.table == "kept":
        return path.table, (row, catalogue.row(path.key))
    places: Mapping[str, Mapping[Any, int]] = {
        "capability": COLUMN,
        "speed": SURFACE,
        "blocks": {name: place for place, name in enumerate(catalogue.blocks)},
        "needs": ITEM,
        "hosts": HOST,
        "demands": SURFACE,
    }
    array = {"capability": "cells", "needs": "items"}.get(path.table, path.table)
    return array, (row, places[path.table][path.key])


def word_bounds(catalogue: Catalogue, path: CellPath, status: Status) -> Bounds:
    """Return what a word says of a cell on the scale from 0 to 1.

    Where an option cannot run, nothing can be built by hand.
    """
    return _bounds_of_word(catalogue, path.table, path.key, status)


def _bounds_of_word(catalogue: Catalogue, table: str, key: str, status: Status) -> Bounds:
    if table == "hosts" and status == "absent":
        return catalogue.model.hosting.absent.bounds()
    entry = catalogue.blocks.get(key) if table == "blocks" else None
    if table == "needs":
        entry = catalogue.needs.get(key)
    by_hand = entry is not None and entry.by_hand
    return catalogue.model.status.interval(status, by_hand=by_hand).bounds()


def grade_bounds(catalogue: Catalogue, cell: Evidence | None) -> Bounds:
    """Return a grade's bounds, widened by its age; the whole scale where it is not known."""
    if cell is None:
        return UNKNOWN.bounds()
    model = catalogue.model
    return model.ageing.widened(cell, cell.kind, cell.as_of, model.as_of).bounds()


def evidence_arrays(catalogue: Catalogue) -> EvidenceArrays:
    """Return the catalogue's evidence as arrays; what a file does not say is unknown."""
    frameworks = list(catalogue.frameworks.values())
    return EvidenceArrays(
        cells=_stacked([_grades(catalogue, f.capability, CRITERIA) for f in frameworks]),
        speed=_stacked([_grades(catalogue, f.speed, SURFACES) for f in frameworks]),
        blocks=_stacked([_words(catalogue, "blocks", f, catalogue.blocks) for f in frameworks]),
        items=_stacked([_words(catalogue, "needs", f, ITEMS) for f in frameworks]),
        hosts=_stacked([_words(catalogue, "hosts", f, HOSTS) for f in frameworks]),
        demands=_stacked([_demands(f) for f in frameworks]),
        familiarity=_stacked([_familiarity(f) for f in frameworks]),
        kept=_stacked([_survival(f, n, catalogue) for n, f in catalogue.frameworks.items()]),
    )


def _stacked(rows: Sequence[Any]) -> Floats:
    return read_only(np.array(rows))


def _grades(
    catalogue: Catalogue, cells: Mapping[Any, Evidence], order: Iterable[str]
) -> list[Bounds]:
    return [grade_bounds(catalogue, cells.get(name)) for name in order]


def _words(
    catalogue: Catalogue, table: str, framework: Framework, order: Iterable[str]
) -> list[Bounds]:
    cells: Mapping[str, StatusCell] = getattr(framework, table)
    said = {name: cells[name].status if name in cells else "unknown" for name in order}
    return [_bounds_of_word(catalogue, table, name, status) for name, status in said.items()]


def _familiarity(framework: Framework) -> Bounds:
    return framework.familiarity.share if framework.familiarity else UNKNOWN.bounds()


def _survival(framework: Framework, name: FrameworkId, catalogue: Catalogue) -> Floats:
    """Return how much of code in each framework survives a move to this one: (frameworks, 3)."""
    survives = np.empty((len(catalogue.frameworks), 3))
    for column, other in enumerate(catalogue.frameworks):
        known = framework.kept.get(other)
        survives[column] = 1.0 if other == name else known.share if known else UNKNOWN.bounds()
    return survives


def _demands(framework: Framework) -> Floats:
    """Return how much of the work calls for each skill: shape (surfaces, skills, 3)."""
    demands = np.zeros((len(SURFACES), len(SKILLS), 3))
    for column, surface in enumerate(SURFACES):
        known = framework.demands.get(surface)
        for place, skill in enumerate(SKILLS):
            if known is None:
                demands[column, place] = UNKNOWN.bounds()
            elif skill in known.skills:
                demands[column, place] = known.skills[skill]
    return demands
