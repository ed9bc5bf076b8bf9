"""No option leads on ignorance: the lead with the champion's unknown cells at the bottom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.cells import AnyTable, CellPath, CellTable
from framework_compare.scoring.distributions import Bounds
from framework_compare.scoring.evidence import word_bounds
from framework_compare.scoring.scored import Scored
from framework_compare.scoring.variants import with_cells
from framework_compare.vocabulary import HOSTS, ITEMS, ROUTING, SURFACE_WORDS, SURFACES, FrameworkId

_NOTHING: Final[Bounds] = (0.0, 0.0, 0.0)
_EVERYTHING: Final[Bounds] = (1.0, 1.0, 1.0)
_OF_WORDS: Final = ("blocks", "needs", "hosts")
_MOST_NAMED: Final = 3


def unknown_cells(catalogue: Catalogue, framework: FrameworkId) -> dict[CellPath, str]:
    """Return what nobody knows about a framework, each cell with its name for readers."""
    known = catalogue.frameworks[framework]
    found = {
        CellPath(framework, "capability", criterion.id): criterion.name
        for criterion in catalogue.criteria
        if criterion.basis == "cell" and criterion.id not in known.capability
    }
    routing = catalogue.questions[ROUTING].short
    items = {i: routing if i == ROUTING else catalogue.needs[i].label for i in ITEMS}
    tables: tuple[tuple[CellTable, Mapping[Any, Any], Mapping[Any, str]], ...] = (
        ("blocks", known.blocks, {name: block.label for name, block in catalogue.blocks.items()}),
        ("needs", known.needs, items),
        ("hosts", known.hosts, {host: catalogue.hosts[host].label for host in HOSTS}),
    )
    for table, cells, labels in tables:
        for key, label in labels.items():
            if key not in cells or cells[key].status == "unknown":
                found[CellPath(framework, table, key)] = label
    return found | _unknown_work(catalogue, framework)


def _unknown_work(catalogue: Catalogue, framework: FrameworkId) -> dict[CellPath, str]:
    """Return what nobody knows about the work that a framework makes, or saves."""
    known = catalogue.frameworks[framework]
    speed, skills, switching = (
        catalogue.criterion(name).name
        for name in ("development_speed", "skills_fit", "switching_cost")
    )
    tables: dict[AnyTable, dict[str, str]] = {
        "speed": {one: f"{speed} ({SURFACE_WORDS[one]})" for one in SURFACES},
        "demands": {one: f"{skills} ({SURFACE_WORDS[one]})" for one in SURFACES},
        "familiarity": {"share": f"{skills} (how many know it)"},
        "kept": {
            other: f"{switching} (from {entry.name})"
            for other, entry in catalogue.frameworks.items()
            if other != framework
        },
    }
    return {
        CellPath(framework, table, key): label
        for table, labels in tables.items()
        for key, label in labels.items()
        if key not in known.table(table)
    }


def rests_on_unknown(scored: Scored) -> str:
    """Return a sentence that names the cell on which the lead rests, or nothing.

    The requirement is scored again with all of the champion's unknown cells at the bottom. If
    another family then leads, the sentence names the cell that is enough alone, or, where no
    single one is, says that it is several.
    """
    catalogue = scored.catalogue
    parts = dict.fromkeys(scored.options.parts[scored.order[0]])
    unknown = {part: cells for part in parts if (cells := unknown_cells(catalogue, part))}
    if not unknown or not _would_lose(scored, [p for cells in unknown.values() for p in cells]):
        return ""
    for part, cells in unknown.items():
        for path, label in cells.items():
            if _would_lose(scored, [path]):
                name = catalogue.frameworks[part].name
                return f"The lead rests on something nobody knows: {label} of {name}."
    several = ", ".join(
        label for cells in unknown.values() for label in list(cells.values())[:_MOST_NAMED]
    )
    return f"The lead rests on several things that nobody knows, among them: {several}."


def _would_lose(scored: Scored, paths: Iterable[CellPath]) -> bool:
    """Return whether another family would lead with these cells at the bottom."""
    catalogue, champion = scored.catalogue, scored.order[0]
    worst = {path: _worst(catalogue, path) for path in paths}
    scores, family = with_cells(scored, worst).scores, scored.options.family
    others = [row for row in scored.order[1:] if family(row) != family(champion)]
    return any(scores[row] > scores[champion] for row in others)


def _worst(catalogue: Catalogue, path: CellPath) -> Bounds:
    """Return the bottom of a cell's scale: of what is asked of a team, everything."""
    if path.table in _OF_WORDS:
        return word_bounds(catalogue, path, "absent")
    return _EVERYTHING if path.table == "demands" else _NOTHING
