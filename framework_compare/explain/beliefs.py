"""What one would have to believe.

How ranks follow one weight, and under which weights each family comes first.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from framework_compare.explain.sensitivity import paths
from framework_compare.requirement.model import WeightId
from framework_compare.scoring.acceptability import first_weights, strictly_better
from framework_compare.scoring.distributions import Floats
from framework_compare.scoring.must_draws import OUT, met_musts
from framework_compare.scoring.simulation import DRAWN_TIE, drawn_parts, drawn_scores, weight_draws
from framework_compare.scoring.study import Study
from framework_compare.vocabulary import COLUMN, CRITERIA, GROUPS, VALUE_TREE, FrameworkId

_STEPS = 50
"""Steps of a weight from nothing to everything: two per cent each."""
_FEWEST = 30
"""Draws below which a mean of weights says nothing: its standard error is a fifth of their spread.
"""


@dataclass(frozen=True, slots=True)
class RankLine:
    """One family's ranks along a weight."""

    family: FrameworkId
    ranks: tuple[int, ...]
    """Among families; ties share the better rank."""


@dataclass(frozen=True, slots=True)
class RankPath:
    """How the ranks of families follow one weight, all others in proportion."""

    weight: WeightId
    today: float
    shares: tuple[float, ...]
    lines: tuple[RankLine, ...]
    """Best family of today first."""


@dataclass(frozen=True, slots=True)
class CentralWeights:
    """Under which weights a family comes first, on average."""

    family: FrameworkId
    share: float
    """Share of the draws in which it comes first."""
    groups: tuple[float, ...] | None
    """Mean weight of each group then; None where it is first too seldom to say."""
    criteria: tuple[float, ...] | None
    """Mean share of the whole of each criterion then."""
    usual_groups: tuple[float, ...]
    """Mean weight of each group over all cases."""
    usual: tuple[float, ...]
    """Mean share of the whole of each criterion over all cases."""
    errors: tuple[float, ...]
    """Standard error of each criterion's mean among the cases in which the family is first."""


def ranks_along(study: Study, weight: WeightId) -> RankPath | None:
    """Return every family's rank while one weight goes from nothing to everything.

    None where nothing is ranked.

    Parameters
    ----------
    weight
        a group, as a share of the whole, or a criterion, as a share of its group.
    """
    order, options = study.order, study.options
    if not order:
        return None
    path = next(path for path in paths(study) if path.weight == weight)
    shares = np.linspace(path.knots[0], path.knots[-1], _STEPS + 1)
    scores = study.under(path.at(shares))
    ui = options.ui
    families = list(dict.fromkeys(ui[option] for option in order))
    best = np.stack(
        [scores[[option for option in order if ui[option] == row]].max(axis=0) for row in families]
    )
    ranks = strictly_better(best, DRAWN_TIE).astype(int) + 1
    lines = tuple(
        RankLine(study.ground.names[row], tuple(map(int, line)))
        for row, line in zip(families, ranks, strict=True)
    )
    return RankPath(weight, path.today, tuple(map(float, shares)), lines)


def central_weights_of(study: Study) -> tuple[CentralWeights, ...]:
    """Return for every family on the table the mean of the weights under which it comes first.

    The most frequent first.

    References
    ----------
    Lahdelma and Salminen (2001), SMAA-2, Operations Research 49(3), 444-454: central weight
    vectors.
    """
    if not study.order:
        return ()
    rows, options = tuple(sorted(study.order)), study.options
    families = list(dict.fromkeys(options.family(row) for row in study.order))
    members = [[options.family(row) == family for row in rows] for family in families]
    sums = np.zeros((len(families), len(CRITERIA)))
    firsts = np.zeros(len(families), int)
    drawn_weight, squares = np.zeros(len(CRITERIA)), np.zeros(len(CRITERIA))
    count = study.catalogue.model.draws.count
    for under, drawn in drawn_parts(study, count):
        scores = drawn_scores(study, under, drawn, rows)
        met = met_musts(study, under, drawn, rows)
        if met is not None:
            scores[~met] = OUT
        weights = weight_draws(study, drawn)
        drawn_weight += weights.sum(axis=1)
        squares += (weights.astype(float) ** 2).sum(axis=1)
        top = scores.max(axis=0) - DRAWN_TIE
        first = np.stack([(scores[own] >= top).any(axis=0) for own in members])
        if met is not None:  # where nobody meets all musts, nobody is first
            first &= met.any(axis=0)
        counts, summed = first_weights(first, weights)
        firsts += counts
        sums += summed
    usual = drawn_weight / count
    spread = np.sqrt(np.maximum(squares / count - usual**2, 0.0))
    found = [
        _central(family, int(firsts[row]), count, sums[row], usual, spread)
        for row, family in enumerate(families)
    ]
    return tuple(sorted(found, key=lambda central: -central.share))


def _central(
    family: FrameworkId, firsts: int, count: int, total: Floats, usual: Floats, spread: Floats
) -> CentralWeights:
    told = firsts >= _FEWEST
    mean = total / max(firsts, 1)
    return CentralWeights(
        family=family,
        share=firsts / count,
        groups=_grouped(mean) if told else None,
        criteria=tuple(map(float, mean)) if told else None,
        usual_groups=_grouped(usual),
        usual=tuple(map(float, usual)),
        errors=tuple(map(float, spread / np.sqrt(max(firsts, 1)))),
    )


def _grouped(weights: Floats) -> tuple[float, ...]:
    """Return the groups' weights: the sums of their criteria's."""
    return tuple(float(sum(weights[COLUMN[c]] for c in VALUE_TREE[group])) for group in GROUPS)
