"""The evidence itself: every cell with its source, and how much of it is judged or measured."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

import pandas as pd

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.cells import CELL_TABLES, CellPath
from framework_compare.catalogue.evidence import Cited, Evidence, Measurable, Source, StatusCell
from framework_compare.catalogue.frameworks import Framework, KeptShare, SkillDemand
from framework_compare.catalogue.grading import Graded
from framework_compare.measured.quotations import amount, amount_range
from framework_compare.scoring.study import Study
from framework_compare.text import KINDS, STATUSES, interval_text, percent
from framework_compare.vocabulary import CriterionId

_COLUMNS: Final = (
    "Framework",
    "Table",
    "About",
    "Value",
    "Kind",
    "Why",
    "Source",
    "Reliability",
    "Link",
    "Version",
    "Date",
    "sources",
    "measurements",
)
GRADED: Final = "Grade on a scale"
"""Where an entry counts that is a capability on a scale."""
SURFACE_NAMES: Final = {
    "data_ui": "data screens",
    "api": "a service",
    "web_app": "a site with accounts and records",
}
"""What is built, in words."""


def rows(catalogue: Catalogue) -> pd.DataFrame:
    """Return every cell of every framework.

    One row a cell, with its first source and all their ids.

    Returns
    -------
    frame
        ``Table`` says where it counts; ``Value`` is points of 100 with their interval, or the
        status word; ``sources`` holds the ids, joined by spaces, ``measurements`` their keys,
        joined by bars.
    """
    made = [
        _row(catalogue, framework, table, about, cell)
        for framework in catalogue.frameworks.values()
        for table, about, cell in entries(catalogue, framework)
    ]
    return pd.DataFrame(made, columns=list(_COLUMNS))


def _graded(
    catalogue: Catalogue, framework: Framework
) -> Iterator[tuple[CriterionId, str, Evidence]]:
    for criterion, cell in framework.capability.items():
        yield criterion, catalogue.criterion(criterion).name, cell
    speed = catalogue.criterion("development_speed").name
    for surface, cell in framework.speed.items():
        yield "development_speed", f"{speed}: {SURFACE_NAMES[surface]}", cell


def entries(catalogue: Catalogue, framework: Framework) -> Iterator[tuple[str, str, Cited]]:
    """Yield every cell of a framework: the kind of entry, what it is about, and the cell."""
    for _, name, evidence in _graded(catalogue, framework):
        yield GRADED, name, evidence
    for block, cell in framework.blocks.items():
        yield "Building block", catalogue.blocks[block].label, cell
    for need, cell in framework.needs.items():
        yield (
            "Stated need",
            catalogue.needs[need].label if need in catalogue.needs else "Complex addresses",
            cell,
        )
    for host, cell in framework.hosts.items():
        yield "Hosting", catalogue.hosts[host].label, cell
    for surface, demand in framework.demands.items():
        yield "Skills asked", f"Building {SURFACE_NAMES[surface]}", demand
    for other, kept in framework.kept.items():
        yield "Code that survives", f"Coming from {catalogue.frameworks[other].name}", kept


def value_text(cell: Cited, catalogue: Catalogue) -> str:
    """Return what a cell says: points of 100 with an interval, a status, or the skills it asks."""
    match cell:
        case Evidence():
            return interval_text(*cell.bounds())
        case StatusCell():
            return STATUSES[cell.status]
        case KeptShare():
            low, high = (round(100 * bound) for bound in (cell.share[0], cell.share[2]))
            return f"{percent(cell.share[1])} ({low} to {high})"
        case SkillDemand():
            asked = sorted(cell.skills.items(), key=lambda item: -item[1][1])
            named = [
                catalogue.answer_label("team_skills", skill)
                for skill, (_, mid, _) in asked
                if mid >= 0.3
            ]
            return ", ".join(named) or "nothing special"
    return ""


def _row(
    catalogue: Catalogue, framework: Framework, table: str, about: str, cell: Cited
) -> tuple[Any, ...]:
    known = [catalogue.sources[source] for source in cell.sources if source in catalogue.sources]
    first = next((source for source in known if source.url), known[0] if known else None)
    keys = cell.measurements if isinstance(cell, Measurable) else ()
    run = dict.fromkeys(key.split("/", 1)[0] for key in keys)
    lab = "our lab: " + ", ".join(
        catalogue.designs[name].title if name in catalogue.designs else name for name in run
    )
    # What a visitor brought is their word, whatever it says.
    brought = any(catalogue.frameworks[name] is framework for name in catalogue.handed_in)
    judge = "your file" if brought else "our judgement"
    version, date = (
        (cell.version, cell.as_of)
        if isinstance(cell, Evidence)
        else _dated(first, framework, catalogue)
    )
    return (
        framework.name,
        table,
        about,
        value_text(cell, catalogue),
        KINDS[cell.kind],
        cell.why,
        lab if cell.kind == "measured_here" else first.title if first else judge,
        first.reliability if first and cell.kind != "measured_here" else "",
        first.url if first and cell.kind != "measured_here" else "",
        version,
        date,
        " ".join(cell.sources),
        "|".join(keys),
    )


def _dated(source: Source | None, framework: Framework, catalogue: Catalogue) -> tuple[str, Any]:
    if source is None:
        # A judgement is made on the catalogue's day, of the release named in the framework's file.
        return framework.version, catalogue.model.as_of
    return source.version or framework.version, source.as_of


def sources_of(catalogue: Catalogue, ids: Iterable[str]) -> tuple[Source, ...]:
    """Return the sources with these ids, each once, in order."""
    return tuple(
        catalogue.sources[name] for name in dict.fromkeys(ids) if name in catalogue.sources
    )


def measurement_lines(catalogue: Catalogue, keys: Iterable[str]) -> tuple[str, ...]:
    """Return measurements in words, one a line: what, median, interval, repeats and day."""
    known = catalogue.measurements.measured if catalogue.measurements else {}
    said = []
    for key in keys:
        if key not in known:
            continue
        measured = known[key]
        experiment, _, *variant, metric = key.split("/")
        what = ", ".join([catalogue.designs[experiment].title, *variant, metric.replace("_", " ")])
        often = f"{measured.estimate.n} repeats" if measured.estimate.n > 1 else "once"
        spread = f" ({amount_range(measured)})" if measured.estimate.low is not None else ""
        value = amount(measured.estimate.median, measured.unit)
        said.append(
            f"{what}: **{value}**{spread}, {often}, {measured.on:%d %B %Y}, release"
            f" {measured.version}"
        )
    return tuple(said)


def judged_shares(catalogue: Catalogue) -> pd.DataFrame:
    """Return, for each framework, how many of its cells are judged only."""
    cells = rows(catalogue)
    judged = cells["Kind"].eq(KINDS["judged"])
    grouped = judged.groupby(cells["Framework"], sort=False)
    frame = pd.DataFrame(
        {"Entries": grouped.size(), "Judged only": grouped.sum(), "Share": 100 * grouped.mean()}
    )
    return frame.reset_index().sort_values("Share", ascending=False, ignore_index=True)


def measure_next(study: Study, count: int = 12) -> pd.DataFrame:
    """Return the judged grades whose uncertainty matters most to a study.

    Width of the interval times weight, and what would narrow it.
    """
    catalogue = study.catalogue
    weight = dict(zip((item.id for item in catalogue.criteria), study.weights, strict=True))
    beyond = {entry.criterion for entry in catalogue.measured.beyond}
    made = []
    for framework in catalogue.frameworks.values():
        for criterion, name, cell in _graded(catalogue, framework):
            if cell.kind == "judged":
                at_stake = 100 * float(weight[criterion]) * (cell.high - cell.low)
                judged_at = interval_text(*cell.bounds())
                by = "a source or a second grader" if criterion in beyond else "a measurement"
                made.append((framework.name, name, judged_at, at_stake, by, cell.why))
    columns = ["Framework", "What", "Capability", "At stake", "Narrowed by", "Why"]
    frame = pd.DataFrame(made, columns=columns)
    return frame.sort_values("At stake", ascending=False, ignore_index=True).head(count)


def resting_rows(catalogue: Catalogue, graded: Iterable[Graded] = ()) -> pd.DataFrame:
    """Return how many cells of each framework rest on a measurement, and how many cite one.

    Parameters
    ----------
    catalogue
        whose cells.
    graded
        cells as they would be after grading.

    Returns
    -------
    frame
        Framework, cells, measured, supported, share (per cent measured), would_be_measured,
        would_be_supported.
    """
    after = {cell.place: cell.cell for cell in graded}
    made: list[tuple[Any, ...]] = []
    for name, framework in catalogue.frameworks.items():
        cells = {
            CellPath(name, table, key): cell
            for table in CELL_TABLES
            for key, cell in framework.table(table).items()
        }
        now = [_rests(cell) for cell in cells.values()]
        later = [_rests(after.get(path, cell)) for path, cell in cells.items()]
        counts = (now.count("measured"), now.count("supported"))
        share = 100 * counts[0] / max(1, len(cells))
        made.append(
            (
                framework.name,
                len(cells),
                *counts,
                share,
                later.count("measured"),
                later.count("supported"),
            )
        )
    names = [
        "Framework",
        "cells",
        "measured",
        "supported",
        "share",
        "would_be_measured",
        "would_be_supported",
    ]
    return pd.DataFrame(made, columns=names)


def _rests(cell: object) -> str:
    if not isinstance(cell, Measurable) or not cell.measurements:
        return ""
    return "measured" if cell.kind == "measured_here" else "supported"
