"""A visitor of the Shiny app.

One websocket that carries changed inputs to the server and changed outputs back.
"""

from __future__ import annotations

import json
import time
from typing import Any, Final

from websockets.asyncio.client import ClientConnection, connect

from framework_compare.lab.drivers import PATIENCE
from framework_compare.lab.drivers.answers import rows_in, spend_in
from framework_compare.lab.drivers.sessions import Web, patient
from framework_compare.lab.drivers.wire import QuickConnection
from framework_compare.lab.errors import WrongAnswer
from framework_compare.starters.reference.reference import AGES, ALL, DEFAULTS

_OUTPUTS: Final = ("count", "table", "chart", "prediction")
_WINDOW: Final = {
    ".clientdata_output_chart_width": 982,
    ".clientdata_output_chart_height": 400,
    ".clientdata_output_chart_bg": "rgb(255, 255, 255)",
    ".clientdata_output_chart_fg": "rgb(29, 31, 33)",
    ".clientdata_output_chart_accent": "rgb(0, 123, 194)",
    ".clientdata_pixelratio": 1,
    ".clientdata_url_protocol": "http:",
    ".clientdata_url_pathname": "/",
    ".clientdata_url_search": "",
    ".clientdata_url_hash": "",
    ".clientdata_url_hash_initial": "",
    ".clientdata_singletons": "",
    **{f".clientdata_output_{output}_hidden": False for output in _OUTPUTS},
}
"""What a browser of 1280 by 800 tells of itself."""
_DRAWING: Final = "what the chart draws"
_NUMBERS: Final = frozenset(DEFAULTS)


def _key(name: str) -> str:
    """Return what the page calls an input: its name, with its kind where it is a number."""
    return f"{name}:shiny.number" if name in _NUMBERS else name


def _draws(message: dict[str, str]) -> bool:
    """Return whether a message to widgets says what the chart draws, at first or from now on."""
    for kind in ("shinywidgets_comm_open", "shinywidgets_comm_msg"):
        data = json.loads(message[kind])["content"]["data"] if kind in message else {}
        if "spec" in data.get("state", {}) and data.get("method", "update") == "update":
            return True
    return False


def _zone(chart: dict[str, Any]) -> str:
    """Return what the chart says once it is drawn: the browser's time zone."""
    data = {"method": "update", "state": {"local_tz": "UTC"}, "buffer_paths": []}
    content = {"comm_id": chart["model_id"], "data": data}
    return json.dumps({"content": content, "metadata": {}, "buffers": [], "header": {}})


class Visitor:
    """One tab: its websocket, what its inputs hold, and what its outputs show.

    Whatever depends on a changed input is sent exactly once for each change, after the server says
    that it is idle; so an output that comes after an input was sent belongs to it, and an input
    that stays as it is is not sent. The chart is a widget: it is opened with the first view, and
    what follows changes the specification that it draws.

    Each number that changes is sent on its own before the click, as when somebody types it and goes
    on to the next: these messages belong to the interaction, as in the drivers of Panel and
    NiceGUI.

    Parameters
    ----------
    address
        where the server is, no slash at its end.
    """

    def __init__(self, address: str) -> None:
        self.answered_at = 0.0
        self._web = Web("shiny", address)
        self._socket: ClientConnection | None = None
        self._held: dict[str, Any] = {"group": ALL, "minimum_age": AGES[0], **DEFAULTS}
        self._shown: dict[str, Any] = {}
        self._clicks = 0

    async def open(self) -> None:
        """Load the page, say what its inputs hold, and take what its outputs show."""
        page = await self._web.text("GET", "/")
        if "<title>People</title>" not in page:
            raise WrongAnswer("shiny: open", "<title>People</title>", page)
        async with patient("shiny: open"):
            self._socket = await connect(
                f"{self._web.address.replace('http', 'ws', 1)}/websocket/",
                max_size=None,
                # A server tells every visitor of every flush. A full queue would stall the
                # connection.
                max_queue=None,
                compression=None,
                create_connection=QuickConnection,
                open_timeout=PATIENCE,
                ping_interval=None,
            )
        inputs = {_key(name): value for name, value in self._held.items()}
        host, port = self._web.address.split("//", 1)[1].rsplit(":", 1)
        where = {".clientdata_url_hostname": host, ".clientdata_url_port": port}
        first = {"predict:shiny.action": 0, **inputs, **where, **_WINDOW}
        await self._send("shiny: open", first, "init")
        await self._receive("shiny: open", {"count", "table", "chart", _DRAWING})
        await self._looked("shiny: open")
        await self._send("shiny: open", {"shinywidgets_comm_send": _zone(self._shown["chart"])})

    async def filter(self, group: str, minimum_age: int) -> int:
        """Set both inputs and return the row count as the page shows it."""
        changed = self._changed({"group": group, "minimum_age": minimum_age})
        if changed:
            await self._send("shiny: filter", changed)
            await self._receive("shiny: filter", {"count", "table", _DRAWING})
            await self._looked("shiny: filter")
        else:
            self.answered_at = time.perf_counter()
        return rows_in(str(self._shown["count"]), "shiny: filter")

    async def predict(self, age: float, income: float, visits: float, tenure: float) -> float:
        """Fill in the numbers that change, press the button, and return the spend."""
        self._clicks += 1
        numbers = {"age": age, "income": income, "visits": visits, "tenure": tenure}
        for name, value in self._changed(numbers).items():
            await self._send("shiny: predict", {_key(name): value})
        await self._send("shiny: predict", {"predict:shiny.action": self._clicks})
        await self._receive("shiny: predict", {"prediction"})
        return spend_in(str(self._shown["prediction"]), "shiny: predict")

    async def close(self) -> None:
        """Leave as a closed tab does."""
        if self._socket is not None:
            await self._socket.close()
        await self._web.close()

    def _changed(self, then: dict[str, Any]) -> dict[str, Any]:
        """Return which inputs change, and keep what they hold from now on."""
        changed = {name: value for name, value in then.items() if value != self._held[name]}
        self._held |= then
        return changed

    async def _looked(self, where: str) -> None:
        """Say which rows are in view."""
        rows = list(range(len(self._shown["table"]["payload"]["data"])))
        view: dict[str, Any] = {
            "cell_selection": None,
            "sort": [],
            "column_sort": [],
            "filter": [],
            "column_filter": [],
        }
        view |= {"data_view_rows": rows, "data_view_indices": rows}
        await self._send(where, {f"table_{name}": value for name, value in view.items()})

    async def _receive(self, where: str, missing: set[str]) -> None:
        """Take messages until each of the outputs was sent; what they show is kept."""
        async with patient(where):
            while missing:
                message = json.loads(await self._connected().recv())
                if message.get("errors"):
                    raise WrongAnswer(where, "no error", message["errors"])
                self._shown |= message.get("values", {})
                missing = missing - set(message.get("values", {}))
                if _draws(message.get("custom", {})):
                    missing = missing - {_DRAWING}
        self.answered_at = time.perf_counter()

    async def _send(self, where: str, data: dict[str, Any], method: str = "update") -> None:
        async with patient(where):
            await self._connected().send(json.dumps({"method": method, "data": data}))

    def _connected(self) -> ClientConnection:
        if self._socket is None:
            raise WrongAnswer("shiny", "an open page", "none")
        return self._socket
