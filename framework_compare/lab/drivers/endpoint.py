"""The bare JSON endpoint that some entrants have: what other programs ask, without a page."""

from __future__ import annotations

import json
from typing import Any, Final

from framework_compare.lab.drivers.site import Site
from framework_compare.lab.errors import WrongAnswer

_PATH: Final = "/api/predict"


async def answered(site: Site, person: dict[str, float], where: str) -> float:
    """Ask for one person's spend.

    Parameters
    ----------
    person
        age (years), income (a year), visits (a year) and tenure (years).

    Raises
    ------
    WrongAnswer
        where the answer is not ``{"spend": number}`` with status 200.
    NoAnswer
        where none comes in time.
    """
    spend = read(await site.post(_PATH, where, json=person), ("spend",), where)["spend"]
    if not isinstance(spend, int | float):
        raise WrongAnswer(where, "a number as spend", spend)
    return float(spend)


def read(text: str, keys: tuple[str, ...], where: str) -> dict[str, Any]:
    """Return the JSON object of an answer.

    Raises
    ------
    WrongAnswer
        where it is none, or has other keys.
    """
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, dict) or set(found) != set(keys):
        raise WrongAnswer(where, f"JSON with {', '.join(keys)}", text)
    return found
