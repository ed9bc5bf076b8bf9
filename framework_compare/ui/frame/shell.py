"""The frame around every page: settings, navigation, and the guard that keeps a page inside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from contextvars import ContextVar
from pathlib import Path
from typing import Final

import streamlit as st

from framework_compare.errors import DataError, Problem
from framework_compare.present.problems import problem_in_words
from framework_compare.ui.frame import cached, faults, menu, own, state, turns

_ROUTED: ContextVar[bool] = ContextVar("routed", default=False)
_ICON: Final = Path(__file__).with_name("icon.svg")
_FEW_LINES: Final = 3
_CALLS_AGAIN: Final = "1 day"
_UNSOUND: Final = (
    "The data of this app were changed and cannot be used as they are now. Everything shown rests"
    " on them as they were before, until this is mended."
)
_UNFIT: Final = (
    "Your own framework does not fit the data as they were changed meanwhile. Everything shown"
    " leaves it out until one of the two is mended; its file is kept."
)
_TITLE: Final = "Which Python framework fits your data product?"


def route() -> None:
    """Run the page that the address names, with the requirement that the address holds.

    The whole of ``app.py``.
    """
    token = _ROUTED.set(True)
    try:
        with turns.turn(), state.one_run():
            _run()
    finally:
        _ROUTED.reset(token)


def _run() -> None:
    state.set_out()
    st.set_page_config(page_icon=_ICON, layout="wide")
    state.drop_handover()
    pages = menu.make_pages()
    page = st.navigation(list(pages.values()), position="hidden")
    st.set_page_config(page_title=f"{page.title} · {_TITLE}")
    _call_again_once_reconnected()
    with faults.page():
        _take_up_edits()
        with faults.part("What the address holds"):
            state.arrive(page.url_path)
            state.lead_on()
            # A tab, a bookmark and a print of a named project say which one it is.
            if name := state.current().name.strip():
                st.set_page_config(page_title=f"{page.title} · {name} · {_TITLE}")
        # A page that the menu does not list fills the screen of a room by itself.
        if not page.url_path or menu.is_listed(page.url_path):
            with faults.part("The menu"):
                render_menu(pages)
        # It is there with and without a notice, so that nothing below it changes its place.
        with st.container():
            require_data()
            with faults.part("The notice"):
                render_notice()
        page.run()
    state.finish()


@st.fragment(run_every=_CALLS_AGAIN)
def _call_again_once_reconnected() -> None:
    """Draw nothing; its timer makes the browser ask for a run once it is connected again.

    Without one, the browser shows a page that the server knows nothing of until the visitor clicks:
    the first click in a fragment and the first download would then go to a session that is gone.
    """


def render_menu(pages: Mapping[str, st.Page]) -> None:
    """Show the pages as links that carry the project, so that they also open it in a new tab.

    One row that scrolls inside itself where it does not fit. It comes before everything that may
    come and go: a link that moves between pressing and letting go is not followed.
    """
    query = state.link()
    with st.container(
        horizontal=True, vertical_alignment="center", wrap=False, gap="xxsmall", key="menu"
    ):
        for name, page in pages.items():
            if menu.is_listed(name):
                st.page_link(page if page.url_path else menu.make_link(name), query_params=query)
        with st.popover("Copy link", icon=":material/link:", type="tertiary"):
            st.markdown(
                "**It reopens this:** your answers, and the sections, options, filters and numbers"
                " that you chose. Point at it or tap it, and use the sign at its upper right."
            )
            st.code(faults.address_of(query), language=None, wrap_lines=True)


def ensure_router() -> None:
    """Make sure that a page runs inside the frame; the first statement of every page.

    Beside a ``pages/`` folder Streamlit runs the first address that a fresh server is asked for
    without ``app.py``, until `st.navigation` has run once. Calling it here switches that off, and
    the rerun goes through ``app.py`` to the same page. A page that is itself the main script, as in
    a smoke test, goes on without a frame.
    """
    if _ROUTED.get():
        return
    if state.claim_handover():
        _take_up_edits()
        state.arrive("")
        require_data()
        return
    # This comes before the pages' own icons, which a browser fetches from elsewhere.
    st.set_page_config(page_icon=_ICON)
    st.navigation(list(menu.make_pages().values()), position="hidden")
    st.rerun()


def _take_up_edits() -> None:
    """Take them up before the address is read, since they say which frameworks it may name.

    Data that cannot be used are told of later, where a page would be.
    """
    with suppress(DataError):
        cached.take_up_edits()
    own.bring()


def require_data() -> None:
    """Stop with every problem named where the data cannot be used.

    There is no verdict without them.
    """
    try:
        cached.catalogue()
    except DataError as error:
        st.error(
            "The data of this app cannot be used, so there is nothing to compare.",
            icon=":material/error:",
        )
        for problem in error.problems:
            st.text(str(problem))
        st.stop()
    if edits := cached.unsound_edits():
        _render_edits(_UNSOUND, edits, "edits")
    if unfit := cached.unfit_own():
        _render_edits(_UNFIT, unfit, "unfit")


def _render_edits(sentence: str, problems: tuple[Problem, ...], key: str) -> None:
    """Say what cannot be used since the data were edited, and what that means."""
    with st.container(border=True, key=key):
        st.markdown(f":orange[:material/warning:] **{sentence}**")
        _render_lines([str(problem) for problem in problems])


def render_notice() -> None:
    """Show what the visitor must be told about a link, a file or a contradiction.

    Their own words stay text.
    """
    told = state.notice()
    if told is None:
        return
    sentence, lines = told
    with st.container(border=True, key="notice"):
        with st.container(
            horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
        ):
            st.markdown(f":orange[:material/warning:] **{sentence}**", width="content")
            st.button("Dismiss", key="ui.dismiss", type="tertiary", on_click=state.dismiss_notice)
        _render_lines(lines)


def _render_lines(lines: Sequence[Problem | str]) -> None:
    """Show the first lines, and the rest where one asks for it."""
    told = [
        problem_in_words(line, cached.catalogue()) if isinstance(line, Problem) else line
        for line in lines
    ]
    for line in told[:_FEW_LINES]:
        st.text(line)
    if told[_FEW_LINES:]:
        with st.expander("What else", icon=":material/unfold_more:"):
            for line in told[_FEW_LINES:]:
                st.text(line)
