"""Numbers as people write them."""

from __future__ import annotations

_HALF_A_PERCENT = 0.005
_COUNTS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def count_word(count: int) -> str:
    """Return a count up to ten in words, a larger one in digits."""
    return _COUNTS[count] if count < len(_COUNTS) else f"{count:,}"


def plain_number(number: float) -> str:
    """Return a number with all its digits, thousands apart, no exponent."""
    return f"{int(number):,}" if float(number).is_integer() else f"{number:,.10g}"


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


def signed(number: float) -> str:
    """Return a number with three decimals and a true minus sign."""
    return f"{number:.3f}".replace("-", "\N{MINUS SIGN}")


def short(value: float, digits: int = 3) -> str:
    """Return a number with that many significant digits, thousands apart, never with an
    exponent.
    """
    return f"{float(f'{value:.{digits}g}'):,.10g}"
