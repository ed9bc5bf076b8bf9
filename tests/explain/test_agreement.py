"""Several people held against each other: agreement, what all accept, the compromise, beliefs."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from framework_compare import Requirement
from framework_compare.explain.agreement import Group, kendalls_w, mean_ranks, stance_of
from framework_compare.explain.agreement_beliefs import beliefs, enough_for, reweighing, ways_to
from framework_compare.explain.agreement_drivers import (
    differences,
    differing,
    drivers,
    taken_over,
    taking,
)
from framework_compare.explain.answers import answer_flips
from framework_compare.scoring.study import Study
from tests.people import ANALYST, ENGINEER, FIVE, IMPATIENT, SCIENTIST, SECURITY, group_of
from tests.strategies import requirements

DRAWS = 200
NO_TIES = np.array([[1, 6, 3, 2, 5, 4], [1, 5, 6, 4, 2, 3], [6, 3, 2, 5, 4, 1]], float)
TIES = np.array(
    [
        [1, 4.5, 2, 4.5, 3, 7.5, 6, 9, 7.5, 10],
        [2.5, 1, 2.5, 4.5, 4.5, 8, 9, 6.5, 10, 6.5],
        [2, 1, 4.5, 4.5, 4.5, 4.5, 8, 8, 8, 10],
    ]
)


@cache
def study(requirement: Requirement) -> Study:
    return Study(requirement, draws=DRAWS)


def group(*asked: Requirement) -> Group:
    return group_of([study(requirement) for requirement in asked])


@pytest.fixture(scope="module")
def five() -> Group:
    """Five roles who want different things."""
    return group_of([Study(person.requirement) for person in FIVE])


@pytest.mark.parametrize(("ranks", "w"), [(NO_TIES, "0.16"), (TIES, "0.828")])
def test_published_cases_come_out(ranks: np.ndarray, w: str):
    """Siegel (1956), Nonparametric statistics, pages 230 and 234; the second is Kendall's own."""
    assert f"{float(kendalls_w(ranks)):.{len(w) - 2}f}" == w


def test_four_judges_of_three_competitors():
    """ProofWiki, Kendall's Coefficient of Concordance, Arbitrary Example 1."""
    ranks = np.array([[1, 3, 2], [1, 2, 3], [2, 3, 1], [3, 1, 2]], float)

    assert float(kendalls_w(ranks)) == pytest.approx(1 / 16)


def test_ties_share_the_mean_of_their_ranks():
    """As in the published cases."""
    assert mean_ranks(np.array([0, 2, 2, 1, 4])).tolist() == [1, 3.5, 3.5, 2, 5]


@given(st.lists(st.lists(st.integers(0, 4), min_size=4, max_size=4), min_size=2, max_size=6))
def test_w_is_between_none_and_all(people: list[list[int]]):
    """Whatever ties there are; where all tie everything there is none."""
    w = float(kendalls_w(np.stack([mean_ranks(np.array(better)) for better in people])))

    if all(len(set(better)) == 1 for better in people):
        assert np.isnan(w)
    else:
        assert 0 <= w <= 1


@given(st.lists(st.integers(0, 4), min_size=3, max_size=6), st.integers(2, 12))
def test_the_same_ranking_agrees_wholly(better: list[int], people: int):
    """Ties or not, unless everything ties."""
    w = float(kendalls_w(np.stack([mean_ranks(np.array(better))] * people)))

    assert len(set(better)) == 1 or w == pytest.approx(1)


@given(requirements(), st.integers(2, 12))
@hypothesis_settings(max_examples=5)
def test_identical_people_agree_on_their_champion(asked: Requirement, count: int):
    """Nobody gives up anything, nobody would flip it, and nothing drives a disagreement."""
    found = group_of([study(asked)] * count)

    assert found.concordance is not None
    assert found.concordance.w == found.concordance.low == pytest.approx(1)
    assert found.compromise == study(asked).champion
    assert found.widest is None
    assert drivers(found) == ()
    assert beliefs(found, count - 1) == ()
    assert {each.compromise for each in found.without} <= {found.compromise}


