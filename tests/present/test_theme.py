"""Colours: one for each framework, legible on light and on dark."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from framework_compare import Catalogue
from framework_compare.present import places
from framework_compare.present.theme import (
    INK,
    INK_ON_DARK,
    INK_ON_LIGHT,
    PALETTE,
    by_page,
    colour,
    lighter,
    option_colour,
    translucent,
)

PAGES = ("#FFFFFF", "#0F161E")
SETTINGS = tomllib.loads(
    (Path(__file__).resolve().parents[2] / ".streamlit" / "config.toml").read_text()
)["theme"]
CAPTION = 0.6
"""How much of the text's colour Streamlit 1.67 shows in captions."""


def luminance(hex_colour: str) -> float:
    """Relative luminance by WCAG 2."""
    parts = [int(hex_colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def on(page: str, expression: str) -> str:
    """Return which colour an expression of `by_page` gives on a page."""
    asked = re.fullmatch(r"luminance\(background\) < (.+) \? '(.+)' : '(.+)'", expression)
    assert asked
    return asked[2] if luminance(page) < float(asked[1]) else asked[3]


def faded(hex_colour: str, page: str) -> str:
    """Return a colour as a caption shows it on a page."""
    pairs = [
        (int(hex_colour[start : start + 2], 16), int(page[start : start + 2], 16))
        for start in (1, 3, 5)
    ]
    return "#" + "".join(f"{round(CAPTION * a + (1 - CAPTION) * b):02X}" for a, b in pairs)


@pytest.fixture(scope="module")
def larger(catalogue: Catalogue) -> Catalogue:
    """Twenty frameworks more than are shipped."""
    some = next(iter(catalogue.frameworks.values()))
    more = {f"own_{number}": some for number in range(20)}
    return replace(catalogue, frameworks=catalogue.frameworks | more)


def test_every_framework_has_its_own_colour(larger: Catalogue):
    """No two share one, however many there are."""
    colours = [colour(framework, larger) for framework in larger.frameworks]

    assert len(set(colours)) == len(larger.frameworks) == 30


def test_the_palette_comes_first(catalogue: Catalogue):
    """In the catalogue's order."""
    assert tuple(colour(framework, catalogue) for framework in catalogue.frameworks) == PALETTE


@pytest.mark.parametrize("page", PAGES)
def test_colours_stand_out(larger: Catalogue, page: str):
    """Three to one against either background, as WCAG asks of graphics."""
    faint = {
        framework: colour(framework, larger)
        for framework in larger.frameworks
        if contrast(colour(framework, larger), page) < 3
    }

    assert not faint


def test_a_pairing_is_a_lighter_shade_of_its_screens(catalogue: Catalogue):
    """Near the UI framework's colour, but not the same."""
    for option, pairing in catalogue.pairings.items():
        own = colour(pairing.ui, catalogue)

        assert option_colour(option, catalogue) == lighter(own) != own
        assert option_colour(pairing.ui, catalogue) == own


def test_a_translucent_colour_is_css():
    """The page shows through."""
    assert translucent("#2F6DB5", 0.5) == "rgba(47,109,181,0.5)"


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("text", ["textColor", "linkColor"])
@pytest.mark.parametrize("page", ["backgroundColor", "secondaryBackgroundColor"])
def test_captions_can_be_read(mode: str, text: str, page: str):
    """Text and links, on the page and on panels: 4.5 to one, though captions are faded."""
    colours = SETTINGS[mode]

    assert contrast(faded(colours[text], colours[page]), colours[page]) >= 4.5


def test_charts_write_in_the_colour_of_the_page():
    """On light and on dark, as the settings have it."""
    assert on(SETTINGS["light"]["backgroundColor"], INK.expr) == SETTINGS["light"]["textColor"]
    assert on(SETTINGS["dark"]["backgroundColor"], INK.expr) == SETTINGS["dark"]["textColor"]
    assert by_page(INK_ON_LIGHT, INK_ON_DARK) == INK.expr


@pytest.mark.parametrize("page", PAGES)
def test_places_can_be_told_apart(page: str):
    """First, second and third by steps that an eye sees, each further from the page than the next.

    Below that come the places that are not told apart one by one.
    """
    steps = [contrast(on(page, colour), page) for colour in places.COLOURS]

    assert all(better >= 1.1 * worse for better, worse in pairwise(steps))
    assert all(better >= 1.6 * worse for better, worse in pairwise(steps[:4][:3]))


@pytest.mark.parametrize("page", PAGES)
def test_figures_can_be_read_on_their_place(page: str):
    """4.5 to one inside every segment."""
    for place, tint in zip(places.PLACES, places.COLOURS, strict=True):
        assert contrast(on(page, places.figure_ink(place)), on(page, tint)) >= 4.5
