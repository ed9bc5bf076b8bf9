"""A visitor of a page that the server renders whole.

The filters in the address, the prediction as a posted form.
"""

from __future__ import annotations

import re
import time
from typing import Final
from urllib.parse import urlencode

from framework_compare.lab.drivers.answers import rows_in, spend_in
from framework_compare.lab.drivers.site import Site
from framework_compare.lab.errors import WrongAnswer

_INPUTS: Final = ("group", "minimum_age", "age", "income", "visits", "tenure")


class PageVisitor:
    """One browser tab on a page that the server renders whole.

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
        self._query = ""
        self._page = ""

    async def open(self) -> None:
        """Load the page, its style sheet and its script."""
        where = f"{self.entrant}: open()"
        self._page = await self._site.first_view("/", where)
        self.answered_at = time.perf_counter()
        missing = [name for name in _INPUTS if f'name="{name}"' not in self._page]
        if missing or ">People</h1>" not in self._page:
            raise WrongAnswer(where, "the page People with all its inputs", missing or self._page)
        rows_in(self._page, where)

    async def filter(self, group: str, minimum_age: int) -> int:
        """Send the filters as the browser does when one was changed, and return the row count."""
        where = f"{self.entrant}: filter({group}, {minimum_age})"
        self._query = "?" + urlencode({"group": group, "minimum_age": minimum_age})
        self._page = await self._site.get("/" + self._query, where)
        self.answered_at = time.perf_counter()
        return rows_in(self._page, where)

    async def predict(self, age: float, income: float, visits: float, tenure: float) -> float:
        """Post the form, with the token of the page that it stands on, and return the spend."""
        where = f"{self.entrant}: predict({age}, {income}, {visits}, {tenure})"
        form = {
            "age": age,
            "income": income,
            "visits": visits,
            "tenure": tenure,
            self.token: self._hidden(where),
        }
        self._page = await self._site.post("/" + self._query, where, data=form)
        self.answered_at = time.perf_counter()
        return spend_in(self._page, where)

    async def close(self) -> None:
        """Leave as a closed tab does."""
        await self._site.close()

    def _hidden(self, where: str) -> str:
        found = re.search(rf'<input[^>]*name="{self.token}"[^>]*value="([^"]+)"', self._page)
        if found is None:
            raise WrongAnswer(where, f"a form with {self.token}", self._page)
        return found.group(1)
