"""The comparison as a table for a spreadsheet: one row for each criterion and option."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from framework_compare.present.cells import cell_evidence
from framework_compare.present.delimited import delimited
from framework_compare.scoring.levels import level_text
from framework_compare.scoring.study import Study
from framework_compare.vocabulary import CRITERIA, CriterionId

HEADER: Final = (
    "Feature",
    "Option",
    "Level",
    "Fit (0 to 100)",
    "Capability low (0 to 100)",
    "Capability middle (0 to 100)",
    "Capability high (0 to 100)",
    "Commercial implication (article)",
    "Sources",
)
_GRADED: Final = ("cell", "surfaces")


def comparison_csv(study: Study, options: Sequence[str]) -> bytes:
    """Return these options on every criterion as CSV in UTF-8.

    Parameters
    ----------
    study
        without a shortlist, so that every option has its fits and capabilities.
    """
    rows = (
        _row(study, option, criterion, place)
        for place, criterion in enumerate(CRITERIA)
        for option in options
    )
    return delimited((HEADER, *rows))


def _row(study: Study, option: str, criterion: CriterionId, place: int) -> tuple[str, ...]:
    catalogue = study.catalogue
    scale = catalogue.criterion(criterion)
    capability = study.intervals[option][criterion]
    points = tuple(f"{100 * bound:.0f}" for bound in capability.bounds())
    known = criterion != "stated_needs" or bool(cell_evidence(study, option, criterion))
    fit = study.fits[study.options.names.index(option), place]
    sources = {
        source.url or source.title
        for piece in cell_evidence(study, option, criterion)
        for source in piece.sources
    }
    implications = {row.feature: row.implication for row in catalogue.article.comparison}
    return (
        scale.name,
        catalogue.option_name(option),
        level_text(catalogue, criterion, capability.mid) if scale.basis in _GRADED else "",
        f"{100 * fit:.0f}",
        *(points if known else ("", "", "")),
        implications.get(criterion, ""),
        "; ".join(sorted(sources)),
    )
