"""Weights are drawn as widely as they were learnt to be known, around what was learnt."""

from __future__ import annotations

import numpy as np
import pytest

from framework_compare import Catalogue
from framework_compare.scoring.weights import families, weight_ranges


@pytest.mark.parametrize("family", range(5))
def test_shares_vary_as_they_were_learnt_to(catalogue: Catalogue, family: int) -> None:
    """Means within a hundredth, spreads within a twentieth; of plain random draws.

    A share may vary more where the others of its whole alone move it farther.
    """
    found = families({}, catalogue)[family]
    t = np.random.default_rng(family).uniform(-1, 1, (len(found.members), 40_000))
    drawn = found.drawn(t)

    assert drawn.mean(axis=1) == pytest.approx(found.base, abs=0.01)
    varies = np.log(drawn).std(axis=1)
    for member, wanted, got in zip(found.members, found.spread, varies, strict=True):
        if member == "switching_cost":
            assert got >= wanted
        else:
            assert got == pytest.approx(wanted, rel=0.05), member


def test_ranges_of_the_whole_hold_nine_draws_of_ten_and_the_weight(catalogue: Catalogue) -> None:
    """Of every criterion; what weighs most holds most of it at the least."""
    ranges = weight_ranges(catalogue)
    learnt = catalogue.learnt
    for criterion in catalogue.criteria:
        low, high = ranges[criterion.id]
        share = learnt.groups[criterion.group].share * learnt.criteria[criterion.id].share
        assert 0 <= low < high <= 1
        assert low <= share <= high
