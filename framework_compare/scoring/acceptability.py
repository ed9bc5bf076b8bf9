"""How often each option comes first: weights, needs and capabilities vary together (SMAA-2).

Rank acceptability is the share of the draws in which an option takes a rank; rank 1 is given to every option that
nothing beats, so ties share the better rank.

References
----------
Lahdelma and Salminen (2001), SMAA-2: Stochastic multicriteria acceptability analysis for group decision making,
Operations Research 49(3), 444-454.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framework_compare.catalogue import Catalogue
from framework_compare.requirements import Requirement
from framework_compare.scoring.additive import Problem, Scored
from framework_compare.scoring.arrays import evidence_arrays
from framework_compare.scoring.capabilities import joined, joins_draws
from framework_compare.scoring.distributions import Floats, slopes
from framework_compare.scoring.draws import Drawn, drawn_chunks
from framework_compare.scoring.weights import drawn_weights
from framework_compare.vocabulary import CRITERIA, FRAMEWORKS

__all__ = [
    "Acceptability",
    "acceptability",
    "central_weights",
    "count_ranks",
    "pairwise_winning",
    "rank_entropy",
    "strictly_better",
]

_STATED = CRITERIA.index("stated_needs")
_DEPLOYMENT = CRITERIA.index("deployment_complexity")
_TIE = 1e-5  # points of 100; float32 resolves about 1e-5 there


@dataclass(frozen=True, slots=True, eq=False)
class Acceptability:
    """Counts over all draws."""

    draws: int
    ranks: NDArray[np.int64]
    """(options, options): how often each option takes each rank, best first."""
    families: NDArray[np.int64]
    """(frameworks,): how often an option of that family is first."""
    beats_ui: NDArray[np.int64]
    """(options,): how often a pairing beats its UI framework alone; zero for frameworks."""


def strictly_better(scores: Floats, tie: float = 0.0) -> NDArray[np.uint8]:
    """Return for each option and draw how many options are strictly better.

    Parameters
    ----------
    scores
        shape (options, n).
    tie
        differences up to this are ties.
    """
    better = np.zeros(scores.shape, np.uint8)
    for i in range(len(scores)):
        for j in range(i + 1, len(scores)):
            if tie:
                gap = scores[i] - scores[j]
                better[j] += gap > tie
                better[i] += gap < -tie
            else:
                better[j] += scores[i] > scores[j]
                better[i] += scores[j] > scores[i]
    return better


def count_ranks(better: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Return how often each option takes each rank: shape (options, options)."""
    size = len(better)
    return np.stack([np.bincount(row, minlength=size) for row in better]).astype(np.int64)


def central_weights(better: NDArray[np.uint8], weights: Floats) -> tuple[Floats | None, ...]:
    """Return for each option the mean of the weights under which it is first: who would choose it.

    Parameters
    ----------
    better
        shape (options, n), from `strictly_better`.
    weights
        shape (criteria, n).

    Returns
    -------
    tuple
        one array of shape (criteria,) for each option; None for one that is never first.
    """
    found: list[Floats | None] = []
    for row in better:
        first = row == 0
        found.append(weights[:, first].mean(axis=1) if first.any() else None)
    return tuple(found)


def pairwise_winning(scores: Floats) -> Floats:
    """Return the share of draws in which the row's option is strictly better than the column's."""
    return np.array([[float((row > column).mean()) for column in scores] for row in scores])


def rank_entropy(ranks: NDArray[np.int64]) -> float:
    """Return the entropy, in bits, of the distribution of complete rankings.

    Parameters
    ----------
    ranks
        shape (n, options): one complete ranking in each row.
    """
    _, counts = np.unique(ranks, axis=0, return_counts=True)
    shares = counts / counts.sum()
    return float(-(shares * np.log2(shares)).sum())


def acceptability(
    requirement: Requirement,
    catalogue: Catalogue,
    scored: Scored,
    kept: tuple[int, ...],
    draws: int | None = None,
) -> Acceptability:
    """Draw weights, needs and capabilities together and count ranks.

    Parameters
    ----------
    scored
        the requirement under each plausible goal.
    kept
        the options that passed the must-haves; the others take no rank.
    draws
        how many; the catalogue's count if None.

    Returns
    -------
    Acceptability
        with ranks for all options; rows of options that are not kept are zero.
    """
    count = draws or catalogue.model.draws.count
    options = scored.options
    ranks = np.zeros((len(kept), len(kept)), np.int64)
    families = np.zeros(len(FRAMEWORKS), np.int64)
    beats = np.zeros(len(options.ui), np.int64)
    ui = [options.ui[option] for option in kept]
    singles = {options.ui[o]: place for place, o in enumerate(kept) if options.ui[o] == options.service[o]}
    edges = np.cumsum([problem.share for problem in scored.problems])
    for chunk in drawn_chunks(catalogue.model.draws.seed, count, catalogue.model.stated_needs.unstated):
        ends = np.rint(edges * chunk.count).astype(int)
        starts = np.concatenate([[0], ends[:-1]])
        for problem, start, end in zip(scored.problems, starts.tolist(), ends.tolist(), strict=True):
            if end == start:
                continue
            scores = _drawn_scores(requirement, catalogue, problem, _part(chunk, start, end), kept)
            better = strictly_better(scores, _TIE)
            ranks += count_ranks(better)
            first = better == 0
            for family in set(ui):
                rows = [place for place, row in enumerate(ui) if row == family]
                families[family] += int(first[rows].any(axis=0).sum())
            for place, option in enumerate(kept):
                if options.ui[option] != options.service[option] and options.ui[option] in singles:
                    beats[option] += int((scores[place] > scores[singles[options.ui[option]]]).sum())
    full = np.zeros((len(options.ui), len(options.ui)), np.int64)
    full[np.ix_(kept, range(len(kept)))] = ranks
    return Acceptability(count, full, families, beats)


