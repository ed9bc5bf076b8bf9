"""The visitor's own frameworks: held in the session alone, named by the link.

The link holds the digest of each, never its text: that is found in the session, or where the
process holds it, so that it survives a reload and a link opens it for others on the same server.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from framework_compare.catalogue.own import MOST_OWN, OwnFramework, joined, read_own
from framework_compare.errors import DataError, Problem
from framework_compare.ui.frame import cached, settings, state
from framework_compare.ui.frame.settings import OWN
from framework_compare.vocabulary import FrameworkId

_HELD: Final = "_own"
_MOST_HELD: Final = 4 * MOST_OWN
"""How many texts a session keeps, those before among them, so that Back finds them."""


def held() -> tuple[OwnFramework, ...]:
    """Return the visitor's own frameworks, as their files came."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return ()
    digests, texts = state.chosen().get(OWN), _texts()
    if not isinstance(digests, list):
        return ()
    return tuple(texts[digest] for digest in digests if digest in texts)


cached.ask_for_own(held)


def _texts() -> Mapping[str, OwnFramework]:
    found: Mapping[str, OwnFramework] = state.value_of(_HELD) or {}
    return found


def read(files: Iterable[tuple[str, bytes]]) -> tuple[list[OwnFramework], list[Problem]]:
    """Return what files hold, and all that is wrong with them.

    Parameters
    ----------
    files
        name and content of each.
    """
    found: list[OwnFramework] = []
    problems: list[Problem] = []
    for name, raw in files:
        try:
            found.append(read_own(name, raw))
        except DataError as error:
            problems += error.problems
    return found, problems


def take(frameworks: Sequence[OwnFramework], *, instead: bool = False) -> tuple[Problem, ...]:
    """Let the visitor have these frameworks of their own, or return why not and change nothing.

    To be called before any widget is drawn, as in a callback. One with the id of one that is held
    takes its place.

    Parameters
    ----------
    instead
        whether they take the place of all that are held.
    """
    problems = wrong_with(frameworks, instead=instead)
    if not problems:
        _put(_beside(frameworks, instead))
    return problems


def wrong_with(frameworks: Sequence[OwnFramework], *, instead: bool = False) -> tuple[Problem, ...]:
    """Return what keeps these frameworks from being taken; nothing is changed."""
    try:
        joined(cached.shared_catalogue(), _beside(frameworks, instead))
    except DataError as error:
        return error.problems
    return ()


def _beside(frameworks: Sequence[OwnFramework], instead: bool) -> list[OwnFramework]:
    # Two of one id in one go are a mistake, not a change, so that they are left to be refused.
    ids = {framework.id for framework in frameworks}
    before = () if instead else [own for own in held() if own.id not in ids]
    return [*before, *frameworks]


def drop(framework: FrameworkId) -> None:
    """Let the visitor go on without one of their own frameworks.

    What pages show of it is forgotten; answers that name it are taken back when the run begins.
    """
    shown = settings.to_query(state.chosen())
    _put([own for own in held() if own.id != framework])
    left, _ = settings.from_query(shown, cached.catalogue())
    gone = [name for name in shown if name != OWN and left.get(name) != state.chosen().get(name)]
    for name in gone:
        state.set_value(name, left.get(name))
        state.choose(name, None)


def _put(frameworks: Sequence[OwnFramework]) -> None:
    for framework in frameworks:
        cached.shelf().put(framework)
    _keep(frameworks)
    state.set_value(OWN, [framework.digest for framework in frameworks] or None)
    state.choose(OWN, None)
    cached.take_up_own()


def _keep(frameworks: Iterable[OwnFramework]) -> None:
    """Hold texts in the session; the oldest make room."""
    texts = dict(_texts())
    for framework in frameworks:
        texts.pop(framework.digest, None)
        texts[framework.digest] = framework
    state.set_value(_HELD, dict(list(texts.items())[-_MOST_HELD:]))


def bring() -> None:
    """Hold the texts that the address names, as far as the process has them.

    Before the address is read: which frameworks answers may name depends on them.
    """
    wanted = st.query_params.get_all(OWN)[:MOST_OWN]
    for digest in wanted:  # what is in use here was asked for last of all
        if digest in _texts():
            cached.shelf().put(_texts()[digest])
    found = [cached.shelf().get(digest) for digest in wanted if digest not in _texts()]
    _keep(framework for framework in found if framework is not None)
