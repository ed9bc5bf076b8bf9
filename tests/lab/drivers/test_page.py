"""Visitors of Flask, Django and FastAPI against a server that answers as those do, or otherwise."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping

import pytest

pytest.importorskip("websockets", reason="the extra 'lab' is not installed")

from framework_compare.lab.drivers import django, fastapi, flask
from framework_compare.lab.drivers.page import PageVisitor
from framework_compare.lab.errors import WrongAnswer
from tests.lab.plain_server import Request, answer, answering, listening

INPUTS = "".join(
    f'<input name="{name}">'
    for name in ("group", "minimum_age", "age", "income", "visits", "tenure")
)
TABLE = "<strong>1,234 rows</strong><table></table>"
PERSON = (40, 50_000, 12, 5)
Visit = Callable[[PageVisitor], Awaitable[float]]


def page(token: str) -> str:
    """Return a page with its forms, whose script brings the parts."""
    return (
        f'<h1>People</h1><form data-address="/people"><form data-address="/prediction">{INPUTS}'
        f'<input type="hidden" name="{token}" value="a secret">{TABLE}'
    )


def visited(
    visitor: Callable[[str], PageVisitor], says: Mapping[str, str], visit: Visit
) -> tuple[float, list[Request]]:
    """Visit a server that says one thing at each path, and return also what it was asked."""
    heard: list[Request] = []

    def told(request: Request) -> bytes:
        heard.append(request)
        return answer(says[request.path.partition("?")[0]])

    async def both() -> float:
        async with listening(answering(told)) as address:
            one = visitor(address)
            try:
                await one.open()
                return await visit(one)
            finally:
                await one.close()

    return asyncio.run(both()), heard


async def predict(visitor: PageVisitor) -> float:
    return await visitor.predict(*PERSON)


async def choose(visitor: PageVisitor) -> float:
    return await visitor.filter("Retired", 70)


async def ask(visitor: PageVisitor) -> float:
    return await visitor.answer(*PERSON)


BOTH = pytest.mark.parametrize(
    ("visitor", "token"),
    [(flask.Visitor, "csrf_token"), (django.Visitor, "csrfmiddlewaretoken")],
    ids=["flask", "django"],
)


@BOTH
def test_a_prediction_brings_its_part_for_the_pages_token(
    visitor: type[PageVisitor], token: str
) -> None:
    """As a form, with the hidden field; the page is not asked for again."""
    says = {"/": page(token), "/prediction": "<p>Predicted spend: 130.80</p>"}

    spend, heard = visited(visitor, says, predict)

    assert spend == 130.8
    assert [request.path for request in heard] == ["/", "/prediction"]
    assert heard[-1].body == b"age=40&income=50000&visits=12&tenure=5&%b=a+secret" % token.encode()


@BOTH
def test_a_filter_brings_rows_and_table(visitor: type[PageVisitor], token: str) -> None:
    """With both choices in the address."""
    count, heard = visited(visitor, {"/": page(token), "/people": TABLE}, choose)

    assert count == 1234
    assert heard[-1].path == "/people?group=Retired&minimum_age=70"


def test_a_count_without_its_rows_is_no_answer() -> None:
    """The person asked to see the people."""
    says = {"/": page("csrf_token"), "/people": "<strong>1,234 rows</strong>"}

    with pytest.raises(WrongAnswer, match="the rows with their count"):
        visited(flask.Visitor, says, choose)


def test_a_page_whose_script_brings_nothing_is_another_page() -> None:
    """Then a click would cost a whole page, and that is not what is measured."""
    says = {"/": page("csrf_token").replace("data-address", "action")}

    with pytest.raises(WrongAnswer, match="/prediction"):
        visited(flask.Visitor, says, predict)


@BOTH
def test_the_endpoint_is_asked_without_a_token(visitor: type[PageVisitor], token: str) -> None:
    """As another program asks it."""
    spend, heard = visited(visitor, {"/": page(token), "/api/predict": '{"spend": 130.8}'}, ask)

    assert spend == 130.8
    assert b"secret" not in heard[-1].body


@pytest.mark.parametrize("says", ['{"spend": "130.80"}', '{"error": "busy"}', "130.80", "[]"])
def test_the_endpoint_must_answer_one_number(says: str) -> None:
    """Under its name, and nothing else."""
    pages = {"/": page("csrf_token"), "/api/predict": says}

    with pytest.raises(WrongAnswer, match=r"flask: answer\(40"):
        visited(flask.Visitor, pages, ask)


def test_what_the_page_of_fastapi_asks_is_the_endpoint_itself() -> None:
    """So a click and an answer are one request."""

    async def visit() -> list[float]:
        async with listening(answering(lambda _: answer('{"spend": 130.8}'))) as address:
            visitor = fastapi.Visitor(address)
            try:
                return [await visitor.predict(*PERSON), await visitor.answer(*PERSON)]
            finally:
                await visitor.close()

    assert asyncio.run(visit()) == [130.8, 130.8]
