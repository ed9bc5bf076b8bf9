"""The four other methods: published cases, another library, and where methods usually break."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pymcdm.methods
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from framework_compare.scoring.methods import (
    competition_ranks,
    promethee_ii,
    topsis,
    vikor,
    vikor_measures,
    weighted_product,
)
from framework_compare.scoring.values import weighted_sum
from tests.strategies import decision_problems

HERE = Path(__file__).parents[1] / "data"
CASES = json.loads((HERE / "mcda.json").read_text())["cases"]
Problem = tuple[np.ndarray, np.ndarray]

METHODS: dict[str, Callable[..., np.ndarray]] = {
    "weighted product": weighted_product,
    "TOPSIS": topsis,
    "PROMETHEE II": lambda values, weights: promethee_ii(
        values, weights, indifference=0.1, preference=0.3
    ),
    "VIKOR": vikor,
}
every_method = pytest.mark.parametrize("method", METHODS.values(), ids=list(METHODS))


def cases_of(method: str) -> pytest.MarkDecorator:
    found = [case for case in CASES if case["method"] == method]
    return pytest.mark.parametrize("case", found, ids=[case["id"] for case in found])


def rising(case: dict) -> np.ndarray:
    """The matrix with costs negated, so that more is better everywhere."""
    signs = np.array([1 if direction == "max" else -1 for direction in case["directions"]])
    return np.array(case["matrix"], float) * signs


def ratios(case: dict) -> np.ndarray:
    """Each column against its best: x/max where more is better, min/x where less is."""
    matrix = np.array(case["matrix"], float)
    best = [
        c.max() if d == "max" else c.min()
        for c, d in zip(matrix.T, case["directions"], strict=True)
    ]
    return np.where(np.array(case["directions"]) == "max", matrix / best, best / matrix)


@cases_of("topsis")
def test_topsis_as_published(case: dict) -> None:
    """With vector normalisation and the case's ideals, or the best and worst of its options."""
    values = rising(case) / np.linalg.norm(case["matrix"], axis=0)
    weights = np.array(case["weights"], float)
    ideal, anti_ideal = values.max(axis=0), values.min(axis=0)
    if "ideal" in case["params"]:  # published weighted, and with costs as they stand
        signs = np.array([1 if direction == "max" else -1 for direction in case["directions"]])
        shares = signs * weights / weights.sum()
        ideal, anti_ideal = (
            np.array(case["params"][name]) / shares for name in ("ideal", "anti_ideal")
        )
    found = topsis(values, weights, ideal=ideal, anti_ideal=anti_ideal)

    assert found == pytest.approx(case["expected"]["scores"], abs=case["tolerance"]["scores"])
    assert competition_ranks(found, tie=1e-9).tolist() == case["expected"]["ranks"]


@cases_of("vikor")
def test_vikor_as_published(case: dict) -> None:
    """Best and worst of the options; S and R where the source prints them."""
    values, weights = rising(case), case["weights"]
    ends = {"best": values.max(axis=0), "worst": values.min(axis=0)}
    found = vikor(values, weights, **ends, v=case["params"]["v"], declared=False)

    assert found == pytest.approx(case["expected"]["Q"], abs=case["tolerance"]["Q"])
    assert (
        competition_ranks(found, tie=1e-9, lowest_first=True).tolist() == case["expected"]["ranks"]
    )
    for name, measure in zip("SR", vikor_measures(values, weights, **ends), strict=True):
        if name in case["expected"]:
            assert measure == pytest.approx(case["expected"][name], abs=case["tolerance"][name])


@cases_of("promethee2")
def test_promethee_ii_as_published(case: dict) -> None:
    """The usual, linear and V-shaped criteria are one function with other thresholds.

    The thresholds are zero, or lie apart.
    """
    kinds = case["params"]["preference"]
    found = promethee_ii(
        rising(case),
        case["weights"],
        indifference=[kind.get("q", 0) for kind in kinds],
        preference=[kind.get("p", 0) for kind in kinds],
    )

    assert found == pytest.approx(case["expected"]["phi_net"], abs=case["tolerance"]["phi_net"])
    assert competition_ranks(found, tie=1e-9).tolist() == case["expected"]["ranks"]


