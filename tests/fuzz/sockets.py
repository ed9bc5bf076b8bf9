"""Hostile widget states and links over the websocket of a real server.

Raised means: an exception is drawn, the server logs one that nobody caught, or the connection dies.
A value that Streamlit itself cannot read, such as a number for a choice, ends that session alone
before the app has it in hand: it counts as refused.
"""

from __future__ import annotations

import asyncio
import json
import math
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.fuzz.counting import ANSWERED, RAISED, REFUSED, Count
from tests.fuzz.making import Maker
from tests.ui.conftest import Server
from tests.ui.protocol import Tab

PAGES = ("", "verdict", "compare", "what_if", "capacity", "evidence", "stakeholders", "method")
_EACH = 25
"""States that one session is sent before the next one opens."""
_STRANGE = 10
"""One of so many states is of a kind that the widget does not take, such as a number for a choice.
"""
_PATIENCE = 120.0
KINDS = (
    "bool_value", "trigger_value", "double_value", "double_array_value", "string_array_value", "string_value",
    "file_uploader_state_value",
)  # fmt: skip
_READING = {"deserialize", "filtered_state", "get_serialized"}
"""Streamlit's functions that read what a browser sent."""
_SELECTIONS = tuple(
    json.dumps({"selection": {"rows": rows, "columns": ["x"], "cells": [], "cell": cell}})
    for rows in ([0], [10**6], [-1], [None], ["a"], 5, None)
    for cell in ([], [{"x": 1}], {"x": 1}, [{"criterion": "x", "option": "y"}], [5])
)
VALUES = {
    "button": "trigger_value",
    "button_group": "string_array_value",
    "dataframe": "selection",
    "download_button": "trigger_value",
    "file_uploader": "file_uploader_state_value",
    "multiselect": "string_array_value",
    "number_input": "double_value",
    "slider": "double_array_value",
    "vega_lite_chart": "selection",
}
"""What the browser sends for each kind of widget; text for all others."""
LABELS = (
    "REST API",
    "Shop",
    "High",
    "Quite",
    "Streamlit",
    "Payments",
    "Yes",
    "Single sign-on",
    "As shares",
    "Model demo",
)


class HostileTab(Tab):
    """A tab whose widgets hold what no widget would."""

    async def send(self, states: list[WidgetState]) -> list[str]:
        """Run with these states and return the exceptions that are drawn."""
        assert self.connection is not None
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string, asked.page_name, asked.page_script_hash = (
            self.query,
            self.page,
            self.page_hash,
        )
        asked.widget_states.widgets.extend(states)
        await self.connection.send(message.SerializeToString())
        self.drawn = []
        while not self._is_finished():
            answer = ForwardMsg()
            answer.ParseFromString(await asyncio.wait_for(self.connection.recv(), _PATIENCE))
            self._take(answer)
        elements = (
            message.delta.new_element
            for message in self.drawn
            if message.delta.HasField("new_element")
        )
        return [
            element.exception.message
            for element in elements
            if element.WhichOneof("type") == "exception"
        ]

    def touchable(self) -> dict[str, str]:
        """The kind of value of everything on the page that a visitor may touch, by its id."""
        found = {}
        for message in self.drawn:
            if message.delta.HasField("new_element"):
                kind = message.delta.new_element.WhichOneof("type")
                id_ = getattr(getattr(message.delta.new_element, kind), "id", "")
                found[id_] = VALUES.get(kind, "string_value")
        return {id_: kind for id_, kind in found.items() if id_}


def hostile_state(maker: Maker, widgets: dict[str, str], *, strange: bool) -> WidgetState:
    """A state of one widget: huge, not a number, of no option, or of no widget.

    Where it is strange, it is of another kind.
    """
    state = WidgetState()
    known = maker.one(tuple(widgets)) if widgets else ""
    state.id = known
    if not known or maker.chance(0.1):
        state.id = maker.one((known[:-1], f"$$ID-0-{maker.name()}", f"{known}-req.goal", "x"))
    kind = widgets.get(state.id, "string_value")
    _fill(state, maker.one(KINDS) if strange else kind, maker)
    return state


