"""A visitor behind a load balancer.

Cookies and address, and whatever a Streamlit tab fetches beside its socket.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from types import TracebackType
from typing import Final, Self

import numpy as np
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.typing import Origin, Subprotocol

from framework_compare.lab.balancer import COOKIE, REPLICA
from framework_compare.lab.drivers import PATIENCE
from framework_compare.lab.drivers.http import Client
from framework_compare.lab.drivers.sessions import named
from framework_compare.lab.drivers.streamlit_tab import Said, Tab
from framework_compare.lab.drivers.wire import QuickConnection
from framework_compare.lab.errors import NoAnswer

_XSRF: Final = "_streamlit_xsrf"
_RUN: Final = re.compile(r"Run (\d+)")


class Browser:
    """One browser with an address and a cookie of its own.

    Parameters
    ----------
    address
        of the load balancer.
    number
        which visitor it is; decides its address and its cookie.
    """

    def __init__(self, address: str, number: int) -> None:
        self.address = address
        octets = np.random.default_rng(number).integers(1, 255, 3)  # scattered, as addresses are
        self.headers = {"X-Forwarded-For": ".".join(map(str, (10, *octets)))}
        self._client = Client(address, PATIENCE, self.headers, {COOKIE: f"visitor{number}"})

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._client.close()

    async def get(self, path: str) -> tuple[int, bytes, str]:
        """Return status, body and the replica that answered."""
        with named(f"GET {path}"):
            answer = await self._client.ask("GET", path)
        return answer.status, answer.body, answer.headers.get(REPLICA.lower(), "")

    async def put(self, path: str, content: bytes) -> int:
        """Send a file as the browser does and return the status."""
        headers = {"X-Xsrftoken": self.cookies.get(_XSRF, "")}
        files = {"file": ("sent.csv", content)}
        with named(f"PUT {path}"):
            answer = await self._client.ask("PUT", path, headers=headers, files=files)
        return answer.status

    @property
    def cookies(self) -> dict[str, str]:
        """What the browser keeps."""
        return self._client.cookies


@dataclass
class StreamlitVisitor(Tab):
    """A tab that notes what else it must fetch, and can come back with its old session."""

    session: str = ""
    pictures: list[str] = field(default_factory=list)
    downloads: list[str] = field(default_factory=list)
    uploads: list[str] = field(default_factory=list)
    numbered: int = 0
    """The number of the last run, which the app counts in its session state."""

    async def join(self, browser: Browser, where: str) -> None:
        """Connect with a browser's cookies; a session that was there before is asked for again."""
        protocols = [
            "streamlit",
            *([browser.cookies.get(_XSRF) or "none", self.session] if self.session else []),
        ]
        cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
        self._connection = await connect(
            self.address.replace("http", "ws", 1) + "/_stcore/stream",
            origin=Origin(self.address),
            subprotocols=[Subprotocol(name) for name in protocols],
            additional_headers={**browser.headers, "Cookie": cookies},
            compression=None,
            create_connection=QuickConnection,
            max_size=None,
            open_timeout=PATIENCE,
            ping_interval=None,
        )
        await self.count(where)

    async def count(self, where: str, changed: str = "") -> int:
        """Run the script and return how many runs its session has counted."""
        for said in await self.run(where, changed):
            found = _RUN.search(said.text)
            self.numbered = int(found.group(1)) if found else self.numbered
        return self.numbered

    async def upload_path(self, where: str) -> str:
        """Ask over the socket where a file is to be sent.

        Raises
        ------
        NoAnswer
            where nothing says so.
        """
        message = BackMsg()
        message.file_urls_request.request_id = "one"
        message.file_urls_request.session_id = self.session
        message.file_urls_request.file_names.append("sent.csv")
        await self._connected.send(message.SerializeToString())
        while not self.uploads:
            try:
                answer = ForwardMsg.FromString(
                    await asyncio.wait_for(self._connected.recv(decode=False), PATIENCE)
                )
            except TimeoutError:
                raise NoAnswer(where, PATIENCE) from None
            self._take(answer, where, [])
        return self.uploads[-1]

    def _take(self, message: ForwardMsg, where: str, said: list[Said]) -> None:
        super()._take(message, where, said)
        kind = message.WhichOneof("type")
        if kind == "new_session" and message.new_session.initialize.session_id:
            self.session = message.new_session.initialize.session_id
        elif kind == "file_urls_response":
            self.uploads += [urls.upload_url for urls in message.file_urls_response.file_urls]

    def _draw(self, element: Element, fragment: str, where: str, said: list[Said]) -> None:
        super()._draw(element, fragment, where, said)
        if element.HasField("imgs"):
            self.pictures.append(element.imgs.imgs[0].url)
        elif element.HasField("download_button"):
            self.downloads.append(element.download_button.url)
