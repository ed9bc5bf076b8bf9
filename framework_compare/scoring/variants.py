"""The same catalogue with some cells of evidence otherwise: for asking what a verdict rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.evidence import Cell, Evidence, Interval, StatusCell
from framework_compare.catalogue.frameworks import Framework
from framework_compare.vocabulary import FrameworkId

_WHY = "Taken otherwise, to see what rests on it."


def with_cells(catalogue: Catalogue, cells: Mapping[FrameworkId, Mapping[str, Cell]]) -> Catalogue:
    """Return the catalogue with these cells in the place of its own.

    Parameters
    ----------
    cells
        for each framework: path in its file, such as ``capability.scalability`` or ``needs.maps``,
        to the cell.

    Returns
    -------
    Catalogue
        with a digest of its own, so that nothing worked out from the other is taken for it.
    """
    frameworks = {
        name: _changed(catalogue.frameworks[name], paths) for name, paths in cells.items()
    }
    marks = "|".join(
        f"{name}.{path}={_mark(cell)}"
        for name, paths in cells.items()
        for path, cell in paths.items()
    )
    return replace(
        catalogue,
        frameworks={**catalogue.frameworks, **frameworks},
        digest=f"{catalogue.digest}|{marks}",
        base=catalogue,
        varied=tuple(cells),
    )


def _mark(cell: Cell) -> str:
    return (
        cell.status if isinstance(cell, StatusCell) else f"{cell.bounds()} {cell.kind} {cell.as_of}"
    )


def _changed(old: Framework, cells: Mapping[str, Cell]) -> Framework:
    changed: dict[str, dict[Any, Cell]] = {}
    for path, cell in cells.items():
        table, _, key = path.partition(".")
        changed.setdefault(table, dict(getattr(old, table)))[key] = cell
    return old.model_copy(update=changed)


def graded_cell(catalogue: Catalogue, framework: FrameworkId, interval: Interval) -> Evidence:
    """Return a graded cell with this interval, as of the catalogue's own day.

    Its age widens it no further.
    """
    low, mid, high = interval.bounds()
    version = catalogue.frameworks[framework].version
    return Evidence(
        low=low,
        mid=mid,
        high=high,
        kind="judged",
        version=version,
        as_of=catalogue.model.as_of,
        why=_WHY,
    )


def status_cell(status: str) -> StatusCell:
    """Return a cell with this word."""
    return StatusCell.model_validate({"status": status, "kind": "judged", "why": _WHY})
