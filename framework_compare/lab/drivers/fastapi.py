"""A visitor of the FastAPI entrant: a static page whose script asks an API for JSON."""

from __future__ import annotations

import time
from typing import Final

from framework_compare.lab.drivers.endpoint import answered, read
from framework_compare.lab.drivers.site import Site
from framework_compare.lab.errors import WrongAnswer

_INPUTS: Final = ("group", "minimum_age", "age", "income", "visits", "tenure")


class Visitor:
    """One browser tab on the FastAPI entrant.

    What its script would show is taken from the answer itself: drawing is the browser's work, not
    the server's.

    Parameters
    ----------
    address
        such as ``http://127.0.0.1:8000``.
    """

    def __init__(self, address: str) -> None:
        self.answered_at = 0.0
        self._site = Site(address)

    async def open(self) -> None:
        """Load the page, its style sheet and its script, and ask for what the script asks first."""
        where = "fastapi: open()"
        page = await self._site.first_view("/", where)
        missing = [name for name in _INPUTS if f'name="{name}"' not in page]
        if missing or ">People</h1>" not in page:
            raise WrongAnswer(where, "the page People with all its inputs", missing or page)
        await self.filter("All", 18)

    async def filter(self, group: str, minimum_age: int) -> int:
        """Ask as the script does when a filter is moved, and return the row count."""
        where = f"fastapi: filter({group}, {minimum_age})"
        text = await self._site.get(
            "/api/people", where, params={"group": group, "minimum_age": str(minimum_age)}
        )
        self.answered_at = time.perf_counter()
        answer = read(text, ("count", "people", "decades"), where)
        if sum(decade["people"] for decade in answer["decades"]) != answer["count"]:
            raise WrongAnswer(where, f"decades that add up to {answer['count']}", answer["decades"])
        return int(answer["count"])

    async def predict(self, age: float, income: float, visits: float, tenure: float) -> float:
        """Post as the script does when the button is pressed, and return the spend."""
        return await self._asked("predict", age, income, visits, tenure)

    async def answer(self, age: float, income: float, visits: float, tenure: float) -> float:
        """Ask the endpoint as another program does: it is the very one that the page asks."""
        return await self._asked("answer", age, income, visits, tenure)

    async def close(self) -> None:
        """Leave as a closed tab does."""
        await self._site.close()

    async def _asked(
        self, action: str, age: float, income: float, visits: float, tenure: float
    ) -> float:
        where = f"fastapi: {action}({age}, {income}, {visits}, {tenure})"
        person = {"age": age, "income": income, "visits": visits, "tenure": tenure}
        spend = await answered(self._site, person, where)
        self.answered_at = time.perf_counter()
        return spend
