"""E13: what a browser loads until the first view is usable, with an empty and a full cache."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from framework_compare.lab.bench import Bench, Reading, Unit
from framework_compare.lab.chromium import FIRST_VIEW, browser, wait_for_text

if TYPE_CHECKING:
    from playwright.sync_api import Page


_LOOKS: Final = 30
_LOOKS_OF_A_PAGE: Final = ("Stylesheet", "Font")
"""What Chromium calls what is there for the looks alone. What a script or a socket brings of it is
not told apart."""


def measure(bench: Bench, unit: Unit) -> Iterable[Reading]:
    """Load the page twice in one browser.

    Another visitor came before, so that the server's own start is not in it.
    """
    with bench.serve(bench.environment(unit)) as server, bench.as_client(), browser() as started:
        context = started.new_context(viewport={"width": 1280, "height": 800})
        first = started.new_context()
        warm_up = first.new_page()
        warm_up.goto(server.address)
        wait_for_text(warm_up, FIRST_VIEW, unit.entrant)
        first.close()
        for variant in ("empty cache", "full cache"):
            page = context.new_page()
            sent = Counter[str]()
            _listen(context.new_cdp_session(page), sent)
            begun = time.perf_counter()
            page.goto(server.address)
            usable = wait_for_text(page, FIRST_VIEW, unit.entrant) - begun
            _rest(page, sent, unit.number("rest_s"))
            page.close()
            yield Reading("requests", "requests", sent["requests"], variant)
            yield Reading("wire_kb", "kB", sent["wire"] / 1000, variant)
            yield Reading("unstyled_wire_kb", "kB", (sent["wire"] - sent["styles"]) / 1000, variant)
            yield Reading("decoded_kb", "kB", sent["decoded"] / 1000, variant)
            yield Reading("usable_s", "s", usable, variant)


def _rest(page: Page, sent: Counter[str], seconds: float) -> None:
    """Wait until nothing has come for so long.

    What a page loads after it is usable is its weight, too.
    """
    before = None
    for _ in range(_LOOKS):
        now = dict(sent)
        if now == before:
            return
        before = now
        page.wait_for_timeout(seconds * 1000)


def _listen(session: Any, sent: Counter[str]) -> None:
    """Count what Chromium's own network log says, websocket frames included."""

    def add(**amounts: float) -> None:
        sent.update({name: int(amount) for name, amount in amounts.items()})

    looks: set[str] = set()

    def received(event: dict[str, Any]) -> None:
        add(requests=-int(event["response"].get("fromDiskCache", False)))
        if event["type"] in _LOOKS_OF_A_PAGE:
            looks.add(event["requestId"])

    def finished(event: dict[str, Any]) -> None:
        size = event["encodedDataLength"]
        add(wire=size, styles=size if event["requestId"] in looks else 0)

    session.send("Network.enable")
    session.on("Network.requestWillBeSent", lambda _: add(requests=1))
    session.on("Network.requestServedFromCache", lambda _: add(requests=-1))
    session.on("Network.responseReceived", received)
    session.on("Network.webSocketCreated", lambda _: add(requests=1))
    session.on("Network.loadingFinished", finished)
    session.on("Network.dataReceived", lambda event: add(decoded=event["dataLength"]))
    session.on(
        "Network.webSocketFrameReceived", lambda event: add(wire=_size(event), decoded=_size(event))
    )


def _size(event: dict[str, Any]) -> int:
    """Return a frame's bytes; binary ones come as base64, four characters for three bytes."""
    frame = event["response"]
    return (
        len(frame["payloadData"])
        * (1 if frame["opcode"] == 1 else 3)
        // (1 if frame["opcode"] == 1 else 4)
    )
