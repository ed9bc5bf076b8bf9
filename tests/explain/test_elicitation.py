"""From an order, from swings and from comparisons to intervals of weights."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from framework_compare import Requirement, RequirementError, load_catalogue
from framework_compare.explain.elicitation import (
    FAMILIES,
    Shares,
    from_ranking,
    from_swings,
    surrogate_weights,
)
from framework_compare.explain.pairwise import (
    components,
    consistency_ratio,
    from_pairwise,
    pairwise_weights,
    worst_triad,
)
from framework_compare.requirement.links import from_query, to_query
from framework_compare.scoring.distributions import Floats
from framework_compare.scoring.weights import drawn_weights, expected_weights
from framework_compare.vocabulary import CRITERIA, GROUPS, VALUE_TREE
from tests.strategies import comparisons, swings

HERE = Path(__file__).parents[1] / "data"
AHP = {case["id"]: case for case in json.loads((HERE / "ahp.json").read_text())["cases"]}
CATALOGUE = load_catalogue()
RULES = CATALOGUE.elicitation.pairwise
ROUNDED = 1e-4
"""Ends are rounded outwards to four decimals."""
EXACT = 1e-9
"""What arithmetic may be out by; requirements allow sums as much."""
families = st.sampled_from(sorted(FAMILIES))
compared = st.sampled_from(
    sorted(name for name, members in FAMILIES.items() if len(members) <= RULES.most_members)
)
"""What is small enough to be compared pair by pair."""


def accepted(shares: Shares) -> bool:
    """Whether a link with these weights opens without a complaint, and holds exactly them."""
    requirement = Requirement(weights=shares)
    opened, problems = from_query(to_query(requirement))
    return not problems and opened == requirement


def judged(case: dict[str, Any]) -> dict[tuple[str, str], float]:
    """The upper half of a published matrix."""
    names, matrix = case["criteria"], case["pairwise"]
    return {(names[i], names[j]): matrix[i][j] for i, j in combinations(range(len(names)), 2)}


def weight_of(member: str, weights: Floats) -> float:
    """The weight of a criterion, or of a group: all of its criteria."""
    criteria = VALUE_TREE.get(member, (member,))
    return sum(float(weights[CRITERIA.index(criterion)]) for criterion in criteria)


@st.composite
def orders(draw: st.DrawFn, members: tuple[str, ...], least: int = 0) -> list[str]:
    """An order of some members of a family, or of all."""
    return draw(st.permutations(members))[: draw(st.integers(least, len(members)))]


@pytest.mark.parametrize(
    ("row", "count", "expected"),
    [
        (0, 3, [0.6111, 0.2778, 0.1111]),
        (0, 4, [0.5208, 0.2708, 0.1458, 0.0625]),
        (0, 5, [0.4567, 0.2567, 0.1567, 0.0900, 0.0400]),
        (1, 4, [0.4, 0.3, 0.2, 0.1]),
        (2, 4, [0.48, 0.24, 0.16, 0.12]),
    ],
)
def test_surrogate_weights_are_those_of_the_literature(
    row: int, count: int, expected: list[float]
) -> None:
    """Centroids are as Barron and Barrett print them.

    Rank sums and reciprocals are as Stillwell and others give them.
    """
    assert surrogate_weights(count)[row] == pytest.approx(expected, abs=5e-5)


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 15])
def test_the_centroid_is_the_middle_of_all_weights_in_that_order(count: int) -> None:
    """The mean of the corners (1, 0, …), (1/2, 1/2, 0, …), …, (1/n, …)."""
    corners = np.tril(np.ones((count, count))) / np.arange(1, count + 1)[:, None]

    assert surrogate_weights(count)[0] == pytest.approx(corners.mean(axis=0))


@given(data=st.data(), family=families)
def test_an_order_is_kept_and_can_be_met(data: st.DataObject, family: str) -> None:
    """Both ends fall along the order, whole or partial; a link takes it."""
    members = FAMILIES[family]
    order = data.draw(orders(members))
    shares = from_ranking(order, members)
    lows, highs = [low for low, _ in shares.values()], [high for _, high in shares.values()]

    assert order == list(shares)[: len(order)]
    assert sorted(lows, reverse=True) == lows
    assert sorted(highs, reverse=True) == highs
    assert accepted(shares)


@pytest.mark.parametrize("count", range(1, 16))
def test_any_part_of_an_order_of_any_length_can_be_met(count: int) -> None:
    """The least shares are no more than the whole, the greatest no less."""
    members = "abcdefghijklmno"[:count]
    for named in range(1, count + 1):
        shares = from_ranking(members[:named], members)

        assert list(members) == list(shares)
        assert sum(low for low, _ in shares.values()) <= 1 + EXACT
        assert sum(high for _, high in shares.values()) >= 1 - EXACT


@given(data=st.data(), family=families)
def test_what_is_left_out_of_an_order_comes_after(data: st.DataObject, family: str) -> None:
    """The expected share and every drawn one fall along the order.

    No other exceeds the last that is named.
    """
    members = FAMILIES[family]
    order = data.draw(orders(members, least=1))
    ends = st.floats(-1, 1, width=32)
    groups = data.draw(arrays(np.float32, (len(GROUPS), 3), elements=ends))
    criteria = data.draw(arrays(np.float32, (len(CRITERIA), 3), elements=ends))
    requirement = Requirement(weights=from_ranking(order, members))
    drawn = [
        expected_weights(requirement.weights, CATALOGUE),
        *drawn_weights(requirement.weights, CATALOGUE, groups, criteria).T,
    ]

    for weights in drawn:
        found = {member: weight_of(member, weights) for member in members}
        ranked = [found[member] for member in order]

        assert sorted(ranked, reverse=True) == ranked
        assert (
            max([found[member] for member in members if member not in order], default=0.0)
            <= ranked[-1]
        )


def test_one_that_is_ranked_alone_is_the_first() -> None:
    """As in a whole order; each of the others has all the places behind it."""
    whole, partial = from_ranking(GROUPS[::-1], GROUPS), from_ranking(["operations"], GROUPS)

    assert partial["operations"] == whole["operations"] == pytest.approx((0.4, 0.5209))
    assert {partial[group] for group in GROUPS[:3]} == {(whole["product"][0], whole["team"][1])}


@pytest.mark.parametrize("family", FAMILIES)
def test_the_last_need_not_be_named(family: str) -> None:
    """It is the only one that is left."""
    members = FAMILIES[family]

    assert from_ranking(members[:-1], members) == from_ranking(members, members)


def test_an_empty_order_says_nothing() -> None:
    """All stay unset, and the model's own intervals hold."""
    assert from_ranking([], GROUPS) == {}


