"""One HTTP/1.1 connection: a request is sent, its answer waited for."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import AsyncIterator, Callable

from framework_compare.lab.drivers.incoming import Incoming
from framework_compare.lab.drivers.wire import acknowledging


class Connection(asyncio.Protocol):
    """A connection that carries one request at a time.

    Parameters
    ----------
    patience
        the seconds after which a wait gives up.
    """

    def __init__(self, patience: float) -> None:
        self.has_ended = False
        self.is_heard = False
        """Whether anything came since the last request."""
        self.idle_since = 0.0
        """`time.monotonic()` when it was put by."""
        self._incoming = Incoming()
        self._waiter: asyncio.Future[None] | None = None
        self._wants_all = False
        self._error: Exception | None = None
        self._patience, self._deadline = patience, 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._transport: asyncio.Transport
        self._acknowledge: Callable[[], object]

    def send(self, request: bytes) -> Incoming:
        """Send a request and return its answer, of which nothing has come yet."""
        self.is_heard, self._incoming = False, Incoming()
        self._error = ConnectionError("the server hung up") if self.has_ended else None
        self._transport.write(request)
        return self._incoming

    async def wait(self, *, for_all: bool) -> None:
        """Wait until all of the answer has come, or some more of it.

        Raises
        ------
        ConnectionError
            where it cannot be read, or ends too early.
        TimeoutError
            where patience ends.
        """
        if self._error is None and not self._incoming.is_complete:
            loop = asyncio.get_running_loop()
            self._wants_all, self._waiter = for_all, loop.create_future()
            self._deadline = loop.time() + self._patience
            if self._timer is None:
                self._timer = loop.call_at(self._deadline, self._look_at_the_clock)
            try:
                await self._waiter
            finally:
                self._waiter = None
        if self._error is not None:
            raise self._error

    def close(self) -> None:
        """Hang up; what has not come never will."""
        self._end()
        self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin, as asyncio asks."""
        assert isinstance(transport, asyncio.Transport)
        self._transport, self._acknowledge = transport, acknowledging(transport)

    def data_received(self, data: bytes) -> None:
        """Acknowledge, then take what came."""
        self._acknowledge()
        if self._incoming.is_complete:  # nobody asked
            self.close()
            return
        self.is_heard = True
        try:
            self._incoming.take(data)
        except (ConnectionError, zlib.error) as error:
            self._error = ConnectionError(str(error))
            self.close()
        if self._incoming.is_complete or self._error is not None or not self._wants_all:
            self._wake()

    def eof_received(self) -> None:
        """Take notice that the server sends no more; asyncio hangs up."""
        self.has_ended = True

    def connection_lost(self, error: Exception | None) -> None:
        """Take notice of the end, as asyncio asks."""
        self._end()
        if self._error is None:
            try:
                self._incoming.end()
            except ConnectionError as early:
                self._error = early
        self._wake()

    def _end(self) -> None:
        self.has_ended = True
        if self._timer is not None:
            self._timer.cancel()

    def _look_at_the_clock(self) -> None:
        """Give up, or look again later: one timer for many requests costs less than one each."""
        self._timer, loop = None, asyncio.get_running_loop()
        if self._waiter is None:
            return
        if loop.time() < self._deadline:
            self._timer = loop.call_at(self._deadline, self._look_at_the_clock)
            return
        self._error = TimeoutError()
        self.close()
        self._wake()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)


async def lines_of(connection: Connection, incoming: Incoming) -> AsyncIterator[bytes]:
    """Yield an answer's lines as they come, without their ends."""
    begun: list[bytes] = []  # of a line whose end has not come: a table may be one long line
    while True:
        parts, incoming.parts = incoming.parts, []
        for part in parts:
            *ended, rest = part.split(b"\n")
            for line in ended:
                yield b"".join((*begun, line))
                begun = []
            begun.append(rest)
        if incoming.parts:  # came while the last lines were in use
            continue
        if incoming.is_complete:
            break
        await connection.wait(for_all=False)
    if last := b"".join(begun):
        yield last