def _part(chunk: Drawn, start: int, end: int) -> Drawn:
    if start == 0 and end == chunk.count:
        return chunk
    names = ("cells", "cause", "needs", "groups", "criteria", "structure", "surprise")
    return Drawn(**{name: getattr(chunk, name)[..., start:end] for name in names})


def _drawn_scores(
    requirement: Requirement, catalogue: Catalogue, problem: Problem, drawn: Drawn, kept: tuple[int, ...]
) -> Floats:
    """Return the score of every kept option in every draw: shape (kept, n)."""
    weights = drawn_weights(requirement, catalogue, drawn.groups, drawn.criteria)
    loss = np.zeros((len(kept), drawn.count), np.float32)
    for column in range(len(CRITERIA)):
        if column == _STATED:
            short = 1 - _stated_draws(catalogue, problem, drawn, kept)
        else:
            need = problem.profile.bounds[column]
            if need[2] <= problem.bounds[kept, column, 0].min():
                continue  # every option has more than can be asked: nothing is lost in any draw
            capabilities = _capability_draws(requirement, catalogue, problem, drawn, kept, column)
            short = np.subtract(_drawn(need, drawn.needs[column])[None, :], capabilities, out=capabilities)
            np.maximum(short, 0.0, out=short)
        short *= weights[column]
        loss += short
    loss *= -100.0
    loss += 100.0
    loss += drawn.structure[_bearers(problem, kept)] * np.float32(catalogue.model.errors.structural)
    return loss


def _bearers(problem: Problem, kept: tuple[int, ...]) -> list[int]:
    """Return whose errors each option bears where it has no draws of both parts: who does most of the work.

    Where screens for data are most of it, that is the UI framework's family; otherwise the service's, so that a
    service with idle screens in front of it is not taken for a rival of the service alone.
    """
    screens = problem.profile.goal.surfaces.get("data_ui", 0.0) >= 0.5
    parts = problem.options.ui if screens else problem.options.service
    return [parts[option] for option in kept]


def _drawn(bounds: Floats, t: Floats) -> Floats:
    """Return the quantiles of intervals at t; bounds (..., 3), t (..., n)."""
    mid, spread, bend = (part.astype(np.float32) for part in slopes(bounds))
    values = t * spread[..., None]
    values += mid[..., None]
    if np.any(bend):
        values += np.abs(t) * bend[..., None]
    return values


def _errors(catalogue: Catalogue, drawn: Drawn, column: int) -> Floats:
    """Return where in its interval each framework's cell lies: shape (frameworks, n)."""
    cause = catalogue.criteria[column].shares_cause_with
    own = drawn.cells[:, column]
    if not cause:
        return own
    together = drawn.cause[column] < catalogue.model.errors.shared_cause
    return np.where(together, drawn.cells[:, CRITERIA.index(cause)], own)


def _capability_draws(
    requirement: Requirement,
    catalogue: Catalogue,
    problem: Problem,
    drawn: Drawn,
    kept: tuple[int, ...],
    column: int,
) -> Floats:
    """Return the capability of every kept option: its own cell, or a pairing's from its parts' draws."""
    options = problem.options
    errors = _errors(catalogue, drawn, column)
    ui = [options.ui[option] for option in kept]
    if not joins_draws(catalogue, CRITERIA[column]):
        return _drawn(problem.bounds[kept, column], errors[_bearers(problem, kept)])
    cells = _drawn(evidence_arrays(catalogue).cells[:, column], errors)
    rule = catalogue.rules[CRITERIA[column]]
    data_share = problem.profile.goal.surfaces.get("data_ui", 0.0)
    values = cells[ui]
    known = {FRAMEWORKS.index(name) for name in requirement.known_frameworks} if column == _DEPLOYMENT else set()
    for place, option in enumerate(kept):
        if known & {options.ui[option], options.service[option]}:
            values[place] = _drawn(problem.bounds[option, column], errors[options.ui[option]])
        elif options.ui[option] != options.service[option]:
            values[place] = joined(rule, cells[options.ui[option]], cells[options.service[option]], data_share)
    return values


def _stated_draws(catalogue: Catalogue, problem: Problem, drawn: Drawn, kept: tuple[int, ...]) -> Floats:
    """Return the fit on stated needs: each unmet need takes its share, and further ones turn up."""
    model = catalogue.model.stated_needs
    t = drawn.cells[_bearers(problem, kept), _STATED]
    fit = np.ones((len(kept), drawn.count), np.float32)
    for item, level in enumerate(problem.levels):
        if level <= problem.ticked[kept, item, 0].min():
            continue
        short = np.maximum(np.float32(level) - _drawn(problem.ticked[kept, item], t), 0.0)
        fit *= 1 - np.float32(model.loss_per_need) * short
    if len(problem.likely):
        edges = np.cumsum(problem.likely).astype(np.float32)
        nothing = np.zeros((len(kept), 1), np.float32)  # what is ruled out or ticked turns up as nothing
        losses = np.concatenate([problem.unstated[list(kept)].astype(np.float32), nothing], axis=1)
        for slot in drawn.surprise:
            which = np.searchsorted(edges, slot[1])
            fit *= 1 - np.where(slot[0] < model.unstated_chance, losses[:, which], np.float32(0))
    return fit
