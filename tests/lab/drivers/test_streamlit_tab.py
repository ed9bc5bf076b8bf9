"""A tab against a server that answers as Streamlit does, or as it should not."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.server import ServerConnection, serve
from websockets.typing import Subprotocol

from framework_compare.lab.drivers import streamlit_tab
from framework_compare.lab.drivers.streamlit_tab import Tab
from framework_compare.lab.errors import NoAnswer, WrongAnswer

Answers = Callable[[BackMsg], list[ForwardMsg]]


def started(page: str = "page-1") -> ForwardMsg:
    message = ForwardMsg()
    message.new_session.page_script_hash = page
    return message


def text(body: str) -> ForwardMsg:
    message = ForwardMsg()
    message.delta.new_element.markdown.body = body
    return message


def number(label: str, value: float, *, fragment: str = "", name: str = "") -> ForwardMsg:
    message = ForwardMsg()
    message.delta.fragment_id = fragment
    message.delta.new_element.number_input.id = name or f"id-{label}"
    message.delta.new_element.number_input.label = label
    message.delta.new_element.number_input.default = value
    return message


def button(label: str, fragment: str) -> ForwardMsg:
    message = ForwardMsg()
    message.delta.fragment_id = fragment
    message.delta.new_element.button.id = f"id-{label}"
    message.delta.new_element.button.label = label
    return message


def large(name: str) -> ForwardMsg:
    message = text("large")
    message.hash = name
    message.metadata.cacheable = True
    return message


def reference(name: str) -> ForwardMsg:
    message = ForwardMsg()
    message.ref_hash = name
    return message


def finished(status: int = ForwardMsg.FINISHED_SUCCESSFULLY) -> ForwardMsg:
    message = ForwardMsg()
    message.script_finished = status
    return message


def visited(answers: Answers, visit: Callable[[Tab], Awaitable[None]]) -> list[BackMsg]:
    """Let a tab visit a server that gives these answers; return what the tab sent."""
    sent: list[BackMsg] = []

    async def serving(connection: ServerConnection) -> None:
        async for raw in connection:
            assert isinstance(raw, bytes)
            sent.append(BackMsg.FromString(raw))
            for message in answers(sent[-1]):
                await connection.send(message.SerializeToString())

    async def both() -> None:
        async with serve(
            serving, "127.0.0.1", 0, subprotocols=[Subprotocol("streamlit")]
        ) as server:
            tab = Tab(f"http://127.0.0.1:{next(iter(server.sockets)).getsockname()[1]}")
            try:
                await visit(tab)
            finally:
                await tab.close()

    asyncio.run(both())
    return sent


def test_a_run_returns_the_texts_that_it_drew() -> None:
    """In their order, each with when it came."""

    async def visit(tab: Tab) -> None:
        said = await tab.open("here")

        assert [words for _, words in said] == ["first", "second"]
        assert said[0].at <= said[1].at

    visited(lambda _: [started(), text("first"), text("second"), finished()], visit)


def test_a_changed_widget_asks_for_its_own_fragment_with_every_value() -> None:
    """As the browser does: all widgets travel, one fragment runs."""

    async def visit(tab: Tab) -> None:
        await tab.open("here")
        tab.widgets["Age"].value = 60.0
        await tab.run("here", "Age")

    sent = visited(
        lambda _: [started(), number("Age", 40, fragment="f"), number("Visits", 12), finished()],
        visit,
    )
    asked = sent[1].rerun_script

    assert not sent[0].rerun_script.widget_states.widgets
    assert (asked.page_script_hash, asked.fragment_id) == ("page-1", "f")
    assert {w.id: w.double_value for w in asked.widget_states.widgets} == {
        "id-Age": 60.0,
        "id-Visits": 12.0,
    }


def test_only_the_pressed_button_counts_as_pressed() -> None:
    """A button that is merely there sends nothing."""

    async def visit(tab: Tab) -> None:
        await tab.open("here")
        await tab.run("here", "Predict")
        await tab.run("here", "Age")

    page = [started(), number("Age", 40), button("Predict", "f"), button("Reset", "f"), finished()]
    sent = visited(lambda _: page, visit)

    assert [w.id for w in sent[1].rerun_script.widget_states.widgets] == ["id-Age", "id-Predict"]
    assert sent[1].rerun_script.widget_states.widgets[1].trigger_value
    assert [w.id for w in sent[2].rerun_script.widget_states.widgets] == ["id-Age"]


def test_a_widget_that_is_a_new_one_forgets_the_old_value() -> None:
    """Another id is another widget, whatever its label."""
    names = iter(["old", "new", "new"])

    async def visit(tab: Tab) -> None:
        await tab.open("here")
        tab.widgets["Age"].value = 60.0
        await tab.run("here", "Age")

        assert tab.widgets["Age"].value == 40

    visited(lambda _: [started(), number("Age", 40, name=next(names)), finished()], visit)


def test_large_messages_are_kept_as_long_as_the_browser_keeps_them() -> None:
    """One that is not used again is named in two more requests and then dropped."""
    runs = iter([[large("a")], [], [], [], []])

    async def visit(tab: Tab) -> None:
        await tab.open("here")
        for _ in range(4):
            await tab.run("here")

    sent = visited(lambda _: [started(), *next(runs), finished()], visit)

    assert [list(m.rerun_script.cached_message_hashes) for m in sent] == [[], ["a"], ["a"], [], []]


def test_a_message_that_is_referred_to_is_kept_longer() -> None:
    """Its use starts the count anew."""
    runs = iter([[large("a")], [reference("a")], [], [], []])

    async def visit(tab: Tab) -> None:
        await tab.open("here")
        for _ in range(4):
            await tab.run("here")

    sent = visited(lambda _: [started(), *next(runs), finished()], visit)

    assert [list(m.rerun_script.cached_message_hashes) for m in sent] == [
        [],
        ["a"],
        ["a"],
        ["a"],
        [],
    ]


def exception() -> ForwardMsg:
    message = ForwardMsg()
    message.delta.new_element.exception.message = "division by zero"
    return message


@pytest.mark.parametrize(
    ("message", "found"),
    [
        (exception(), "division by zero"),
        (reference("never sent"), "never sent"),
        (finished(ForwardMsg.FINISHED_WITH_COMPILE_ERROR), "a script that runs"),
    ],
    ids=["exception", "reference", "compile error"],
)
def test_a_page_that_fails_is_a_wrong_answer(message: ForwardMsg, found: str) -> None:
    """With what it shows; a fast error page is not a fast page."""

    async def visit(tab: Tab) -> None:
        with pytest.raises(WrongAnswer, match=found):
            await tab.open("here")

    visited(lambda _: [started(), message, finished()], visit)


def test_a_run_that_starts_again_is_awaited_to_its_real_end() -> None:
    """The app itself may ask for a rerun."""
    page = [
        started(),
        text("old"),
        finished(ForwardMsg.FINISHED_EARLY_FOR_RERUN),
        started(),
        text("new"),
        finished(),
    ]

    async def visit(tab: Tab) -> None:
        assert (await tab.open("here"))[-1].text == "new"

    visited(lambda _: page, visit)


def test_a_server_that_says_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """After the patience, with the place."""
    monkeypatch.setattr(streamlit_tab, "PATIENCE", 0.2)

    async def visit(tab: Tab) -> None:
        with pytest.raises(NoAnswer, match="here: must answer within"):
            await tab.open("here")

    visited(lambda _: [started()], visit)


def test_a_port_where_nobody_listens_is_a_wrong_answer() -> None:
    """And closing a tab that never opened does no harm."""

    async def visit() -> None:
        tab = Tab("http://127.0.0.1:9")
        with pytest.raises(WrongAnswer, match="an open websocket"):
            await tab.open("here")
        await tab.close()

    asyncio.run(visit())
