"""Frames of the evidence: every cell with its source, the claims, and what is judged only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import pandas as pd

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.evidence import Cited, Evidence, Measurable, Source, StatusCell
from framework_compare.catalogue.frameworks import Framework, KeptShare, SkillDemand
from framework_compare.present.theme import HOLDS
from framework_compare.tables.quoted import measured_claim
from framework_compare.text import KINDS, STATUSES, interval_text
from framework_compare.vocabulary import CriterionId

LEDGER_COLUMNS: Final = (
    "Framework",
    "Table",
    "About",
    "Value",
    "Kind",
    "Why",
    "Source",
    "Link",
    "Version",
    "Date",
    "sources",
    "measurements",
)
SURFACE_NAMES: Final = {
    "data_ui": "data screens",
    "api": "a service",
    "web_app": "a site with accounts and records",
}
"""What is built, in words."""


def ledger(catalogue: Catalogue) -> pd.DataFrame:
    """Return every cell of every framework.

    One row a cell, with its first source and all their ids.

    Returns
    -------
    frame
        ``Table`` says where it counts; ``Value`` is points of 100 with their interval, or the
        status word; ``sources`` holds the ids, joined by spaces, ``measurements`` their keys,
        joined by bars.
    """
    rows = [
        _row(catalogue, framework, table, about, cell)
        for framework in catalogue.frameworks.values()
        for table, about, cell in _cells(catalogue, framework)
    ]
    return pd.DataFrame(rows, columns=list(LEDGER_COLUMNS))


def _graded(
    catalogue: Catalogue, framework: Framework
) -> Iterator[tuple[CriterionId, str, Evidence]]:
    for criterion, cell in framework.capability.items():
        yield criterion, catalogue.criterion(criterion).name, cell
    speed = catalogue.criterion("development_speed").name
    for surface, cell in framework.speed.items():
        yield "development_speed", f"{speed}: {SURFACE_NAMES[surface]}", cell


def _cells(catalogue: Catalogue, framework: Framework) -> Iterator[tuple[str, str, Cited]]:
    for _, name, evidence in _graded(catalogue, framework):
        yield "Graded", name, evidence
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
    """Return what a cell says: points of 100 with their interval, a status word, or the skills it
    asks.
    """
    match cell:
        case Evidence():
            return interval_text(*cell.bounds())
        case StatusCell():
            return STATUSES[cell.status]
        case KeptShare():
            low, mid, high = (round(100 * bound) for bound in cell.share)
            return f"{mid}% ({low} to {high})"
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
    lab = "our lab: " + ", ".join(dict.fromkeys(key.split("/", 1)[0] for key in keys))
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
        lab if cell.kind == "measured_here" else first.title if first else "our judgement",
        first.url if first and cell.kind != "measured_here" else "",
        version,
        date,
        " ".join(cell.sources),
        "|".join(keys),
    )


def _dated(source: Source | None, framework: Framework, catalogue: Catalogue) -> tuple[str, Any]:
    if (
        source is None
    ):  # a judgement is made on the catalogue's day, of the release that the framework's file names
        return framework.version, catalogue.model.as_of
    return source.version or framework.version, source.as_of


def source_rows(catalogue: Catalogue, ids: Iterable[str]) -> tuple[Source, ...]:
    """Return the sources with these ids, each once, in order."""
    return tuple(
        catalogue.sources[name] for name in dict.fromkeys(ids) if name in catalogue.sources
    )


def claim_rows(catalogue: Catalogue) -> pd.DataFrame:
    """Return the founding article's claims: one row each, with the verdict's mark and word."""
    rows = []
    for claim in catalogue.claims.values():
        mark, word, _ = HOLDS[claim.holds]
        first = next((s for s in source_rows(catalogue, claim.sources) if s.url), None)
        rows.append(
            {
                "id": claim.id,
                "Claim": claim.text,
                "Verdict": f"{mark} {word}",
                "Measured": measured_claim(claim, catalogue),
                "Why": claim.why,
                "Today": claim.currency,
                "Section": claim.section.capitalize(),
                "Feature": catalogue.criterion(claim.feature).name if claim.feature else "General",
                "Source": first.url if first else "",
            }
        )
    return pd.DataFrame(rows)


def claim_counts(claims: pd.DataFrame) -> pd.DataFrame:
    """Return how many claims have each verdict: name, word, count, label and colour."""
    counts = claims["Verdict"].value_counts()
    rows = [
        {
            "name": f"{mark} {word}",
            "word": word.lower(),
            "count": int(counts.get(f"{mark} {word}", 0)),
            "colour": tint,
        }
        for mark, word, tint in HOLDS.values()
    ]
    frame = pd.DataFrame(rows)
    return frame.assign(label=frame["count"].astype(str))


def judged_shares(cells: pd.DataFrame) -> pd.DataFrame:
    """Return, for each framework, how many of its cells are judged only.

    Parameters
    ----------
    cells
        what `ledger` returns.
    """
    judged = cells["Kind"].eq(KINDS["judged"])
    grouped = judged.groupby(cells["Framework"], sort=False)
    frame = pd.DataFrame(
        {"Cells": grouped.size(), "Judged only": grouped.sum(), "Share": 100 * grouped.mean()}
    )
    return frame.reset_index().sort_values("Share", ascending=False, ignore_index=True)


def measure_next(catalogue: Catalogue, weights: Sequence[float], count: int = 12) -> pd.DataFrame:
    """Return the judged graded cells whose uncertainty matters most.

    Width of the interval times weight.

    Parameters
    ----------
    catalogue
        whose cells.
    weights
        expected weights in the value tree's order.
    count
        how many.
    """
    weight = {
        criterion.id: share for criterion, share in zip(catalogue.criteria, weights, strict=True)
    }
    rows = []
    for framework in catalogue.frameworks.values():
        cells = [
            (criterion, catalogue.criterion(criterion).name, cell)
            for criterion, cell in framework.capability.items()
        ]
        cells += [
            ("development_speed", f"Development speed: {SURFACE_NAMES[surface]}", cell)
            for surface, cell in framework.speed.items()
        ]
        for criterion, name, cell in cells:
            if cell.kind == "judged":
                at_stake = 100 * weight[criterion] * (cell.high - cell.low)
                rows.append(
                    (framework.name, name, interval_text(*cell.bounds()), at_stake, cell.why)
                )
    frame = pd.DataFrame(rows, columns=["Framework", "What", "Judged at", "At stake", "Why"])
    return frame.sort_values("At stake", ascending=False, ignore_index=True).head(count)
