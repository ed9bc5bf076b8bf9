"""Rows of evidence: one building block, need or host across all frameworks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.cells import CellTable
from framework_compare.catalogue.evidence import Kind, StatusCell
from framework_compare.vocabulary import FrameworkId

_OF_WORDS: Final[tuple[CellTable, ...]] = ("blocks", "needs", "hosts")


@dataclass(frozen=True, slots=True)
class MixedRow:
    """A row whose statuses rest on different kinds of source.

    Frameworks are compared on it although one was read up, say, and another judged.
    """

    table: CellTable
    key: str
    kinds: dict[FrameworkId, Kind]
    """Of every framework whose status is known."""

    def __str__(self) -> str:
        """Name the most frequent kind with its count, and of the others who has them."""
        (usual, count), *_ = Counter(self.kinds.values()).most_common()
        others: dict[Kind, list[FrameworkId]] = {}
        for framework, kind in self.kinds.items():
            if kind != usual:
                others.setdefault(kind, []).append(framework)
        named = "; ".join(f"{kind}: {', '.join(names)}" for kind, names in others.items())
        return f"{self.table}.{self.key}: {usual} for {count}; {named}"


def mixed_rows(catalogue: Catalogue) -> Iterator[MixedRow]:
    """Yield every row of words whose statuses rest on different kinds of source."""
    for table in _OF_WORDS:
        for key in catalogue.cell_keys(table):
            kinds = {
                name: cell.kind
                for name, framework in catalogue.frameworks.items()
                if isinstance(cell := framework.table(table).get(key), StatusCell)
                and cell.status != "unknown"
            }
            if len(set(kinds.values())) > 1:
                yield MixedRow(table, key, kinds)
