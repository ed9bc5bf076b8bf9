"""How numbers, shares, points, counts and lists are written."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

_HALF_A_PERCENT = 0.005
_COUNTS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

KINDS: Final = {
    "measured_here": "measured here",
    "measured_elsewhere": "measured elsewhere",
    "documented": "documented",
    "judged": "judged",
}
"""How evidence came about."""
STATUSES: Final = {
    "present": "part of it",
    "add_on": "add-on",
    "absent": "missing",
    "unknown": "not known",
}
"""How a framework has a building block."""


def count_word(count: int) -> str:
    """Return a count up to ten in words, a larger one in digits."""
    return _COUNTS[count] if count < len(_COUNTS) else f"{count:,}"


def counted(count: int, one: str, more: str) -> str:
    """Return a count with its noun: ``one option is``, ``12 options are``.

    Parameters
    ----------
    one
        what follows a single thing.
    more
        what follows none or several, and those in digits: they stand in columns and titles.
    """
    return f"one {one}" if count == 1 else f"{count:,} {more}"


def listed(parts: Sequence[str], last: str = "and") -> str:
    """Return parts as one phrase: ``a, b and c``; empty where there is none."""
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}" if len(parts) > 1 else "".join(parts)


def plain_number(number: float) -> str:
    """Return a number with all its digits, thousands apart, no exponent."""
    return f"{int(number):,}" if float(number).is_integer() else f"{number:,.10g}"


def exact_number(number: float) -> str:
    """Return the shortest text that reads back as the same number."""
    return repr(number).removesuffix(".0")


def percent(share: float, *, certain: bool = True) -> str:
    """Return a share from 0 to 1 in whole per cent; what is small but not nothing says so.

    Parameters
    ----------
    certain
        whether 0 and 1 mean never and always; a share of draws never does.
    """
    if share < _HALF_A_PERCENT and not (certain and share == 0):
        return "under 1%"
    if share > 1 - _HALF_A_PERCENT and not (certain and share == 1):
        return "over 99%"
    return f"{share:.0%}"


def people(count: int) -> str:
    """Return a number of people in figures: ``1 person``, ``2,000 people``."""
    return f"{count:,} {'person' if count == 1 else 'people'}"


def cases(share: float) -> str:
    """Return a share of the draws as ``62 of 100 plausible cases``; draws never say never."""
    return f"{percent(share, certain=False).removesuffix('%')} of 100 plausible cases"


def percents(low: float, high: float) -> str:
    """Return an interval of shares in whole per cent: ``3 to 12%``."""
    return f"{percent(low).removesuffix('%')} to {percent(high)}"


def signed(number: float) -> str:
    """Return a number with three decimals and a true minus sign."""
    return f"{number:.3f}".replace("-", "\N{MINUS SIGN}")


def short(value: float, digits: int = 3) -> str:
    """Return a number with that many significant digits, thousands apart, no exponent."""
    return f"{float(f'{value:.{digits}g}'):,.10g}"


def points_text(points: float) -> str:
    """Return signed points of 100, rounded to whole points, with a true minus sign."""
    whole = round(points)
    if whole == 0:
        return "under 1"
    return f"+{whole}" if whole > 0 else f"\N{MINUS SIGN}{-whole}"


def interval_text(low: float, mid: float, high: float) -> str:
    """Return an interval on a scale from 0 to 1 as ``70 (60 to 80)``."""
    low, mid, high = (round(100 * bound) for bound in (low, mid, high))
    return f"{mid}" if low == high else f"{mid} ({low} to {high})"


def span_text(low: float, high: float) -> str:
    """Return a range on a scale from 0 to 1 as ``60 to 80``; empty where it has no width."""
    first, last = round(100 * low), round(100 * high)
    return f"{first} to {last}" if first != last else ""


def about(number: float) -> str:
    """Return an amount as coarsely as it is known: whole below a hundred, two digits above."""
    if number < 99.5:
        return f"{number:.0f}"
    digits = math.floor(math.log10(number)) - 1
    return f"{round(number / 10**digits) * 10**digits:,.0f}"
