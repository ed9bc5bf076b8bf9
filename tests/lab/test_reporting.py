"""The tables of medians."""

from __future__ import annotations

from framework_compare.lab.reporting import report
from framework_compare.lab.settings import load_settings
from tests.measured.test_measurements import measurements, row, several


def test_a_report_says_undecided_where_it_is() -> None:
    """And gives the interval where there is one."""
    rows = [
        *several("streamlit", [10, 11, 12]),
        *several("flask", [10, 12, 11]),
        row("dash", 3, metric="cpu_ms"),
    ]

    text = report(measurements(*rows), load_settings())

    assert "| flask     | predict | p50_ms | 11 ms  | 10 to 12      | 3 | undecided" in text
    assert "| dash      | predict | cpu_ms | 3 ms   |               | 1 | " in text
