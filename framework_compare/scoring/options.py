"""What is ranked: the frameworks on the shortlist and the pairings of two of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.vocabulary import FRAMEWORKS, FrameworkId

_ROW = {name: index for index, name in enumerate(FRAMEWORKS)}


@dataclass(frozen=True, slots=True)
class Options:
    """The options of one comparison: the frameworks first, then the pairings of two of them."""

    frameworks: tuple[FrameworkId, ...]
    pairings: tuple[str, ...]
    ui: tuple[int, ...]
    """For each option the row of its UI framework in the vocabulary."""
    service: tuple[int, ...]
    """For each option the row of its service, or of the framework itself."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every option's name, in order."""
        return (*self.frameworks, *self.pairings)

    def family(self, option: int) -> FrameworkId:
        """Return the UI framework that an option belongs to."""
        return FRAMEWORKS[self.ui[option]]


@lru_cache(maxsize=64)
def options_for(catalogue: Catalogue, considered: tuple[FrameworkId, ...]) -> Options:
    """Return the options on the shortlist; a pairing needs both parts on it.

    An empty shortlist means all.
    """
    on_list = tuple(name for name in FRAMEWORKS if not considered or name in considered)
    pairs = tuple(
        name for name, p in catalogue.pairings.items() if p.ui in on_list and p.service in on_list
    )
    parts = [(name, name) for name in on_list]
    parts += [(catalogue.pairings[pair].ui, catalogue.pairings[pair].service) for pair in pairs]
    return Options(
        on_list,
        pairs,
        tuple(_ROW[ui] for ui, _ in parts),
        tuple(_ROW[service] for _, service in parts),
    )
