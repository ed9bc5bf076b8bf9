"""Which weights would change the leader.

Exact thresholds in words, each verified before it is said.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.explain.sensitivity import (
    LeastMove,
    Path,
    StableRange,
    dominated,
    least_move,
    paths,
    stable_range,
)
from framework_compare.requirement.model import Requirement, WeightId
from framework_compare.scoring.distributions import Floats
from framework_compare.scoring.results import Flip
from framework_compare.scoring.scored import order_of
from framework_compare.scoring.study import Study
from framework_compare.scoring.weights import share_ranges
from framework_compare.text import listed, percent
from framework_compare.vocabulary import CRITERIA, GROUPS, VALUE_TREE

_NUDGE = 1e-6
"""How far beyond a threshold a share is set to verify it; shares are said in per cent."""
_MOST_NAMED = 3
_NOTHING = 1e-9
_NARROW = 0.001
"""Least room that a change is measured against: a share that the user has fixed is far from any
other.
"""


@dataclass(frozen=True, slots=True)
class Stability:
    """The range of one weight in which the champion stays first, beside the plausible range."""

    weight: WeightId
    today: float
    low: float
    high: float
    below: str | None
    """The option that takes over below `low`."""
    above: str | None
    plausible_low: float
    plausible_high: float


@dataclass(frozen=True, slots=True)
class WeightFlips:
    """Everything that other weights can and cannot do."""

    champion: str | None
    ranges: tuple[Stability, ...]
    """Groups, then criteria."""
    flips: tuple[Flip, ...]
    """Nearest first; verified."""
    least: Flip | None
    """The least weight that must move, from which criteria to which."""
    never: tuple[str, ...]
    """Options that no weights can put first: the champion is at least as good on every criterion.
    """


def weight_flips(study: Study) -> WeightFlips:
    """Return every weight's exact thresholds, the least move that flips, and who never leads.

    Parameters
    ----------
    requirement
        the answers; weights of the user's own are where the paths start.
    """
    names, order = study.options.names, study.order
    if len(order) < 2:
        return WeightFlips(study.champion, (), (), None, ())
    table = _Table(study)
    ranges: list[Stability] = []
    flips: list[Flip] = []
    for path in paths(study):
        stable = stable_range(path, study.fits, study.given, order[0], order[1:])
        ranges.append(table.stability(stable))
        flips += table.flips(path, stable)
    move = least_move(study.weights, study.fits, study.given, order[0], order[1:])
    least = table.least(move) if move else None
    every = [*flips, least] if least else flips
    return WeightFlips(
        champion=names[order[0]],
        ranges=tuple(ranges),
        flips=tuple(sorted(every, key=lambda flip: flip.distance)),
        least=least,
        never=tuple(
            names[rival] for rival in dominated(study.fits, study.given, order[0], order[1:])
        ),
    )


def never_text(never: tuple[str, ...], champion: str, catalogue: Catalogue) -> str:
    """Return the sentence on options that no weights can put ahead; empty where there is none."""
    if not never:
        return ""
    shown = [catalogue.option_name(option) for option in never[:_MOST_NAMED]]
    more = f" and {len(never) - _MOST_NAMED} more" if len(never) > _MOST_NAMED else ""
    name = catalogue.option_name(champion)
    return (
        f"Never, whatever the weights: {', '.join(shown)}{more}. {name} is at least as good on"
        " every criterion."
    )


class _Table:
    """The options on the table, their fits, and what is said about them."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self._catalogue = study.catalogue
        self._past_musts = tuple(sorted(study.order))
        self._champion = study.order[0]
        self._plausible = share_ranges(study.requirement.weights, study.catalogue)

    def _leader(self, weights: Floats) -> int:
        """Return who leads under these weights.

        The same sum and the same order as the verdict's.
        """
        return order_of(self._study.under(weights), self._past_musts)[0]

    def _name(self, option: int) -> str:
        return self._study.options.names[option]

    def stability(self, stable: StableRange) -> Stability:
        """Return one range with names, beside the shares that are plausible."""
        plausible = self._plausible[stable.weight]
        low, high = plausible.low, plausible.high
        below, above = (
            self._name(rival) if rival is not None else None
            for rival in (stable.below, stable.above)
        )
        return Stability(
            stable.weight, stable.today, stable.low, stable.high, below, above, low, high
        )

    def flips(self, path: Path, stable: StableRange) -> Iterator[Flip]:
        """Yield the flips just beyond both ends of a range, where they really flip."""
        for rival, share, sign in ((stable.below, stable.low, -1), (stable.above, stable.high, 1)):
            beyond = share + sign * _NUDGE
            if rival is None or not path.knots[0] <= beyond <= path.knots[-1]:
                continue
            leader = self._leader(path.at(beyond))
            before = share - sign * _NUDGE
            inside = (path.today - before) * sign < 0
            if leader == self._champion or (
                inside and self._leader(path.at(before)) != self._champion
            ):
                continue
            text = self._text(path, share, sign, leader)
            yield Flip(
                "weight",
                f"weights.{path.weight}",
                path.today,
                share,
                self._name(leader),
                text,
                self._distance(path, share),
            )

    def _distance(self, path: Path, share: float) -> float:
        """Return the change as a part of what is plausible.

        One is the edge of it, and what is fixed is far away.
        """
        plausible = self._plausible[path.weight]
        room = plausible.high - path.today if share > path.today else path.today - plausible.low
        return abs(share - path.today) / max(room, _NARROW)

    def _text(self, path: Path, share: float, sign: int, leader: int) -> str:
        """Return the flip in words; the share is rounded away from today, so that it stays true."""
        bound = self._outward(path, share, sign, leader)
        more = "more" if sign > 0 else "less"
        who = f"{self._catalogue.option_name(self._name(leader))} would lead"
        if path.weight in GROUPS:
            group = next(group for group in self._catalogue.groups if group.id == path.weight)
            return (
                f"Were “{group.name}” worth {more} than {bound} of the whole (now"
                f" {percent(path.today)}), {who}."
            )
        criterion = self._catalogue.criterion(path.weight)
        group = next(group for group in self._catalogue.groups if group.id == criterion.group)
        inside = (
            f"Were “{criterion.name}” worth {more} than {bound} of “{group.name}” (now"
            f" {percent(path.today)})"
        )
        return f"{inside}, {who}."

    def _outward(self, path: Path, share: float, sign: int, leader: int) -> str:
        for digits in (0, 1, 2):
            scale = 10 ** (digits + 2)
            rounded = (math.ceil(share * scale) if sign > 0 else math.floor(share * scale)) / scale
            beyond = rounded + sign * _NUDGE
            inside = path.knots[0] <= beyond <= path.knots[-1]
            if inside and self._leader(path.at(beyond)) == leader:
                return f"{100 * rounded:.{digits}f}%"
        return f"{100 * share:.3f}%"

    def least(self, move: LeastMove) -> Flip | None:
        """Return the least move as a flip, carried a little beyond the tie.

        None where that cannot be.
        """
        before, level = self._study.weights, np.array(move.weights)
        shift = level - before
        after = before + shift * (1 + _NUDGE / max(move.mass, _NOTHING))
        # Where a criterion is emptied, go on in the direction in which there is room.
        if np.any(after < 0):
            after = np.maximum(after, 0.0)
            after /= after.sum()
        leader = self._leader(after)
        if leader == self._champion:
            return None
        whole = sum(
            self._plausible[group].high - self._plausible[group].low for group in GROUPS
        ) / len(GROUPS)
        return Flip(
            "weight",
            "weights",
            _as_shares(before, self._study.requirement),
            _as_shares(after, self._study.requirement),
            self._name(leader),
            self._least_text(shift, move.mass, leader),
            float(move.mass / max(whole / 2, _NARROW)),
        )

    def _least_text(self, shift: Floats, mass: float, leader: int) -> str:
        sides = []
        for sign in (-1, 1):
            columns = [
                int(column)
                for column in np.argsort(-sign * shift)
                if sign * shift[column] > _NOTHING
            ]
            names = [
                f"“{self._catalogue.criterion(CRITERIA[column]).name}”"
                for column in columns[:_MOST_NAMED]
            ]
            if len(columns) > _MOST_NAMED:
                names.append(f"{len(columns) - _MOST_NAMED} more")
            sides.append(listed(names))
        points = f"{math.ceil(1000 * mass) / 10:g}"
        unit = "point" if points == "1" else "points"
        who = self._catalogue.option_name(self._name(leader))
        return (
            f"Moving {points} {unit} of 100 from {sides[0]} to {sides[1]} is the least that puts"
            f" {who} first."
        )


def _as_shares(weights: Floats, requirement: Requirement) -> dict[str, list[float]]:
    """Return weights of the criteria as the requirement's own.

    Every group, and the criteria of each that weighs.

    A group that weighs nothing keeps what the user set within it: no weights say what its shares
    are.
    """
    found: dict[str, list[float]] = {}
    for group in GROUPS:
        columns = [CRITERIA.index(criterion) for criterion in VALUE_TREE[group]]
        total = min(1.0, float(weights[columns].sum()))
        found[group] = [total, total]
        for criterion, column in zip(VALUE_TREE[group], columns, strict=True):
            if total > _NOTHING:
                share = min(1.0, max(0.0, float(weights[column] / weights[columns].sum())))
                found[criterion] = [share, share]
            elif criterion in requirement.weights:
                found[criterion] = list(requirement.weights[criterion])
    return found
