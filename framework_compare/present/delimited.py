"""Text for spreadsheets: rows as CSV, in which nothing that was typed runs as a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import Final

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for the beginning of a formula, full-width signs included."""
_NEXT_CELL: Final = re.compile("(?<=[;\t\r\n])([ ]*)(?=[=+\\-@＝＋－＠])")
"""Where a formula would begin if the file were cut at semicolons, tabs or lines instead."""
_BLANKS: Final = re.compile(r"[\t\r\n ]*")
_BOM: Final = "\N{BYTE ORDER MARK}"
"""Without it spreadsheets take the file for another encoding than UTF-8."""


def delimited(rows: Iterable[Iterable[str]]) -> bytes:
    """Return rows as CSV in UTF-8, every cell harmless."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerows(map(harmless, row) for row in rows)
    # Half of a character that is written in two cannot be encoded.
    return f"{_BOM}{written.getvalue()}".encode("utf-8", "replace")


def harmless(value: str) -> str:
    """Return a text that no spreadsheet takes for a formula; a plain number stays one.

    An apostrophe before what would begin a formula makes it text, wherever a spreadsheet that
    separates cells by other marks than commas would begin a cell.

    References
    ----------
    OWASP, CSV Injection.
    """
    if _is_number(value):
        return value
    start = _BLANKS.match(value)
    blank = start.end() if start else 0
    text = value[:blank] + _NEXT_CELL.sub(r"\1'", value[blank:])
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def _is_number(value: str) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return not value.startswith(("\t", "\r", "\n"))
