"""Writing graded cells back into the frameworks' files: comments, order and spaces stay."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from tomlkit import TOMLDocument
from tomlkit.items import Table

from framework_compare.catalogue.evidence import Measurable
from framework_compare.errors import DataError, Problem


def write_cell(
    document: TOMLDocument, where: str, path: str, cell: Measurable, now: Measurable
) -> None:
    """Change a file's document so that one of its cells says what is given.

    Parameters
    ----------
    document
        the file as tomlkit read it.
    where
        the file's name, for messages.
    path
        of the cell's table, such as ``capability.scalability``.
    cell, now
        what it is to say, and what it says: only the lines of what differs change.

    Raises
    ------
    DataError
        where the table is not there.
    """
    table = _table(document, path)
    if table is None:
        raise DataError([Problem(where, path, f"must be there as a table of its own, [{path}]")])
    said = now.model_dump()
    for name, value in cell.model_dump().items():
        if value != said[name]:
            _put(table, name, list(value) if isinstance(value, tuple) else value)


def _table(document: TOMLDocument, path: str) -> Table | None:
    found: object = document
    for step in path.split("."):
        found = found.get(step) if isinstance(found, Mapping) else None
    return found if isinstance(found, Table) else None


def _put(table: Table, name: str, value: object) -> None:
    """Set a value in its place; new measurements come after the sources."""
    if name in table:
        table[name] = value
        return
    before = "sources" if name == "measurements" and "sources" in table else list(table)[-1]
    # tomlkit inserts in public only by assigning, which would put it behind the blank line and the
    # comment above the next table.
    table.value._insert_after(before, name, value)


def advance_date(model: TOMLDocument, newest: datetime.date) -> None:
    """Move the day to which evidence ages, in model.toml, on to that of the newest measurement."""
    model["as_of"] = max(newest, model["as_of"].unwrap())
