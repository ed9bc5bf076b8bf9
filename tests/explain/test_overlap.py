"""No double counting: splitting a criterion buys no weight, and merging two counts them once."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from framework_compare import Requirement, load_catalogue
from framework_compare.explain.overlap import merged, merged_overlaps, merged_weights
from framework_compare.scoring.distributions import Floats
from framework_compare.scoring.study import Study
from framework_compare.scoring.weights import Family, drawn_weights, even_points, normal_quantile
from framework_compare.scoring.weights import families as families_of
from framework_compare.vocabulary import CRITERIA, GOALS, GROUPS, VALUE_TREE
from tests.strategies import FRAMEWORKS, requirements

CATALOGUE = load_catalogue()
CLOSE = {"rtol": 1e-5, "atol": 1e-9}
"""Exponents of draws are single precision."""
PLACES = st.floats(-1, 1)
SIZE = len(CRITERIA)
TWO = st.lists(st.sampled_from(CRITERIA), min_size=2, max_size=2, unique=True)


@st.composite
def families(draw: st.DrawFn) -> tuple[Family, int]:
    """Two to six criteria, how much each weighs and how far that is known, and one to split.

    Known as shares of one whole can be: of two, one is known as well as the other lets it.
    """
    count = draw(st.integers(2, 6))
    base = np.array(draw(st.lists(st.floats(0.05, 1), min_size=count, max_size=count)))
    apart = np.array(draw(st.lists(st.floats(0, 1), min_size=count, max_size=count)))
    drawn = base[:, None] * np.exp(apart[:, None] * normal_quantile(even_points(count)))
    spread = np.log(drawn / drawn.sum(axis=0)).std(axis=1)
    return family_of(base / base.sum(), spread), draw(st.integers(0, count - 1))


def family_of(base: Floats, spread: Floats, bounds: dict | None = None) -> Family:
    """Criteria, whatever they are called."""
    return Family(("",) * len(base), base, spread, bounds or {})


@st.composite
def weights(draw: st.DrawFn) -> Floats:
    """Any weights of the criteria, some of them nothing."""
    drawn = np.array(
        draw(st.lists(st.just(0.0) | st.floats(0.01, 1), min_size=SIZE, max_size=SIZE))
    )
    return drawn / drawn.sum() if drawn.any() else np.full(SIZE, 1 / SIZE)


def split(family: Family, member: int, proportion: float) -> Family:
    """The same criteria with one of them divided in two; the second half comes last.

    Each half is known as well as the whole was.
    """
    base = family.base.copy()
    base[member] *= proportion
    base = np.append(base, family.base[member] * (1 - proportion))
    return family_of(base, np.append(family.spread, family.spread[member]), family.bounds)


def vary_as_known(family: Family) -> bool:
    """Whether shares come to vary as far as they are said to."""
    drawn = np.log(family.drawn(even_points(len(family.base)))).std(axis=1)
    return bool(np.allclose(drawn, family.spread, rtol=0.1, atol=0.01))


def in_groups(weights: Floats) -> Floats:
    """What each group weighs."""
    return np.array(
        [sum(weights[CRITERIA.index(name)] for name in VALUE_TREE[group]) for group in GROUPS]
    )


@given(families(), st.floats(0.01, 0.99))
def test_splitting_a_criterion_moves_no_other_weight(
    found: tuple[Family, int], proportion: float
) -> None:
    """Not what the score uses: the halves weigh what the whole did, the others what they did."""
    family, member = found
    others = np.delete(np.arange(len(family.base)), member)
    whole, halves = family.expected(), split(family, member, proportion).expected()

    assert halves[others] == pytest.approx(whole[others])
    assert halves[member] + halves[-1] == pytest.approx(whole[member])


@given(families(), st.floats(0.01, 0.99))
@settings(max_examples=25)
def test_splitting_a_criterion_moves_no_other_weight_on_average(
    found: tuple[Family, int], proportion: float
) -> None:
    """Over many draws, in which each half errs on its own."""
    family, member = found
    others = np.delete(np.arange(len(family.base)), member)
    halves = split(family, member, proportion)
    whole_mean, halves_mean = (
        each.drawn(even_points(len(each.base))).mean(axis=1) for each in (family, halves)
    )

    assert halves_mean[others] == pytest.approx(whole_mean[others], abs=2e-3)
    assert halves_mean[member] + halves_mean[-1] == pytest.approx(whole_mean[member], abs=2e-3)


@given(families(), st.floats(0.01, 0.99))
@settings(max_examples=25)
def test_halves_that_are_drawn_apart_reach_no_further_than_the_whole(
    found: tuple[Family, int], proportion: float
) -> None:
    """What both halves weigh together spreads no wider than what the whole weighed.

    Between the ends of nine draws of ten, to three per cent of everything; where halves can vary as
    the whole did, which beside one great share that is well known they cannot.
    """
    family, member = found
    halves = split(family, member, proportion)
    assume(vary_as_known(halves))
    whole = family.drawn(even_points(len(family.base)))[member]
    together = halves.drawn(even_points(len(halves.base)))[[member, -1]].sum(axis=0)
    before, after = (np.quantile(drawn, [0.05, 0.95]) for drawn in (whole, together))

    assert np.ptp(after) <= np.ptp(before) + 0.03


@given(families(), st.floats(0.01, 0.99), st.floats(0.05, 0.6))
def test_splitting_raises_nothing_where_a_share_is_set_by_hand(
    found: tuple[Family, int], proportion: float, share: float
) -> None:
    """A share that the user fixed stays, and the others keep theirs."""
    family, member = found
    fixed = (member + 1) % len(family.base)
    family = family_of(family.base, family.spread, {fixed: (share, share)})
    whole, halves = family.expected(), split(family, member, proportion).expected()
    others = np.delete(np.arange(len(family.base)), member)

    assert halves[fixed] == pytest.approx(share)
    assert halves[others] == pytest.approx(whole[others])


@given(families(), st.floats(0.05, 0.9), st.floats(0.01, 0.99))
@settings(max_examples=25)
def test_a_group_weighs_the_same_whatever_the_number_of_its_leaves(
    found: tuple[Family, int], group: float, proportion: float
) -> None:
    """In every draw: its leaves divide its share, and one more leaf divides the same share."""
    family, member = found
    for each in (family, split(family, member, proportion)):
        drawn = each.drawn(even_points(len(each.base)))

        assert np.allclose((group * drawn).sum(axis=0), group, **CLOSE)


@given(requirements(), st.lists(PLACES, min_size=4, max_size=4), st.integers(0, 2**32 - 1))
def test_groups_weigh_what_groups_were_given(
    requirement: Requirement, tops: list[float], seed: int
) -> None:
    """However many leaves each has, and wherever the leaves lie in their ranges."""
    top = np.array(tops)[:, None]
    leaves = np.random.default_rng(seed).uniform(-1, 1, (len(CRITERIA), 1))
    expected = families_of(requirement.weights, CATALOGUE)[0].drawn(top)[:, 0]

    drawn = drawn_weights(requirement.weights, CATALOGUE, top, leaves)[:, 0]

    assert np.allclose(in_groups(drawn), expected, **CLOSE)


@given(weights(), TWO)
def test_merging_keeps_the_whole_and_the_larger_weight(before: Floats, two: list[str]) -> None:
    """Weights still sum to one, and none is negative.

    One of the two weighs nothing, the other no less than before.
    """
    first, second = map(CRITERIA.index, two)
    after = merged_weights(before, first, second)

    assert after.sum() == pytest.approx(1)
    assert (after >= 0).all()
    assert min(after[first], after[second]) == 0
    assert max(after[first], after[second]) >= max(before[first], before[second])


@given(TWO)
def test_merging_changes_no_groups_say(two: list[str]) -> None:
    """While every leaf weighs something, as it does in the shipped weights."""
    before = Study(Requirement(), CATALOGUE).weights
    first, second = map(CRITERIA.index, two)

    assert in_groups(merged_weights(before, first, second)) == pytest.approx(in_groups(before))


def test_a_group_of_two_gives_its_say_to_the_merged_leaf() -> None:
    """Where nothing else in the group weighs anything."""
    before = np.zeros(len(CRITERIA))
    places = [CRITERIA.index(name) for name in ("use_case_fit", "stated_needs", "maturity")]
    before[places] = 0.5, 0.3, 0.2
    after = merged_weights(before, places[0], places[1])

    assert after[places] == pytest.approx([0.8, 0.0, 0.2])


def test_a_group_of_one_gives_its_say_to_all_others() -> None:
    """The merged leaf keeps what it weighed."""
    before = np.zeros(len(CRITERIA))
    places = [CRITERIA.index(name) for name in ("use_case_fit", "stated_needs", "maturity")]
    before[places] = 0.5, 0.3, 0.2
    after = merged_weights(before, places[0], places[2])

    assert after[places] == pytest.approx([0.5, 0.5, 0.0])


@given(requirements(musts=True), TWO)
def test_the_order_of_the_two_does_not_matter(requirement: Requirement, two: list[str]) -> None:
    """The same leader by the same lead."""
    one = merged(Study(requirement, CATALOGUE), two[0], two[1])
    other = merged(Study(requirement, CATALOGUE), two[1], two[0])

    assert one.leader == other.leader
    assert one.lead == pytest.approx(other.lead)


@given(requirements(musts=True))
@settings(max_examples=20)
def test_merging_what_weighs_nothing_changes_nothing(requirement: Requirement) -> None:
    """A criterion that the user gave no weight adds nothing, merged or not."""
    light = requirement.with_answers(weights={"running_cost": (0.0, 0.0)})
    study = Study(light, CATALOGUE)
    found = merged(Study(light, CATALOGUE), "scalability", "running_cost")

    assume(found.lead is not None)

    assert found.survives
    assert found.champion == study.champion
    assert found.weight == 0
    assert found.lead == pytest.approx(study.lead)
    assert found.today == pytest.approx(study.lead)


@given(requirements(musts=True))
@settings(max_examples=25)
def test_only_an_option_on_the_table_leads(requirement: Requirement) -> None:
    """Merging brings no excluded option back, and nobody leads by less than nothing."""
    scored = Study(requirement, CATALOGUE)
    order = scored.order
    names = {scored.options.names[option] for option in order}
    found = merged_overlaps(Study(requirement, CATALOGUE))

    assert all(merge.leader in names for merge in found) or not order
    assert all(merge.lead is None or merge.lead >= -1e-9 for merge in found)


def test_a_champion_that_is_nowhere_behind_survives_every_merge() -> None:
    """Whichever two are one: a mean of criteria on which nobody is ahead leaves nobody ahead."""
    unbeaten = []
    for goal, two in product(GOALS, combinations(FRAMEWORKS, 2)):
        requirement = Requirement(goal=goal, considered=two)
        scored = Study(requirement, CATALOGUE)
        order = scored.order
        if all((scored.fits[order[0]] >= scored.fits[option]).all() for option in order):
            unbeaten.append(requirement)

    assert unbeaten
    for requirement in unbeaten:
        assert all(merge.survives for merge in merged_overlaps(Study(requirement, CATALOGUE)))


def test_every_pair_of_one_effect_is_merged_alone() -> None:
    """In the register's order, and each as it comes out when asked for by itself."""
    requirement = Requirement(goal="interactive_dashboard", needs=("live_updates",))
    found = merged_overlaps(Study(requirement, CATALOGUE))
    flagged = [(o.first, o.second) for o in CATALOGUE.overlaps.values() if o.effect == "same"]

    assert [(merge.first, merge.second) for merge in found] == flagged
    assert found == tuple(
        merged(Study(requirement, CATALOGUE), first, second) for first, second in flagged
    )


def test_without_an_option_nobody_leads() -> None:
    """All fail a must-have."""
    nobody = Requirement(
        goal="interactive_dashboard",
        peak_concurrent_users=10_000_000,
        weeks_to_first_release=0.1,
        must_haves=("peak_concurrent_users", "weeks_to_first_release"),
    )
    found = merged(Study(nobody, CATALOGUE), "scalability", "running_cost")

    assert (found.champion, found.leader, found.lead) == (None, None, None)


def test_a_single_option_leads_over_nobody() -> None:
    """There is no lead to give."""
    found = merged(
        Study(Requirement(considered=("gradio",)), CATALOGUE), "scalability", "running_cost"
    )

    assert (found.leader, found.lead) == ("gradio", None)


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (
            "scalability",
            "scalability",
            "second: must differ from the first, got 'scalability' twice",
        ),
        ("speed", "scalability", "criterion: must be one of use_case_fit"),
    ],
)
def test_two_that_cannot_be_merged_are_refused(first, second, said: str) -> None:
    """With what is allowed."""
    with pytest.raises(ValueError, match=said):
        merged(Study(Requirement(), CATALOGUE), first, second)
