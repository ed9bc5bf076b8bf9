"""Every page and section can be read by everyone: light and dark, wide and on a telephone.

The rules are axe-core's. It does not look into pictures, so the text of charts is held to the same
contrast here, against what is drawn below it.
"""

from __future__ import annotations

import importlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pytest
from PIL import Image

from framework_compare.present.theme import INK_ON_DARK
from tests.people import ANALYST, IMPATIENT, SECURITY, link
from tests.ui.conftest import Server, chromium, do_without, driver

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]

PAGES = ("", "verdict", "compare", "what_if", "capacity", "evidence", "stakeholders", "method")
QUERY = (
    "goal=interactive_dashboard&audience=company_wide&peak_concurrent_users=80&auth=sso"
    "&weeks_to_first_release=12&team_skills=python&hosting=containers&needs=deep_links"
    "&must_haves=auth&name=Pricing%20desk&"
    + urlencode(link(ANALYST, SECURITY, IMPATIENT), doseq=True)
)
WIDE = {"width": 1280, "height": 6000}
"""Tall, so that what is below the fold is looked at too."""
NARROW = {"width": 390, "height": 9000}
IDLE = (
    "[data-testid=stApp][data-test-script-state=notRunning][data-test-connection-state=CONNECTED]"
)
MENU = ".st-key-menu [data-testid=stPageLink-NavLink]:visible"
FRAMED = f"{MENU}, .st-key-presenter-bar:visible"
"""The presenter view has a bar of its own in the menu's place."""
SECTIONS = "[data-testid=stMain] [role=radiogroup]:has(> [data-variant=segmented_control])"
CLOSED = "[data-testid=stMain] details:not([open]) > summary"
CONTRAST = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}


@dataclass(frozen=True)
class Known:
    """A violation that is Streamlit's own, and why it cannot be mended here."""

    rule: str
    selector: str
    reason: str


STREAMLITS_OWN = (
    Known(
        "scrollable-region-focusable",
        ":has(> table)",
        "A table that does not fit scrolls inside itself, in an element of which no parameter of"
        " st.table makes a stop for the keyboard. Its cells are read one by one all the same.",
    ),
    Known(
        "presentation-role-conflict",
        "[data-testid=stFileUploaderDropzone]",
        "The place to drop a file on says what it is for, though its role says that it is nothing;"
        " no parameter of st.file_uploader changes either. Its button is read and pressed.",
    ),
)
DARK = "rgb(15, 22, 30)"

FAINT_CHARTS = """() => {
  const parts = text => (text.match(/[\\d.]+/g) || []).map(Number);
  const channel = v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const bright = c => 0.2126 * channel(c[0]) + 0.7152 * channel(c[1]) + 0.0722 * channel(c[2]);
  const over = (top, a, below) => [0, 1, 2].map(i => a * top[i] + (1 - a) * below[i]);
  const shade = (element, below) => {
    const style = getComputedStyle(element);
    if (style.fill === 'none') return below;
    const [r, g, b, a = 1] = parts(style.fill);
    return over([r, g, b], a * style.fillOpacity * style.opacity, below);
  };
  const app = document.querySelector('[data-testid=stApp]');
  const page = parts(getComputedStyle(app).backgroundColor);
  const faint = [];
  for (const svg of document.querySelectorAll('svg.marks'))
    for (const text of svg.querySelectorAll('text')) {
      const box = text.getBoundingClientRect(), style = getComputedStyle(text);
      if (!text.textContent.trim() || !box.width || style.opacity == 0) continue;
      const at = [box.x + box.width / 2, box.y + box.height / 2];
      const below = document.elementsFromPoint(...at).reverse()
        .filter(e => svg.contains(e) && e.tagName !== 'text' && e.tagName !== 'tspan')
        .reduce((colour, e) => e.tagName === 'path' ? shade(e, colour) : colour, page);
      const tones = [bright(shade(text, below)), bright(below)].sort((a, b) => b - a);
      const ratio = (tones[0] + 0.05) / (tones[1] + 0.05);
      if (ratio < 4.5) faint.push(`chart text “${text.textContent}” ${ratio.toFixed(2)}:1`);
    }
  return faint;
}"""
"""Text of charts that keeps less than 4.5 to one to what is drawn below its middle."""
MARKED_UP = """() => [...document.querySelectorAll('[aria-label]')]
  .map(element => element.getAttribute('aria-label'))
  .filter(name => /\\*\\*|:material\\/|:[a-z]+\\[|\\]\\(/.test(name))"""
"""Names that are read out with their markup."""


@pytest.fixture(scope="module")
def axe() -> Any:
    try:
        return importlib.import_module("axe_playwright_python.sync_playwright").Axe()
    except ImportError:
        return do_without("axe-playwright-python is not installed")


@pytest.fixture(scope="module")
def tab() -> Iterator[Any]:
    path = chromium()
    with driver().sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser.new_page(viewport=WIDE, reduced_motion="reduce")
        browser.close()


