"""What each group and criterion holds of its whole, at least, expected and at most."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework_compare import Catalogue, Requirement
from framework_compare.explain.elicitation import FAMILIES
from framework_compare.scoring.weights import drawn_weights, expected_weights, share_ranges
from framework_compare.vocabulary import CRITERIA, GROUPS, VALUE_TREE
from tests.strategies import own_weights

ROUNDING = 1e-6


def held(weights: np.ndarray) -> dict[str, np.ndarray]:
    """Each group's share of the whole and each criterion's of its group.

    The weights are those of criteria, of shape (15, n).
    """
    found = {}
    for group in GROUPS:
        rows = [CRITERIA.index(criterion) for criterion in VALUE_TREE[group]]
        found[group] = weights[rows].sum(axis=0)
        # Below the smallest normal number a quotient has no digits left.
        whole = np.where(found[group] > np.finfo(float).tiny, found[group], np.nan)
        shares = weights[rows] / whole
        found |= dict(zip(VALUE_TREE[group], shares, strict=True))
    return found


@given(weights=own_weights(), seed=st.integers(0, 99))
def test_no_draw_leaves_its_range(catalogue: Catalogue, weights: dict, seed: int) -> None:
    """Whatever is set, and wherever in their ranges the shares lie."""
    requirement = Requirement(weights=weights)
    rng = np.random.default_rng(seed)
    drawn = drawn_weights(
        requirement.weights, catalogue, rng.uniform(-1, 1, (4, 200)), rng.uniform(-1, 1, (15, 200))
    )
    ranges = share_ranges(requirement.weights, catalogue)

    for member, shares in held(drawn).items():
        assert np.nanmin(shares, initial=1.0) >= ranges[member].low - ROUNDING
        assert np.nanmax(shares, initial=0.0) <= ranges[member].high + ROUNDING


@given(weights=own_weights())
def test_both_ends_are_reached(catalogue: Catalogue, weights: dict) -> None:
    """By some corner of the ranges of all members of the family."""
    requirement = Requirement(weights={key: pair for key, pair in weights.items() if key in GROUPS})
    corners = np.array(list(product((-1.0, 1.0), repeat=4))).T
    drawn = held(
        drawn_weights(requirement.weights, catalogue, corners, np.zeros((15, corners.shape[1])))
    )
    ranges = share_ranges(requirement.weights, catalogue)

    for group in GROUPS:
        assert drawn[group].min() == pytest.approx(ranges[group].low, abs=ROUNDING)
        assert drawn[group].max() == pytest.approx(ranges[group].high, abs=ROUNDING)


@given(weights=own_weights())
def test_expected_shares_multiply_to_the_weights_of_the_score(
    catalogue: Catalogue, weights: dict
) -> None:
    """A group's share times a criterion's share of it."""
    requirement = Requirement(weights=weights)
    ranges = share_ranges(requirement.weights, catalogue)
    products = [
        ranges[group].expected * ranges[criterion].expected
        for group in GROUPS
        for criterion in VALUE_TREE[group]
    ]

    assert products == pytest.approx(expected_weights(requirement.weights, catalogue))


@given(weights=own_weights())
def test_only_what_is_set_is_ones_own(catalogue: Catalogue, weights: dict) -> None:
    """Everything else is the model's."""
    ranges = share_ranges(weights, catalogue)

    assert {member for members in FAMILIES.values() for member in members} == set(ranges)
    assert {member for member, share in ranges.items() if share.own} == set(weights)
