"""Callbacks that take an answer from another widget than its question's own.

A callback runs before the widgets of its run are drawn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from framework_compare.requirement.model import LIST_FIELDS, WHOLE_NUMBER_FIELDS
from framework_compare.ui.frame.state import key_of, set_value, stored, value_of


def answer(field: str, key: str) -> None:
    """Take the answer that another widget than the question's own holds."""
    value = value_of(key)
    if value is None:
        return
    if field in LIST_FIELDS:
        _add(field, value)
    else:
        set_value(key_of(field), int(value) if field in WHOLE_NUMBER_FIELDS else value)
    _empty(key)


def answer_need(need: str, key: str) -> None:
    """Take yes or no on one need."""
    value = value_of(key)
    if value is not None:
        _add("needs" if value else "not_needed", [need])
        _empty(key)


def take_more(field: str, key: str) -> None:
    """Move what was picked from a longer list to the answers and empty the list."""
    _add(field, value_of(key) or [])
    _empty(key)


def set_weights(members: Sequence[str], shares: Mapping[str, tuple[float, float]]) -> None:
    """Put shares in the place of these members' weights; what has no share is unset.

    The others' stay.
    """
    kept = {member: pair for member, pair in stored("weights").items() if member not in members}
    set_value(key_of("weights"), kept | {member: list(pair) for member, pair in shares.items()})


def _empty(key: str) -> None:
    """Let a widget that only passes answers on start anew, should it be drawn again."""
    set_value(key, [] if isinstance(value_of(key), list) else None)


def _add(field: str, values: Sequence[str]) -> None:
    have = stored(field)
    set_value(key_of(field), [*have, *(value for value in values if value not in have)])
