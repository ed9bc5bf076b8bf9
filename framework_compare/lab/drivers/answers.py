"""What a page says: its row count and its prediction, read as a visitor reads them."""

from __future__ import annotations

import re
from typing import Final

from framework_compare.lab.errors import WrongAnswer

ROWS: Final = re.compile(r"(?<![\w.,])(\d{1,3}(?:,\d{3})*) rows\b")
"""Such as "1,234 rows"."""
SPEND: Final = re.compile(r"Predicted spend: (-?\d+\.\d\d)(?!\d)")
"""Such as "Predicted spend: 123.45"."""


def rows_in(text: str, where: str) -> int:
    """Return the row count that a text states.

    Raises
    ------
    WrongAnswer
        where it states none, or several different ones.
    """
    return int(_only(ROWS, text, where, "one count such as '1,234 rows'").replace(",", ""))


def spend_in(text: str, where: str) -> float:
    """Return the prediction that a text states.

    Raises
    ------
    WrongAnswer
        where it states none, or several different ones.
    """
    return float(_only(SPEND, text, where, "one 'Predicted spend: 123.45'"))


def _only(pattern: re.Pattern[str], text: str, where: str, wanted: str) -> str:
    found = set(pattern.findall(text))
    if len(found) != 1:
        raise WrongAnswer(where, wanted, sorted(found) or text.strip())
    return str(found.pop())
