"""Where each option stands in a verdict, and what the answers asked for and moved."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.scoring.acceptability import Acceptability
from framework_compare.scoring.additive import Scored
from framework_compare.scoring.confidence import standard_error
from framework_compare.scoring.results import FamilyShare, Move, NeedInterval, Standing
from framework_compare.vocabulary import CRITERIA, FRAMEWORKS


def moves_of(scored: Scored) -> tuple[Move, ...]:
    """Return what each answer moved.

    The mean over the plausible goals, under each of which the same answers move.
    """
    moves = [problem.profile.moves for problem in scored.problems]
    if len(moves) == 1:
        return moves[0]
    found = []
    for move in moves[0]:
        same = [
            (problem.share, other)
            for problem in scored.problems
            for other in problem.profile.moves
            if (other.field, other.value, other.criterion)
            == (move.field, move.value, move.criterion)
        ]
        before, after = (_mean_need(same, end) for end in ("before", "after"))
        found.append(replace(move, before=before, after=after))
    return tuple(found)


def _mean_need(moves: list[tuple[float, Move]], end: str) -> NeedInterval:
    """Return the mean of one end of the same move under several goals."""
    whole = sum(share for share, _ in moves)
    criterion = moves[0][1].criterion
    low, mid, high = (
        sum(share * getattr(getattr(move, end), name) for share, move in moves) / whole
        for name in ("low", "mid", "high")
    )
    return NeedInterval(criterion, low, mid, high)


def needs_of(scored: Scored) -> tuple[NeedInterval, ...]:
    """Return what is asked of each criterion: the mean over the plausible goals."""
    shares = np.array([problem.share for problem in scored.problems])
    mean = np.tensordot(
        shares, np.stack([problem.profile.bounds for problem in scored.problems]), 1
    )
    return tuple(
        NeedInterval(criterion, *map(float, bounds))
        for criterion, bounds in zip(CRITERIA, mean, strict=True)
    )


def standing_of(
    catalogue: Catalogue, scored: Scored, found: Acceptability, option: int
) -> Standing:
    """Return one option's score, its share of firsts and its ranks."""
    counts = found.ranks[option]
    cumulative = np.cumsum(counts) / max(counts.sum(), 1)
    name = scored.options.names[option]
    return Standing(
        option=name,
        frameworks=catalogue.parts(name),
        score=float(scored.scores[option]),
        p_best=float(counts[0] / found.draws),
        rank_low=int(np.searchsorted(cumulative, 0.05 - 1e-12)) + 1,
        rank_high=int(np.searchsorted(cumulative, 0.95 - 1e-12)) + 1,
        rank_shares=tuple((counts / found.draws).tolist()),
        fits=tuple(scored.fits[option].tolist()),
    )


def families_of(
    scored: Scored, found: Acceptability, order: tuple[int, ...]
) -> tuple[FamilyShare, ...]:
    """Return how often each framework comes first, alone or with a service behind it, the most
    frequent first.
    """
    best: dict[int, int] = {}
    for option in order:
        best.setdefault(scored.options.ui[option], option)
    shares = {row: found.families[row] / found.draws for row in best}
    ranked = sorted(best, key=lambda row: (-shares[row], order.index(best[row])))
    return tuple(
        FamilyShare(
            family=FRAMEWORKS[row],
            share=float(shares[row]),
            error=standard_error(float(shares[row]), found.draws),
            best=scored.options.names[best[row]],
        )
        for row in ranked
    )
