"""A visitor of the Gradio app.

An event is either answered at once, or joins a queue, and its answer comes as a stream of
server-sent events; the page's configuration says which.
"""

from __future__ import annotations

import json
import re
import time
from typing import Any, Final

from framework_compare.lab.drivers.answers import rows_in, spend_in
from framework_compare.lab.drivers.sessions import Web
from framework_compare.lab.errors import WrongAnswer
from framework_compare.starters.reference.reference import AGES, ALL

_CONFIG: Final = re.compile(r"window\.gradio_config = (\{.*?\});</script>", re.DOTALL)
_PATH: Final = "/gradio_api"


class Visitor:
    """One tab: the name of its session, and the server's function behind each event of the page.

    Between two events nothing is open, as in the browser: only apps with ``gr.State`` or ``unload``
    keep a heartbeat.

    Parameters
    ----------
    address
        where the server is, no slash at its end.
    """

    def __init__(self, address: str) -> None:
        self.answered_at = 0.0
        self._web = Web("gradio", address)
        self._session = f"{id(self):x}{time.time_ns():x}"
        self._events: dict[str, dict[str, Any]] = {}
        self._group: str = ALL

    async def open(self) -> None:
        """Load the page with its configuration, then ask for what the filters show at first."""
        page = await self._web.text("GET", "/")
        found = _CONFIG.search(page)
        if found is None:
            raise WrongAnswer("gradio: open", "window.gradio_config", page)
        config = json.loads(found[1])
        if config["title"] != "People":
            raise WrongAnswer("gradio: open", "People", config["title"])
        self._events = {event["api_name"]: event for event in config["dependencies"]}
        await self._show_people(ALL, AGES[0], "load")

    async def filter(self, group: str, minimum_age: int) -> int:
        """Set both inputs and return the row count as the page shows it."""
        return await self._show_people(group, minimum_age, "change")

    async def predict(self, age: float, income: float, visits: float, tenure: float) -> float:
        """Press the button with the four numbers filled in and return the spend that it shows."""
        shown = await self._asked("show_prediction", [age, income, visits, tenure], "click")
        return spend_in(str(shown[0]), "gradio: predict")

    async def close(self) -> None:
        """Leave; the server notices nothing."""
        await self._web.close()

    async def _show_people(self, group: str, minimum_age: int, trigger: str) -> int:
        shown = await self._asked("show_people", [group, minimum_age], trigger)
        if len(shown) != 3:
            raise WrongAnswer("gradio: filter", "count, table, chart", shown)
        return rows_in(str(shown[0]), "gradio: filter")

    async def _asked(self, function: str, data: list[Any], trigger: str) -> list[Any]:
        """Return what the page shows of an event: one value for each of its outputs."""
        event = self._events[function]
        triggers = [identity for identity, kind in event["targets"] if kind == trigger]
        question = {
            "data": data,
            "fn_index": event["id"],
            "session_hash": self._session,
            "trigger_id": triggers[-1],
            "event_data": None,
        }
        if event.get("queue") is False:
            answer = json.loads(await self._web.text("POST", f"{_PATH}/run/predict", json=question))
            self.answered_at = time.perf_counter()
            return list(answer["data"])
        await self._web.text("POST", f"{_PATH}/queue/join", json=question)
        return await self._streamed(f"gradio: {function}")

    async def _streamed(self, where: str) -> list[Any]:
        """Read the stream until the server closes it and return the answer that it carried."""
        shown, session = None, {"session_hash": self._session}
        async with self._web.lines(f"{_PATH}/queue/data", where, session) as lines:
            async for line in lines:
                if not line.startswith(b"data:"):
                    continue
                message = json.loads(line[5:])
                if message["msg"] == "process_completed":
                    self.answered_at = time.perf_counter()
                    if not message["success"]:
                        raise WrongAnswer(where, "success", message["output"])
                    shown = message["output"]["data"]
                if message["msg"] == "close_stream":
                    break
        if shown is None:
            raise WrongAnswer(where, "process_completed", "a stream without an answer")
        return list(shown)
