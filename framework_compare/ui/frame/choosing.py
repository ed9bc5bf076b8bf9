"""How visitors choose on a page: a section, a value, a row, a mark."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import pandas as pd
import streamlit as st

from framework_compare.ui.frame import faults

_ALL: Final = "All"


def render_chosen_section(key: str, sections: Mapping[str, Callable[[], None]]) -> None:
    """Let the visitor choose one of a page's sections and run only that one.

    Parameters
    ----------
    key
        of the selector; it keeps its value between pages.
    sections
        what each is called and what draws it, the first one first.
    """
    names = list(sections)
    chosen = st.segmented_control(
        "Section",
        names,
        default=names[0],
        required=True,
        key=key,
        persist_state="session",
        label_visibility="collapsed",
    )
    section = chosen if chosen in sections else names[0]
    with faults.part(f"“{section}”"):
        sections[section]()


def render_choice_of(label: str, values: pd.Series[str], key: str) -> list[str]:
    """Let the visitor choose one value of a column, or all, which is an empty list."""
    chosen = st.selectbox(label, [_ALL, *values.unique()], key=key, persist_state="session")
    return [] if chosen == _ALL else [chosen]


def picked_row(event: Any, count: int) -> int | None:
    """Return which row of a table of so many is selected.

    None where none is, or what no table of ours can send.
    """
    rows = event.selection.get("rows")
    found = (
        [row for row in rows if type(row) is int and 0 <= row < count]
        if isinstance(rows, list)
        else []
    )
    return found[0] if found else None


def picked_mark(event: Any, name: str) -> Mapping[str, Any]:
    """Return the fields of what is clicked in a chart.

    Empty where nothing is, or what no chart of ours can send.
    """
    marks = event.selection.get(name)
    found = [mark for mark in marks if isinstance(mark, Mapping)] if isinstance(marks, list) else []
    return found[0] if found else {}


def matching_all(frame: pd.DataFrame, wanted: Mapping[str, list[str]]) -> pd.Series[bool]:
    """Return which rows have wanted values in all these columns; an empty list wants all."""
    found = pd.Series(True, index=frame.index)
    for column, values in wanted.items():
        if values:
            found &= frame[column].isin(values)
    return found
