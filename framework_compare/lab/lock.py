"""One run of the lab at a time.

A second one would build into the same folder and disturb what is measured.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from framework_compare.lab.errors import LabError


@contextlib.contextmanager
def alone(work: Path) -> Iterator[None]:
    """Keep a work folder to this run for as long as the block lasts.

    The system lets go of it however the run ends.

    Raises
    ------
    LabError
        where another run has it.
    """
    try:
        import fcntl  # noqa: PLC0415  # not on every system
    except ModuleNotFoundError:
        yield
        return
    work.mkdir(parents=True, exist_ok=True)
    with (work / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise LabError(
                str(work), "must be free, another run of the lab uses it; wait, or give --work"
            ) from None
        yield
