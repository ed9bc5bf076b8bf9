"""Whatever weights a widget, a link or a file can carry: a verdict, or a refusal saying where."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from framework_compare import (
    Catalogue,
    Requirement,
    RequirementError,
    from_query,
    load_catalogue,
    recommend,
)
from framework_compare.explain.sensitivity import paths
from framework_compare.explain.swings import swing_ends
from framework_compare.explain.weights import weight_flips
from framework_compare.requirement.model import SUM_TOLERANCE
from framework_compare.requirement.parsing import parse_json, parse_requirement
from framework_compare.scoring.study import Study
from framework_compare.scoring.weights import expected_weights, families, share_ranges
from framework_compare.vocabulary import GOALS, GROUPS
from tests.strategies import any_weights, examples

RULES = load_catalogue().elicitation.pairwise
EXACT = 1e-9
FEW = 200
"""Draws that show whether a verdict comes out."""
HUGE = ("1e400", "9" * 309, "9" * 400, "9" * 5000)
Weights = dict[str, tuple[float, float]]


def from_python(weights: Weights) -> Requirement | None:
    try:
        return Requirement(weights=weights)
    except ValidationError as error:
        found = str(error)
    assert "weights." in found
    return None


def from_file(weights: Weights) -> Requirement | None:
    try:
        return parse_requirement(parse_json(json.dumps({"weights": weights}), "file"))
    except RequirementError as error:
        found = error.problems
    assert all(problem.path.startswith("weights.") for problem in found)
    return None


def from_link(weights: Weights) -> Requirement | None:
    requirement, problems = from_query(
        {"weights": [f"{key}:{low!r}:{high!r}" for key, (low, high) in weights.items()]}
    )
    assert all(problem.path.startswith("weights.") for problem in problems)
    return None if problems else requirement


@given(weights=any_weights(RULES))
@settings(max_examples=examples(100))
def test_python_files_and_links_take_and_refuse_the_same_weights(weights: Weights) -> None:
    """And each refusal has a path."""
    found = from_python(weights)

    assert [found, found] == [from_file(weights), from_link(weights)]


@given(weights=any_weights(RULES), seed=st.integers(0, 99))
@settings(max_examples=examples(300))
def test_weights_that_are_taken_are_shares(
    catalogue: Catalogue, weights: Weights, seed: int
) -> None:
    """They are never negative, sum to one, and lie within every bound.

    This holds at the middle, in draws and at the ends of every path.
    """
    requirement = from_python(weights)
    if requirement is None:
        return
    rng = np.random.default_rng(seed)
    for family in families(requirement.weights, catalogue):
        count = len(family.members)
        ends = rng.choice([-1.0, 1.0], (count, 20))
        places = np.hstack([np.zeros((count, 1)), rng.uniform(-1, 1, (count, 20)), ends])
        found = family.drawn(places.astype(np.float32))
        assert_shares(found)
        for row, (low, high) in family.bounds.items():
            assert found[row].min() >= low - EXACT
            assert found[row].max() <= high + EXACT
    assert_shares(expected_weights(requirement.weights, catalogue)[:, None])
    for path in paths(Study(requirement, catalogue)):
        assert_shares(path.weights)
        assert path.knots[0] - EXACT <= path.today <= path.knots[-1] + EXACT
        assert all(np.diff(path.knots) > 0)
    for share in share_ranges(requirement.weights, catalogue).values():
        assert -EXACT <= share.low <= share.expected + EXACT <= share.high + 2 * EXACT


@given(weights=any_weights(RULES), goal=st.sampled_from(GOALS))
@example(weights={"engineering": (0.6, 0.85), "operations": (0.35, 1.0)}, goal="rest_api")
@settings(max_examples=examples(40))
def test_weights_that_are_taken_give_a_verdict(
    catalogue: Catalogue, weights: Weights, goal: str
) -> None:
    """With what would change it, and what each weight is about."""
    requirement = from_link(weights)
    if requirement is None:
        return
    requirement = requirement.with_answers(goal=goal)

    assert recommend(requirement, catalogue, draws=FEW).champion
    assert weight_flips(Study(requirement, catalogue)).champion
    assert swing_ends(Study(requirement, catalogue))


def assert_shares(found: np.ndarray) -> None:
    """Each column holds shares of one whole."""
    assert found.min() >= 0
    assert found.sum(axis=0) == pytest.approx(np.ones(found.shape[1]), abs=EXACT, rel=0)


@pytest.mark.parametrize(
    ("low", "high"),
    [("team:0.6:0.85", "operations:0.35:1"), ("team:0.6:0.6", "operations:0.4:0.4")],
)
def test_a_link_to_the_edge_opens(catalogue: Catalogue, low: str, high: str) -> None:
    """Where what is left is nothing but rounding."""
    requirement, problems = from_query({"goal": ["rest_api"], "weights": [low, high]})

    assert not problems
    assert recommend(requirement, catalogue).champion


@pytest.mark.parametrize("miss", [0.5, 1.0])
@pytest.mark.parametrize("end", [0, 1])
def test_what_rounding_may_miss_is_taken_out_again(
    catalogue: Catalogue, miss: float, end: int
) -> None:
    """Lows above the whole and highs below it, within the tolerance, still sum to one as shares."""
    away = SUM_TOLERANCE * miss * (1 if end == 0 else -1)
    pair = (0.25, 1.0) if end == 0 else (0.0, 0.25)
    last = (0.25 + away, 1.0) if end == 0 else (0.0, 0.25 + away)
    weights = dict.fromkeys(GROUPS[:-1], pair) | {GROUPS[-1]: last}
    found = expected_weights(Requirement(weights=weights).weights, catalogue)

    assert found.min() >= 0
    assert found.sum() == pytest.approx(1, abs=1e-12)


@pytest.mark.parametrize(
    ("weights", "path"),
    [
        (dict.fromkeys(GROUPS, (0.1, 0.2)), f"weights.{'+'.join(GROUPS)}: highs of the groups"),
        ({"product": (0.9, 1), "team": (0.9, 1)}, "weights.product+team: lows of the groups"),
        ({"maturity": (0.8, 1), "hosting_fit": (0.8, 1)}, "lows of the criteria of operations"),
    ],
)
def test_python_refuses_what_no_shares_can_meet(weights: Weights, path: str) -> None:
    """As a file is refused, with the path."""
    with pytest.raises(ValidationError, match=path.replace("+", r"\+")) as caught:
        Requirement(weights=weights)

    assert [detail["loc"] for detail in caught.value.errors()] == [("weights",)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("weights.team", '"weights": {{"team": [0, {0}]}}'),
        ("peak_concurrent_users", '"peak_concurrent_users": {0}'),
        ("weeks_to_first_release", '"weeks_to_first_release": {0}'),
        ("name", '"name": {0}'),
    ],
)
@pytest.mark.parametrize("number", HUGE, ids=len)
def test_a_file_with_a_number_beyond_all_bounds_is_refused_by_its_path(
    name: str, text: str, number: str
) -> None:
    """Beyond floats, and beyond the digits that Python reads."""
    with pytest.raises(RequirementError) as caught:
        parse_requirement(parse_json("{" + text.format(number) + "}", "file", huge=True), "file")

    assert [problem.path for problem in caught.value.problems] == [name]


@pytest.mark.parametrize("number", HUGE, ids=len)
def test_a_link_with_a_number_beyond_all_bounds_is_refused_by_its_path(number: str) -> None:
    """The rest still applies."""
    query = {
        "peak_concurrent_users": [number],
        "weeks_to_first_release": [number],
        "weights": [f"team:0:{number}"],
    }
    requirement, problems = from_query(query | {"goal": ["rest_api"]})

    assert Requirement(goal="rest_api") == requirement
    assert {"peak_concurrent_users", "weeks_to_first_release", "weights.team"} == {
        p.path for p in problems
    }


@pytest.mark.parametrize("digits", [309, 400, 5000])
@pytest.mark.parametrize("field", ["peak_concurrent_users", "weeks_to_first_release", "weights"])
def test_python_refuses_a_number_beyond_all_bounds(field: str, digits: int) -> None:
    """Pydantic's error, not an overflow."""
    number = 10 ** (digits - 1)
    with pytest.raises(ValidationError, match=field):
        Requirement.model_validate({field: {"team": (0, number)} if field == "weights" else number})
