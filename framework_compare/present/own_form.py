"""The form that edits the cells of one's own framework which decide most for a project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.cells import CellPath
from framework_compare.catalogue.evidence import UNKNOWN, Status
from framework_compare.catalogue.template import CellValue, criterion_of_grade, item_of
from framework_compare.explain.deciding_cells import DecidingCell, deciding_cells
from framework_compare.scoring.study import Study
from framework_compare.text import STATUSES, counted
from framework_compare.vocabulary import FrameworkId

MOST: Final = 10
"""How many cells the form offers."""

Grade = tuple[int, int, int]
"""Low, mid and high, of 100."""


@dataclass(frozen=True, slots=True)
class FormCell:
    """One cell as the form shows it."""

    path: CellPath
    label: str
    about: str
    """The scale's question, or for a word what it takes to be part of the framework."""
    ends: str
    """The worst and the best in words; empty for a word."""
    levels: tuple[tuple[int, str], ...]
    """The scale's levels, of 100, in words; none for a word."""
    weighs: str
    """How far the score goes from the cell's worst to its best, in points."""
    value: Grade | Status
    """What stands now; nothing that is known is the whole scale."""


def form_cells(study: Study, framework: FrameworkId) -> tuple[FormCell, ...]:
    """Return the cells of a framework that decide most for a project, the weightiest first.

    Parameters
    ----------
    study
        of a project on whose shortlist the framework is.
    framework
        one's own, or the one that a new one starts from.
    """
    found = deciding_cells(study, framework, MOST)
    return tuple(_form_cell(cell, study.catalogue) for cell in found)


def _form_cell(cell: DecidingCell, catalogue: Catalogue) -> FormCell:
    scale = criterion_of_grade(cell.path, catalogue)
    value: Grade | Status = catalogue.status(cell.path)
    if scale:
        low, mid, high = (catalogue.grade(cell.path) or UNKNOWN).bounds()
        value = (round(100 * low), round(100 * mid), round(100 * high))
    return FormCell(
        cell.path,
        cell.label,
        scale.question if scale else _yardstick(cell.path, catalogue),
        f"0: {scale.worst}; 100: {scale.best}" if scale else "",
        tuple((round(100 * level.at), level.text) for level in scale.anchors) if scale else (),
        _weighs(cell.points),
        value,
    )


def _yardstick(path: CellPath, catalogue: Catalogue) -> str:
    """Return what it takes to be part of a framework, in the word that the form offers for it."""
    item = item_of(path, catalogue)
    said = item.present_means.partition("; add-on:")[0].partition(": ")[2] if item else ""
    return f"{STATUSES['present'].capitalize()}: {said}."


def _weighs(points: float) -> str:
    whole = round(points)
    return f"up to {counted(whole, 'point', 'points')}" if whole else "under one point"


def values_set(
    cells: tuple[FormCell, ...], answers: Mapping[str, Any]
) -> dict[CellPath, CellValue]:
    """Return what somebody set in the form: only what differs from what it showed.

    Parameters
    ----------
    answers
        the cell's place in its file, to low and high with mid, of 100, or to a word.
    """
    found: dict[CellPath, CellValue] = {}
    for cell in cells:
        answer = answers.get(cell.path.inside)
        if answer is None or answer == cell.value:
            continue
        if isinstance(answer, tuple):
            low, mid, high = (float(end) / 100 for end in answer)
            found[cell.path] = (low, mid, high)
        else:
            found[cell.path] = answer
    return found
