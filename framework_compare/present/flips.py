"""The changes that turn a verdict, kind by kind, and what is said where none of a kind does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from framework_compare.scoring.results import Flip, Verdict

TITLES: Final = {
    "answer": "One answer",
    "weight": "One weight",
    "evidence": "One fact",
    "must_have": "One must-have",
}
"""What of each kind changes, in the order of the kinds."""
_NOTHING: Final = {
    "answer": "No single other answer turns it.",
    "weight": "No weight turns it, however far it moves alone.",
    "evidence": (
        "No single grade, building block, need or host turns it, wherever on its scale it lay."
    ),
}
UNTRIED: Final = (
    "Facts are tried one by one once the goal is known: until then almost any answer changes more."
)
"""Said where no goal is."""
_MOST: Final = 5


def nearest_of_each(flips: Iterable[Flip]) -> dict[str, tuple[Flip, ...]]:
    """Return the nearest flips of each kind: the first of each field, and of musts each.

    Parameters
    ----------
    flips
        nearest first within their kind.
    """
    found: dict[str, list[Flip]] = {kind: [] for kind in TITLES}
    for flip in flips:
        found[flip.kind].append(flip)
    return {kind: _nearest(of_kind, each=kind == "must_have") for kind, of_kind in found.items()}


def _nearest(flips: Sequence[Flip], *, each: bool) -> tuple[Flip, ...]:
    """Return the nearest flips, one of each field unless its items stand for themselves."""
    first: dict[object, Flip] = {}
    for place, flip in enumerate(flips):
        first.setdefault(place if each else flip.field, flip)
    return tuple(first.values())[:_MOST]


def nothing_turns(found: dict[str, tuple[Flip, ...]], verdict: Verdict) -> tuple[str, ...]:
    """Return of which kinds no change turns it; nothing where that was not tried, or moot."""
    if verdict.runner_up is None or verdict.requirement.goal is None:
        return ()
    return tuple(said for kind, said in _NOTHING.items() if not found[kind])
