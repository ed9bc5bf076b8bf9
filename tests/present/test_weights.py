"""Weights in frames and in words."""

from __future__ import annotations

import pytest
from hypothesis import given

from framework_compare import Catalogue, Requirement
from framework_compare.present.weights import (
    INDENT,
    OWN,
    weight_ranges_alt,
    weight_rows,
    weights_effect,
    weights_in_words,
)
from framework_compare.scoring.study import Study
from framework_compare.scoring.weights import share_ranges
from framework_compare.vocabulary import CRITERIA, GROUPS, VALUE_TREE
from tests.strategies import own_weights

TEAM = Requirement(goal="rest_api", weights={"team": (0.2, 0.4)})


@given(weights=own_weights())
def test_expected_shares_add_up_to_the_whole(catalogue: Catalogue, weights: dict) -> None:
    """Over the groups, and over the criteria; each lies within its range."""
    rows = weight_rows(Study(Requirement(weights=weights), catalogue))
    leaves = rows["name"].str.startswith(INDENT)

    assert (len(GROUPS), len(CRITERIA)) == ((~leaves).sum(), leaves.sum())
    assert rows.loc[~leaves, "expected"].sum() == pytest.approx(100, abs=0.05)
    assert rows.loc[leaves, "expected"].sum() == pytest.approx(100, abs=0.1)
    assert (rows["low"] <= rows["expected"] + 0.01).all()
    assert (rows["expected"] <= rows["high"] + 0.01).all()


@given(weights=own_weights())
def test_only_what_is_set_is_marked_as_set(catalogue: Catalogue, weights: dict) -> None:
    """In the frame and in the chart's words; the record has all that was said.

    What holds the model's own range sets nothing; what is narrower by more than a per cent does.
    """
    requirement = Requirement(weights=weights)
    rows = weight_rows(Study(requirement, catalogue))
    order = [m for group in GROUPS for m in (group, *VALUE_TREE[group])]
    marked = {m for m, whose in zip(order, rows["whose"], strict=True) if whose == OWN}
    plain = share_ranges({}, catalogue)
    for member, (low, high) in weights.items():
        if low <= plain[member].low and high >= plain[member].high:
            assert member not in marked
        if low > plain[member].low + 0.01 or high < plain[member].high - 0.01:
            assert member in marked

    assert marked <= set(weights)
    assert len(weights_in_words(requirement, catalogue)) == len(weights)
    assert ("Nothing is set by you." in weight_ranges_alt(rows)) == (not marked)


def test_a_group_is_of_the_whole_and_a_criterion_of_its_group(catalogue: Catalogue) -> None:
    """Shares in words, one number where both ends are the same."""
    requirement = Requirement(weights={"team": (0.2, 0.4), "maturity": (0.5, 0.5)})

    assert weights_in_words(requirement, catalogue) == (
        "The team: 20% to 40% of the whole",
        "Maturity: 50% of operations",
    )


def test_the_effect_of_weights_that_change_nothing_is_said(catalogue: Catalogue) -> None:
    """The same verdict twice."""
    study = Study(TEAM, catalogue, draws=1000)

    assert "leads with your weights and without them" in weights_effect(study, study)
    assert "plausible cases, as without them" in weights_effect(study, study)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"considered": ("flask",)}, "is the only option on the table"),
        (
            {
                "goal": "interactive_dashboard",
                "peak_concurrent_users": 10_000_000,
                "weeks_to_first_release": 0.1,
                "must_haves": ("peak_concurrent_users", "weeks_to_first_release"),
            },
            "Every option fails a must-have, whatever the weights.",
        ),
    ],
)
def test_where_nothing_can_change_that_is_said(
    catalogue: Catalogue, answers: dict, said: str
) -> None:
    """One option, or none."""
    study = Study(TEAM.with_answers(**answers), catalogue, draws=1000)

    assert said in weights_effect(study, study)
