"""One requirement, drawn many times.

Weights, needs and capabilities vary together, and each draw has its scores.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.requirement.model import Requirement, WeightId
from framework_compare.scoring.additive import Problem
from framework_compare.scoring.arrays import evidence_arrays
from framework_compare.scoring.capabilities import joined, joins_draws
from framework_compare.scoring.distributions import Floats, slopes
from framework_compare.scoring.draws import Drawn, Kept, drawn_chunks
from framework_compare.scoring.options import Options
from framework_compare.scoring.weights import drawn_weights
from framework_compare.vocabulary import CRITERIA, FRAMEWORKS

_STATED = CRITERIA.index("stated_needs")
_DEPLOYMENT = CRITERIA.index("deployment_complexity")
TIE = 1e-5
"""Drawn scores of 0 to 100 that differ by less are ties; float32 resolves about as much there."""


def drawn_parts(
    catalogue: Catalogue, problems: tuple[Problem, ...], count: int
) -> Iterator[tuple[Problem, Drawn]]:
    """Yield the draws in parts, each with the goal that it is read under.

    As many as the goal is likely.

    Parameters
    ----------
    problems
        one for each plausible goal.
    count
        how many draws in all.
    """
    edges = np.cumsum([problem.share for problem in problems])
    for chunk in drawn_chunks(
        catalogue.model.draws.seed, count, catalogue.model.stated_needs.unstated
    ):
        ends = np.rint(edges * chunk.count).astype(int)
        starts = np.concatenate([[0], ends[:-1]])
        for problem, start, end in zip(problems, starts.tolist(), ends.tolist(), strict=True):
            if end > start:
                yield problem, chunk.between(start, end)


def drawn_scores(
    requirement: Requirement,
    catalogue: Catalogue,
    problem: Problem,
    drawn: Drawn,
    kept: tuple[int, ...],
) -> Floats:
    """Return the score of every kept option in every draw: shape (kept, n)."""
    weights = weight_draws(requirement, catalogue, drawn)
    loss = drawn_loss(requirement, catalogue, problem, drawn, kept, weights)
    return scores_of(catalogue, problem, drawn, kept, loss)


def weight_draws(requirement: Requirement, catalogue: Catalogue, drawn: Drawn) -> Floats:
    """Return the weights of the criteria in every draw.

    Shape (criteria, n), each column sums to one.

    They hang on nothing of a requirement but its own weights, so they are kept between
    requirements.
    """
    if drawn.kept is None:
        return drawn_weights(requirement, catalogue, drawn.groups, drawn.criteria)
    own = tuple(requirement.weights.items())
    whole = replace(drawn.kept, start=0, end=drawn.kept.count)
    return _kept_weights(own, catalogue, whole)[:, drawn.kept.start : drawn.kept.end]


@lru_cache(maxsize=8)
def _kept_weights(
    own: tuple[tuple[WeightId, tuple[float, float]], ...], catalogue: Catalogue, kept: Kept
) -> Floats:
    drawn = kept.whole()
    weights = drawn_weights(Requirement(weights=dict(own)), catalogue, drawn.groups, drawn.criteria)
    weights.setflags(write=False)
    return weights


def _cell_draws(catalogue: Catalogue, drawn: Drawn, column: int) -> Floats:
    """Return every framework's graded cell in every draw, whoever asks.

    Shape (frameworks, n), read-only.
    """
    if drawn.kept is None:
        return quantile_draws(
            evidence_arrays(catalogue).cells[:, column], _errors(catalogue, drawn, column)
        )
    whole = replace(drawn.kept, start=0, end=drawn.kept.count)
    return _kept_cells(catalogue, whole, column)[:, drawn.kept.start : drawn.kept.end]


@lru_cache(maxsize=2 * len(CRITERIA))
def _kept_cells(catalogue: Catalogue, kept: Kept, column: int) -> Floats:
    errors = _errors(catalogue, kept.whole(), column)
    cells = quantile_draws(evidence_arrays(catalogue).cells[:, column], errors)
    cells.setflags(write=False)
    return cells


def scores_of(
    catalogue: Catalogue, problem: Problem, drawn: Drawn, kept: tuple[int, ...], loss: Floats
) -> Floats:
    """Turn weighted losses, (kept, n), into scores with each family's structural error.

    Changes `loss` in place.
    """
    loss *= -100.0
    loss += 100.0
    loss += drawn.structure[_bearers(problem, kept)] * np.float32(catalogue.model.errors.structural)
    return loss


def drawn_loss(
    requirement: Requirement,
    catalogue: Catalogue,
    problem: Problem,
    drawn: Drawn,
    kept: tuple[int, ...],
    weights: Floats,
    *,
    without: tuple[int, ...] = (),
) -> Floats:
    """Return what every kept option loses to unmet needs in every draw, weighted: shape (kept, n).

    Parameters
    ----------
    weights
        shape (criteria, n).
    without
        criteria to leave out, by place.
    """
    shape = (len(kept), drawn.count)
    loss = np.zeros(shape, np.float32)
    nothing = np.zeros(
        drawn.count, np.float32
    )  # numpy compares with an array several times as fast as with a number
    room = Room(np.empty(shape, np.float32), np.empty(shape, np.float32))
    for column in range(len(CRITERIA)):
        if column in without:
            continue
        if column == _STATED:
            short = 1 - _stated_draws(catalogue, problem, drawn, kept)
        else:
            need = problem.profile.bounds[column]
            if need[2] <= problem.bounds[kept, column, 0].min():
                continue  # every option has more than can be asked: nothing is lost in any draw
            capabilities = capability_draws(
                requirement, catalogue, problem, drawn, kept, column, room
            )
            asked = quantile_draws(need, drawn.needs[column])
            short = np.subtract(asked[None, :], capabilities, out=room.values)
            np.maximum(short, nothing[None, :], out=short)
        short *= weights[column]
        loss += short
    return loss


def _bearers(problem: Problem, kept: tuple[int, ...]) -> list[int]:
    """Return whose errors each option bears where it has no draws of both parts.

    Who does most of the work.

    Where screens for data are most of it, that is the UI framework's family; otherwise the
    service's, so that a service with idle screens in front of it is not taken for a rival of the
    service alone.
    """
    screens = problem.profile.goal.surfaces.get("data_ui", 0.0) >= 0.5
    parts = problem.options.ui if screens else problem.options.service
    return [parts[option] for option in kept]


@dataclass(frozen=True, slots=True, eq=False)
class Room:
    """Memory to work in, so that a criterion's draws need none of their own.

    Both of shape (options, n), float32.
    """

    values: Floats
    errors: Floats


def quantile_draws(bounds: Floats, t: Floats) -> Floats:
    """Return the quantiles of intervals at t; bounds (..., 3), t (..., n)."""
    mid, spread, bend = (part.astype(np.float32) for part in slopes(bounds))
    values = t * spread[..., None]
    values += mid[..., None]
    if np.any(bend):
        values += np.abs(t) * bend[..., None]
    return values


def _own_draws(bounds: Floats, errors: Floats, bearers: list[int], room: Room | None) -> Floats:
    """Return the quantiles of each option's interval where its bearer errs.

    `quantile_draws`, in the room there is.
    """
    if room is None:
        return quantile_draws(bounds, errors[bearers])
    mid, spread, bend = (part.astype(np.float32)[:, None] for part in slopes(bounds))
    t = np.take(errors, bearers, axis=0, out=room.errors, mode="clip")
    values = np.multiply(t, spread, out=room.values)
    values += mid
    if np.any(bend):
        bent = np.abs(t, out=t)
        bent *= bend
        values += bent
    return values


def _errors(catalogue: Catalogue, drawn: Drawn, column: int) -> Floats:
    """Return where in its interval each framework's cell lies: shape (frameworks, n)."""
    cause = catalogue.criteria[column].shares_cause_with
    own = drawn.cells[:, column]
    if not cause:
        return own
    together = drawn.cause[column] < catalogue.model.errors.shared_cause
    return np.where(together, drawn.cells[:, CRITERIA.index(cause)], own)


