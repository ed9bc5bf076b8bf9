"""A visitor without a browser: the messages that a tab and the server exchange."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

_PATIENCE = 60.0


@dataclass
class Tab:
    """One tab: its address, what its widgets hold, and what the last run drew."""

    port: int
    page: str = ""
    query: str = ""
    page_hash: str = ""
    widgets: dict[str, list[str]] = field(default_factory=dict)
    numbers: dict[str, float] = field(default_factory=dict)
    pressed: str = ""
    """The key of the button that the next run comes with."""
    drawn: list[ForwardMsg] = field(default_factory=list)
    connection: ClientConnection | None = None

    async def __aenter__(self) -> Tab:
        address = f"ws://127.0.0.1:{self.port}/_stcore/stream"
        self.connection = await connect(
            address, subprotocols=["streamlit"], max_size=None, ping_interval=None
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self.connection is not None
        await self.connection.close()

    async def run(self, *, travelled: bool = False) -> list[ForwardMsg]:
        """Ask for a run and wait for the end of what it draws.

        A rerun that the app itself asks for is included.
        """
        await self.ask(travelled=travelled)
        return await self.wait()

    async def ask(self, *, travelled: bool = False) -> None:
        """Ask for a run."""
        assert self.connection is not None
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string, asked.page_name, asked.page_script_hash = (
            self.query,
            self.page,
            self.page_hash,
        )
        asked.is_history_navigation = travelled
        for key, values in self.widgets.items():
            widget = asked.widget_states.widgets.add()
            widget.id = self.widget_id(key)
            widget.string_array_value.data.extend(values)
        for key, number in self.numbers.items():
            widget = asked.widget_states.widgets.add()
            widget.id, widget.double_value = self.widget_id(key), number
        if self.pressed:
            widget = asked.widget_states.widgets.add()
            widget.id, widget.trigger_value = self.widget_id(self.pressed), True
            self.pressed = ""
        await self.connection.send(message.SerializeToString())

    async def wait(self) -> list[ForwardMsg]:
        """Wait for the end of the run that was asked for last."""
        assert self.connection is not None
        self.drawn = []
        while not self._is_finished():
            answer = ForwardMsg()
            answer.ParseFromString(await asyncio.wait_for(self.connection.recv(), _PATIENCE))
            self._take(answer)
        return self.drawn

    async def wait_for(self, kind: str) -> None:
        """Wait for a message of this kind only, whatever comes before it."""
        assert self.connection is not None
        self.drawn = []
        while not self.drawn or self.drawn[-1].WhichOneof("type") != kind:
            answer = ForwardMsg()
            answer.ParseFromString(await asyncio.wait_for(self.connection.recv(), _PATIENCE))
            self._take(answer)

    def hash_of(self, page: str) -> str:
        """Return by which name a message asks for a page, from the last menu that was sent."""
        return self._hashes[page]

    def _take(self, message: ForwardMsg) -> None:
        self.drawn.append(message)
        kind = message.WhichOneof("type")
        key, widget_id = _key_and_id(message)
        if key:
            self._ids[key] = widget_id
        if kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "navigation":
            self.page_hash = message.navigation.page_script_hash
            self._hashes = {
                page.url_pathname: page.page_script_hash for page in message.navigation.app_pages
            }

    def _is_finished(self) -> bool:
        if not self.drawn or self.drawn[-1].WhichOneof("type") != "script_finished":
            return False
        return self.drawn[-1].script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN

    def lose(self) -> Tab:
        """Return the same tab as it connects again, with all that it shows and holds.

        The server that it connects to knows none of it.
        """
        again = Tab(
            self.port, self.page, self.query, self.page_hash, dict(self.widgets), dict(self.numbers)
        )
        again._ids = dict(self._ids)
        return again

    def runs(self) -> int:
        """Return how many runs of the whole app the last wait saw."""
        return sum(message.WhichOneof("type") == "script_finished" for message in self.drawn)

    def elements(self) -> list[str]:
        """Return the kinds of everything that was drawn."""
        return [
            m.delta.new_element.WhichOneof("type")
            for m in self.drawn
            if m.delta.HasField("new_element")
        ]

    def url_paths(self) -> list[str]:
        """Return the addresses in the menu."""
        menus = [m.navigation for m in self.drawn if m.WhichOneof("type") == "navigation"]
        return [page.url_pathname for page in menus[-1].app_pages]

    def answers(self, key: str) -> list[str]:
        """Return what a row of answers, drawn in the last run, offers to tap."""
        for message in self.drawn:
            if message.delta.HasField("new_element"):
                group = message.delta.new_element.button_group
                if group.id.endswith(f"-{key}"):
                    return [option.content for option in group.options]
        raise KeyError(f"{key} is not on the page")

    def widget_id(self, key: str) -> str:
        """Return a widget's id by its key."""
        return self._ids[key]

    def keys(self) -> list[str]:
        """Return the keys of all widgets that the last wait saw, in the order of the page."""
        return [key for message in self.drawn if (key := _key_and_id(message)[0])]

    def __post_init__(self) -> None:
        self._ids: dict[str, str] = {}
        self._hashes: dict[str, str] = {}


def _key_and_id(message: ForwardMsg) -> tuple[str, str]:
    """Return a drawn widget's key and id, empty for everything else.

    An id is two marks and the key.
    """
    if not message.delta.HasField("new_element"):
        return "", ""
    element = message.delta.new_element
    widget_id = str(getattr(getattr(element, element.WhichOneof("type")), "id", ""))
    key = "-".join(widget_id.split("-")[2:])
    return ("", "") if key in ("", "None") else (key, widget_id)
