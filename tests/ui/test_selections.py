"""What is selected in a table or clicked in a chart, as a browser sends it and as none would."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from framework_compare.ui.frame import choosing


def event(**selection: Any) -> Any:
    return SimpleNamespace(selection=selection)


@pytest.mark.parametrize(
    ("rows", "picked"),
    [([2], 2), ([0, 1], 0), ([], None), ([3], None), ([-1], None), ([None], None), (["a"], None), ([True], None),
     (None, None), (5, None), ({"a": 1}, None), ([None, 1], 1)],
)  # fmt: skip
def test_a_picked_row_is_one_of_the_table(rows: Any, picked: int | None):
    """Everything else counts as none."""
    assert picked == choosing.picked_row(event(rows=rows), 3)


@pytest.mark.parametrize(
    ("marks", "picked"),
    [([{"a": "b"}], {"a": "b"}), ([], {}), (None, {}), ({"a": "b"}, {}), ([5], {}), ([None, {"c": 1}], {"c": 1})],
)  # fmt: skip
def test_a_picked_mark_is_a_set_of_fields(marks: Any, picked: dict[str, Any]):
    """Everything else counts as none."""
    assert picked == choosing.picked_mark(event(cell=marks), "cell")
