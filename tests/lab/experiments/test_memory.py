"""What sessions cost in memory."""

from __future__ import annotations

import pytest

from framework_compare.lab.experiments.memory import line


def test_a_line_is_fitted_exactly_through_points_on_it() -> None:
    """10 MB each over 180."""
    assert line([50, 100, 200], [680, 1180, 2180]) == pytest.approx((10.0, 180.0, 1.0))
