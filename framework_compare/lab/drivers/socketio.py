"""Socket.io over one websocket.

What NiceGUI and Reflex speak, and a task that answers the server's pings meanwhile.

References
----------
https://socket.io/docs/v4/socket-io-protocol/ : packets are ``0`` open, ``2`` ping, ``3`` pong,
``40`` connect and ``42`` event, the last two followed by a namespace and a comma where it is not
the main one, then by JSON.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from framework_compare.lab.drivers import PATIENCE
from framework_compare.lab.drivers.sessions import patient
from framework_compare.lab.drivers.wire import QuickConnection
from framework_compare.lab.errors import WrongAnswer

_PING, _PONG, _CONNECT, _EVENT = "2", "3", "40", "42"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that the server said."""

    at: float
    """`time.perf_counter()` when it came."""
    name: str
    content: dict[str, Any]


class SocketIO:
    """One connection.

    Parameters
    ----------
    namespace
        such as ``/_event``; the main one has no name.
    after_ping
        is called after each ping of the server: the place for what a page does now and then.
    """

    def __init__(
        self, namespace: str = "", after_ping: Callable[[], Awaitable[None]] | None = None
    ) -> None:
        self._namespace = f"{namespace}," if namespace else ""
        self._after_ping = after_ping
        self._socket: ClientConnection | None = None
        self._reader: asyncio.Task[None] | None = None
        self._events: asyncio.Queue[Event | None] = asyncio.Queue()

    async def open(self, address: str, where: str, greeting: Any = None) -> None:
        """Connect and join the namespace.

        Raises
        ------
        WrongAnswer
            where the server refuses.
        NoAnswer
            where it says nothing for `PATIENCE` seconds.
        """
        said: Final = "" if greeting is None else json.dumps(greeting)
        async with patient(where):
            self._socket = await connect(
                address.replace("http", "ws", 1),
                max_size=None,
                compression=None,
                create_connection=QuickConnection,
                open_timeout=PATIENCE,
                ping_interval=None,
            )
            await self._socket.recv()
            await self._socket.send(_CONNECT + self._namespace + said)
            joined = str(await self._socket.recv())
        if not joined.startswith(_CONNECT):
            raise WrongAnswer(where, "a session", joined)
        self._reader = asyncio.create_task(self._read(self._socket))

    async def emit(self, name: str, content: dict[str, Any], where: str) -> None:
        """Send one event.

        Raises
        ------
        WrongAnswer
            where the connection is not open.
        """
        if self._socket is None:
            raise WrongAnswer(where, "an open page", "none")
        async with patient(where):
            await self._socket.send(_EVENT + self._namespace + json.dumps([name, content]))

    async def event(self, where: str) -> Event:
        """Return the next event.

        Raises
        ------
        NoAnswer
            where none comes for `PATIENCE` seconds.
        WrongAnswer
            where the connection ends.
        """
        async with patient(where):
            event = await self._events.get()
        if event is None:
            self._events.put_nowait(None)
            raise WrongAnswer(where, "an answer", "the end of the connection")
        return event

    async def close(self) -> None:
        """Close the connection; never raises."""
        if self._socket is not None:
            await self._socket.close()
        if self._reader is not None:
            await self._reader

    async def _read(self, socket: ClientConnection) -> None:
        """Answer pings and queue events until the connection ends."""
        with contextlib.suppress(WebSocketException, ConnectionError):
            async for message in socket:
                text = str(message)
                if text == _PING:
                    await socket.send(_PONG)
                    if self._after_ping is not None:
                        await self._after_ping()
                elif text.startswith(_EVENT):
                    name, content = json.loads(text[len(_EVENT + self._namespace) :])
                    self._events.put_nowait(Event(time.perf_counter(), name, content))
        self._events.put_nowait(None)
