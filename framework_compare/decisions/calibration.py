"""Whether a word of confidence is worth its name.

Agreement by word, and how well words and shares forecast it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, get_args

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.decisions.judged import Judged
from framework_compare.decisions.record import (
    Bin,
    CrossCheckEffect,
    FinalistsRate,
    WordRate,
    WordScores,
    rate_of,
)
from framework_compare.measured.estimates import cluster_interval
from framework_compare.vocabulary import Confidence


def calibration(
    judged: Sequence[Judged], catalogue: Catalogue, *, checked: bool = False
) -> tuple[WordRate, ...]:
    """Return agreement by word, with or without what the other methods would take off."""
    rows = []
    for word in get_args(Confidence):
        of_word = [item for item in judged if item.word(checked=checked) == word]
        rejected = sum(
            item.kind(catalogue) == "rejected" for item in of_word if not item.agrees(catalogue)
        )
        rate = rate_of([item.agrees(catalogue) for item in of_word])
        rows.append(WordRate(word=word, rejected=rejected, **dict(rate)))
    return tuple(rows)


def cross_checked(judged: Sequence[Judged], catalogue: Catalogue) -> CrossCheckEffect:
    """Return what the other methods would change.

    How many words, how well those had done, and the words' log score.

    The change of the log score is a 95 % interval in which whole teams are drawn; one that holds 0
    may be chance.
    """
    lowered = [item for item in judged if item.word(checked=True) != item.word(checked=False)]
    hits, teams = [item.agrees(catalogue) for item in judged], [item.team for item in judged]
    before, after = (
        word_logs([item.word(checked=checked) for item in judged], hits, teams)
        for checked in (False, True)
    )
    seed = catalogue.model.draws.seed
    changes = [new - old for old, new in zip(before, after, strict=True)]
    return CrossCheckEffect(
        lowered=rate_of([item.agrees(catalogue) for item in lowered]),
        lowered_words=calibration(judged, catalogue, checked=True),
        word_log_score=WordScores(
            before=_mean(before),
            after=_mean(after),
            change=cluster_interval(changes, teams, seed=seed) if judged else None,
        ),
    )


_EDGES: Final = (0.0, 0.3, 0.5, 0.65, 0.8, 1.0)


def reliability(judged: Sequence[Judged]) -> tuple[Bin, ...]:
    """Return how often the shares of the champions' families came true, by their size."""
    shares = [item.own_share for item in judged]
    found = []
    for low, high in pairwise(_EDGES):
        inside = [
            item
            for item, share in zip(judged, shares, strict=True)
            if low <= share < high or share == high == _EDGES[-1]
        ]
        if inside:
            said = sum(item.own_share for item in inside) / len(inside)
            hits = [item.agrees(item.catalogue) for item in inside]
            found.append(Bin(low=low, high=high, said=said, right=rate_of(hits)))
    return tuple(found)


def finalists(judged: Sequence[Judged]) -> FinalistsRate:
    """Return how often the team's choice was among the finalists, and how many those are."""
    sizes = [len(item.verdict.finalists) for item in judged]
    return FinalistsRate(
        covered=rate_of([item.covered for item in judged]),
        families=sum(sizes) / len(sizes) if sizes else None,
    )


def log_score(judged: Sequence[Judged]) -> float | None:
    """Return the mean natural logarithm of the share given to what the team accepted.

    0 is perfect.
    """
    return _mean([math.log(item.predicted) for item in judged])


def _mean(logs: Sequence[float]) -> float | None:
    return sum(logs) / len(logs) if logs else None


def word_logs(words: Sequence[str], hits: Sequence[bool], teams: Sequence[str]) -> list[float]:
    """Return the logarithm of the chance that each verdict's word gave to what happened.

    0 is perfect.

    A word's chance of agreement is learnt from the other teams' verdicts with that word, with one
    agreement and one miss added; so no verdict forecasts itself, and a word nobody else has used
    says one half.

    Parameters
    ----------
    words, hits, teams
        one entry for each verdict: its word, whether it agreed, and whose decision it was.

    Returns
    -------
    list
        one natural logarithm for each verdict, at most 0; a coin has -0.693. Their mean is the log
        score.

    References
    ----------
    Good (1952), Rational decisions, Journal of the Royal Statistical Society B 14(1), 107-114
    (logarithmic score); Laplace (1774), the rule of succession.
    """
    cases = list(zip(words, hits, teams, strict=True))
    logs = []
    for word, hit, team in cases:
        others = [other for used, other, whose in cases if used == word and whose != team]
        chance = (sum(others) + 1) / (len(others) + 2)
        logs.append(math.log(chance if hit else 1 - chance))
    return logs
