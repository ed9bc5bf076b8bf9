"""Sockets whose waits are the server's work, not the network's timers.

A receiver may hold an acknowledgement back for some 40 ms, and a sender that does not set
``TCP_NODELAY`` waits for it before it sends what is left of an answer. So this side acknowledges at
once; `late_acknowledgements` shows what the two timers cost together.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from functools import partial
from typing import Any, Final

from websockets.asyncio.client import ClientConnection

_QUICK: Final = ContextVar("quick", default=True)
_OPTION: Final[int | None] = getattr(socket, "TCP_QUICKACK", None)
"""Linux alone has it."""


@contextlib.contextmanager
def late_acknowledgements() -> Iterator[None]:
    """Leave acknowledgements to the system, on connections that are opened inside the block.

    They stay so for as long as they live.
    """
    token = _QUICK.set(False)
    try:
        yield
    finally:
        _QUICK.reset(token)


def acknowledging(transport: asyncio.BaseTransport) -> Callable[[], object]:
    """Return what sends a connection's outstanding acknowledgement, to be called after each read.

    The system goes back to its own ways by itself, hence each time anew. asyncio has set
    ``TCP_NODELAY`` already.
    """
    connected = transport.get_extra_info("socket")
    if _OPTION is None or not _QUICK.get() or connected is None:
        return lambda: None
    return partial(connected.setsockopt, socket.IPPROTO_TCP, _OPTION, 1)


class QuickConnection(ClientConnection):
    """A websocket that acknowledges at once; for ``connect(..., create_connection=...)``."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._acknowledge: Callable[[], object] = lambda: None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin, as asyncio asks."""
        super().connection_made(transport)
        self._acknowledge = acknowledging(transport)

    def data_received(self, data: bytes) -> None:
        """Acknowledge, then take what came."""
        self._acknowledge()
        super().data_received(data)
