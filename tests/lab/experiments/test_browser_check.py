"""What a browser checks: which requests leave the machine, and that none of them does."""

from __future__ import annotations

import socket
from types import SimpleNamespace
from typing import Any, cast

import pytest

from framework_compare.lab.chromium import FIRST_VIEW, browser
from framework_compare.lab.experiments.browser_check import (
    _page_served,
    _without_other_hosts,
    is_outside,
)
from framework_compare.lab.machine import missing


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


ASKING = """
<!doctype html><p id="said">{first}</p><script>
const socket = new WebSocket("ws://127.0.0.2:{port}/");
socket.onclose = () => fetch("http://127.0.0.2:{port}/").catch(() => {{}});
</script>
"""


@pytest.mark.browser
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_neither_sockets_nor_requests_reach_another_host() -> None:
    """Both are counted, and nobody ever connects."""
    if lacks := missing("chromium"):
        pytest.skip(lacks)
    pytest.importorskip("playwright")
    with socket.create_server(("127.0.0.2", 0)) as other, browser() as started:
        page = ASKING.format(first=FIRST_VIEW, port=other.getsockname()[1])
        with _page_served(page) as address:
            server = cast("Any", SimpleNamespace(address=address, name="page"))
            found = {one.metric: one.value for one in _without_other_hosts(started, server, 5, 0.3)}
        other.setblocking(False)

        with pytest.raises(BlockingIOError):
            other.accept()
    assert found == {"outside_fetches": 2, "outside_hosts": 1, "works_without_other_hosts": 1}
