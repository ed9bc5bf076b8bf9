"""Frames of capacity planning.

Plans, costs over users, what each option needs, and the figures behind them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from framework_compare.capacity.knee import KneeCheck
from framework_compare.capacity.parameters import NAMES, Parameters
from framework_compare.capacity.planning import Crossing, Planner
from framework_compare.capacity.words import (
    BINDINGS,
    copies_text,
    cost_text,
    gigabytes_text,
    missing_text,
)
from framework_compare.capacity.workload import Banded, Plan
from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.present.drawing import short_name
from framework_compare.present.theme import option_colour
from framework_compare.vocabulary import FrameworkId

_COST_COLUMNS: Final = [
    "kind",
    "option",
    "colour",
    "users",
    "low",
    "mid",
    "high",
    "text",
    "place",
    "side",
]
_POINTS: Final = 160
_LEAST_ROOM: Final = 0.075
"""The least distance of two names at the ends of lines, as a share of the chart's height."""
_REACH: Final = 10
"""How many times the users at hand the lines go on."""
_LEAST_REACH: Final = 1000
_TURN: Final = 0.3
"""From here on, as a share of the width, words stand to the left of what they name."""


def plan_rows(planner: Planner, options: Sequence[str]) -> pd.DataFrame:
    """Return one row an option: what it needs, what it costs now and later, what decides.

    Or what is not measured.
    """
    catalogue, asked = planner.catalogue, planner.workload
    grows = asked.later_users > asked.users
    rows = [_plan_row(option, planner, grows=grows) for option in options]
    columns = [
        "Option",
        "Copies",
        "vCPUs",
        "Memory, GB",
        "A month",
        f"In {asked.months} months",
        "Decided by",
    ]
    table = pd.DataFrame(rows, columns=columns)
    table["Option"] = [short_name(option, catalogue) for option in options]
    return table if grows else table.drop(columns=columns[5])


def _plan_row(option: str, planner: Planner, *, grows: bool) -> tuple[str, ...]:
    lacks = planner.missing(option)
    if lacks:
        return ("", "", "", "", "", "", f"not measured: {missing_text(lacks, planner.catalogue)}")
    plan, currency = planner.plan(option), planner.rules.currency
    later = (
        cost_text(planner.plan(option, planner.workload.later_users).cost, currency)
        if grows
        else ""
    )
    needs = copies_text(plan.copies), copies_text(plan.vcpus), gigabytes_text(plan.memory_gb)
    return ("", *needs, cost_text(plan.cost, currency), later, BINDINGS[plan.binds])


# Costs over users


def cost_rows(planner: Planner, options: Sequence[str], found: Crossing | None) -> pd.DataFrame:
    """Return the marks of costs over users.

    Returns
    -------
    frame
        columns kind ("line": a point of an option's line with its band; "end": its name at the
        right; "now", "later", "crossing": a number of users with its words), option, colour, users,
        low, mid, high, text, place (where a name stands, in money) and side (of its mark on which
        words stand).
    """
    asked = planner.workload
    furthest = min(planner.rules.input["users"].most, max(_LEAST_REACH, _REACH * asked.later_users))
    users = np.unique(np.geomspace(1, furthest, _POINTS).round().astype(int))
    lines = [_line(planner, option, users) for option in options]
    rows = [row for line in lines for row in line]
    if not rows:
        return pd.DataFrame(columns=_COST_COLUMNS)
    rows += _ends([line[-1] for line in lines if line], rows)
    spots = [("now", asked.users, f"{asked.users:,} now")]
    if asked.later_users > asked.users:
        spots.append(
            ("later", asked.later_users, f"{asked.later_users:,} in {asked.months} months")
        )
    if found is not None and found.crosses and found.few != found.many:
        spots.append(
            (
                "crossing",
                found.first,
                f"{short_name(found.many, planner.catalogue)} cheaper from {found.first:,}",
            )
        )
    rows += [_spot(kind, count, text, furthest) for kind, count, text in spots if count <= furthest]
    return pd.DataFrame(rows, columns=_COST_COLUMNS)


def _line(planner: Planner, option: str, users: np.ndarray) -> list[dict[str, Any]]:
    """Return a point for each number of users.

    None where nothing costs anything, since the axis is logarithmic.
    """
    named = {
        "kind": "line",
        "option": short_name(option, planner.catalogue),
        "colour": option_colour(option, planner.catalogue),
    }
    bands = zip(users, *planner.cost_bands(option, users), strict=True)
    return [
        named
        | {
            "users": int(count),
            "low": low,
            "mid": mid,
            "high": high,
            "text": named["option"],
            "place": mid,
            "side": "",
        }
        for count, low, mid, high in ((n, *(float(f"{x:.4g}") for x in band)) for n, *band in bands)
        if low > 0
    ]


