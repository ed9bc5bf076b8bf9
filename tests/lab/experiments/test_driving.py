"""Times that drivers note are held against the clock."""

from __future__ import annotations

import time

import pytest

from framework_compare.lab.errors import LabError
from framework_compare.lab.experiments.driving import percentiles, waited
from tests.lab.conftest import FakeVisitor


def test_an_answer_is_waited_for_until_it_was_seen() -> None:
    """Not until the method returned; clocks in floating point are a billionth off."""
    driver = FakeVisitor("http://127.0.0.1:1")
    begun = time.perf_counter()
    driver.answered_at = begun + 1e-6

    assert waited(driver, begun) == pytest.approx(1e-6, abs=1e-9)


@pytest.mark.parametrize("noted", [-100.0, 3600.0])
def test_an_old_or_impossible_time_is_refused(noted: float) -> None:
    """Of a driver that did not note this answer."""
    driver = FakeVisitor("http://127.0.0.1:1")
    begun = time.perf_counter()
    driver.answered_at = begun + noted

    with pytest.raises(LabError, match="must note when it saw the answer"):
        waited(driver, begun)


def test_a_percentile_is_a_value_that_occurred() -> None:
    """No waiting time between two."""
    assert percentiles([10.0, 20.0, 30.0, 40.0], 50, 95) == [20.0, 40.0]
