"""The ways of asking for weights as views of the requirement's weights.

What each wrote, and when it starts anew.

Weights live in the requirement; an order, swings and comparisons live in the session only. A view's
answers count as long as the family's weights are what it wrote. Where they come from elsewhere,
such as a link, a file or Back, every view of that family starts anew and the weights are shown as
shares. Starting anew means a new key, since a widget keeps what it holds under the old one.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import combinations
from typing import Any, Final, Literal

from framework_compare.explain.elicitation import (
    FAMILIES,
    FULL_SWING,
    Shares,
    from_ranking,
    from_swings,
    outward,
)
from framework_compare.explain.pairwise import components, from_pairwise
from framework_compare.requirement.model import Requirement, unmeetable
from framework_compare.ui.frame import answering, cached, faults, state

Way = Literal["order", "swing", "pairs", "shares"]
UNTOUCHED: Final = (0, int(FULL_SWING))
"""A slider over its whole range: nothing is said."""
_WAYS: Final[tuple[Way, ...]] = ("order", "swing", "pairs", "shares")
_VIEWS: Final = "w.views"


def own_shares(requirement: Requirement, family: str) -> Shares:
    """Return what the user set of one family."""
    members = FAMILIES[family]
    return {str(member): pair for member, pair in requirement.weights.items() if member in members}


def key(part: Way | Literal["way"], family: str, member: str = "") -> str:
    """Return the key of a widget; it changes whenever its view starts anew."""
    return f"w.{part}.{family}.{member}.{_view(family)['ages'].get(part, 0)}"


def _view(family: str) -> dict[str, Any]:
    views: dict[str, Any] = state.value_of(_VIEWS) or {}
    found: dict[str, Any] = views.get(family) or {"wrote": {}, "ages": {}}
    return found


def _remember(family: str, wrote: Shares, anew: tuple[str, ...]) -> None:
    """Note what a family's weights are now, and let these parts of its views start anew."""
    ages = _view(family)["ages"]
    view = {
        "wrote": {member: list(pair) for member, pair in wrote.items()},
        "ages": ages | {part: ages.get(part, 0) + 1 for part in anew},
    }
    state.set_value(_VIEWS, (state.value_of(_VIEWS) or {}) | {family: view})


def settle(family: str, requirement: Requirement) -> None:
    """Let a family's views start anew where its weights are not what they wrote.

    Before any of them is drawn.
    """
    own = own_shares(requirement, family)
    if own != {member: tuple(pair) for member, pair in _view(family)["wrote"].items()}:
        _remember(family, own, (*_WAYS, "way"))


@faults.callback
def start_anew() -> None:
    """Forget all weights and everything that was asked for them; a callback."""
    for family, members in FAMILIES.items():
        answering.set_weights(members, {})
        _remember(family, {}, (*_WAYS, "way"))


# Each callback reads its own widgets, writes its family's weights, and resets the other views.


def _write(way: Way, family: str, shares: Shares) -> None:
    answering.set_weights(FAMILIES[family], shares)
    _remember(family, shares, tuple(other for other in _WAYS if other != way))


@faults.callback
def take_order(family: str) -> None:
    """Take the order of importance."""
    order = state.value_of(key("order", family)) or []
    _write("order", family, from_ranking(order, FAMILIES[family]))


@faults.callback
def take_swings(family: str) -> None:
    """Take the swings that are touched."""
    held = {member: state.value_of(key("swing", family, member)) for member in FAMILIES[family]}
    touched = {
        member: (float(pair[0]), float(pair[1]))
        for member, pair in held.items()
        if _is_touched(pair)
    }
    _write("swing", family, from_swings(touched, FAMILIES[family]))


def _is_touched(pair: object) -> bool:
    return isinstance(pair, tuple | list) and tuple(pair) != UNTOUCHED


def pairs(family: str) -> tuple[tuple[str, str], ...]:
    """Return every pair of a family's members."""
    return tuple(combinations(FAMILIES[family], 2))


def judgments(family: str) -> dict[tuple[str, str], float]:
    """Return the comparisons that are answered: pair to ratio."""
    scale = cached.catalogue().elicitation.pairwise.scale
    held = {pair: state.value_of(key("pairs", family, ".".join(pair))) for pair in pairs(family)}
    return {pair: scale[place] for pair, place in held.items() if place is not None}


@faults.callback
def take_comparisons(family: str) -> None:
    """Take the comparisons as soon as they connect all members.

    Until then the weights are unset.
    """
    given = judgments(family)
    whole = len(components(given, FAMILIES[family])) == 1
    rules = cached.catalogue().elicitation.pairwise
    _write("pairs", family, from_pairwise(given, FAMILIES[family], rules) if whole else {})


def slider_value(own: Mapping[str, tuple[float, float]], member: str) -> tuple[int, int]:
    """Return where a slider of shares in whole per cent starts.

    Closely around the share that is set, or untouched.
    """
    if member not in own:
        return UNTOUCHED
    low, high = own[member]
    nudge = 1e-9  # 100 · 0.29 is a little less than 29
    return (math.floor(100 * low + nudge), math.ceil(100 * high - nudge))


@faults.callback
def take_share(family: str, member: str) -> None:
    """Take one share as it is; where it cannot be met with the others, say so."""
    pair = state.value_of(key("shares", family, member))
    shares = own_shares(state.current(), family)
    shares.pop(member, None)
    if _is_touched(pair):
        shares[member] = outward(pair[0] / 100, pair[1] / 100)
    said = _cannot_be_met(shares)
    if said:
        state.note("That share was not taken; your weights are as they were.", [said])
        _remember(family, own_shares(state.current(), family), ("shares",))
        return
    _write("shares", family, shares)


def _cannot_be_met(shares: Shares) -> str:
    """Return why no shares can be within these intervals.

    Empty where some can, as links and files have it.
    """
    if not unmeetable(shares):
        return ""
    lowest, highest = (100 * sum(pair[end] for pair in shares.values()) for end in (0, 1))
    if lowest > 100:
        return (
            f"The least shares together are {_outward_percent(lowest)}%: lower one of the others"
            " first."
        )
    return (
        f"The greatest shares together are {_outward_percent(highest)}%: raise one of the others"
        " first."
    )


def _outward_percent(total: float) -> str:
    """Return a sum of per cents with as few decimals as show on which side of 100 it lies."""
    shown = (f"{total:.{digits}f}" for digits in (2, 4, 8))
    return f"{next((float(text) for text in shown if float(text) != 100), total):.10g}"
