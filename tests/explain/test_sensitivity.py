"""Other weights: thresholds, the least that must move, and never, all against brute force."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework_compare import Requirement, load_catalogue
from framework_compare.explain.elicitation import FAMILIES
from framework_compare.explain.sensitivity import dominated, least_move, paths, stable_range
from framework_compare.scoring.study import Study
from framework_compare.scoring.weights import expected_weights
from framework_compare.vocabulary import CRITERIA, VALUE_TREE
from tests.strategies import own_weights

SIZE = len(CRITERIA)
SEEDS = st.integers(0, 2**32 - 1)


class Problem(NamedTuple):
    """Random weights and fits, points that no weight moves, and who leads."""

    weights: np.ndarray
    fits: np.ndarray
    given: np.ndarray
    champion: int
    rivals: tuple[int, ...]

    def scores(self, weights: np.ndarray) -> np.ndarray:
        """In points of 100, one column for each set of weights."""
        given = self.given if weights.ndim == 1 else self.given[:, None]
        return 100 * self.fits @ weights + given


def problem(seed: int, weights: np.ndarray | None = None, options: int = 5) -> Problem:
    """A random problem; in every other one, nothing is given but by fits."""
    rng = np.random.default_rng(seed)
    drawn, fits = rng.dirichlet(np.ones(SIZE)), rng.random((options, SIZE))
    weights = drawn if weights is None else weights
    given = rng.uniform(-8, 0, options) * (seed % 2)
    champion = int(np.argmax(100 * fits @ weights + given))
    rivals = tuple(option for option in range(options) if option != champion)
    return Problem(weights, fits, given, champion, rivals)


def room_for(weight: str, own: dict) -> tuple[float, float]:
    """What a user's other weights leave for one of them."""
    family = next(members for members in FAMILIES.values() if weight in members)
    others = [own.get(member, (0.0, 1.0)) for member in family if member != weight]
    least = max(0.0, 1 - sum(high for _, high in others))
    return least, max(least, min(1.0, 1 - sum(low for low, _ in others)))


@given(own_weights(), st.floats(0, 1))
def test_a_path_is_what_the_engine_does_when_that_share_is_set(own: dict, place: float) -> None:
    """With whatever else the user has set, at any share that this leaves room for."""
    catalogue = load_catalogue()
    requirement = Requirement(weights=own)
    for path in paths(Study(requirement, catalogue)):
        low, high = room_for(path.weight, own)
        # Where what is expected today lies beyond the room, the path ends there.
        assert path.knots[0] == pytest.approx(min(low, path.today), abs=1e-12)
        assert path.knots[-1] == pytest.approx(max(high, path.today), abs=1e-12)
        share = low + place * (high - low)
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
    requirement = Requirement(weights=own)
    found = problem(seed, expected_weights(requirement.weights, load_catalogue()))
    champion = found.champion
    for path in paths(Study(requirement, load_catalogue())):
        stable = stable_range(path, found.fits, found.given, champion, found.rivals)
        shares = np.linspace(path.knots[0], path.knots[-1], 101)
        leads = found.scores(path.at(shares))
        inside = (shares > stable.low + 1e-9) & (shares < stable.high - 1e-9)

        assert (leads[champion, inside] >= leads[:, inside].max(axis=0, initial=-99) - 1e-7).all()
        for end, rival, sign in ((stable.low, stable.below, -1), (stable.high, stable.above, 1)):
            beyond = end + sign * 1e-7
            if rival is None:
                assert end == (path.knots[0] if sign < 0 else path.knots[-1])
            elif path.knots[0] <= beyond <= path.knots[-1]:
                there = found.scores(path.at(beyond))
                assert there[rival] == pytest.approx(there.max(), abs=1e-7)
                assert there[champion] < there.max()


