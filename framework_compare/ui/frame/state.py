"""The visitor's requirement in the session: seeded from the address, read by pages, published back.

The only module that touches ``st.session_state``. Each field lives under ``req.<field>``, which is
also the key of its widget, as words and numbers, so that it survives a reload of the code.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any, Final, Literal

import streamlit as st
from pydantic import ValidationError
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext

from framework_compare.errors import DataError, Problem
from framework_compare.requirement.answers import read_answer
from framework_compare.requirement.links import from_query, to_query
from framework_compare.requirement.model import (
    FRAMEWORK_FIELDS,
    LIST_FIELDS,
    Requirement,
)
from framework_compare.ui.frame import cached, resuming, settings
from framework_compare.ui.frame.address import Address, Query
from framework_compare.ui.frame.settings import OWN, SETTINGS, Number, Value
from framework_compare.vocabulary import NEEDS, FrameworkId

PERSIST: Final[Literal["session"]] = "session"
"""How long every widget of the requirement keeps its value."""

_PREFIX: Final = "req."
_FIELDS: Final = tuple(Requirement.model_fields)
_OURS: Final = (*_FIELDS, *SETTINGS)
"""The names in a link that are this app's, in their order."""
_ADDRESS: Final = "_address"
_NOTICE: Final = "_notice"
_HANDOVER: Final = "_handover"
_BROUGHT: Final = "_brought"
_RESUMED: Final = "_resumed"
_BOUND: Final = "_bound"
_LATE: Final = "_late"
_CHOSEN: Final = "_chosen"
_STARTS: Final = "_starts"
_OF_THIS_RUN: ContextVar[list[Requirement] | None] = ContextVar("of_this_run", default=None)
"""The requirement of this run, once it is put together; None where answers may still change, as in
callbacks.
"""


def key_of(field: str) -> str:
    """Return the key of a field's widget."""
    return f"{_PREFIX}{field}"


@contextmanager
def one_run() -> Iterator[None]:
    """Put the requirement together once a run, as soon as the session has the address's answers."""
    token = _OF_THIS_RUN.set(None)
    try:
        yield
    finally:
        _OF_THIS_RUN.reset(token)


def current() -> Requirement:
    """Return the requirement as the session holds it, validated.

    A need that is also ruled out counts as needed. What no widget of ours can send is left out.
    """
    known = _OF_THIS_RUN.get()
    if known:
        return known[0]
    values = {field: stored(field) for field in _FIELDS} | _stored_frameworks()
    needed = {*values["needs"], *values["must_haves"]}
    values["not_needed"] = [need for need in values["not_needed"] if need not in needed]
    try:
        requirement = Requirement.model_validate(values)
    except ValidationError as error:
        wrong = {detail["loc"][0] for detail in error.errors()}
        requirement = Requirement.model_validate(
            {name: value for name, value in values.items() if name not in wrong}
        )
    if known is not None:
        known.append(requirement)
    return requirement


def stored(field: str) -> Any:
    """Return an answer as the session holds it."""
    value = st.session_state.get(key_of(field))
    if field in LIST_FIELDS:
        return list(value or ())
    if field == "weights":
        return dict(value or {})
    return value


def _stored_frameworks() -> dict[str, Any]:
    """Return the stored answers that name frameworks, without any that the data do not hold.

    A file may have been taken out of the data since, and a widget can be made to send anything.
    """
    names = frameworks()
    found: dict[str, Any] = {}
    for field in FRAMEWORK_FIELDS:
        value = stored(field)
        if names is None:
            found[field] = value
        elif isinstance(value, list):
            found[field] = [item for item in value if item in names]
        else:
            found[field] = value if value in names else None
    return found


def frameworks() -> tuple[FrameworkId, ...] | None:
    """Return the frameworks that answers may name; None while the data cannot be used."""
    try:
        return tuple(cached.catalogue().frameworks)
    except DataError:
        return None


def replace(requirement: Requirement) -> None:
    """Replace all answers by a requirement, before any widget is drawn, and forget messages."""
    dismiss_notice()
    if _OF_THIS_RUN.get():
        _OF_THIS_RUN.set([])
    for field in _FIELDS:
        value = getattr(requirement, field)
        if field == "weights":
            value = {name: list(pair) for name, pair in value.items()}
        st.session_state[key_of(field)] = list(value) if isinstance(value, tuple) else value


def arrive(page: str) -> None:
    """Bring session and address together, once per run and before any widget is drawn.

    Parameters
    ----------
    page
        the page's own part of the address; empty for the landing page.
    """
    context = get_script_run_ctx()
    if _ADDRESS not in st.session_state or _BROUGHT in st.session_state:
        _take_in(context)
    address: Address = st.session_state.setdefault(_ADDRESS, Address())
    travelled = context is not None and context.is_history_navigation
    wanted = address.arrive(page, _query(_link_query()), travelled=travelled)
    if wanted is not None:
        _seed(dict(wanted))
    if st.session_state.pop(_RESUMED, False):
        _hold()
    _settle_frameworks()
    _settle_contradictions()
    _OF_THIS_RUN.set([])
    _settle_numbers()
    _publish(address, page, travelled=travelled)
    address.draw(_query(link()))


