"""Drivers: a visitor of each entrant who speaks the framework's own protocol as the browser does.

Each module ``framework_compare.lab.drivers.<entrant>`` has one class ``Visitor`` that fulfils
`Driver`.
"""

from __future__ import annotations

import importlib
import importlib.util
from typing import Final, Protocol, cast

from framework_compare.lab.errors import Unavailable

PATIENCE: Final = 60.0
"""Seconds after which a single receive gives up: an entrant that is slow under load is not one that
hangs.
"""


class Driver(Protocol):
    """One visitor: a browser tab without the browser.

    An answer counts only if it belongs to the action just sent: never the value that the page still
    shows from before. Every receive has a timeout; a page that shows an error raises `WrongAnswer`
    with what it shows.
    """

    answered_at: float
    """`time.perf_counter()` at which the last answer, or the first view, was seen.

    The method itself returns when the server is done.
    """

    async def open(self) -> None:
        """Load the first view, until it shows the row count and all that a browser has by then.

        Raises
        ------
        WrongAnswer
            where the page is not the one that is specified.
        NoAnswer
            where nothing comes for `PATIENCE` seconds.
        """

    async def filter(self, group: str, minimum_age: int) -> int:
        """Set both inputs and return the row count as the page shows it."""

    async def predict(self, age: float, income: float, visits: float, tenure: float) -> float:
        """Fill in the form, submit it, and return the spend as the page shows it."""

    async def close(self) -> None:
        """Leave as a closed tab does; never raises."""


class Answering(Driver, Protocol):
    """A visitor of an entrant that also has a bare endpoint, which answers without a page."""

    async def answer(self, age: float, income: float, visits: float, tenure: float) -> float:
        """Send the four inputs as JSON and return the spend that comes back.

        No page needs to be open.
        """


class DriverClass(Protocol):
    """How a driver is made: from an address."""

    def __call__(self, address: str) -> Driver:
        """Return a visitor of a server, such as ``http://127.0.0.1:8501``: no slash at its end.

        Nothing is sent yet.
        """


def has_driver(entrant: str) -> bool:
    """Return whether there is a driver for an entrant."""
    return importlib.util.find_spec(f"{__name__}.{entrant}") is not None


def driver_of(entrant: str) -> DriverClass:
    """Return the driver's class of an entrant.

    Raises
    ------
    Unavailable
        where there is none, or where what it imports is not installed.
    """
    if not has_driver(entrant):
        raise Unavailable(entrant, "has no driver of its protocol")
    try:
        module = importlib.import_module(f"{__name__}.{entrant}")
    except ModuleNotFoundError as error:
        raise Unavailable(
            entrant, f"needs {error.name}: pip install 'framework-compare[lab]'"
        ) from None
    return cast("DriverClass", module.Visitor)
