"""The catalogue's evidence as arrays, made once for each catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from framework_compare.catalogue import Catalogue
from framework_compare.evidence import UNKNOWN, Evidence, StatusCell
from framework_compare.scoring.distributions import Floats
from framework_compare.vocabulary import CRITERIA, FRAMEWORKS, HOSTS, NEEDS, SKILLS, SURFACES

__all__ = ["ITEMS", "EvidenceArrays", "evidence_arrays"]

ITEMS = (*NEEDS, "routing")
"""What the criterion of stated needs judges one by one."""


@dataclass(frozen=True, slots=True, eq=False)
class EvidenceArrays:
    """Bounds (low, mid, high) on the last axis, frameworks in the vocabulary's order on the first."""

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
    """(frameworks, existing framework, 3): share of existing code that survives; one with itself."""
    unknown: Floats
    """(frameworks, criteria): whether a graded cell is without evidence."""


def _aged(catalogue: Catalogue, cell: Evidence | None) -> tuple[float, float, float]:
    """Return a cell's bounds, widened by the age of its evidence; the whole scale where there is none."""
    if cell is None:
        return UNKNOWN.bounds()
    return catalogue.model.ageing.widened(cell, cell.kind, cell.as_of, catalogue.model.as_of).bounds()


def _statuses(
    catalogue: Catalogue, named: Mapping[Any, StatusCell], order: tuple[str, ...]
) -> list[tuple[float, float, float]]:
    words = catalogue.model.status
    return [words.interval(named[name].status if name in named else "unknown").bounds() for name in order]


def _hosts(catalogue: Catalogue, cells: Mapping[Any, StatusCell]) -> list[tuple[float, float, float]]:
    """Return hosts' bounds; where an option cannot run, nothing can be built by hand."""
    nowhere = catalogue.model.hosting.absent.bounds()
    found = _statuses(catalogue, cells, HOSTS)
    return [
        nowhere if host in cells and cells[host].status == "absent" else bounds
        for host, bounds in zip(HOSTS, found, strict=True)
    ]


@lru_cache(maxsize=4)
def evidence_arrays(catalogue: Catalogue) -> EvidenceArrays:
    """Return the catalogue's evidence as arrays."""
    frameworks = [catalogue.frameworks[name] for name in FRAMEWORKS]
    names = tuple(catalogue.blocks)
    cells = [[_aged(catalogue, f.capability.get(criterion)) for criterion in CRITERIA] for f in frameworks]
    graded = {criterion.id for criterion in catalogue.criteria if criterion.basis == "cell"}
    kept = np.zeros((len(FRAMEWORKS), len(FRAMEWORKS), 3))
    for row, framework in enumerate(frameworks):
        for column, other in enumerate(FRAMEWORKS):
            known = framework.kept.get(other)
            kept[row, column] = 1.0 if row == column else known.share if known else UNKNOWN.bounds()
    return EvidenceArrays(
        cells=np.array(cells),
        speed=np.array([[_aged(catalogue, f.speed.get(surface)) for surface in SURFACES] for f in frameworks]),
        blocks=np.array([_statuses(catalogue, f.blocks, names) for f in frameworks]),
        block_index={name: index for index, name in enumerate(names)},
        items=np.array([_statuses(catalogue, f.needs, ITEMS) for f in frameworks]),
        hosts=np.array([_hosts(catalogue, f.hosts) for f in frameworks]),
        demands=_demands(catalogue),
        familiarity=np.array([f.familiarity.share for f in frameworks]),
        kept=kept,
        unknown=np.array([[c in graded and c not in f.capability for c in CRITERIA] for f in frameworks]),
    )


def _demands(catalogue: Catalogue) -> Floats:
    demands = np.zeros((len(FRAMEWORKS), len(SURFACES), len(SKILLS), 3))
    for row, name in enumerate(FRAMEWORKS):
        for column, surface in enumerate(SURFACES):
            known = catalogue.frameworks[name].demands.get(surface)
            for place, skill in enumerate(SKILLS):
                if known is None:
                    demands[row, column, place] = UNKNOWN.bounds()
                elif skill in known.skills:
                    demands[row, column, place] = known.skills[skill]
    return demands
