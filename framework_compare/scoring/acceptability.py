"""How often each option comes first: weights, needs and capabilities vary together (SMAA-2).

Rank acceptability is the share of the draws in which an option takes a rank; rank 1 is given to
every option that nothing beats, so ties share the better rank.

References
----------
Lahdelma and Salminen (2001), SMAA-2: Stochastic multicriteria acceptability analysis for group
decision making, Operations Research 49(3), 444-454.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.additive import Scored
from framework_compare.scoring.distributions import Floats
from framework_compare.scoring.simulation import TIE, drawn_parts, drawn_scores
from framework_compare.vocabulary import FRAMEWORKS


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
    for row in range(len(scores) - 1):
        gap = scores[row + 1 :] - scores[row]
        better[row] += np.add.reduce(gap > tie, axis=0, dtype=np.uint8)
        better[row + 1 :] += gap < -tie
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
    singles = {
        options.ui[o]: place for place, o in enumerate(kept) if options.ui[o] == options.service[o]
    }
    parts = drawn_parts(catalogue, scored.problems, count)
    for problem, drawn in ((problem, block) for problem, part in parts for block in part.blocks()):
        scores = drawn_scores(requirement, catalogue, problem, drawn, kept)
        better = strictly_better(scores, TIE)
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
