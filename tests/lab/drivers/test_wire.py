"""Acknowledgements: at once, or as late as the system likes."""

from __future__ import annotations

import asyncio
import socket
from contextlib import nullcontext

import pytest

pytest.importorskip("websockets", reason="the extra 'lab' is not installed")

from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection, serve

from framework_compare.lab.drivers.connection import Connection
from framework_compare.lab.drivers.wire import QuickConnection, late_acknowledgements
from tests.lab.plain_server import answer, answering, listening

pytestmark = pytest.mark.skipif(
    not hasattr(socket, "TCP_QUICKACK"), reason="only Linux acknowledges at once"
)


class Options:
    """A connected socket that notes which options are set."""

    def __init__(self, connected: socket.socket) -> None:
        self.connected, self.quick = connected, 0

    def setsockopt(self, level: int, option: int, value: int) -> None:
        self.quick += (level, option, value) == (socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        self.connected.setsockopt(level, option, value)


@pytest.mark.parametrize(("is_late", "expected"), [(False, True), (True, False)])
def test_a_websocket_acknowledges_each_read(
    is_late: bool, expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """But where it is to be a plain client."""
    noted: list[Options] = []
    made = QuickConnection.connection_made

    def note(connection: QuickConnection, transport: asyncio.Transport) -> None:
        noted.append(Options(transport.get_extra_info("socket")))
        transport._extra["socket"] = noted[-1]  # type: ignore[attr-defined]
        made(connection, transport)

    monkeypatch.setattr(QuickConnection, "connection_made", note)

    async def hello(served: ServerConnection) -> None:
        await served.send("hello")

    async def both() -> None:
        async with serve(hello, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            with late_acknowledgements() if is_late else nullcontext():
                visitor = await connect(
                    f"ws://127.0.0.1:{port}/", create_connection=QuickConnection
                )
            await visitor.recv()
            await visitor.close()

    asyncio.run(both())

    assert (noted[0].quick > 0) is expected


def test_a_connection_never_holds_back_what_it_sends() -> None:
    """asyncio sees to it; here it is held to that."""

    async def both() -> int:
        async with listening(answering(lambda _: answer("hello"))) as address:
            host, port = address.removeprefix("http://").split(":")
            transport, _ = await asyncio.get_running_loop().create_connection(
                lambda: Connection(1), host, int(port)
            )
            option: int = transport.get_extra_info("socket").getsockopt(
                socket.IPPROTO_TCP, socket.TCP_NODELAY
            )
            transport.abort()
            return option

    assert asyncio.run(both()) != 0