def _seed(wanted: Mapping[str, Sequence[str]]) -> None:
    """Put what a link gives in the place of all answers and of what the pages show."""
    others = {name: texts for name, texts in _link_query().items() if name not in _OURS}
    of_pages = {name: texts for name, texts in others.items() if settings.is_ours(name)}
    strangers = {name: texts for name, texts in others.items() if name not in of_pages}
    answers = {name: texts for name, texts in wanted.items() if name in _FIELDS}
    # First of all, since everything else may name them.
    st.session_state[_CHOSEN], st.session_state[_STARTS] = {OWN: list(wanted.get(OWN, ()))}, {}
    with suppress(DataError):
        cached.take_up_own()
    requirement, problems = from_query({**answers, **strangers}, frameworks=frameworks())
    replace(requirement)
    with suppress(DataError):  # what may be chosen is in the data; the page tells of them
        chosen, wrong = settings.from_query({**wanted, **of_pages}, cached.catalogue())
        st.session_state[_CHOSEN] = chosen
        problems = (*problems, *wrong)
    note("Part of the link could not be used. The rest applies.", problems)


def set_out() -> None:
    """Note which page this run leads to, first of all: the next message may stop it at once."""
    context = get_script_run_ctx()
    if context is None:
        return
    if resuming.comes_late(context, context.session_state, st.session_state.get(_BOUND)):
        st.session_state[_LATE] = True
    else:
        st.session_state[_BOUND] = context.page_script_hash


def lead_on() -> None:
    """Go on to the page that a link led to, where this run only brings what was typed before.

    Once it has arrived.
    """
    context = get_script_run_ctx()
    if context is None or not st.session_state.pop(_LATE, False):
        return
    page = context.pages_manager.get_pages().get(st.session_state[_BOUND])
    if page is not None:
        _hold()
        st.switch_page(page["script_path"], query_params=link())


def link() -> dict[str, list[str]]:
    """Return the query that reopens exactly what is shown, for links between pages."""
    return link_of(current())


def answers_link() -> dict[str, list[str]]:
    """Return the query that opens the answers, without what the pages show beside them.

    The visitor's own frameworks come along, since answers may name them.
    """
    own = {name: value for name, value in _chosen().items() if name == settings.OWN}
    return to_query(current()) | settings.to_query(own)


def link_of(requirement: Requirement) -> dict[str, list[str]]:
    """Return the query of other answers with what the pages show now."""
    return to_query(requirement) | settings.to_query(_chosen())


def _link_query() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in st.query_params}


def _query(raw: Mapping[str, Sequence[str]]) -> Query:
    return tuple((name, tuple(raw[name])) for name in _OURS if name in raw)


def _publish(address: Address, page: str, *, travelled: bool) -> None:
    """Put the requirement into the address, where it differs; other people's parameters stay."""
    have, want = _link_query(), link()
    misspelt = [name for name in have if name not in _OURS and settings.is_ours(name)]
    if _query(have) == _query(want) and not misspelt:
        return
    others = {name: values for name, values in have.items() if name not in (*_OURS, *misspelt)}
    st.query_params.from_dict(others | want)
    address.publish(page, _query(want), travelled=travelled)


def chosen() -> dict[str, Value]:
    """Return what the visitor chose to see, by setting."""
    return _chosen()


def _chosen() -> dict[str, Value]:
    """Return what the visitor chose to see, by setting; the rest is as the pages have it."""
    found: dict[str, Value] = st.session_state.get(_CHOSEN) or {}
    return {name: value for name, value in found.items() if name in SETTINGS}


def setting(name: str) -> Value | None:
    """Return what the visitor chose for a setting; None where it is as the page has it."""
    return _chosen().get(name)


def set_setting(name: str, value: Value) -> None:
    """Choose for a setting without its widget."""
    st.session_state[_CHOSEN] = _chosen() | {name: value}


def _settle_numbers() -> None:
    """Forget a number of the visitor's own where the answer that it took the place of has changed.

    So an answer given later counts.
    """
    own = [name for name in _chosen() if isinstance(SETTINGS[name], Number)]
    if not own:
        return
    try:
        catalogue, requirement = cached.catalogue(), current()
    except DataError:
        return
    starts: dict[str, float] = st.session_state.setdefault(_STARTS, {})
    for name in own:
        setting = SETTINGS[name]
        if isinstance(setting, Number):
            now = setting.start(catalogue, requirement)
            if starts.setdefault(name, now) != now:
                forget_settings([name])


