"""A visitor's screen: a page of ``probes/`` in Chromium, on a cable of its own."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from framework_compare.lab.balancer import COOKIE, REPLICA
from framework_compare.lab.cable import Cable
from framework_compare.lab.chromium import launching
from framework_compare.lab.visitor import Tally, visit

if TYPE_CHECKING:
    from playwright.async_api import Browser, FilePayload, Locator, Page

_SHOWN: Final = re.compile(r"^\s*(Visit|Count): (\w+)\s*$")


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
            return Path(path).read_bytes().strip() == text.encode()  # whatever else came

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
    from playwright.async_api import Error  # noqa: PLC0415  # needs the extra "lab"

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
    options = launching()
    from playwright.async_api import async_playwright  # noqa: PLC0415  # needs the extra "lab"

    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(**options)
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
