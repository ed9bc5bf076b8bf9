"""A visitor's cable: all that one browser sends goes through it, and it can be pulled out."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Final, Self

import numpy as np

from framework_compare.lab.servers import HOST

_CHUNK: Final = 65536


def address_of(number: int) -> str:
    """Return the address that a visitor states: scattered, as addresses are."""
    octets = np.random.default_rng(number).integers(1, 255, 3)
    return ".".join(map(str, (10, *octets)))


class Cable:
    """Carries bytes between one visitor and a door of the balancer.

    Each connection begins by stating the visitor's address, in the line of the PROXY protocol,
    version 1: that holds for websockets as well, which a header set in the browser may not.

    Parameters
    ----------
    port
        of the door.
    number
        which visitor it is.

    References
    ----------
    https://www.haproxy.org/download/3.2/doc/proxy-protocol.txt
    """

    def __init__(self, port: int, number: int) -> None:
        self._port = port
        line = f"PROXY TCP4 {address_of(number)} {HOST} {50000 + number} {port}\r\n"
        self._first = line.encode()
        self._is_cut = False
        self._ends: set[asyncio.StreamWriter] = set()
        self._carried: set[asyncio.Future[tuple[None, None]]] = set()

    async def __aenter__(self) -> Self:
        self._listener = await asyncio.start_server(self._carry, HOST, 0)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._listener.close()
        self.cut()
        await asyncio.gather(*self._carried, return_exceptions=True)

    @property
    def address(self) -> str:
        """What the visitor opens."""
        return f"http://{HOST}:{self._listener.sockets[0].getsockname()[1]}"

    def cut(self) -> None:
        """Break every connection, and refuse others until it is mended."""
        self._is_cut = True
        for end in self._ends:
            end.transport.abort()

    def mend(self) -> None:
        """Carry again whatever comes from now on."""
        self._is_cut = False

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._is_cut:
            writer.transport.abort()
            return
        try:
            far_reader, far_writer = await asyncio.open_connection(HOST, self._port)
        except OSError:
            writer.transport.abort()
            return
        if self._is_cut:
            writer.transport.abort()
            far_writer.transport.abort()
            return
        ends = {writer, far_writer}
        self._ends |= ends
        far_writer.write(self._first)
        carried = asyncio.gather(_pump(reader, far_writer), _pump(far_reader, writer))
        self._carried.add(carried)
        try:
            await carried
        finally:
            self._carried.discard(carried)
            self._ends -= ends
            for end in ends:
                end.close()


async def _pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    """Carry one direction until its end, and pass the end on; the other direction stays open."""
    try:
        while data := await source.read(_CHUNK):
            sink.write(data)
            await sink.drain()
        sink.write_eof()
    except OSError:
        sink.close()  # one of the two is broken, and with it both directions
