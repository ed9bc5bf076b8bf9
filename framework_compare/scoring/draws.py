"""Keyed random draws: one stream for each framework and criterion, so that no option disturbs
another's.

Every stream is a generator of its own, seeded by the catalogue's seed and the names it belongs to.
Draws that concern the requirement (weights, needs, needs that nobody mentioned) are common to all
options.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from framework_compare.scoring.distributions import Floats
from framework_compare.vocabulary import CRITERIA, FRAMEWORKS, GROUPS

CHUNK = 8192
"""Draws in memory at a time; large counts run in chunks of this size."""
BLOCK = 5000
"""Draws that are worked on at a time: fewer mean more calls, more do not fit the processor's cache.
"""
_KEPT = 16_384
"""Counts up to this are kept between calls, since they depend on nothing but the seed."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A stretch of the draws that are kept between calls.

    The same seed, count and slots give the same draws.
    """

    seed: int
    count: int
    slots: int
    start: int
    end: int

    def whole(self) -> Drawn:
        """Return all draws of which this is a stretch."""
        return _kept(self.seed, self.count, self.slots)


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """One chunk of n draws; everything is float32, "t" is uniform in [-1, 1), "u" uniform in [0,
    1).
    """

    cells: Floats
    """(frameworks, criteria, n), t."""
    cause: Floats
    """(criteria, n), u: whether a criterion errs with the one that shares its cause."""
    needs: Floats
    """(criteria, n), t."""
    groups: Floats
    """(groups, n), t."""
    criteria: Floats
    """(criteria, n), t."""
    structure: Floats
    """(frameworks, n): standard normal, one for each family."""
    surprise: Floats
    """(slots, 2, n), u: whether a further need turns up, and which."""
    kept: Kept | None = None
    """Where these draws lie in some that are kept between calls, so that what follows from them can
    be kept too.
    """

    @property
    def count(self) -> int:
        """How many draws."""
        return int(self.cells.shape[-1])

    def between(self, start: int, end: int) -> Drawn:
        """Return the draws from `start` to before `end`, without copying them."""
        if start == 0 and end == self.count:
            return self
        arrays = {name: getattr(self, name)[..., start:end] for name in _ARRAYS}
        kept = self.kept and replace(
            self.kept, start=self.kept.start + start, end=self.kept.start + end
        )
        return Drawn(**arrays, kept=kept)

    def blocks(self) -> Iterator[Drawn]:
        """Yield the same draws in stretches whose work fits the processor's cache."""
        for start in range(0, self.count, BLOCK):
            yield self.between(start, min(start + BLOCK, self.count))


_ARRAYS = ("cells", "cause", "needs", "groups", "criteria", "structure", "surprise")


def _generator(seed: int, *names: str) -> np.random.Generator:
    return np.random.Generator(
        np.random.SFC64([seed, *(zlib.crc32(name.encode()) for name in names)])
    )


class _Streams:
    """All generators of one run, in step."""

    def __init__(self, seed: int, slots: int) -> None:
        self.cells = [[_generator(seed, "cell", f, c) for c in CRITERIA] for f in FRAMEWORKS]
        self.structure = [_generator(seed, "structure", f) for f in FRAMEWORKS]
        self.common = {
            name: _generator(seed, name)
            for name in ("cause", "needs", "groups", "criteria", "surprise")
        }
        self.slots = slots

    def chunk(self, count: int) -> Drawn:
        cells = np.empty((len(FRAMEWORKS), len(CRITERIA), count), np.float32)
        for row, streams in enumerate(self.cells):
            for column, stream in enumerate(streams):
                stream.random(out=cells[row, column], dtype=np.float32)
        cells *= 2
        cells -= 1
        structure = np.empty((len(FRAMEWORKS), count), np.float32)
        for row, stream in enumerate(self.structure):
            stream.standard_normal(out=structure[row], dtype=np.float32)
        return Drawn(
            cells=cells,
            cause=self._uniform("cause", len(CRITERIA), count),
            needs=self._uniform("needs", len(CRITERIA), count) * 2 - 1,
            groups=self._uniform("groups", len(GROUPS), count) * 2 - 1,
            criteria=self._uniform("criteria", len(CRITERIA), count) * 2 - 1,
            structure=structure,
            surprise=self._uniform("surprise", self.slots * 2, count).reshape(self.slots, 2, count),
        )

    def _uniform(self, name: str, rows: int, count: int) -> Floats:
        return self.common[name].random((rows, count), dtype=np.float32)


@lru_cache(maxsize=2)
def _kept(seed: int, count: int, slots: int) -> Drawn:
    drawn = replace(_Streams(seed, slots).chunk(count), kept=Kept(seed, count, slots, 0, count))
    for name in _ARRAYS:
        getattr(drawn, name).setflags(write=False)
    return drawn


def drawn_chunks(seed: int, count: int, slots: int) -> Iterator[Drawn]:
    """Yield `count` draws in chunks; memory does not grow with the count.

    Parameters
    ----------
    seed
        the catalogue's.
    count
        how many in all.
    slots
        how many needs may turn up that nobody mentioned.
    """
    if count <= _KEPT:
        yield _kept(seed, count, slots)
        return
    streams = _Streams(seed, slots)
    for start in range(0, count, CHUNK):
        yield streams.chunk(min(CHUNK, count - start))
