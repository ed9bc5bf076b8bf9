"""How visitors choose on a page: a section, a value, a row, a mark."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

import pandas as pd
import streamlit as st

from framework_compare.ui.frame import faults, menu, state
from framework_compare.ui.frame.settings import Value

_ALL: Final = "All"


def of_setting(
    name: str, default: Value | None, allowed: Collection[str] | None = None
) -> dict[str, Any]:
    """Return what makes a widget the view of a setting, which the link then holds.

    Parameters
    ----------
    name
        of the setting.
    default
        what is shown where the visitor has chosen nothing.
    allowed
        the words that the widget offers now; None for a number.

    Returns
    -------
    dict
        arguments of the widget: its key, its callback, and how long it keeps its value. It needs
        neither a default nor a value beside them.
    """
    state.show_setting(name, default, allowed)
    return {
        "key": name,
        "on_change": faults.callback(state.choose),
        "args": (name, default),
        "persist_state": state.PERSIST,
    }


def render_chosen_section(page: str, sections: Mapping[str, Callable[[], None]]) -> None:
    """Let the visitor choose one of a page's sections and run only that one.

    Parameters
    ----------
    page
        its id.
    sections
        what draws each of its sections, by their words in a link.
    """
    titles = menu.SECTIONS[page]
    first = next(iter(titles))
    chosen = st.segmented_control(
        "Section",
        list(titles),
        required=True,
        format_func=titles.__getitem__,
        label_visibility="collapsed",
        **of_setting(f"{page}.section", first, titles),
    )
    section = chosen if chosen in sections else first
    with faults.part(f"“{titles[section]}”"):
        sections[section]()


def render_choice_of(name: str, label: str, values: pd.Series[str]) -> list[str]:
    """Let the visitor choose one value of a column, or all, which is an empty list.

    Parameters
    ----------
    name
        of the setting that holds the choice.
    """
    offered = [_ALL, *values.unique()]
    chosen = st.selectbox(label, offered, **of_setting(name, _ALL, offered))
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
