"""No option leads on ignorance.

What the champion's lead would be with its unknown cells at the bottom.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.evidence import Cell, Interval, StatusCell
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.additive import Scored, score
from framework_compare.scoring.variants import graded_cell, status_cell, with_cells
from framework_compare.vocabulary import HOSTS, NEEDS, FrameworkId


def unknown_cells(catalogue: Catalogue, framework: FrameworkId) -> dict[str, str]:
    """Return what nobody knows about a framework: path in its file to its name for readers."""
    known = catalogue.frameworks[framework]
    found = {
        f"capability.{criterion.id}": criterion.name
        for criterion in catalogue.criteria
        if criterion.basis == "cell" and criterion.id not in known.capability
    }
    needs = {need: catalogue.needs[need].label for need in NEEDS} | {
        "routing": catalogue.questions["routing"].short
    }
    tables: tuple[tuple[str, Mapping[Any, StatusCell], Mapping[Any, str]], ...] = (
        ("blocks", known.blocks, {name: block.label for name, block in catalogue.blocks.items()}),
        ("needs", known.needs, needs),
        ("hosts", known.hosts, {host: catalogue.hosts[host].label for host in HOSTS}),
    )
    for table, cells, labels in tables:
        for key, label in labels.items():
            if key not in cells or cells[key].status == "unknown":
                found[f"{table}.{key}"] = label
    return found


def _at_the_bottom(catalogue: Catalogue, framework: FrameworkId, path: str) -> Cell:
    """Return the worst that a cell can be."""
    if path.startswith("capability."):
        return graded_cell(catalogue, framework, Interval(low=0, mid=0, high=0))
    return status_cell("absent")


def _would_lose(
    requirement: Requirement, catalogue: Catalogue, scored: Scored, order: tuple[int, ...]
) -> bool:
    """Return whether another family would lead under this catalogue."""
    champion, options = order[0], scored.options
    scores = score(requirement, catalogue).scores
    others = [option for option in order[1:] if options.ui[option] != options.ui[champion]]
    return any(scores[option] > scores[champion] for option in others)


def rests_on_unknown(
    requirement: Requirement, catalogue: Catalogue, scored: Scored, order: tuple[int, ...]
) -> str:
    """Return a sentence that names the cell on which the lead rests, or nothing.

    The requirement is scored again with all of the champion's unknown cells at the bottom; if
    another family then leads, the sentence names the cell that is enough alone, or, where no single
    one is, says that it is several.

    Parameters
    ----------
    order
        the ranked options, the champion first.
    """
    parts = dict.fromkeys(catalogue.parts(scored.options.names[order[0]]))
    unknown = {part: cells for part in parts if (cells := unknown_cells(catalogue, part))}
    if not unknown:
        return ""

    def spoilt(cells: Mapping[FrameworkId, Mapping[str, str]]) -> Catalogue:
        worst = {
            part: {path: _at_the_bottom(catalogue, part, path) for path in paths}
            for part, paths in cells.items()
        }
        return with_cells(catalogue, worst)

    if not _would_lose(requirement, spoilt(unknown), scored, order):
        return ""
    for part, cells in unknown.items():
        for path, label in cells.items():
            if _would_lose(requirement, spoilt({part: {path: label}}), scored, order):
                name = catalogue.frameworks[part].name
                return f"The lead rests on something nobody knows: {label} of {name}."
    several = ", ".join(label for cells in unknown.values() for label in list(cells.values())[:3])
    return f"The lead rests on several things that nobody knows, among them: {several}."
