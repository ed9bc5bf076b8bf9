"""Who leads over any two answers at once, and how often: the decision map.

The winner of a cell is the option with the highest score there, as everywhere; its confidence is
how often its family comes first in a thousand draws. Most of the work is shared: a number moves the
need on one criterion only, so everything else is drawn once for each pair of words and added up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.requirement.model import MOST_USERS, MOST_WEEKS, WHOLE_NUMBER_FIELDS
from framework_compare.scoring.binding import Bound, bounds_of
from framework_compare.scoring.distributions import Floats
from framework_compare.scoring.draws import Drawn
from framework_compare.scoring.goals import UnderGoal
from framework_compare.scoring.must_draws import OUT, Met, met_musts
from framework_compare.scoring.needs import need_profile
from framework_compare.scoring.scored import order_of
from framework_compare.scoring.simulation import (
    DRAWN_TIE,
    capability_draws,
    drawn_loss,
    drawn_parts,
    drawn_points,
    quantile_draws,
    scores_of,
    weight_draws,
)
from framework_compare.scoring.study import Study
from framework_compare.vocabulary import COLUMN, CRITERIA

AXES = (
    "goal",
    "peak_concurrent_users",
    "interaction_work",
    "weeks_to_first_release",
    "ui_customization",
    "visualisation",
    "auth",
    "routing",
    "devops_capacity",
    "cost_sensitivity",
    "lifespan",
)
"""Questions with one answer each: what a map can be drawn over."""
_CELLS = 40
"""Steps of an axis that holds numbers."""
_DRAWS = 1000


@dataclass(frozen=True, slots=True)
class Axis:
    """One question as an axis."""

    field: str
    numeric: bool
    values: tuple[Any, ...]
    """What is set in each column or row: words, or numbers in the middle of each step."""
    edges: tuple[float, ...]
    """Ends of the steps of a numeric axis, one more than values; empty for words."""


@dataclass(frozen=True, slots=True)
class MapCell:
    """One cell: who leads, and in which share of the draws its family comes first."""

    x: int
    y: int
    option: str | None
    """None where every option fails a must-have."""
    share: float


@dataclass(frozen=True, slots=True)
class DecisionMap:
    """A whole map; cells row by row."""

    x: Axis
    y: Axis
    cells: tuple[MapCell, ...]
    draws: int


def axis_for(field: str, catalogue: Catalogue) -> Axis:
    """Return a question as an axis: its words in order, or its scale in forty even steps.

    Raises
    ------
    ValueError
        where the field has no single answer.
    """
    if field not in AXES:
        raise ValueError(f"axis: must be one of {', '.join(AXES)}, got {field!r}")
    question = catalogue.questions[field]
    if question.kind != "number":
        return Axis(field, False, tuple(answer.value for answer in question.answer), ())
    ends = (question.point[0].at, question.point[-1].at)
    even = np.geomspace if question.scale == "log10" else np.linspace
    edges = even(*ends, _CELLS + 1)
    middles = (
        np.sqrt(edges[1:] * edges[:-1])
        if question.scale == "log10"
        else (edges[1:] + edges[:-1]) / 2
    )
    most = MOST_USERS if field == "peak_concurrent_users" else MOST_WEEKS
    values = [min(float(middle), float(most)) for middle in middles]
    whole = [max(1, round(value)) for value in values] if field in WHOLE_NUMBER_FIELDS else values
    return Axis(field, True, tuple(whole), tuple(map(float, edges)))


def decision_map(study: Study, x: str, y: str, draws: int = _DRAWS) -> DecisionMap:
    """Return who leads over two answers, all other answers as they are.

    Parameters
    ----------
    x, y
        two different fields of `AXES`.
    draws
        how many for each cell; the same for all.

    Raises
    ------
    ValueError
        where both are the same, or one has no single answer.
    """
    if x == y:
        raise ValueError(f"axes: must be two different questions, got {x!r} twice")
    across, up = (axis_for(field, study.catalogue) for field in (x, y))
    cells: dict[tuple[int, int], MapCell] = {}
    for fixed, columns, rows in _pairs_of_words(across, up):
        block = _Block(study.answering(**fixed), across, up, draws)
        for cell in block.cells(columns, rows):
            cells[cell.y, cell.x] = cell
    return DecisionMap(across, up, tuple(cells[place] for place in sorted(cells)), draws)


def _pairs_of_words(
    across: Axis, up: Axis
) -> Iterator[tuple[dict[str, Any], tuple[int, ...], tuple[int, ...]]]:
    """Yield what to answer with words, and which columns and rows that covers.

    Numbers are covered all at once.

    Numbers are answered too, with their first value, so that their question counts as answered
    throughout.
    """
    columns = (
        [tuple(range(len(across.values)))]
        if across.numeric
        else [(i,) for i in range(len(across.values))]
    )
    rows = [tuple(range(len(up.values)))] if up.numeric else [(i,) for i in range(len(up.values))]
    for column in columns:
        for row in rows:
            yield {across.field: across.values[column[0]], up.field: up.values[row[0]]}, column, row


@dataclass(frozen=True, slots=True, eq=False)
class _Screened:
    """What must-haves leave at one value of an axis."""

    passing: Met
    """(options,): whether an option fails none."""
    met: tuple[Met | None, ...]
    """for each part of the draws (options, n), whether it meets them there; None where all do that
    are left
    """


@dataclass(frozen=True, slots=True, eq=False)
class _Moved:
    """What a numeric axis moves: expected and drawn points lost at each of its values."""

    points: Floats
    """(values, options)"""
    drawn: tuple[Floats, ...]
    """for each part of the draws (values, options, n)"""
    screened: tuple[_Screened, ...]
    """for each value"""


class _Block:
    """The part of a map in which the words are fixed."""

    def __init__(self, study: Study, x: Axis, y: Axis, draws: int) -> None:
        self._study = study
        self._rows = tuple(range(len(study.options)))
        self._parts = list(drawn_parts(study, draws))
        self._count = sum(drawn.count for _, drawn in self._parts)
        self._weights = [weight_draws(study, drawn) for _, drawn in self._parts]
        self._columns = tuple(self._column(axis) for axis in (x, y) if axis.numeric)
        self._x = self._moved(x, self._screened(x, y))
        self._y = self._moved(y, self._screened(y, x))
        others = [column for column in range(len(CRITERIA)) if column not in self._columns]
        self._base = 100 - 100 * (1 - study.fits[:, others]) @ study.weights[others]
        # What numbers on an axis lose beyond any weight is taken off along that axis.
        self._base += study.given + study.beyond[:, list(self._columns)].sum(axis=1)
        self._drawn = [
            self._rest(*part, weights)
            for part, weights in zip(self._parts, self._weights, strict=True)
        ]

    def _column(self, axis: Axis) -> int:
        criterion = self._study.catalogue.questions[axis.field].criterion
        assert criterion  # checked when the catalogue is read: a number sets one criterion's need
        return COLUMN[criterion]

    def _rest(self, under: UnderGoal, drawn: Drawn, weights: Floats) -> Floats:
        """Return drawn scores but for what numeric axes take off: shape (options, n)."""
        loss = drawn_loss(under, drawn, self._rows, weights, without=self._columns)
        return scores_of(under, drawn, self._rows, loss)

    def _moved(self, axis: Axis, screened: tuple[_Screened, ...]) -> _Moved:
        if not axis.numeric:
            nothing = np.zeros((1, len(self._rows)))
            none_drawn = tuple(np.zeros((1, 1, 1), np.float32) for _ in self._parts)
            return _Moved(nothing, none_drawn, screened)
        column = self._column(axis)
        needs = {u.profile.goal.id: self._needs(axis, column, u) for u in self._study.goals}
        bounds = [self._bound(axis, value) for value in axis.values]
        points = np.zeros((len(axis.values), len(self._rows)))
        for under in self._study.goals:
            for place, need in enumerate(needs[under.profile.goal.id]):
                fit = self._fit(under, column, need)
                points[place] += under.share * 100 * self._study.weights[column] * (1 - fit)
                points[place] += under.share * under.ground.lost(
                    under.options, under.questions[column], bounds[place]
                )
        drawn = [
            self._drawn_points(
                under, part, weights[column], column, needs[under.profile.goal.id], bounds
            )
            for (under, part), weights in zip(self._parts, self._weights, strict=True)
        ]
        return _Moved(points, tuple(drawn), screened)

    def _needs(self, axis: Axis, column: int, under: UnderGoal) -> Floats:
        """Return what is asked of a criterion at each number: shape (values, 3)."""
        goal, requirement = under.profile.goal.id, self._study.requirement
        asked = [requirement.with_answers(**{axis.field: value}) for value in axis.values]
        profiles = [need_profile(one, self._study.catalogue, goal) for one in asked]
        return np.stack([profile.bounds[column] for profile in profiles])

    def _bound(self, axis: Axis, value: object) -> Bound:
        """Return what binds at one number of an axis."""
        asked = self._study.requirement.with_answers(**{axis.field: value})
        criterion = self._study.catalogue.questions[axis.field].criterion
        bounds = bounds_of(asked, self._study.catalogue)
        return next(bound for bound in bounds if bound.criterion == criterion)

    def _fit(self, under: UnderGoal, column: int, need: Floats) -> Floats:
        low, mid, high = need.tolist()
        return under.ground.fit(under.options, under.questions[column], (low, mid, high))

    def _drawn_points(
        self,
        under: UnderGoal,
        drawn: Drawn,
        weight: Floats,
        column: int,
        needs: Floats,
        bounds: Sequence[Bound],
    ) -> Floats:
        capabilities = capability_draws(under, drawn, self._rows, column)
        asked = quantile_draws(needs, drawn.needs[column])
        short = asked[:, None, :] - capabilities[None]
        np.maximum(short, 0.0, out=short)
        short *= (100 * weight).astype(np.float32)
        for place, bound in enumerate(bounds):
            short[place] += drawn_points(under, self._rows, bound, capabilities)
        return short

    def _screened(self, axis: Axis, other: Axis) -> tuple[_Screened, ...]:
        """Return what the must-haves leave at each value of one axis.

        The other axis' own must is left aside, since it is judged along that axis. Numbers are
        tried one by one only where they are a must: elsewhere they rule nothing out.
        """
        requirement = self._study.requirement
        musts = tuple(m for m in requirement.must_haves if m != other.field or not other.numeric)
        if axis.numeric and axis.field not in musts:
            left = self._left(self._study.answering(must_haves=musts))
            return (left,) * len(axis.values)
        values = axis.values if axis.numeric else (getattr(requirement, axis.field),)
        answers = [{axis.field: value, "must_haves": musts} for value in values]
        return tuple(self._left(self._study.answering(**each)) for each in answers)

    def _left(self, answered: Study) -> _Screened:
        rows = list(answered.past_musts())
        passing = np.zeros(len(self._rows), bool)
        passing[rows] = True
        goals = {under.profile.goal.id: under for under in answered.goals}
        met: list[Met | None] = []
        for under, drawn in self._parts:
            found = met_musts(answered, goals[under.profile.goal.id], drawn, rows)
            if found is not None:
                every = np.zeros((len(self._rows), drawn.count), bool)
                every[rows] = found
                found = every
            met.append(found)
        return _Screened(passing, tuple(met))

    def cells(self, columns: tuple[int, ...], rows: tuple[int, ...]) -> Iterator[MapCell]:
        """Yield the cells of these columns and rows."""
        names, ui = self._study.options.names, self._study.options.ui
        for i, column in enumerate(columns):
            across = [
                base - moved[i] for base, moved in zip(self._drawn, self._x.drawn, strict=True)
            ]
            for j, row in enumerate(rows):
                here = (self._x.screened[i], self._y.screened[j])
                passing = tuple(np.flatnonzero(here[0].passing & here[1].passing).tolist())
                if not passing:
                    yield MapCell(column, row, None, 0.0)
                    continue
                scores = self._base - self._x.points[i] - self._y.points[j]
                winner = order_of(scores, passing)[0]
                family = [option for option in passing if ui[option] == ui[winner]]
                totals = (
                    part - moved[j] for part, moved in zip(across, self._y.drawn, strict=True)
                )
                met = zip(here[0].met, here[1].met, strict=True)
                firsts = sum(
                    self._firsts(total, passing, family, masks)
                    for total, masks in zip(totals, met, strict=True)
                )
                yield MapCell(column, row, names[winner], firsts / self._count)

    @staticmethod
    def _firsts(
        scores: Floats,
        passing: tuple[int, ...],
        family: list[int],
        met: tuple[Met | None, Met | None],
    ) -> int:
        """Return in how many draws one of the family is first."""
        for mask in met:
            if mask is not None:
                scores = np.where(mask, scores, OUT)
        table = scores if len(passing) == len(scores) else scores[list(passing)]
        best = scores[family].max(axis=0)
        return int(((best >= table.max(axis=0) - DRAWN_TIE) & (best > OUT)).sum())
