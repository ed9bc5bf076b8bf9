"""What the process holds for its visitors, so that a link opens again what one of them brought."""

from __future__ import annotations

from threading import Lock
from typing import Final

from framework_compare.catalogue.own import OwnFramework

_MOST: Final = 64
"""How many files are held at once, of 64 kB at most each."""


class Shelf:
    """Frameworks of visitors' own by digest; what nobody asked for longest goes first.

    It is in memory alone: another process, or the same after a restart, holds nothing of it.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._lock = Lock()
        self._held: dict[str, OwnFramework] = {}

    def put(self, own: OwnFramework) -> None:
        """Hold a framework; the one that nobody asked for longest makes room."""
        with self._lock:
            self._held.pop(own.digest, None)
            self._held[own.digest] = own
            while len(self._held) > self._most:
                del self._held[next(iter(self._held))]

    def get(self, digest: str) -> OwnFramework | None:
        """Return what a digest stands for; None where it is not held any more."""
        with self._lock:
            found = self._held.pop(digest, None)
            if found is not None:
                self._held[digest] = found
            return found
