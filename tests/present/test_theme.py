"""Colours: one for each framework, legible on light and on dark."""

from __future__ import annotations

from dataclasses import replace

import pytest

from framework_compare import Catalogue
from framework_compare.present.theme import (
    PALETTE,
    colour,
    lighter,
    option_colour,
    translucent,
)

PAGES = ("#FFFFFF", "#0F161E")


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
