"""Where it went wrong, and how: what `Web` and `Site` say of a server that fails."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

pytest.importorskip("websockets", reason="the extra 'lab' is not installed")

from framework_compare.lab.drivers import sessions, site
from framework_compare.lab.drivers.sessions import Web
from framework_compare.lab.drivers.site import Site
from framework_compare.lab.errors import NoAnswer, WrongAnswer
from tests.lab.plain_server import Handler, Request, answer, answering, asked, listening

Visit = Callable[[str], Coroutine[Any, Any, str]]


async def site_visit(address: str) -> str:
    visitor = Site(address)
    try:
        return await visitor.get("/", "here: GET /")
    finally:
        await visitor.close()


async def web_visit(address: str) -> str:
    visitor = Web("here", address)
    try:
        return await visitor.text("GET", "/")
    finally:
        await visitor.close()


BOTH = pytest.mark.parametrize("visit", [site_visit, web_visit])


def visited(handler: Handler, visit: Visit) -> str:
    async def both() -> str:
        async with listening(handler) as address:
            return await visit(address)

    return asyncio.run(both())


@BOTH
def test_another_status_is_a_wrong_answer(visit: Visit) -> None:
    """With what the page says."""
    with pytest.raises(WrongAnswer, match=r"here: GET /.*503.*busy"):
        visited(answering(lambda _: answer("busy", status="503 Unavailable")), visit)


@BOTH
def test_a_server_that_hangs_up_is_a_wrong_answer(visit: Visit) -> None:
    """There was one, but no answer of it."""

    async def hang_up(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        await asked(reader)

    with pytest.raises(WrongAnswer, match="here: GET /: must answer 'an answer'"):
        visited(hang_up, visit)


@BOTH
def test_a_server_that_says_nothing_gives_no_answer(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the patience that every receive has."""
    monkeypatch.setattr(sessions, "PATIENCE", 0.05)
    monkeypatch.setattr(site, "PATIENCE", 0.05)

    with pytest.raises(NoAnswer, match=r"here: GET /: must answer within 0\.05 s"):
        visited(answering(lambda _: b""), visit)


def test_a_first_view_loads_what_its_page_links() -> None:
    """Each once, and nothing of another site."""
    asked_for: list[str] = []
    page = (
        '<link rel="stylesheet" href="/a.css"><script src="b.js"></script>'
        '<script src="b.js"></script><script src="http://example.org/c.js"></script>'
    )

    def says(request: Request) -> bytes:
        asked_for.append(request.path)
        return answer(page if request.path == "/" else "")

    async def visit(address: str) -> str:
        visitor = Site(address)
        try:
            return await visitor.first_view("/", "here")
        finally:
            await visitor.close()

    assert visited(answering(says), visit) == page
    assert asked_for == ["/", "/a.css", "/b.js"]
