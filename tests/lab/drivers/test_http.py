"""The lab's own HTTP against a server that answers as real ones do, or as it should not."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import Awaitable, Callable

import pytest

pytest.importorskip("websockets", reason="the extra 'lab' is not installed")

from framework_compare.lab.drivers.http import Answer, Client
from framework_compare.lab.drivers.incoming import Incoming
from tests.lab.plain_server import Handler, Request, answer, answering, asked, listening

CHUNKED = (
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    b"5;note=1\r\nhello\r\n6\r\n world\r\n0\r\nTrailer: 1\r\n\r\n"
)


def visited(
    handler: Handler, visit: Callable[[Client], Awaitable[object]], patience: float = 5
) -> object:
    """Let a client visit a server; return what the visit returns."""

    async def both() -> object:
        async with listening(handler) as address:
            client = Client(address, patience)
            try:
                return await visit(client)
            finally:
                await client.close()

    return asyncio.run(both())


def heard(handler: Handler, patience: float = 5) -> Answer:
    """Get one answer."""
    found = visited(handler, lambda client: client.ask("GET", "/"), patience)
    assert isinstance(found, Answer)
    return found


def once(*parts: bytes) -> Handler:
    """Answer one request with these bytes and hang up."""

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asked(reader)
        for part in parts:
            writer.write(part)
            await writer.drain()

    return handle


def taken(data: bytes, size: int) -> Incoming:
    incoming = Incoming()
    for at in range(0, len(data), size):
        incoming.take(data[at : at + size])
    return incoming


@pytest.mark.parametrize("size", range(1, len(CHUNKED) + 1))
def test_chunks_are_put_together_wherever_they_are_cut(size: int) -> None:
    """The network cuts where it likes; what stands behind the sizes and at the end is no body."""
    incoming = taken(CHUNKED, size)

    assert (incoming.is_complete, b"".join(incoming.parts)) == (True, b"hello world")


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_a_body_of_a_told_length_is_complete_with_its_last_byte(size: int) -> None:
    """Not before."""
    whole = answer("hello")

    assert not taken(whole[:-1], size).is_complete
    assert taken(whole, size).is_complete


@pytest.mark.parametrize(
    ("head", "keeps"),
    [
        ("HTTP/1.1 200 OK", True),
        ("HTTP/1.1 200 OK\r\nConnection: close", False),
        ("HTTP/1.0 200 OK", False),
        ("HTTP/1.0 200 OK\r\nConnection: Keep-Alive", True),
    ],
)
def test_an_answer_says_whether_its_connection_may_be_used_again(head: str, keeps: bool) -> None:
    """By its version and by a header."""
    assert taken(f"{head}\r\nContent-Length: 0\r\n\r\n".encode(), 1000).keeps is keeps


def test_a_word_on_the_way_is_no_answer() -> None:
    """Such as 100 and 103."""
    whole = b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + answer("hello")

    assert (heard(once(whole)).status, heard(once(whole)).text) == (200, "hello")


def test_an_answer_without_a_length_ends_with_its_connection() -> None:
    """As HTTP/1.0 had it."""
    assert heard(once(b"HTTP/1.1 200 OK\r\n\r\nhel", b"lo")).text == "hello"


def test_an_answer_without_a_body_does_not_wait_for_one() -> None:
    """204 has none, whatever its head tells."""
    assert heard(answering(lambda _: b"HTTP/1.1 204 No Content\r\n\r\n")).body == b""


def test_a_compressed_body_is_unpacked() -> None:
    """The browser asks for it, so the servers may."""
    packed = answer(gzip.compress(b"hello" * 100), "Content-Encoding: gzip")

    assert heard(answering(lambda _: packed)).text == "hello" * 100


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"SSH-2.0-OpenSSH\r\n\r\n",
        answer("hello")[:-1],
        CHUNKED[:-9],
        b"HTTP/1.1 200 OK\r\nContent-Length: few\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nhello\r\n",
        answer(b"not packed", "Content-Encoding: gzip"),
    ],
)
def test_half_an_answer_is_a_broken_connection(said: bytes) -> None:
    """Never a short body that looks like a whole one."""
    with pytest.raises(ConnectionError):
        heard(once(said))


def test_a_server_that_says_nothing_is_given_up() -> None:
    """After the client's patience; the next request is not answered by the late answer."""

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while request := await asked(reader):
            if request.path != "/slow":
                writer.write(answer(request.path))

    async def visit(client: Client) -> str:
        await client.ask("GET", "/warm")
        with pytest.raises(TimeoutError):
            await client.ask("GET", "/slow")
        return (await client.ask("GET", "/after")).text

    assert visited(handle, visit, patience=0.05) == "/after"


def test_one_connection_carries_many_requests() -> None:
    """As a browser's does."""
    connections = []

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.append(writer)
        await answering(lambda request: answer(request.path))(reader, writer)

    async def visit(client: Client) -> list[str]:
        return [(await client.ask("GET", f"/{number}")).text for number in range(3)]

    assert (visited(handle, visit), len(connections)) == (["/0", "/1", "/2"], 1)


