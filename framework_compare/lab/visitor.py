"""What a visitor goes through that a second replica could break, and what of it failed.

One script for every framework, over the pages of ``probes/``; `screen` does it in a real browser.
Each visitor counts once in each operation, whatever it is made of, so that shares are shares of
visitors. What counts as failed:

``page``
    The first load does not show the visit and its count, 0, in time, whatever the page tries by
    itself. A person would then load it again, once; a visitor who still sees nothing fails in
    everything else.
``count``
    Five clicks on "Count" must read 1, 2, 3, 4 and 5. A click is lost where its number does not
    come in time; from then on the page is behind by one, so that no further one is made.
``download``
    A click on "Download" must bring a file that holds the visit and the count which the page shows.
``upload``
    A table is sent, and the page must say how many rows it has.
``reconnect``
    Every connection of the visitor is cut, stays away for a while, and comes back; the tab stays
    open. The page has a few seconds for whatever it does by itself. The next click must then read
    one more than before the cut.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final, Protocol

CLICKS: Final = 5


@dataclass
class Tally:
    """What was tried, and what of it failed."""

    tried: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    replicas: Counter[str] = field(default_factory=Counter)
    """Which replica sent a visitor the page."""

    def note(self, operation: str, *, fine: bool) -> None:
        """Count one visitor's attempt at one operation."""
        self.tried[operation] += 1
        self.failed[operation] += not fine


class Screen(Protocol):
    """What a visitor does at a page; each answer says whether it did what it should."""

    async def opens(self) -> bool:
        """Load the page; right where it shows a visit that has counted nothing."""

    async def counts(self, number: int) -> bool:
        """Click and read this number."""

    async def shown(self) -> tuple[str, int] | None:
        """Return the visit and the count that the page shows."""

    async def downloads(self, text: str) -> bool:
        """Fetch the file and find this text in it."""

    async def uploads(self, rows: int) -> bool:
        """Send a table of so many rows and read that number."""

    async def loses_connection(self) -> None:
        """Lose every connection, and have the network back a while later."""


async def visit(screen: Screen, rows: int, tally: Tally) -> None:
    """Go through all five operations once.

    Parameters
    ----------
    rows
        of the table that this visitor sends.
    """
    here = await screen.opens()
    tally.note("page", fine=here)
    if not here and not await screen.opens():
        for operation in ("count", "download", "upload", "reconnect"):
            tally.note(operation, fine=False)
        return
    tally.note("count", fine=await _counts_on(screen))
    shown = await screen.shown()
    text = "{} {}".format(*shown) if shown else ""
    tally.note("download", fine=bool(text) and await screen.downloads(text))
    tally.note("upload", fine=await screen.uploads(rows))
    before = await screen.shown()
    await screen.loses_connection()
    tally.note("reconnect", fine=before is not None and await screen.counts(before[1] + 1))


async def _counts_on(screen: Screen) -> bool:
    """Click until a number is wrong; return whether none was."""
    for number in range(1, CLICKS + 1):
        if not await screen.counts(number):
            return False
    return True
