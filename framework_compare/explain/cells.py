"""What every option would score at each value that one cell of evidence may have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.evidence import Cell, Interval
from framework_compare.explain.evidence import WORDS, CellPlace, cells_that_count, directions
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.additive import Problem, Scored, stated_fit
from framework_compare.scoring.arrays import ITEMS, EvidenceArrays, evidence_arrays
from framework_compare.scoring.capabilities import column_quantiles, joined, joining_for
from framework_compare.scoring.composed import composed_bounds, met_items
from framework_compare.scoring.distributions import Floats, expected_shortfall, quantiles
from framework_compare.scoring.ordering import ordered
from framework_compare.scoring.screening import MUST_CRITERIA
from framework_compare.scoring.variants import graded_cell, status_cell, with_cells
from framework_compare.vocabulary import CRITERIA, FRAMEWORKS, HOSTS, SURFACES, CriterionId

_POINTS = 8
"""Equally likely values of a cell that is read through others: enough for a chance in steps of an
eighth.
"""


@dataclass(frozen=True, slots=True, eq=False)
class CellOutcomes:
    """One cell's equally likely values, and every option's score at each."""

    place: CellPlace
    values: Floats
    """(n,)"""
    scores: Floats
    """(n, options): their mean is today's scores."""
    kept: tuple[tuple[int, ...], ...]
    """(n): which options are on the table; more than today's, or fewer, where a must-have reads the
    cell.
    """


def cell_outcomes(
    requirement: Requirement, catalogue: Catalogue, scored: Scored, order: tuple[int, ...]
) -> Iterator[CellOutcomes]:
    """Yield every cell that could change the leader and whose range has a width.

    Parameters
    ----------
    scored
        the requirement under each plausible goal.
    """
    arrays = evidence_arrays(catalogue)
    today = tuple(sorted(order))
    for place in cells_that_count(requirement, catalogue, scored):
        bounds = _bounds(place, arrays)
        if bounds[2] <= bounds[0] or not directions(place, requirement, scored, order):
            continue
        if _read_by_a_must(place, requirement):
            yield _screened(place, requirement, catalogue, bounds)
            continue
        column = CRITERIA.index(place.criterion)
        weight = 100 * scored.weights[column]
        if place.path.startswith("capability."):
            values = quantiles(bounds, catalogue.model.quadrature.points)
            each = [
                p.share * _graded(p, requirement, catalogue, place, values) for p in scored.problems
            ]
            fits = np.sum(each, axis=0)
        else:
            values = quantiles(bounds, _POINTS)
            fits = np.stack(
                [
                    _composed(requirement, catalogue, scored, place, arrays, value)
                    for value in values
                ]
            )
        yield CellOutcomes(
            place,
            values,
            scored.scores + weight * (fits - fits.mean(axis=0)),
            (today,) * len(values),
        )


def _read_by_a_must(place: CellPlace, requirement: Requirement) -> bool:
    """Return whether a must-have is judged by this cell and nothing settles it.

    A grade, or a word nobody knows.
    """
    table, _, key = place.path.partition(".")
    musts = requirement.active_musts
    if table == "needs":
        return key in musts
    if table == "hosts":
        return "hosting" in musts
    return any(MUST_CRITERIA.get(must) == place.criterion for must in musts)


def _screened(
    place: CellPlace, requirement: Requirement, catalogue: Catalogue, bounds: Floats
) -> CellOutcomes:
    """Return a cell's outcomes with the must-haves judged anew at each value, by the engine
    itself.
    """
    table, _, key = place.path.partition(".")
    cells: list[Cell]
    if table in ("needs", "hosts"):
        known = getattr(catalogue.frameworks[place.framework], table).get(key)
        words = WORDS if known is None or known.status == "unknown" else (known.status,)
        cells = [status_cell(word) for word in words]
        values = np.array([catalogue.model.status.interval(word).mid for word in words])
    else:
        values = quantiles(bounds, _POINTS)
        exact = [Interval(low=value, mid=value, high=value) for value in values.tolist()]
        cells = [graded_cell(catalogue, place.framework, interval) for interval in exact]
    variants = [with_cells(catalogue, {place.framework: {place.path: cell}}) for cell in cells]
    found = [ordered(requirement, variant) for variant in variants]
    scores = np.stack([scored.scores for scored, _ in found])
    return CellOutcomes(place, values, scores, tuple(tuple(sorted(order)) for _, order in found))


