"""HTTP as a browser tab speaks it, at a small part of a general client's cost.

One visitor of one server over plain HTTP/1.1: their cookies, and connections that live as long as
Chromium's. What a driver has no use for is left out: proxies, encryption, other hosts, and cookies
that are for a part of a site.

References
----------
https://source.chromium.org/chromium/chromium/src/+/main:net/socket/client_socket_pool.cc : a
connection that was used is kept for 300 s.
https://source.chromium.org/chromium/chromium/src/+/main:net/http/http_network_transaction.cc :
``ShouldResendRequest`` sends a request of any method again where a connection that was used before
ends and nothing of the answer has come.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from framework_compare.lab.drivers.connection import Connection, lines_of
from framework_compare.lab.drivers.incoming import Incoming
from framework_compare.lab.drivers.request import (
    body_of,
    head_of,
    keep_cookie,
    with_params,
)

_IDLE: Final = 300.0
"""Seconds for which Chromium keeps a connection that is not used."""
_MOST_REDIRECTS: Final = 20
"""As in Chromium."""
_SEE_OTHER: Final = (301, 302, 303)
_REDIRECTS: Final = (*_SEE_OTHER, 307, 308)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered."""

    status: int
    headers: Mapping[str, str]
    """By name in small letters."""
    body: bytes

    @property
    def text(self) -> str:
        """The body as a browser shows it."""
        return self.body.decode(errors="replace")


class Client:
    """One visitor of one server.

    Parameters
    ----------
    address
        such as ``http://127.0.0.1:8000``: no slash at its end.
    patience
        the seconds after which one wait gives up: for a connection, a whole answer, or the next
        part of a stream.
    """

    def __init__(self, address: str, patience: float) -> None:
        self.cookies: dict[str, str] = {}
        """What the server told the visitor to keep, by name."""
        self._patience = patience
        place = urlsplit(address)
        self._address, self._host, self._port = address, place.hostname or "", place.port or 80
        always = {
            "Host": place.netloc,
            "Accept": "*/*",
            "Accept-Encoding": "gzip, deflate",  # a browser's, where nothing is encrypted
            "User-Agent": "Mozilla/5.0 (X11; Linux x86_64)",
        }
        self._always = head_of(always)
        self._idle: list[Connection] = []

    async def ask(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, object] | None = None,
        json: Any = None,
        data: Mapping[str, object] | None = None,
    ) -> Answer:
        """Return what the server answers, redirects on the same server followed.

        Parameters
        ----------
        path
            from the address on, with its slash.
        params
            what stands behind the question mark.
        json, data
            the body: a value, or the fields of a form.

        Raises
        ------
        ConnectionError
            where nobody listens, the connection ends before the answer, or it is no HTTP/1.1.
        TimeoutError
            where patience ends.
        """
        path = with_params(path, params)
        kind, body = body_of(json, data)
        for _ in range(_MOST_REDIRECTS):
            request = self._request(method, path, kind, body)
            answer = await self._asked(request)
            target = self._redirected(path, answer)
            if target is None:
                return answer
            path = target
            if answer.status == 303 or (answer.status in _SEE_OTHER and method == "POST"):
                method, kind, body = "GET", "", b""
        raise ConnectionError(f"must come to an end, got {_MOST_REDIRECTS} redirects")

    @contextlib.asynccontextmanager
    async def lines(
        self, path: str, params: Mapping[str, object] | None = None
    ) -> AsyncIterator[AsyncIterator[bytes]]:
        """Get a stream and yield its lines as they come; with the block it ends.

        Raises
        ------
        ConnectionError, TimeoutError
            as for `ask`, and where the status is not 200.
        """
        request = self._request("GET", with_params(path, params), "", b"")
        connection, incoming = await self._answering(request, for_all=False)
        try:
            while not incoming.status:
                await connection.wait(for_all=False)
            if incoming.status != 200:
                raise ConnectionError(f"must answer with status 200, got {incoming.status}")
            yield lines_of(connection, incoming)
        finally:
            self._put_by(connection, incoming)

    async def close(self) -> None:
        """Close every connection that is not in use; never raises."""
        while self._idle:
            self._idle.pop().close()

    async def _asked(self, request: bytes) -> Answer:
        connection, incoming = await self._answering(request, for_all=True)
        self._put_by(connection, incoming)
        return Answer(incoming.status, incoming.headers, b"".join(incoming.parts))

    async def _answering(self, request: bytes, *, for_all: bool) -> tuple[Connection, Incoming]:
        """Send a request, once more if a connection that was used before turns out to be dead."""
        while True:
            connection = self._kept()
            is_fresh = connection is None
            if connection is None:
                connection = await self._connected()
            incoming = connection.send(request)
            try:
                await connection.wait(for_all=for_all)
                return connection, incoming
            except ConnectionError:
                connection.close()
                if is_fresh or connection.is_heard:
                    raise
            except BaseException:
                connection.close()
                raise

    async def _connected(self) -> Connection:
        async with asyncio.timeout(self._patience):
            _, connection = await asyncio.get_running_loop().create_connection(
                lambda: Connection(self._patience), self._host, self._port
            )
        return connection

    def _kept(self) -> Connection | None:
        """Return a connection that can be used again, the last one first."""
        while self._idle:
            connection = self._idle.pop()
            if not connection.has_ended and time.monotonic() - connection.idle_since < _IDLE:
                return connection
            connection.close()
        return None

    def _put_by(self, connection: Connection, incoming: Incoming) -> None:
        """Take the cookies, and keep the connection or close it."""
        for cookie in incoming.cookies:
            keep_cookie(self.cookies, cookie)
        incoming.cookies.clear()
        if incoming.is_complete and incoming.keeps and not connection.has_ended:
            connection.idle_since = time.monotonic()
            self._idle.append(connection)
        else:
            connection.close()

    def _request(self, method: str, path: str, kind: str, body: bytes) -> bytes:
        head = f"{method} {path} HTTP/1.1\r\n{self._always}"
        if self.cookies:
            pairs = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            head += f"Cookie: {pairs}\r\n"
        if kind:
            head += f"Content-Type: {kind}\r\n"
        if kind or method in {"POST", "PUT"}:
            head += f"Content-Length: {len(body)}\r\n"
        return f"{head}\r\n".encode("latin-1") + body

    def _redirected(self, path: str, answer: Answer) -> str | None:
        """Return the path to ask next, nothing where there is none on this server."""
        if answer.status not in _REDIRECTS or "location" not in answer.headers:
            return None
        target = urlsplit(urljoin(self._address + path, answer.headers["location"]))
        if (target.hostname, target.port or 80) != (self._host, self._port):
            return None
        return target._replace(scheme="", netloc="", fragment="").geturl() or "/"
