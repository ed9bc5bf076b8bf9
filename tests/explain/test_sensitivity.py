"""Other weights: thresholds, the least that must move, and never, all against brute force."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from framework_compare import Requirement, load_catalogue
from framework_compare.explain.sensitivity import dominated, least_move, paths, stable_range
from framework_compare.scoring.study import Study
from framework_compare.scoring.weights import expected_weights
from framework_compare.vocabulary import CRITERIA, VALUE_TREE
from tests.strategies import own_weights

SIZE = len(CRITERIA)
SEEDS = st.integers(0, 2**32 - 1)


def problem(seed: int, options: int = 5) -> tuple[np.ndarray, np.ndarray, int, tuple[int, ...]]:
    """Random weights, random fits, and who leads."""
    rng = np.random.default_rng(seed)
    weights, fits = rng.dirichlet(np.ones(SIZE)), rng.random((options, SIZE))
    champion = int(np.argmax(fits @ weights))
    return weights, fits, champion, tuple(option for option in range(options) if option != champion)


@given(own_weights(), st.floats(0, 1))
def test_a_path_is_what_the_engine_does_when_that_share_is_set(own: dict, place: float) -> None:
    """With whatever else the user has set, at any share that this leaves room for."""
    catalogue = load_catalogue()
    requirement = Requirement(weights=own)
    for path in paths(Study(requirement, catalogue)):
        share = float(path.knots[0] + place * (path.knots[-1] - path.knots[0]))
        weights = {**{name: list(pair) for name, pair in own.items()}, path.weight: [share, share]}

        assert path.at(share) == pytest.approx(
            expected_weights(Requirement(weights=weights).weights, catalogue), abs=1e-9
        )
        assert path.at(path.today) == pytest.approx(
            expected_weights(requirement.weights, catalogue), abs=1e-9
        )


@given(SEEDS, own_weights())
def test_the_champion_stays_within_its_range_and_the_named_rival_takes_over_beyond(
    seed: int, own: dict
) -> None:
    """At a hundred shares of each weight, and just beyond both ends."""
    _, fits, *_ = problem(seed)
    requirement = Requirement(weights=own)
    champion = int(np.argmax(fits @ expected_weights(requirement.weights, load_catalogue())))
    rivals = tuple(option for option in range(len(fits)) if option != champion)
    for path in paths(Study(requirement, load_catalogue())):
        stable = stable_range(path, fits, champion, rivals)
        shares = np.linspace(path.knots[0], path.knots[-1], 101)
        leads = fits @ path.at(shares)
        inside = (shares > stable.low + 1e-9) & (shares < stable.high - 1e-9)

        assert (leads[champion, inside] >= leads[:, inside].max(axis=0, initial=-1) - 1e-9).all()
        for end, rival, sign in ((stable.low, stable.below, -1), (stable.high, stable.above, 1)):
            beyond = end + sign * 1e-7
            if rival is None:
                assert end == (path.knots[0] if sign < 0 else path.knots[-1])
            elif path.knots[0] <= beyond <= path.knots[-1]:
                there = fits @ path.at(beyond)
                assert there[rival] == pytest.approx(there.max(), abs=1e-9)
                assert there[champion] < there.max()


@given(SEEDS)
def test_no_random_weights_flip_with_less_moved(seed: int) -> None:
    """Along random directions the change comes no sooner than the least move says.

    At that move the two are level.
    """
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
        better = [fits[rival, column] > fits[champion, column] + 1e-12 for column in range(SIZE)]
        equal = [
            abs(fits[rival, column] - fits[champion, column]) <= 1e-12 for column in range(SIZE)
        ]
        assert (rival in found) == (not any(better) and not (rival < champion and any(equal)))


def test_one_option_is_never_overtaken() -> None:
    """There is nobody to take over, and nothing to move."""
    weights = np.full(SIZE, 1 / SIZE)
    fits = np.full((1, SIZE), 0.5)
    stable = stable_range(paths(Study(Requirement(), load_catalogue()))[0], fits, 0, ())

    assert (stable.low, stable.high, stable.below, stable.above) == (0.0, 1.0, None, None)
    assert least_move(weights, fits, 0, ()) is None


def test_a_rival_that_is_named_first_where_they_are_equal_can_be_put_first() -> None:
    """All weight on a criterion on which two are equal names the first in the catalogue."""
    fits = np.full((3, SIZE), 0.5)
    fits[1, 1:] = 0.9
    fits[2, 0] = 0.4

    assert dominated(fits, 1, (0, 2)) == (2,)


def test_the_threshold_of_a_raw_weight_is_that_of_the_literature() -> None:
    """Triantaphyllou and Sanchez (1997): t = (w + delta) / (1 + delta).

    delta = -M/d is the change of the unnormalised weight w.
    """
    catalogue = load_catalogue()
    weights = expected_weights(Requirement().weights, catalogue)
    group = [CRITERIA.index(c) for c in VALUE_TREE["engineering"]]
    fits = np.full((2, SIZE), 0.5)
    fits[0] += 0.03
    fits[1, group] = 0.6
    share = float(weights[group].sum())
    lead = float(weights @ (fits[0] - fits[1]))
    delta = -lead / (0.53 - 0.6) * share  # the rival is 0.07 ahead wherever the group's weight goes
    path = next(
        path for path in paths(Study(Requirement(), catalogue)) if path.weight == "engineering"
    )
    stable = stable_range(path, fits, 0, (1,))

    assert lead > 0
    assert stable.high == pytest.approx((share + delta / share) / (1 + delta / share))
    assert stable.above == 1