def settle(tab: Any) -> None:
    tab.wait_for_selector(FRAMED, timeout=60_000)
    tab.wait_for_timeout(250)
    tab.wait_for_selector(IDLE, timeout=60_000)
    tab.wait_for_timeout(250)
    tab.wait_for_selector(IDLE)


def open_at(tab: Any, url: str, size: dict[str, int]) -> None:
    tab.set_viewport_size(size)
    tab.emulate_media(color_scheme="light")
    tab.goto(url)
    settle(tab)


def darken(tab: Any) -> None:
    """Change to dark, and wait until every colour has arrived."""
    tab.emulate_media(color_scheme="dark")
    tab.wait_for_function(
        """dark => getComputedStyle(document.querySelector('[data-testid=stApp]'))
          .backgroundColor === dark
          && [...document.querySelectorAll('svg.marks > rect')].every(ground =>
            getComputedStyle(ground).fill === dark)
          && document.getAnimations().every(moving => moving.playState !== 'running')""",
        arg=DARK,
    )


def sections(tab: Any) -> Iterator[str]:
    """Open one section of the page after the other, whatever they are called."""
    found = tab.locator(SECTIONS)
    buttons = found.first.locator("button") if found.count() else None
    for number in range(buttons.count() if buttons else 1):
        if buttons and number:
            buttons.nth(number).click()
            settle(tab)
        tab.locator(CLOSED).evaluate_all("all => all.forEach(one => one.click())")
        tab.wait_for_timeout(150)
        yield buttons.nth(number).inner_text() if buttons else "the page"


def is_known(tab: Any, rule: str, target: str) -> bool:
    return any(
        known.rule == rule
        and tab.locator(target).first.evaluate("(e, own) => e.matches(own)", known.selector)
        for known in STREAMLITS_OWN
    )


def violations(tab: Any, axe: Any, **asked: Any) -> list[str]:
    """Return what axe finds and what is not Streamlit's own."""
    found = axe.run(tab, **asked).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:160]} {node['any'][:1]}"
        for rule in found
        for node in rule["nodes"]
        if not is_known(tab, rule["id"], str(node["target"][0]))
    ]


def found_faults(tab: Any, axe: Any) -> list[str]:
    """Return what is wrong with what the tab shows: all in light, then the contrast in dark."""
    faults = violations(tab, axe) + tab.evaluate(FAINT_CHARTS)
    faults += [f"name with markup: {name}" for name in tab.evaluate(MARKED_UP)]
    darken(tab)
    dark = violations(tab, axe, options=CONTRAST) + tab.evaluate(FAINT_CHARTS)
    tab.emulate_media(color_scheme="light")
    return faults + [f"dark: {fault}" for fault in dark]


@pytest.mark.parametrize("path", PAGES)
def test_every_section_can_be_read_by_everyone(warm_server: Server, tab: Any, axe: Any, path: str):
    """In light and in dark, with every part unfolded."""
    open_at(tab, warm_server.url(path, QUERY), WIDE)
    faults = {section: found_faults(tab, axe) for section in sections(tab)}

    assert {section: found for section, found in faults.items() if found} == {}


@pytest.mark.parametrize("path", ["verdict"])
def test_a_telephone_shows_the_same(warm_server: Server, tab: Any, axe: Any, path: str):
    """At 390 pixels, where columns stand below each other."""
    open_at(tab, warm_server.url(path, QUERY), NARROW)

    assert found_faults(tab, axe) == []


@pytest.mark.parametrize("step", ["reasons", "next"])
def test_the_room_s_screens_can_be_read_by_everyone(
    warm_server: Server, tab: Any, axe: Any, step: str
):
    """Lines beside a chart, and the code for the phones."""
    open_at(tab, warm_server.url("presenter", f"{QUERY}&presenter.step={step}"), WIDE)

    assert found_faults(tab, axe) == []


@pytest.mark.parametrize("path", ["", "verdict"])
def test_nothing_answered_can_be_read_too(warm_server: Server, tab: Any, axe: Any, path: str):
    """What invites to answer stands where the answers' part would be."""
    open_at(tab, warm_server.url(path), WIDE)

    assert found_faults(tab, axe) == []


def test_a_chart_saved_in_the_dark_can_be_read(warm_server: Server, tab: Any):
    """Light letters on the page's dark ground, where the letters were black."""
    open_at(tab, warm_server.url("verdict", QUERY), WIDE)
    darken(tab)
    button = tab.locator("button[aria-label^='Download as PNG: How often']").first
    with tab.expect_download() as download:
        button.dispatch_event("click")
    with Image.open(io.BytesIO(download.value.path().read_bytes())) as picture:
        colours = {colour: count for count, colour in picture.convert("RGB").getcolors(1 << 24)}

    ink = tuple(int(INK_ON_DARK[start : start + 2], 16) for start in (1, 3, 5))
    assert max(colours, key=colours.__getitem__) == (0x0F, 0x16, 0x1E)
    assert colours[ink] > 500
    assert (0, 0, 0) not in colours
