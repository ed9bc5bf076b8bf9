"""A visitor in a real browser, who goes through what a second replica could break.

One script for every framework, over the pages of ``probes/``. What counts as failed:

``page``
    The first load does not show the visit and its count, 0, in time, whatever the page tries by
    itself. A person would then load it again, once; a visitor who still sees nothing fails in
    everything else.
``count``
    Five clicks on "Count" must read 1, 2, 3, 4 and 5. A click is lost where its number does not
    come in time; from then on the page is behind by one, so that no later click can read right.
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

import asyncio
import contextlib
import re
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from framework_compare.lab.balancer import COOKIE, REPLICA
from framework_compare.lab.cable import Cable
from framework_compare.lab.errors import Unavailable
from framework_compare.lab.machine import missing, program

if TYPE_CHECKING:
    from playwright.async_api import Browser, FilePayload, Locator, Page

CLICKS: Final = 5
_SHOWN: Final = re.compile(r"^\s*(Visit|Count): (\w+)\s*$")


@dataclass
class Tally:
    """What was tried, and what of it failed."""

    tried: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    replicas: Counter[str] = field(default_factory=Counter)
    """Which replica sent a visitor the page."""

    def note(self, operation: str, *, fine: bool, times: int = 1) -> None:
        """Count attempts at one operation, all with the same end."""
        self.tried[operation] += times
        self.failed[operation] += 0 if fine else times


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
        tally.note("count", fine=False, times=CLICKS)
        for operation in ("download", "upload", "reconnect"):
            tally.note(operation, fine=False)
        return
    fine = True
    for number in range(1, CLICKS + 1):
        fine = fine and await screen.counts(number)
        tally.note("count", fine=fine)
    shown = await screen.shown()
    text = "{} {}".format(*shown) if shown else ""
    tally.note("download", fine=bool(text) and await screen.downloads(text))
    tally.note("upload", fine=await screen.uploads(rows))
    before = await screen.shown()
    await screen.loses_connection()
    tally.note("reconnect", fine=before is not None and await screen.counts(before[1] + 1))


@dataclass(frozen=True, slots=True)
class Waits:
    """How long a visitor waits, in seconds."""

    page: float
    """For the page."""
    answer: float
    """For anything else."""
    cut: float
    """While the network is away."""
    settle: float
    """After it came back, before the next click."""


@dataclass
class BrowserScreen:
    """A page in Chromium."""

    page: Page
    cable: Cable
    waits: Waits
    tally: Tally

    async def opens(self) -> bool:
        """Load the page; right where it shows a visit that has counted nothing."""

        async def load() -> bool:
            answer = await self.page.goto(self.cable.address, wait_until="commit")
            if answer is not None:
                self.tally.replicas[answer.headers.get(REPLICA.lower(), "")] += 1
            await self._text(r"Count: 0").wait_for(timeout=self.waits.page * 1000)
            await self._text(r"Visit: \w+").wait_for()
            return True

        self.page.set_default_navigation_timeout(self.waits.page * 1000)
        return await _done(load)

    async def counts(self, number: int) -> bool:
        """Click and read this number."""

        async def click() -> bool:
            await self.page.get_by_role("button", name="Count", exact=True).click()
            await self._text(rf"Count: {number}").wait_for()
            return True

        return await _done(click)

    async def shown(self) -> tuple[str, int] | None:
        """Return the visit and the count that the page shows."""
        found: dict[str, str] = {}

        async def read() -> bool:
            for pattern in (r"Visit: \w+", r"Count: \d+"):
                match = _SHOWN.match(await self._text(pattern).inner_text())
                if match:
                    found[match[1]] = match[2]
            return len(found) == 2

        return (found["Visit"], int(found["Count"])) if await _done(read) else None

    async def downloads(self, text: str) -> bool:
        """Fetch the file and find this text in it."""

        async def fetch() -> bool:
            by_role = self.page.get_by_role
            link = by_role("link", name="Download", exact=True)
            button = by_role("button", name="Download", exact=True)
            async with self.page.expect_download() as coming:
                await link.or_(button).first.click()
            path = await (await coming.value).path()
            return Path(path).read_text(encoding="utf-8").strip() == text

        return await _done(fetch)

    async def uploads(self, rows: int) -> bool:
        """Send a table of so many rows and read that number."""
        table = "\n".join(["a,b", *(f"{row},{row}" for row in range(rows))]) + "\n"
        file: FilePayload = {
            "name": "table.csv",
            "mimeType": "text/csv",
            "buffer": table.encode(),
        }

        async def send() -> bool:
            await self.page.locator("input[type=file]").first.set_input_files(files=[file])
            button = self.page.get_by_role("button", name="Send", exact=True)
            if await button.count():
                await button.click()
            await self._text(rf"rows: {rows}").wait_for()
            return True

        return await _done(send)

    async def loses_connection(self) -> None:
        """Lose every connection, and have the network back a while later."""
        self.cable.cut()
        await asyncio.sleep(self.waits.cut)
        self.cable.mend()
        await asyncio.sleep(self.waits.settle)

    def _text(self, pattern: str) -> Locator:
        return self.page.get_by_text(re.compile(rf"^\s*{pattern}\s*$")).first


async def _done(step: Callable[[], Coroutine[Any, Any, bool]]) -> bool:
    """Return what a step says; False where the browser gives up on it."""
    from playwright.async_api import Error  # noqa: PLC0415  # needs the extra "test"

    try:
        return await step()
    except Error:
        return False


@contextlib.asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Run the machine's Chromium for as long as the block lasts.

    Raises
    ------
    Unavailable
        where there is none.
    """
    lacks = missing("chromium")
    if lacks:
        raise Unavailable("chromium", lacks)
    from playwright.async_api import async_playwright  # noqa: PLC0415  # needs the extra "test"

    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(
            executable_path=program("chromium"), args=["--no-sandbox"]
        )
        try:
            yield started
        finally:
            await started.close()


async def come(browser: Browser, door: int, number: int, waits: Waits, tally: Tally) -> None:
    """Have one visitor come, go through everything and leave.

    Parameters
    ----------
    door
        of the balancer.
    number
        which visitor it is: decides its address, its cookie and its table.
    """
    async with Cable(door, number) as cable:
        context = await browser.new_context()
        try:
            await context.add_cookies(
                [{"name": COOKIE, "value": f"visitor{number}", "url": cable.address}]
            )
            page = await context.new_page()
            page.set_default_timeout(waits.answer * 1000)
            await visit(BrowserScreen(page, cable, waits, tally), 2 + number % 7, tally)
        finally:
            await context.close()
