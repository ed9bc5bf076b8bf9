"""What runs now, and how long is left."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from typing import TextIO

from framework_compare.lab.bench import Unit


def spoken(seconds: float) -> str:
    """Return a duration as people say it."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / 60)} min"


class Progress:
    """One line on a terminal that changes, or one line each where the output goes to a file.

    Parameters
    ----------
    stream
        where it is written.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._left: list[Unit] = []
        self._total = self._done = 0
        self._took: dict[str, list[tuple[float, float]]] = {}
        """Per experiment: seconds estimated and seconds taken."""
        self._began = 0.0

    def say(self, text: str) -> None:
        """Show what is going on; the next text takes its place."""
        if self._stream.isatty():
            self._stream.write(f"\r\x1b[2K{text}")
        else:
            self._stream.write(f"{text}\n")
        self._stream.flush()

    def keep(self, text: str) -> None:
        """Show something that stays."""
        self._stream.write(f"\r\x1b[2K{text}\n" if self._stream.isatty() else f"{text}\n")
        self._stream.flush()

    def plan(self, units: Iterable[Unit], *, finished: int) -> None:
        """Begin with so many units to do and so many done in an earlier run."""
        self._left = list(units)
        self._total, self._done = len(self._left) + finished, finished
        if finished:
            self.keep(f"{finished} of {self._total} were measured before and are kept")

    def begin(self, unit: Unit) -> None:
        """Show that a unit begins."""
        self._began = time.monotonic()
        self.say(
            f"[{self._done + 1}/{self._total}] {_named(unit)} · about {spoken(self.remaining())}"
            " left"
        )

    def end(self, unit: Unit) -> None:
        """Note that it is finished, and how long it took."""
        self._took.setdefault(unit.design.id, []).append(
            (unit.seconds, time.monotonic() - self._began)
        )
        self._advance(unit)

    def skipped(self, unit: Unit, reason: str) -> None:
        """Say why a unit is not done; once for each reason of an entrant in an experiment."""
        if unit.repeat == 1:
            self.keep(f"{_named(unit)}: skipped: {reason}")
        self._advance(unit)

    def failed(self, unit: Unit, reason: str) -> None:
        """Say why a unit failed."""
        self.keep(f"{_named(unit)}: failed: {reason}")
        self._advance(unit)

    def _advance(self, unit: Unit) -> None:
        self._done += 1
        self._left.remove(unit)

    def remaining(self) -> float:
        """Return the seconds that are left.

        Estimates, each corrected by what its experiment took so far.
        """
        return sum(
            unit.seconds * _correction(self._took.get(unit.design.id, [])) for unit in self._left
        )


def _correction(pairs: list[tuple[float, float]]) -> float:
    estimated = sum(pair[0] for pair in pairs)
    return sum(pair[1] for pair in pairs) / estimated if estimated else 1.0


def _named(unit: Unit) -> str:
    variant = f", {unit.variant}" if unit.variant else ""
    return f"{unit.design.id} {unit.entrant}{variant}, repeat {unit.repeat}"
