"""A relay that stands between a visitor and a server while what the server says is recorded."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from typing import Final

from framework_compare.lab.errors import LabError
from framework_compare.lab.recording import Conversation
from framework_compare.lab.replaying import Recording
from framework_compare.lab.servers import HOST

_PIECE: Final = 2**18  # bytes
_PATIENCE: Final = 1.0
"""Seconds for the rest of an answer whose visitor has read enough and is gone."""
_PAUSE: Final = 0.01


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
        self.last_question = b""
        """The newest request of HTTP, head and body, as the server heard it."""
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

            def from_client(data: bytes) -> bytes:
                ready = heard.from_client(data)
                self.last_question = heard.last_question or self.last_question
                return ready

            answering = asyncio.create_task(_hand_on(from_server, writer, heard.from_server))
            answering.add_done_callback(lambda _: writer.close())
            try:
                await _hand_on(reader, to_server, from_client)
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
