"""Data that are edited while the app runs.

Taken up where they are sound, named where they are not.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Final

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.folder import DATA
from framework_compare.catalogue.loading import read_catalogue
from framework_compare.catalogue.reading import first_of_each
from framework_compare.decisions.cases import Case, read_decisions
from framework_compare.decisions.record import TrackRecord, load_track_record
from framework_compare.errors import DataError, Problem

_READ: Final = (".toml", ".json")
_PAUSE_S: Final = 1.0
"""At most so often is it looked whether a file has changed."""

_Remembering: Final = type(lru_cache(print))
Stamp = frozenset[tuple[str, int, int]]
"""Path, time of the last change and size of every file."""


@dataclass(frozen=True, slots=True)
class Sound:
    """What pages read, all of one state of the folder."""

    catalogue: Catalogue
    record: TrackRecord | None
    decisions: tuple[Case, ...] = ()
    beside: Catalogue | None = None
    """The catalogue of the folder alone, where a visitor's own frameworks stand beside it."""

    @property
    def shared(self) -> Catalogue:
        """What every visitor has."""
        return self.beside or self.catalogue


class LiveData:
    """A folder's data as last found sound, read again where a file has changed.

    Any number of threads may ask: one of them reads, while the others go on with what there is.

    Parameters
    ----------
    folder
        a folder laid out like ``data/``.
    clock
        seconds that only rise.
    on_new
        called after each time that other data were taken up.
    """

    def __init__(
        self,
        folder: Path = DATA,
        *,
        clock: Callable[[], float] = time.monotonic,
        on_new: Callable[[], None] = lambda: None,
    ) -> None:
        self._folder, self._clock, self._on_new = folder, clock, on_new
        self._lock = Lock()
        self._stamp: Stamp | None = None
        self._next_look = float("-inf")
        self._sound: Sound | None = None
        self.problems: tuple[Problem, ...] = ()
        """What is wrong with the files as they are now: ten of each file, and how many more."""

    def now(self) -> Sound:
        """Return the data as last found sound.

        Raises
        ------
        DataError
            where they never were.
        """
        if self._sound is None:
            self.look()
        if self._sound is None:
            raise DataError(self.problems)
        return self._sound

    def look(self) -> None:
        """Read the folder again if a file of it has changed; not more often than once a second."""
        if self._clock() < self._next_look:
            return
        nothing_yet = self._stamp is None
        if not self._lock.acquire(blocking=nothing_yet):
            return
        try:
            if self._clock() < self._next_look:  # whoever held the lock has just looked
                return
            stamp = frozenset(_stamps(self._folder))
            if stamp != self._stamp:
                self._read()
                self._stamp = stamp
            self._next_look = self._clock() + _PAUSE_S
        finally:
            self._lock.release()

    def _read(self) -> None:
        try:
            catalogue, problems = read_catalogue(self._folder, graded=False)
            # Which frameworks there are may have changed as well.
            known = tuple(catalogue.frameworks) if catalogue else None
            decisions, wrong = read_decisions(self._folder, known)
            problems = tuple(dict.fromkeys((*problems, *wrong)))
            record = load_track_record(self._folder)
        except DataError as error:
            catalogue, problems, record = None, error.problems, None
        self.problems = first_of_each(problems)
        if catalogue is None or problems:
            return
        read = Sound(catalogue, record, decisions)
        if read != self._sound:
            older, self._sound = self._sound, read
            if older is not None:
                _forget_older()
            self._on_new()


def _forget_older() -> None:
    """Empty what the core remembers of catalogues.

    Each entry would keep one that nobody asks for any more.
    """
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == __name__.partition(".")[0]:
            for function in list(vars(module).values()):
                if isinstance(function, _Remembering):
                    function.cache_clear()


def _stamps(folder: str | Path) -> Iterator[tuple[str, int, int]]:
    """Yield what tells whether a file has changed; a file that goes meanwhile is not there."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        try:
            if entry.is_dir():
                yield from _stamps(entry.path)
            elif entry.name.endswith(_READ):
                found = entry.stat()
                yield entry.path, found.st_mtime_ns, found.st_size
        except OSError:
            continue
