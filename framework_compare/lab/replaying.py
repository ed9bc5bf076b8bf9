"""A server that computes nothing: each new visitor gets what a recording holds, at once.

The lab holds its own client against it. It runs as a program of its own, with the standard library
alone; `recording` writes the file that it reads.

References
----------
RFC 6455, sections 1.3 and 5: the handshake of a websocket, and its frames.
"""

from __future__ import annotations

import asyncio
import base64
import gc
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

Recording = dict[str, list[list[bytes]]]
"""What a server said to one visitor: by method and path, such as "GET /", the answers in the order
of the questions, each in parts.

An answer over HTTP is its head, which ends before the blank line, and its body. A websocket is the
answer to its handshake, without the field that depends on the client's key; then what the server
said before the client's first message, and after each.
"""
HEALTH: Final = "/lab-replays"
"""Path that answers as soon as the server is up; no app has it."""
_HOST: Final = "127.0.0.1"
_WAITING: Final = 4096  # connections not yet accepted: thousands of visitors may come at once
_COOKIE: Final = re.compile(rb"\blab_replay=(\d+)")
_KEY: Final = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455, section 1.3
_TEXT, _CLOSE, _PING, _PONG = 1, 8, 9, 10  # kinds of frames
_SHOWN: Final = 16  # bytes of a long message that are unmasked
_USED_UP: Final = b"\x88\x19\x0f\xa0the recording ends here"  # 4000 is a code for private use
_NONE: Final = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: %d"
_HEALTHY: Final = [[b"HTTP/1.1 200 OK\r\nContent-Length: 0", b""]]


class Head(NamedTuple):
    """The first line of an HTTP message, and its fields by their names in small letters."""

    line: bytes
    fields: dict[bytes, bytes]

    @property
    def place(self) -> str:
        """Method and path of a request, such as "GET /"; what follows a question mark is left out.

        Tokens and the names of sessions stand there, which differ from visitor to visitor.
        """
        method, target, _ = self.line.decode("latin-1").split(" ", 2)
        return f"{method} {target.partition('?')[0]}"


def head_of(block: bytes) -> Head:
    """Return the head of a message, given without the blank line."""
    line, *rest = block.split(b"\r\n")
    pairs = (one.partition(b":") for one in rest)
    return Head(line, {name.lower(): value.strip() for name, _, value in pairs})


class Message(NamedTuple):
    """A message of a websocket: its kind, its bytes with all frames, and how it begins."""

    kind: int
    raw: bytes
    begin: bytes

    @property
    def counts(self) -> bool:
        """Whether it is part of the conversation, and no sign of life that comes when it comes.

        Such are control frames, ping and pong of socket.io, and what NiceGUI's page says after
        each ping.
        """
        alive = self.begin in (b"2", b"3") or self.begin.startswith(b'42["ack"')
        return self.kind < _CLOSE and not (self.kind == _TEXT and alive)


class Messages:
    """The messages of one side of a websocket, out of its bytes as they come."""

    def __init__(self) -> None:
        self._found = bytearray()
        self._parts: list[Message] = []

    def feed(self, data: bytes) -> Iterator[Message]:
        """Yield each message that is whole now."""
        self._found += data
        while (frame := self._frame()) is not None:
            if frame.kind >= _CLOSE:
                yield frame
                continue
            self._parts.append(frame)
            if frame.raw[0] & 0x80:
                parts, self._parts = self._parts, []
                yield parts[0]._replace(raw=b"".join(part.raw for part in parts))

    def _frame(self) -> Message | None:
        """Take one frame off what was found."""
        found = self._found
        if len(found) < 2:
            return None
        kind, masked, size = found[0] & 0x0F, found[1] & 0x80, found[1] & 0x7F
        start = {126: 4, 127: 10}.get(size, 2)
        if len(found) < start + (4 if masked else 0):
            return None
        if start > 2:
            size = int.from_bytes(found[2:start])
        mask = bytes(found[start : start + 4]) if masked else bytes(4)
        start += 4 if masked else 0
        if len(found) < start + size:
            return None
        shown = size if kind >= _CLOSE else min(size, _SHOWN)
        begin = bytes(b ^ mask[i % 4] for i, b in enumerate(found[start : start + shown]))
        raw = bytes(found[: start + size])
        del found[: start + size]
        return Message(kind, raw, begin)


