"""What cannot go together, said at the top, with one click to take an answer back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from framework_compare.requirement.contradictions import Contradiction, TakeBack
from framework_compare.text import counted
from framework_compare.ui.frame import faults, state

_WARNING: Final = ":orange[:material/warning:]"
_OPEN: Final = 3
"""Contradictions that stand open where there is room; a wall of eight would hide the verdict."""


@faults.part("What cannot go together")
def render_contradictions(
    found: Sequence[Contradiction], *, key: str, most: int | None = None
) -> None:
    """Name each contradiction, with a button for every answer that can be taken back.

    Parameters
    ----------
    found
        of the answers as they are.
    key
        of the container and its buttons.
    most
        how many are said where there is little room: what taking back means is then in the
        buttons' help, and the others are counted. Where None, it is in view, and what follows the
        first few waits behind a click.
    """
    if not found:
        return
    with st.container(border=True, key=key, gap="xsmall"):
        for contradiction in found[: _OPEN if most is None else most]:
            _render(contradiction, key, briefly=most is not None)
        further = found[_OPEN:] if most is None else ()
        if further:
            title = counted(len(further), "more contradiction", "more contradictions")
            with st.expander(title[:1].upper() + title[1:], icon=":material/unfold_more:"):
                for contradiction in further:
                    _render(contradiction, key, briefly=False)
        if most is not None and len(found) > most:
            more = counted(len(found) - most, "more contradiction is", "more contradictions are")
            st.caption(f"{more[:1].upper()}{more[1:]} named on the verdict page.")


def _render(contradiction: Contradiction, key: str, *, briefly: bool) -> None:
    st.markdown(f"{_WARNING} {contradiction.text}")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for place, way in enumerate(contradiction.take_back):
            _render_way(way, f"{key}.{contradiction.id}.{place}")
    if not briefly:
        ways = contradiction.take_back
        st.caption("  \n".join(f"Without “{way.label}”: {way.text}" for way in ways))


def _render_way(way: TakeBack, key: str) -> None:
    st.button(
        f"Take back “{way.label}”",
        key=key,
        help=way.text,
        type="tertiary",
        icon=":material/undo:",
        on_click=faults.callback(take_back),
        args=(way,),
    )


def take_back(way: TakeBack) -> None:
    """Take one answer back; a callback."""
    state.replace(way.done(state.current()))
