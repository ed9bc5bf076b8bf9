"""HTTP as a browser tab speaks it.

One set of cookies, open connections that are used again, and patience that ends.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

import aiohttp
from websockets.exceptions import WebSocketException

from framework_compare.lab.drivers import PATIENCE
from framework_compare.lab.errors import NoAnswer, WrongAnswer

_LONGEST_LINE: Final = 2**22


@asynccontextmanager
async def patient(where: str) -> AsyncIterator[None]:
    """Give up on what is inside after `PATIENCE` seconds, and name a connection that breaks.

    Raises
    ------
    NoAnswer
        where it takes longer.
    WrongAnswer
        where the server hangs up.
    """
    try:
        async with asyncio.timeout(PATIENCE):
            yield
    except TimeoutError:
        raise NoAnswer(where, PATIENCE) from None
    except (aiohttp.ClientError, WebSocketException, ConnectionError) as error:
        raise WrongAnswer(where, "an answer", f"{type(error).__name__}: {error}") from None


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
        self.session: aiohttp.ClientSession | None = None

    def start(self) -> aiohttp.ClientSession:
        """Return the session; the first call makes it, since that needs a running event loop."""
        if self.session is None:
            self.session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0),
                # "unsafe" means: from an address without a name, too.
                cookie_jar=aiohttp.CookieJar(unsafe=True),
                timeout=aiohttp.ClientTimeout(total=None),  # `patient` ends what takes too long
                read_bufsize=_LONGEST_LINE,  # a table comes as one line of a stream
            )
        return self.session

    async def text(
        self, method: str, path: str, *, params: dict[str, str] | None = None, json: Any = None
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
        async with (
            patient(where),
            self.start().request(
                method, f"{self.address}{path}", params=params, json=json
            ) as answer,
        ):
            body = await answer.text()
        if answer.status != 200:
            raise WrongAnswer(where, 200, f"{answer.status} {body[:200]}")
        return body

    async def close(self) -> None:
        """Close every connection; never raises."""
        if self.session is not None:
            await self.session.close()
            self.session = None