def capability_draws(
    requirement: Requirement,
    catalogue: Catalogue,
    problem: Problem,
    drawn: Drawn,
    kept: tuple[int, ...],
    column: int,
    room: Room | None = None,
) -> Floats:
    """Return the capability of every kept option.

    Its own cell, or a pairing's from its parts' draws.

    Returns
    -------
    array
        shape (kept, n), not to be changed; in `room` where one is given and the draws are not kept
        anyway.
    """
    options = problem.options
    if not joins_draws(catalogue, CRITERIA[column]):
        errors = _errors(catalogue, drawn, column)
        return _own_draws(problem.bounds[kept, column], errors, _bearers(problem, kept), room)
    rule = (catalogue.rules[CRITERIA[column]].take, catalogue.rules[CRITERIA[column]].cost)
    known = (
        {FRAMEWORKS.index(name) for name in requirement.known_frameworks}
        if column == _DEPLOYMENT
        else set()
    )
    if rule[0] != "mixed" and not known and drawn.kept is not None:
        whole = replace(drawn.kept, start=0, end=drawn.kept.count)
        joint = _kept_joint(catalogue, whole, column, options)[:, drawn.kept.start : drawn.kept.end]
        return joint if len(kept) == len(joint) else joint[list(kept)]
    data_share = problem.profile.goal.surfaces.get("data_ui", 0.0)
    cells = _cell_draws(catalogue, drawn, column)
    values = _joint(cells, rule, data_share, options, kept)
    for place, option in enumerate(kept):
        if known & {options.ui[option], options.service[option]}:
            own = _errors(catalogue, drawn, column)[options.ui[option]]
            values[place] = quantile_draws(problem.bounds[option, column], own)
    return values


