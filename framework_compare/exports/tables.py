"""Tables to take away: CSV files and one workbook, from which an analyst can follow the score."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Final

from framework_compare.exports.provenance import provenance
from framework_compare.exports.sheets import Cell, Column, Formula, Table, titles
from framework_compare.exports.tables_capacity import capacity, load, prices
from framework_compare.exports.tables_evidence import (
    answers,
    asked,
    capabilities,
    evidence,
    sources,
)
from framework_compare.exports.tables_score import fits, losses, scores, weights
from framework_compare.exports.workbook import workbook
from framework_compare.present.delimited import delimited
from framework_compare.present.given import own_frameworks
from framework_compare.present.headline import headline
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.study import Study
from framework_compare.text import exact_number

_NO_NAME: Final = "without a name"


def tables_xlsx(study: Study, requirement: Requirement, link: str = "") -> bytes:
    """Return one workbook with a sheet for each table, whose scores are formulas.

    Parameters
    ----------
    study
        what was found.
    requirement
        the same answers, with the name and the notes, which no study needs.
    link
        address that reopens exactly this requirement.

    Returns
    -------
    bytes
        the same for the same arguments.

    Raises
    ------
    MissingExtraError
        where XlsxWriter is not installed.
    """
    return workbook(tables(study, requirement, link), study.catalogue.model.as_of)


def tables_csv(study: Study, requirement: Requirement, link: str = "") -> dict[str, bytes]:
    """Return a CSV file for each table, by its name: ``scores.csv``.

    Parameters
    ----------
    study
        what was found.
    requirement
        the same answers, with the name and the notes, which no study needs.
    link
        address that reopens exactly this requirement.

    Returns
    -------
    dict
        UTF-8 with a byte order mark; cells that are formulas in the workbook are numbers here.
    """
    return {
        f"{table.name.lower()}.csv": delimited(
            [titles(table.columns), *(map(_written, row) for row in table.rows)]
        )
        for table in tables(study, requirement, link)
    }


def _written(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case Formula():
            return _written(cell.value)
        case int() | float():
            return exact_number(cell)
        case datetime.date():
            return cell.isoformat()
    return cell


def tables(study: Study, requirement: Requirement, link: str = "") -> tuple[Table, ...]:
    """Return every table: what it is about first, then from the scores down to the sources."""
    rules = study.catalogue.capacity
    found = (
        scores(study),
        weights(study),
        fits(study),
        losses(study),
        answers(study, requirement),
        asked(study),
        capabilities(study),
        capacity(study, requirement),
        load(requirement, rules),
        prices(requirement, rules),
        evidence(study),
        sources(study),
    )
    return (_about(study, requirement, link, found), *found, _columns(found))


def _about(study: Study, requirement: Requirement, link: str, found: Sequence[Table]) -> Table:
    verdict, catalogue = study.verdict, study.catalogue
    word = catalogue.confidence.word(verdict.confidence).label
    draws = f"{verdict.draws:,} draws" if verdict.draws else "No draws were needed"
    rows = [
        ("Project", requirement.name or _NO_NAME),
        *([("Notes", requirement.notes)] if requirement.notes else []),
        ("Verdict", headline(study)),
        ("Confidence", f"{word}. {verdict.confidence_text}"),
        *(("Cannot go together", each.text) for each in verdict.contradictions),
        *(("Own framework", line) for line in own_frameworks(catalogue, study.options.frameworks)),
        *([("Reopen it", link)] if link else []),
        *(("Made with", line) for line in provenance(catalogue).lines()),
        ("Made with", draws),
        *(("How to read it", line) for line in _READING),
        *((table.name, table.about) for table in found),
        ("Columns", "What every column holds, and in which unit."),
    ]
    columns = (
        Column("What", "text", "What the text is about.", 20),
        Column("Text", "text", "What there is to say.", 110),
    )
    return Table(
        "About", "Whose project this is, and how to read the tables.", columns, tuple(rows)
    )


_READING: Final = (
    "Score = 100 × the sum of weight times fit over all criteria, less what binding answers take"
    " off beyond any weight, less a second stack, with the points by what comparable teams took."
    " It never falls below 0.",
    "In the workbook the scores are formulas over the sheets Weights, Fits and Losses. Blue cells"
    " are yours to change: the shares under Weights, and the figures under Prices. Scores, ranks"
    " and costs follow; shares of firsts and confidence do not, since they come from draws.",
    "Shares and places on a scale run from 0 to 1 and are shown as per cent. An empty cell means"
    " that nothing is known or nothing is asked.",
)


def _columns(found: Sequence[Table]) -> Table:
    rows: dict[tuple[Cell, ...], None] = {}
    for table in found:
        for column in table.columns:
            rows[table.name, _title(table, column), column.unit_text, column.meaning] = None
    columns = (
        Column("Table", "text", "The sheet or file.", 16),
        Column("Column", "text", "Its title.", 26),
        Column("Unit", "text", "What its numbers are of.", 30),
        Column("Meaning", "text", "What it holds.", 100),
    )
    return Table("Columns", "What every column holds, and in which unit.", columns, tuple(rows))


def _title(table: Table, column: Column) -> str:
    """Return a column's title; those that are named after options are all alike."""
    return (
        "each option" if table.name in _BY_OPTION and column != table.columns[0] else column.title
    )


_BY_OPTION: Final = ("Fits", "Losses")
