"""The command ``grade``: which cells follow from the measurements, and writing them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import tomlkit
from tomlkit import TOMLDocument

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.evidence import Evidence, Measurable, StatusCell
from framework_compare.catalogue.grading import Graded, graded_cells, not_given
from framework_compare.catalogue.loading import read_catalogue
from framework_compare.catalogue.measured_checks import NOT_GIVEN
from framework_compare.errors import DataError
from framework_compare.lab.cells import advance_date, write_cell
from framework_compare.lab.errors import LabError
from framework_compare.measured.measurements import FILE, read_measurements
from framework_compare.present.ledger import resting_rows


def grade(folder: Path, file: Path | None, *, write: bool) -> int:
    """Print the cells that follow from the measurements, and write those that differ where asked.

    Parameters
    ----------
    folder
        ``data/``.
    file
        of measurements; None: the one in `folder`.
    write
        whether to change the frameworks' files.

    Returns
    -------
    int
        1 where `check` finds a problem afterwards, else 0.

    Raises
    ------
    FrameworkCompareError
        where data cannot be read, nothing was measured, or a run was quick.
    """
    if write and file is not None:
        raise LabError(
            file.name,
            f"can only be shown: cells may rest on data/{FILE} alone; leave FILE or --write out",
        )
    catalogue = _catalogue(folder, file)
    cells = graded_cells(catalogue)
    for line in _report(catalogue, cells):
        print(line)
    if not write:
        return 0
    changed = [cell for cell in cells if not cell.is_current]
    for path, text in _texts(folder, changed):
        path.write_text(text, encoding="utf-8")
        print(f"Written: {path.relative_to(folder.parent)}")
    problems = read_catalogue(folder)[1]
    for problem in problems:
        print(problem)
    return 1 if problems else 0


def _catalogue(folder: Path, file: Path | None) -> Catalogue:
    catalogue, problems = read_catalogue(folder)
    if catalogue is None:
        raise DataError(problems)
    if file is not None:
        catalogue = replace(catalogue, measurements=read_measurements(file, file.name))
    if catalogue.measurements is None:
        raise LabError(
            str(file or folder / FILE), "is not there: nothing was measured yet; run the lab first"
        )
    if any(run.quick for run in catalogue.measurements.runs):
        raise LabError(
            str(file or folder / FILE),
            "holds a quick run, which proves that everything works and is no evidence: the rules"
            " ask for the sizes of a full one; run the lab without --quick",
        )
    return catalogue


def _report(catalogue: Catalogue, cells: Collection[Graded]) -> Iterator[str]:
    for cell in cells:
        said = "as it is" if cell.is_current else f"{_said(cell.now)} -> {_said(cell.cell)}"
        yield f"data/frameworks/{cell.framework}.toml: {cell.path}: {said}"
    for place in not_given(catalogue, cells):
        yield f"data/frameworks/{place.framework}.toml: {place.inside}: {NOT_GIVEN}"
    yield ""
    for row in resting_rows(catalogue, cells).itertuples(index=False):
        yield (
            f"{row.Framework}: {row.measured} of {row.cells} cells measured, {row.supported}"
            f" supported; it would be {row.would_be_measured} and {row.would_be_supported}"
        )


def _said(cell: Measurable) -> str:
    match cell:
        case Evidence():
            value = ", ".join(f"{bound:g}" for bound in cell.bounds())
        case StatusCell():
            value = cell.status
        case _:
            value = "its skills"
    support = f", {len(cell.measurements)} measurements" if cell.measurements else ""
    return f"{value} ({cell.kind}{support})"


def _texts(folder: Path, changed: Iterable[Graded]) -> list[tuple[Path, str]]:
    """Return every changed file with its new text: nothing is written before all are right."""
    documents: dict[Path, TOMLDocument] = {}
    for one in changed:
        path = folder / "frameworks" / f"{one.framework}.toml"
        if path not in documents:
            documents[path] = tomlkit.parse(path.read_text(encoding="utf-8"))
        write_cell(documents[path], f"data/frameworks/{path.name}", one.path, one.cell, one.now)
    days = [
        one.cell.as_of
        for one in changed
        if isinstance(one.cell, Evidence) and one.cell.kind == "measured_here"
    ]
    if days:
        model = folder / "model.toml"
        documents[model] = tomlkit.parse(model.read_text(encoding="utf-8"))
        advance_date(documents[model], max(days))
    texts = {path: document.as_string() for path, document in documents.items()}
    return [
        (path, text) for path, text in texts.items() if text != path.read_text(encoding="utf-8")
    ]
