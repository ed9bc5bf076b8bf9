"""What every option would score at each value that one cell of evidence may have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from framework_compare.explain.evidence import WORDS, CellPlace, cells_that_count, directions
from framework_compare.scoring import pairing
from framework_compare.scoring.binding import Bound, lost
from framework_compare.scoring.capabilities import GradedAsked, capability
from framework_compare.scoring.distributions import Floats, quantiles
from framework_compare.scoring.evidence import EvidenceArrays, slot, word_bounds
from framework_compare.scoring.fits import expected_fit, stated_fit
from framework_compare.scoring.goals import UnderGoal
from framework_compare.scoring.screening import MUST_CRITERIA
from framework_compare.scoring.study import Study
from framework_compare.scoring.variants import with_cells
from framework_compare.vocabulary import COLUMN, ITEM

_POINTS: Final = 8
"""Equally likely values of a cell that is read through others.

Enough for a chance in steps of an eighth.
"""


@dataclass(frozen=True, slots=True, eq=False)
class CellOutcomes:
    """One cell's equally likely values, and every option's score at each."""

    place: CellPlace
    values: Floats
    """(n,)"""
    scores: Floats
    """(n, options): their mean is today's scores."""
    past_musts: tuple[tuple[int, ...], ...]
    """(n): which options are on the table; more than today's, or fewer, where a must-have reads the
    cell.
    """


def cell_outcomes(study: Study) -> Iterator[CellOutcomes]:
    """Yield every cell that could change the leader and whose range has a width."""
    arrays, today = study.ground.arrays, tuple(sorted(study.order))
    for place in cells_that_count(study):
        bounds = _bounds(study, place, arrays)
        if bounds[2] <= bounds[0] or not directions(place, study):
            continue
        if _read_by_a_must(place, study):
            yield _screened(place, study, bounds)
            continue
        weight = 100 * float(study.weights[COLUMN[place.criterion]])
        if place.path.table == "capability":
            values = quantiles(bounds, study.catalogue.model.quadrature.points)
            each = [under.share * _graded(under, place, values, weight) for under in study.goals]
            lose = np.sum(each, axis=0)
        else:
            values = quantiles(bounds, _POINTS)
            lose = np.stack([_composed(study, place, arrays, value, weight) for value in values])
        moved = lose.mean(axis=0) - lose
        yield CellOutcomes(place, values, study.scores + moved, (today,) * len(values))


def _bounds(study: Study, place: CellPlace, arrays: EvidenceArrays) -> Floats:
    array, where = slot(study.catalogue, place.path)
    bounds: Floats = getattr(arrays, array)[where]
    return bounds


def _read_by_a_must(place: CellPlace, study: Study) -> bool:
    """Return whether a must-have is judged by this cell and nothing settles it.

    A grade, or a word nobody knows.
    """
    musts = study.requirement.active_musts
    if place.path.table == "needs":
        return place.path.key in musts
    if place.path.table == "hosts":
        return "hosting" in musts
    return any(MUST_CRITERIA.get(must) == place.criterion for must in musts)


def _screened(place: CellPlace, study: Study, bounds: Floats) -> CellOutcomes:
    """Return a cell's outcomes with the must-haves judged anew at each value, by the engine."""
    catalogue, table = study.catalogue, place.path.table
    if table in ("needs", "hosts"):
        known = catalogue.status(place.path)
        words = WORDS if known == "unknown" else (known,)
        each = [word_bounds(catalogue, place.path, word) for word in words]
        values = np.array([bounds[1] for bounds in each])
    else:
        values = quantiles(bounds, _POINTS)
        each = [(value, value, value) for value in values.tolist()]
    found = [with_cells(study, {place.path: one}) for one in each]
    scores = np.stack([scored.scores for scored in found])
    return CellOutcomes(place, values, scores, tuple(tuple(sorted(s.order)) for s in found))


def _bound(under: UnderGoal, place: CellPlace) -> Bound | None:
    """Return the answer that binds on a cell's criterion, if there is one."""
    return next((bound for bound in under.binding if bound.criterion == place.criterion), None)


def _graded(under: UnderGoal, place: CellPlace, values: Floats, weight: float) -> Floats:
    """Return the points lost on a graded cell's criterion at each of its values.

    Shape (values, options). The framework itself has the value; a pairing combines it with the
    other part's cell, which stays uncertain.
    """
    ground, options, column = under.ground, under.options, COLUMN[place.criterion]
    question, catalogue = under.questions[column], under.ground.catalogue
    assert isinstance(question, GradedAsked)  # of a cell of the table of capabilities
    points = catalogue.model.quadrature.points
    asked = quantiles(under.profile.bounds[column], points)
    fits = ground.fit(options, question, under.need(column))
    today = weight * (1 - fits) + under.beyond[:, column]
    lose, bound = np.repeat(today[None], len(values), axis=0), _bound(under, place)
    own, framework = values, place.path.framework
    if framework in question.known:
        own = np.minimum(values + catalogue.model.skills.deployment_known, 1.0)
    cells, rule = ground.arrays.cells[:, column], catalogue.rules[question.criterion]
    for option, (ui, service) in enumerate(options.parts):
        if ui == service == framework:
            met = own[:, None]
        elif framework in (ui, service) and not {ui, service} & set(question.known):
            other = service if ui == framework else ui
            uncertain = quantiles(cells[catalogue.row(other)], points)[None, :]
            pair = (own[:, None], uncertain) if ui == framework else (uncertain, own[:, None])
            joined = pairing.joined(rule, *pair, question.data_share)
            met = np.broadcast_to(joined, (len(values), points))
        else:
            continue
        gaps = np.maximum(asked[None, None, :] - met[:, :, None], 0.0)
        lose[:, option] = weight * gaps.mean(axis=(1, 2))
        if bound:
            more = ground.heavier(options, question, bound)[option]
            lose[:, option] += lost(bound, met, catalogue, more).mean(axis=1)
    return lose


def _composed(
    study: Study, place: CellPlace, arrays: EvidenceArrays, value: float, weight: float
) -> Floats:
    """Return the points lost on a criterion made of several cells, with one of them known.

    Shape (options,).
    """
    array, where = slot(study.catalogue, place.path)
    known = arrays.with_bounds(array, where, np.full(3, value))
    lose = np.zeros(len(study.options))
    for under in study.goals:
        lose += under.share * _lost(study, under, place, known, weight)
    return lose


def _lost(
    study: Study, under: UnderGoal, place: CellPlace, arrays: EvidenceArrays, weight: float
) -> Floats:
    """Return the points lost under one goal with other evidence: (options,).

    What may turn up stays as it is.
    """
    catalogue, options, column = study.catalogue, under.options, COLUMN[place.criterion]
    if place.criterion == "stated_needs":
        items = [ITEM[item] for item in under.profile.items]
        met = pairing.items(arrays.items, options, catalogue.need_rule)
        met = pairing.toll(met, options, catalogue.rules["stated_needs"].cost)
        return weight * (1 - stated_fit(replace(under.stated, ticked=met[:, items]), catalogue))
    bounds = capability(under.questions[column], catalogue, arrays, options)
    likely = quantiles(bounds, catalogue.model.quadrature.points)
    lose = weight * (1 - expected_fit(under.need(column), likely))
    if bound := _bound(under, place):
        more = under.ground.heavier(options, under.questions[column], bound)[:, None]
        lose = lose + lost(bound, likely, catalogue, more).mean(axis=1)
    return lose
