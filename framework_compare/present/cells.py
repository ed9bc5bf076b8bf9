"""The evidence behind one cell of the comparison: one criterion, one option, this requirement."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.criteria import Block
from framework_compare.catalogue.evidence import Cited, Kind, Measurable, Source
from framework_compare.catalogue.frameworks import Framework
from framework_compare.present.ledger import (
    SURFACE_NAMES,
    measurement_lines,
    sources_of,
    value_text,
)
from framework_compare.scoring.needs import counted_needs
from framework_compare.scoring.study import Study
from framework_compare.text import interval_text
from framework_compare.vocabulary import COLUMN, ROUTING, SURFACES, CriterionId, Need

_Id = TypeVar("_Id")
_MOST_SURFACES = 0.1
"""A surface that makes up less than this share of the goal is not shown."""


@dataclass(frozen=True, slots=True)
class Behind:
    """One piece of evidence behind a cell."""

    framework: str
    about: str
    value: str
    kind: Kind
    why: str
    sources: tuple[Source, ...]
    measurements: tuple[str, ...] = ()
    """What the lab measured of it, in words."""


def cell_evidence(study: Study, option: str, criterion: CriterionId) -> tuple[Behind, ...]:
    """Return what an option's capability on one criterion rests on, part by part.

    For a criterion that is built from items, these are the items that the answers call for; a
    pairing adds the rule by which its parts join.
    """
    catalogue = study.catalogue
    parts = catalogue.parts(option)
    found = [
        _behind(catalogue, framework.name, about, cell)
        for framework in (catalogue.frameworks[part] for part in parts)
        for about, cell in _cells(study, framework, criterion)
    ]
    if len(parts) > 1:
        rule = catalogue.rules[criterion]
        taken = {"ui": "the screens' part counts", "better": "the better part counts"}
        taken |= {"worse": "the weaker part counts", "mixed": "each part where it is used"}
        cost = f", less {round(100 * rule.cost)} for two stacks" if rule.cost else ""
        about = "How the two join"
        sources = sources_of(catalogue, rule.sources)
        found.append(
            Behind("Together", about, taken[rule.take] + cost, rule.kind, rule.why, sources)
        )
    return tuple(found)


def _behind(catalogue: Catalogue, name: str, about: str, cell: Cited) -> Behind:
    sources = sources_of(catalogue, cell.sources)
    keys = cell.measurements if isinstance(cell, Measurable) else ()
    said = measurement_lines(catalogue, keys)
    return Behind(name, about, value_text(cell, catalogue), cell.kind, cell.why, sources, said)


def _cells(study: Study, framework: Framework, criterion: CriterionId) -> list[tuple[str, Cited]]:
    """Return what the answers call for, each with a name; what is not known has no line."""
    requirement, catalogue = study.requirement, study.catalogue
    goal = catalogue.goals[requirement.goal] if requirement.goal else None
    built = [s for s in SURFACES if goal is None or goal.surfaces.get(s, 0) >= _MOST_SURFACES]
    blocks = goal.blocks if goal else tuple(catalogue.blocks)
    hosts = requirement.hosting or tuple(framework.hosts)
    existing = requirement.existing_framework
    match catalogue.criterion(criterion).basis:
        case "cell":
            return _known(
                framework.capability, [criterion], lambda id: catalogue.criterion(id).name
            )
        case "surfaces":
            return _known(framework.speed, built, lambda id: f"Building {SURFACE_NAMES[id]}")
        case "demands":
            return _known(
                framework.demands, built, lambda id: f"Building {SURFACE_NAMES[id]} asks for"
            )
        case "blocks":
            return _known(framework.blocks, blocks, lambda id: catalogue.blocks[id].label)
        case "needs":
            needs = counted_needs(requirement, catalogue, requirement.goal)
            addresses = (ROUTING,) if _asks_for_addresses(study) else ()
            labels = {need: catalogue.needs[need].label for need in needs}
            named = labels | {ROUTING: catalogue.routing.label}
            return _known(framework.needs, (*needs, *addresses), named.__getitem__)
        case "further":
            return _known(framework.needs, may_turn_up(study), lambda id: catalogue.needs[id].label)
        case "hosts":
            return _known(framework.hosts, hosts, lambda id: catalogue.hosts[id].label)
        case "kept" if existing:
            return _known(
                framework.kept,
                [existing],
                lambda id: f"Code coming from {catalogue.frameworks[id].name}",
            )
    return []


def _asks_for_addresses(study: Study) -> bool:
    """Return whether an answer asks for addresses, which count among the stated needs."""
    return any(ROUTING in under.profile.items for under in study.goals)


def may_turn_up(study: Study) -> tuple[Need, ...]:
    """Return the needs that nobody has mentioned and that are usual for a plausible goal."""
    return tuple(
        dict.fromkeys(
            need
            for under in study.goals
            for need in study.ground.likely_needs(under.profile.goal.id)
            if need not in under.ruled_out
        )
    )


def _known(
    cells: Mapping[_Id, Cited], ids: Iterable[_Id], name: Callable[[_Id], str]
) -> list[tuple[str, Cited]]:
    return [(name(id), cells[id]) for id in ids if id in cells]


def figures_text(study: Study, option: str, criterion: CriterionId) -> str:
    """Return the fit and the capability of a cell: ``fit 90, capability 91 (82 to 96)``."""
    place = study.options.names.index(option), COLUMN[criterion]
    fit = round(100 * float(study.fits[place]))
    return f"fit {fit}, capability {interval_text(*study.intervals[option][criterion].bounds())}"


def meanings(study: Study, criterion: CriterionId) -> dict[str, str]:
    """Return what it takes to have each item behind a criterion: its name with the words.

    Empty where the criterion is not made of items, or the answers call for none.
    """
    requirement, catalogue = study.requirement, study.catalogue
    goal = catalogue.goals[requirement.goal] if requirement.goal else None
    items: list[Block] = []
    match catalogue.criterion(criterion).basis:
        case "blocks":
            blocks = goal.blocks if goal else tuple(catalogue.blocks)
            items = [catalogue.blocks[block] for block in blocks]
        case "needs":
            needs = counted_needs(requirement, catalogue, requirement.goal)
            items = [catalogue.needs[need] for need in needs]
            if _asks_for_addresses(study):
                items.append(catalogue.routing)
        case "further":
            items = [catalogue.needs[need] for need in may_turn_up(study)]
        case "hosts":
            items = [catalogue.hosts[host] for host in requirement.hosting or catalogue.hosts]
    return {item.label: item.present_means for item in items}
