"""The cells that follow from what the lab measured, through the maps of measured.toml."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.cells import CellPath
from framework_compare.catalogue.evidence import Evidence, Measurable, Status, StatusCell
from framework_compare.catalogue.measured_rules import (
    GradeRule,
    Load,
    ServerDesign,
    SettledRule,
    StatusRule,
    SupportRule,
    load_megabytes,
    users_carried,
)
from framework_compare.measured.comparisons import FAILURES, failed_share
from framework_compare.measured.measurements import Measured, Measurements
from framework_compare.measured.quotations import amount, quoted, used_keys
from framework_compare.text import percent, short
from framework_compare.vocabulary import FrameworkId

_ACTIONS = ("predict", "filter")


@dataclass(frozen=True, slots=True)
class Ends:
    """A quantity with its range."""

    low: float
    mid: float
    high: float


@dataclass(frozen=True, slots=True)
class Graded:
    """A cell as it follows from the measurements, beside what the file says now."""

    place: CellPath
    cell: Measurable
    now: Measurable

    @property
    def framework(self) -> FrameworkId:
        """Whose cell it is."""
        return self.place.framework

    @property
    def path(self) -> str:
        """Where it stands in its file."""
        return self.place.inside

    @property
    def is_current(self) -> bool:
        """Whether the file says just that."""
        return self.cell == self.now


def at_point(rule: GradeRule, quantity: float) -> float:
    """Return where a quantity lies on its criterion's scale, in [0, 1].

    Flat beyond the ends of the map.
    """
    at = [math.log(point.at) for point in rule.point]
    return float(
        np.interp(math.log(max(quantity, 1e-9)), at, [point.value for point in rule.point])
    )


def graded_cells(catalogue: Catalogue) -> tuple[Graded, ...]:
    """Return every cell that the measurements decide or support, framework by framework.

    Without measurements there is none; a framework that lacks one of a rule's measurements is left
    out of that rule.
    """
    found = catalogue.measurements
    return tuple(_all_cells(catalogue, found)) if found else ()


def _all_cells(catalogue: Catalogue, found: Measurements) -> Iterator[Graded]:
    rules = catalogue.measured
    for name, framework in catalogue.frameworks.items():
        for grade in rules.grade:
            design = rules.design_of(name)
            now = framework.capability.get(grade.criterion)
            if design and now:
                graded = _graded(name, now, grade, design, rules.load, found)
                yield from _one(CellPath(name, "capability", grade.criterion), graded, now)
        for status in rules.status:
            place = CellPath(name, status.table, status.key)
            there = catalogue.cell(place)
            if isinstance(there, StatusCell):
                yield from _one(place, _status(name, there, status, found), there)
        for settled in rules.settled:
            place = CellPath(name, settled.table, settled.key)
            word = catalogue.cell(place)
            if isinstance(word, StatusCell):
                yield from _one(place, _settled(name, word, settled, found), word)
        for support in rules.support:
            place = CellPath(name, support.table, support.key)
            held = catalogue.cell(place)
            if isinstance(held, Measurable) and name in (support.frameworks or (name,)):
                yield from _one(place, _supported(name, held, support, found), held)


def _one(place: CellPath, cell: Measurable | None, now: Measurable) -> Iterator[Graded]:
    if cell is not None:
        yield Graded(place, cell, now)


def _graded(
    name: str, now: Evidence, rule: GradeRule, design: ServerDesign, load: Load, found: Measurements
) -> Evidence | None:
    """Return the grade with its range, or None where a measurement is missing."""
    cpu = [found.measured.get(f"E5/{name}/{action}/cpu_ms") for action in _ACTIONS]
    base = found.measured.get(f"E7/{name}/0 MB/base_mb")
    session = found.measured.get(f"E7/{name}/0 MB/per_session_mb")
    used = [*cpu, base, session] if rule.quantity == "load_mb" else cpu
    known = [measured for measured in used if measured is not None]
    if len(known) < len(used):
        return None
    work = _mean(known[:2])
    if rule.quantity == "users_carried":
        quantity, words = _users(work, design, load)
    else:
        quantity, words = _cost(work, known[2], known[3], design, load)
    wide = Ends(quantity.low / rule.spread, quantity.mid, quantity.high * rule.spread)
    low, mid, high = sorted(
        round(at_point(rule, end), 2) for end in (wide.low, wide.mid, wide.high)
    )
    newest = max(known, key=lambda measured: measured.on)
    return Evidence(
        low=low,
        mid=mid,
        high=high,
        kind="measured_here",
        sources=now.sources,
        why=_sentence(rule.says, words),
        measurements=tuple(measured.key for measured in known),
        version=newest.version,
        as_of=newest.on,
    )


def _mean(measured: Sequence[Measured]) -> Ends:
    """Return the mean of several medians, and of their ends."""
    ends = [_ends(one) for one in measured]
    low, mid, high = (
        float(np.mean([getattr(end, name) for end in ends])) for name in ("low", "mid", "high")
    )
    return Ends(low, mid, high)


def _ends(measured: Measured) -> Ends:
    """Return a median with its range or interval; one value alone has no width."""
    estimate = measured.estimate
    low = estimate.median if estimate.low is None else estimate.low
    high = estimate.median if estimate.high is None else estimate.high
    return Ends(low, estimate.median, high)


def _users(work: Ends, design: ServerDesign, load: Load) -> tuple[Ends, dict[str, str]]:
    users = Ends(
        users_carried(work.high, design.cores.low, load),
        users_carried(work.mid, design.cores.mid, load),
        users_carried(work.low, design.cores.high, load),
    )
    words = {
        "cpu": amount(work.mid, "ms", 2),
        "own_work": amount(load.own_work_ms, "ms"),
        "per_core": short(users_carried(work.mid, 1, load), 2),
        "cores": amount(design.cores.mid, "cores"),
        "users": short(users.mid, 2),
        "design": design.title,
    }
    return users, words


def _cost(
    work: Ends, base: Measured, session: Measured, design: ServerDesign, load: Load
) -> tuple[Ends, dict[str, str]]:
    keeps = design.keeps_sessions
    found = [
        load_megabytes(
            getattr(work, end),
            getattr(_ends(base), end),
            getattr(_ends(session), end),
            load,
            keeps_sessions=keeps,
        )
        for end in ("low", "mid", "high")
    ]
    words = {
        "cpu": amount(work.mid, "ms", 2),
        "base": amount(_ends(base).mid, "MB", 2),
        "per_session": amount(max(0.0, _ends(session).mid), "MB", 2),
        "cost": amount(found[1] / 1000, "GB", 2),
        "load_users": short(load.users),
        "think": short(load.think_s),
    }
    return Ends(*found), words


def _sentence(says: str, words: dict[str, str]) -> str:
    for name, value in words.items():
        says = says.replace(f"{{{name}}}", value)
    return says


def _status(
    name: FrameworkId, now: StatusCell, rule: StatusRule, found: Measurements
) -> StatusCell | None:
    templates = rule.measurements.get(name, rule.measurements.get("*", ()))
    keys = [template.replace("{framework}", name) for template in templates]
    values = [_value(key, found) for key in keys]
    known = [value for value in values if value is not None]
    if not known or len(known) < len(values):
        return None
    largest = max(known)
    status: Status = "absent"
    if largest <= rule.present:
        status = "present"
    elif rule.add_on is not None and largest <= rule.add_on:
        status = "add_on"
    failures = keys[0].endswith(FAILURES)
    words = {
        "value": percent(largest) if failures else amount(largest, found.measured[keys[0]].unit, 2),
        "limit": (
            percent(rule.present)
            if failures
            else amount(rule.present, found.measured[keys[0]].unit, 2)
        ),
    }
    return StatusCell(
        status=status,
        kind="measured_here",
        sources=now.sources,
        why=_sentence(rule.says, words),
        measurements=tuple(keys),
    )


def _value(key: str, found: Measurements) -> float | None:
    """Return a median; of failures their share of the attempts."""
    if key.endswith(FAILURES):
        share = failed_share(found, key)
        return share.median if share else None
    measured = found.measured.get(key)
    return measured.estimate.median if measured else None


def _settled(
    name: FrameworkId, now: StatusCell, rule: SettledRule, found: Measurements
) -> Measurable | None:
    """Return the cell with the word of the first step that holds, or None where one is missing."""
    says = quoted(rule, found, name)
    if says is None:
        return None
    keys = used_keys(rule, name)
    measured = {place: found.measured[key] for place, key in keys.items()}
    for step in rule.step:
        if all(condition.outcome(measured) == "holds" for condition in step.conditions):
            return StatusCell(
                status=step.status,
                kind="measured_here",
                sources=now.sources,
                why=says,
                measurements=tuple(keys.values()),
            )
    return _borne_out(now, list(keys.values()), found)


def _supported(
    name: str, now: Measurable, rule: SupportRule, found: Measurements
) -> Measurable | None:
    keys = [template.replace("{framework}", name) for template in rule.measurements]
    return _borne_out(now, keys, found)


def _borne_out(now: Measurable, keys: Sequence[str], found: Measurements) -> Measurable | None:
    """Return the cell with the measurements that bear it out.

    A cell that rests on measurements keeps its own.
    """
    known = tuple(key for key in keys if key in found.measured)
    if not known or now.kind == "measured_here":
        return None
    return now.model_copy(update={"measurements": known})