@given(SEEDS)
def test_no_random_weights_flip_with_less_moved(seed: int) -> None:
    """Along random directions the change comes no sooner than the least move says.

    At that move the two are level.
    """
    found = problem(seed)
    weights, champion = found.weights, found.champion
    move = least_move(weights, found.fits, found.given, champion, found.rivals)
    rng = np.random.default_rng(seed + 1)
    targets = np.concatenate([rng.dirichlet(np.full(SIZE, 0.15), 400), np.eye(SIZE)])
    flips = [target for target in targets if int(np.argmax(found.scores(target))) != champion]
    if move is None:
        assert not flips
        return
    level = found.scores(np.array(move.weights))
    assert level[champion] == pytest.approx(level[move.rival])
    assert np.array(move.weights).min() >= 0
    for target in flips:
        start, end = (
            found.scores(each)[champion] - found.scores(each) for each in (weights, target)
        )
        part = min(s / (s - e) for s, e in zip(start, end, strict=True) if e < 0)
        assert part * np.abs(target - weights).sum() / 2 >= move.mass - 1e-12


@given(SEEDS, st.floats(0, 0.3))
def test_who_is_nowhere_ahead_is_found_and_nobody_else(seed: int, ahead: float) -> None:
    """A rival that is nowhere better on fits, nor by what is given, can never be put first.

    One that is better on a single criterion is no such rival, nor is one whom what is given puts
    ahead under some weights. Of those before the champion in the catalogue, which would be named
    first where they are equal, only who is never level.
    """
    rng = np.random.default_rng(seed)
    champion, fits = 2, rng.uniform(0.4, 0.9, (5, SIZE))
    fits[[0, 3]] = fits[champion] - rng.uniform(0, 0.3, (2, SIZE))
    fits[4, rng.integers(SIZE)] = 1.0
    given = rng.uniform(-8, 0, 5)
    given[0], given[3] = given[champion], given[champion] - 100 * ahead
    rivals = (0, 1, 3, 4)
    corners = (
        100 * fits + given[:, None]
    )  # a score is largest or smallest with all on one criterion
    apart = corners[champion] - corners
    expected = [
        rival
        for rival in rivals
        if (fits[rival] <= fits[champion]).all()
        and (apart[rival].min() > 1e-9 if rival < champion else apart[rival].min() >= 0)
    ]

    found = dominated(fits, given, champion, rivals)

    assert {0, 3} <= set(found)
    assert found == tuple(expected)


def test_what_is_given_can_put_a_rival_first_that_fits_nowhere_better() -> None:
    """Precedent of half a point, where fits differ by less on some criterion."""
    fits = np.full((2, SIZE), 0.5)
    fits[1, 1:] = 0.4
    fits[1, 0] = 0.499

    assert dominated(fits, np.array([0.0, 0.0]), 0, (1,)) == (1,)
    assert dominated(fits, np.array([-0.5, 0.0]), 0, (1,)) == ()


def test_one_option_is_never_overtaken() -> None:
    """There is nobody to take over, and nothing to move."""
    weights = np.full(SIZE, 1 / SIZE)
    fits = np.full((1, SIZE), 0.5)
    stable = stable_range(
        paths(Study(Requirement(), load_catalogue()))[0], fits, np.zeros(1), 0, ()
    )

    assert (stable.low, stable.high, stable.below, stable.above) == (0.0, 1.0, None, None)
    assert least_move(weights, fits, np.zeros(1), 0, ()) is None


def test_a_rival_that_is_named_first_where_they_are_equal_can_be_put_first() -> None:
    """All weight on a criterion on which two are equal names the first in the catalogue."""
    fits = np.full((3, SIZE), 0.5)
    fits[1, 1:] = 0.9
    fits[2, 0] = 0.4

    assert dominated(fits, np.zeros(3), 1, (0, 2)) == (2,)


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
    stable = stable_range(path, fits, np.zeros(2), 0, (1,))

    assert lead > 0
    assert stable.high == pytest.approx((share + delta / share) / (1 + delta / share))
    assert stable.above == 1
