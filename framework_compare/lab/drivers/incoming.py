"""An HTTP/1.1 answer, taken in as its bytes come.

References
----------
RFC 9112, sections 4 (status line), 6.3 (how long a body is), 7.1 (chunks) and 9.3 (which connection
may be used again).
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Final

_LONGEST_HEAD: Final = 2**16
_EMPTY: Final = (204, 304)
_EITHER_COMPRESSION: Final = 47
"""For zlib: the head of the data says whether it is gzip or deflate."""


class Incoming:
    """An answer, as far as it has come."""

    def __init__(self) -> None:
        self.status = 0
        """0 until the head has come."""
        self.headers: dict[str, str] = {}
        """By name in small letters."""
        self.cookies: list[str] = []
        """What the server wants kept, one ``Set-Cookie`` each."""
        self.parts: list[bytes] = []
        """The body, which whoever reads it may take out."""
        self.is_complete = False
        self.keeps = True
        """Whether the connection may be used again."""
        self._take: Callable[[bytes], None] = self._head
        self._rest = b""
        """The begin of a line whose end has not come."""
        self._left = 0
        """Bytes that are still to come, of the body or of the chunk."""
        self._is_in_trailer = False
        self._inflate: Callable[[bytes], bytes] | None = None

    def take(self, data: bytes) -> None:
        """Take in the next bytes.

        Raises
        ------
        ConnectionError
            where they are not HTTP/1.1.
        """
        self._take(data)

    def end(self) -> None:
        """Take notice that nothing more will come.

        Raises
        ------
        ConnectionError
            where that is too early.
        """
        if self._take == self._until_the_end and self.status:
            self.is_complete = True
        elif not self.is_complete:
            raise ConnectionError("the server hung up before the end of its answer")

    def _head(self, data: bytes) -> None:
        data = self._rest + data
        head, found, rest = data.partition(b"\r\n\r\n")
        if not found:
            if len(data) > _LONGEST_HEAD:
                raise ConnectionError(f"must be HTTP/1.1, got {data[:80]!r}")
            self._rest = data
            return
        self._rest = b""
        lines = head.decode("latin-1").split("\r\n")
        version, _, status = lines[0].partition(" ")
        if not version.startswith("HTTP/1.") or not status[:3].isdigit():
            raise ConnectionError(f"must be HTTP/1.1, got {lines[0][:80]!r}")
        if status.startswith("1"):  # only a word on the way
            self._head(rest)
            return
        self.status = int(status[:3])
        for line in lines[1:]:
            name, _, value = line.partition(":")
            name, value = name.lower(), value.strip()
            if name == "set-cookie":
                self.cookies.append(value)
            else:
                self.headers[name] = value
        self._choose_body(version)
        if rest:
            self._take(rest)

    def _choose_body(self, version: str) -> None:
        told = self.headers.get("connection", "").lower()
        self.keeps = told != "close" and (version == "HTTP/1.1" or told == "keep-alive")
        if self.headers.get("content-encoding", "identity") in {"gzip", "deflate"}:
            self._inflate = zlib.decompressobj(_EITHER_COMPRESSION).decompress
        if self.status in _EMPTY:
            self._left, self._take = 0, self._counted
            self.is_complete = True
        elif self.headers.get("transfer-encoding", "").lower() == "chunked":
            self._take = self._chunked
        elif "content-length" in self.headers:
            self._left, self._take = _number(self.headers["content-length"], 10), self._counted
            self.is_complete = self._left == 0
        else:
            self.keeps, self._take = False, self._until_the_end

    def _counted(self, data: bytes) -> None:
        self._left -= len(data)
        if self._left < 0:  # more than was announced
            data, self.keeps = data[: self._left], False
        self._keep(data)
        self.is_complete = self._left <= 0

    def _until_the_end(self, data: bytes) -> None:
        self._keep(data)

    def _chunked(self, data: bytes) -> None:
        data, at = self._rest + data, 0
        while not self.is_complete:
            if self._left:  # of a chunk and the line's end behind it
                piece = data[at : at + self._left]
                at += len(piece)
                self._left -= len(piece)
                self._keep(piece[: max(0, len(piece) - max(0, 2 - self._left))])
                if self._left:
                    self._rest = b""
                    return
            end = data.find(b"\r\n", at)
            if end < 0:
                self._rest = data[at:]
                return
            line, at = data[at:end], end + 2
            if self._is_in_trailer:  # lines that are passed over, up to an empty one
                self.is_complete = not line
            elif size := _number(line.partition(b";")[0].decode("latin-1"), 16):
                self._left = size + 2
            else:
                self._is_in_trailer = True

    def _keep(self, data: bytes) -> None:
        if self._inflate is not None:
            data = self._inflate(data)
        if data:
            self.parts.append(data)


def _number(text: str, base: int) -> int:
    try:
        number = int(text, base)
    except ValueError:
        number = -1
    if number < 0:
        raise ConnectionError(f"must tell its body's length, got {text[:80]!r}")
    return number
