"""What a visitor of Shiny takes for a drawing of its chart, and what not."""

from __future__ import annotations

import json
from typing import Any

import pytest

pytest.importorskip("websockets", reason="the extra 'lab' is not installed")

from framework_compare.lab.drivers.shiny import _draws


def to_widgets(kind: str, **data: Any) -> dict[str, str]:
    return {kind: json.dumps({"content": {"comm_id": "c", "data": data}})}


@pytest.mark.parametrize(
    ("message", "draws"),
    [
        ({}, False),
        (to_widgets("shinywidgets_comm_open", state={"spec": {}}), True),
        (to_widgets("shinywidgets_comm_open", state={"width": "auto"}), False),
        (to_widgets("shinywidgets_comm_msg", method="update", state={"spec": {}}), True),
        (to_widgets("shinywidgets_comm_msg", method="echo_update", state={"spec": {}}), False),
        (to_widgets("shinywidgets_comm_msg", method="update", state={"local_tz": "UTC"}), False),
    ],
)
def test_only_a_new_specification_is_a_drawing(message: dict[str, str], draws: bool) -> None:
    """Neither the layout that is opened beside it, nor an echo of what the browser said."""
    assert _draws(message) is draws
