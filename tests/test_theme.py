"""Colours: one for each framework, legible on light and on dark."""

from __future__ import annotations

import pytest

from framework_compare.present.theme import COLOURS, colour, lighter, option_colour, translucent
from framework_compare.vocabulary import FRAMEWORKS

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


def test_every_framework_has_its_own_colour():
    """No two share one."""
    assert set(FRAMEWORKS) == set(COLOURS)
    assert len(FRAMEWORKS) == len(set(COLOURS.values()))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_colours_stand_out(framework: str, page: str):
    """Three to one against either background, as WCAG asks of graphics."""
    assert contrast(colour(framework), page) >= 3


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_a_pairing_is_a_lighter_shade_of_its_screens(framework: str):
    """Near the UI framework's colour, but not the same."""
    pairing = option_colour(f"{framework}+fastapi")

    assert lighter(colour(framework)) == pairing
    assert pairing != option_colour(framework)


def test_a_translucent_colour_is_css():
    """The page shows through."""
    assert translucent("#2F6DB5", 0.5) == "rgba(47,109,181,0.5)"
