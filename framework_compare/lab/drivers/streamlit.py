"""A visitor of the Streamlit entrant.

The interface's own JavaScript, which a browser has after once, is left out.
"""

from __future__ import annotations

import re
from typing import Final

from framework_compare.lab.drivers.answers import ROWS, SPEND, rows_in, spend_in
from framework_compare.lab.drivers.streamlit_tab import Said, Tab
from framework_compare.lab.errors import WrongAnswer

_FEATURES: Final = ("Age", "Income", "Visits", "Tenure")
_INPUTS: Final = ("Group", "Minimum age", *_FEATURES, "Predict")


class Visitor:
    """One browser tab on the Streamlit entrant.

    Parameters
    ----------
    address
        such as ``http://127.0.0.1:8501``.
    """

    def __init__(self, address: str) -> None:
        self.answered_at = 0.0
        self._tab = Tab(address)

    async def open(self) -> None:
        """Load the first view: one whole run of the script."""
        where = "streamlit: open()"
        said = await self._tab.open(where)
        missing = [label for label in _INPUTS if label not in self._tab.widgets]
        if missing or "People" not in (text for _, text in said):
            raise WrongAnswer(where, "the page People with all its inputs", missing or said)
        rows_in(self._answer(said, ROWS), where)

    async def filter(self, group: str, minimum_age: int) -> int:
        """Set both inputs and return the row count; both travel in one message."""
        where = f"streamlit: filter({group}, {minimum_age})"
        self._tab.widgets["Group"].value = group
        self._tab.widgets["Minimum age"].value = [float(minimum_age)]
        return rows_in(self._answer(await self._tab.run(where, "Minimum age"), ROWS), where)

    async def predict(self, age: float, income: float, visits: float, tenure: float) -> float:
        """Fill in the form, press its button and return the spend."""
        where = f"streamlit: predict({age}, {income}, {visits}, {tenure})"
        for label, value in zip(_FEATURES, (age, income, visits, tenure), strict=True):
            self._tab.widgets[label].value = float(value)
        return spend_in(self._answer(await self._tab.run(where, "Predict"), SPEND), where)

    async def close(self) -> None:
        """Leave as a closed tab does."""
        await self._tab.close()

    def _answer(self, said: list[Said], pattern: re.Pattern[str]) -> str:
        """Return the whole page's text, and note when the part that answers had arrived."""
        self.answered_at = next((at for at, text in said if pattern.search(text)), 0.0)
        return "\n".join(text for _, text in said)
