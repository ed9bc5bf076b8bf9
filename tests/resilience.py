"""Whether what a visitor does first after a lost connection counts.

Run it with ``python -m tests.resilience``.

A browser is on a page with answers. Its server goes, and what comes back knows nothing of it. The
visitor acts as soon as the page can be used again. Afterwards the address and the screen must show
the project that was there, with what the visitor did.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import psutil

from tests.proxy.nginx import Proxy
from tests.ui.conftest import Server, chromium, driver

QUERY = "goal=rest_api&audience=public&needs=webhooks"
PROJECT = {"goal": ["rest_api"], "audience": ["public"], "needs": ["webhooks"]}
_APP = "[data-testid=stApp]"
_CONNECTED = f"{_APP}[data-test-connection-state=CONNECTED]"
_LOST = f"{_APP}:not([data-test-connection-state=CONNECTED])"
_IDLE = f"{_CONNECTED}[data-test-script-state=notRunning]"
_PATIENCE = 60_000


class Visitor:
    """A browser tab, and the project that it is to show."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def open(self, url: str) -> None:
        """Open a link and wait until the page is drawn."""
        self.page.goto(url)
        self.settle()

    def settle(self) -> None:
        """Wait until nothing runs, and does not start again at once."""
        for _ in range(2):
            self.page.wait_for_selector(_IDLE, timeout=_PATIENCE)
            self.page.wait_for_timeout(500)
        self.page.wait_for_selector(_IDLE, timeout=_PATIENCE)

    def wait_for_loss(self) -> None:
        """Wait until the browser has noticed."""
        self.page.wait_for_selector(_LOST, timeout=_PATIENCE)

    def wait_for_return(self) -> None:
        """Wait until the page can be used again."""
        self.page.wait_for_selector(_CONNECTED, timeout=_PATIENCE)

    @property
    def answers(self) -> dict[str, list[str]]:
        """What the address says of the project; what pages show beside it has a page's prefix."""
        found = parse_qs(urlsplit(self.page.url).query)
        return {name: texts for name, texts in found.items() if "." not in name}

    @property
    def path(self) -> str:
        """The page's part of the address."""
        return urlsplit(self.page.url).path

    def chosen(self, key: str) -> list[str]:
        """Return which answers are shown as chosen."""
        marked = self.page.locator(f".st-key-{key}").locator(
            "[aria-checked=true], [aria-pressed=true], [kind$=Active]"
        )
        return sorted(marked.all_inner_texts())


class Action:
    """One thing that a visitor does first."""

    page = ""

    def prepare(self, visitor: Visitor) -> None:
        """Bring the page to where it can be done, before the connection is lost."""

    def do(self, visitor: Visitor) -> None:
        """Do it, after the connection was lost."""
        raise NotImplementedError

    def wrong(self, visitor: Visitor) -> str:
        """Return what is lost, or nothing."""
        raise NotImplementedError


class Answer(Action):
    """An answer is tapped under its question."""

    def do(self, visitor: Visitor) -> None:
        visitor.page.locator(".st-key-questions").get_by_text("Shop", exact=True).click(
            timeout=_PATIENCE
        )

    def wrong(self, visitor: Visitor) -> str:
        return _differs(
            PROJECT | {"goal": ["ecommerce"]}, visitor.answers, ["Shop"], visitor.chosen("req-goal")
        )


class Another(Action):
    """An answer is tapped in another group of questions than the first."""

    def prepare(self, visitor: Visitor) -> None:
        visitor.page.get_by_text("Running it", exact=False).first.click()
        visitor.settle()

    def do(self, visitor: Visitor) -> None:
        visitor.page.locator(".st-key-req-auth, .st-key-req-devops_capacity").first.get_by_role(
            "radio"
        ).first.click(timeout=_PATIENCE)

    def wrong(self, visitor: Visitor) -> str:
        kept = {name: visitor.answers.get(name) for name in PROJECT}
        more = len(visitor.answers) - len(PROJECT)
        shown = visitor.page.locator(".st-key-questions").locator("[aria-checked=true]").count()
        return _differs((PROJECT, 1), (kept, more), True, shown >= 1)


class AskedNext(Action):
    """An answer is tapped where the next question is asked."""

    def prepare(self, visitor: Visitor) -> None:
        self.asked = visitor.page.locator(".st-key-next").inner_text()

    def do(self, visitor: Visitor) -> None:
        visitor.page.locator(".st-key-next button").nth(1).click(timeout=_PATIENCE)

    def wrong(self, visitor: Visitor) -> str:
        kept = {name: visitor.answers.get(name) for name in PROJECT}
        more = len(visitor.answers) - len(PROJECT)
        asked = visitor.page.locator(".st-key-next").inner_text()
        return _differs((PROJECT, 1), (kept, more), True, asked != self.asked)


