"""A tab from before its session: what it brings counts, as if the session had never been gone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from urllib.parse import parse_qs

import pytest

from framework_compare import Catalogue, from_query
from framework_compare.explain.information import next_question
from framework_compare.scoring.study import Study
from framework_compare.ui.frame import resuming
from framework_compare.ui.frame.settings import SETTINGS
from framework_compare.vocabulary import NEEDS
from tests.ui.conftest import Server
from tests.ui.protocol import Tab

QUERY = "goal=rest_api&audience=public&needs=webhooks"
PROJECT = {"goal": ["rest_api"], "audience": ["public"], "needs": ["webhooks"]}
SHOWN = {"req.goal": ["REST API"], "req.needs": ["Receive webhooks"]}
"""What the widgets of the first group of questions hold."""


def resumed(
    server: Server, act: Callable[[Tab], None], section: str = "", query: str = QUERY
) -> Tab:
    """Draw a page, lose its session, and let the next one begin with what the visitor does."""

    async def visit() -> Tab:
        async with Tab(server.port, query=query) as tab:
            await tab.run()
            tab.widgets |= SHOWN
            if section:
                tab.widgets = {"project.section": [section]}
                await tab.run()
        async with tab.lose() as again:
            act(again)
            await again.run()
            return again

    return asyncio.run(visit())


def answers(tab: Tab) -> dict[str, list[str]]:
    return {name: texts for name, texts in parse_qs(tab.query).items() if name not in SETTINGS}


def values(tab: Tab, key: str) -> list[str]:
    """What the last run told a widget to show."""
    shown: list[str] = []
    for message in tab.drawn:
        element = message.delta.new_element
        if element.WhichOneof("type") == "button_group" and element.button_group.id.endswith(
            f"-{key}"
        ):
            group = element.button_group
            shown = list(group.raw_values) if group.set_value else shown
    return shown


def test_an_answer_that_comes_with_the_first_run_counts(warm_server: Server):
    """The address says something older than the click."""
    tab = resumed(warm_server, lambda tab: tab.widgets.update({"req.goal": ["Shop"]}))

    assert answers(tab) == PROJECT | {"goal": ["ecommerce"]}


def test_an_answer_taken_back_with_the_first_run_is_gone(warm_server: Server):
    """An empty widget is an answer as well."""
    tab = resumed(warm_server, lambda tab: tab.widgets.update({"req.needs": []}))

    assert answers(tab) == {name: values for name, values in PROJECT.items() if name != "needs"}


def test_the_widget_shows_what_counts(warm_server: Server):
    """The first run had told it to show what the address says."""
    tab = resumed(warm_server, lambda tab: tab.widgets.update({"req.goal": ["Shop"]}))

    assert values(tab, "req.goal") == ["Shop"]


def test_a_number_typed_in_another_group_counts(warm_server: Server):
    """The group that was open is open again."""
    section = "The people · 1 of 3"

    tab = resumed(
        warm_server, lambda tab: tab.numbers.update({"req.peak_concurrent_users": 120}), section
    )

    assert answers(tab) == PROJECT | {"peak_concurrent_users": ["120"]}
    assert set(tab.keys()) >= {"req.peak_concurrent_users"}


def asked_next(catalogue: Catalogue) -> tuple[str, str, dict[str, list[str]]]:
    """What the project is asked next: the widget's key, an answer, and the project with it."""
    requirement, _ = from_query(PROJECT, frameworks=catalogue.frameworks)
    asked = next_question(Study(requirement, catalogue))
    assert asked is not None
    if asked.item:
        needs = sorted([*PROJECT["needs"], asked.item], key=list(NEEDS).index)
        return "next.answer", "Yes", PROJECT | {"needs": needs}
    first = catalogue.questions[asked.field].answer[0]
    return "next.answer", first.label, PROJECT | {asked.field: [first.value]}


def test_a_question_asked_next_is_answered(warm_server: Server, catalogue: Catalogue):
    """Its widget passes on a changed answer that the new session has never seen otherwise."""
    key, answer, wanted = asked_next(catalogue)

    def say(tab: Tab) -> None:
        tab.widgets[key] = [answer]

    assert answers(resumed(warm_server, say)) == wanted


def test_what_is_asked_next_belongs_to_the_whole_page(warm_server: Server, catalogue: Catalogue):
    """Streamlit drops a click in a fragment that its session has not drawn."""

    async def visit() -> Tab:
        async with Tab(warm_server.port, query=QUERY) as tab:
            await tab.run()
            return tab

    tab = asyncio.run(visit())
    key, *_ = asked_next(catalogue)
    asked = [m.delta for m in tab.drawn if f"-{key}" in str(m.delta.new_element.button_group.id)]

    assert [delta.fragment_id for delta in asked] == [""]


def test_start_over_forgets_everything(warm_server: Server):
    """Also what the widgets still hold."""
    tab = resumed(warm_server, lambda tab: setattr(tab, "pressed", "ui.start_over"))

    assert answers(tab) == {}


def test_a_click_while_the_first_run_still_draws_counts(warm_server: Server):
    """The browser asks for a run by itself, and the visitor does not wait for its end."""

    async def visit() -> Tab:
        async with Tab(warm_server.port, query=QUERY) as tab:
            await tab.run()
            tab.widgets |= SHOWN
        async with tab.lose() as again:
            await again.ask()
            again.pressed = "ui.start_over"
            await again.run()
            while answers(again):
                await again.wait()
            return again

    assert answers(asyncio.run(asyncio.wait_for(visit(), 60))) == {}


def test_a_tab_that_brings_nothing_new_is_drawn_once(warm_server: Server):
    """After a restart every tab comes back at once."""
    assert resumed(warm_server, lambda tab: None).runs() == 1


def test_a_link_that_is_opened_is_drawn_once(warm_server: Server):
    """There is no widget yet that could hold anything."""

    async def visit() -> Tab:
        async with Tab(warm_server.port, query=QUERY) as tab:
            await tab.run()
            return tab

    assert asyncio.run(visit()).runs() == 1


@pytest.mark.parametrize("page", ["", "verdict"])
def test_every_page_makes_the_browser_call_again_once_it_is_reconnected(
    warm_server: Server, page: str
):
    """It does so where something on the page has a timer."""

    async def visit() -> Tab:
        async with Tab(warm_server.port, page=page, query=QUERY) as tab:
            await tab.run()
            return tab

    timers = [
        m.auto_rerun.interval
        for m in asyncio.run(visit()).drawn
        if m.WhichOneof("type") == "auto_rerun"
    ]

    assert len(timers) == 1
    assert 3600 < timers[0] < 2**31 / 1000  # a browser's timer counts milliseconds in 32 bits


def test_without_what_streamlit_keeps_to_itself_the_address_counts():
    """A later Streamlit may keep it otherwise; nothing fails then."""

    class Stranger:
        """A session state without any of it."""

    class Context:
        """A run of the page."""

        page_script_hash = "page"

    brought = resuming.Brought(
        "page", resuming.WidgetStates(widgets=[resuming.WidgetState(id="$$ID-a-b")])
    )

    assert resuming.bring(Stranger(), "page", None) is None
    assert not resuming.is_news(brought, Context(), Stranger())
