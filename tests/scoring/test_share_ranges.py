"""What each group and criterion holds of its whole, expected and plausibly."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framework_compare import Requirement, load_catalogue
from framework_compare.explain.elicitation import FAMILIES
from framework_compare.scoring.study import Study
from framework_compare.scoring.weights import drawn_weights, expected_weights, share_ranges
from framework_compare.vocabulary import CRITERIA, GROUPS, VALUE_TREE
from tests.strategies import own_weights

CATALOGUE = load_catalogue()
ROUNDING = 1e-6
DRAWS = 4000


def held(weights: np.ndarray) -> dict[str, np.ndarray]:
    """Each group's share of the whole and each criterion's of its group.

    The weights are those of criteria, of shape (criteria, n).
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


def drawn(weights: dict, seed: int = 7) -> np.ndarray:
    """Many plausible weights under a user's own."""
    rng = np.random.default_rng(seed)
    own = Requirement(weights=weights).weights
    sizes = (len(GROUPS), DRAWS), (len(CRITERIA), DRAWS)
    return drawn_weights(own, CATALOGUE, *(rng.uniform(-1, 1, size) for size in sizes))


@given(weights=own_weights(), seed=st.integers(0, 99))
@settings(max_examples=25)
def test_nine_draws_of_ten_lie_in_a_range_and_all_in_ones_own(weights: dict, seed: int) -> None:
    """Whatever is set: bounds of one's own are never left."""
    ranges = share_ranges(Requirement(weights=weights).weights, CATALOGUE)
    for member, shares in held(drawn(weights, seed)).items():
        low, high = ranges[member].low - ROUNDING, ranges[member].high + ROUNDING
        inside = np.mean((shares >= low) & (shares <= high) | np.isnan(shares))

        assert inside > 0.85
        if ranges[member].own:
            least, most = weights[member]
            assert np.nanmin(shares, initial=1.0) >= least - ROUNDING
            assert np.nanmax(shares, initial=0.0) <= most + ROUNDING


def test_the_weights_of_the_score_are_the_mean_of_what_is_drawn() -> None:
    """Within what four thousand draws can show."""
    weights = drawn({})
    errors = weights.std(axis=1) / np.sqrt(DRAWS)

    assert (np.abs(weights.mean(axis=1) - expected_weights({}, CATALOGUE)) < 4 * errors).all()


@given(weights=own_weights())
def test_expected_shares_multiply_to_the_weights_of_the_score(weights: dict) -> None:
    """A group's share times a criterion's share of it."""
    requirement = Requirement(weights=weights)
    ranges = share_ranges(requirement.weights, CATALOGUE)
    products = [
        ranges[group].expected * ranges[criterion].expected
        for group in GROUPS
        for criterion in VALUE_TREE[group]
    ]

    assert products == pytest.approx(expected_weights(requirement.weights, CATALOGUE))


@given(weights=own_weights())
def test_only_what_is_set_is_ones_own(weights: dict) -> None:
    """Everything else is the model's; so is an interval that holds the model's own."""
    ranges, plain = share_ranges(weights, CATALOGUE), share_ranges({}, CATALOGUE)

    assert {member for members in FAMILIES.values() for member in members} == set(ranges)
    for member, share in ranges.items():
        set_by_user = member in weights
        said = weights.get(member, (0.0, 1.0))
        says_nothing = said[0] <= plain[member].low and said[1] >= plain[member].high
        assert not (share.own and not set_by_user)
        assert not (share.own and says_nothing)
        assert share.own or not set_by_user or said[0] <= plain[member].low + 0.01


@pytest.mark.parametrize("goal", ["interactive_dashboard", "transactional_web_app"])
@pytest.mark.parametrize("weight", [*GROUPS, *CRITERIA])
def test_to_set_a_weight_to_the_range_that_is_shown_changes_nothing(goal: str, weight: str) -> None:
    """In whole per cent, as pages show it; nor does any wider one."""
    shown = share_ranges({}, CATALOGUE)[weight]
    plain = Study(Requirement(goal=goal), CATALOGUE)
    for low, high in (
        (round(shown.low, 2), round(shown.high, 2)),
        (max(0.0, shown.low - 0.1), min(1.0, shown.high + 0.1)),
        (0.0, 1.0),
    ):
        told = Study(Requirement(goal=goal, weights={weight: (low, high)}), CATALOGUE)

        assert (told.scores == plain.scores).all()
