"""The tables of medians."""

from __future__ import annotations

from framework_compare.lab.reporting import report
from framework_compare.lab.settings import load_settings
from tests.measured.test_measurements import measurements, row, several


def test_a_report_says_undecided_where_it_is() -> None:
    """And gives the range where there is one, called so."""
    rows = [
        *several("streamlit", [10, 11, 12]),
        *several("flask", [10, 12, 11]),
        row("dash", 3, metric="cpu_ms"),
    ]

    text = report(measurements(*rows), load_settings())

    assert "| framework | variant | metric | median | range    | n | against Streamlit |" in text
    assert "| flask     | predict | p50_ms | 11 ms  | 10 to 12 | 3 | undecided" in text
    assert "| dash      | predict | cpu_ms | 3 ms   |          | 1 | " in text


def test_the_client_s_own_share_stands_beside_what_it_reports() -> None:
    """Beside waits and CPU time, on no line of its own; more than a tenth of a wait decides not."""
    rows = [
        *several("streamlit", [10, 11, 12], metric="p95_ms"),
        *several("streamlit", [1, 1, 1], metric="own_p95_ms"),
        *several("flask", [2, 2, 2], metric="p95_ms"),
        *several("flask", [1, 1, 1], metric="own_p95_ms"),
        *several("flask", [2, 2, 2], metric="cpu_ms"),
        *several("flask", [0.5, 0.5, 0.5], metric="client_cpu_ms"),
        *several("flask", [2.1, 2, 2], metric="p95_ms", variant="predict-twin"),
    ]

    lines = report(measurements(*rows), load_settings()).splitlines()
    flask = {line.split("|")[3].strip(): line for line in lines if "| flask     | predict " in line}

    assert "| client itself   | against Streamlit" in "\n".join(lines)
    assert "| 1 ms: undecided | undecided" in flask["p95_ms"]
    assert "| 0.5 ms " in flask["cpu_ms"]
    assert not [line for line in lines if "own_" in line or "client_cpu_ms" in line]
