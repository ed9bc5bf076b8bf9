"""What a visitor sees where a part of a page fails.

That part in words, and everything else as it is.

Streamlit shows an error in the place of all that would follow. Here each part of a page, each
fragment and each callback has a guard of its own. The requests by which Streamlit stops or repeats
a run are no errors, and pass.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import wraps
from typing import Final, ParamSpec
from urllib.parse import urlencode

import streamlit as st
from streamlit.errors import FragmentHandledException

from framework_compare.errors import origin, tracker
from framework_compare.requirement.model import Requirement
from framework_compare.ui.frame import state
from framework_compare.ui.frame.settings import PEOPLE

_Arguments = ParamSpec("_Arguments")
_LOG: Final = logging.getLogger(__name__)
_LOGGED: Final[deque[tuple[str, ...]]] = deque(maxlen=256)
"""Faults that are in the log: the same one at the same address is written once, however often it is
drawn.
"""
_TOLD: ContextVar[set[tuple[str, str]] | None] = ContextVar("told", default=None)
"""Faults that the page of this run has told in full; None outside of a whole page, such as in a
fragment's rerun.
"""
_WORDS: Final = ("name", "notes", PEOPLE)
"""What holds words that people wrote themselves: it stays out of the log."""


@contextmanager
def part(title: str) -> Iterator[None]:
    """Draw one part of a page, or say in its place that it could not be shown; also a decorator.

    A fragment needs it inside: ``@st.fragment`` above ``@part``, since Streamlit shows a fragment's
    error itself.

    Parameters
    ----------
    title
        what the part is called, to go before "could not be shown".
    """
    try:
        yield
    except FragmentHandledException:  # shown where it arose, and counted by Streamlit
        raise
    except Exception as error:
        _log(title, error)
        _tell(title, error)


@contextmanager
def page() -> Iterator[None]:
    """Draw a whole page, and say once what no part caught or several failed on."""
    token = _TOLD.set(set())
    try:
        with part("This page"):
            yield
    finally:
        _TOLD.reset(token)


def callback(function: Callable[_Arguments, None]) -> Callable[_Arguments, None]:
    """Let a failing callback of a widget leave the answers as they were, and say so."""

    @wraps(function)
    def guarded(*arguments: _Arguments.args, **named: _Arguments.kwargs) -> None:
        before = _answers()
        try:
            function(*arguments, **named)
        except Exception as error:
            _log(f"The callback {function.__name__}", error)
            # Where putting answers in place is what fails, they are as they were.
            with suppress(Exception):
                if before is not None:
                    state.replace(before)
            state.note("That did not work; your answers are as they were.", _how_to_report())
            st.rerun()  # the whole page, since a fragment alone would not show the notice

    return guarded


def _answers() -> Requirement | None:
    try:
        return state.current()
    except Exception:  # "Start over" must work where nothing else does
        return None


def _how_to_report() -> list[str]:
    where = f" at {tracker()}" if tracker() else ""
    return [f"It is a fault of this app. To report it{where}, copy this link: {_link()}"]


def _link() -> str:
    """Return the address that reopens this page with these answers."""
    return address_of(_query())


def address_of(query: Mapping[str, Sequence[str]], page: str | None = None) -> str:
    """Return the whole address of this page, or of another, with a query."""
    base = (st.context.url or "").partition("?")[0]
    if page is not None:
        base = f"{base.rpartition('/')[0]}/{page}"
    return f"{base}?{urlencode(query, doseq=True)}" if query else base or "?"


def _query() -> dict[str, list[str]]:
    try:
        return state.link()
    # The answers themselves are at fault; then the browser's own address says more.
    except Exception:
        return {name: st.query_params.get_all(name) for name in st.query_params}


def _log(title: str, error: Exception) -> None:
    """Write the traceback to the server's log, once for each fault and address."""
    address = address_of({name: values for name, values in _query().items() if name not in _WORDS})
    fault = (*_fault(error), address)
    if fault not in _LOGGED:
        _LOGGED.append(fault)
        _LOG.error("%s failed at %s", title, address, exc_info=error)


def _fault(error: Exception) -> tuple[str, str]:
    return type(error).__name__, origin(error)


def _tell(title: str, error: Exception) -> None:
    """Say what could not be shown.

    In full for the first part of a page that fails so, in a line for the others.
    """
    told = _TOLD.get()
    if told is not None and _fault(error) in told:
        st.caption(f":material/error: {title} could not be shown either, for the same reason.")
        return
    if told is not None:
        told.add(_fault(error))
    with st.container(border=True, gap="xsmall"):
        st.markdown(
            f":orange[:material/error:] **{title} could not be shown.** Your answers are kept, and"
            " the rest goes on. It is a fault of this app. To report it, copy this link, which"
            " reopens it:"
        )
        st.code(_link(), language=None, wrap_lines=True)
        if tracker():
            st.page_link(tracker(), label="Report it", icon=":material/bug_report:")