@given(st.lists(requirements(musts=True), min_size=1, max_size=4))
@hypothesis_settings(max_examples=12)
def test_what_holds_of_any_group(asked: list[Requirement]):
    """The compromise, what is acceptable, and how far they agree."""
    found = group(*asked)

    for option in found.acceptable:
        for each in found.studies:
            assert not each.screening.failed(option)
            assert option in each.options.names
    if found.compromise is None:
        assert not found.shared
    else:
        least = found.losses(found.compromise)[0].points
        assert all(found.losses(other)[0].points >= least - 1e-6 for other in found.shared)
    if found.concordance is not None:
        assert 0 <= found.concordance.low <= found.concordance.high <= 1
        assert 0 <= found.concordance.w <= 1
        assert -1 <= found.concordance.correlation <= 1
    shares = [driver.share for driver in drivers(found)]
    assert not shares or sum(shares) == pytest.approx(1)


@given(requirements(musts=True))
@hypothesis_settings(max_examples=8)
def test_one_persons_compromise_is_their_champion(asked: Requirement):
    """And agreement is not spoken of."""
    found = group(asked)

    assert found.compromise == study(asked).champion
    assert found.concordance is None
    assert found.without == ()


def test_the_order_of_people_changes_nothing(five: Group):
    """They are places, not ranks."""
    turned = Group(five.studies[::-1], five.stances[::-1])

    assert turned.compromise == five.compromise
    assert turned.acceptable == five.acceptable
    assert turned.w == pytest.approx(five.w)
    assert [each.row for each in drivers(turned)] == [each.row for each in drivers(five)]


def test_nobody_is_a_group_too():
    """Without anything to say."""
    found = group_of([])

    assert (found.options, found.compromise, found.acceptable) == ((), None, ())
    assert (found.concordance, found.without, found.widest) == (None, (), None)


def test_a_stance_is_the_verdicts_draws():
    """How often a family has none ahead of it is the share that the verdict says, ties aside."""
    asked = study(ANALYST.requirement)
    stance = stance_of(asked)
    first = {
        name: float((stance.better[row] == 0).mean()) for row, name in enumerate(asked.ground.names)
    }

    for family in asked.verdict.families:
        assert first[family.family] == pytest.approx(family.share, abs=1e-9)


def test_who_cannot_rank_is_left_out_and_makes_nothing_acceptable():
    """Said of the group, and of the others."""
    found = group(ANALYST.requirement, ANALYST.requirement, IMPATIENT.requirement)

    assert found.choosing == (0, 1)
    assert found.acceptable == ()
    assert found.accepted
    assert found.compromise == study(ANALYST.requirement).champion
    assert found.without[2].acceptable == found.accepted


def test_disjoint_shortlists_leave_nothing_in_common():
    """No option is on both tables."""
    one = ANALYST.requirement.with_answers(considered=["streamlit", "dash"])
    other = ANALYST.requirement.with_answers(considered=["flask", "django"])
    found = group(one, other)

    assert (found.shared, found.compromise, found.acceptable) == ((), None, ())
    assert found.concordance is None
    assert len(found.options) > 2


def test_musts_that_no_draw_meets_leave_no_agreement_to_measure(five: Group):
    """Everything ties in every draw, whatever the scores say."""
    (calm,) = {place for place, person in enumerate(FIVE) if person is ANALYST}
    stance = five.stances[calm]
    level = replace(stance, better=np.zeros_like(stance.better))
    found = Group([five.studies[calm]] * 2, [level] * 2)

    assert found.w == pytest.approx(1)
    assert found.concordance is None


