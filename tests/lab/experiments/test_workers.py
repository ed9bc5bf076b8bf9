"""What the load generator says."""

from __future__ import annotations

from framework_compare.lab.experiments.workers import parsed


def test_the_load_generators_summary_is_read() -> None:
    """Requests, seconds, milliseconds."""
    assert parsed("Running 5s test\nlab 3300 5000000 0 32000\n") == (3300, 5.0, 32.0)
