"""A tab on any Streamlit app: reruns asked for, and elements drawn, over one websocket.

What is sent is what Chromium was seen to send to Streamlit 1.67: the state of every widget, the
fragment of the one that changed, and the hashes of the large messages that the browser still keeps.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Origin, Subprotocol

from framework_compare.lab.drivers import PATIENCE
from framework_compare.lab.drivers.wire import QuickConnection
from framework_compare.lab.errors import NoAnswer, WrongAnswer

_KEPT_RUNS: Final = 2
"""Runs after which the browser drops a message that was not used again
(``global.maxCachedMessageAge``).
"""
_FINE: Final = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


class Said(NamedTuple):
    """A text of the page and when it arrived (``time.perf_counter()``)."""

    at: float
    text: str


@dataclass
class Widget:
    """One input: its id, the fragment it belongs to, and what it holds; a button holds nothing."""

    id: str
    fragment: str
    value: str | float | list[float] | None = None


@dataclass
class Tab:
    """One browser tab.

    Parameters
    ----------
    address
        such as ``http://127.0.0.1:8501``.
    """

    address: str
    widgets: dict[str, Widget] = field(default_factory=dict)
    """By label, as the last run that drew them left them; set a `value`, then `run`."""
    _page: str = ""
    _runs: int = 0
    _kept: dict[str, int] = field(default_factory=dict)
    _connection: ClientConnection | None = None

    async def open(self, where: str) -> list[Said]:
        """Connect, and wait for the first run."""
        try:
            self._connection = await connect(
                self.address.replace("http", "ws", 1) + "/_stcore/stream",
                origin=Origin(self.address),
                subprotocols=[Subprotocol("streamlit")],
                compression=None,
                create_connection=QuickConnection,
                max_size=None,
                open_timeout=PATIENCE,
                ping_interval=None,
            )
        except TimeoutError:
            raise NoAnswer(where, PATIENCE) from None
        except (OSError, WebSocketException) as error:
            raise WrongAnswer(where, "an open websocket", str(error)) from None
        return await self.run(where)

    async def run(self, where: str, changed: str = "") -> list[Said]:
        """Ask for the run that a widget causes, and return the texts it draws, once it is done.

        Parameters
        ----------
        where
            for the message of an error.
        changed
            the widget's label: its fragment runs, or the script if it is in none; a button counts
            as pressed.

        Raises
        ------
        NoAnswer
            where nothing comes for `PATIENCE` seconds.
        WrongAnswer
            where the page shows an exception, the script fails or the connection ends.
        """
        said: list[Said] = []
        try:
            await self._connected.send(self._request(changed).SerializeToString())
            while True:
                message = ForwardMsg.FromString(
                    await asyncio.wait_for(self._connected.recv(decode=False), PATIENCE)
                )
                self._take(message, where, said)
                if message.WhichOneof("type") == "script_finished" and self._is_last(
                    message, where
                ):
                    return said
        except TimeoutError:
            raise NoAnswer(where, PATIENCE) from None
        except WebSocketException as error:
            raise WrongAnswer(where, "an open websocket", str(error)) from None

    async def close(self) -> None:
        """Leave as a closed tab does; never raises."""
        if self._connection is not None:
            with contextlib.suppress(Exception):
                await self._connection.close()

    @property
    def _connected(self) -> ClientConnection:
        if self._connection is None:
            raise RuntimeError("the tab must be opened first")
        return self._connection

    def _request(self, changed: str) -> BackMsg:
        message = BackMsg()
        asked = message.rerun_script
        asked.page_script_hash = self._page
        asked.fragment_id = self.widgets[changed].fragment if changed else ""
        asked.cached_message_hashes.extend(self._kept)
        for label, widget in self.widgets.items():
            if widget.value is not None or label == changed:
                _fill(asked.widget_states.widgets.add(), widget)
        return message

    def _take(self, message: ForwardMsg, where: str, said: list[Said]) -> None:
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._page = message.new_session.page_script_hash
        elif kind == "ref_hash":
            if message.ref_hash not in self._kept:
                raise WrongAnswer(where, "a message that the browser still keeps", message.ref_hash)
            self._kept[message.ref_hash] = self._runs
        elif kind == "delta" and message.delta.HasField("new_element"):
            if message.metadata.cacheable:
                self._kept[message.hash] = self._runs
            self._draw(message.delta.new_element, message.delta.fragment_id, where, said)

    def _draw(self, element: Element, fragment: str, where: str, said: list[Said]) -> None:
        kind = str(element.WhichOneof("type"))
        drawn = getattr(element, kind)
        if kind == "exception":
            raise WrongAnswer(where, "a page without an error", drawn.message)
        if kind in _HELD:
            held = self.widgets.get(drawn.label)
            value = held.value if held and held.id == drawn.id else _HELD[kind](drawn)
            self.widgets[drawn.label] = Widget(drawn.id, fragment, value)
        elif isinstance(text := getattr(drawn, "body", None), str):
            said.append(Said(time.perf_counter(), text))

    def _is_last(self, message: ForwardMsg, where: str) -> bool:
        if message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            return False
        if message.script_finished not in _FINE:
            raise WrongAnswer(where, "a script that runs", message.script_finished)
        self._runs += 1
        self._kept = {
            name: used for name, used in self._kept.items() if self._runs - used <= _KEPT_RUNS
        }
        return True


_HELD: Final[dict[str, Any]] = {
    "selectbox": lambda drawn: drawn.options[drawn.default],
    "slider": lambda drawn: list(drawn.default),
    "number_input": lambda drawn: drawn.default,
    "button": lambda _: None,
}
"""How each kind of widget says what it holds at first."""


def _fill(state: WidgetState, widget: Widget) -> None:
    state.id = widget.id
    if widget.value is None:
        state.trigger_value = True
    elif isinstance(widget.value, str):
        state.string_value = widget.value
    elif isinstance(widget.value, list):
        state.double_array_value.data.extend(widget.value)
    else:
        state.double_value = widget.value
