"""A visitor of the NiceGUI app: socket.io over one websocket.

Events go to the server, changed elements come back.
"""

from __future__ import annotations

import json
import re
import time
import uuid
from typing import Any, Final
from urllib.parse import urlencode

from framework_compare.lab.drivers.answers import ROWS, rows_in, spend_in
from framework_compare.lab.drivers.sessions import Web
from framework_compare.lab.drivers.socketio import SocketIO
from framework_compare.lab.errors import WrongAnswer
from framework_compare.starters.reference.reference import AGES, ALL, DEFAULTS

_ELEMENTS: Final = re.compile(r"parseElements\(String\.raw`(.*?)`\)", re.DOTALL)
_CLIENT: Final = re.compile(r"'client_id': '([0-9a-f-]+)'")
_ESCAPED: Final = (("&#36;", "$"), ("&#96;", "`"), ("&gt;", ">"), ("&lt;", "<"), ("&amp;", "&"))
_TABLE_AT_FIRST: Final = {"sortBy": None, "descending": False, "page": 1, "rowsPerPage": 0}


def _name(element: dict[str, Any]) -> str:
    """Return what a visitor calls an element: its label, or what it is."""
    props = element.get("props", {})
    kinds = {"nicegui-table": "table", "q-slider": "Minimum age"}
    if ROWS.search(element.get("text") or ""):
        return "count"
    return (
        "answer"
        if props.get("role") == "status"
        else kinds.get(element["tag"]) or props.get("label") or ""
    )


class Visitor:
    """One tab: its websocket and the elements of its page.

    A filter is done when the table is sent again, a press of the button when the answer's text is;
    a text that stays the same is not sent again, so numbers that nobody changed are answered by
    what the page shows.

    The page tells the server of each number at once, key by key and when it is left; a form is sent
    nowhere. This visitor fills in each number that changes in one piece, as one who pastes it: one
    event with the value, one for leaving it. These events belong to the interaction, as in the
    drivers of Panel and Shiny.

    Parameters
    ----------
    address
        where the server is, no slash at its end.
    """

    def __init__(self, address: str) -> None:
        self.answered_at = 0.0
        self._web = Web("nicegui", address)
        self._socket = SocketIO(after_ping=self._acknowledge)
        self._client = ""
        self._elements: dict[str, dict[str, Any]] = {}
        self._ids: dict[str, str] = {}
        self._held: dict[str, object] = {}
        self._next = self._acknowledged = 0

    async def open(self) -> None:
        """Load the page, connect, and say that the table is there."""
        where = "nicegui: open"
        page = await self._web.text("GET", "/")
        elements, client = _ELEMENTS.search(page), _CLIENT.search(page)
        if elements is None or client is None or "<title>People</title>" not in page:
            raise WrongAnswer(where, "the page People with its elements", page)
        text = elements[1]
        for escaped, plain in _ESCAPED:
            text = text.replace(escaped, plain)
        self._client, self._elements = client[1], json.loads(text)
        self._ids = {_name(element): identity for identity, element in self._elements.items()}
        self._held = {
            "Group": ALL,
            "Minimum age": AGES[0],
            **{name.title(): value for name, value in DEFAULTS.items()},
        }
        missing = {"count", "table", "answer", "Predict", *self._held} - set(self._ids)
        if missing:
            raise WrongAnswer(where, sorted(missing), sorted(self._ids))
        await self._connect(where)
        await self._send(where, "table", "update:pagination", _TABLE_AT_FIRST)
        await self._until(where, "table")

    async def filter(self, group: str, minimum_age: int) -> int:
        """Set what changes, one input after the other as a hand does, and return the row count."""
        where = "nicegui: filter"
        self.answered_at = time.perf_counter()
        if self._held["Group"] != group:
            options = self._elements[self._ids["Group"]]["props"]["options"]
            chosen = next((option for option in options if option["label"] == group), None)
            await self._send(where, "Group", "update:modelValue", chosen)
            await self._until(where, "table")
        if self._held["Minimum age"] != minimum_age:
            await self._send(where, "Minimum age", "update:modelValue", minimum_age)
            await self._until(where, "table")
        self._held |= {"Group": group, "Minimum age": minimum_age}
        return rows_in(self._text("count"), where)

    async def predict(self, age: float, income: float, visits: float, tenure: float) -> float:
        """Fill in the numbers that change, press the button and return the spend."""
        where = "nicegui: predict"
        numbers = {
            name.title(): value
            for name, value in zip(DEFAULTS, (age, income, visits, tenure), strict=True)
        }
        changed = {name: value for name, value in numbers.items() if value != self._held[name]}
        for name, value in changed.items():
            await self._send(where, name, "update:modelValue", str(value))
            await self._send(where, name, "blur")
        self._held |= changed
        await self._send(where, "Predict", "click")
        self.answered_at = time.perf_counter()
        if changed or not self._text("answer"):
            await self._until(where, "answer")
        return spend_in(self._text("answer"), where)

    async def close(self) -> None:
        """Leave as a closed tab does."""
        await self._socket.close()
        await self._web.close()

    def _text(self, name: str) -> str:
        return self._elements[self._ids[name]].get("text") or ""

    async def _connect(self, where: str) -> None:
        """Open the websocket as the page does."""
        tab = {"tab_id": uuid.uuid4(), "document_id": uuid.uuid4(), "old_tab_id": "null"}
        query = {
            "client_id": self._client,
            "next_message_id": 0,
            "implicit_handshake": "true",
            **tab,
        }
        path = f"/_nicegui_ws/socket.io/?{urlencode({**query, 'EIO': 4, 'transport': 'websocket'})}"
        await self._socket.open(self._web.address + path, where)

    async def _acknowledge(self) -> None:
        """Say up to where everything came: the server keeps the rest."""
        if self._next > self._acknowledged:
            self._acknowledged = self._next
            content = {"client_id": self._client, "next_message_id": self._next}
            await self._socket.emit("ack", content, "nicegui: ack")

    async def _until(self, where: str, name: str) -> None:
        """Take updates until one holds an element."""
        while True:
            event = await self._socket.event(where)
            self._next = event.content.pop("_id", self._next - 1) + 1
            if event.name != "update":
                continue
            self._elements |= {
                identity: element
                for identity, element in event.content.items()
                if element is not None
            }
            if self._ids[name] in event.content:
                self.answered_at = event.at
                return

    async def _send(self, where: str, name: str, kind: str, *values: object) -> None:
        """Tell the server what happened to an element."""
        identity = self._ids[name]
        listeners = [
            event["listener_id"]
            for event in self._elements[identity]["events"]
            if event["type"] == kind
        ]
        content = {"id": int(identity), "client_id": self._client, "listener_id": listeners[0]}
        await self._socket.emit(
            "event", {**content, "args": [json.dumps(value) for value in values]}, where
        )
