"""The cells that follow from what the lab measured, through the maps of measured.toml."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.cells import CELL_TABLES, CellPath
from framework_compare.catalogue.evidence import Evidence, Measurable, Status, StatusCell
from framework_compare.catalogue.experiments import Design
from framework_compare.catalogue.measured_rules import (
    GradeRule,
    Load,
    ServerDesign,
    SettledRule,
    StatusRule,
    Step,
    SupportRule,
    VisitorsRule,
    load_megabytes,
    users_carried,
)
from framework_compare.measured.comparisons import FAILURES, failed_share
from framework_compare.measured.estimates import Estimate, wilson
from framework_compare.measured.measurements import Measured, Measurements
from framework_compare.measured.quotations import PLACE, amount, filled, used_keys
from framework_compare.text import listed, percent, short
from framework_compare.vocabulary import FrameworkId

_ACTIONS = ("predict", "filter")
_NAME = "{framework}"
_MOST = 0.5
"""What fails for more than this share of visitors on one replica is not the second one's doing."""


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


def not_given(catalogue: Catalogue, graded: Iterable[Graded]) -> tuple[CellPath, ...]:
    """Return where a cell says that it was measured, while no measurement gives what it says."""
    given = {cell.place for cell in graded}
    return tuple(
        place
        for place, cell in measurable_cells(catalogue)
        if cell.kind == "measured_here" and cell.measurements and place not in given
    )


def measurable_cells(catalogue: Catalogue) -> Iterator[tuple[CellPath, Measurable]]:
    """Yield the path and the cell of everything that measurements may bear."""
    for name, framework in catalogue.frameworks.items():
        for table in CELL_TABLES:
            for key, cell in framework.table(table).items():
                if isinstance(cell, Measurable):
                    yield CellPath(name, table, key), cell


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
        for visitors in rules.visitors:
            place = CellPath(name, visitors.table, visitors.key)
            said = catalogue.cell(place)
            if isinstance(said, StatusCell):
                yield from _one(place, _by_visitors(name, said, visitors, found), said)
        for settled in rules.settled:
            place = CellPath(name, settled.table, settled.key)
            word = catalogue.cell(place)
            if isinstance(word, StatusCell):
                sizes = sizes_of(settled, catalogue.designs)
                yield from _one(place, _settled(name, word, settled, sizes, found), word)
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


def _by_visitors(
    name: FrameworkId, now: StatusCell, rule: VisitorsRule, found: Measurements
) -> Measurable | None:
    """Return the cell by how many visitors failed, or None where an operation was not tried."""
    row = rule.row.get(name, rule.row.get("*", ""))
    keys = {operation: f"{row}/{operation}{FAILURES}" for operation in rule.operations}
    controls = {one: f"{place}/{one}{FAILURES}" for one, place in rule.control.items()}
    shares = {one: failed_share(found, key.replace(_NAME, name)) for one, key in keys.items()}
    alone = {one: failed_share(found, key.replace(_NAME, name)) for one, key in controls.items()}
    tried = {one: share for one, share in shares.items() if share}
    control = {one: share for one, share in alone.items() if share}
    if len(tried) < len(shares) or len(control) < len(alone):
        return None
    left_out = {one: share for one, share in control.items() if share.median > _MOST}
    judged = {one: share for one, share in tried.items() if one not in left_out}
    rests_on = [keys[one] for one in judged] + [controls[one] for one in control]
    used = [key.replace(_NAME, name) for key in rests_on]
    status, words = _worst(rule, judged)
    if status is None or (status == "absent" and name in rule.stores):
        return _borne_out(now, used, found)
    why = [_sentence(rule.fine if status == "present" else rule.broken, words)]
    why += [_sentence(rule.left_out, _counted(rule, *one)) for one in left_out.items()]
    return StatusCell(
        status=status,
        kind="measured_here",
        sources=now.sources,
        why=" ".join(why),
        measurements=tuple(used),
    )


def _worst(
    rule: VisitorsRule, judged: Mapping[str, Estimate]
) -> tuple[Status | None, dict[str, str]]:
    """Return the word of the operation that suffers most, None where it is open, and what to say.

    All the operations together are held to 95 per cent: of one visitor in sixteen that fails in one
    of five, chance is not ruled out.
    """
    hits = {one: (round(share.median * share.n), share.n) for one, share in judged.items()}
    lows = {one: wilson(*counts, together=len(hits))[0] for one, counts in hits.items()}
    worst = max(lows, key=lambda one: lows[one])
    words = {
        **_counted(rule, worst, judged[worst]),
        "operations": listed([rule.operations[one] for one in judged]),
        "low": percent(lows[worst]),
        "limit": percent(rule.limit),
    }
    if not any(failed for failed, _ in hits.values()):
        return "present", words
    return ("absent" if lows[worst] > rule.limit else None), words


def _counted(rule: VisitorsRule, operation: str, share: Estimate) -> dict[str, str]:
    return {
        "operation": rule.operations[operation],
        "failed": f"{share.median * share.n:.0f}",
        "n": str(share.n),
    }


def sizes_of(rule: SettledRule, designs: Mapping[str, Design]) -> dict[str, float]:
    """Return the numbers of a full run's design that a rule names.

    Raises
    ------
    KeyError
        where a design has no such size.
    """
    found = {}
    for name, keys in rule.sizes.items():
        parts = [key.split("/") for key in keys]
        found[name] = math.prod(designs[id].number(size, quick=False) for id, size in parts)
    return found


def _settled(
    name: FrameworkId,
    now: StatusCell,
    rule: SettledRule,
    sizes: Mapping[str, float],
    found: Measurements,
) -> Measurable | None:
    """Return the cell with the word of the first step that holds, or None where one is missing.

    A step that the values neither bear nor rule out leaves the word open, whatever comes after it.
    """
    keys = used_keys(rule, name)
    if any(key not in found.measured for key in keys.values()):
        return None
    measured = {place: found.measured[key] for place, key in keys.items()}
    for step in rule.step:
        outcomes = {one.against(sizes).outcome(measured) for one in step.conditions}
        if "fails" in outcomes:
            continue
        if "undecided" in outcomes or name in rule.only_support:
            break
        return StatusCell(
            status=step.status,
            kind="measured_here",
            sources=now.sources,
            why=_settling(rule, step, sizes, measured),
            measurements=tuple(keys.values()),
        )
    return _borne_out(now, list(keys.values()), found)


def _settling(
    rule: SettledRule, step: Step, sizes: Mapping[str, float], measured: Mapping[str, Measured]
) -> str:
    """Return a rule's sentence as it ends at one step, with its numbers."""

    def placed(match: re.Match[str]) -> str:
        return short(sizes[match[1]]) if match[1] in sizes else filled(match, measured)

    return PLACE.sub(placed, f"{rule.says} {step.says}".strip())


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
