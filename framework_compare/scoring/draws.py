"""Keyed random draws: a stream for each framework and criterion, which no option disturbs.

Every stream is a generator of its own, seeded by the catalogue's seed and the names it belongs to.
Draws that concern the requirement (weights, needs, needs that nobody mentioned) are common to all
options.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from framework_compare.scoring.distributions import Floats, read_only
from framework_compare.vocabulary import CRITERIA, GROUPS, SKILLS

CHUNK = 8192
"""Draws in memory at a time; large counts run in chunks of this size."""
BLOCK = 5000
"""Draws that are worked on at a time: fewer mean more calls, more do not fit the processor's cache.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """One chunk of n draws in float32: "t" uniform in [-1, 1), "u" uniform in [0, 1)."""

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
    answers: Floats
    """(questions, n), u: what questions would be answered that are still open, as `UNKNOWN`."""
    stretch: Stretch | None = None
    """Where these draws lie in some that are kept, so that what follows from them can be, too."""

    @property
    def count(self) -> int:
        """How many draws."""
        return int(self.cells.shape[-1])

    def unknown(self, question: str) -> Floats:
        """Return where in its chances the answer to an open question lies: (n,), u."""
        found: Floats = self.answers[_PLACE[question]]
        return found

    def between(self, start: int, end: int) -> Drawn:
        """Return the draws from `start` to before `end`, without copying them."""
        if start == 0 and end == self.count:
            return self
        arrays = {name: getattr(self, name)[..., start:end] for name in _ARRAYS}
        return Drawn(**arrays, stretch=self.stretch and self.stretch.between(start, end))

    def blocks(self) -> Iterator[Drawn]:
        """Yield the same draws in stretches whose work fits the processor's cache."""
        for start in range(0, self.count, BLOCK):
            yield self.between(start, min(start + BLOCK, self.count))


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """A stretch of draws that are kept."""

    whole: Drawn
    """All of them; the same object whoever asks."""
    start: int
    end: int

    def between(self, start: int, end: int) -> Stretch:
        """Return a stretch of this stretch."""
        return Stretch(self.whole, self.start + start, self.start + end)


UNKNOWN: Final = ("routing", "hosting", "code", "coded_in", *SKILLS)
"""What is drawn while nobody has answered: addresses, a place, whether code exists and in what, and
whether each skill is lacking."""
_PLACE: Final = {name: place for place, name in enumerate(UNKNOWN)}
_ARRAYS: Final = (
    "cells",
    "cause",
    "needs",
    "groups",
    "criteria",
    "structure",
    "surprise",
    "answers",
)


def generator(seed: int, *names: str) -> np.random.Generator:
    """Return a stream of draws of its own for these names."""
    return np.random.Generator(
        np.random.SFC64([seed, *(zlib.crc32(name.encode()) for name in names)])
    )


class _Streams:
    """All generators of one run, in step."""

    def __init__(self, seed: int, slots: int, names: Sequence[str]) -> None:
        self.names = names
        self.cells = [[generator(seed, "cell", f, c) for c in CRITERIA] for f in names]
        self.structure = [generator(seed, "structure", f) for f in names]
        self.common = {
            name: generator(seed, name)
            for name in ("cause", "needs", "groups", "criteria", "surprise", "answers")
        }
        self.slots = slots

    def chunk(self, count: int) -> Drawn:
        cells = np.empty((len(self.names), len(CRITERIA), count), np.float32)
        for row, streams in enumerate(self.cells):
            for column, stream in enumerate(streams):
                stream.random(out=cells[row, column], dtype=np.float32)
        cells *= 2
        cells -= 1
        structure = np.empty((len(self.names), count), np.float32)
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
            answers=self._uniform("answers", len(UNKNOWN), count),
        )

    def _uniform(self, name: str, rows: int, count: int) -> Floats:
        return self.common[name].random((rows, count), dtype=np.float32)


def whole_draws(seed: int, count: int, slots: int, names: Sequence[str]) -> Drawn:
    """Return all draws at once, to be kept: read-only.

    Parameters
    ----------
    as for `drawn_chunks`.
    """
    whole = _Streams(seed, slots, names).chunk(count)
    for name in _ARRAYS:
        read_only(getattr(whole, name))
    return whole


def drawn_chunks(seed: int, count: int, slots: int, names: Sequence[str]) -> Iterator[Drawn]:
    """Yield `count` draws in chunks; memory does not grow with the count.

    Parameters
    ----------
    seed
        the catalogue's.
    count
        how many in all.
    slots
        how many needs may turn up that nobody mentioned.
    names
        the frameworks: each has streams of its own, whoever else is there.
    """
    streams = _Streams(seed, slots, names)
    for start in range(0, count, CHUNK):
        yield streams.chunk(min(CHUNK, count - start))
