"""A visitor of Panel against a server that keeps a Bokeh document, or does not."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from http import HTTPStatus
from typing import Any

import pytest

pytest.importorskip("websockets", reason="the extra 'lab' is not installed")

from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.typing import Subprotocol

from framework_compare.lab.drivers.panel import Visitor
from framework_compare.lab.errors import WrongAnswer

PAGE = '<title>People</title><script type="application/json">{"token": "t"}</script>'
LABELS = ("Group", "Minimum age", "Age", "Income", "Visits", "Tenure")


def model(identity: str, **attributes: Any) -> dict[str, Any]:
    return {"type": "object", "name": "Model", "id": identity, "attributes": attributes}


def changed(identity: str, attribute: str, new: object) -> dict[str, Any]:
    return {"kind": "ModelChanged", "model": {"id": identity}, "attr": attribute, "new": new}


def data(column: str) -> dict[str, Any]:
    return {
        "kind": "ColumnDataChanged",
        "model": {"id": "d"},
        "attr": "data",
        "data": {"entries": [[column, []]]},
    }


DOCUMENT = [
    *[model(f"m{number}", label=label) for number, label in enumerate(LABELS)],
    model("view", data=model("button", label="Predict")),
    model("count", text="&lt;h3&gt;2,000 rows&lt;/h3&gt;"),
]
FILTERED = [
    changed("count", "text", "&lt;h3&gt;1,234 rows&lt;/h3&gt;"),
    data("spend"),
    data("decade"),
]
PREDICTED = [changed("answer", "text", "Predicted spend: 9.50"), changed("button", "clicks", 1)]


class Server:
    """Answers a changed input with one patch and a press of the button with another.

    It remembers whose press it was.
    """

    def __init__(self, filtered: list[dict[str, Any]], kind: str = "PATCH-DOC") -> None:
        self.filtered, self.kind = filtered, kind
        self.pressed: list[str] = []

    def page(self, connection: ServerConnection, request: Request) -> Response | None:
        return connection.respond(HTTPStatus.OK, PAGE) if request.path == "/" else None

    async def socket(self, socket: ServerConnection) -> None:
        await self.say(socket, "ACK", {})
        with contextlib.suppress(ConnectionClosed):
            while True:
                header, _, content = [json.loads(await socket.recv()) for _ in range(3)]
                await self.answer(socket, header["msgtype"], content)

    async def answer(self, socket: ServerConnection, kind: str, content: dict[str, Any]) -> None:
        if kind == "PULL-DOC-REQ":
            await self.say(socket, "PULL-DOC-REPLY", {"doc": {"roots": DOCUMENT}})
            return
        event = content["events"][0]
        if event["kind"] == "MessageSent":
            self.pressed.append(event["msg_data"]["values"]["entries"][0][1]["id"])
            await self.say(socket, "PATCH-DOC", {"events": PREDICTED})
        elif event["model"]["id"] == "m0":
            await self.say(socket, self.kind, {"events": self.filtered, "text": "it broke"})

    async def say(self, socket: ServerConnection, kind: str, content: dict[str, Any]) -> None:
        for part in ({"msgtype": kind, "num_buffers": 0}, {}, content):
            await socket.send(json.dumps(part))


def visited(server: Server) -> tuple[int, float, list[float]]:
    """Open, filter and predict; return both answers and when each of the three was there."""

    async def both() -> tuple[int, float, list[float]]:
        async with serve(
            server.socket,
            "127.0.0.1",
            0,
            process_request=server.page,
            subprotocols=[Subprotocol("bokeh")],
        ) as running:
            port = running.sockets[0].getsockname()[1]
            visitor = Visitor(f"http://127.0.0.1:{port}")
            try:
                await visitor.open()
                opened = visitor.answered_at
                rows = await visitor.filter("Retired", 18)
                filtered = visitor.answered_at
                spend = await visitor.predict(41, 50_000, 12, 5)
                return rows, spend, [opened, filtered, visitor.answered_at]
            finally:
                await visitor.close()

    return asyncio.run(both())


def test_the_answers_are_the_texts_that_the_patches_bring() -> None:
    """The count with the table's and the chart's new data, the spend with the button's counter."""
    rows, spend, _ = visited(Server(FILTERED))

    assert (rows, spend) == (1234, 9.5)


def test_a_text_that_does_not_change_still_stands() -> None:
    """Two filters may leave equally many: then only the data comes anew."""
    rows, _, _ = visited(Server(FILTERED[1:]))

    assert rows == 2000


def test_every_answer_has_its_time() -> None:
    """Also the first view: the cold start is read off it."""
    begun = time.perf_counter()

    _, _, times = visited(Server(FILTERED))

    assert [begun, *times] == sorted([begun, *times])


def test_the_press_is_the_buttons_view() -> None:
    """Bokeh sends a click to the component that holds the button's data."""
    server = Server(FILTERED)

    visited(server)

    expected = ["view"]
    assert expected == server.pressed


def test_an_error_of_the_server_is_told() -> None:
    """Bokeh has a kind of message for it."""
    with pytest.raises(WrongAnswer, match="it broke"):
        visited(Server([], kind="ERROR"))
