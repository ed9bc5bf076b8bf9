"""What a browser checks, without the browser: which requests leave the machine."""

from __future__ import annotations

import pytest

from framework_compare.lab.experiments.browser_check import is_outside


@pytest.mark.parametrize(
    ("address", "outside"),
    [
        ("http://127.0.0.1:8501/app.js", False),
        ("ws://localhost:8501/stream", False),
        ("data:image/png;base64,AAAA", False),
        ("blob:http://127.0.0.1:8501/1", False),
        ("https://fonts.example/a.woff2", True),
        ("wss://events.example/socket", True),
        ("http://127.0.0.1.example/", True),
    ],
)
def test_only_other_hosts_are_outside(address: str, outside: bool) -> None:
    """Whatever the scheme; what the page holds itself is not asked of anybody."""
    assert outside == is_outside(address)
