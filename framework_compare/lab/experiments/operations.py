"""E15: many who wait at once, a file of hundreds of megabytes, and a job that outlasts its page."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from framework_compare.lab.bench import Bench, Reading, Unit
from framework_compare.lab.chromium import browser
from framework_compare.lab.errors import NoAnswer
from framework_compare.lab.job_apps import (
    Change,
    Effect,
    JobApp,
    effects,
    extra_packages,
    laid_out,
    load_job_app,
    most_at_once,
    span,
)
from framework_compare.lab.servers import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator, Page

_LOOK_MS: Final = 100
_BLOCK: Final = 1_000_000
_AHEAD_S: Final = 1.5
"""How long before the common moment the last page is told of it."""
_CLICK_LATER: Final = "(button, at) => setTimeout(() => button.click(), at - Date.now())"


@dataclass(frozen=True, slots=True)
class _Site:
    """An app that runs, and the file in which it writes down what it does."""

    server: Server
    file: Path
    unit: Unit

    def effects(self, what: str) -> list[Effect]:
        return [effect for effect in effects(self.file) if effect.what == what]


def measure(bench: Bench, unit: Unit) -> Iterable[Reading]:
    """Try all three as the framework comes, then again those that a documented setting changes."""
    app = load_job_app(unit.entrant)
    serve = _server_of(bench, unit, app)
    sent = _file(bench.work / "jobs" / "sent.bin", int(unit.number("upload_mb")))
    with bench.as_client(), browser() as started:
        with serve(None) as site:
            waited = list(_waiting(started, site))
            yield from waited
            yield from _job(started, site)
            uploaded = list(_upload(started, site, sent))
        if app.waiting:
            with serve(app.waiting) as site:
                waited = list(_waiting(started, site))
        yield Reading("waiters_with_setting_s", "s", waited[0].value)
        yield Reading("waiters_with_setting_at_once", "visitors", waited[1].value)
        yield Reading("upload_accepted_as_it_comes", "share", uploaded[0].value)
        if app.limit:
            with serve(app.limit) as site:
                uploaded = list(_upload(started, site, sent))
        yield from uploaded


Serve = Callable[[Change | None], contextlib.AbstractContextManager[_Site]]


def _server_of(bench: Bench, unit: Unit, app: JobApp) -> Serve:
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
    def serve(change: Change | None) -> Iterator[_Site]:
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
            yield _Site(server, file, unit)

    return serve


def _file(path: Path, megabytes: int) -> Path:
    """Return a file that no protocol can compress: the same million random bytes again and again.

    No compression of the web looks back so far.
    """
    if not path.exists() or path.stat().st_size != megabytes * _BLOCK:
        path.parent.mkdir(parents=True, exist_ok=True)
        block = np.random.default_rng(megabytes).bytes(_BLOCK)
        with path.open("wb") as file:
            for _ in range(megabytes):
                file.write(block)
    return path


@contextlib.contextmanager
def _visitor(started: Browser, site: _Site) -> Iterator[Page]:
    """Open the page as somebody whom the server has not seen before."""
    context = started.new_context()
    try:
        page = context.new_page()
        page.goto(site.server.address)
        _button(page, "Wait").wait_for()
        page.wait_for_timeout(site.unit.number("rest_s") * 1000)
        yield page
    finally:
        context.close()


def _button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def _looked(page: Page, seconds: float, done: Callable[[], bool]) -> bool:
    """Look again and again, while the browser goes on, and return whether it came in time."""
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() > deadline:
            return False
        page.wait_for_timeout(_LOOK_MS)
    return True


def _waiting(started: Browser, site: _Site) -> Iterator[Reading]:
    """Have many visitors press the same button at the same moment; the app says who waited when.

    Each has a browser profile of its own: one profile opens six connections to a host and no more.
    """
    unit = site.unit
    count = int(unit.number("waiters"))
    contexts: list[BrowserContext] = []
    try:
        for _ in range(count):
            contexts.append(started.new_context())
            contexts[-1].new_page().goto(site.server.address)
        pages = [context.pages[0] for context in contexts]
        for page in pages:
            _button(page, "Wait").wait_for()
        pages[-1].wait_for_timeout(unit.number("rest_s") * 1000)
        rest = most = site.server.threads()
        at = (time.time() + _AHEAD_S + 0.05 * count) * 1000
        for page in pages:
            _button(page, "Wait").evaluate(_CLICK_LATER, at)

        def all_waited() -> bool:
            nonlocal most
            most = max(most, site.server.threads())
            return len(site.effects("waited")) >= count

        limit = 2 * count * unit.number("wait_s") + unit.number("longest_s")
        if not _looked(pages[-1], limit, all_waited):
            raise NoAnswer(f"{unit.entrant}: {count} who wait", limit)
    finally:
        for context in contexts:
            context.close()
    found = effects(site.file)
    yield Reading("waiters_s", "s", span(found, "waiting", "waited"))
    yield Reading("waiters_at_once", "visitors", most_at_once(found, "waiting", "waited"))
    yield Reading("waiters_threads", "threads", most - rest)


def _job(started: Browser, site: _Site) -> Iterator[Reading]:
    """Start a job, load the page anew while it runs, and look for its end and for its result."""
    unit = site.unit
    job, longest = unit.number("job_s"), unit.number("longest_s")
    with _visitor(started, site) as page:
        _button(page, "Start job").click(no_wait_after=True)
        page.wait_for_timeout(job * 1000 / 3)
        # Loading the address anew, since a page that answered a form would send the form again.
        page.goto(site.server.address if "?" not in page.url else page.url)
        survived = _looked(page, job + longest, lambda: bool(site.effects("done")))
        seen = _sees(page, "Job done", longest)
        if survived and not seen:  # not every page looks again by itself
            page.reload()
            seen = _sees(page, "Job done", longest)
    yield Reading("job_survives_reload", "share", survived)
    yield Reading("job_seen_after_reload", "share", seen)


def _sees(page: Page, text: str, seconds: float) -> bool:
    shown = page.get_by_text(text).first
    return _looked(page, seconds, lambda: shown.count() > 0 and shown.is_visible())


def _upload(started: Browser, site: _Site, sent: Path) -> Iterator[Reading]:
    """Send a large file by the page's own field; a page that crashes on it has not accepted it."""
    # This needs the extra "test".
    from playwright.sync_api import Error  # noqa: PLC0415

    size = os.stat(sent).st_size
    rest = peak = site.server.memory().proportional
    begun = time.time()

    def arrived() -> bool:
        nonlocal peak
        peak = max(peak, site.server.memory().proportional)
        return any(effect.number == size for effect in site.effects("received"))

    accepted = False
    with contextlib.suppress(Error), _visitor(started, site) as page:
        begun = time.time()
        page.locator("input[type=file]").first.set_input_files(sent)
        send = _button(page, "Send")
        if send.count():
            send.click(no_wait_after=True)
        accepted = _looked(page, site.unit.number("longest_upload_s"), arrived)
    accepted = accepted or arrived()
    yield Reading("upload_accepted", "share", accepted)
    yield Reading("upload_peak_mb", "MB", peak - rest)
    if accepted:
        last = max(effect.at for effect in site.effects("received"))
        yield Reading("upload_s", "s", last - begun)
