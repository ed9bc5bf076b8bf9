"""What is ranked: the frameworks on the shortlist and the pairings of two of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.scoring.distributions import read_only
from framework_compare.vocabulary import FrameworkId


@dataclass(frozen=True, eq=False)
class Options:
    """The options of one comparison: the frameworks first, then the pairings of two of them."""

    frameworks: tuple[FrameworkId, ...]
    pairings: tuple[str, ...]
    parts: tuple[tuple[FrameworkId, FrameworkId], ...]
    """For each option its screens and its service; a framework alone is both."""
    ui: tuple[int, ...]
    """For each option the row of its UI framework among the catalogue's."""
    service: tuple[int, ...]
    """For each option the row of its service, or of the framework itself."""

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every option's name, in order."""
        return (*self.frameworks, *self.pairings)

    @cached_property
    def alone(self) -> NDArray[np.bool_]:
        """(options,): whether an option is one framework."""
        return read_only(np.equal(self.ui, self.service))

    @cached_property
    def screens(self) -> NDArray[np.int64]:
        """`ui`, to pick rows of arrays with."""
        return read_only(np.array(self.ui))

    @cached_property
    def services(self) -> NDArray[np.int64]:
        """`service`, to pick rows of arrays with."""
        return read_only(np.array(self.service))

    def __len__(self) -> int:
        return len(self.parts)

    def family(self, option: int) -> FrameworkId:
        """Return the UI framework that an option belongs to."""
        return self.parts[option][0]


def options_for(catalogue: Catalogue, considered: tuple[FrameworkId, ...]) -> Options:
    """Return the options on the shortlist; a pairing needs both parts on it. Empty means all."""
    rows = {name: row for row, name in enumerate(catalogue.frameworks)}
    on_list = tuple(name for name in rows if not considered or name in considered)
    pairs = {name: p for name, p in catalogue.pairings.items() if {p.ui, p.service} <= set(on_list)}
    parts = [(name, name) for name in on_list] + [(p.ui, p.service) for p in pairs.values()]
    ui, service = (tuple(rows[part[end]] for part in parts) for end in (0, 1))
    return Options(on_list, tuple(pairs), tuple(parts), ui, service)
