"""The people and the filters are those of ``local.py``; what one of them spends is asked from the service.

``SERVICE_URL`` says where it answers. The call waits: where many people press the button at once, make it asynchronous.
"""

from __future__ import annotations

import json
import os
from typing import Any
from urllib.request import Request, urlopen

from local import AGES, ALL, DEFAULTS, FEATURES, GROUPS, ROWS_SHOWN, by_decade, filtered, load_people

__all__ = [
    "AGES",
    "ALL",
    "DEFAULTS",
    "FEATURES",
    "GROUPS",
    "ROWS_SHOWN",
    "by_decade",
    "filtered",
    "fitted_model",
    "load_people",
    "predicted",
]

SERVICE = os.environ.get("SERVICE_URL", "http://127.0.0.1:9000")
SECONDS = 10


def fitted_model(people: Any) -> str:
    """Return where the model is: the service has fitted it."""
    return SERVICE


def predicted(model: str, age: float, income: float, visits: float, tenure: float) -> float:
    """Return the spend a month that the service's model expects.

    Raises
    ------
    ConnectionError
        where the service does not answer or refuses the values.
    """
    person = dict(zip(FEATURES, map(float, (age, income, visits, tenure)), strict=True))
    asked = Request(f"{model}/api/predict", json.dumps(person).encode(), {"Content-Type": "application/json"})
    try:
        with urlopen(asked, timeout=SECONDS) as answer:
            return json.load(answer)["spend"]
    except OSError as error:
        raise ConnectionError(f"SERVICE_URL: the service at {model} must answer, got {error}") from None