def test_leaving_is_told_by_what_does_not_hang_on_their_number(five: Group):
    """The mean rank correlation of the others, recomputed pair by pair."""
    for each in five.without:
        left = [place for place in range(5) if place != each.place]
        rest = Group([five.studies[p] for p in left], [five.stances[p] for p in left])
        assert each.correlation is not None
        ranks = rest._ranks
        pairs = [np.corrcoef(a, b)[0, 1] for i, a in enumerate(ranks) for b in ranks[i + 1 :]]
        # Without ties the two are the same number.
        assert each.correlation == pytest.approx(float(np.mean(pairs)))


def test_taking_everything_over_makes_the_other(five: Group):
    """All answers that differ together are the whole difference."""
    one, other = ENGINEER.requirement, SCIENTIST.requirement
    fields = [field for each in differing(one, other) for field in each]

    assert taking(one, other, fields) == other


def test_a_difference_is_the_leads_change(five: Group):
    """Scored anew from the start, with that one answer taken over."""
    one, other = study(ANALYST.requirement), study(SECURITY.requirement)
    mine, theirs = str(one.champion), str(other.champion)

    def lead(asked: Requirement) -> float:
        scored = study(asked)
        places = [scored.options.names.index(option) for option in (mine, theirs)]
        return float(scored.scores[places[0]] - scored.scores[places[1]])

    found = differences(one, other)

    assert found[0].fields == ("needs", "not_needed")
    for each in found[:3]:
        after = taking(one.requirement, other.requirement, each.fields)
        assert each.points == pytest.approx(lead(one.requirement) - lead(after))


def test_the_fewest_answers_are_taken_from_whoever_is_asked(five: Group):
    """Of three who have the same first choice."""
    engineer, others = five.studies[0], [five.studies[place] for place in (1, 3, 4)]
    found = ways_to(engineer, "streamlit", tuple(other.requirement for other in others))
    lengths = [len(taken) for other in others if (taken := taken_over(engineer, other))]

    assert found.taken == taken_over(engineer, others[found.whose])
    assert len(found.taken) == min(lengths)


def test_what_is_taken_over_makes_the_others_choice_lead(five: Group):
    """And none of it can be spared."""
    done = 0
    for one in five.studies:
        for other in five.studies:
            taken = taken_over(one, other)
            if taken:
                done += 1
                fields = [field for each in taken for field in each]
                after = taking(one.requirement, other.requirement, fields)
                assert one.of(after).champion == other.champion
                for spared in taken if len(taken) > 1 else ():
                    rest = [field for each in taken if each != spared for field in each]
                    less = taking(one.requirement, other.requirement, rest)
                    assert one.of(less).champion != other.champion

    assert done >= 4


def test_each_belief_would_do_it(five: Group):
    """The answer and the weight, each set by itself, put the other's choice first."""
    seen = {"answer": 0, "weight": 0}
    for place, one in enumerate(five.studies):
        flips = answer_flips(one)
        for belief in beliefs(five, place):
            assert all(five.champions[holder] == belief.option for holder in belief.holders)
            answer = enough_for(belief, flips)
            if answer is not None:
                seen["answer"] += 1
                changed = one.answering(**{answer.field: answer.after})
                assert changed.champion == belief.option
            weight = reweighing(one, belief.option)
            if weight is not None:
                seen["weight"] += 1
                own = {**one.requirement.weights, weight.weight: (weight.share, weight.share)}
                changed = one.answering(weights={str(k): list(v) for k, v in own.items()})
                assert changed.champion == belief.option

    assert min(seen.values()) >= 1


@given(requirements(goal=True))
@hypothesis_settings(max_examples=6)
def test_a_weight_that_is_named_is_enough(asked: Requirement):
    """For whatever option; what is on no weight's path is not named."""
    one = study(asked)
    for option in one.options.names[:6]:
        found = reweighing(one, option)
        if found is not None:
            own = {str(found.weight): [found.share, found.share]}
            assert one.answering(weights=own).champion == option