def show_setting(name: str, default: Value | None, allowed: Collection[str] | None = None) -> None:
    """Let the widget of a setting, whose key is its name, hold what the visitor chose.

    Before it is drawn; where that cannot be shown now, it holds the page's own choice.

    Parameters
    ----------
    default
        what the page shows where nothing is chosen.
    allowed
        the words that the widget offers now; None for a number.
    """
    wanted: Any = _chosen().get(name, default)
    if allowed is not None:
        if isinstance(wanted, list):
            kept = [word for word in wanted if word in allowed]
            wanted = default if wanted and not kept else kept
        elif wanted not in allowed:
            wanted = default
    elif isinstance(default, int) and not isinstance(default, bool):
        wanted = int(wanted)
    if name not in st.session_state or st.session_state[name] != wanted:
        st.session_state[name] = wanted


def choose(name: str, default: Value | None) -> None:
    """Take what the visitor chose to see; a callback of the setting's widget.

    What the page shows by itself is no choice.
    """
    value = st.session_state.get(name)
    forget_settings(settings.within(name, value, _chosen()))
    if value is None or _same(value, default):
        forget_settings([name])
        return
    st.session_state[_CHOSEN] = _chosen() | {name: value}
    st.session_state.setdefault(_STARTS, {}).pop(name, None)


def _same(value: Value, default: Value | None) -> bool:
    """Return whether a choice is what the page shows anyway, in whatever order it was tapped."""
    if isinstance(value, list) and isinstance(default, list):
        return sorted(value) == sorted(default)
    return value == default


def forget_settings(names: Collection[str]) -> None:
    """Let pages show again what they do by themselves; also a callback."""
    st.session_state[_CHOSEN] = {
        name: value for name, value in _chosen().items() if name not in names
    }
    starts: dict[str, float] = st.session_state.setdefault(_STARTS, {})
    for name in names:
        starts.pop(name, None)


def _settle_frameworks() -> None:
    """Take frameworks that the data no longer hold out of the answers, and say so."""
    names, problems = frameworks(), []
    for field, left in _stored_frameworks().items():
        held = stored(field)
        if left != held:
            problems += read_answer(field, held, "", names)[1]
            st.session_state[key_of(field)] = left
            if field == "existing_framework":
                st.session_state[key_of("existing_size")] = None
    note("Part of the answers names what the data no longer hold. The rest applies.", problems)


def _settle_contradictions() -> None:
    """Take what is needed off the list of what is not, and say so."""
    needed = {*stored("needs"), *(must for must in stored("must_haves") if must in NEEDS)}
    refused = stored("not_needed")
    both = [need for need in refused if need in needed]
    if both:
        st.session_state[key_of("not_needed")] = [need for need in refused if need not in needed]
        both_at_once = Problem("", "not_needed", "", "not_needed", "both", tuple(both))
        note("Needed and not needed at once: it counts as needed.", [both_at_once])


def _take_in(context: ScriptRunContext | None) -> None:
    """Keep what the browser brought until a page is drawn whole and its widgets are known."""
    before: resuming.Brought | None = st.session_state.pop(_BROUGHT, None)
    brought = (
        resuming.bring(context.session_state, context.page_script_hash, before) if context else None
    )
    if brought is not None:
        st.session_state[_BROUGHT] = brought


def finish() -> None:
    """Take note that the page is drawn, and let count what the browser brought for it.

    The last of every run.
    """
    context = get_script_run_ctx()
    brought: resuming.Brought | None = st.session_state.pop(_BROUGHT, None)
    if (
        context is not None
        and brought is not None
        and resuming.is_news(brought, context, context.session_state)
    ):
        st.session_state[_RESUMED] = True
        resuming.run_again(context, brought)
    st.session_state.pop(_BOUND, None)
    address: Address = st.session_state[_ADDRESS]
    address.finish()


def _hold() -> None:
    """Set the answers once more to what they are.

    Sent to their widgets, and kept where these are not drawn.
    """
    for key in map(key_of, _FIELDS):
        if key in st.session_state:
            st.session_state[key] = st.session_state[key]


def notice() -> tuple[str, tuple[Problem | str, ...]] | None:
    """Return what the visitor must be told: a sentence, and lines that may hold their own words."""
    told: tuple[str, tuple[Problem | str, ...]] | None = st.session_state.get(_NOTICE)
    return told


def dismiss_notice() -> None:
    """Forget the notice; a callback."""
    st.session_state.pop(_NOTICE, None)


def note(sentence: str, lines: Sequence[Problem | str]) -> None:
    """Remember what the visitor must be told; nothing where there are no lines."""
    if lines:
        st.session_state[_NOTICE] = (sentence, tuple(lines))


def value_of(key: str) -> Any:
    """Return what a widget holds, or None."""
    return st.session_state.get(key)


def set_value(key: str, value: Any) -> None:
    """Set what a widget holds, before it is drawn."""
    st.session_state[key] = value


def claim_handover() -> bool:
    """Return whether this page already asked for the router once; from now on it has."""
    asked = bool(st.session_state.get(_HANDOVER))
    st.session_state[_HANDOVER] = True
    return asked


def drop_handover() -> None:
    """Note that the router runs."""
    st.session_state.pop(_HANDOVER, None)
