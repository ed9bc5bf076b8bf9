"""What a server said once is said again to everybody who does the same."""

from __future__ import annotations

import asyncio
import http.client
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("websockets", reason="the extra 'lab' is not installed")

from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosedError

from framework_compare.lab.bench import Bench
from framework_compare.lab.environments import Environment
from framework_compare.lab.errors import LabError
from framework_compare.lab.experiments.driving import run
from framework_compare.lab.recording import Conversation, save
from framework_compare.lab.relay import recorded
from framework_compare.lab.replaying import Recording, Replay, read

HERE, THERE = "127.0.0.1:1111", "127.0.0.1:22222"
GET = b"GET /count?session=%d HTTP/1.1\r\nHost: 127.0.0.1:1111\r\n%b\r\n"
KEY = b"dGhlIHNhbXBsZSBub25jZQ=="  # the example of RFC 6455, section 1.3
UPGRADE = b"GET /talk HTTP/1.1\r\nUpgrade: websocket\r\nSec-WebSocket-Key: " + KEY + b"\r\n\r\n"
WELCOME = b"HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: old\r\nUpgrade: websocket"


def with_length(body: bytes) -> bytes:
    """Return an answer that tells its length."""
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)


def heard(*said: tuple[bytes, bytes], pieces: int = 10**6) -> Recording:
    """Return what is noted of one connection: what was asked, what was answered, in such pieces."""
    recording: Recording = {}
    connection = Conversation(recording, HERE, THERE)
    for asked, answered in said:
        for side, data in ((connection.from_client, asked), (connection.from_server, answered)):
            for place in range(0, len(data), pieces):
                side(data[place : place + pieces])
    connection.ended()
    return recording


class Wire(asyncio.Transport):
    """The visitor's end of a connection."""

    def __init__(self, replay: Replay) -> None:
        super().__init__()
        self.closed, self.heard = False, b""
        self._replay = replay
        replay.connection_made(self)

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Keep what is said."""
        self.heard += data

    def close(self) -> None:
        """Hang up."""
        self.closed = True

    def ask(self, data: bytes) -> bytes:
        """Return what is said to this alone."""
        self.heard = b""
        self._replay.data_received(data)
        return self.heard


def visiting(recording: Recording) -> Callable[[], Wire]:
    """Return how to open a connection to a replay."""
    asked: list[Counter[str]] = []
    return lambda: Wire(Replay(recording, asked))


def frame(text: bytes, kind: int = 1, mask: bytes = b"", *, last: bool = True) -> bytes:
    """Return a frame of a websocket; that of a client has a mask."""
    size = len(text)
    first = bytes([(0x80 if last else 0) | kind])
    told = bytes([size]) if size < 126 else b"\x7e" + size.to_bytes(2)
    told = bytes([told[0] | (0x80 if mask else 0)]) + told[1:]
    body = bytes(one ^ mask[place % 4] for place, one in enumerate(text)) if mask else text
    return first + told + mask + body


def said(text: bytes, kind: int = 1) -> bytes:
    """Return a client's message."""
    return frame(text, kind, b"\x01\x20\x03\x40")


@pytest.mark.parametrize("pieces", [1, 7, 10**6])
def test_answers_come_in_the_order_of_the_questions(pieces: int) -> None:
    """Whatever the pieces in which they were heard; the last stays."""
    recording = heard(
        (GET % (1, b""), with_length(b"one")), (GET % (2, b""), with_length(b"two")), pieces=pieces
    )
    wire = visiting(recording)()

    assert [wire.ask(GET % (7, b""))[-3:] for _ in range(3)] == [b"one", b"two", b"two"]


@pytest.mark.parametrize("pieces", [1, 7, 10**6])
def test_a_chunked_answer_is_given_byte_for_byte(pieces: int) -> None:
    """With the fields after its last chunk."""
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked"
    body = b"5;a=b\r\nab\r\nc\r\n0\r\nExpires: 0\r\n\r\n"
    recording = heard((GET % (1, b""), head + b"\r\n\r\n" + body), pieces=pieces)

    assert {"GET /count": [[head, body]]} == recording


def test_a_notice_is_no_answer() -> None:
    """What follows it is; and an answer without content has no body."""
    answer = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content"

    assert heard((GET % (1, b""), answer + b"\r\n\r\n")) == {
        "GET /count": [[b"HTTP/1.1 204 No Content", b""]]
    }


def test_an_answer_that_ends_with_its_connection_does_so_again() -> None:
    """Else the visitor would wait for the rest."""
    wire = visiting(heard((GET % (1, b""), b"HTTP/1.1 200 OK\r\n\r\nall")))()

    assert wire.ask(GET % (1, b"")).endswith(b"\r\n\r\nall")
    assert wire.closed


def test_each_visitor_begins_anew() -> None:
    """One is known by the cookie, whatever connection is used."""
    recording = heard(*((GET % (1, b""), with_length(body)) for body in (b"one", b"two", b"six")))
    come = visiting(recording)
    first, other = come().ask(GET % (1, b"")), come().ask(GET % (2, b""))
    cookie = b"Cookie: a=b; lab_replay=0\r\n"

    assert b"Set-Cookie: lab_replay=0; Path=/\r\n" in first
    assert (first[-3:], other[-3:]) == (b"one", b"one")
    assert [come().ask(GET % (1, cookie))[-3:] for _ in range(2)] == [b"two", b"six"]


def test_what_was_never_asked_is_named() -> None:
    """The visitor does something else than the recorded one."""
    assert b"the recording has no answer to GET /count" in visiting({})().ask(GET % (1, b""))


