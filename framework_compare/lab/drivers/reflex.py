"""A visitor of the Reflex app.

Events go over socket.io, what changed in the visitor's state comes back.
"""

from __future__ import annotations

import time
import uuid
from typing import Any, Final
from urllib.parse import urlencode

from framework_compare.lab.drivers.answers import rows_in, spend_in
from framework_compare.lab.drivers.sessions import Web
from framework_compare.lab.drivers.socketio import SocketIO
from framework_compare.lab.errors import WrongAnswer
from framework_compare.starters.reference.reference import AGES, ALL, DEFAULTS

_ROOT: Final = "reflex___state____state"
_FILTERS: Final = f"{_ROOT}.app____filters"
_PREDICTION: Final = f"{_ROOT}.app____prediction"
_SUFFIX: Final = "_rx_state_"
_PLACE: Final = {"pathname": "/", "asPath": "/"}


class Visitor:
    """One tab: its websocket and what it knows of its state.

    The built page knows the state that every visitor begins with and says so in hashes; this
    visitor does not, and is sent all of it once.

    Parameters
    ----------
    address
        where the server is, no slash at its end.
    """

    def __init__(self, address: str) -> None:
        self.answered_at = 0.0
        self._web = Web("reflex", address)
        self._socket = SocketIO("/_event")
        self._state: dict[str, Any] = {}

    async def open(self) -> None:
        """Load the built page, connect, and take the state that it shows."""
        where = "reflex: open"
        page = await self._web.text("GET", "/")
        if "<title>People</title>" not in page:
            raise WrongAnswer(where, "<title>People</title>", page)
        query = urlencode({"token": uuid.uuid4(), "EIO": 4, "transport": "websocket"})
        event = {
            "name": f"{_ROOT}.hydrate_and_load",
            "payload": {"hashes": []},
            "router_data": _PLACE,
        }
        await self._socket.open(f"{self._web.address}/_event/?{query}", where, {"event": event})
        await self._until(where, _ROOT, "is_hydrated", True)
        rows_in(self._shown(_FILTERS, "count"), where)
        if not self._state.get(f"{_FILTERS}.table"):
            raise WrongAnswer(where, "rows in the table", sorted(self._state))

    async def filter(self, group: str, minimum_age: int) -> int:
        """Set what changes, one input after the other as a hand does, and return the row count."""
        where = "reflex: filter"
        self.answered_at = time.perf_counter()
        if self._state.get(f"{_FILTERS}.group", ALL) != group:
            await self._send(where, f"{_FILTERS}.choose_group", {"group": group})
            await self._until(where, _FILTERS, "group", group)
        if self._state.get(f"{_FILTERS}.minimum_age", AGES[0]) != minimum_age:
            throttled = {"throttle": 50}
            await self._send(
                where, f"{_FILTERS}.choose_minimum_age", {"ages": [minimum_age]}, throttled
            )
            await self._until(where, _FILTERS, "minimum_age", minimum_age)
        return rows_in(self._shown(_FILTERS, "count"), where)

    async def predict(self, age: float, income: float, visits: float, tenure: float) -> float:
        """Submit the form and return the spend."""
        where = "reflex: predict"
        fields = [
            [name, str(value)]
            for name, value in zip(DEFAULTS, (age, income, visits, tenure), strict=True)
        ]
        await self._send(
            where, f"{_PREDICTION}.predict", {"form": {"__reflex_form_data__": fields}}
        )
        await self._until(where, _PREDICTION, "answer")
        return spend_in(self._shown(_PREDICTION, "answer"), where)

    async def close(self) -> None:
        """Leave as a closed tab does."""
        await self._socket.close()
        await self._web.close()

    def _shown(self, state: str, name: str) -> str:
        return str(self._state.get(f"{state}.{name}", ""))

    async def _send(
        self, where: str, name: str, payload: dict[str, Any], actions: object = None
    ) -> None:
        content = {"name": name, "payload": payload, "router_data": _PLACE}
        await self._socket.emit(
            "event", content | ({"event_actions": actions} if actions else {}), where
        )

    async def _until(self, where: str, state: str, name: str, value: object = None) -> None:
        """Take changes until one is of a variable, and to a value if one is named."""
        while True:
            event = await self._socket.event(where)
            for place, changes in (event.content.get("delta") or {}).items():
                for variable, now in changes.items():
                    self._state[f"{place}.{variable.removesuffix(_SUFFIX)}"] = now
            changed = (event.content.get("delta") or {}).get(state, {})
            if f"{name}{_SUFFIX}" in changed and value in (None, changed[f"{name}{_SUFFIX}"]):
                self.answered_at = event.at
                return
