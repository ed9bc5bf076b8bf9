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
from typing import Final

import numpy as np
from numpy.typing import NDArray

from framework_compare.scoring.distributions import Floats, read_only
from framework_compare.scoring.must_draws import OUT, met_musts
from framework_compare.scoring.scored import Scored
from framework_compare.scoring.simulation import DRAWN_TIE, drawn_parts, drawn_scores

_MOST_IN_A_BYTE: Final = 256
"""Options of which each can have at most 255 that are better."""


@dataclass(frozen=True, slots=True, eq=False)
class Acceptability:
    """Counts over all draws."""

    draws: int
    ranks: NDArray[np.int64]
    """(options, options): how often each option takes each rank, best first."""
    families: Floats
    """(frameworks,): how often an option of that family is first; families that tie share it."""
    beats_ui: NDArray[np.int64]
    """(options,): how often a pairing beats its UI framework alone; zero for frameworks."""
    meets: NDArray[np.int64]
    """(options,): how often an option meets every must-have; zero where it fails one anyway."""


def strictly_better(scores: Floats, tie: float = 0.0) -> NDArray[np.unsignedinteger]:
    """Return for each option and draw how many options are strictly better.

    Parameters
    ----------
    scores
        shape (options, n).
    tie
        differences up to this are ties.
    """
    kind = np.uint8 if len(scores) <= _MOST_IN_A_BYTE else np.uint16
    better = np.zeros(scores.shape, kind)
    for row in range(len(scores) - 1):
        gap = scores[row + 1 :] - scores[row]
        better[row] += np.add.reduce(gap > tie, axis=0, dtype=kind)
        better[row + 1 :] += gap < -tie
    return better


def count_ranks(better: NDArray[np.unsignedinteger]) -> NDArray[np.int64]:
    """Return how often each option takes each rank: shape (options, options)."""
    size = len(better)
    return np.stack([np.bincount(row, minlength=size) for row in better]).astype(np.int64)


def _count_out(better: NDArray[np.unsignedinteger], met: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return how often each option stands at each rank without taking part: (options, options)."""
    size = len(better)
    pairs = zip(better, ~met, strict=True)
    return np.stack([np.bincount(row[out], minlength=size) for row, out in pairs]).astype(np.int64)


def first_weights(first: NDArray[np.bool_], weights: Floats) -> tuple[NDArray[np.int64], Floats]:
    """Return how often each option is first, and the sum of the weights under which it is.

    The sum divided by the count is the option's central weight vector: who would choose it.

    Parameters
    ----------
    first
        shape (options, n): whether nothing beats the option.
    weights
        shape (criteria, n).

    Returns
    -------
    tuple
        shapes (options,) and (options, criteria).
    """
    counts = first.sum(axis=1)
    return counts, np.stack([weights[:, row].sum(axis=1) for row in first])


def wins(one: Floats, other: Floats) -> int:
    """Return in how many draws one option is strictly better than another: shapes (n,)."""
    return int((one > other).sum())


def acceptability(scored: Scored, draws: int | None = None) -> Acceptability:
    """Draw weights, needs and capabilities together and count ranks.

    Options that fail a must-have take no rank, and those that are borderline none in draws in which
    they do not meet it.

    Parameters
    ----------
    draws
        how many; the catalogue's count if None.
    """
    count = draws or scored.catalogue.model.draws.count
    options, rows = scored.options, scored.past_musts()
    ranks = np.zeros((len(rows), len(rows)), np.int64)
    families = np.zeros(len(scored.ground.names))
    beats = np.zeros(len(options), np.int64)
    meets = np.zeros(len(options), np.int64)
    ui = [options.ui[row] for row in rows]
    singles = {options.ui[row]: place for place, row in enumerate(rows) if options.alone[row]}
    parts = drawn_parts(scored, count)
    for under, drawn in ((under, block) for under, part in parts for block in part.blocks()):
        scores = drawn_scores(scored, under, drawn, rows)
        met = met_musts(scored, under, drawn, rows)
        if met is not None:
            scores[~met] = OUT
        better = strictly_better(scores, DRAWN_TIE)
        ranks += count_ranks(better)
        first = better == 0
        if met is not None:
            ranks -= _count_out(better, met)
            first &= met
        meets[rows,] += drawn.count if met is None else met.sum(axis=1)
        named = sorted(set(ui))
        firsts = np.stack(
            [first[[place for place, row in enumerate(ui) if row == f]].any(axis=0) for f in named]
        )
        families[named] += (firsts / np.maximum(firsts.sum(axis=0), 1)).sum(axis=1)
        for place, row in enumerate(rows):
            if not options.alone[row] and options.ui[row] in singles:
                beats[row] += wins(scores[place], scores[singles[options.ui[row]]])
    full = np.zeros((len(options), len(options)), np.int64)
    full[np.ix_(rows, range(len(rows)))] = ranks
    return Acceptability(
        count, read_only(full), read_only(families), read_only(beats), read_only(meets)
    )