class Number(Action):
    """A number is typed."""

    def prepare(self, visitor: Visitor) -> None:
        visitor.page.get_by_text("The people", exact=False).first.click()
        visitor.settle()

    def do(self, visitor: Visitor) -> None:
        field = visitor.page.locator(".st-key-req-peak_concurrent_users input")
        field.fill("120", timeout=_PATIENCE)
        field.press("Enter")

    def wrong(self, visitor: Visitor) -> str:
        shown = visitor.page.locator(".st-key-req-peak_concurrent_users input").input_value()
        return _differs(PROJECT | {"peak_concurrent_users": ["120"]}, visitor.answers, "120", shown)


class Menu(Action):
    """A link of the menu is followed."""

    def do(self, visitor: Visitor) -> None:
        visitor.page.locator(".st-key-menu a:visible").filter(has_text="Verdict").click(
            timeout=_PATIENCE
        )

    def wrong(self, visitor: Visitor) -> str:
        champion = visitor.page.locator(".st-key-champion")
        shown = champion.inner_text().strip() if champion.count() else "no verdict"
        return _differs(("/verdict", PROJECT), (visitor.path, visitor.answers), "FastAPI", shown)


class Download(Action):
    """A file is downloaded, once the page is drawn again: the browser asks for that by itself.

    Until then the button still names a file of the server that is gone, and Streamlit says so under
    it.
    """

    page = "verdict"

    def do(self, visitor: Visitor) -> None:
        visitor.settle()
        self.file: dict[str, object] = {}
        button = visitor.page.get_by_role("button", name="Everything", exact=True)
        button.wait_for(timeout=_PATIENCE)
        try:
            with visitor.page.expect_download(timeout=_PATIENCE) as download:
                button.click(timeout=_PATIENCE)
            self.file = json.loads(Path(download.value.path()).read_text())["requirement"]
        except driver().Error:  # no download came, or the server did not know the file
            said = visitor.page.get_by_test_id("stDownloadButtonError")
            self.file = {"said": said.all_inner_texts()}

    def wrong(self, visitor: Visitor) -> str:
        file = {"goal": "rest_api", "audience": ["public"], "needs": ["webhooks"]}
        return _differs(("/verdict", PROJECT), (visitor.path, visitor.answers), file, self.file)


class StartOver(Action):
    """Everything is to be forgotten."""

    def do(self, visitor: Visitor) -> None:
        visitor.page.get_by_role("button", name="Start over").click(timeout=_PATIENCE)

    def wrong(self, visitor: Visitor) -> str:
        shown = visitor.page.locator(".st-key-strip").inner_text()
        return _differs({}, visitor.answers, True, "Nothing known yet" in shown)


def _differs(wanted: object, address: object, expected: object, screen: object) -> str:
    said = [] if wanted == address else [f"address {address!r} instead of {wanted!r}"]
    said += [] if expected == screen else [f"screen {screen!r} instead of {expected!r}"]
    return "; ".join(said)


ACTIONS: dict[str, Callable[[], Action]] = {
    "answer": Answer,
    "answer in another group": Another,
    "answer asked next": AskedNext,
    "number": Number,
    "menu": Menu,
    "download": Download,
    "start over": StartOver,
}


class Loss:
    """A way to lose the session, and where the app is reached."""

    url: Callable[..., str]

    def cut(self, visitor: Visitor) -> None:
        """Lose the session, and return when the browser has noticed."""
        raise NotImplementedError

    def mend(self) -> None:
        """Make another loss possible."""


