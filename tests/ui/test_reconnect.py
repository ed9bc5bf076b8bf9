"""Nothing is lost when the connection is: a real browser, real servers, nginx in front of two."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.proxy.nginx import nginx
from tests.resilience import ACTIONS, LOSSES, Loss, Visitor, browsing, lose_and_act
from tests.ui.conftest import Server, chromium, do_without, driver

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]

_WITHOUT_NGINX = ("restart",)
_OTHERS = ("network cut", "failover by address", "failover by cookie")
_AFTER_A_RESTART = ("answer", "menu", "download")
_OF_EACH_KIND = ("answer", "download")
"""After the other losses; what else is done reaches the server as these do. All of them after each
loss are tried by ``python -m tests.resilience``.
"""


@pytest.fixture(scope="module")
def visitor() -> Iterator[Visitor]:
    chromium(), driver()
    with browsing() as found:
        yield found


@pytest.fixture(scope="module")
def loss(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Loss]:
    if request.param not in _WITHOUT_NGINX and not nginx():
        do_without("nginx is not installed")
    with LOSSES[request.param](tmp_path_factory.mktemp("loss")) as prepared:
        yield prepared


@pytest.mark.parametrize(
    ("loss", "title"),
    [
        *(("restart", title) for title in _AFTER_A_RESTART),
        *((loss, title) for loss in _OTHERS for title in _OF_EACH_KIND),
    ],
    indirect=["loss"],
)
def test_the_first_thing_that_is_done_afterwards_counts(visitor: Visitor, loss: Loss, title: str):
    """On the same project, in the address and on screen."""
    try:
        lost = lose_and_act(visitor, loss, ACTIONS[title]())
    finally:
        loss.mend()

    assert lost == ""


def test_the_menu_opens_the_same_project_in_a_new_tab(warm_server: Server, visitor: Visitor):
    """From every page, the landing page's link included."""
    visitor.open(warm_server.url("verdict", "goal=rest_api&needs=webhooks"))
    links = visitor.page.locator(".st-key-menu a:visible")
    opened = [link.evaluate("link => link.href") for link in links.all()]

    assert opened[:2] == [
        warm_server.url("", "goal=rest_api&needs=webhooks"),
        warm_server.url("verdict", "goal=rest_api&needs=webhooks"),
    ]
    assert all(address.endswith("?goal=rest_api&needs=webhooks") for address in opened)


def test_the_menu_works_from_the_keyboard(warm_server: Server, visitor: Visitor):
    """A link takes the focus, and Enter follows it."""
    visitor.open(warm_server.url("", "goal=rest_api"))
    visitor.page.locator(".st-key-menu a:visible").filter(has_text="Compare").focus()
    visitor.page.keyboard.press("Enter")
    visitor.settle()

    assert (visitor.path, visitor.answers) == ("/compare", {"goal": ["rest_api"]})


def test_the_menu_takes_one_row_on_a_phone(warm_server: Server, visitor: Visitor):
    """It scrolls inside itself, so that the page begins where it would without it."""
    visitor.page.set_viewport_size({"width": 400, "height": 800})
    visitor.open(warm_server.url("verdict", "goal=rest_api"))
    box = visitor.page.locator(".st-key-menu").bounding_box()
    visitor.page.set_viewport_size({"width": 1280, "height": 800})

    assert box is not None
    assert box["height"] < 48
    assert box["x"] + box["width"] <= 400


def test_every_page_has_a_title_of_its_own(warm_server: Server, visitor: Visitor):
    """By which tabs, bookmarks and screen readers tell them apart."""
    titles = set()
    for page in ("", "verdict", "compare"):
        visitor.open(warm_server.url(page, "goal=rest_api"))
        titles.add(visitor.page.title())

    assert titles == {
        f"{page} · Which Python framework fits your data product?"
        for page in ("Your project", "Verdict", "Compare")
    }


def test_a_named_project_is_in_the_title(warm_server: Server, visitor: Visitor):
    """As text, after the page, so that the tabs of two projects can be told apart."""
    visitor.open(warm_server.url("verdict", "goal=rest_api&name=Pricing%20*desk*"))

    assert visitor.page.title() == (
        "Verdict · Pricing *desk* · Which Python framework fits your data product?"
    )
