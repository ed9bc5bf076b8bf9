"""The pages of ``jobs/`` in Chromium: how an app of them is served, visited, and looked at."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from framework_compare.lab.bench import Bench, Unit
from framework_compare.lab.job_apps import (
    Change,
    Effect,
    JobApp,
    effects,
    extra_packages,
    laid_out,
)
from framework_compare.lab.servers import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

_LOOK_MS: Final = 100


@dataclass(frozen=True, slots=True)
class Site:
    """An app that runs, and the file in which it writes down what it does."""

    server: Server
    file: Path
    unit: Unit

    def effects(self, what: str) -> list[Effect]:
        """Return what of one kind it has done so far."""
        return [effect for effect in effects(self.file) if effect.what == what]


Serve = Callable[[Change | None], contextlib.AbstractContextManager[Site]]
"""Serves the app for as long as the block lasts: as it comes, or with a documented setting."""


def server_of(bench: Bench, unit: Unit, app: JobApp) -> Serve:
    """Lay an app out with all that it needs, and return what serves it."""
    environment = bench.environment(unit)
    folder = laid_out(bench, unit.entrant)
    extra = extra_packages(bench, environment, app.requires)
    file = folder / "effects.txt"
    variables = {
        "LAB_EFFECTS": str(file),
        "LAB_WAIT_S": str(unit.number("wait_s")),
        "LAB_JOB_S": str(unit.number("job_s")),
        **({"PYTHONPATH": str(extra)} if extra else {}),
    }

    @contextlib.contextmanager
    def serve(change: Change | None) -> Iterator[Site]:
        file.unlink(missing_ok=True)
        command = app.start or environment.entrant.start
        added: Mapping[str, str] = change.variables if change else {}
        with bench.serve(
            environment,
            command=[command[0], *(change.arguments if change else ()), *command[1:]],
            folder=folder,
            variables={**variables, **added},
            health=app.health,
            tag="-jobs",
        ) as server:
            yield Site(server, file, unit)

    return serve


@contextlib.contextmanager
def visitor(started: Browser, site: Site) -> Iterator[Page]:
    """Open the page as somebody whom the server has not seen before."""
    context = started.new_context()
    try:
        page = context.new_page()
        page.goto(site.server.address)
        button(page, "Wait").wait_for()
        page.wait_for_timeout(site.unit.number("rest_s") * 1000)
        yield page
    finally:
        context.close()


def button(page: Page, name: str) -> Locator:
    """Return the button of this name."""
    return page.get_by_role("button", name=name, exact=True)


def looked(page: Page, seconds: float, done: Callable[[], bool]) -> bool:
    """Look again and again, while the browser goes on, and return whether it came in time."""
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() > deadline:
            return False
        page.wait_for_timeout(_LOOK_MS)
    return True


def sees(page: Page, text: str, seconds: float) -> bool:
    """Return whether a text comes into view in time."""
    shown = page.get_by_text(text).first
    return looked(page, seconds, lambda: shown.count() > 0 and shown.is_visible())
