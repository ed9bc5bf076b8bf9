"""What a page shows, read as a visitor reads it."""

from __future__ import annotations

import re
from typing import Final

from framework_compare.lab.errors import WrongAnswer

__all__ = ["rows_in", "spend_in"]

_ROWS: Final = re.compile(r"(\d[\d,]*) rows")
_SPEND: Final = re.compile(r"Predicted spend: (-?\d+\.\d{2})(?!\d)")


def rows_in(text: str, where: str) -> int:
    """Return the row count that a text shows, such as 1234 for ``1,234 rows``.

    Raises
    ------
    WrongAnswer
        where it shows none.
    """
    found = _ROWS.search(text)
    if found is None:
        raise WrongAnswer(where, "N rows", text)
    return int(found[1].replace(",", ""))


def spend_in(text: str, where: str) -> float:
    """Return the spend that a text shows, such as 123.45 for ``Predicted spend: 123.45``.

    Raises
    ------
    WrongAnswer
        where it shows none, or not in whole cents.
    """
    found = _SPEND.search(text)
    if found is None:
        raise WrongAnswer(where, "Predicted spend: 0.00", text)
    return float(found[1])