@cases_of("weighted_product")
def test_weighted_products_as_published(case: dict) -> None:
    """Values as shares of their column or of its best, as the case declares."""
    matrix = np.array(case["matrix"], float)
    values = (
        ratios(case)
        if case["params"]["normalisation"] == "max-ratio"
        else matrix / matrix.sum(axis=0)
    )
    found = weighted_product(values, case["weights"])
    expected = case["expected"]

    assert competition_ranks(found, tie=1e-9).tolist() == expected["ranks"]
    if "log10_scores" in expected:
        assert np.log10(found) == pytest.approx(
            expected["log10_scores"], abs=case["tolerance"]["log10_scores"]
        )
    else:
        assert found == pytest.approx(expected["scores"], abs=case["tolerance"]["scores"])


@cases_of("waspas")
def test_half_a_product_as_published(case: dict) -> None:
    """WASPAS is the mean of weighted sum and product; these published weights do not sum to one."""
    weights = np.array(case["weights"])
    product = weighted_product(ratios(case), weights) ** weights.sum()
    found = (weighted_sum(ratios(case), weights) + product) / 2

    assert found == pytest.approx(case["expected"]["scores"], abs=case["tolerance"]["scores"])
    assert competition_ranks(found, tie=1e-9).tolist() == case["expected"]["ranks"]


