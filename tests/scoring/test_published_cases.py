"""Cases with known answers from papers and other libraries' tests.

Their sources are in tests/data/mcda.json.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from framework_compare.scoring.acceptability import (
    count_ranks,
    first_weights,
    strictly_better,
    wins,
)
from framework_compare.scoring.values import piecewise_linear, weighted_sum

HERE = Path(__file__).parents[1] / "data"
CASES = {case["id"]: case for case in json.loads((HERE / "mcda.json").read_text())["cases"]}
SUMS = [name for name, case in CASES.items() if case["method"] == "weighted_sum"]
CURVES = [name for name, case in CASES.items() if case["method"] == "piecewise_linear_value"]


def central_weights(better: np.ndarray, weights: np.ndarray) -> list[np.ndarray | None]:
    """Each option's mean weights where it is first, from what the app adds up draw by draw."""
    counts, sums = first_weights(better == 0, weights)
    return [total / count if count else None for count, total in zip(counts, sums, strict=True)]


def valued(case: dict) -> np.ndarray:
    """The matrix on scales from 0 to 1, by the case's own declared normalisation."""
    matrix = np.array(case["matrix"], float)
    columns = []
    for index, column in enumerate(matrix.T):
        rising = case["directions"][index] == "max"
        kind = case["params"]["normalisation"]
        if kind == "bounds":
            low, high = case["params"]["bounds"][index]
            columns.append(piecewise_linear([low, high], [0, 1] if rising else [1, 0], column))
        elif kind == "max-ratio":
            columns.append(column / column.max() if rising else column.min() / column)
        else:
            columns.append(column)
    return np.stack(columns, axis=1)


@pytest.mark.parametrize("name", SUMS)
def test_weighted_sums(name: str) -> None:
    """Scores and ranks of the bounded weighted sum, as published."""
    case = CASES[name]
    weights = np.array(case["weights"], float)
    found = weighted_sum(valued(case), weights)
    ranks = strictly_better(found[:, None])[:, 0] + 1

    assert found == pytest.approx(case["expected"]["scores"], abs=case["tolerance"]["scores"])
    assert ranks.tolist() == case["expected"]["ranks"]


@pytest.mark.parametrize("name", CURVES)
def test_piecewise_linear_values(name: str) -> None:
    """R smaa's partial value functions, falling and rising, clipped at their ends."""
    case = CASES[name]
    corners = case["params"]["breakpoints"]["x"]
    found = piecewise_linear([x for x, _ in corners], [y for _, y in corners], case["matrix"])

    assert found == pytest.approx(
        np.array(case["expected"]["values"]), abs=case["tolerance"]["values"]
    )


def test_a_number_outside_a_scale_is_an_error_where_it_may_not_be_clipped() -> None:
    """R smaa stops there; so does this."""
    with pytest.raises(ValueError, match="must lie between"):
        piecewise_linear([-0.15, 0, 0.25, 0.35], [0, 0.1, 0.9, 1], [0.36], clip=False)


def test_a_dominated_option_has_no_central_weight() -> None:
    """Never first: no weight vector would choose it, so there is none, not zeros."""
    case = CASES["smaa-dominance-nan-central-weight"]
    weights = np.random.default_rng(1).dirichlet(np.ones(3), case["params"]["N"]).T
    better = strictly_better(weighted_sum(np.array(case["matrix"], float), weights))

    assert (count_ranks(better) / case["params"]["N"]).tolist() == case["expected"][
        "rank_acceptability"
    ]
    assert central_weights(better, weights)[1] is None
    assert central_weights(better, weights)[0] == pytest.approx([1 / 3] * 3, abs=0.01)


def test_ties_share_the_better_rank() -> None:
    """Two equal options are both first in every draw."""
    case = CASES["smaa2-jsmaa-equal-alternatives-tie"]
    weights = np.random.default_rng(1).dirichlet(np.ones(3), case["params"]["N"]).T
    better = strictly_better(weighted_sum(np.array(case["matrix"], float), weights))

    assert (better == 0).all()
    for found, expected in zip(
        central_weights(better, weights), case["expected"]["central_weights"], strict=True
    ):
        assert found == pytest.approx(expected, abs=case["tolerance"]["central_weights"])


def test_pairwise_winning() -> None:
    """R smaa's pairwise winning indices on ten draws."""
    case = CASES["smaa-pairwise-winning-10"]
    scores = np.array(case["values"], float).T
    found = [[wins(one, other) / scores.shape[1] for other in scores] for one in scores]

    assert found == case["expected"]["pairwise_winning"]


def test_smaa_2_on_a_published_benefit_risk_model() -> None:
    """JSMAA's antidepressant model: rank acceptability and central weights, drawn anew."""
    case = CASES["smaa2-jsmaa-benefit-risk"]
    rng = np.random.default_rng(7)
    size = 100_000
    weights = rng.dirichlet(np.ones(6), size).T
    scores = np.zeros((4, size))
    for row, (kind, spec) in enumerate(
        (s["kind"], s) for s in case["params"]["distributions"].values()
    ):
        moments = np.array(spec["mean_sd"])
        draws = moments[:, :1] + moments[:, 1:] * rng.standard_normal((4, size))
        ends = np.stack(
            [moments[:, 0] - 1.96 * moments[:, 1], moments[:, 0] + 1.96 * moments[:, 1]]
        )
        if kind == "lognormal":
            draws, ends = np.exp(draws), np.exp(ends)
        low, high = ends.min(), ends.max()
        values = (draws - low) / (high - low)
        scores += weights[row] * (values if spec["direction"] == "max" else 1 - values)
    better = strictly_better(scores)
    expected = case["expected"]

    assert count_ranks(better) / size == pytest.approx(
        np.array(expected["rank_acceptability"]), abs=case["tolerance"]["rank_acceptability"]
    )
    for found, published in zip(
        central_weights(better, weights), expected["central_weights"], strict=True
    ):
        assert found == pytest.approx(published, abs=case["tolerance"]["central_weights"])


def _samples(case: dict, folder: Path) -> tuple[np.ndarray, np.ndarray]:
    data = np.load(folder / case["data"]["path"])
    return data["measurements"], data["weights"]


def test_r_smaa_samples_with_ordinal_weights(large_cases: Path) -> None:
    """The package's own ten thousand samples give the package's own table."""
    case = CASES["smaa-hansen-ordinal-weights"]
    measurements, weights = _samples(case, large_cases)
    better = strictly_better(np.einsum("nac,nc->an", measurements, weights))
    expected = case["expected"]

    assert count_ranks(better) / len(weights) == pytest.approx(
        np.array(expected["rank_acceptability"]), abs=case["tolerance"]["rank_acceptability"]
    )
    for found, published in zip(
        central_weights(better, weights.T), expected["central_weights"], strict=True
    ):
        assert found == pytest.approx(published, abs=case["tolerance"]["central_weights"])


def test_r_smaa_samples_with_fixed_weights(large_cases: Path) -> None:
    """The same with one weight vector."""
    case = CASES["smaa-thrombo-fixed-weights"]
    measurements, _ = _samples(case, large_cases)
    better = strictly_better(
        np.einsum("nac,c->an", measurements, np.array(case["params"]["fixed_weights"]))
    )

    assert count_ranks(better) / len(measurements) == pytest.approx(
        np.array(case["expected"]["rank_acceptability"]), abs=1e-9
    )


def test_any_number_of_options_is_counted() -> None:
    """The last of 300 has 299 before it, and only the first is first."""
    better = strictly_better(np.arange(300.0)[:, None])[:, 0]

    assert better.tolist() == list(range(299, -1, -1))
