"""Colours: one for each framework, legible on light and dark, never the only sign.

Every colour keeps a contrast of at least three to one against both page backgrounds. Ten hues
cannot all be told apart by everyone, so charts always write the name, the number or a mark beside
the colour.
"""

from __future__ import annotations

import colorsys
from typing import Final

import altair as alt

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.vocabulary import FrameworkId

PALETTE: Final = (
    "#E4572E",
    "#2F6DB5",
    "#0B8A72",
    "#5B8C1A",
    "#8558E2",
    "#B0760B",
    "#2A93CF",
    "#5F7F94",
    "#C2376A",
    "#CF5BC9",
)
"""The frameworks' colours in the catalogue's order; `_further` goes on from there."""
_TURN: Final = 0.618034
"""Share of the colour circle from one further hue to the next: the golden section, under which no
number of steps comes back near an earlier one.
"""
_LUMINANCE: Final = 0.19
"""Of the further colours: three to one against white needs at most 0.30, against the dark page at
least 0.13.
"""

INK_ON_LIGHT: Final = "#0B1219"
INK_ON_DARK: Final = "#E6EDF4"
"""The pages' own text colours, as `.streamlit/config.toml` sets them."""


def by_page(light: str, dark: str) -> str:
    """Return the Vega expression of a colour that differs between light and dark pages.

    ``background`` is the colour on which the picture is drawn, which is the page's. So the colour
    follows when the reader changes between light and dark, and a saved picture keeps it: CSS's
    ``currentColor`` is black there, whatever the background.
    """
    return f"luminance(background) < 0.4 ? '{dark}' : '{light}'"


INK: Final = alt.ExprRef(by_page(INK_ON_LIGHT, INK_ON_DARK))
"""Text in a chart."""
GREY: Final = "#808495"
"""Grids, frames and what is not the subject."""
ACCENT: Final = "#2F6DB5"
"""Quantities that belong to no framework."""
AGAINST: Final = "#D9730D"
"""What counts against; beside `ACCENT` it stays apart for colour-blind readers."""

FIT: Final[tuple[tuple[str, float, str, float], ...]] = (
    ("meets it", 0.95, ACCENT, 0.55),
    ("nearly", 0.85, ACCENT, 0.20),
    ("falls short", 0.65, AGAINST, 0.26),
    ("far short", 0.0, AGAINST, 0.62),
)
"""Steps of fit from best to worst: word, least fit, colour and how densely it is laid on."""

HOLDS: Final[dict[str, tuple[str, str, str]]] = {
    "yes": ("✓", "Holds", "#0B8A72"),
    "partly": ("◐", "Partly", "#B0760B"),
    "no": ("✗", "Does not hold", "#C2376A"),
    "unclear": ("?", "Unclear", "#808495"),
}
"""Mark, word and colour of how a claim stands."""

MEASURED: Final[dict[str, tuple[str, str]]] = {
    "confirmed": ("✓", "Confirmed"),
    "nuanced": ("◐", "Nuanced"),
    "refuted": ("✗", "Refuted"),
    "undecided": ("?", "Undecided"),
}
"""Mark and word of what the lab says of a claim."""

MARKS: Final = ("circle", "square", "triangle-up", "diamond")
"""Shapes of the first, second, third and further lines in one chart."""
DASHES: Final[tuple[tuple[int, ...], ...]] = ((1, 0), (7, 3), (2, 2), (1, 4))
"""Strokes of the first, second, third and further lines in one chart."""

_TOWARDS_GREY: Final = (0xB4, 0xB7, 0xC4)


def colour(framework: FrameworkId, catalogue: Catalogue) -> str:
    """Return a framework's colour as ``#RRGGBB``, by its place in the catalogue."""
    place = tuple(catalogue.frameworks).index(framework)
    return PALETTE[place] if place < len(PALETTE) else _further(place - len(PALETTE))


def _further(number: int) -> str:
    """Return a colour beyond the palette: another hue, as bright as the page allows."""
    hue = (number + 0.5) * _TURN % 1
    dark, bright = 0.0, 1.0
    for _ in range(12):
        level = (dark + bright) / 2
        tone = colorsys.hls_to_rgb(hue, level, 0.6)
        dark, bright = (level, bright) if _luminance(tone) < _LUMINANCE else (dark, level)
    return "#" + "".join(f"{round(255 * part):02X}" for part in tone)


def _luminance(tone: tuple[float, float, float]) -> float:
    """Return how bright red, green and blue from 0 to 1 are together, from 0 to 1.

    References
    ----------
    W3C (2008), Web Content Accessibility Guidelines 2.0, relative luminance.
    """
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in tone
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def option_colour(option: str, catalogue: Catalogue) -> str:
    """Return an option's colour; a pairing's is the lighter shade of its UI framework's.

    Parameters
    ----------
    option
        a framework id, or two joined by a plus sign, the UI first.
    """
    first, *service = catalogue.parts(option)
    own = colour(first, catalogue)
    return lighter(own) if service else own


def translucent(hex_colour: str, density: float) -> str:
    """Return a colour that lets the page's background through, as CSS ``rgba()``.

    Parameters
    ----------
    hex_colour
        ``#RRGGBB``.
    density
        from 0, nothing of it, to 1, all of it.
    """
    red, green, blue = (int(hex_colour[start : start + 2], 16) for start in (1, 3, 5))
    return f"rgba({red},{green},{blue},{density:g})"


def lighter(hex_colour: str, share: float = 0.4) -> str:
    """Return a colour mixed with a light grey, so that it stays visible on light and on dark.

    Parameters
    ----------
    hex_colour
        ``#RRGGBB``.
    share
        how much of the grey, from 0 to 1.
    """
    channels = (int(hex_colour[start : start + 2], 16) for start in (1, 3, 5))
    mixed = (
        round(own * (1 - share) + grey * share)
        for own, grey in zip(channels, _TOWARDS_GREY, strict=True)
    )
    return "#" + "".join(f"{value:02X}" for value in mixed)
