"""Plans: what an option needs for its users, what a month costs, where the cheaper changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from framework_compare.capacity.parameters import (
    Parameters,
    columns,
    common_scaling,
    measured_scaling,
    parameters_of,
    without_draws,
)
from framework_compare.capacity.resources import Part, Resources, first_beyond, resources
from framework_compare.capacity.workload import Banded, Binding, Layout, Plan, Prices, Workload
from framework_compare.catalogue.capacity_rules import CapacityRules
from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.errors import FrameworkCompareError, Problem
from framework_compare.measured.measurements import Measurements
from framework_compare.scoring.distributions import Floats
from framework_compare.scoring.draws import generator
from framework_compare.vocabulary import FrameworkId

_CHUNK: Final = 65_536
"""Numbers of users that are priced at a time."""
_FURTHEST: Final = 1_000_000
"""Up to so many users is searched for where the cheaper one changes."""


@dataclass(frozen=True, slots=True, eq=False)
class Planner:
    """Everything that a plan rests on: what was measured, what is asked, what things cost."""

    catalogue: Catalogue
    parameters: Mapping[FrameworkId, Parameters]
    workload: Workload
    prices: Prices
    common: Floats | None = field(init=False)
    """What each process brings where that is not measured of an option itself."""

    def __post_init__(self) -> None:
        """Work out once what every plan rests on."""
        object.__setattr__(self, "common", common_scaling(self.parameters, self.rules.draws))

    @property
    def rules(self) -> CapacityRules:
        """What is judged."""
        return self.catalogue.capacity

    def missing(self, option: str) -> tuple[tuple[FrameworkId, str], ...]:
        """Return which parameters an option lacks: framework and name of the parameter.

        Empty where it can be planned.
        """
        lacks = (
            (part, self.parameters.get(part, Parameters()).missing)
            for part in self.catalogue.parts(option)
        )
        return tuple((part, name) for part, names in lacks for name in names)

    def plan(self, option: str, users: int | None = None) -> Plan:
        """Return what an option needs, for the users of the workload unless others are given.

        Raises
        ------
        FrameworkCompareError
            where parameters are missing.
        """
        count = self.workload.users if users is None else users
        needs, cost = self._needs(option, np.array([count]))
        parts = self._parts(option)
        return Plan(
            option=option,
            users=count,
            busy_cores=self._range(needs.busy_cores),
            processes=self._range(needs.processes),
            containers=self._range(needs.containers),
            vcpus=self._range(needs.vcpus),
            memory_gb=self._range(needs.memory_gb + needs.store_gb),
            cost=self._range(cost),
            binds=_binding(needs, len(parts)),
            sticky=any(part.worker.in_process for part in parts)
            and bool(needs.containers[0, 0] > len(parts)),
            balanced=bool(needs.containers[0, 0] > len(parts)),
            store=self._has_store(parts),
            parts=self._layouts(option, parts, count),
        )

    def _layouts(self, option: str, parts: tuple[Part, ...], users: int) -> tuple[Layout, ...]:
        """Return how each part runs at the medians."""
        column = np.array([[float(users)]])
        each = (
            resources(_at_the_medians(part), column, self.workload, self._mid) for part in parts
        )
        return tuple(
            Layout(
                framework=name,
                processes=round(needs.processes[0, 0]),
                containers=round(needs.containers[0, 0]),
                vcpus=round(needs.vcpus[0, 0]),
                memory_gb=float(needs.memory_gb[0, 0]),
            )
            for name, needs in zip(self.catalogue.parts(option), each, strict=True)
        )

    def next_process(self, option: str) -> int | None:
        """Return from how many users on one more process is due, at the measured medians.

        None where none is within what can be asked about.
        """
        column = np.array([[float(self.workload.users)]])
        due = min(
            first_beyond(part, resources(part, column, self.workload, self._mid), self.workload)
            for part in map(_at_the_medians, self._parts(option))
        )
        return due if due <= self.rules.input["users"].most else None

    def costs(self, option: str, users: Floats) -> Floats:
        """Return the cost of a month for each number of users, at the measured medians.

        Shape (users,).
        """
        return np.asarray(self._needs(option, users, draws=False)[1][:, 0])

    def cost_bands(self, option: str, users: Floats) -> tuple[Floats, Floats, Floats]:
        """Return low, mid and high of the cost for each number of users."""
        return self._ends(self._needs(option, users)[1])

    def share_cheaper(self, option: str, other: str, users: int) -> float:
        """Return in which share of the draws the first costs noticeably less than the other.

        Draws are common to both.
        """
        first, second = (self._needs(name, np.array([users]))[1][0, 1:] for name in (option, other))
        return float(np.mean(self.dearer(second, first) > 0))

    def dearer(self, one: Floats, other: Floats) -> Floats:
        """Return 1 where the first costs noticeably more, -1 where the other does, 0 elsewhere."""
        worth = self.rules.worth_naming
        difference = one - other
        named = np.abs(difference) >= np.maximum(worth.amount, worth.share * np.maximum(one, other))
        return np.where(named, np.sign(difference), 0).astype(np.int8)

    def _needs(self, option: str, users: Floats, *, draws: bool = True) -> tuple[Resources, Floats]:
        """Return what is needed and what it costs; arrays of shape (users, columns)."""
        speed = self._speed() if draws else self._mid
        parts = self._parts(option)
        column = np.asarray(users, dtype=float).reshape(-1, 1)
        if not draws:
            parts = tuple(map(_at_the_medians, parts))
        each = [resources(part, column, self.workload, speed) for part in parts]
        whole = each[0].joined(each[1]) if len(each) > 1 else each[0]
        prices = self.prices
        cost = whole.vcpus * prices.per_vcpu + (whole.memory_gb + whole.store_gb) * prices.per_gb
        cost = (
            cost
            + (whole.containers > len(parts)) * prices.load_balancer
            + self._has_store(parts) * prices.database
        )
        return whole, cost

    def _parts(self, option: str) -> tuple[Part, ...]:
        """Return the frameworks at work: visitors meet the first.

        A service behind it does the product's own work.
        """
        lacks = self.missing(option)
        if lacks:
            named = ", ".join(f"{name} of {part}" for part, name in lacks)
            raise FrameworkCompareError(
                [Problem("capacity", option, f"needs measurements that are missing: {named}")]
            )
        names = self.catalogue.parts(option)
        asked = self.workload
        return tuple(
            Part(
                parameters=self.parameters[name],
                worker=self.rules.worker[name],
                extra_ms=asked.extra_ms if name == names[-1] else 0.0,
                state_mb=asked.state_mb if name == names[0] else 0.0,
                sessions=name == names[0],
                scaling=self.common if own is None else columns(own),
            )
            for name in names
            for own in (self.parameters[name].scaling,)
        )

    def _has_store(self, parts: tuple[Part, ...]) -> bool:
        return self.workload.state_mb > 0 and not parts[0].worker.in_process

    @property
    def _mid(self) -> Floats:
        """What a core does, the middle alone."""
        return np.array([self.rules.core_speed.mid])

    def _speed(self) -> Floats:
        """Return what a core does: the middle, then a draw a column, the same for every option."""
        judged, rules = self.rules.core_speed, self.rules.draws
        chance = generator(rules.seed, "core_speed").random(rules.count)
        drawn = np.interp(chance, [0, 0.5, 1], [judged.low, judged.mid, judged.high])
        return np.concatenate([[judged.mid], drawn])

    def _ends(self, values: Floats) -> tuple[Floats, Floats, Floats]:
        """Return low, mid and high of each row; the band always holds the middle."""
        rules, mid = self.rules.draws, values[:, 0]
        low, high = np.percentile(
            values[:, 1:], [rules.low_percent, rules.high_percent], axis=1, method="inverted_cdf"
        )
        return np.minimum(low, mid), mid, np.maximum(high, mid)

    def _range(self, values: Floats) -> Banded:
        low, mid, high = self._ends(values)
        return Banded(float(low[0]), float(mid[0]), float(high[0]))


def _at_the_medians(part: Part) -> Part:
    """Return a part without its draws."""
    return replace(
        part,
        parameters=without_draws(part.parameters),
        scaling=None if part.scaling is None else part.scaling[:1],
    )


def _binding(needs: Resources, parts: int) -> Binding:
    """Return what decides the size at the medians."""
    if needs.vcpus[0, 0] > needs.processes[0, 0]:
        return "memory"
    return "cpu" if needs.processes[0, 0] > parts else "nothing"


def planner_of(
    catalogue: Catalogue, workload: Workload, prices: Prices, options: Sequence[str]
) -> Planner:
    """Return what plans these options for this load at these prices."""
    found = catalogue.measurements or Measurements()
    asked = (part for option in options for part in catalogue.parts(option))
    # Those of whom it is measured what a second process brings say it for the others.
    parts = dict.fromkeys((*asked, *measured_scaling(catalogue)))
    parameters = {part: parameters_of(part, found, catalogue.capacity) for part in parts}
    return Planner(catalogue, parameters, workload, prices)


def crossing_of(
    catalogue: Catalogue, workload: Workload, prices: Prices, one: str, other: str
) -> Crossing | None:
    """Return where the cheaper of two options changes for this load at these prices."""
    return crossing(planner_of(catalogue, workload, prices, (one, other)), one, other)


@dataclass(frozen=True, slots=True)
class Crossing:
    """Which of two options costs noticeably less for which numbers of users, at the medians."""

    few: str
    """The cheaper one for few users."""
    many: str
    """The cheaper one for many; the same where one is never noticeably dearer."""
    last: int
    """Up to so many users `few` is never noticeably the dearer one."""
    first: int
    """From so many users on `many` is never noticeably the dearer one; between the two it goes back
    and forth.
    """
    most: int
    """Up to how many users were priced."""

    @property
    def crosses(self) -> bool:
        """Whether anything changes."""
        return self.last < self.most


def crossing(planner: Planner, one: str, other: str) -> Crossing | None:
    """Return where the cheaper of two options changes.

    None where they cost about the same for every number of users: only what is worth naming counts.

    Costs rise in steps, one for each process, so that around the crossing the cheaper one may
    change several times. Every number of users that can be asked about is priced, so that both ends
    are exact.
    """
    most = min(_FURTHEST, int(planner.rules.input["users"].most))
    sign = np.concatenate(
        [_signs(planner, one, other, start, most) for start in range(1, most + 1, _CHUNK)]
    )
    decided = np.flatnonzero(sign)
    if not decided.size:
        return None
    names = {1: one, -1: other}
    starts, ends = int(sign[decided[0]]), int(sign[decided[-1]])
    against, before = np.flatnonzero(sign == -starts), np.flatnonzero(sign == -ends)
    return Crossing(
        few=names[starts],
        many=names[ends],
        last=int(against[0]) if against.size else most,  # users are counted from 1, places from 0
        first=int(before[-1]) + 2 if before.size else 1,
        most=most,
    )


def _signs(planner: Planner, one: str, other: str, start: int, most: int) -> Floats:
    """Return 1 where the first costs noticeably less, -1 where the other does, 0 elsewhere."""
    users = np.arange(start, min(start + _CHUNK, most + 1))
    return planner.dearer(planner.costs(other, users), planner.costs(one, users))