@pytest.mark.parametrize("is_seen", [True, False], ids=["seen before", "found out by asking"])
def test_a_connection_that_the_server_closed_is_opened_anew(is_seen: bool) -> None:
    """Whatever the method, as Chromium does, since nothing of an answer had come."""
    bodies: list[bytes] = []

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asked(reader)
        writer.write(answer("first"))
        if not is_seen and not bodies:
            bodies.append(b"")
            await asked(reader)  # and hang up instead of answering

    async def visit(client: Client) -> str:
        await client.ask("GET", "/")
        await asyncio.sleep(0.01 if is_seen else 0)
        return (await client.ask("POST", "/", json=1)).text

    assert visited(handle, visit) == "first"


def test_a_request_that_was_half_answered_is_not_sent_again() -> None:
    """The server has begun to do it."""
    requests: list[Request | None] = []

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        requests.append(await asked(reader))
        writer.write(answer("first"))
        requests.append(await asked(reader))
        writer.write(answer("second")[:-1])

    async def visit(client: Client) -> None:
        await client.ask("GET", "/")
        with pytest.raises(ConnectionError):
            await client.ask("GET", "/")

    visited(handle, visit)

    assert len(requests) == 2


def test_cookies_are_kept_and_sent_until_they_are_over() -> None:
    """By name; the last one counts."""
    told = {
        "/in": ("Set-Cookie: a=1; Path=/; HttpOnly", "Set-Cookie: b=x=y"),
        "/out": (
            "Set-Cookie: a=; Max-Age=0",
            "Set-Cookie: b=; expires=Thu, 01 Jan 1970 00:00:00 GMT",
        ),
    }

    async def visit(client: Client) -> list[str]:
        paths = ("/in", "/say", "/out", "/say")
        return [(await client.ask("GET", path)).text for path in paths]

    server = answering(
        lambda request: answer(request.headers.get("cookie", "none"), *told.get(request.path, ()))
    )

    assert visited(server, visit) == ["none", "a=1; b=x=y", "a=1; b=x=y", "none"]


def echo(request: Request) -> bytes:
    kind = request.headers.get("content-type", "")
    return answer(json.dumps([request.method, request.path, kind, request.body.decode()]))


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"params": {"a": "x y"}}, ["POST", "/p?q=1&a=x+y", "", ""]),
        ({"json": {"a": 1}}, ["POST", "/p?q=1", "application/json", '{"a": 1}']),
        (
            {"data": {"a": 1.5, "b": "&"}},
            ["POST", "/p?q=1", "application/x-www-form-urlencoded", "a=1.5&b=%26"],
        ),
    ],
)
def test_bodies_are_sent_as_forms_and_scripts_do(
    options: dict[str, dict[str, object]], expected: list[str]
) -> None:
    """With the kind that the server goes by."""

    async def visit(client: Client) -> list[str]:
        return list(json.loads((await client.ask("POST", "/p?q=1", **options)).text))  # type: ignore[arg-type]

    assert visited(answering(echo), visit) == expected


def test_a_redirect_is_followed_with_its_cookie() -> None:
    """A posted form leads to a page, which is got."""

    def says(request: Request) -> bytes:
        if request.path == "/form":
            return answer("", "Location: /page?x=1", "Set-Cookie: a=1", status="302 Found")
        return answer(f"{request.method} {request.path} {request.headers.get('cookie')}")

    found = visited(answering(says), lambda client: client.ask("POST", "/form", data={"a": 1}))

    assert isinstance(found, Answer)
    assert found.text == "GET /page?x=1 a=1"


def test_a_redirect_to_another_server_is_left_to_the_visitor() -> None:
    """Nothing leaves the machine."""
    away = answer("", "Location: http://example.org/", status="302 Found")

    assert heard(answering(lambda _: away)).status == 302


def test_a_redirect_without_end_is_given_up() -> None:
    """As a browser gives it up."""
    with pytest.raises(ConnectionError, match="redirects"):
        heard(answering(lambda _: answer("", "Location: /", status="307 Temporary Redirect")))


def test_a_stream_comes_line_by_line() -> None:
    """Also where a line comes in pieces, and before the stream has ended."""
    go_on = asyncio.Event()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asked(reader)
        writer.write(b"HTTP/1.1 200 OK\r\n\r\none\ntw")
        await go_on.wait()
        writer.write(b"o\n\nrest")

    async def visit(client: Client) -> list[bytes]:
        found = []
        async with client.lines("/") as lines:
            async for line in lines:
                found.append(line)
                go_on.set()
        return found

    assert visited(handle, visit) == [b"one", b"two", b"", b"rest"]


def test_lines_that_come_while_others_are_in_use_are_not_waited_for() -> None:
    """The stream may say no more for a long time."""

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asked(reader)
        for line in (b"HTTP/1.1 200 OK\r\n\r\none\n", b"two\n"):
            writer.write(line)
            await asyncio.sleep(0.01)
        await asked(reader)

    async def visit(client: Client) -> list[bytes]:
        found: list[bytes] = []
        async with client.lines("/") as lines:
            async for line in lines:
                found.append(line)
                await asyncio.sleep(0.05)
                if line == b"two":
                    break
        return found

    assert visited(handle, visit, patience=1) == [b"one", b"two"]


def test_a_stream_with_another_status_is_a_broken_connection() -> None:
    """Its lines are no events."""

    async def visit(client: Client) -> None:
        async with client.lines("/"):
            pass

    with pytest.raises(ConnectionError, match="500"):
        visited(once(answer("sorry", status="500 Internal Server Error")), visit)
