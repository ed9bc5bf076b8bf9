"""Tables as one workbook: what was typed stays text, and the same tables give the same bytes."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Sequence
from typing import Any, Final

from framework_compare.exports.extra import XLSXWRITER, needed
from framework_compare.exports.sheets import Cell, Column, Formula, Kind, Table

_FORMATS: Final[dict[Kind, str]] = {
    "text": "@",
    "share": "0.0%",
    "points": "0.0",
    "whole": "#,##0",
    "amount": "#,##0.0#",
    "money": "#,##0",
    "date": "yyyy-mm-dd",
}
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
"""What looks like a formula, a number or an address stays the text that it is."""
_LONGEST: Final = 32_767
"""Characters that a cell can hold."""
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no XML can hold."""
_WRAPS: Final = 40
"""Width in characters from which a column's text is broken into lines."""
_HEADER: Final = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}
_INPUT: Final = {"font_color": "#0000FF", "bg_color": "#FFF9E5"}
"""Numbers that a reader may change: blue, as those who build models are used to."""


def workbook(tables: Sequence[Table], day: datetime.date) -> bytes:
    """Return tables as one XLSX file, a sheet each, in order.

    Parameters
    ----------
    day
        on which the file counts as made: the clock would make other bytes each time.

    Raises
    ------
    MissingExtraError
        where XlsxWriter is not installed.
    """
    module = needed(XLSXWRITER, "XlsxWriter", "The workbook")
    written = io.BytesIO()
    book = module.Workbook(written, _OPTIONS)
    made = datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC)
    book.set_properties({"title": "How to build it, in tables", "created": made})
    formats = _Formats(book)
    for table in tables:
        _sheet(book.add_worksheet(table.name), table, formats)
    book.close()
    return written.getvalue()


class _Formats:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[object, ...], Any] = {}
        self.header = book.add_format(_HEADER)

    def of(self, column: Column) -> Any:
        """Return the format of a column's cells."""
        key = (column.kind, column.input, column.width >= _WRAPS)
        if key not in self._made:
            asked: dict[str, object] = {"num_format": _FORMATS[column.kind], "valign": "top"}
            asked |= {"text_wrap": True} if column.width >= _WRAPS else {}
            asked |= _INPUT if column.input else {}
            self._made[key] = self._book.add_format(asked)
        return self._made[key]


def _sheet(sheet: Any, table: Table, formats: _Formats) -> None:
    """Write one table: a header that stays in view, a filter, and its rows."""
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, _text(column.title), formats.header)
    for number, row in enumerate(table.rows, start=1):
        for place, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            _write(sheet, (number, place), cell, formats.of(column))
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write(sheet: Any, where: tuple[int, int], cell: Cell, shape: Any) -> None:
    match cell:
        case None:
            sheet.write_blank(*where, None, shape)
        case Formula():
            sheet.write_formula(*where, cell.text, shape, cell.value)
        case int() | float():
            sheet.write_number(*where, cell, shape)
        case datetime.date():
            sheet.write_datetime(*where, cell, shape)
        case _:
            sheet.write_string(*where, _text(cell), shape)


def _text(typed: str) -> str:
    """Return a text as a cell can hold it."""
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", typed)[:_LONGEST]
