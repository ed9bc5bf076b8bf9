"""What decisions teach: known weights are found again, and what is held fast stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framework_compare import Catalogue, load_catalogue
from framework_compare.catalogue.learnt import Learnt
from framework_compare.catalogue.model import Weights
from framework_compare.decisions.choices import Choices
from framework_compare.decisions.learning import GUMBEL_SPREAD, _Likelihood, judged, learn
from framework_compare.scoring.distributions import Floats
from framework_compare.vocabulary import COLUMN, CRITERIA, GOAL_CLASSES, GROUPS, VALUE_TREE
from tests.decisions.made import CLEAR, LEANING, chosen, losses_of, made_up
from tests.strategies import FRAMEWORKS

CATALOGUE = load_catalogue()
FIXED = CATALOGUE.model.weights.fixed
UNIT = 3.0
"""Points in one unit of the reasons that nobody states, where decisions are made up."""
SEEDS = range(4)


def taught(choices: Choices) -> Learnt:
    """What is learnt from decisions, the words aside."""
    return learn(choices, CATALOGUE).learnt(structural=1.0, clear=CLEAR, leaning=LEANING)


def shares_of(weights: Floats) -> dict[str, float]:
    """Every group's share of the whole and every criterion's of its group."""
    found = {}
    for group in GROUPS:
        own = {criterion: float(weights[COLUMN[criterion]]) for criterion in VALUE_TREE[group]}
        found[group] = sum(own.values())
        found |= {criterion: weight / found[group] for criterion, weight in own.items()}
    return found


@lru_cache
def from_known(seed: int) -> tuple[Floats, Learnt]:
    """Weights that each decide something, and what decisions by people with them teach."""
    rng = np.random.default_rng(seed)
    weights = rng.dirichlet(np.full(len(CRITERIA), 20.0))
    losses = losses_of(rng, CATALOGUE, 150)
    return weights, taught(made_up(CATALOGUE, losses, chosen(rng, losses, weights, UNIT)))


def misses(seed: int) -> dict[str, float]:
    """By how many of its spreads each share is missed, on the scale of logarithms."""
    weights, found = from_known(seed)
    learnt = {**found.groups, **found.criteria}
    return {
        name: float(np.log(learnt[name].share / share)) / learnt[name].spread
        for name, share in shares_of(weights).items()
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_known_weights_are_found_again_within_their_spread(seed: int) -> None:
    """One share in a thousand may lie three and a half spreads off: of eighty none does."""
    far = {name: miss for name, miss in misses(seed).items() if abs(miss) > 3.5}

    assert not far


def test_spreads_are_as_wide_as_what_is_missed() -> None:
    """On average a share is missed by one spread, so that they promise neither too much nor less.

    Over all made-up decisions together; shares of one whole miss together, hence the room.
    """
    squares = [miss**2 for seed in SEEDS for miss in misses(seed).values()]

    assert 0.5 < np.mean(squares) < 1.5


@pytest.mark.parametrize("seed", SEEDS)
def test_decisions_bring_weights_nearer_to_the_known_ones_than_judgement_was(seed: int) -> None:
    """The judged shares are where it starts, not where it ends."""
    weights, found = from_known(seed)
    learnt = np.array(
        [
            found.groups[group].share * found.criteria[criterion].share
            for group in GROUPS
            for criterion in VALUE_TREE[group]
        ]
    )

    assert np.abs(learnt - weights).sum() < np.abs(judged(CATALOGUE) - weights).sum() / 2


@pytest.mark.parametrize("seed", SEEDS)
def test_the_noise_is_found_again(seed: int) -> None:
    """The standard deviation of the reasons that nobody stated, in points, within a fifth."""
    _, found = from_known(seed)

    assert found.structural == pytest.approx(UNIT * GUMBEL_SPREAD, rel=0.2)


def test_what_is_expected_of_a_whole_sums_to_it() -> None:
    """Groups share everything, and criteria their group."""
    _, found = from_known(0)
    inside = [sum(found.criteria[name].share for name in VALUE_TREE[group]) for group in GROUPS]

    assert sum(share.share for share in found.groups.values()) == pytest.approx(1, abs=1e-4)
    assert inside == pytest.approx([1] * len(GROUPS), abs=1e-4)


def against(criterion: str, rules: Weights) -> Learnt:
    """What is learnt from people who weigh as judged, but like what falls short on a criterion."""
    model = CATALOGUE.model.model_copy(update={"weights": rules})
    catalogue = replace(CATALOGUE, model=model)
    rng = np.random.default_rng(7)
    weights = judged(CATALOGUE)
    weights[COLUMN[criterion]] *= -1
    losses = losses_of(rng, CATALOGUE, 100)
    choices = made_up(CATALOGUE, losses, chosen(rng, losses, weights, UNIT))
    return learn(choices, catalogue).learnt(structural=1.0, clear=CLEAR, leaning=LEANING)


@pytest.mark.parametrize("criterion", FIXED)
def test_a_weight_that_is_held_follows_decisions_much_less_than_one_that_is_not(
    criterion: str,
) -> None:
    """Its share of its group, where all that decisions say of it speaks against it."""
    rules = CATALOGUE.model.weights
    before = shares_of(judged(CATALOGUE))[criterion]
    held, free = (
        abs(np.log(against(criterion, each).criteria[criterion].share / before))
        for each in (rules, rules.model_copy(update={"fixed": ()}))
    )

    assert held < 0.6 * free


@st.composite
def points(draw: st.DrawFn) -> tuple[_Likelihood, Floats]:
    """A likelihood of some made-up decisions, and values of its unknowns."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    count = draw(st.integers(1, 6))
    losses = losses_of(rng, CATALOGUE, count)
    options = losses.shape[1]
    inside = rng.random((count, options)) < 0.7
    taken = rng.integers(0, options, count)
    inside[np.arange(count), taken] = True
    choices = made_up(
        CATALOGUE,
        losses,
        taken.tolist(),
        inside=inside,
        is_open=rng.random(count) < 0.5,
        classes=rng.integers(0, len(GOAL_CLASSES), count).tolist(),
        beyond=rng.uniform(0, 20, (count, options)),
    )
    # Several options may agree with what was taken.
    choices.right[:] |= inside & (rng.random((count, options)) < 0.2)
    model = _Likelihood(choices, CATALOGUE)
    size = len(CRITERIA) + 1 + len(FRAMEWORKS) * (1 + len(GOAL_CLASSES))
    return model, rng.normal(0, 0.5, size)


