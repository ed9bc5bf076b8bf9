"""Links against a real server: cold, warm, travelled, and asked for too soon."""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qs

import pytest

from tests.ui.conftest import Server
from tests.ui.protocol import Tab

QUERY = "goal=rest_api&audience=public&weights=team%3A0.2%3A0.4"
PAGES = ("", "verdict", "compare", "what_if", "capacity", "evidence", "stakeholders", "method")


def goal(tab: Tab) -> list[str]:
    return parse_qs(tab.query).get("goal", [])


@pytest.mark.parametrize("page", ["", "stakeholders"])
def test_the_first_link_of_a_fresh_server_runs_inside_the_frame(server: Server, page: str):
    """A cold start shows the page with its menu and its requirement, and logs nothing."""

    async def visit() -> Tab:
        async with Tab(server.port, page=page, query=QUERY) as tab:
            await tab.run()
            return tab

    tab = asyncio.run(visit())

    listed = [name for name in tab.url_paths() if name != "presenter"]
    assert list(PAGES) == [name if name != "project" else "" for name in listed]
    assert parse_qs(tab.query) == parse_qs(QUERY)
    assert "exception" not in tab.elements()
    assert server.complaints() == []


def test_two_visitors_keep_to_themselves(warm_server: Server):
    """A session is one tab's."""

    async def visit() -> tuple[Tab, Tab]:
        async with (
            Tab(warm_server.port, query="goal=rest_api") as one,
            Tab(warm_server.port, query="goal=ecommerce") as other,
        ):
            await one.run()
            await other.run()
            other.widgets["req.goal"] = ["Website"]
            await other.run()
            await one.run()
            return one, other

    one, other = asyncio.run(visit())

    assert (goal(one), goal(other)) == (["rest_api"], ["content_website"])


def test_an_answer_given_before_the_address_changed_is_added(warm_server: Server):
    """The browser still shows the address from before the last answer."""

    async def visit() -> Tab:
        async with Tab(warm_server.port, query="goal=rest_api") as tab:
            await tab.run()
            tab.widgets["req.visualisation"] = ["Quite"]
            await tab.run()
            tab.query = "goal=rest_api"
            tab.widgets["req.routing"] = ["Complex"]
            await tab.run()
            return tab

    tab = asyncio.run(visit())

    assert parse_qs(tab.query) == {
        "goal": ["rest_api"],
        "visualisation": ["medium"],
        "routing": ["high"],
    }


def test_back_to_an_address_with_fewer_answers_takes_the_others_back(warm_server: Server):
    """The same address means something else when the visitor went back to it."""

    async def visit() -> Tab:
        async with Tab(warm_server.port, query="goal=rest_api") as tab:
            await tab.run()
            tab.widgets["req.visualisation"] = ["Quite"]
            await tab.run()
            tab.query = "goal=rest_api"
            await tab.run(travelled=True)
            return tab

    tab = asyncio.run(visit())

    assert tab.query == "goal=rest_api"


def test_what_is_typed_counts_though_a_link_is_followed_first(warm_server: Server):
    """On a quick click the browser sends the link first, then the typed number for the old page."""

    async def visit() -> Tab:
        async with Tab(warm_server.port, query="goal=rest_api") as tab:
            await tab.run()
            tab.widgets = {"project.section": ["The people"]}
            await tab.run()
            landing, widgets = tab.page_hash, tab.widgets
            tab.widgets, tab.page_hash = {}, tab.hash_of("verdict")
            await tab.ask()
            await tab.wait_for("navigation")
            tab.widgets, tab.page_hash, tab.numbers = (
                widgets,
                landing,
                {"req.peak_concurrent_users": 43},
            )
            await tab.run()
            while "peak_concurrent_users" not in tab.query or tab.page_hash == landing:
                await tab.wait()
            return tab

    tab = asyncio.run(asyncio.wait_for(visit(), 60))

    assert parse_qs(tab.query) == {
        "goal": ["rest_api"],
        "peak_concurrent_users": ["43"],
        "project.section": ["people"],
    }
    assert tab.page_hash == tab.hash_of("verdict")