def test_the_first_of_two_weighs_more_than_the_second() -> None:
    """From two thirds to three quarters."""
    shares = from_ranking(["a", "b"], ["a", "b"])

    assert shares == {"a": (0.6666, 0.75), "b": (0.25, 0.3334)}


@pytest.mark.parametrize("order", [["team", "team"], ["maturity"]])
def test_an_order_of_something_else_is_refused(order: list[str]) -> None:
    """Named twice, or not in the family."""
    with pytest.raises(ValueError, match="must name members"):
        from_ranking(order, GROUPS)


@given(data=st.data(), family=families)
def test_swings_can_be_met(data: st.DataObject, family: str) -> None:
    """Whatever the sliders say, a link takes it, and what is untouched stays unset."""
    members = FAMILIES[family]
    points = data.draw(swings(members))
    shares = from_swings(points, members)

    assert set(shares) <= set(points)
    assert accepted(shares)


@given(data=st.data(), family=families)
def test_a_swing_interval_holds_every_share_that_its_points_allow(
    data: st.DataObject, family: str
) -> None:
    """Any points within the sliders, the largest of them at the top, give shares inside."""
    members = FAMILIES[family]
    points = data.draw(swings(members))
    ends = {member: points.get(member, (0.0, 100.0)) for member in members}
    top = max(high for _, high in ends.values())
    drawn = {member: data.draw(st.floats(low, high)) for member, (low, high) in ends.items()}
    drawn[data.draw(st.sampled_from([m for m in members if ends[m][1] == top]))] = top
    shares = from_swings(points, members)

    for member, (low, high) in shares.items():
        assert low - EXACT <= drawn[member] / sum(drawn.values()) <= high + EXACT


