"""How much of the evidence rests on what the lab measured."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

import pandas as pd

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.evidence import Measurable
from framework_compare.catalogue.frameworks import Framework
from framework_compare.catalogue.grading import Graded

_TABLES: Final = ("capability", "speed", "blocks", "needs", "hosts", "demands", "kept")


def _cells(framework: Framework) -> Iterator[tuple[str, Measurable | object]]:
    for table in _TABLES:
        for key, cell in getattr(framework, table).items():
            yield f"{table}.{key}", cell


def resting_rows(catalogue: Catalogue, graded: Iterable[Graded] = ()) -> pd.DataFrame:
    """Return, for each framework, how many cells rest on a measurement and how many name one as
    support.

    Parameters
    ----------
    catalogue
        whose cells.
    graded
        cells as they would be after grading.

    Returns
    -------
    frame
        Framework, cells, measured, supported, share (per cent measured), would_be_measured,
        would_be_supported.
    """
    after = {(cell.framework, cell.path): cell.cell for cell in graded}
    rows: list[tuple[Any, ...]] = []
    for name, framework in catalogue.frameworks.items():
        cells = dict(_cells(framework))
        now = [_rests(cell) for cell in cells.values()]
        later = [_rests(after.get((name, path), cell)) for path, cell in cells.items()]
        counts = (now.count("measured"), now.count("supported"))
        share = 100 * counts[0] / len(cells)
        rows.append(
            (
                framework.name,
                len(cells),
                *counts,
                share,
                later.count("measured"),
                later.count("supported"),
            )
        )
    names = [
        "Framework",
        "cells",
        "measured",
        "supported",
        "share",
        "would_be_measured",
        "would_be_supported",
    ]
    return pd.DataFrame(rows, columns=names)


def _rests(cell: object) -> str:
    if not isinstance(cell, Measurable) or not cell.measurements:
        return ""
    return "measured" if cell.kind == "measured_here" else "supported"
