"""The evidence behind one cell of the comparison: one criterion, one option, this requirement."""

from __future__ import annotations

from dataclasses import dataclass

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.evidence import Cited, Kind, Measurable, Source
from framework_compare.catalogue.frameworks import Framework
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.study import Study
from framework_compare.tables.ledger import SURFACE_NAMES, source_rows, value_text
from framework_compare.tables.quoted import measurement_lines
from framework_compare.vocabulary import SURFACES, CriterionId

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
        for about, cell in _cells(study.requirement, catalogue, framework, criterion)
    ]
    if len(parts) > 1:
        rule = catalogue.rules[criterion]
        taken = {"ui": "the screens' part counts", "better": "the better part counts"}
        taken |= {"worse": "the weaker part counts", "mixed": "each part where it is used"}
        cost = f", less {round(100 * rule.cost)} for two stacks" if rule.cost else ""
        about = "How the two join"
        sources = source_rows(catalogue, rule.sources)
        found.append(
            Behind("Together", about, taken[rule.take] + cost, rule.kind, rule.why, sources)
        )
    return tuple(found)


def _behind(catalogue: Catalogue, name: str, about: str, cell: Cited) -> Behind:
    sources = source_rows(catalogue, cell.sources)
    keys = cell.measurements if isinstance(cell, Measurable) else ()
    said = measurement_lines(catalogue, keys)
    return Behind(name, about, value_text(cell, catalogue), cell.kind, cell.why, sources, said)


def _cells(
    requirement: Requirement, catalogue: Catalogue, framework: Framework, criterion: CriterionId
) -> list[tuple[str, Cited]]:
    """Return what the answers call for, each with a name."""
    goal = catalogue.goals[requirement.goal] if requirement.goal else None
    built = [s for s in SURFACES if goal is None or goal.surfaces.get(s, 0) >= _MOST_SURFACES]
    blocks = goal.blocks if goal else tuple(framework.blocks)
    hosts = requirement.hosting or tuple(framework.hosts)
    existing = requirement.existing_framework
    found: list[tuple[str, Cited]] = []
    match catalogue.criterion(criterion).basis:
        case "cell":
            found = [(catalogue.criterion(criterion).name, framework.capability[criterion])]
        case "surfaces":
            found = [(f"Building {SURFACE_NAMES[s]}", framework.speed[s]) for s in built]
        case "demands":
            found = [(f"Building {SURFACE_NAMES[s]} asks for", framework.demands[s]) for s in built]
        case "blocks":
            found = [(catalogue.blocks[block].label, framework.blocks[block]) for block in blocks]
        case "needs":
            found = [
                (catalogue.needs[need].label, framework.needs[need])
                for need in requirement.stated_needs
            ]
        case "hosts":
            found = [(catalogue.hosts[host].label, framework.hosts[host]) for host in hosts]
        case "kept" if existing in framework.kept:
            found = [
                (
                    f"Code coming from {catalogue.frameworks[existing].name}",
                    framework.kept[existing],
                )
            ]
    return found
