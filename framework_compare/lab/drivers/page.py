"""A visitor of a page that the server renders, and whose script brings parts of it.

The filters bring rows, chart and table, the form brings the prediction; both as HTML, which the
script puts in its place.
"""

from __future__ import annotations

import re
import time
from typing import Final

from framework_compare.lab.drivers.answers import rows_in, spend_in
from framework_compare.lab.drivers.endpoint import answered
from framework_compare.lab.drivers.site import Site
from framework_compare.lab.errors import WrongAnswer

_INPUTS: Final = ("group", "minimum_age", "age", "income", "visits", "tenure")
_PEOPLE, _PREDICTION = "/people", "/prediction"


class PageVisitor:
    """One browser tab on a page whose script brings parts of it.

    Parameters
    ----------
    address
        such as ``http://127.0.0.1:8000``.
    """

    entrant = ""
    """For the messages of errors."""
    token = ""
    """The hidden field that guards the form against forged requests."""

    def __init__(self, address: str) -> None:
        self.answered_at = 0.0
        self._site = Site(address)
        self._guard: dict[str, str] = {}

    async def open(self) -> None:
        """Load the page, its style sheet and its script."""
        where = f"{self.entrant}: open()"
        page = await self._site.first_view("/", where)
        self.answered_at = time.perf_counter()
        missing = [name for name in _INPUTS if f'name="{name}"' not in page]
        missing += [path for path in (_PEOPLE, _PREDICTION) if f'data-address="{path}"' not in page]
        if missing or ">People</h1>" not in page:
            raise WrongAnswer(where, "the page People with all its inputs", missing or page)
        rows_in(page, where)
        self._guard = {self.token: self._hidden(page, where)}

    async def filter(self, group: str, minimum_age: int) -> int:
        """Ask as the script does when a filter was changed, and return the row count."""
        where = f"{self.entrant}: filter({group}, {minimum_age})"
        part = await self._site.get(
            _PEOPLE, where, params={"group": group, "minimum_age": str(minimum_age)}
        )
        self.answered_at = time.perf_counter()
        if "<table" not in part:
            raise WrongAnswer(where, "the rows with their count", part)
        return rows_in(part, where)

    async def predict(self, age: float, income: float, visits: float, tenure: float) -> float:
        """Post the form as the script does, with the page's token, and return the spend."""
        where = f"{self.entrant}: predict({age}, {income}, {visits}, {tenure})"
        form = {"age": age, "income": income, "visits": visits, "tenure": tenure, **self._guard}
        part = await self._site.post(_PREDICTION, where, data=form)
        self.answered_at = time.perf_counter()
        return spend_in(part, where)

    async def answer(self, age: float, income: float, visits: float, tenure: float) -> float:
        """Ask the JSON endpoint as another program does, and return the spend."""
        where = f"{self.entrant}: answer({age}, {income}, {visits}, {tenure})"
        person = {"age": age, "income": income, "visits": visits, "tenure": tenure}
        spend = await answered(self._site, person, where)
        self.answered_at = time.perf_counter()
        return spend

    async def close(self) -> None:
        """Leave as a closed tab does."""
        await self._site.close()

    def _hidden(self, page: str, where: str) -> str:
        found = re.search(rf'<input[^>]*name="{self.token}"[^>]*value="([^"]+)"', page)
        if found is None:
            raise WrongAnswer(where, f"a form with {self.token}", page)
        return found.group(1)
