"""What an experiment measured and what it means for a load, in sentences made from the numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import Final

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.measured_rules import LOAD_NAMES, Load, Summary
from framework_compare.measured.comparisons import FAILURES, ratio
from framework_compare.measured.measurements import Measured, Measurements
from framework_compare.measured.quotations import PLACE, amount, filled
from framework_compare.text import count_word, listed, percent, plain_number, short

_FRAMEWORK: Final = "{framework}"
_DIGITS: Final = 2
_THOUSAND: Final = 1000
_TIMES: Final = "times"
_NAMED: Final = 2
"""So many frameworks that share an end are named, more are counted."""

Values = dict[str, tuple[float, str]]
"""A number with its unit by framework."""


def sentences(catalogue: Catalogue, experiment: str, users: int | None = None) -> tuple[str, ...]:
    """Return what was measured and what it means, each part whose numbers are all there.

    Parameters
    ----------
    users
        people at the same time, as the project says; None: the assumption of the reference load.
    """
    found = catalogue.measurements or Measurements()
    said = (
        _filled(summary, catalogue, found, users)
        for summary in catalogue.measured.summary
        if summary.experiment == experiment
    )
    return tuple(sentence for sentence in said if sentence is not None)


def _filled(
    summary: Summary, catalogue: Catalogue, found: Measurements, users: int | None
) -> str | None:
    one, each = {}, {}
    for name, key in summary.quotes.items():
        if _FRAMEWORK in key:
            each[name] = _of_each(catalogue, found, key)
        elif key in found.measured:
            one[name] = found.measured[key]
        else:
            return None
    load = catalogue.measured.load
    people = float(users or load.users)

    def placed(match: re.Match[str]) -> str:
        if match[1] in LOAD_NAMES:
            return _of_load(match[1], load, users)
        if match[1] in one:
            return filled(match, one)
        values = _values(each[match[1]], each[match[2]] if match[2] else None)
        return _across(match[3], values, _named(catalogue), load, people)

    try:
        return PLACE.sub(placed, summary.says)
    except _MissingError:
        return None


class _MissingError(ValueError):
    """Nothing was measured that a place could give."""


def _of_load(name: str, load: Load, users: int | None) -> str:
    """Return the people of the load, how often they click, or a product's own work."""
    match name:
        case "think":
            return f"{plain_number(load.think_s)} seconds"
        case "own_work":
            return amount(load.own_work_ms, "ms")
        case "filled":
            return percent(load.utilisation)
        case _ if users:
            return "one person" if users == 1 else f"your {users:,} people"
        case _:
            return f"{plain_number(load.users)} people (assumed)"


def _of_each(catalogue: Catalogue, found: Measurements, key: str) -> dict[str, Measured]:
    keys = {name: key.replace(_FRAMEWORK, name) for name in catalogue.frameworks}
    return {name: found.measured[key] for name, key in keys.items() if key in found.measured}


def _values(top: Mapping[str, Measured], below: Mapping[str, Measured] | None) -> Values:
    """Return each framework's median, or how many times larger one of its medians is."""
    if below is None:
        return {name: (one.estimate.median, one.unit) for name, one in top.items()}
    both = {name: (top[name], below[name]) for name in top if name in below}
    ratios = {
        name: (ratio(one, other).median, "share" if one.key.endswith(FAILURES) else _TIMES)
        for name, (one, other) in both.items()
    }
    return {name: value for name, value in ratios.items() if math.isfinite(value[0])}


def _named(catalogue: Catalogue) -> dict[str, str]:
    return {name: framework.name for name, framework in catalogue.frameworks.items()}


def _across(form: str, values: Values, names: Mapping[str, str], load: Load, people: float) -> str:
    """Return what a place says of all frameworks that were measured."""
    if not values:
        raise _MissingError
    numbers = [number for number, _ in values.values()]
    match form:
        case "count":
            return count_word(len(numbers))
        case "none":
            return count_word(sum(number == 0 for number in numbers))
        case "some":
            return count_word(sum(number > 0 for number in numbers))
        case "times":
            if min(numbers) <= 0:
                raise _MissingError
            return short(max(numbers) / min(numbers), _DIGITS)
    end, _, meaning = form.partition("_")
    meant = {name: _meant(meaning, *value, load, people) for name, value in values.items()}
    pick: Callable[..., str] = min if end == "least" else max
    said = _amount(*pick(meant.values()))
    alike = [names[name] for name in meant if _amount(*meant[name]) == said]
    who = listed(alike) if len(alike) <= _NAMED else f"{count_word(len(alike))} frameworks"
    return f"{said} ({who})"


def _meant(meaning: str, value: float, unit: str, load: Load, people: float) -> tuple[float, str]:
    """Return what a number means for the load, with its unit; the number itself where nothing."""
    match meaning:
        case "cores":
            clicks = people / load.think_s
            return clicks * (value + load.own_work_ms) / _THOUSAND / load.utilisation, "cores"
        case "processes":
            if value <= 0:
                raise _MissingError
            return float(math.ceil(people / value)), "processes"
        case "all":
            return people * max(0.0, value), unit
    return value, unit


def _amount(value: float, unit: str) -> str:
    if unit == _TIMES:
        return f"{short(value, _DIGITS)} times"
    if unit == "processes":
        return f"{value:,.0f} {'process' if value == 1 else 'processes'}"
    if unit == "MB" and abs(value) >= _THOUSAND:
        return amount(value / _THOUSAND, "GB", _DIGITS)
    return amount(value, unit, _DIGITS)
