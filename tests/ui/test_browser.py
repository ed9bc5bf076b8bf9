"""What only a browser shows: addresses, history, reloads, restarts and widths."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.ui.conftest import Server, chromium, driver

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]

PAGES = ("", "verdict", "compare", "what_if", "capacity", "evidence", "stakeholders", "method")
QUERY = "goal=rest_api&audience=public&needs=webhooks&needs=maps&weights=team:0.2:0.4"
ANSWERS = {
    "goal": ["rest_api"],
    "audience": ["public"],
    "needs": ["webhooks", "maps"],
    "weights": ["team:0.2:0.4"],
}
IDLE = (
    "[data-testid=stApp][data-test-script-state=notRunning][data-test-connection-state=CONNECTED]"
)
PATIENCE = 100  # looks, five in a second
OFFERED = ".st-key-next [role=radiogroup] button"
HIDDEN = "element => Math.max(element.scrollHeight - element.clientHeight - 2, 0)"
IN_FOCUS = "selector => document.activeElement.matches(selector)"
MENU = ".st-key-menu [data-testid=stPageLink-NavLink]"


class Visit:
    """A browser tab on the app."""

    def __init__(self, page) -> None:
        self.page = page

    def open(self, url: str) -> None:
        self.page.goto(url)
        self.settle()

    def settle(self) -> None:
        """Wait until the app is drawn and rests; before its first run it rests undrawn."""
        self.page.wait_for_selector(f"{MENU}:visible", timeout=60_000)
        self.page.wait_for_selector(IDLE)
        self.page.wait_for_timeout(800)
        self.page.wait_for_selector(IDLE)
        assert self.page.get_by_test_id("stException").count() == 0

    def comes_to(self, expected: object, look: Callable[[], object]) -> None:
        """Hold what is seen to what is expected, once a busy machine has caught up."""
        for _ in range(PATIENCE):
            if look() == expected:
                break
            self.page.wait_for_timeout(200)
        assert look() == expected

    def tap(self, text: str, within: str) -> None:
        self.page.locator(within).get_by_text(text, exact=True).first.click()
        self.settle()

    def go_to(self, title: str) -> None:
        self.page.locator(f"{MENU}:visible").filter(has_text=title).click()
        self.settle()

    def back(self) -> None:
        self.page.go_back()
        self.settle()

    def back_to(self, path: str) -> None:
        """Go back to a page; a menu link may leave one entry without a query on the way."""
        for _ in range(2):
            if self.path != path:
                before = self.answers
                self.back()
                assert before == self.answers

    def forward(self) -> None:
        self.page.go_forward()
        self.settle()

    def reload(self) -> None:
        self.page.reload()
        self.settle()

    def lower_edge(self, selector: str) -> float:
        box = self.page.locator(selector).first.bounding_box()
        assert box is not None
        return float(box["y"] + box["height"])

    @property
    def answers(self) -> dict[str, list[str]]:
        return {
            name: sorted(values) for name, values in parse_qs(urlsplit(self.page.url).query).items()
        }

    @property
    def asked(self) -> str:
        """What is asked next."""
        return str(self.page.locator(".st-key-next").inner_text())

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    def chosen(self, field: str) -> list[str]:
        """Return the answers shown as chosen under a question.

        Wait until some are, or until a moment has passed.
        """
        widget = self.page.locator(f".st-key-req\\.{field}, .st-key-req-{field}").first
        widget.wait_for()
        marked = widget.locator("[aria-checked=true], [aria-pressed=true], [kind$=Active]")
        for _ in range(20):
            if marked.count():
                break
            self.page.wait_for_timeout(150)
        return sorted(marked.all_inner_texts())


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    path = chromium()
    with driver().sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Any) -> Iterator[Visit]:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    yield Visit(page)
    page.close()


def in_order(answers: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name: sorted(values) for name, values in answers.items()}


@pytest.mark.parametrize("path", ["", "compare"])
def test_a_fresh_server_opens_a_page_with_the_requirement_of_the_link(
    server: Server, visit: Visit, path: str
):
    """The first address that a server is asked for runs inside the frame, its requirement kept.

    That of every page is asked for without a browser.
    """
    visit.open(server.url(path, QUERY))

    visit.comes_to(in_order(ANSWERS), lambda: visit.answers)
    visit.comes_to(len(PAGES), visit.page.locator(f"{MENU}:visible").count)

    visit.go_to("Your project")

    visit.comes_to(["REST API"], lambda: visit.chosen("goal"))
    assert server.complaints() == []


def test_an_answer_survives_pages_back_reload_and_restart(server: Server, visit: Visit):
    """Nothing that was answered is lost on any way through the app."""
    visit.open(server.url("", QUERY))
    visit.tap("Microservice", ".st-key-questions")
    changed = in_order(ANSWERS | {"goal": ["microservice"]})

    visit.comes_to(changed, lambda: visit.answers)

    visit.go_to("Compare")

    visit.comes_to(("/compare", changed), lambda: (visit.path, visit.answers))

    visit.back_to("/")

    visit.comes_to((changed, ["Microservice"]), lambda: (visit.answers, visit.chosen("goal")))

    visit.reload()

    visit.comes_to((changed, ["Microservice"]), lambda: (visit.answers, visit.chosen("goal")))

    server.stop()
    server.start()
    visit.settle()

    visit.comes_to((changed, ["Microservice"]), lambda: (visit.answers, visit.chosen("goal")))
    assert server.complaints() == []


def test_back_and_forward_show_the_answers_of_each_step(warm_server: Server, visit: Visit):
    """Every step of the history is a requirement."""
    visit.open(warm_server.url())
    visit.tap("Shop", ".st-key-next")
    visit.tap("Website", ".st-key-questions")

    visit.back()

    visit.comes_to(
        ({"goal": ["ecommerce"]}, ["Shop"]), lambda: (visit.answers, visit.chosen("goal"))
    )

    visit.back()

    visit.comes_to({}, lambda: visit.answers)
    visit.comes_to(True, lambda: "What is it mainly?" in visit.asked)

    visit.forward()
    visit.forward()

    visit.comes_to(
        ({"goal": ["content_website"]}, ["Website"]), lambda: (visit.answers, visit.chosen("goal"))
    )


def test_quick_taps_are_all_kept(warm_server: Server, visit: Visit):
    """An answer counts even when the next is given before the page has caught up."""
    visit.open(warm_server.url("", "goal=interactive_dashboard"))
    questions = visit.page.locator(".st-key-questions")
    for text in ("Linked charts", "Many pages", "Update live"):
        questions.get_by_text(text, exact=True).first.click(no_wait_after=True)
    visit.settle()

    visit.comes_to(
        ["cross_chart_interaction", "live_updates", "many_pages"],
        lambda: visit.answers.get("needs"),
    )


def test_the_next_question_is_answered_where_it_is_asked(warm_server: Server, visit: Visit):
    """One tap answers it, and another question takes its place."""
    visit.open(warm_server.url())
    visit.tap("Dashboard", ".st-key-next")

    visit.comes_to({"goal": ["interactive_dashboard"]}, lambda: visit.answers)
    visit.comes_to(["Dashboard"], lambda: visit.chosen("goal"))
    visit.comes_to(False, lambda: "What is it mainly?" in visit.asked)


def test_the_keyboard_goes_on_at_the_next_question(warm_server: Server, visit: Visit):
    """After an answer is given with Enter, one Tab is on an answer of the question that came."""
    visit.open(warm_server.url())
    visit.page.locator(f"{OFFERED}").first.focus()
    for _ in range(3):
        before = visit.asked
        visit.page.keyboard.press("Enter")
        visit.comes_to(True, lambda before=before: visit.asked != before)
        visit.settle()
        if not visit.page.evaluate(IN_FOCUS, OFFERED):
            visit.page.keyboard.press("Tab")

        assert visit.page.evaluate(IN_FOCUS, OFFERED)


def test_answers_come_back_from_their_file(warm_server: Server, visit: Visit, tmp_path: Path):
    """Downloaded, forgotten, opened again."""
    visit.open(warm_server.url("", QUERY + "&name=Pricing%20*desk*"))
    before = visit.answers
    visit.page.get_by_role("button", name="File", exact=True).click()
    with visit.page.expect_download() as download:
        visit.page.get_by_role("button", name="Download your answers").click()
    file = tmp_path / "requirement.json"
    download.value.save_as(file)
    visit.page.keyboard.press("Escape")
    visit.tap("Start over", "[data-testid=stMain]")

    visit.comes_to({}, lambda: visit.answers)

    visit.page.get_by_role("button", name="File", exact=True).click()
    visit.page.locator("input[type=file]").set_input_files(file)
    visit.page.wait_for_function("() => location.search.includes('goal=')")
    visit.settle()

    visit.comes_to(before, lambda: visit.answers)


def test_the_starter_comes_with_the_record_of_this_very_link(
    warm_server: Server, visit: Visit, tmp_path: Path
):
    """Made when it is asked for, after the page was drawn."""
    visit.open(warm_server.url("verdict", QUERY))
    champion = visit.page.locator(".st-key-champion").inner_text().strip()
    with visit.page.expect_download() as download:
        visit.page.get_by_role("button", name="Download the starter").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)

    with zipfile.ZipFile(file) as archive:
        folder = archive.namelist()[0].split("/")[0]
        record = archive.read(f"{folder}/decision-record.md").decode()
        assert f"{folder}/README.md" in archive.namelist()
    assert file.name == f"starter-{folder}.zip"
    assert f'Chosen option: "{champion}", because' in record
    (link,) = [word for word in record.split() if word.startswith("http://127.0.0.1")]
    assert parse_qs(urlsplit(link).query) == ANSWERS


def test_a_link_in_the_page_makes_one_step_of_history(warm_server: Server, visit: Visit):
    """There with everything, and back with one press."""
    visit.open(warm_server.url("", QUERY))
    visit.tap("The full verdict", ".st-key-strip")

    visit.comes_to(("/verdict", in_order(ANSWERS)), lambda: (visit.path, visit.answers))

    visit.back()

    visit.comes_to(("/", in_order(ANSWERS)), lambda: (visit.path, visit.answers))


def test_the_landing_page_fits_the_screen(warm_server: Server, visit: Visit):
    """At 1280 by 800 question, answer and the groups are in view, with the first of a group.

    No box of them scrolls inside the page, however high the window.
    """
    for query in ("", "goal=interactive_dashboard&audience=public"):
        visit.open(warm_server.url("", query))

        visit.comes_to(True, lambda: visit.lower_edge(".st-key-next") <= 800)
        visit.comes_to(True, lambda: visit.lower_edge(".st-key-strip") <= 800)
        visit.comes_to(
            True, lambda: visit.lower_edge(".st-key-questions [data-testid=stButtonGroup]") <= 800
        )
        hidden = visit.page.locator(".st-key-questions").evaluate(HIDDEN)
        assert hidden == 0


def test_on_a_phone_the_first_question_stands_above_the_fold(warm_server: Server, visit: Visit):
    """At 390 by 844 the next question and its answers are within the first screen."""
    visit.page.set_viewport_size({"width": 390, "height": 844})
    for query in ("", "goal=interactive_dashboard&audience=public"):
        visit.open(warm_server.url("", query))

        visit.comes_to(True, lambda: visit.lower_edge(".st-key-next") <= 844)
        assert visit.page.locator(".st-key-questions").evaluate(HIDDEN) == 0


def test_what_to_take_away_is_in_view(warm_server: Server, visit: Visit):
    """At 1280 by 800, with what was told above it, in a link that somebody else opens."""
    visit.open(warm_server.url("verdict", QUERY))

    visit.comes_to(True, lambda: visit.lower_edge(".st-key-vd-take_away") <= 800)
    told = visit.page.locator(".st-key-vd-told").inner_text()
    for said in ("Goal: REST API", "Audience: The public", "Receive webhooks, Interactive maps"):
        assert said in told


@pytest.mark.parametrize("path", ["", "verdict", "compare", "evidence", "stakeholders"])
def test_no_page_scrolls_sideways_on_a_phone(warm_server: Server, visit: Visit, path: str):
    """At 400 px wide tables scroll inside themselves."""
    visit.page.set_viewport_size({"width": 400, "height": 800})
    visit.open(warm_server.url(path, QUERY))
    main = visit.page.get_by_test_id("stMain")
    wider = "element => Math.max(element.scrollWidth - element.clientWidth, 0)"
    window = "() => Math.max(document.documentElement.scrollWidth - window.innerWidth, 0)"

    visit.comes_to((0, 0), lambda: (main.evaluate(wider), visit.page.evaluate(window)))


def test_back_and_forward_walk_through_what_was_shown(warm_server: Server, visit: Visit):
    """A section and a filter are steps like answers; the way back ends where it began."""
    visit.open(warm_server.url("compare", QUERY))
    visit.tap("Radar", ".st-key-compare\\.section, .st-key-compare-section")
    visit.tap("By weight", ".st-key-compare\\.axes, .st-key-compare-axes")
    whole = ANSWERS | {"compare.section": ["radar"], "compare.axes": ["weight"]}
    visit.comes_to(in_order(whole), lambda: visit.answers)
    visit.go_to("Evidence")
    visit.tap("All evidence", ".st-key-evidence\\.section, .st-key-evidence-section")
    visit.comes_to(in_order(whole | {"evidence.section": ["all"]}), lambda: visit.answers)
    visit.back()
    visit.comes_to(in_order(whole), lambda: visit.answers)
    visit.back_to("/compare")
    visit.comes_to(in_order(whole), lambda: visit.answers)
    visit.back()
    visit.comes_to(in_order(ANSWERS | {"compare.section": ["radar"]}), lambda: visit.answers)

    assert visit.page.get_by_text("Order of the axes", exact=True).is_visible()

    visit.back()
    visit.comes_to(in_order(ANSWERS), lambda: visit.answers)
    visit.forward()
    visit.comes_to(in_order(ANSWERS | {"compare.section": ["radar"]}), lambda: visit.answers)
    visit.comes_to(True, visit.page.get_by_text("Order of the axes", exact=True).is_visible)


def test_what_was_shown_survives_a_reload_and_a_restart(server: Server, visit: Visit):
    """The server that comes back knows nothing; the next tap on a section is not lost."""
    visit.open(server.url("capacity", QUERY + "&capacity.users=350"))
    visit.tap("Routing and data", ".st-key-capacity\\.section, .st-key-capacity-section")
    whole = ANSWERS | {"capacity.users": ["350"], "capacity.section": ["routing"]}
    visit.comes_to(in_order(whole), lambda: visit.answers)
    visit.reload()

    assert visit.answers == in_order(whole)

    server.stop()
    server.start()
    visit.page.wait_for_selector(IDLE, timeout=60_000)
    visit.tap("How far to trust it", ".st-key-capacity\\.section, .st-key-capacity-section")
    visit.comes_to(in_order(whole | {"capacity.section": ["trust"]}), lambda: visit.answers)

    assert visit.page.get_by_role("spinbutton", name="People at once").input_value() == "350"


def test_the_copied_link_opens_what_was_shown(warm_server: Server, visit: Visit, browser: Any):
    """It is the address of the page with all that differs from what a page shows by itself."""
    visit.open(warm_server.url("compare", QUERY + "&compare.section=philosophies"))
    visit.page.get_by_role("button", name="Copy link").click()
    link = visit.page.locator("[data-testid=stPopoverBody] code:visible").inner_text()
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    other = Visit(page)
    other.open(link)

    assert other.answers == visit.answers
    assert other.path == "/compare"
    assert page.get_by_text("How it works.").count() > 0

    page.close()
