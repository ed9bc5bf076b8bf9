"""A visitor of the Panel app.

Bokeh's websocket, which keeps one document alike on both sides by sending patches.
"""

from __future__ import annotations

import html
import json
import re
import time
from collections.abc import Iterator
from typing import Any, Final

from websockets.asyncio.client import ClientConnection, connect

from framework_compare.lab.drivers import PATIENCE
from framework_compare.lab.drivers.answers import ROWS, SPEND, rows_in, spend_in
from framework_compare.lab.drivers.sessions import Web, patient
from framework_compare.lab.drivers.wire import QuickConnection
from framework_compare.lab.errors import WrongAnswer
from framework_compare.starters.reference.reference import AGES, ALL, DEFAULTS

_TOKEN: Final = re.compile(r'"token":\s*"([^"]+)"')
_INPUTS: Final = ("Group", "Minimum age", *(name.title() for name in DEFAULTS), "Predict")


def _models(part: Any, parent: str = "") -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield every model of a document.

    Its id, the id of the one that holds it, and its attributes.
    """
    if isinstance(part, dict):
        here = str(part.get("id", parent))
        if part.get("type") == "object" and "attributes" in part:
            yield here, parent, part["attributes"]
        for below in part.values():
            yield from _models(below, here)
    elif isinstance(part, list):
        for below in part:
            yield from _models(below, parent)


class Visitor:
    """One tab: its websocket, the model behind each input, and the texts that it shows.

    A changed filter is done when table and chart have new data, a press of the button when its
    counter is sent back; a text that changes is sent before, and one that does not still stands on
    the page.

    Parameters
    ----------
    address
        where the server is, no slash at its end.
    """

    def __init__(self, address: str) -> None:
        self.answered_at = 0.0
        self._web = Web("panel", address)
        self._socket: ClientConnection | None = None
        self._models: dict[str, str] = {}
        self._button = ""
        self._held: dict[str, object] = {"Group": ALL, "Minimum age": AGES[0]}
        self._held |= {name.title(): value for name, value in DEFAULTS.items()}
        self._rows = self._spend = ""
        self._sent = 0

    async def open(self) -> None:
        """Load the page and pull the document that was made for this visitor."""
        where = "panel: open"
        page = await self._web.text("GET", "/")
        token = _TOKEN.search(page)
        if token is None or "<title>People</title>" not in page:
            raise WrongAnswer(where, "the page People with a token", page)
        async with patient(where):
            self._socket = await connect(
                f"{self._web.address.replace('http', 'ws', 1)}/app/ws",
                # Bokeh sends its token here. Subprotocol and Origin are each a NewType of str.
                subprotocols=["bokeh", token[1]],  # type: ignore[list-item]
                origin=self._web.address,  # type: ignore[arg-type]
                max_size=None,
                compression=None,
                create_connection=QuickConnection,
                open_timeout=PATIENCE,
                ping_interval=None,
            )
        await self._received(where, "ACK")
        await self._send(where, "PULL-DOC-REQ", {})
        document = await self._received(where, "PULL-DOC-REPLY")
        for identity, parent, attributes in _models(document["doc"]["roots"]):
            if attributes.get("label") in _INPUTS:
                self._models[attributes["label"]] = identity
            if attributes.get("label") == "Predict":
                self._button = parent
            self._read(attributes.get("text"))
        missing = [label for label in _INPUTS if label not in self._models]
        if missing:
            raise WrongAnswer(where, list(_INPUTS), sorted(self._models))
        self.answered_at = time.perf_counter()
        rows_in(self._rows, where)

    async def filter(self, group: str, minimum_age: int) -> int:
        """Set what changes, one input after the other as a hand does, and return the row count."""
        where = "panel: filter"
        self.answered_at = time.perf_counter()
        if await self._set(where, "Group", group, "value"):
            await self._until(where, {"spend", "decade"})
        if await self._set(where, "Minimum age", minimum_age, "value", "value_throttled"):
            await self._until(where, {"spend", "decade"})
        return rows_in(self._rows, where)

    async def predict(self, age: float, income: float, visits: float, tenure: float) -> float:
        """Fill in the numbers that change, press the button and return the spend."""
        where = "panel: predict"
        for name, value in zip(DEFAULTS, (age, income, visits, tenure), strict=True):
            await self._set(where, name.title(), value, "value")
        target = [["target", None], ["currentTarget", None], ["relatedTarget", None]]
        entries = [
            ["model", {"id": self._button}],
            ["node", "click"],
            ["data", {"type": "map", "entries": target}],
        ]
        press = {
            "type": "event",
            "name": "dom_event",
            "values": {"type": "map", "entries": entries},
        }
        await self._patch(
            where, [{"kind": "MessageSent", "msg_type": "bokeh_event", "msg_data": press}]
        )
        await self._until(where, {"clicks"})
        return spend_in(self._spend, where)

    async def close(self) -> None:
        """Leave as a closed tab does."""
        if self._socket is not None:
            await self._socket.close()
        await self._web.close()

    async def _set(self, where: str, label: str, value: object, *attributes: str) -> bool:
        """Tell the server of an input, one message for each attribute.

        Return whether there was anything to tell.
        """
        if self._held[label] == value:
            return False
        self._held[label] = value
        for attribute in attributes:
            model = {"id": self._models[label]}
            await self._patch(
                where, [{"kind": "ModelChanged", "model": model, "attr": attribute, "new": value}]
            )
        return True

    async def _until(self, where: str, missing: set[str]) -> None:
        """Take patches until each of the attributes or columns came.

        Note when the last text before had arrived.
        """
        self.answered_at = 0.0
        while missing:
            for event in (await self._received(where, "PATCH-DOC"))["events"]:
                if event.get("attr") == "text":
                    self._read(event["new"])
                    self.answered_at = time.perf_counter()
                if event["kind"] == "ColumnDataChanged":
                    missing = missing - {name for name, _ in event["data"]["entries"]}
                missing = missing - {event.get("attr")}
        self.answered_at = self.answered_at or time.perf_counter()

    def _read(self, text: object) -> None:
        """Keep a text that the page shows, if it is one of the two answers."""
        shown = html.unescape(str(text))
        self._rows = shown if ROWS.search(shown) else self._rows
        self._spend = shown if SPEND.search(shown) else self._spend

    async def _patch(self, where: str, events: list[dict[str, Any]]) -> None:
        await self._send(where, "PATCH-DOC", {"events": events})

    async def _send(self, where: str, kind: str, content: dict[str, Any]) -> None:
        """Send one message: its header, its empty metadata and its content."""
        self._sent += 1
        async with patient(where):
            for part in ({"msgid": f"{self._sent:032X}", "msgtype": kind}, {}, content):
                await self._connected().send(json.dumps(part))

    async def _received(self, where: str, kind: str) -> dict[str, Any]:
        """Return the content of the next message of a kind.

        Others are passed over, an error is not.
        """
        while True:
            async with patient(where):
                header, _, content = [json.loads(await self._connected().recv()) for _ in range(3)]
                for _ in range(2 * header.get("num_buffers", 0)):  # each has a header of its own
                    await self._connected().recv()
            if header["msgtype"] == "ERROR":
                raise WrongAnswer(where, "no error", content.get("text"))
            if header["msgtype"] == kind:
                return dict(content)

    def _connected(self) -> ClientConnection:
        if self._socket is None:
            raise WrongAnswer("panel", "an open page", "none")
        return self._socket