def _slot(place: CellPlace, arrays: EvidenceArrays) -> tuple[str, tuple[int, int]]:
    """Return in which array a cell lies, and where in it."""
    table, _, key = place.path.partition(".")
    row = FRAMEWORKS.index(place.framework)
    if table == "capability":
        return "cells", (row, CRITERIA.index(place.criterion))
    if table == "speed":
        return "speed", (row, SURFACES.index(key))
    if table == "blocks":
        return "blocks", (row, arrays.block_index[key])
    if table == "needs":
        return "items", (row, ITEMS.index(key))
    return "hosts", (row, HOSTS.index(key))


def _bounds(place: CellPlace, arrays: EvidenceArrays) -> Floats:
    table, where = _slot(place, arrays)
    bounds: Floats = getattr(arrays, table)[where]
    return bounds


def _known_at(place: CellPlace, arrays: EvidenceArrays, value: float) -> EvidenceArrays:
    """Return the evidence with one cell known to have this value."""
    table, where = _slot(place, arrays)
    changed = getattr(arrays, table).copy()
    changed[where] = value
    return replace(arrays, **{table: changed})


def _graded(
    problem: Problem,
    requirement: Requirement,
    catalogue: Catalogue,
    place: CellPlace,
    values: Floats,
) -> Floats:
    """Return the fits on a graded cell's criterion at each of its values: shape (values, options).

    The framework itself has the value; a pairing combines it with the other part's cell, which
    stays uncertain.
    """
    column, options = CRITERIA.index(place.criterion), problem.options
    points = catalogue.model.quadrature.points
    asked = quantiles(problem.profile.bounds[column], points)
    joining = joining_for(place.criterion, catalogue, problem.profile.goal, requirement)
    assert joining is not None  # a graded cell's pairings join
    met = column_quantiles(problem.bounds[:, column], options, joining, points)
    fits = np.repeat(
        1 - expected_shortfall(asked[None], met[:, None])[:, 0][None], len(values), axis=0
    )
    row = FRAMEWORKS.index(place.framework)
    cells = evidence_arrays(catalogue).cells[:, column]
    gain = catalogue.model.skills.deployment_known if row in joining.gained else 0.0
    own = np.minimum(values + gain, 1.0)
    for option, (ui, service) in enumerate(zip(options.ui, options.service, strict=True)):
        if ui == service == row:
            capabilities = own[:, None]
        elif row in (ui, service) and not joining.gained & {ui, service}:
            other = quantiles(cells[service if ui == row else ui], points)[None, :]
            pair = (own[:, None], other) if ui == row else (other, own[:, None])
            capabilities = np.broadcast_to(
                joined(joining.rule, *pair, joining.data_share), (len(values), points)
            )
        else:
            continue
        gaps = np.maximum(asked[None, None, :] - capabilities[:, :, None], 0.0)
        fits[:, option] = 1 - gaps.mean(axis=(1, 2))
    return fits


def _composed(
    requirement: Requirement,
    catalogue: Catalogue,
    scored: Scored,
    place: CellPlace,
    arrays: EvidenceArrays,
    value: float,
) -> Floats:
    """Return the fits on a criterion that is made of several cells, with one of them known.

    Shape (options,).
    """
    changed = _known_at(place, arrays, value)
    fits = np.zeros(len(scored.options.ui))
    for problem in scored.problems:
        if place.criterion == "stated_needs":
            fits += problem.share * _stated(problem, catalogue, changed)
            continue
        criterion: CriterionId = place.criterion
        bounds = composed_bounds(
            criterion, requirement, catalogue, problem.profile.goal, problem.options, changed
        )
        points = catalogue.model.quadrature.points
        asked = quantiles(problem.profile.bounds[CRITERIA.index(criterion)], points)
        fits += problem.share * (
            1 - expected_shortfall(asked[None], quantiles(bounds, points)[:, None])[:, 0]
        )
    return fits


def _stated(problem: Problem, catalogue: Catalogue, arrays: EvidenceArrays) -> Floats:
    """Return the fit on stated needs with other evidence.

    Needs that may turn up stay as they are.
    """
    rows = [ITEMS.index(item) for item in problem.profile.items]
    return stated_fit(
        replace(problem, ticked=met_items(catalogue, problem.options, arrays)[:, rows]), catalogue
    )
