"""What the load asked takes and costs, for a spreadsheet: every option's plan, and the prices."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from framework_compare.capacity.planning import Planner, planner_of
from framework_compare.capacity.workload import Banded, assumed, assumed_input
from framework_compare.catalogue.capacity_rules import (
    INPUTS,
    PRICE_INPUTS,
    CapacityRules,
    InputId,
)
from framework_compare.exports.sheets import Cell, Column, Formula, Table, at
from framework_compare.present.plans import BINDINGS, STATIC_NOTE, layout_text, missing_text
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.study import Study
from framework_compare.text import plain_number

PRICES: Final = "Prices"
_VALUE: Final = 1
_VCPUS, _MEMORY, _BALANCER, _STORE = 4, 8, 10, 11
"""Places of what is paid for among the columns of the plans."""


def load(requirement: Requirement, rules: CapacityRules) -> Table:
    """Return the load that the plans assume, and who says so."""
    return Table(
        "Load",
        "The load for which the plans are made, and how full machines may be. Another load has to"
        " be asked in the app, since processes come in steps.",
        (Column("What", "text", "What is assumed.", 22), *_ASSUMED),
        _assumed(requirement, rules, [name for name in INPUTS if name not in PRICE_INPUTS]),
    )


def prices(requirement: Requirement, rules: CapacityRules) -> Table:
    """Return the prices at which the plans are reckoned."""
    figure, *others = _ASSUMED
    return Table(
        PRICES,
        "What things cost. Put your own prices into Value: what a month costs in the middle of its"
        " band, under Capacity, follows.",
        (Column("What", "text", "What is paid for.", 22), replace(figure, input=True), *others),
        _assumed(requirement, rules, PRICE_INPUTS),
    )


_ASSUMED: Final = (
    Column("Value", "amount", "In the unit beside it.", 12, unit="see the next column"),
    Column("Unit", "text", "Of the value; empty for a plain count.", 12),
    Column("Who says so", "text", "The project's answer, or an assumption.", 20),
    Column("Why", "text", "What it means, and why it is what it is.", 100),
)


def _assumed(
    requirement: Requirement, rules: CapacityRules, names: Iterable[InputId]
) -> tuple[tuple[Cell, ...], ...]:
    rows = []
    for name in names:
        asked = rules.input[name]
        answered = asked.seed and getattr(requirement, asked.seed) is not None
        says = "the project's answer" if answered else "an assumption"
        unit = asked.unit.replace("$", rules.currency)
        rows.append((asked.label, assumed_input(asked, requirement), unit, says, asked.why))
    return tuple(rows)


def capacity(study: Study, requirement: Requirement) -> Table:
    """Return what every option needs for the load asked, and what a month of it costs."""
    names, catalogue = study.options.names, study.catalogue
    planner = planner_of(catalogue, *assumed(requirement, catalogue.capacity), names)
    static = f" {STATIC_NOTE}" if requirement.hosting == ("static_site",) else ""
    return Table(
        "Capacity",
        f"What every option takes for {plain_number(planner.workload.users)} at once, by what was"
        f" measured. Nine draws of ten lie between low and high.{static}",
        _columns(planner.rules.currency),
        tuple(_row(planner, option, place) for place, option in enumerate(names)),
    )


def _banded(title: str, kind: str, what: str, unit: str = "") -> tuple[Column, ...]:
    return tuple(
        Column(f"{title}, {end}", "whole" if kind == "whole" else "amount", what, 11, unit=unit)
        for end in ("low", "middle", "high")
    )


def _columns(currency: str) -> tuple[Column, ...]:
    money = f"{currency} a month"
    return (
        Column("Option", "text", "A framework, or one with a service behind it.", 30),
        *_banded("Processes", "whole", "Processes of Python, each on one core.", "processes"),
        Column("vCPUs, middle", "whole", "vCPUs to pay for.", 10, unit="vCPUs"),
        Column("Containers, middle", "whole", "Containers that they run in.", 11,
               unit="containers"),
        Column("Busy cores, middle", "amount", "Cores' worth of computing.", 11, unit="cores"),
        *_banded("Memory", "amount", "Memory to pay for, with what stays free.", "GB"),
        Column("Load balancer", "whole", "1 where one is paid for, else 0.", 10, unit="count"),
        Column("Shared store", "whole", "1 where one is paid for, else 0.", 10, unit="count"),
        Column("A month, low", "money", "What it costs.", 11, unit=money),
        Column("A month, middle", "money", "What it costs, by the figures under Prices. A formula.",
               11, unit=money),
        Column("A month, high", "money", "What it costs.", 11, unit=money),
        Column("One more process from", "whole", "From how many people at once on one more is due;"
               " empty where that is out of sight.", 12, unit="people at once"),
        Column("Decided by", "text", "What decides the size, or what is not measured.", 40),
        Column("Runs as", "text", "In which containers, at the medians.", 60),
    )  # fmt: skip


def _row(planner: Planner, option: str, place: int) -> tuple[Cell, ...]:
    name, lacks = planner.catalogue.option_name(option), planner.missing(option)
    if lacks:
        why = f"not measured: {missing_text(lacks, planner.catalogue)}"
        return (name, *[None] * (_STORE + 4), why, "")
    plan = planner.plan(option)
    return (
        name,
        *_whole(plan.processes),
        round(plan.vcpus.mid),
        round(plan.containers.mid),
        plan.busy_cores.mid,
        plan.memory_gb.low,
        plan.memory_gb.mid,
        plan.memory_gb.high,
        int(plan.balanced),
        int(plan.store),
        plan.cost.low,
        Formula(_cost(place), plan.cost.mid),
        plan.cost.high,
        planner.next_process(option),
        BINDINGS[plan.binds],
        layout_text(plan, planner.catalogue),
    )


def _whole(amount: Banded) -> tuple[int, int, int]:
    return round(amount.low), round(amount.mid), round(amount.high)


def _cost(place: int) -> str:
    """Return what a month costs, over the cells of what is paid for and of the prices."""
    bought = (_VCPUS, _MEMORY, _BALANCER, _STORE)
    costs = (at(_VALUE, place, PRICES) for place in range(len(PRICE_INPUTS)))
    parts = (f"{at(what, place)}*{price}" for what, price in zip(bought, costs, strict=True))
    return f"={'+'.join(parts)}"
