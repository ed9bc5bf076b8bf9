"""Intervals: the published ones, and what they mean at the ends."""

from __future__ import annotations

import pytest

from framework_compare.measured.estimates import cluster_interval, wilson


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        (8, 10, 0.4902, 0.9433),
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (15, 148, 0.0624, 0.1605),
    ],
)
def test_wilson_intervals(hits: int, n: int, low: float, high: float) -> None:
    """The intervals are those published.

    15 of 148 is from Newcombe (1998), Statistics in Medicine 17, 857-872, table I.
    """
    assert wilson(hits, n) == pytest.approx((low, high), abs=1e-4)


def test_intervals_that_hold_together_are_wider() -> None:
    """Five with 95 per cent are 99 per cent each: by hand, with a normal quantile of 2.5758.

    Of one in sixteen the lower end is then below one in a hundred, by itself above.
    """
    assert wilson(1, 16)[0] == pytest.approx(0.0111, abs=1e-4)
    assert wilson(1, 16, together=5)[0] == pytest.approx(0.0074, abs=1e-4)


def test_one_team_is_one_cluster() -> None:
    """With a single team there is nothing to resample: the interval is a point."""
    assert cluster_interval([1, 0, 1], ["a", "a", "a"], seed=1) == pytest.approx((2 / 3, 2 / 3))
