"""Where a cell of evidence stands: which framework, which table of its file, which key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, Self, get_args

from framework_compare.vocabulary import FrameworkId

CellTable = Literal["capability", "speed", "blocks", "needs", "hosts", "demands", "kept"]
AnyTable = CellTable | Literal["familiarity"]
"""A table, or the one cell of a framework's file that lies in none."""
CELL_TABLES: Final[tuple[CellTable, ...]] = get_args(CellTable)
"""The tables of a framework's file, in the order in which all of them are listed."""
_TABLE: Final[dict[str, CellTable]] = {table: table for table in CELL_TABLES}


@dataclass(frozen=True, slots=True)
class CellPath:
    """Where one cell stands; as text ``streamlit.capability.scalability``."""

    framework: FrameworkId
    table: AnyTable
    key: str

    def __str__(self) -> str:
        return f"{self.framework}.{self.inside}"

    @property
    def inside(self) -> str:
        """Where it stands in its framework's file: ``capability.scalability``."""
        return f"{self.table}.{self.key}"

    @classmethod
    def within(cls, framework: FrameworkId, inside: str) -> Self:
        """Return the path of a cell of one framework's file, such as ``capability.scalability``.

        Raises
        ------
        ValueError
            where the text does not begin with one of the tables.
        """
        table, _, key = inside.partition(".")
        if table not in _TABLE or not key:
            raise ValueError(f"must be a table and a key of a framework's file, got {inside!r}")
        return cls(framework, _TABLE[table], key)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the path that ``str`` wrote.

        Raises
        ------
        ValueError
            where the text is no framework, table and key.
        """
        framework, _, inside = text.partition(".")
        return cls.within(framework, inside)
