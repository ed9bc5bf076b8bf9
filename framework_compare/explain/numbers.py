"""At which number the leader changes: users and weeks, each searched on its own scale."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence

import numpy as np

from framework_compare.catalogue.criteria import Question
from framework_compare.requirement.model import MOST_USERS, MOST_WEEKS, WHOLE_NUMBER_FIELDS
from framework_compare.scoring.rescoring import each_after
from framework_compare.scoring.results import Flip
from framework_compare.scoring.study import Study
from framework_compare.text import about, plain_number

_BETWEEN = 3
"""Numbers tried between two corners of a scale, before the search closes in; the score is monotone
between corners.
"""
_HUNDRED = 100
_DIGITS = 1
"""Decimals of a number that need not be whole: nobody plans by the hundredth of a week."""


def number_flips(study: Study, field: str) -> tuple[Flip, ...]:
    """Return the numbers at which another option starts to lead, nearest first.

    Parameters
    ----------
    field
        of a question that asks for a number.

    Returns
    -------
    tuple
        for an answered question the nearest number below and above it; for an open one the first
        stretch of the scale for each other leader. Setting the field to `after` makes the named
        option lead, and one step nearer to today's answer it does not (a whole number, or a tenth).
    """
    if len(study.options) < 2 and not study.requirement.must_haves:
        return ()  # one option leads whatever is answered, unless a must-have puts it off the table
    search = _Leaders(study, study.catalogue.questions[field])
    before = getattr(study.requirement, field)
    found = list(search.from_nothing() if before is None else search.around(before))
    return tuple(sorted(found, key=lambda flip: flip.distance))


class _Leaders:
    """Who leads at which number; each number is scored once."""

    def __init__(self, study: Study, question: Question) -> None:
        self._study = study
        self._question = question
        self._whole = question.field in WHOLE_NUMBER_FIELDS
        self._known: dict[float, str | None] = {}
        self.scale = self._numbers()
        self._score(self.scale)

    def _numbers(self) -> list[float]:
        """Return the scale's corners with numbers between them, ascending."""
        corners = [point.at for point in self._question.point]
        most = MOST_USERS if self._whole else MOST_WEEKS
        between = np.interp(
            np.arange((len(corners) - 1) * (_BETWEEN + 1) + 1) / (_BETWEEN + 1),
            np.arange(len(corners)),
            np.log10(corners) if self._question.scale == "log10" else corners,
        )
        numbers = 10**between if self._question.scale == "log10" else between
        rounded = {self._settled(float(number)) for number in numbers}
        return sorted(number for number in rounded if 0 < number <= most)

    def _settled(self, number: float) -> float:
        return round(number) if self._whole else round(number, _DIGITS)

    def leader(self, number: float) -> str | None:
        """Return who leads at this number."""
        if number not in self._known:
            self._score([number])
        return self._known[number]

    def _score(self, numbers: Sequence[float]) -> None:
        outcomes = each_after(self._study, [(self._question.field, number) for number in numbers])
        for number, then in zip(numbers, outcomes, strict=True):
            self._known[number] = then.champion

    def around(self, before: float) -> Iterator[Flip]:
        """Yield the nearest change above and below an answer."""
        above = [number for number in self.scale if number > before]
        below = [number for number in reversed(self.scale) if number < before]
        for side in (above, below):
            for near, far in itertools.pairwise([before, *side]):
                if self.leader(far) != self.leader(near):
                    number = self._close_in(near, far)
                    yield self._flip(before, number, side, self._steps(before, number))
                    break

    def from_nothing(self) -> Iterator[Flip]:
        """Yield, for each other leader, the first stretch of the scale on which it leads."""
        today = self._study.champion
        told = {today}
        for place, number in enumerate(self.scale):
            leader = self.leader(number)
            if leader in told:
                continue
            told.add(leader)
            if place:
                edge = self._close_in(self.scale[place - 1], number)
                yield self._flip(None, edge, self.scale[place:], 1.0)
            else:
                last = next((n for n in self.scale if self.leader(n) != leader), None)
                edge = (
                    number
                    if last is None
                    else self._close_in(last, self.scale[self.scale.index(last) - 1])
                )
                yield self._flip(None, edge, [n for n in reversed(self.scale) if n <= edge], 1.0)

    def _close_in(self, near: float, far: float) -> float:
        """Return the number nearest to `near`, on the way to `far`, at which the leader changes."""
        today = self.leader(near)
        logarithmic = self._question.scale == "log10"
        while True:
            middle = self._settled(math.sqrt(near * far) if logarithmic else (near + far) / 2)
            if middle in (near, far):
                middle = self._settled((near + far) / 2)
            if middle in (near, far):
                return far
            if self.leader(middle) == today:
                near = middle
            else:
                far = middle

    def _steps(self, before: float, number: float) -> float:
        """Return how many of the scale's corners lie between two numbers, in parts."""
        corners = [point.at for point in self._question.point]
        if self._question.scale == "log10":
            corners, before, number = (
                [math.log10(at) for at in corners],
                math.log10(before),
                math.log10(number),
            )
        places = np.interp([before, number], corners, range(len(corners)))
        return float(abs(places[1] - places[0]))

    def _flip(
        self, before: float | None, number: float, beyond: Sequence[float], distance: float
    ) -> Flip:
        """Return it in words; "or more" where the same option leads at all greater numbers."""
        question, leader = self._question, self.leader(number)
        who = (
            f"{self._study.catalogue.option_name(leader)} would lead"
            if leader
            else "nothing would fit"
        )
        further = [other for other in beyond if other != number]
        holds = all(
            self.leader(other) == leader
            for other in further
            if (other > number) == (beyond[-1] > number)
        )
        bound = (
            "" if not further or not holds else " or more" if beyond[-1] > number else " or fewer"
        )
        text = f"{question.short}: at {_said(number)}{bound}, {who}."
        return Flip("answer", question.field, before, number, leader, text, distance)


def _said(number: float) -> str:
    """Return a threshold as finely as it is known: two digits of what is a hundred or more."""
    rounded = about(number) if number >= _HUNDRED else plain_number(number)
    return rounded if rounded == plain_number(number) else f"about {rounded}"
