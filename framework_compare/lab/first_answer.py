"""What a server answers first: its headers, and the text that is there before any script runs."""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urljoin, urlsplit

from framework_compare.lab.drivers import PATIENCE
from framework_compare.lab.errors import LabError, NoAnswer
from framework_compare.lab.servers import HOST, Server

_UNSEEN: Final = frozenset({"head", "script", "style", "template", "noscript", "title", "textarea"})
"""Elements whose text is no text of the page, or none for a reader whose browser runs scripts."""
_INLINE: Final = frozenset(
    {
        *("a", "abbr", "b", "bdi", "em", "i", "mark", "output"),
        *("small", "span", "strong", "sub", "sup", "time"),
    }
)
"""Elements that do not part words."""
_ELSEWHERE: Final = range(300, 400)
_REDIRECTS: Final = 3
_FRAMING: Final = "frame-ancestors"


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """The answer to the first request for a page."""

    headers: Mapping[str, str]
    """Names in small letters."""
    text: str
    """What a reader would see of its body without scripts; runs of white space are one space."""

    def security_headers(self) -> int:
        """Return how many of four protections it asks the browser for.

        A content policy, no guessing of types, a rule for what links tell other sites, and a rule
        for who may frame the page. Transport security is none of them: a browser ignores it on an
        address without encryption, and the server that ends the encryption sets it.
        """
        policy = self.headers.get("content-security-policy", "")
        return sum(
            [
                bool(policy),
                self.headers.get("x-content-type-options", "").lower() == "nosniff",
                bool(self.headers.get("referrer-policy")),
                _FRAMING in policy or "x-frame-options" in self.headers,
            ]
        )

    def says(self, *texts: str) -> bool:
        """Return whether each of these texts is in it."""
        return all(text in self.text for text in texts)


def first_answer(server: Server, path: str = "/") -> FirstAnswer:
    """Ask for a page as a browser does that runs no scripts; where it is sent elsewhere, it goes.

    Raises
    ------
    LabError
        where the answer is no page.
    NoAnswer
        where there is none.
    """
    for _ in range(_REDIRECTS):
        status, headers, body = _asked(server, path)
        if status not in _ELSEWHERE:
            break
        path = urljoin(
            path, urlsplit(headers.get("location", "/"))._replace(scheme="", netloc="").geturl()
        )
    if status != http.HTTPStatus.OK:
        raise LabError(f"{server.name}: {path}", f"must answer 200, got {status}")
    return FirstAnswer(headers, visible_text(body))


def _asked(server: Server, path: str) -> tuple[int, dict[str, str], str]:
    connection = http.client.HTTPConnection(HOST, server.port, timeout=PATIENCE)
    try:
        connection.request("GET", path, headers={"Accept": "text/html"})
        answer = connection.getresponse()
        body = answer.read().decode("utf-8", errors="replace")
    except TimeoutError:
        raise NoAnswer(f"{server.name}: {path}", PATIENCE) from None
    finally:
        connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body


def visible_text(page: str) -> str:
    """Return the text of a page that a reader sees when no script runs."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return " ".join("".join(reader.parts).split())


class _Reader(HTMLParser):
    """Gathers text outside of the elements that show none.

    An element that is never closed, as HTML allows for ``head``, ends with the body's beginning.
    """

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "body":
            self._inside.clear()
        elif tag in _UNSEEN:
            self._inside.append(tag)
        elif tag not in _INLINE:
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._inside:
            del self._inside[self._inside.index(tag) :]
        elif tag not in _INLINE:
            self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.parts.append(data)
