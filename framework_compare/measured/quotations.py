"""Sentences that quote measurements.

The numbers come from the file when the sentence is shown, never typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal, Self

from pydantic import model_validator

from framework_compare.catalogue.evidence import Share, Strict, Text
from framework_compare.measured.comparisons import ratio
from framework_compare.measured.estimates import Estimate
from framework_compare.measured.measurements import Measured, Measurements
from framework_compare.text import percent, short

PLACE: Final = re.compile(r"\{(\w+)(?:/(\w+))?(?::(\w+))?\}")
"""A place in a sentence: a name, what it is divided by, and a format."""
FORMATS: Final = ("", "range", "bare", "percent")
_UNITS: Final = {"1/s": "a second", "share": "", "users": "people", "distributions": "packages"}
_MEASURES: Final = ("ms", "s", "MB", "GB", "kB", "1/s", "share", "cores")
"""Units that are not counts."""
_COUNTED_FROM: Final = 10
"""From here on the median of a count is given whole: nobody serves half a person."""
_DIGITS: Final = 2
_ONE: Final = re.compile(r"(?<=.{2})s$")


ClaimWord = Literal["confirmed", "nuanced", "refuted", "undecided"]


class Quoting(Strict):
    """A sentence with places for measurements.

    ``{name}`` is a median with its unit, ``{name:range}`` its interval, ``{name:bare}`` the number
    alone, ``{name/other}`` how many times larger one is than the other, ``{name/other:percent}``
    the same as a share.
    """

    says: Text
    quotes: dict[str, str]
    """Which measurement each name stands for; ``{framework}`` in a key is filled in."""

    @model_validator(mode="after")
    def _names_what_it_quotes(self) -> Self:
        used = set()
        formats = self._formats()
        for match in PLACE.finditer(self.says):
            used |= {match[1], match[2] or match[1]}
            if (match[3] or "") not in formats:
                raise ValueError(
                    f"says: a format must be one of {', '.join(formats[1:])}, got {match[3]}"
                )
        for name in sorted(used - set(self.quotes) - self._given()):
            raise ValueError(f"says names {{{name}}}, which quotes does not declare")
        for name in sorted(set(self.quotes) - used - self._also_used()):
            raise ValueError(f"quotes declares {name}, which is never used")
        return self

    def _also_used(self) -> set[str]:
        """Return names that are used elsewhere than in the sentence."""
        return set()

    def _given(self) -> set[str]:
        """Return names that stand for something else than a measurement."""
        return set()

    def _formats(self) -> tuple[str, ...]:
        return FORMATS


class Condition(Strict):
    """A bound that a measurement, or how many times larger it is than another, must respect."""

    what: str
    over: str = ""
    """What it is divided by; nothing: the measurement itself counts."""
    at_least: float | None = None
    at_most: float | None = None

    @model_validator(mode="after")
    def _bounds(self) -> Self:
        if self.at_least is None and self.at_most is None:
            raise ValueError("needs at_least or at_most")
        return self

    def found(self, measured: Mapping[str, Measured]) -> Estimate:
        """Return the number that the bounds are held against, with its interval."""
        top = measured[self.what]
        return ratio(top, measured[self.over]) if self.over else top.estimate

    def outcome(self, measured: Mapping[str, Measured]) -> Literal["holds", "fails", "undecided"]:
        """Return whether the interval lies within the bounds, outside, or across one of them."""
        found = self.found(measured)
        low = found.median if found.low is None else found.low
        high = found.median if found.high is None else found.high
        least = float("-inf") if self.at_least is None else self.at_least
        most = float("inf") if self.at_most is None else self.at_most
        if least <= low and high <= most:
            return "holds"
        return "fails" if high < least or low > most or not low <= high else "undecided"


class ClaimTest(Quoting):
    """What the lab says of a claim: the sentence, the word, the rule of the word, and why."""

    word: ClaimWord
    rule: Text
    """When this word stands, in words; `conditions` say the same so that it can be checked.

    Where the interval of one lies on both sides of its bound, the word that readers see is
    undecided.
    """
    conditions: tuple[Condition, ...]
    why: Text
    """What that means for the claim."""

    def _also_used(self) -> set[str]:
        return {name for condition in self.conditions for name in (condition.what, condition.over)}

    @model_validator(mode="after")
    def _conditions_name_quotes(self) -> Self:
        for name in sorted(self._also_used() - {""} - set(self.quotes)):
            raise ValueError(f"conditions name {name}, which quotes does not declare")
        return self


def shown_word(test: ClaimTest, measurements: Measurements | None) -> ClaimWord | None:
    """Return the word that the measurements bear, or None where one is missing.

    It is the entry's own, unless the measurements scatter about a bound of its rule: then it is
    undecided.
    """
    known = measurements.measured if measurements else {}
    keys = used_keys(test)
    if any(key not in known for key in keys.values()):
        return None
    measured = {name: known[key] for name, key in keys.items()}
    certain = all(condition.outcome(measured) != "undecided" for condition in test.conditions)
    return test.word if certain else "undecided"


def used_keys(quoting: Quoting, framework: str = "") -> dict[str, str]:
    """Return the key of each name, for one framework where the keys ask for it."""
    return {name: key.replace("{framework}", framework) for name, key in quoting.quotes.items()}


def quoted(quoting: Quoting, measurements: Measurements | None, framework: str = "") -> str | None:
    """Return the sentence with its numbers, or None where one of them was not measured."""
    known = measurements.measured if measurements else {}
    keys = used_keys(quoting, framework)
    if any(key not in known for key in keys.values()):
        return None
    measured = {name: known[key] for name, key in keys.items()}
    return PLACE.sub(lambda match: filled(match, measured), quoting.says)


def filled(match: re.Match[str], measured: Mapping[str, Measured]) -> str:
    """Return what stands in one place of a sentence, given what its names stand for."""
    first, form = measured[match[1]], match[3] or ""
    if match[2]:
        times = ratio(first, measured[match[2]]).median
        return _share(times) if form == "percent" else short(times, _DIGITS)
    if form == "bare":
        return short(first.estimate.median, _DIGITS)
    if form == "percent":
        return _share(first.estimate.median)
    return amount_range(first) if form == "range" else amount(first.estimate.median, first.unit)


def _share(value: float) -> str:
    bounded: Share = min(1.0, max(0.0, value))
    return percent(bounded)


def amount(value: float, unit: str, digits: int = 0) -> str:
    """Return a number with its unit as readers write it: ``123 ms``, ``17 lines``, ``1 language``.

    Without `digits` three count, of what is less than one two.
    """
    if unit == "share":
        return _share(value)
    word = _UNITS.get(unit, unit)
    if unit not in _MEASURES and abs(value) >= _COUNTED_FROM:
        value = round(value)
    digits = digits or (3 if abs(value) >= 1 else _DIGITS)
    return f"{short(value, digits)} {_ONE.sub('', word) if value == 1 else word}".strip()


def amount_range(measured: Measured) -> str:
    """Return the interval with its unit, ``110 to 130 ms``.

    The median alone where there is no interval.
    """
    estimate = measured.estimate
    if estimate.low is None or estimate.high is None or short(estimate.low) == short(estimate.high):
        return amount(estimate.median, measured.unit)
    if measured.unit == "share":
        return f"{_share(estimate.low)} to {_share(estimate.high)}"
    digits = 3 if estimate.high >= 1 else _DIGITS
    return f"{short(estimate.low, digits)} to {amount(estimate.high, measured.unit, digits)}"