def _fill(state: WidgetState, kind: str, maker: Maker) -> None:
    if kind == "selection":
        state.string_value = maker.one(_SELECTIONS)
    elif kind == "bool_value":
        state.bool_value = maker.chance(0.5)
    elif kind == "trigger_value":
        state.trigger_value = maker.chance(0.9)
    elif kind == "double_value":
        state.double_value = maker.one(
            (math.nan, math.inf, -math.inf, 0.0, -1.0, 5e-324, 1e308, 3.5, maker.number())
        )
    elif kind == "double_array_value":
        state.double_array_value.data.extend(_shares(maker))
    elif kind == "string_array_value":
        texts = [
            maker.text() if maker.chance(0.4) else maker.one(LABELS)
            for _ in range(maker.whole(0, 4))
        ]
        state.string_array_value.data.extend(texts * (200 if maker.chance(0.1) else 1))
    elif kind == "file_uploader_state_value":
        state.file_uploader_state_value.uploaded_file_info.add(
            file_id=maker.name(), name=maker.name(), size=2**40
        )
    else:
        state.string_value = maker.one(
            (maker.text(), maker.one(LABELS), '{"selection": 5}', "x" * 100_000)
        )


def _shares(maker: Maker) -> list[float]:
    """Two ends of a slider from 0 to 100, most often."""
    ends = [float(maker.whole(0, 100)), float(maker.whole(0, 100))]
    return ends if maker.chance(0.5) else sorted(ends)


async def _widgets(
    server: Server, log: Path, maker: Maker, number: int, count: Count, *, strange: bool
) -> None:
    done = 0
    while done < number:
        try:
            async with HostileTab(server.port, page=maker.one(PAGES), query=maker.query()) as tab:
                await tab.run()
                widgets = tab.touchable()
                for _ in range(min(_EACH, number - done)):
                    states = [
                        hostile_state(maker, widgets, strange=strange)
                        for _ in range(maker.whole(1, 3))
                    ]
                    done += 1
                    said = len(log.read_text(errors="replace"))
                    raised = await tab.send(states)
                    if raised and _is_refused_unread(log.read_text(errors="replace")[said:]):
                        count.came[REFUSED] += 1
                        # Streamlit keeps the state and refuses every further run of this session.
                        break
                    if raised:
                        count.fail(f"{raised[0]} on /{tab.page}?{tab.query} with {states}"[:600])
                        break
                    count.came[ANSWERED] += 1
                    widgets = tab.touchable() or widgets
        except Exception as error:  # a connection that dies is what is looked for
            count.fail(f"{type(error).__name__}: {error}")
            done += 1


def _is_refused_unread(log: str) -> bool:
    """Return whether Streamlit itself could not read a value, before any of our code saw it."""
    return bool(
        _READING & set(re.findall(r"^ *File .*[/\\]streamlit[/\\].*, in (\w+)$", log, re.MULTILINE))
    )


async def _links(port: int, maker: Maker, number: int, count: Count) -> None:
    for _ in range(number):
        query = maker.query()
        try:
            async with HostileTab(port, page=maker.one(PAGES), query=query) as tab:
                raised = await tab.send([])
        except Exception as error:  # the same
            raised = [f"{type(error).__name__}: {error}"]
        if raised:
            count.fail(f"{raised[0]} with {query[:300]!r}")
        else:
            count.came[ANSWERED] += 1


def over_the_websocket(maker: Maker, links: int, widgets: int) -> Iterator[Count]:
    """All against one server, and then what its log says."""
    linked, touched = Count("links, over the websocket"), Count("widget states")
    strange = Count("widget states, strange kind")
    log = Count("uncaught in the log")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "server.log"
        server = Server(path)
        try:
            asyncio.run(_links(server.port, maker, links, linked))
            asyncio.run(_widgets(server, path, maker, widgets, touched, strange=False))
            asyncio.run(_widgets(server, path, maker, widgets // _STRANGE, strange, strange=True))
            asyncio.run(_links(server.port, maker, 1, linked))  # others are still served
        finally:
            server.stop()
        _, *uncaught = path.read_text(errors="replace").split("Uncaught app execution")
        for said in uncaught:
            if not _is_refused_unread(said):
                log.fail(said[-600:])
    yield from (linked, touched, strange)
    if log.came[RAISED]:
        yield log
