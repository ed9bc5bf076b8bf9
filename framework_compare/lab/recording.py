"""What a server says to one visitor, noted connection by connection as `relay` hears it.

A second visitor who does the same can then be told the same by `replaying`, which computes nothing:
what that visitor waits for is the client's own work.

References
----------
RFC 9112, section 6: where a message of HTTP ends.
"""

from __future__ import annotations

import json
import re
import sys
from collections import deque
from pathlib import Path
from typing import Final

from framework_compare.lab.replaying import Head, Messages, Recording, head_of

_ACCEPT: Final = re.compile(rb"\r\nsec-websocket-accept:[^\r]*", re.IGNORECASE)
_WELCOME: Final = b"HTTP/1.1 101"
_NOTICE: Final = b"HTTP/1.1 1"  # the answer follows
_EMPTY: Final = rb"HTTP/1\.1 (1\d\d|204|304)"


def save(recording: Recording, path: Path) -> None:
    """Write a recording to the file that `replaying` reads."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = {
        place: [[part.decode("latin-1") for part in answer] for answer in answers]
        for place, answers in recording.items()
    }
    path.write_text(json.dumps(text), encoding="ascii")


def _end_of(found: bytearray, begin: int, head: Head) -> int:
    """Return where the body that begins there ends; -1 while it is not all there.

    An answer that does not tell its length ends with its connection.
    """
    is_answer = head.line.startswith(b"HTTP/")
    if is_answer and re.match(_EMPTY, head.line):
        return begin
    if head.fields.get(b"transfer-encoding", b"").lower() != b"chunked":
        end = begin + int(head.fields.get(b"content-length", sys.maxsize if is_answer else 0))
        return end if end <= len(found) else -1
    while (stop := found.find(b"\r\n", begin)) >= 0:
        size = int(bytes(found[begin:stop]).partition(b";")[0], 16)
        if not size:  # fields may follow the last chunk, then a blank line
            end = found.find(b"\r\n\r\n", stop)
            return end + 4 if end >= 0 else -1
        begin = stop + 2 + size + 2
    return -1


class Conversation:
    """One connection, heard from both sides.

    Parameters
    ----------
    recording
        what the server says is added to it.
    here, there
        host and port that the visitor asks, and those that the server must find in its place: some
        compare them with what they were told.
    """

    def __init__(self, recording: Recording, here: str, there: str) -> None:
        self._recording = recording
        self.last_question = b""
        """The newest request of HTTP, head and body, as the server hears it."""
        self._here, self._there = here.encode(), there.encode()
        self._asked: deque[list[bytes]] = deque()
        self._questions, self._answers = bytearray(), bytearray()
        self._talk: list[bytes] | None = None
        self._of_client, self._of_server = Messages(), Messages()

    @property
    def is_answered(self) -> bool:
        """Whether no question waits for the rest of its answer."""
        return not self._asked

    def from_client(self, data: bytes) -> bytes:
        """Note what the visitor sends, and return what the server is to hear now."""
        if self._talk is not None:
            for message in self._of_client.feed(data):
                if message.counts:
                    self._talk.append(b"")
            return data
        self._questions += data
        ready = b""
        while (begin := self._questions.find(b"\r\n\r\n") + 4) > 3:
            block = bytes(self._questions[: begin - 4])
            head = head_of(block)
            end = _end_of(self._questions, begin, head)
            if end < 0:
                break
            answer: list[bytes] = []  # takes its place now: another connection may be faster
            self._recording.setdefault(head.place, []).append(answer)
            self._asked.append(answer)
            self.last_question = block.replace(self._here, self._there)
            self.last_question += bytes(self._questions[begin - 4 : end])
            ready += self.last_question
            del self._questions[:end]
        return ready

    def from_server(self, data: bytes) -> bytes:
        """Note what the server says, and return it."""
        if self._talk is not None:
            self._listen(self._talk, data)
        else:
            self._answered(data)
        return data

    def _answered(self, data: bytes) -> None:
        self._answers += data
        while self._talk is None and (begin := self._answers.find(b"\r\n\r\n") + 4) > 3:
            block = bytes(self._answers[: begin - 4])
            head = head_of(block)
            if head.line.startswith(_WELCOME):
                del self._answers[:begin]
                self._talk = self._asked.popleft()
                self._talk += [_ACCEPT.sub(b"", block), b""]
                self._listen(self._talk, bytes(self._answers))
                return
            end = _end_of(self._answers, begin, head)
            if end < 0:
                return
            if not head.line.startswith(_NOTICE):
                self._asked.popleft().extend([block, bytes(self._answers[begin:end])])
            del self._answers[:end]

    def ended(self) -> None:
        """Note an answer that ends with the connection, or that nobody waited for."""
        begin = self._answers.find(b"\r\n\r\n") + 4
        if self._asked and begin > 3:
            block = bytes(self._answers[: begin - 4])
            if head_of(block).fields.get(b"connection", b"").lower() != b"close":
                block += b"\r\nConnection: close"
            self._asked.popleft().extend([block, bytes(self._answers[begin:])])

    def _listen(self, talk: list[bytes], data: bytes) -> None:
        for message in self._of_server.feed(data):
            if message.counts:
                talk[-1] += message.raw
