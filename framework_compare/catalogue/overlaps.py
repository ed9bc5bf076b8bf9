"""Which criteria rest on the same sources, and whether `overlaps.toml` says what that means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.cells import CellTable
from framework_compare.catalogue.criteria import Basis
from framework_compare.catalogue.evidence import Cited
from framework_compare.catalogue.frameworks import Framework
from framework_compare.errors import Problem
from framework_compare.vocabulary import COLUMN, CRITERIA, CriterionId, FrameworkId

Citation = tuple[FrameworkId, str]
"""A framework and what is cited for it: the id of a source, or the key of a measurement."""
_TABLES: Final[dict[Basis, CellTable]] = {
    "surfaces": "speed",
    "blocks": "blocks",
    "needs": "needs",
    "hosts": "hosts",
    "demands": "demands",
    "kept": "kept",
}
"""The table of a framework's file from which a criterion that is not one graded cell is made."""
_WHERE: Final = "data/overlaps.toml"


@dataclass(frozen=True, slots=True)
class SharedSources:
    """Two criteria for which the same sources are cited about the same frameworks."""

    first: CriterionId
    second: CriterionId
    citations: tuple[Citation, ...]
    """What both cite, in the frameworks' order."""
    share: float
    """Of what is cited for the narrower of the two; 0 to 1."""

    @property
    def frameworks(self) -> tuple[FrameworkId, ...]:
        """The frameworks about which they share a source."""
        return tuple(dict.fromkeys(framework for framework, _ in self.citations))

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources and measurements that they share."""
        return tuple(dict.fromkeys(source for _, source in self.citations))


def _cells(framework: Framework, criterion: CriterionId, basis: Basis) -> list[Cited]:
    """Return everything in a framework's file from which one criterion's capability is made."""
    if basis == "cell":
        return [framework.capability[criterion]] if criterion in framework.capability else []
    if basis == "further":
        return []  # the cells of needs, which count once: when they are named, or when they may be
    cells: list[Cited] = list(framework.table(_TABLES[basis]).values())
    if basis == "demands" and framework.familiarity:
        cells.append(framework.familiarity)
    return cells


def shared_sources(catalogue: Catalogue) -> tuple[SharedSources, ...]:
    """Return the pairs of criteria that cite a source on the same framework, the closest first."""
    cited: dict[CriterionId, dict[Citation, None]] = {
        criterion.id: {
            (name, source): None
            for name, framework in catalogue.frameworks.items()
            for cell in _cells(framework, criterion.id, criterion.basis)
            for source in (*cell.sources, *getattr(cell, "measurements", ()))
        }
        for criterion in catalogue.criteria
    }
    found = []
    for first, second in combinations(CRITERIA, 2):
        both = tuple(citation for citation in cited[first] if citation in cited[second])
        if both:
            narrower = min(len(cited[first]), len(cited[second]))
            found.append(SharedSources(first, second, both, len(both) / narrower))
    return tuple(sorted(found, key=lambda pair: -pair.share))


def overlap_problems(catalogue: Catalogue) -> Iterator[Problem]:
    """Yield pairs still to be judged, and judged pairs that have nothing in common any more."""
    shares = {f"{pair.first}+{pair.second}": pair.share for pair in shared_sources(catalogue)}
    causes = set(_of_one_cause(catalogue))
    least = catalogue.overlap_rule.share
    for pair, share in shares.items():
        if share >= least and pair not in catalogue.overlaps:
            found = (
                f"is missing: {share:.0%} of the narrower one's sources are cited for both,"
                f" {least:.0%} ask for it"
            )
            yield Problem(_WHERE, f"overlap.{pair}", found)
    for pair in sorted(causes - set(catalogue.overlaps)):
        yield Problem(
            _WHERE, f"overlap.{pair}", "is missing: criteria.toml says that the two share a cause"
        )
    for pair, overlap in catalogue.overlaps.items():
        if COLUMN[overlap.first] >= COLUMN[overlap.second]:
            yield Problem(
                _WHERE, f"overlap.{pair}", "first must come before second in the value tree"
            )
        elif pair not in shares and pair not in causes:
            yield Problem(
                _WHERE,
                f"overlap.{pair}",
                "names two criteria that share neither a source nor a cause",
            )


def _of_one_cause(catalogue: Catalogue) -> Iterator[str]:
    """Yield the pairs that are declared to err for the same cause."""
    for criterion in catalogue.criteria:
        if criterion.shares_cause_with:
            first, second = sorted(
                (criterion.id, criterion.shares_cause_with), key=COLUMN.__getitem__
            )
            yield f"{first}+{second}"
