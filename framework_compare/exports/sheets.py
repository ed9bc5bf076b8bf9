"""A table for a spreadsheet: its columns with their units, its rows, and cells that are reckoned.

Where each cell lies follows from the table's own order, so that a formula can name it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Literal

Kind = Literal["text", "share", "points", "whole", "amount", "money", "date"]
UNITS: Final[dict[Kind, str]] = {
    "text": "words",
    "share": "share from 0 to 1",
    "points": "points of 100",
    "whole": "whole number",
    "amount": "number",
    "money": "money a month",
    "date": "year, month, day",
}
FIRST: Final = 2
"""The row under the header, as spreadsheets count."""
_LETTERS: Final = 26


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that a spreadsheet reckons, with what it comes to here."""

    text: str
    """It begins with ``=``."""
    value: float | str


Cell = str | float | int | datetime.date | Formula | None
"""What a cell holds; None where nothing is known or asked."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    title: str
    kind: Kind
    meaning: str
    """What it holds, in a sentence."""
    width: int = 12
    """In characters."""
    input: bool = False
    """Whether a reader may put another number there, from which others follow."""
    unit: str = ""
    """Where it is another than its kind's."""

    @property
    def unit_text(self) -> str:
        """What its numbers are of."""
        return self.unit or UNITS[self.kind]


@dataclass(frozen=True, slots=True)
class Table:
    """One table: a sheet of a workbook, or a file of its own."""

    name: str
    """One word: formulas name it."""
    about: str
    """What it holds, in a sentence."""
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...] = field(repr=False)

    def place(self, title: str) -> int:
        """Return the place of a column, from 0."""
        return [column.title for column in self.columns].index(title)


def letters(place: int) -> str:
    """Return how spreadsheets call a column by its place, from 0: ``A``, ``Z``, ``AA``."""
    before, last = divmod(place, _LETTERS)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)


def at(column: int, row: int, sheet: str = "") -> str:
    """Return the address of one cell, fixed: ``Weights!$H$2``.

    Parameters
    ----------
    column, row
        places, from 0; the first row is the one under the header.
    """
    named = f"{sheet}!" if sheet else ""
    return f"{named}${letters(column)}${FIRST + row}"


def span(column: int, rows: range, sheet: str = "") -> str:
    """Return the address of cells below each other, fixed: ``Weights!$H$6:$H$21``."""
    return f"{at(column, rows[0], sheet)}:{at(column, rows[-1])}"


def titles(columns: Iterable[Column]) -> tuple[str, ...]:
    """Return the header of a table."""
    return tuple(column.title for column in columns)