def ends_of(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return values.max(axis=0), values.min(axis=0)


@given(decision_problems(least_options=2))
def test_the_product_equals_pymcdm(problem: Problem) -> None:
    """Without its normalisation, on values above zero."""
    values, weights = problem[0] + 0.01, problem[1]
    # Here and below, its validation would warn of what random problems are full of.
    expected = pymcdm.methods.WPM(lambda x, cost: x)(
        values, weights, np.ones(len(weights)), validation=False
    )

    assert weighted_product(values, weights) == pytest.approx(expected, rel=1e-9)


@given(decision_problems(least_options=2))
def test_topsis_equals_pymcdm(problem: Problem) -> None:
    """Without its normalisation, and with ideals from the options, pymcdm gives the same.

    It divides by zero where all options are alike.
    """
    values, weights = problem
    ideal, anti_ideal = ends_of(values)
    assume(np.max(weights * (ideal - anti_ideal)) > 1e-6)
    expected = pymcdm.methods.TOPSIS(lambda x, cost: x)(
        values, weights, np.ones(len(weights)), validation=False
    )

    assert topsis(values, weights, ideal=ideal, anti_ideal=anti_ideal) == pytest.approx(
        expected, abs=1e-9
    )


@given(decision_problems(least_options=2), st.floats(0, 1))
def test_vikor_equals_pymcdm(problem: Problem, v: float) -> None:
    """With ends from the options, pymcdm gives the same.

    It refuses constant columns and divides by zero where S or R are constant.
    """
    values, weights = problem
    best, worst = ends_of(values)
    assume(np.min(best - worst) > 1e-6)
    assume(
        all(
            np.ptp(measure) > 1e-6
            for measure in vikor_measures(values, weights, best=best, worst=worst)
        )
    )
    expected = pymcdm.methods.VIKOR(v=v)(values, weights, np.ones(len(weights)), validation=False)
    found = vikor(values, weights, best=best, worst=worst, v=v, declared=False)

    assert found == pytest.approx(expected, abs=1e-9)


@given(decision_problems(least_options=2), st.floats(0, 0.4), st.floats(0.01, 0.5))
def test_promethee_ii_equals_pymcdm(problem: Problem, indifference: float, width: float) -> None:
    """Linear preference with an area of indifference; one option alone divides by zero there."""
    values, weights = problem
    q, p = [indifference] * len(weights), [indifference + width] * len(weights)
    expected = pymcdm.methods.PROMETHEE_II("vshape_2", p=p, q=q)(
        values, weights, np.ones(len(weights)), validation=False
    )

    assert promethee_ii(values, weights, indifference=q, preference=p) == pytest.approx(
        expected, abs=1e-9
    )


@given(decision_problems(least_options=2))
def test_with_fixed_ends_an_options_score_is_its_own(problem: Problem) -> None:
    """One more option changes no product, no closeness and no compromise of the others."""
    values, weights = problem
    for method in (weighted_product, topsis, vikor):
        assert method(values[:-1], weights) == pytest.approx(
            method(values, weights)[:-1], abs=1e-12
        )


@given(decision_problems(least_options=2), st.integers(1, 4))
def test_copies_within_a_family_change_no_flow(problem: Problem, copies: int) -> None:
    """Near-clones share: a family that is listed again and again still counts as one opponent."""
    values, weights = problem
    thresholds = {"indifference": 0.1, "preference": 0.3}
    families = [*range(len(values)), *[0] * copies]
    repeated = np.vstack([values, *[values[:1]] * copies])
    found = promethee_ii(repeated, weights, **thresholds, families=families)

    assert found[: len(values)] == pytest.approx(
        promethee_ii(values, weights, **thresholds), abs=1e-12
    )


@given(decision_problems(), st.data())
def test_a_better_value_never_worsens_the_place(problem: Problem, data: st.DataObject) -> None:
    """Monotone in every criterion, for all four."""
    values, weights = problem
    option = data.draw(st.integers(0, len(values) - 1))
    criterion = data.draw(st.integers(0, len(weights) - 1))
    better = values.copy()
    better[option, criterion] = data.draw(st.floats(float(values[option, criterion]), 1))
    for name, method in METHODS.items():
        sign = -1 if name == "VIKOR" else 1

        assert (
            sign * method(better, weights)[option] >= sign * method(values, weights)[option] - 1e-12
        )


@given(decision_problems(), st.floats(0.1, 50), st.randoms())
def test_the_weights_unit_and_the_order_of_rows_do_not_matter(
    problem: Problem, unit: float, shuffle
) -> None:
    """Weights are shares of their sum, and options are a set."""
    values, weights = problem
    rows = list(range(len(values)))
    shuffle.shuffle(rows)
    for method in METHODS.values():
        assert method(values[rows], weights * unit) == pytest.approx(
            method(values, weights)[rows], abs=1e-9
        )


VALUES = np.array([[0.9, 0.2, 0.5], [0.4, 0.6, 0.5], [0.6, 0.6, 0.5]])
WEIGHTS = np.array([0.5, 0.3, 0.2])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            weighted_product([[0.0, 1.0]], [1, 1], floor=0.05),
            weighted_product([[0.0, 1.0]], [1, 1], floor=0.2),
        ),
        (topsis(VALUES, WEIGHTS, ideal=1), topsis(VALUES, WEIGHTS, ideal=0.95)),
        (topsis(VALUES, WEIGHTS, anti_ideal=0), topsis(VALUES, WEIGHTS, anti_ideal=0.1)),
        (
            promethee_ii(VALUES, WEIGHTS, indifference=0, preference=0.3),
            promethee_ii(VALUES, WEIGHTS, indifference=0.2, preference=0.3),
        ),
        (
            promethee_ii(VALUES, WEIGHTS, indifference=0, preference=0.3),
            promethee_ii(VALUES, WEIGHTS, indifference=0, preference=0.9),
        ),
        (vikor(VALUES, WEIGHTS, v=1), vikor(VALUES, WEIGHTS, v=0)),
        (vikor(VALUES, WEIGHTS, best=1), vikor(VALUES, WEIGHTS, best=0.9)),
        (vikor(VALUES, WEIGHTS, worst=0), vikor(VALUES, WEIGHTS, worst=0.1)),
        (vikor(VALUES, WEIGHTS, declared=True), vikor(VALUES, WEIGHTS, declared=False)),
        *((method(VALUES, WEIGHTS), method(VALUES, WEIGHTS[::-1])) for method in METHODS.values()),
    ],
)
def test_every_parameter_matters(one: np.ndarray, other: np.ndarray) -> None:
    """None is taken and then ignored."""
    assert np.abs(one - other).max() > 1e-3


def test_vikor_with_the_whole_alone_is_what_the_sum_leaves() -> None:
    """With v = 1 on the declared ends, Q is one less the weighted sum."""
    assert vikor(VALUES, WEIGHTS, v=1) == pytest.approx(1 - weighted_sum(VALUES, WEIGHTS))


def test_a_lead_within_the_indifference_counts_nothing() -> None:
    """At the threshold it counts nothing, from the preference on all, and in between it grows."""
    leads = (0.1, 0.2, 0.3, 0.7)
    found = [
        promethee_ii([[lead], [0.0]], [1], indifference=0.1, preference=0.3)[0] for lead in leads
    ]

    assert found == pytest.approx([0, 0.5, 1, 1])


