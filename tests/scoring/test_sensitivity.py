"""Other weights: thresholds, the least that must move, and never, all against brute force."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from framework_compare.scoring.sensitivity import dominated, least_move, paths, stable_range
from framework_compare.vocabulary import CRITERIA, GROUPS, VALUE_TREE

SIZE = len(CRITERIA)
SEEDS = st.integers(0, 2**32 - 1)


def problem(seed: int, options: int = 5) -> tuple[np.ndarray, np.ndarray, int, tuple[int, ...]]:
    """Random weights, random fits, and who leads."""
    rng = np.random.default_rng(seed)
    weights, fits = rng.dirichlet(np.ones(SIZE)), rng.random((options, SIZE))
    champion = int(np.argmax(fits @ weights))
    return weights, fits, champion, tuple(option for option in range(options) if option != champion)


@given(SEEDS, st.floats(0, 1))
def test_a_path_keeps_all_other_proportions(seed: int, share: float) -> None:
    """The weight has the share that was set, the rest stay as they are to each other, and all sum to one."""
    weights, *_ = problem(seed)
    for path in paths(weights):
        moved = path.at(share)
        group = [CRITERIA.index(c) for c in VALUE_TREE[path.weight]] if path.weight in GROUPS else []
        family = (
            range(SIZE)
            if group
            else [CRITERIA.index(c) for g in GROUPS if path.weight in VALUE_TREE[g] for c in VALUE_TREE[g]]
        )
        own = group or [CRITERIA.index(path.weight)]
        others = [column for column in family if column not in own]

        assert moved.sum() == pytest.approx(1)
        assert moved[own].sum() == pytest.approx(share * weights[list(family)].sum(), abs=1e-12)
        assert moved[others] * weights[others].sum() == pytest.approx(weights[others] * moved[others].sum(), abs=1e-12)
        assert path.at(path.today) == pytest.approx(weights, abs=1e-12)


@given(SEEDS)
def test_the_champion_stays_within_its_range_and_the_named_rival_takes_over_beyond(seed: int) -> None:
    """At a hundred shares of each weight, and just before and beyond both ends."""
    weights, fits, champion, rivals = problem(seed)
    for path in paths(weights):
        stable = stable_range(path, fits, champion, rivals)
        for share in np.linspace(0, 1, 101):
            leads = fits @ path.at(float(share))
            inside = stable.low + 1e-9 < share < stable.high - 1e-9
            outside = share < stable.low - 1e-9 or share > stable.high + 1e-9
            if inside:
                assert leads[champion] >= leads.max() - 1e-12
            elif outside:
                assert leads[champion] < leads.max()
        for end, rival, sign in ((stable.low, stable.below, -1), (stable.high, stable.above, 1)):
            beyond = end + sign * 1e-7
            if rival is None:
                assert end == (0 if sign < 0 else 1)
            elif 0 <= beyond <= 1:
                assert int(np.argmax(fits @ path.at(beyond))) == rival


@given(SEEDS)
def test_no_random_weights_flip_with_less_moved(seed: int) -> None:
    """Along random directions the change comes no sooner than the least move says, and at it the two are level."""
    weights, fits, champion, rivals = problem(seed)
    move = least_move(weights, fits, champion, rivals)
    rng = np.random.default_rng(seed + 1)
    targets = np.concatenate([rng.dirichlet(np.full(SIZE, 0.15), 400), np.eye(SIZE)])
    flips = [target for target in targets if int(np.argmax(fits @ target)) != champion]
    if move is None:
        assert not flips
        return
    level = fits @ np.array(move.weights)
    assert level[champion] == pytest.approx(level[move.rival])
    assert np.array(move.weights).min() >= 0
    for target in flips:
        gap = fits[champion] - fits
        start, end = gap @ weights, gap @ target
        part = min(s / (s - e) for s, e in zip(start, end, strict=True) if e < 0)
        assert part * np.abs(target - weights).sum() / 2 >= move.mass - 1e-12


@given(SEEDS, st.integers(1, SIZE))
def test_dominance_is_found_exactly_where_it_holds(seed: int, raised: int) -> None:
    """A rival that is nowhere better is found; one that is better somewhere is not."""
    weights, fits, champion, rivals = problem(seed)
    rng = np.random.default_rng(seed)
    fits[rivals[0]] = fits[champion] * rng.random(SIZE)
    fits[rivals[1], :raised] = np.minimum(fits[champion, :raised] + 0.01, 1)
    fits[champion, :raised] -= 1e-6
    assume(int(np.argmax(fits @ weights)) == champion)

    found = dominated(fits, champion, rivals)
    assert rivals[1] not in found
    for rival in rivals:
        corners = [fits[rival, column] > fits[champion, column] + 1e-12 for column in range(SIZE)]
        assert (rival in found) == (not any(corners))


def test_one_option_is_never_overtaken() -> None:
    """There is nobody to take over, and nothing to move."""
    weights = np.full(SIZE, 1 / SIZE)
    fits = np.full((1, SIZE), 0.5)
    stable = stable_range(paths(weights)[0], fits, 0, ())

    assert (stable.low, stable.high, stable.below, stable.above) == (0.0, 1.0, None, None)
    assert least_move(weights, fits, 0, ()) is None


def test_a_weight_that_holds_everything_gives_it_back_in_equal_parts() -> None:
    """Proportions of nothing are undefined."""
    weights = np.zeros(SIZE)
    weights[CRITERIA.index("maturity")] = 1.0
    operations = next(path for path in paths(weights) if path.weight == "operations")
    halved = operations.at(0.4)

    assert halved.sum() == pytest.approx(1)
    assert halved[[CRITERIA.index(c) for c in VALUE_TREE["product"]]].sum() == pytest.approx(0.2)


def test_the_threshold_of_a_raw_weight_is_that_of_the_literature() -> None:
    """Triantaphyllou and Sanchez (1997): delta = -M/d on the unnormalised weight; t = (w + delta)/(1 + delta)."""
    weights = np.zeros(SIZE)
    columns = [CRITERIA.index(c) for c in ("use_case_fit", "state_management", "skills_fit", "maturity")]
    weights[columns] = (0.3, 0.3, 0.2, 0.2)
    fits = np.zeros((2, SIZE))
    fits[0, columns] = (0.9, 0.4, 0.6, 0.5)
    fits[1, columns] = (0.5, 0.8, 0.6, 0.4)
    lead = float(weights @ (fits[0] - fits[1]))
    delta = -lead / -0.4  # the rival is 0.4 ahead on state management
    path = next(path for path in paths(weights) if path.weight == "engineering")
    stable = stable_range(path, fits, 0, (1,))

    assert stable.high == pytest.approx((0.3 + delta) / (1 + delta))
    assert stable.above == 1
