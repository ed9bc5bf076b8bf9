"""Visitors of Dash and Gradio against servers that answer as those do, or as they should not."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

pytest.importorskip("websockets", reason="the extra 'lab' is not installed")

from framework_compare.lab.drivers import dash, gradio
from framework_compare.lab.errors import WrongAnswer
from tests.lab.plain_server import answer, answering, listening

PAGE = "<html><title>People</title></html>"
CONFIG: dict[str, Any] = {
    "title": "People",
    "dependencies": [
        {"id": 0, "api_name": "show_people", "targets": [[1, "load"], [2, "change"]]},
        {"id": 1, "api_name": "show_prediction", "targets": [[3, "click"]]},
    ],
}


def visited(routes: dict[str, bytes], visit: Callable[[str], Awaitable[object]]) -> object:
    """Serve some paths, visit them, and return what the visit returns."""

    async def both() -> object:
        serving = answering(lambda request: routes[request.path.partition("?")[0]])
        async with listening(serving) as address:
            return await visit(address)

    return asyncio.run(both())


def says(text: str, status: str = "200 OK") -> bytes:
    return answer(text, "Content-Type: text/html", status=status)


def dash_routes(shown: dict[str, Any]) -> dict[str, bytes]:
    """Serve a Dash app whose callbacks always answer the same."""
    callback = says(json.dumps({"response": shown}))
    return {
        "/": says(PAGE),
        "/_dash-layout": says("{}"),
        "/_dash-dependencies": says("[]"),
        "/_dash-update-component": callback,
    }


def filtered(count: str) -> dict[str, Any]:
    return {"count": {"children": count}, "table": {"rowData": []}, "chart": {"figure": {}}}


async def dash_filter(address: str) -> int:
    visitor = dash.Visitor(address)
    try:
        await visitor.open()
        return await visitor.filter("Retired", 70)
    finally:
        await visitor.close()


def test_dash_shows_what_its_callback_answers() -> None:
    """The count beside a table and a chart."""
    assert visited(dash_routes(filtered("1,234 rows")), dash_filter) == 1234


def test_dash_must_draw_table_and_chart_with_the_count() -> None:
    """A count alone is not the page that was asked for."""
    with pytest.raises(WrongAnswer, match="dash: filter"):
        visited(dash_routes({"count": {"children": "12 rows"}}), dash_filter)


def test_dash_must_not_answer_with_an_error() -> None:
    """A callback that fails is told with its status."""
    routes = dash_routes(filtered("12 rows")) | {
        "/_dash-update-component": says("sorry", "500 Internal Server Error")
    }

    with pytest.raises(WrongAnswer, match="got '500 sorry"):
        visited(routes, dash_filter)


def gradio_routes(*messages: dict[str, Any]) -> dict[str, bytes]:
    """Serve a Gradio app whose queue always tells the same."""
    stream = "".join(f"data: {json.dumps(message)}\n\n" for message in messages)
    return {
        "/": says(f"<script>window.gradio_config = {json.dumps(CONFIG)};</script>"),
        "/gradio_api/queue/join": says('{"event_id": "a"}'),
        "/gradio_api/queue/data": says(stream),
    }


def completed(*data: object, success: bool = True) -> dict[str, Any]:
    return {"msg": "process_completed", "success": success, "output": {"data": list(data)}}


async def gradio_filter(address: str) -> int:
    visitor = gradio.Visitor(address)
    try:
        await visitor.open()
        return await visitor.filter("Retired", 70)
    finally:
        await visitor.close()


def test_gradio_shows_what_its_stream_carries() -> None:
    """Between an estimate and the end of the stream."""
    messages = ({"msg": "estimation"}, completed("### 1,234 rows", {}, {}), {"msg": "close_stream"})

    assert visited(gradio_routes(*messages), gradio_filter) == 1234


def test_gradio_takes_what_is_answered_at_once() -> None:
    """An event that the page's configuration keeps out of the queue: one request, one answer."""
    events = [event | {"queue": False} for event in CONFIG["dependencies"]]
    page = (
        f"<script>window.gradio_config = {json.dumps(CONFIG | {'dependencies': events})};</script>"
    )
    answer = says(json.dumps({"data": ["### 1,234 rows", {}, {}]}))

    assert visited({"/": says(page), "/gradio_api/run/predict": answer}, gradio_filter) == 1234


def test_gradio_must_not_fail() -> None:
    """A function that raises is told in the stream, not in the status."""
    with pytest.raises(WrongAnswer, match="gradio: show_people: must answer 'success'"):
        visited(gradio_routes(completed(success=False)), gradio_filter)


def test_gradio_must_answer_before_its_stream_ends() -> None:
    """A full queue ends it early."""
    with pytest.raises(WrongAnswer, match="a stream without an answer"):
        visited(gradio_routes({"msg": "queue_full"}, {"msg": "close_stream"}), gradio_filter)
