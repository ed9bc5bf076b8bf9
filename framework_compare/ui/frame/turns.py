"""One run at a time: runs wait their turn instead of sharing the interpreter.

Python runs one thread at a time whatever the machine has. Where many people click at once, runs
side by side push each other out of the processor's caches and all end late; one after the other,
each costs as much as alone, and most end sooner. Whoever works on something long gives its turn up
for good, so that nobody waits for a map to be drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Semaphore
from typing import Final

_PATIENCE_S: Final = 10.0
"""After so long a run goes on without a turn: better late than never, should another one hang."""
_TURN: Final = Semaphore(1)
_HELD: ContextVar[bool] = ContextVar("held", default=False)


@contextmanager
def turn() -> Iterator[None]:
    """Wait for this run's turn, and give it up at the end, however the run ends."""
    token = _HELD.set(_TURN.acquire(timeout=_PATIENCE_S))
    try:
        yield
    finally:
        step_aside()
        _HELD.reset(token)


def step_aside() -> None:
    """Give this run's turn up for good, before work that takes long; nothing where it has none."""
    if _HELD.get():
        _HELD.set(False)
        _TURN.release()
