"""E14: what a browser settles about each app as it is.

Whether it does without other hosts, fits a phone, breaks rules of accessibility, can be framed,
asks for protection, and has its text before any script runs.
"""

from __future__ import annotations

import contextlib
import http.server
import threading
import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from framework_compare.lab.bench import Bench, Reading, Unit
from framework_compare.lab.chromium import FIRST_VIEW, browser, wait_for_text
from framework_compare.lab.errors import NoAnswer, Unavailable
from framework_compare.lab.first_answer import first_answer
from framework_compare.lab.servers import HOST, Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Frame, Page, Route, ViewportSize, WebSocketRoute

_HEADING: Final = "People"
_HOME: Final = frozenset({HOST, "localhost"})
_LOCAL_SCHEMES: Final = frozenset({"about", "blob", "data"})
_WIDTH, _HEIGHT = 390, 844
"""CSS pixels of a telephone of the usual size."""
_GRAVE: Final = frozenset({"serious", "critical"})
_FRAMING_PAGE: Final = (
    "<!doctype html><title>Another port</title><iframe src='{}' width=1280 height=800>"
)
_REFUSED: Final = "chrome-error:"


def measure(bench: Bench, unit: Unit) -> Iterable[Reading]:
    """Look at an app in several ways; each look is a visitor of its own."""
    seconds, rest = unit.number("longest_s"), unit.number("rest_s")
    with bench.serve(bench.environment(unit)) as server, bench.as_client(), browser() as started:
        yield from _first_answer(server)
        yield from _without_other_hosts(started, server, seconds, rest)
        yield from _on_a_phone(started, server, unit.entrant, rest)
        yield from _by_rules(started, server, unit.entrant, rest)
        yield Reading("embeddable", "share", _is_framed(started, server, seconds))


def _first_answer(server: Server) -> Iterator[Reading]:
    answer = first_answer(server)
    yield Reading("security_headers", "headers", answer.security_headers())
    yield Reading("text_in_first_response", "share", answer.says(_HEADING, FIRST_VIEW))
    yield Reading("characters_in_first_response", "characters", len(answer.text))


def is_outside(address: str) -> bool:
    """Return whether a browser would leave this machine for an address."""
    parts = urlsplit(address)
    return parts.scheme not in _LOCAL_SCHEMES and parts.hostname not in _HOME


def _without_other_hosts(
    started: Browser, server: Server, seconds: float, rest: float
) -> Iterator[Reading]:
    """Refuse and count whatever the page asks of other hosts, sockets included.

    Service workers are not started, since what they ask could not be refused.
    """
    context = started.new_context(viewport={"width": 1280, "height": 800}, service_workers="block")
    asked: list[str] = []

    def decide(route: Route) -> None:
        if is_outside(route.request.url):
            asked.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    def refuse(socket: WebSocketRoute) -> None:
        asked.append(socket.url)
        socket.close()

    context.route("**/*", decide)
    context.route_web_socket(is_outside, refuse)
    page = context.new_page()
    works = True
    try:
        page.goto(server.address)
        wait_for_text(page, FIRST_VIEW, server.name, seconds)
        page.wait_for_timeout(rest * 1000)
    except NoAnswer:
        works = False
    context.close()
    yield Reading("outside_fetches", "requests", len(asked))
    yield Reading("outside_hosts", "hosts", len({urlsplit(address).hostname for address in asked}))
    yield Reading("works_without_other_hosts", "share", works)


def _on_a_phone(started: Browser, server: Server, where: str, rest: float) -> Iterator[Reading]:
    """Measure how far one must scroll the page sideways, in CSS pixels.

    A table that scrolls in a frame of its own does not count, nor what an element cuts off.
    """
    phone: ViewportSize = {"width": _WIDTH, "height": _HEIGHT}
    context = started.new_context(
        viewport=phone, is_mobile=True, has_touch=True, device_scale_factor=3
    )
    page = _opened(context.new_page(), server, where, rest)
    width = page.evaluate("document.scrollingElement.scrollWidth")
    context.close()
    yield Reading("scroll_px_at_390", "px", max(0, width - _WIDTH))


def _by_rules(started: Browser, server: Server, where: str, rest: float) -> Iterator[Reading]:
    """Count the rules of axe-core that the first view breaks."""
    try:
        # This needs the extra "lab".
        from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise Unavailable(
            "axe", f"needs {error.name}: pip install 'framework-compare[lab]'"
        ) from None
    page = _opened(started.new_page(viewport={"width": 1280, "height": 800}), server, where, rest)
    broken = Axe().run(page).response["violations"]
    page.close()
    grave = sum(rule["impact"] in _GRAVE for rule in broken)
    yield Reading("axe_violations", "rules", grave)
    yield Reading("axe_violations_of_any_impact", "rules", len(broken))


def _opened(page: Page, server: Server, where: str, rest: float) -> Page:
    """Open the first view and let it come to rest."""
    page.goto(server.address)
    wait_for_text(page, FIRST_VIEW, where)
    page.wait_for_timeout(rest * 1000)
    return page


def _is_framed(started: Browser, server: Server, seconds: float) -> bool:
    """Return whether a page of the same site shows the first view in a frame.

    It is another origin, since it has another port, but the same host: what a server or a browser
    refuses to other sites only, such as cookies, is not tried.
    """
    page = started.new_page(viewport={"width": 1300, "height": 900})
    try:
        with _page_served(_FRAMING_PAGE.format(server.address)) as address:
            page.goto(address, wait_until="commit")
            deadline = time.monotonic() + seconds
            while time.monotonic() < deadline:
                frames = page.frames[1:]
                if any(_shows(frame) for frame in frames):
                    return True
                if any(frame.url.startswith(_REFUSED) for frame in frames):
                    return False
                page.wait_for_timeout(100)
            return False
    finally:
        page.close()


def _shows(frame: Frame) -> bool:
    text = frame.get_by_text(FIRST_VIEW).first
    return text.count() > 0 and text.is_visible()


@contextlib.contextmanager
def _page_served(text: str) -> Iterator[str]:
    """Serve one page from another port of the app's host: another origin of the same site.

    It comes from this machine, since Chromium lets no other page frame it; and from the same name,
    since Chromium opens a connection to a framed site of another name that it never uses, which a
    server of one synchronous worker waits for.
    """

    class Answers(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(http.HTTPStatus.OK)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer((HOST, 0), Answers) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        yield f"http://{HOST}:{site.server_port}/"
        site.shutdown()
