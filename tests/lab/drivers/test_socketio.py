"""A socket.io connection against a server that speaks the protocol, or breaks it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

pytest.importorskip("websockets", reason="the extra 'lab' is not installed")

from websockets.asyncio.server import ServerConnection, serve

from framework_compare.lab.drivers import sessions
from framework_compare.lab.drivers.socketio import SocketIO
from framework_compare.lab.errors import NoAnswer, WrongAnswer

Script = Callable[[ServerConnection], Awaitable[None]]


def spoken(script: Script, visit: Callable[[str], Awaitable[object]]) -> object:
    """Run a server's script and a visit of it, and return what the visit returns."""

    async def both() -> object:
        async with serve(script, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            return await visit(f"http://127.0.0.1:{port}/")

    return asyncio.run(both())


async def greet(socket: ServerConnection, namespace: str = "") -> str:
    """Open the connection as a server does; return what the client said when it joined."""
    await socket.send('0{"sid":"a","pingInterval":25000}')
    joined = str(await socket.recv())
    await socket.send(f'40{namespace}{{"sid":"b"}}')
    return joined


def test_it_joins_its_namespace_with_its_greeting() -> None:
    """The namespace and a comma, then JSON."""
    heard: list[str] = []

    async def server(socket: ServerConnection) -> None:
        heard.append(await greet(socket, "/_event,"))

    async def visit(address: str) -> None:
        socket = SocketIO("/_event")
        await socket.open(address, "visit", {"token": 1})
        await socket.close()

    spoken(server, visit)

    expected = ['40/_event,{"token": 1}']
    assert expected == heard


def test_events_come_in_their_order_with_their_names() -> None:
    """What is no event is passed over."""

    async def server(socket: ServerConnection) -> None:
        await greet(socket)
        for packet in ('42["first",{"a":1}]', "6", '42["second",{"b":2}]'):
            await socket.send(packet)
        await socket.wait_closed()

    async def visit(address: str) -> list[tuple[str, object]]:
        socket = SocketIO()
        await socket.open(address, "visit")
        events = [await socket.event("visit") for _ in range(2)]
        await socket.close()
        return [(event.name, event.content) for event in events]

    expected = [("first", {"a": 1}), ("second", {"b": 2})]
    assert expected == spoken(server, visit)


def test_pings_are_answered_while_nobody_waits_for_anything() -> None:
    """A tab that only stays open is not thrown out, and does after each ping what its page does."""
    heard: list[str] = []
    after: list[str] = []

    async def server(socket: ServerConnection) -> None:
        await greet(socket)
        await socket.send("2")
        heard.append(str(await socket.recv()))

    async def visit(address: str) -> None:
        async def note() -> None:
            after.append("pinged")

        socket = SocketIO(after_ping=note)
        await socket.open(address, "visit")
        with pytest.raises(WrongAnswer):
            await socket.event("visit")  # the server hangs up after the ping
        await socket.close()

    spoken(server, visit)

    expected = (["3"], ["pinged"])
    assert expected == (heard, after)


def test_a_server_that_hangs_up_is_no_silence() -> None:
    """It is said at once, and again to whoever asks again."""

    async def server(socket: ServerConnection) -> None:
        await greet(socket)

    async def visit(address: str) -> int:
        socket = SocketIO()
        await socket.open(address, "visit")
        for _ in range(2):
            with pytest.raises(WrongAnswer, match="the end of the connection"):
                await socket.event("visit")
        await socket.close()
        return 2

    assert spoken(server, visit) == 2


def test_a_server_that_says_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """After the patience that every receive has."""
    monkeypatch.setattr(sessions, "PATIENCE", 0.2)

    async def server(socket: ServerConnection) -> None:
        await greet(socket)
        await socket.wait_closed()

    async def visit(address: str) -> None:
        socket = SocketIO()
        await socket.open(address, "visit")
        try:
            await socket.event("visit: wait")
        finally:
            await socket.close()

    with pytest.raises(NoAnswer, match=r"visit: wait: must answer within 0\.2 s"):
        spoken(server, visit)


def test_a_refusal_is_told() -> None:
    """Socket.io says so with a packet of its own."""

    async def server(socket: ServerConnection) -> None:
        await socket.send("0{}")
        await socket.recv()
        await socket.send('44{"message":"no"}')

    async def visit(address: str) -> None:
        await SocketIO().open(address, "visit")

    with pytest.raises(WrongAnswer, match="a session"):
        spoken(server, visit)