def differences(of: Callable[[Floats], float | Floats], at: Floats, step: float = 1e-5) -> Floats:
    """Central differences in every direction, one for each row."""
    sides = step * np.eye(len(at))
    return np.array([(of(at + side) - of(at - side)) / (2 * step) for side in sides])


@given(points())
@settings(max_examples=8)
def test_the_slope_is_that_of_the_density(at: tuple[_Likelihood, Floats]) -> None:
    """As differences of the density over small steps have it, in every direction."""
    model, values = at
    found = differences(lambda there: model.at(there).density, values)

    assert model.at(values).slope == pytest.approx(found, rel=1e-4, abs=1e-4)


@given(points())
@settings(max_examples=8)
def test_the_curvature_is_that_of_the_slope(at: tuple[_Likelihood, Floats]) -> None:
    """As differences of the slope over small steps have it, in every pair of directions."""
    model, values = at
    found = differences(lambda there: model.at(there).slope, values)

    assert model.at(values).curvature == pytest.approx(found, rel=1e-4, abs=1e-3)


def open_decisions(seed: int, taken: list[int], classes: list[int]) -> Choices:
    """Decisions over all frameworks, nothing about which parts what was taken from the rest."""
    losses = losses_of(np.random.default_rng(seed), CATALOGUE, len(taken))
    return made_up(CATALOGUE, losses, taken, is_open=np.ones(len(taken), bool), classes=classes)


@pytest.mark.parametrize("never", range(0, len(FRAMEWORKS), 3))
def test_a_family_that_is_never_taken_has_the_lowest_precedent(never: int) -> None:
    """In every class of goals, though each other family is taken equally often in each."""
    others = [row for row in range(len(FRAMEWORKS)) if row != never]
    pairs = list(product(others, range(len(GOAL_CLASSES)))) * 3
    losses = np.zeros_like(losses_of(np.random.default_rng(0), CATALOGUE, len(pairs)))
    choices = made_up(
        CATALOGUE,
        losses,
        [row for row, _ in pairs],
        is_open=np.ones(len(pairs), bool),
        classes=[place for _, place in pairs],
    )
    for found in taught(choices).precedent.values():
        assert found[FRAMEWORKS[never]] < min(found[FRAMEWORKS[row]] for row in others)


def test_a_shortlist_says_nothing_of_precedent() -> None:
    """Whoever is on it has been thought of: a family that is always taken gains no point."""
    losses = np.zeros_like(losses_of(np.random.default_rng(0), CATALOGUE, 30))
    found = taught(made_up(CATALOGUE, losses, [0] * 30)).precedent

    assert {points for each in found.values() for points in each.values()} == {0.0}


@given(
    st.lists(
        st.tuples(st.integers(0, len(FRAMEWORKS) - 1), st.integers(0, len(GOAL_CLASSES) - 1)),
        min_size=1,
        max_size=40,
    ),
    st.integers(0, 2**32 - 1),
    st.sampled_from((1, 20)),
)
@settings(max_examples=15)
def test_precedent_takes_points_off_and_no_more_than_eight(
    taken: list[tuple[int, int]], seed: int, times: int
) -> None:
    """None above nothing, nothing for what was taken most readily, none under -8.

    Though one family were taken always.
    """
    many = taken * times
    found = taught(open_decisions(seed, [row for row, _ in many], [place for _, place in many]))
    for points in found.precedent.values():
        assert set(points) == set(FRAMEWORKS)
        assert max(points.values()) == 0
        assert min(points.values()) >= -8


def test_nothing_to_learn_from_is_refused(catalogue: Catalogue) -> None:
    """With what is needed and what was found."""
    losses = losses_of(np.random.default_rng(0), catalogue, 1)
    nobody = made_up(catalogue, losses, [0]).part(np.array([False]))
    with pytest.raises(ValueError, match="must be at least one decision that counts, got none"):
        learn(nobody, catalogue)
