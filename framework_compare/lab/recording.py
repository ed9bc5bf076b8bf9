"""What a server says to one visitor, noted by a relay between the two.

A second visitor who does the same can then be told the same by `replaying`, which computes nothing:
what that visitor waits for is the client's own work.

References
----------
RFC 9112, section 6: where a message of HTTP ends.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from framework_compare.lab.errors import LabError
from framework_compare.lab.replaying import Head, Messages, Recording, head_of
from framework_compare.lab.servers import HOST

_PIECE: Final = 2**18  # bytes
_PATIENCE: Final = 1.0
"""Seconds for the rest of an answer whose visitor has read enough and is gone."""
_PAUSE: Final = 0.01
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
            ready += block.replace(self._here, self._there)
            ready += bytes(self._questions[begin - 4 : end])
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


class Recorder:
    """A relay before one server, and what it heard.

    Parameters
    ----------
    port
        of 127.0.0.1, where the server is.
    """

    def __init__(self, port: int) -> None:
        self._port = port
        self._heard: Recording = {}
        self._relay: asyncio.Server | None = None
        self._open: set[asyncio.Task[None]] = set()
        self._problem: Exception | None = None
        self.address = ""
        """Where the visitor goes, without a slash at the end."""

    @property
    def recording(self) -> Recording:
        """What was heard; a question that was never answered is left out.

        Raises
        ------
        LabError
            where nobody came, or what was said is not HTTP.
        """
        heard = {place: [one for one in answers if one] for place, answers in self._heard.items()}
        heard = {place: answers for place, answers in heard.items() if answers}
        if self._problem is not None or not heard:
            found = "nobody came" if self._problem is None else repr(self._problem)
            raise LabError(self.address, f"must hear a visitor and answers in HTTP, got {found}")
        return heard

    async def start(self) -> None:
        """Take visitors from now on."""
        self._relay = await asyncio.start_server(self._take, HOST, 0)
        self.address = f"http://{HOST}:{self._relay.sockets[0].getsockname()[1]}"

    async def stop(self) -> None:
        """Take no more, and end what is open."""
        if self._relay is not None:
            self._relay.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Stand between a visitor and the server until one of them hangs up."""
        here = asyncio.current_task()
        assert here is not None
        self._open.add(here)
        try:
            from_server, to_server = await asyncio.open_connection(HOST, self._port)
            place = self.address.removeprefix("http://")
            heard = Conversation(self._heard, place, f"{HOST}:{self._port}")
            answering = asyncio.create_task(_hand_on(from_server, writer, heard.from_server))
            answering.add_done_callback(lambda _: writer.close())
            try:
                await _hand_on(reader, to_server, heard.from_client)
                until = time.monotonic() + _PATIENCE
                while not (answering.done() or heard.is_answered or time.monotonic() > until):
                    await asyncio.sleep(_PAUSE)
                if answering.done():
                    answering.result()  # raises what went wrong there
            finally:
                answering.cancel()
                to_server.close()
                heard.ended()
        except (ConnectionError, asyncio.CancelledError):
            pass  # as good an end as any
        except Exception as error:  # whatever it is, the recording is not to be used
            self._problem = error
        finally:
            writer.close()
            self._open.discard(here)


async def _hand_on(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, heard: Callable[[bytes], bytes]
) -> None:
    """Hand on what one side says, once it is noted, until it hangs up."""
    with contextlib.suppress(ConnectionError):
        while data := await reader.read(_PIECE):
            writer.write(heard(data))


@contextlib.contextmanager
def recorded(port: int) -> Iterator[Recorder]:
    """Relay whoever comes to the server of a port for as long as the block lasts.

    The relay has a thread of its own, so that the block may run an event loop.
    """
    recorder, loop = Recorder(port), asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        asyncio.run_coroutine_threadsafe(recorder.start(), loop).result()
        yield recorder
    finally:
        asyncio.run_coroutine_threadsafe(recorder.stop(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
