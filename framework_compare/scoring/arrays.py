"""The catalogue's evidence as arrays, made once for each catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

import numpy as np

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.evidence import UNKNOWN, Evidence, StatusCell
from framework_compare.catalogue.frameworks import Framework
from framework_compare.scoring.distributions import Floats
from framework_compare.vocabulary import (
    CRITERIA,
    FRAMEWORKS,
    HOSTS,
    NEEDS,
    SKILLS,
    SURFACES,
    FrameworkId,
)

ITEMS = (*NEEDS, "routing")
"""What the criterion of stated needs judges one by one."""


@dataclass(frozen=True, slots=True, eq=False)
class EvidenceArrays:
    """Bounds (low, mid, high) on the last axis, frameworks in the vocabulary's order on the
    first.
    """

    cells: Floats
    """(frameworks, criteria, 3); criteria that are not graded cells hold the whole scale."""
    speed: Floats
    """(frameworks, surfaces, 3)"""
    blocks: Floats
    """(frameworks, blocks, 3)"""
    block_index: dict[str, int]
    items: Floats
    """(frameworks, items, 3)"""
    hosts: Floats
    """(frameworks, hosts, 3)"""
    demands: Floats
    """(frameworks, surfaces, skills, 3)"""
    familiarity: Floats
    """(frameworks, 3): share of developers who already use it."""
    kept: Floats
    """(frameworks, existing framework, 3): share of existing code that survives; one with itself.
    """
    unknown: Floats
    """(frameworks, criteria): whether a graded cell is without evidence."""


def _aged(catalogue: Catalogue, cell: Evidence | None) -> tuple[float, float, float]:
    """Return a cell's bounds, widened by the age of its evidence.

    The whole scale where there is none.
    """
    if cell is None:
        return UNKNOWN.bounds()
    return catalogue.model.ageing.widened(
        cell, cell.kind, cell.as_of, catalogue.model.as_of
    ).bounds()


def _statuses(
    catalogue: Catalogue, named: Mapping[Any, StatusCell], order: tuple[str, ...]
) -> list[tuple[float, float, float]]:
    words = catalogue.model.status
    return [
        words.interval(named[name].status if name in named else "unknown").bounds()
        for name in order
    ]


def _hosts(
    catalogue: Catalogue, cells: Mapping[Any, StatusCell]
) -> list[tuple[float, float, float]]:
    """Return hosts' bounds; where an option cannot run, nothing can be built by hand."""
    nowhere = catalogue.model.hosting.absent.bounds()
    found = _statuses(catalogue, cells, HOSTS)
    return [
        nowhere if host in cells and cells[host].status == "absent" else bounds
        for host, bounds in zip(HOSTS, found, strict=True)
    ]


@lru_cache(maxsize=16)
def evidence_arrays(catalogue: Catalogue) -> EvidenceArrays:
    """Return the catalogue's evidence as arrays.

    A variant's share all rows but those of what varies.
    """
    if catalogue.base is None:
        return _stacked(catalogue, FRAMEWORKS)
    base, changed = evidence_arrays(catalogue.base), _stacked(catalogue, catalogue.varied)
    rows = [FRAMEWORKS.index(name) for name in catalogue.varied]
    mixed: dict[str, Any] = {"block_index": base.block_index}
    for name in _ROWS:
        mixed[name] = getattr(base, name).copy()
        mixed[name][rows] = getattr(changed, name)
    return EvidenceArrays(**mixed)


def _stacked(catalogue: Catalogue, names: tuple[FrameworkId, ...]) -> EvidenceArrays:
    """Return the evidence on these frameworks, one row each."""
    frameworks = [catalogue.frameworks[name] for name in names]
    blocks = tuple(catalogue.blocks)
    graded = {criterion.id for criterion in catalogue.criteria if criterion.basis == "cell"}
    cells = [
        [_aged(catalogue, f.capability.get(criterion)) for criterion in CRITERIA]
        for f in frameworks
    ]
    return EvidenceArrays(
        cells=np.array(cells),
        speed=np.array(
            [[_aged(catalogue, f.speed.get(surface)) for surface in SURFACES] for f in frameworks]
        ),
        blocks=np.array([_statuses(catalogue, f.blocks, blocks) for f in frameworks]),
        block_index={name: index for index, name in enumerate(blocks)},
        items=np.array([_statuses(catalogue, f.needs, ITEMS) for f in frameworks]),
        hosts=np.array([_hosts(catalogue, f.hosts) for f in frameworks]),
        demands=np.array([_demands(f) for f in frameworks]),
        familiarity=np.array(
            [f.familiarity.share if f.familiarity else UNKNOWN.bounds() for f in frameworks]
        ),
        kept=np.array([_survival(f, name) for f, name in zip(frameworks, names, strict=True)]),
        unknown=np.array(
            [[c in graded and c not in f.capability for c in CRITERIA] for f in frameworks]
        ),
    )


def _survival(framework: Framework, name: FrameworkId) -> Floats:
    """Return how much of code in each other framework survives: shape (frameworks, 3)."""
    kept = np.empty((len(FRAMEWORKS), 3))
    for column, other in enumerate(FRAMEWORKS):
        known = framework.kept.get(other)
        kept[column] = 1.0 if other == name else known.share if known else UNKNOWN.bounds()
    return kept


def _demands(framework: Framework) -> Floats:
    """Return how much of the work calls for each skill: shape (surfaces, skills, 3)."""
    demands = np.zeros((len(SURFACES), len(SKILLS), 3))
    for column, surface in enumerate(SURFACES):
        known = framework.demands.get(surface)
        for place, skill in enumerate(SKILLS):
            if known is None:
                demands[column, place] = UNKNOWN.bounds()
            elif skill in known.skills:
                demands[column, place] = known.skills[skill]
    return demands


_ROWS = tuple(field.name for field in fields(EvidenceArrays) if field.name != "block_index")
"""The arrays with one row for each framework."""
