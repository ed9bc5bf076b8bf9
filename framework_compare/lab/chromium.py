"""Looking at an entrant in a real browser: what is sent, when it is usable, what it shows."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from framework_compare.lab.errors import NoAnswer, Unavailable
from framework_compare.lab.machine import missing, program

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


FIRST_VIEW: Final = "2,000 rows"
"""What every entrant shows before anybody touches it."""
_SECONDS: Final = 60.0


def launching() -> dict[str, Any]:
    """Return how the machine's Chromium is started.

    Raises
    ------
    Unavailable
        where there is none.
    """
    lacks = missing("chromium")
    if lacks:
        raise Unavailable("chromium", lacks)
    return {"executable_path": program("chromium"), "args": ["--no-sandbox"]}


@contextlib.contextmanager
def browser() -> Iterator[Browser]:
    """Run the machine's Chromium for as long as the block lasts.

    Raises
    ------
    Unavailable
        where there is none.
    """
    options = launching()
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # needs the extra "lab"

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(**options)
        try:
            yield started
        finally:
            started.close()


def wait_for_text(page: Page, text: str, where: str, seconds: float = _SECONDS) -> float:
    """Wait until a page shows a text and return the `time.perf_counter()` of that.

    Raises
    ------
    NoAnswer
        where it never does.
    """
    # This needs the extra "lab".
    from playwright.sync_api import TimeoutError as Waited  # noqa: PLC0415

    try:
        page.get_by_text(text).first.wait_for(state="visible", timeout=seconds * 1000)
    except Waited:
        raise NoAnswer(f"{where}: {text}", seconds) from None
    return time.perf_counter()


def shows_first_view(address: str, where: str) -> None:
    """Hold the first view against the reference.

    Raises
    ------
    NoAnswer
        where it does not show the number of rows.
    """
    with browser() as started:
        page = started.new_page()
        page.goto(address)
        wait_for_text(page, FIRST_VIEW, where)
