"""HTTP as a browser tab speaks it.

A client's requests, with patience that ends and errors that say where.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from typing import Any

from websockets.exceptions import WebSocketException

from framework_compare.lab.drivers import PATIENCE
from framework_compare.lab.drivers.http import Client
from framework_compare.lab.errors import NoAnswer, WrongAnswer


@contextmanager
def named(where: str) -> Iterator[None]:
    """Say where patience ended or a connection broke.

    Raises
    ------
    NoAnswer
        where something inside took too long.
    WrongAnswer
        where the server hangs up.
    """
    try:
        yield
    except TimeoutError:
        raise NoAnswer(where, PATIENCE) from None
    except (WebSocketException, OSError) as error:
        raise WrongAnswer(where, "an answer", f"{type(error).__name__}: {error}") from None


@asynccontextmanager
async def patient(where: str) -> AsyncIterator[None]:
    """Give up on what is inside after `PATIENCE` seconds, and name a connection that breaks.

    Raises
    ------
    NoAnswer, WrongAnswer
        as for `named`.
    """
    with named(where):
        async with asyncio.timeout(PATIENCE):
            yield


class Web:
    """One visitor's HTTP connections to one server.

    Parameters
    ----------
    who
        the entrant, for messages.
    address
        where the server is, no slash at its end.
    """

    def __init__(self, who: str, address: str) -> None:
        self.who, self.address = who, address
        self._client = Client(address, PATIENCE)

    async def text(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, object] | None = None,
        json: Any = None,
    ) -> str:
        """Send one request and return the whole body.

        Raises
        ------
        WrongAnswer
            where the status is not 200, or the connection breaks.
        NoAnswer
            where the body takes longer than `PATIENCE`.
        """
        where = f"{self.who}: {method} {path}"
        with named(where):
            answer = await self._client.ask(method, path, params=params, json=json)
        if answer.status != 200:
            raise WrongAnswer(where, 200, f"{answer.status} {answer.text[:200]}")
        return answer.text

    @asynccontextmanager
    async def lines(
        self, path: str, where: str, params: Mapping[str, object]
    ) -> AsyncIterator[AsyncIterator[bytes]]:
        """Get a stream and yield its lines as they come.

        Raises
        ------
        WrongAnswer
            where the status is not 200, or the connection breaks.
        NoAnswer
            where nothing comes for `PATIENCE` seconds.
        """
        with named(where):
            async with self._client.lines(path, params) as lines:
                yield lines

    async def close(self) -> None:
        """Close every connection; never raises."""
        await self._client.close()
