"""The frame around every page: settings, navigation, and the guard that keeps a page inside it."""

from __future__ import annotations

from contextvars import ContextVar
from pathlib import Path
from typing import Final

import streamlit as st

from framework_compare.errors import DataError, Problem
from framework_compare.ui import cached, navigation, state

__all__ = ["ensure_router", "route"]

_ROUTED: ContextVar[bool] = ContextVar("routed", default=False)
_ICON: Final = Path(__file__).with_name("icon.svg")
_FEW_LINES: Final = 3
_NOTICE_HEIGHT: Final = 160
_UNSOUND: Final = (
    "The data of this app were changed and cannot be used as they are now. Everything shown rests on them as they were "
    "before, until this is mended."
)
_TITLE: Final = "Which Python framework fits your data product?"


def route() -> None:
    """Run the page that the address names, with the requirement that the address holds: the whole of ``app.py``."""
    st.set_page_config(page_title=_TITLE, page_icon=_ICON, layout="wide")
    state.drop_handover()
    token = _ROUTED.set(True)
    try:
        page = st.navigation(list(navigation.make_pages().values()), position="top")
        state.arrive(page.url_path)
        require_data()
        render_notice()
        page.run()
    finally:
        _ROUTED.reset(token)


def ensure_router() -> None:
    """Make sure that a page runs inside the frame; the first statement of every page.

    Beside a ``pages/`` folder Streamlit runs the first address that a fresh server is asked for without
    ``app.py``, until `st.navigation` has run once. Calling it here switches that off, and the rerun goes through
    ``app.py`` to the same page. A page that is itself the main script, as in a smoke test, goes on without a frame.
    """
    if _ROUTED.get():
        return
    if state.claim_handover():
        state.arrive("")
        require_data()
        return
    st.navigation(list(navigation.make_pages().values()), position="hidden")
    st.rerun()


def require_data() -> None:
    """Stop with every problem named where the data cannot be used; there is no verdict without them."""
    try:
        edits = cached.take_up_edits()
        cached.catalogue()
    except DataError as error:
        st.error("The data of this app cannot be used, so there is nothing to compare.", icon=":material/error:")
        for problem in error.problems:
            st.text(str(problem))
        st.stop()
    if edits:
        _render_edits(edits)


def _render_edits(problems: tuple[Problem, ...]) -> None:
    """Say that the data were changed into something that cannot be used, and that nothing of it is used."""
    with st.container(border=True, key="edits"):
        st.markdown(f":orange[:material/warning:] **{_UNSOUND}**")
        with st.container(height=_NOTICE_HEIGHT if len(problems) > _FEW_LINES else "content", border=False):
            for problem in problems:
                st.text(str(problem))


def render_notice() -> None:
    """Show what the visitor must be told about a link, a file or a contradiction; their own words stay text."""
    told = state.notice()
    if told is None:
        return
    sentence, lines = told
    with st.container(border=True, key="notice"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(f":orange[:material/warning:] **{sentence}**", width="content")
            st.button("Dismiss", key="ui.dismiss", type="tertiary", on_click=state.dismiss_notice)
        with st.container(height=_NOTICE_HEIGHT if len(lines) > _FEW_LINES else "content", border=False):
            for line in lines:
                st.text(line)