def read(path: Path) -> Recording:
    """Return the recording of a file: JSON in which each character stands for a byte."""
    raw = json.loads(path.read_text(encoding="ascii"))
    return {
        place: [[part.encode("latin-1") for part in answer] for answer in answers]
        for place, answers in raw.items()
    }


class Replay(asyncio.Protocol):
    """One connection of a visitor.

    Parameters
    ----------
    asked
        how often each visitor asked for each place. A visitor may have several connections and is
        known by a cookie; one that keeps none begins anew with each connection.
    """

    def __init__(self, recording: Recording, asked: list[Counter[str]]) -> None:
        self._recording, self._asked = recording, asked
        self._visitor = -1
        self._found = bytearray()
        self._messages = Messages()
        self._said: Iterator[bytes] | None = None
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Note where answers go."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer every question that is whole now."""
        if self._said is not None:
            self._converse(self._said, data)
            return
        self._found += data
        while self._said is None and (end := self._found.find(b"\r\n\r\n")) >= 0:
            head = head_of(bytes(self._found[:end]))
            end += 4 + int(head.fields.get(b"content-length", b"0"))
            if len(self._found) < end:
                return
            del self._found[:end]
            self._answer(head)

    def _answer(self, head: Head) -> None:
        place, known = head.place, _COOKIE.search(head.fields.get(b"cookie", b""))
        if place == f"GET {HEALTH}":
            answers = _HEALTHY
        elif (answers := self._recording.get(place, [])) == []:
            body = f"the recording has no answer to {place}".encode()
            answers = [[_NONE % len(body), body]]
        first, *rest = answers[min(self._turn(place, known), len(answers) - 1)]
        if known is None:
            first += b"\r\nSet-Cookie: lab_replay=%d; Path=/" % self._visitor
        if first.startswith(b"HTTP/1.1 101"):
            key = head.fields.get(b"sec-websocket-key", b"") + _KEY
            accept = base64.b64encode(hashlib.sha1(key, usedforsecurity=False).digest())
            first += b"\r\nSec-WebSocket-Accept: " + accept
            self._said = iter(rest)
            rest = [next(self._said)]
        self._transport.write(b"".join([first, b"\r\n\r\n", *rest]))
        if b"\r\nconnection: close" in first.lower():
            self._transport.close()

    def _turn(self, place: str, known: re.Match[bytes] | None) -> int:
        """Return how often the visitor asked before."""
        if known is not None:
            self._visitor = int(known[1])
        elif self._visitor < 0:
            self._visitor = len(self._asked)
            self._asked.append(Counter())
        asked = self._asked[self._visitor]
        asked[place] += 1
        return asked[place] - 1

    def _converse(self, said: Iterator[bytes], data: bytes) -> None:
        """Say what followed each message that counts."""
        answer = b""
        for message in self._messages.feed(data):
            if message.kind == _PING:
                answer += bytes([0x80 | _PONG, len(message.begin)]) + message.begin
            elif message.kind == _CLOSE:
                self._transport.write(bytes([0x80 | _CLOSE, len(message.begin)]) + message.begin)
                self._transport.close()
                return
            elif message.counts:
                answer += next(said, _USED_UP)
        self._transport.write(answer)


async def _serve(recording: Recording, port: int) -> None:
    asked: list[Counter[str]] = []
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: Replay(recording, asked), _HOST, port, backlog=_WAITING
    )
    await server.serve_forever()


def main(path: str, port: str) -> None:
    """Give everybody who comes to a port what the recording of a file holds."""
    recording = read(Path(path))
    gc.freeze()  # what is kept for good need not be searched for garbage
    asyncio.run(_serve(recording, int(port)))


if __name__ == "__main__":
    main(*sys.argv[1:])
