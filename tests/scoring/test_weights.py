"""Weights are drawn as widely as they were learnt to be known, around what was learnt."""

from __future__ import annotations

import numpy as np
import pytest

from framework_compare import Catalogue
from framework_compare.requirement.model import WeightId
from framework_compare.scoring.weights import even_points, families, weight_ranges


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


@pytest.mark.parametrize(
    "own",
    [
        {
            "development_speed": (0.20220588235294118, 0.7518382352941176),
            "switching_cost": (0.0, 1.0),
            "skills_fit": (0.2113970588235294, 0.8290441176470589),
        },
        {
            "api_integration": (0.18593749999999998, 0.9390625),
            "further_needs": (0.18125000000000002, 0.6875),
        },
    ],
)
def test_what_is_left_beside_wide_shares_of_ones_own_is_shared(
    catalogue: Catalogue, own: dict[WeightId, tuple[float, float]]
) -> None:
    """Where no middle brings the mean to what is expected: all of the whole, and no more."""
    for family in families(own, catalogue):
        drawn = family.drawn(even_points(len(family.members)))
        assert np.isfinite(drawn).all()
        assert drawn.sum(axis=0) == pytest.approx(1)


def test_ranges_of_the_whole_hold_nine_draws_of_ten_and_the_weight(catalogue: Catalogue) -> None:
    """Of every criterion; what weighs most holds most of it at the least."""
    ranges = weight_ranges(catalogue)
    learnt = catalogue.learnt
    for criterion in catalogue.criteria:
        low, high = ranges[criterion.id]
        share = learnt.groups[criterion.group].share * learnt.criteria[criterion.id].share
        assert 0 <= low < high <= 1
        assert low <= share <= high