def test_exact_swings_give_their_proportions() -> None:
    """100, 50, 30 and 20 points of 200."""
    shares = from_swings(
        {"a": (100, 100), "b": (50, 50), "c": (30, 30), "d": (20, 20)}, ["a", "b", "c", "d"]
    )

    assert shares == {"a": (0.5, 0.5), "b": (0.25, 0.25), "c": (0.15, 0.15), "d": (0.1, 0.1)}


def test_a_swing_worth_half_the_best_has_at_most_a_third() -> None:
    """Since another one is worth 100, whichever it is."""
    assert from_swings({"team": (0, 50)}, GROUPS) == {"team": (0.0, 0.3334)}


def test_the_best_swing_has_at_least_its_equal_part() -> None:
    """No other is worth more."""
    assert from_swings({"team": (100, 100)}, GROUPS) == {"team": (0.25, 1.0)}


@given(data=st.data(), family=families)
def test_a_higher_swing_never_gives_a_lower_share(data: st.DataObject, family: str) -> None:
    """Raising both ends of one slider raises both ends of its share, up to rounding."""
    members = FAMILIES[family]
    points = data.draw(swings(members).filter(bool))
    member = data.draw(st.sampled_from(sorted(points)))
    low = points[member][0]
    raised = {**points, member: (data.draw(st.floats(low, 100)), 100.0)}
    before, after = from_swings(points, members), from_swings(raised, members)
    if not before:
        return

    assert after[member][0] >= before[member][0] - ROUNDED
    assert after[member][1] >= before[member][1] - ROUNDED


def test_swings_that_are_all_worth_nothing_say_nothing() -> None:
    """They have no proportions."""
    assert from_swings(dict.fromkeys(GROUPS, (0, 0)), GROUPS) == {}


@pytest.mark.parametrize("pair", [(-1, 5), (5, 4), (0, 101)])
def test_a_swing_outside_its_scale_is_refused(pair: tuple[float, float]) -> None:
    """From 0 to 100, the low end first."""
    with pytest.raises(ValueError, match="0 <= low <= high <= 100"):
        from_swings({"team": pair}, GROUPS)


@pytest.mark.parametrize("name", AHP)
def test_the_consistency_ratio_is_as_published(name: str) -> None:
    """With the random index that the source names."""
    case = AHP[name]
    found = consistency_ratio(
        judged(case), case["criteria"], case["params"]["random_index"]["value"]
    )

    assert found == pytest.approx(
        case["expected"]["consistency_ratio"], abs=case["tolerance"]["consistency_ratio"]
    )


@pytest.mark.parametrize("name", ["ahp-wikipedia-leader-experience", "ahp-wikipedia-car-passenger"])
def test_weights_are_as_published_where_both_methods_agree(name: str) -> None:
    """Geometric mean and eigenvector agree on three members, and wherever the answers fit."""
    case = AHP[name]
    found = pairwise_weights(judged(case), case["criteria"])

    assert found == pytest.approx(case["expected"]["weights"], abs=case["tolerance"]["weights"])


@pytest.mark.parametrize("name", AHP)
def test_complete_comparisons_give_the_geometric_mean(name: str) -> None:
    """Of each row of the matrix."""
    case = AHP[name]
    means = np.exp(np.log(case["pairwise"]).mean(axis=1))

    assert pairwise_weights(judged(case), case["criteria"]) == pytest.approx(means / means.sum())


def test_the_worst_triad_is_as_published() -> None:
    """R's MCDA package: 0.792 on its example."""
    case = AHP["ahp-rmcda-style-consistency"]
    triad = worst_triad(judged(case), case["criteria"])

    assert triad is not None
    assert triad.inconsistency == pytest.approx(
        case["expected"]["koczkodaj"], abs=case["tolerance"]["koczkodaj"]
    )


