"""E15: many who wait at once, a file of hundreds of megabytes, and a job that outlasts its page.

A job's result is kept where the framework itself keeps a visit's state across a reload, the same
rule for all (``jobs/README.md``): only whoever started it may see it, which a second visitor tries.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from framework_compare.lab.bench import Bench, Reading, Unit
from framework_compare.lab.chromium import browser
from framework_compare.lab.errors import NoAnswer, WrongAnswer
from framework_compare.lab.job_apps import effects, load_job_app, most_at_once, span
from framework_compare.lab.job_pages import Site, button, looked, sees, server_of, visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

_BLOCK: Final = 1_000_000
_AHEAD_S: Final = 1.5
"""How long before the common moment the last page is told of it."""
_CLICK_LATER: Final = "(button, at) => setTimeout(() => button.click(), at - Date.now())"
_STARTED, _DONE = "Job started", "Job done"


def measure(bench: Bench, unit: Unit) -> Iterable[Reading]:
    """Try all three as the framework comes, then again those that a documented setting changes.

    Every repeat has its waiters; the file and the job, which are a yes or a no, are in the first.
    """
    app = load_job_app(unit.entrant)
    serve = server_of(bench, unit, app)
    with bench.as_client(), browser() as started:
        with serve(None) as site:
            waited = list(_waiting(started, site))
            yield from waited
            if unit.repeat == 1:
                yield from _job(started, site)
                sent = _file(bench.work / "jobs" / "sent.bin", int(unit.number("upload_mb")))
                uploaded = list(_upload(started, site, sent))
        if app.waiting:
            with serve(app.waiting) as site:
                waited = list(_waiting(started, site))
        yield Reading("waiters_with_setting_s", "s", waited[0].value)
        yield Reading("waiters_with_setting_at_once", "visitors", waited[1].value)
        if unit.repeat > 1:
            return
        yield Reading("upload_accepted_as_it_comes", "share", uploaded[0].value)
        if app.limit:
            with serve(app.limit) as site:
                uploaded = list(_upload(started, site, sent))
        yield from uploaded


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
def _everybody(started: Browser, site: Site) -> Iterator[list[Page]]:
    """Open the page for each of those who will wait, and let it come to rest.

    Some share a browser profile, as tabs do: one profile opens six connections to a host and no
    more, of which a page of any of the ten takes two at most.
    """
    unit = site.unit
    count, together = int(unit.number("waiters")), int(unit.number("pages_per_profile"))
    contexts: list[BrowserContext] = []
    pages: list[Page] = []
    try:
        for number in range(count):
            if number % together == 0:
                contexts.append(started.new_context())
            pages.append(contexts[-1].new_page())
            pages[-1].goto(site.server.address)
        for page in pages:
            button(page, "Wait").wait_for()
        pages[-1].wait_for_timeout(unit.number("rest_s") * 1000)
        yield pages
    finally:
        for context in contexts:
            context.close()


def _waiting(started: Browser, site: Site) -> Iterator[Reading]:
    """Have many visitors press the same button at the same moment; the app says who waited when."""
    unit = site.unit
    with _everybody(started, site) as pages:
        rest = most = site.server.threads()
        at = (time.time() + _AHEAD_S + 0.05 * len(pages)) * 1000
        for page in pages:
            button(page, "Wait").evaluate(_CLICK_LATER, at)

        def all_waited() -> bool:
            nonlocal most
            most = max(most, site.server.threads())
            return len(site.effects("waited")) >= len(pages)

        limit = 2 * len(pages) * unit.number("wait_s") + unit.number("longest_s")
        if not looked(pages[-1], limit, all_waited):
            raise NoAnswer(f"{unit.entrant}: {len(pages)} who wait", limit)
    found = effects(site.file)
    yield Reading("waiters_s", "s", span(found, "waiting", "waited"))
    yield Reading("waiters_at_once", "visitors", most_at_once(found, "waiting", "waited"))
    yield Reading("waiters_threads", "threads", most - rest)


def _job(started: Browser, site: Site) -> Iterator[Reading]:
    """Start a job, load the page anew while it runs, and look for its end and for its result.

    Raises
    ------
    WrongAnswer
        where another visitor sees the result: it is then not kept for the one who started it.
    """
    unit = site.unit
    job, longest = unit.number("job_s"), unit.number("longest_s")
    with visitor(started, site) as page:
        button(page, "Start job").click(no_wait_after=True)
        page.wait_for_timeout(job * 1000 / 3)
        # As a person's reload does: the answer to a form that is under way is given up. This comes
        # before any look at the page, since a look waits for that answer.
        page.context.new_cdp_session(page).send("Page.stopLoading")
        blocks = not sees(page, _STARTED, 0)
        # Loading the address anew, since a page that answered a form would send the form again.
        page.goto(site.server.address)
        survived = looked(page, job + longest, lambda: bool(site.effects("done")))
        seen = sees(page, _DONE, unit.number("rest_s"))
        if survived and not seen:  # not every page looks again by itself
            page.reload()
            seen = sees(page, _DONE, longest)
    if seen:
        with visitor(started, site) as other:
            if sees(other, _DONE, 0):
                where = f"{unit.entrant}: a job's result at another visitor"
                raise WrongAnswer(where, "nothing", _DONE)
    yield Reading("job_blocks_page", "share", blocks)
    yield Reading("job_survives_reload", "share", survived)
    yield Reading("job_seen_after_reload", "share", seen)


def _upload(started: Browser, site: Site, sent: Path) -> Iterator[Reading]:
    """Send a large file by the page's own field; a page that crashes on it has not accepted it.

    Memory is held against what the server has once this visitor's page is open.
    """
    # This needs the extra "lab".
    from playwright.sync_api import Error  # noqa: PLC0415

    size, accepted = os.stat(sent).st_size, False
    with visitor(started, site) as page:
        rest = peak = site.server.memory().proportional

        def arrived() -> bool:
            nonlocal peak
            peak = max(peak, site.server.memory().proportional)
            return any(effect.number == size for effect in site.effects("received"))

        begun = time.time()
        with contextlib.suppress(Error):
            page.locator("input[type=file]").first.set_input_files(sent)
            send = button(page, "Send")
            if send.count():
                send.click(no_wait_after=True)
            accepted = looked(page, site.unit.number("longest_upload_s"), arrived)
        accepted = accepted or arrived()
    yield Reading("upload_accepted", "share", accepted)
    yield Reading("upload_peak_mb", "MB", peak - rest)
    if accepted:
        last = max(effect.at for effect in site.effects("received"))
        yield Reading("upload_s", "s", last - begun)
