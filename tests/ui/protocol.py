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
    widgets: dict[str, list[str] | float] = field(default_factory=dict)
    drawn: list[ForwardMsg] = field(default_factory=list)
    connection: ClientConnection | None = None

    async def __aenter__(self) -> Tab:
        address = f"ws://127.0.0.1:{self.port}/_stcore/stream"
        self.connection = await connect(address, subprotocols=["streamlit"], max_size=None, ping_interval=None)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self.connection is not None
        await self.connection.close()

    async def run(self, *, travelled: bool = False) -> list[ForwardMsg]:
        """Ask for a run and wait for the end of what it draws; a rerun that the app itself asks for is included."""
        assert self.connection is not None
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string, asked.page_name, asked.page_script_hash = self.query, self.page, self.page_hash
        asked.is_history_navigation = travelled
        for key, values in self.widgets.items():
            widget = asked.widget_states.widgets.add()
            widget.id = self.widget_id(key)
            if isinstance(values, float):
                widget.double_value = values
            else:
                widget.string_array_value.data.extend(values)
        await self.connection.send(message.SerializeToString())
        self.drawn = []
        while not self._is_finished():
            answer = ForwardMsg()
            answer.ParseFromString(await asyncio.wait_for(self.connection.recv(), _PATIENCE))
            self._take(answer)
        return self.drawn

    def _take(self, message: ForwardMsg) -> None:
        self.drawn.append(message)
        kind = message.WhichOneof("type")
        if kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "navigation":
            self.page_hash = message.navigation.page_script_hash

    def _is_finished(self) -> bool:
        if not self.drawn or self.drawn[-1].WhichOneof("type") != "script_finished":
            return False
        return self.drawn[-1].script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN

    def elements(self) -> list[str]:
        """Return the kinds of everything that was drawn."""
        return [m.delta.new_element.WhichOneof("type") for m in self.drawn if m.delta.HasField("new_element")]

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
        for message in self.drawn:
            if message.delta.HasField("new_element"):
                element = message.delta.new_element
                widget = getattr(element, element.WhichOneof("type"))
                if getattr(widget, "id", "").endswith(f"-{key}"):
                    self._ids[key] = widget.id
        return self._ids[key]

    def __post_init__(self) -> None:
        self._ids: dict[str, str] = {}