def _joint(
    cells: Floats,
    rule: tuple[str, float],
    data_share: float,
    options: Options,
    kept: tuple[int, ...],
) -> Floats:
    """Return frameworks' draws as they are, and pairings' as their parts' join."""
    values: Floats = cells[[options.ui[option] for option in kept]]
    for place, option in enumerate(kept):
        if options.ui[option] != options.service[option]:
            values[place] = joined(
                rule, cells[options.ui[option]], cells[options.service[option]], data_share
            )
    return values


@lru_cache(maxsize=2 * len(CRITERIA))
def _kept_joint(catalogue: Catalogue, kept: Kept, column: int, options: Options) -> Floats:
    """Return `_joint` of all options where nothing of a requirement decides how parts join.

    Read-only.
    """
    rule = (catalogue.rules[CRITERIA[column]].take, catalogue.rules[CRITERIA[column]].cost)
    cells = _cell_draws(catalogue, kept.whole(), column)
    values = _joint(cells, rule, 0.0, options, tuple(range(len(options.ui))))
    values.setflags(write=False)
    return values


def _stated_draws(
    catalogue: Catalogue, problem: Problem, drawn: Drawn, kept: tuple[int, ...]
) -> Floats:
    """Return the fit on stated needs: each unmet need takes its share, and further ones turn up."""
    model = catalogue.model.stated_needs
    t = drawn.cells[_bearers(problem, kept), _STATED]
    fit = np.ones((len(kept), drawn.count), np.float32)
    for item, level in enumerate(problem.levels):
        if level <= problem.ticked[kept, item, 0].min():
            continue
        short = np.maximum(np.float32(level) - quantile_draws(problem.ticked[kept, item], t), 0.0)
        fit *= 1 - np.float32(model.loss_per_need) * short
    if len(problem.likely):
        edges = np.cumsum(problem.likely).astype(np.float32)
        nothing = np.zeros(
            (len(kept), 1), np.float32
        )  # what is ruled out or ticked turns up as nothing
        left = 1 - np.concatenate(
            [problem.unstated[list(kept)].astype(np.float32), nothing], axis=1
        )
        for slot in drawn.surprise:
            which = np.searchsorted(edges, slot[1])
            which[slot[0] >= model.unstated_chance] = len(edges)
            fit *= np.take(left, which, axis=1)
    return fit