@every_method
def test_a_constant_column_orders_nothing(method: Callable[..., np.ndarray]) -> None:
    """Options that differ in nothing are tied, and there is a number for each."""
    found = method(np.full((3, 2), 0.4), [0.5, 0.5])

    assert competition_ranks(found, tie=1e-9).tolist() == [1, 1, 1]
    assert np.isfinite(found).all()


def test_ends_that_coincide_lose_nothing() -> None:
    """A column without a range: nothing missing for VIKOR, no nearer to either ideal for TOPSIS."""
    values = [[0.4, 0.4], [0.4, 0.4]]

    assert vikor(values, [1, 1], best=0.4, worst=0.4, declared=False).tolist() == [0, 0]
    assert topsis(values, [1, 1], ideal=0.4, anti_ideal=0.4).tolist() == [0.5, 0.5]


@every_method
def test_one_option_has_a_defined_answer(method: Callable[..., np.ndarray]) -> None:
    """Alone it is first, and its number is one."""
    found = method([[0.3, 0.8]], [0.5, 0.5])

    assert np.isfinite(found).all()
    assert competition_ranks(found, tie=1e-9).tolist() == [1]


def test_without_an_opponent_there_is_no_flow() -> None:
    """One option, or one family, is preferred to nothing."""
    thresholds = {"indifference": 0.1, "preference": 0.3}

    assert promethee_ii([[0.3]], [1], **thresholds).tolist() == [0]
    assert promethee_ii([[0.3], [0.9]], [1], **thresholds, families=[4, 4]).tolist() == [0, 0]


@every_method
def test_a_weight_of_nothing_takes_its_criterion_out(method: Callable[..., np.ndarray]) -> None:
    """Whatever stands in that column, even a zero."""
    found = method([[0.0, 0.6], [1.0, 0.3]], [0, 1])

    assert found == pytest.approx(method([[0.6], [0.3]], [1]))


@every_method
@pytest.mark.parametrize("weights", [[0, 0], [1, -0.5], [1, np.nan], [1, np.inf]])
def test_weights_that_cannot_be_shares_are_refused(
    method: Callable[..., np.ndarray], weights: list[float]
) -> None:
    """All zero, negative, or no number."""
    with pytest.raises(ValueError, match="weights must not be negative and not all zero"):
        method([[0.3, 0.8], [0.4, 0.5]], weights)


@every_method
@pytest.mark.parametrize("missing", [np.nan, np.inf])
def test_a_missing_value_is_refused_and_named(
    method: Callable[..., np.ndarray], missing: float
) -> None:
    """Never computed through."""
    with pytest.raises(ValueError, match=r"values\[1\]\[0\]: must be a number"):
        method([[0.3, 0.8], [missing, 0.5]], [1, 1])


@every_method
@pytest.mark.parametrize(
    ("values", "weights"), [([[0.3, 0.8]], [1]), ([0.3, 0.8], [1, 1]), (np.ones((0, 2)), [1, 1])]
)
def test_shapes_that_do_not_match_are_refused(
    method: Callable[..., np.ndarray], values, weights
) -> None:
    """No criterion is dropped without a word."""
    with pytest.raises(ValueError, match="options by criteria with one weight each"):
        method(values, weights)


def test_parameters_out_of_range_are_refused() -> None:
    """Each says what is allowed."""
    with pytest.raises(ValueError, match="must not be negative for a product, got -1"):
        weighted_product([[-1.0]], [1])
    with pytest.raises(ValueError, match="v must be between 0 and 1, got 2"):
        vikor(VALUES, WEIGHTS, v=2)
    with pytest.raises(ValueError, match="preference must be at least indifference"):
        promethee_ii(VALUES, WEIGHTS, indifference=0.3, preference=0.1)


def test_ties_share_the_better_rank_within_a_tolerance() -> None:
    """1, 2, 2, 4; a difference in the last digits of a float is none."""
    assert competition_ranks([0.9, 0.1 + 0.2, 0.3, 0.1], tie=1e-9).tolist() == [1, 2, 2, 4]
    assert competition_ranks([0.9, 0.1 + 0.2, 0.3, 0.1], tie=1e-9, lowest_first=True).tolist() == [
        4,
        2,
        2,
        1,
    ]