class Restart(Loss):
    """The server is restarted on the same port."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.url = server.url

    def cut(self, visitor: Visitor) -> None:
        self.server.stop()
        visitor.wait_for_loss()
        self.server.start()


class Failover(Loss):
    """Of two replicas behind nginx the one in use dies."""

    def __init__(self, servers: tuple[Server, Server], proxy: Proxy) -> None:
        self.servers = servers
        self.url = proxy.url
        self.dead: Server | None = None

    def cut(self, visitor: Visitor) -> None:
        (self.dead,) = [server for server in self.servers if _is_visited(server)]
        self.dead.process.kill()
        self.dead.process.wait()
        visitor.wait_for_loss()

    def mend(self) -> None:
        if self.dead is not None:
            self.dead.start()
            self.dead = None
            time.sleep(2.5)  # nginx asks it again after fail_timeout


def _is_visited(server: Server) -> bool:
    """Return whether a replica has a connection from nginx that stays."""
    connections = psutil.Process(server.process.pid).net_connections("tcp")
    return any(known.status == psutil.CONN_ESTABLISHED for known in connections)


class NetworkCut(Loss):
    """The network is gone for longer than the server keeps a session without a connection."""

    def __init__(self, proxy: Proxy, seconds: float) -> None:
        self.proxy = proxy
        self.seconds = seconds
        self.url = proxy.url

    def cut(self, visitor: Visitor) -> None:
        self.proxy.stop()
        visitor.wait_for_loss()
        time.sleep(self.seconds)
        self.proxy.start()


@contextmanager
def restarting(folder: Path) -> Iterator[Loss]:
    """Run one server."""
    server = Server(folder / "server.log")
    try:
        yield Restart(server)
    finally:
        server.stop()


@contextmanager
def _failing_over(folder: Path, pinning: str) -> Iterator[Loss]:
    servers = (Server(folder / "one.log"), Server(folder / "two.log"))
    proxy = Proxy(folder, (servers[0].port, servers[1].port), pinning)
    try:
        yield Failover(servers, proxy)
    finally:
        proxy.stop()
        for server in servers:
            server.stop()


@contextmanager
def failing_over_by_address(folder: Path) -> Iterator[Loss]:
    """Run two replicas, each visitor's address pinned to one."""
    with _failing_over(folder, "address") as loss:
        yield loss


@contextmanager
def failing_over_by_cookie(folder: Path) -> Iterator[Loss]:
    """Run two replicas, each visitor's cookie naming one."""
    with _failing_over(folder, "cookie") as loss:
        yield loss


@contextmanager
def cutting_the_network(folder: Path) -> Iterator[Loss]:
    """Run one server behind an nginx that goes away for longer than lost sessions are kept.

    The server forgets a lost session after a second.
    """
    server = Server(folder / "server.log", settings=("--server.disconnectedSessionTTL=1",))
    proxy = Proxy(folder, (server.port,))
    try:
        yield NetworkCut(proxy, seconds=4)
    finally:
        proxy.stop()
        server.stop()


@contextmanager
def cutting_the_network_for_150_seconds(folder: Path) -> Iterator[Loss]:
    """Run one server as it comes, behind an nginx that goes away for two and a half minutes."""
    server = Server(folder / "server.log")
    proxy = Proxy(folder, (server.port,))
    try:
        yield NetworkCut(proxy, seconds=150)
    finally:
        proxy.stop()
        server.stop()


LOSSES: dict[str, Callable[[Path], Any]] = {
    "restart": restarting,
    "failover by address": failing_over_by_address,
    "failover by cookie": failing_over_by_cookie,
    "network cut": cutting_the_network,
    "network cut 150 s": cutting_the_network_for_150_seconds,
}


def lose_and_act(visitor: Visitor, loss: Loss, action: Action) -> str:
    """Lose the session, act as soon as the page can be used, and return what is lost, if any."""
    visitor.open(loss.url(action.page, QUERY))
    action.prepare(visitor)
    loss.cut(visitor)
    visitor.wait_for_return()
    action.do(visitor)
    visitor.settle()
    return action.wrong(visitor)


@contextmanager
def browsing() -> Iterator[Visitor]:
    """Run a browser with one tab."""
    with driver().sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield Visitor(browser.new_page(viewport={"width": 1280, "height": 800}))
        browser.close()


def main(arguments: list[str]) -> int:
    """Print how often each first action counted after each loss."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument(
        "--losses", default=",".join([name for name in LOSSES if "150" not in name])
    )
    parser.add_argument("--actions", default=",".join(ACTIONS))
    asked = parser.parse_args(arguments)
    failed = 0
    for name in asked.losses.split(","):
        with (
            tempfile.TemporaryDirectory() as folder,
            LOSSES[name](Path(folder)) as loss,
            browsing() as visitor,
        ):
            for title in asked.actions.split(","):
                kept, began = 0, time.monotonic()
                for _ in range(asked.times):
                    wrong = lose_and_act(visitor, loss, ACTIONS[title]())
                    loss.mend()
                    kept += not wrong
                    if wrong:
                        print(f"  {name}, {title}: {wrong}", flush=True)
                failed += asked.times - kept
                each = (time.monotonic() - began) / asked.times
                print(
                    f"{name:<22} {title:<24} {kept:>3} of {asked.times}  ({each:.1f} s each)",
                    flush=True,
                )
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