def test_a_server_finds_its_own_address() -> None:
    """It may compare it with the one that it was told; the body stays as it is."""
    asked = b"POST / HTTP/1.1\r\nHost: 127.0.0.1:1111\r\nContent-Length: 14\r\n\r\n127.0.0.1:1111"
    expected = asked.replace(b"Host: 127.0.0.1:1111", b"Host: 127.0.0.1:22222")

    assert expected == Conversation({}, HERE, THERE).from_client(asked)


def test_the_newest_question_is_kept_as_the_server_heard_it() -> None:
    """Whole, body included: the load generator sends it again and again."""
    connection = Conversation({}, HERE, THERE)
    posted = b"POST /predict HTTP/1.1\r\nHost: 127.0.0.1:1111\r\nContent-Length: 5\r\n\r\nage=4"
    connection.from_client(GET % (1, b""))
    connection.from_client(posted[:-2])

    assert connection.last_question.startswith(b"GET /count?session=1 HTTP/1.1")

    connection.from_client(posted[-2:])

    assert connection.last_question == posted.replace(HERE.encode(), THERE.encode())


@pytest.mark.parametrize("pieces", [1, 10**6])
def test_a_websocket_says_what_followed_each_message(pieces: int) -> None:
    """Several messages, of several frames, and long ones; no control frame, no sign of life."""
    long = frame(b"x" * 300, last=False) + frame(b"y", 0)
    recording = heard(
        (UPGRADE, WELCOME + b"\r\n\r\n" + frame(b"hello")),
        (said(b"a"), frame(b"1") + frame(b"", 9) + frame(b"2") + long),
        (said(b"3") + said(b'42["ack",{}]') + said(b"", 10), frame(b"late")),
        (said(b"b"), frame(b"4")),
        pieces=pieces,
    )
    wire = visiting(recording)()

    assert wire.ask(UPGRADE).endswith(
        b"Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n" + frame(b"hello")
    )
    assert frame(b"1") + long + frame(b"late") == wire.ask(said(b"a"))
    assert wire.ask(said(b"3")) == b""
    assert frame(b"here", 10) == wire.ask(said(b"here", 9))
    assert frame(b"4") == wire.ask(said(b"b"))
    assert frame(b"\x0f\xa0the recording ends here", 8) == wire.ask(said(b"c"))
    assert frame(b"\x03\xe8", 8) == wire.ask(said(b"\x03\xe8", 8))
    assert wire.closed


def test_a_recording_is_kept_in_a_file(tmp_path: Path) -> None:
    """Byte for byte."""
    recording: Recording = {"GET /": [[b"HTTP/1.1 200 OK", bytes(range(256))]]}
    save(recording, tmp_path / "new" / "a.json")

    assert recording == read(tmp_path / "new" / "a.json")


def test_nothing_heard_is_an_error() -> None:
    """Nobody came: there is nothing to say again."""
    with recorded(1) as recorder:
        pass
    with pytest.raises(LabError, match=r"must hear a visitor .*, got nobody came"):
        _ = recorder.recording


async def conversation(address: str) -> list[str | bytes]:
    """Return what is said in answer to two messages."""
    async with connect(f"{address}/talk", compression=None) as socket:
        return [await answer(socket, text) for text in ("1", "22") for answer in (asked, more)]


async def asked(socket: ClientConnection, text: str) -> str | bytes:
    """Send a text and return the first answer."""
    await socket.send(text)
    return await socket.recv()


async def more(socket: ClientConnection, _: str) -> str | bytes:
    """Return the next answer."""
    return await socket.recv()


def test_a_visitor_is_recorded_and_replayed(
    bench: Bench, environment_of: Callable[[str], Environment]
) -> None:
    """By a relay and by a server of its own, over sockets."""

    async def twice(socket: ServerConnection) -> None:
        async for text in socket:
            await socket.send(f"{text}!")
            await socket.send(text * 100)

    async def visit() -> tuple[Recording, list[str | bytes]]:
        async with serve(twice, "127.0.0.1", 0, compression=None) as server:
            with recorded(server.sockets[0].getsockname()[1]) as recorder:
                answers = await conversation(recorder.address.replace("http", "ws"))
        return recorder.recording, answers

    recording, answers = run(visit())
    with bench.replaying(recording, environment_of("right")) as replay:
        again = [run(conversation(replay.address.replace("http", "ws"))) for _ in range(2)]

    assert [answers, answers] == again


def test_a_recording_that_is_used_up_says_so(
    bench: Bench, environment_of: Callable[[str], Environment]
) -> None:
    """A visitor who stays longer than the recorded one is told why nothing comes."""
    recording = heard((UPGRADE, WELCOME + b"\r\nConnection: Upgrade\r\n\r\n"))
    with (
        bench.replaying(recording, environment_of("right")) as replay,
        pytest.raises(ConnectionClosedError, match="the recording ends here"),
    ):
        run(conversation(replay.address.replace("http", "ws")))


def test_visitors_of_a_replay_share_no_turn(
    bench: Bench, environment_of: Callable[[str], Environment]
) -> None:
    """Many connections at once, each of which is the first of its visitor."""
    recording = heard(*((GET % (1, b""), with_length(body)) for body in (b"one", b"two")))
    with bench.replaying(recording, environment_of("right")) as replay:
        visitors = [http.client.HTTPConnection("127.0.0.1", replay.port) for _ in range(20)]
        answers = []
        for visitor in visitors * 2:
            visitor.request("GET", "/count")
            answers.append(visitor.getresponse().read())
        for visitor in visitors:
            visitor.close()

    assert answers == [b"one"] * 20 + [b"two"] * 20
