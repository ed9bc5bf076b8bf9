"""Small pieces that several pages show.

Links to sources, and the choice between a page's sections.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import pandas as pd
import streamlit as st

from framework_compare.catalogue.evidence import Source
from framework_compare.requirement.links import to_query
from framework_compare.requirement.model import Requirement
from framework_compare.ui.frame import faults, menu

_ALL: Final = "All"
_OLD: Final = 6
"""Months after which the age of the evidence is shown."""
_BRACKETS: Final = str.maketrans({"[": "\\[", "]": "\\]"})


def source_links(sources: Sequence[Source]) -> str:
    """Return sources as one line of Markdown: a link where there is an address, words where not."""
    return " · ".join(_linked(source) for source in sources)


def _linked(source: Source) -> str:
    title = source.title.translate(_BRACKETS)
    if source.url.startswith("https://"):
        return f"[{title}]({source.url})"
    return f"{title} ({source.package})" if source.package else title


def trust(source: Source) -> str:
    """Return how far a source can be trusted, in words."""
    return f"{source.reliability} reliability"


def age_badge(as_of: datetime.date) -> str:
    """Return a badge with the evidence's age by the clock, or nothing while it is fresh.

    It changes no verdict.
    """
    months = (datetime.datetime.now(tz=datetime.UTC).date() - as_of).days // 30
    return f":orange-badge[:material/history: {months} months old]" if months >= _OLD else ""


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


def render_own_weights(requirement: Requirement) -> None:
    """Show in one short line that the visitor's own weights are in force, where they are."""
    if not requirement.weights:
        return
    said, icon = "Your own weights are in force", ":material/tune:"
    if any(entry.id == "what_if" for entry in menu.ENTRIES):
        page = menu.make_link("what_if")
        st.page_link(page, label=said, icon=icon, query_params=to_query(requirement))
    else:
        st.caption(f"{icon} {said}")
