"""The nginx file that the project hands out: what it allows, hides, and does not write down."""

from __future__ import annotations

import base64
import hashlib
import re
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit

from tests.proxy.nginx import CONFIGURATION, Proxy, nginx
from tests.resilience import QUERY, Visitor, browsing
from tests.ui.conftest import Server, do_without


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """A fresh server behind the proxy."""
    if not nginx():
        do_without("nginx is not installed")
    folder = tmp_path_factory.mktemp("proxy")
    server = Server(folder / "server.log")
    running = Proxy(folder, (server.port,))
    yield running
    running.stop()
    server.stop()


@pytest.fixture(scope="module")
def visitor() -> Iterator[Visitor]:
    with browsing() as found:
        yield found


@pytest.mark.browser
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("page", ["", "verdict", "evidence", "presenter"])
def test_pages_keep_to_the_content_security_policy(proxy: Proxy, visitor: Visitor, page: str):
    """Nothing is blocked, charts are drawn, and nothing is asked of another host."""
    said: list[str] = []
    asked: list[str] = []
    visitor.page.on("console", lambda message: said.append(message.text))
    visitor.page.on("request", lambda request: asked.append(request.url))
    visitor.open(proxy.url(page, QUERY))
    visitor.page.wait_for_timeout(500)

    assert [line for line in said if "Content Security Policy" in line] == []
    assert [url for url in asked if not url.startswith((proxy.url(), "data:", "blob:"))] == []
    assert visitor.page.get_by_test_id("stException").count() == 0
    if page in ("", "verdict"):
        assert visitor.page.locator("[data-testid=stVegaLiteChart] :is(svg, canvas)").count() > 0


def test_the_answer_says_what_a_browser_may_do(proxy: Proxy):
    """Not in a frame, no guessing of types, and no link to elsewhere takes the project along."""
    with urllib.request.urlopen(proxy.url("", QUERY)) as answer:
        headers = answer.headers

    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Set-Cookie"] is not None


def test_the_metrics_are_not_for_visitors(proxy: Proxy):
    """Streamlit shows them to everyone."""
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(proxy.url("_stcore/metrics"))
    refused.value.close()

    assert refused.value.code == 404


def test_the_project_is_not_written_into_the_log(proxy: Proxy):
    """Its name and notes are in the query."""
    urllib.request.urlopen(proxy.url("verdict", "name=Secret")).close()
    log = _log_with("/verdict", proxy.folder / "access.log")

    assert "/verdict" in log
    assert "Secret" not in log


def _log_with(text: str, path: Path) -> str:
    """Return the log once it holds a text, or as it is after a while.

    Nginx writes after it has answered.
    """
    end = time.monotonic() + 10
    while text not in (log := path.read_text()) and time.monotonic() < end:
        time.sleep(0.05)
    return log


def test_the_policy_names_the_script_that_streamlit_writes_into_its_page():
    """Another release may write another one; then the hash in the file is to be replaced."""
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    hashes = [
        base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts
    ]

    assert hashes
    for digest in hashes:
        assert f"'sha256-{digest}'" in CONFIGURATION.read_text()