@given(weights=st.lists(st.floats(0.05, 1), min_size=3, max_size=5), data=st.data())
def test_comparisons_that_fit_give_their_weights_back(
    weights: list[float], data: st.DataObject
) -> None:
    """From any of them that connect all; their ratio and their worst triad are zero."""
    members = tuple("abcde"[: len(weights)])
    value = dict(zip(members, weights, strict=True))
    pairs = data.draw(comparisons(members, RULES.scale))
    ratios = {(one, other): value[one] / value[other] for one, other in pairs}
    triad = worst_triad(ratios, members)

    assert pairwise_weights(ratios, members) == pytest.approx(np.array(weights) / sum(weights))
    assert consistency_ratio(ratios, members, 1.0) in (None, pytest.approx(0, abs=1e-9))
    assert triad is None or triad.inconsistency == pytest.approx(0, abs=1e-9)


@given(data=st.data(), family=compared)
def test_comparisons_can_be_met_and_hold_their_weights(data: st.DataObject, family: str) -> None:
    """The interval holds the weight of the answers as given, and a link takes it."""
    members = FAMILIES[family]
    ratios = data.draw(comparisons(members, RULES.scale))
    shares = from_pairwise(ratios, members, RULES)
    weights = pairwise_weights(ratios, members)

    for weight, (low, high) in zip(weights, shares.values(), strict=True):
        assert low - EXACT <= weight <= high + EXACT
    assert accepted(shares)


@given(data=st.data(), family=compared)
def test_turning_every_comparison_round_changes_nothing(data: st.DataObject, family: str) -> None:
    """A over B by three is B over A by a third."""
    members = FAMILIES[family]
    ratios = data.draw(comparisons(members, RULES.scale))
    turned = {(other, one): 1 / ratio for (one, other), ratio in ratios.items()}

    assert from_pairwise(turned, members, RULES) == from_pairwise(ratios, members, RULES)


def test_comparisons_that_connect_nothing_are_refused_by_name() -> None:
    """What is missing is said."""
    ratios = {("product", "team"): 3.0, ("engineering", "operations"): 1.0}
    with pytest.raises(
        RequirementError, match="compare product or team with engineering or operations"
    ):
        from_pairwise(ratios, GROUPS, RULES)

    assert components(ratios, GROUPS) == (("product", "team"), ("engineering", "operations"))


def test_too_many_members_are_refused() -> None:
    """Fifteen would be a hundred and five comparisons."""
    members = tuple("abcdef")
    with pytest.raises(RequirementError, match="at most 5 members"):
        from_pairwise({("a", other): 1.0 for other in members[1:]}, members, RULES)


def test_a_circle_is_the_worst_triad() -> None:
    """a over b over c over a, and d fits."""
    ratios = {("a", "b"): 3.0, ("b", "c"): 3.0, ("c", "a"): 3.0, ("d", "a"): 1.0, ("d", "b"): 3.0}
    triad = worst_triad(ratios, "abcd")

    assert triad is not None
    assert set(triad.members) == {"a", "b", "c"}


def test_a_ratio_needs_every_comparison() -> None:
    """No random index is known for a matrix with gaps."""
    assert consistency_ratio({("a", "b"): 3.0, ("b", "c"): 3.0}, "abc", 0.525) is None


@pytest.mark.parametrize("count", RULES.random_index.values)
def test_the_random_index_is_what_random_answers_give(count: int) -> None:
    """The mean over answers drawn anew from Saaty's seventeen steps, within two per cent."""
    rng = np.random.default_rng(3)
    size = 20_000
    steps = np.array([1 / step for step in range(9, 1, -1)] + list(range(1, 10)))
    matrices = np.ones((size, count, count))
    for i, j in combinations(range(count), 2):
        matrices[:, i, j] = rng.choice(steps, size)
        matrices[:, j, i] = 1 / matrices[:, i, j]
    index = (np.linalg.eigvals(matrices).real.max(axis=1) - count) / (count - 1)

    assert index.mean() == pytest.approx(RULES.random_index.values[count], rel=0.02)