def _ends(last: Sequence[dict[str, Any]], rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the names of the lines at their right ends, moved apart where lines end close
    together.
    """
    lowest, highest = (
        math.log(min(row["low"] for row in rows)),
        math.log(max(row["high"] for row in rows)),
    )
    room = _LEAST_ROOM * max(highest - lowest, 1e-9)
    placed: list[dict[str, Any]] = []
    above = math.inf
    for row in sorted(last, key=lambda row: -row["mid"]):
        above = min(math.log(row["mid"]), above - room)
        placed.append(row | {"kind": "end", "place": math.exp(above)})
    return placed


def _spot(kind: str, users: int, text: str, furthest: float) -> dict[str, Any]:
    """Return a number of users; a later one stands to the right, where nothing else is named."""
    place = math.log(users) / math.log(furthest)
    side = "left" if kind != "later" and place > _TURN else "right"
    blank = dict.fromkeys(("option", "colour"), "") | dict.fromkeys(
        ("low", "mid", "high", "place"), 1.0
    )
    return blank | {"kind": kind, "users": users, "text": text, "side": side}


# What each option needs


def copies_rows(plans: Iterable[Plan], catalogue: Catalogue) -> pd.DataFrame:
    """Return the copies of each option with their band."""
    return _need_rows(
        [(plan.option, plan.copies, copies_text(plan.copies)) for plan in plans], catalogue
    )


def memory_rows(plans: Iterable[Plan], catalogue: Catalogue) -> pd.DataFrame:
    """Return the memory of each option with its band, in gigabytes."""
    rows = [(plan.option, plan.memory_gb, f"{gigabytes_text(plan.memory_gb)} GB") for plan in plans]
    return _need_rows(rows, catalogue)


def _need_rows(needs: Sequence[tuple[str, Banded, str]], catalogue: Catalogue) -> pd.DataFrame:
    rows = [
        (
            short_name(option, catalogue),
            option_colour(option, catalogue),
            amount.low,
            amount.mid,
            amount.high,
            text,
        )
        for option, amount, text in needs
    ]
    return pd.DataFrame(rows, columns=["label", "colour", "low", "mid", "high", "figure"]).round(3)


# What it rests on


def figure_rows(figures: Mapping[FrameworkId, Parameters], catalogue: Catalogue) -> pd.DataFrame:
    """Return every measured figure with its interval, its repeats and what it is made of."""
    rows = []
    for framework, known in figures.items():
        for name, figure in known.known:
            estimate = figure.estimate
            interval = (
                ""
                if estimate.low is None
                else f"{_digits(estimate.low)} to {_digits(estimate.high)}"
            )
            unit = "of its share" if name == "scaling" else figure.unit
            rows.append(
                {
                    "Framework": f"{catalogue.frameworks[framework].name} {figure.version}",
                    "Figure": NAMES[name],
                    "Median": f"{_digits(estimate.median)} {unit}",
                    "95% interval": interval,
                    "Repeats": estimate.n,
                    "Measured on": figure.on,
                    "Made of": ", ".join(figure.keys),
                }
            )
    columns = ["Framework", "Figure", "Median", "95% interval", "Repeats", "Measured on", "Made of"]
    return pd.DataFrame(rows, columns=columns)


def _digits(number: float | None) -> str:
    return f"{number:.3g}" if number is not None and abs(number) < 1000 else f"{number or 0:,.0f}"


def knee_rows(checks: Iterable[KneeCheck], catalogue: Catalogue) -> pd.DataFrame:
    """Return the predicted and the measured capacity of one core of each framework."""
    rows = [
        {
            "Framework": catalogue.frameworks[check.framework].name,
            "Predicted": (
                f"{check.predicted.mid:,.0f} ({check.predicted.low:,.0f} to"
                f" {check.predicted.high:,.0f})"
            ),
            "Served in time": f"{check.served:,}",
            "Too many": "none found" if check.too_many is None else f"{check.too_many:,}",
            "Prediction": "within" if check.holds else "outside",
        }
        for check in checks
    ]
    return pd.DataFrame(
        rows, columns=["Framework", "Predicted", "Served in time", "Too many", "Prediction"]
    )
