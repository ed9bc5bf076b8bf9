"""Colours: one for each framework, legible on light and on dark, never the only carrier of a
meaning.

Every colour keeps a contrast of at least three to one against both page backgrounds. Ten hues
cannot all be told apart by everyone, so charts always write the name, the number or a mark beside
the colour.
"""

from __future__ import annotations

from typing import Final

from framework_compare.vocabulary import FRAMEWORKS, FrameworkId

COLOURS: Final[dict[FrameworkId, str]] = {
    "streamlit": "#E4572E",
    "flask": "#2F6DB5",
    "fastapi": "#0B8A72",
    "django": "#5B8C1A",
    "dash": "#8558E2",
    "gradio": "#B0760B",
    "panel": "#2A93CF",
    "nicegui": "#5F7F94",
    "shiny": "#C2376A",
    "reflex": "#CF5BC9",
}

INK: Final = "currentColor"
"""Text in a chart: it follows the page's own colour when the reader changes between light and dark.
"""
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


def colour(framework: FrameworkId) -> str:
    """Return a framework's colour as ``#RRGGBB``."""
    return COLOURS[framework]


def option_colour(option: str) -> str:
    """Return an option's colour: a framework's own, a pairing's the lighter shade of its UI
    framework.

    Parameters
    ----------
    option
        a framework id, or two joined by a plus sign, the UI first.
    """
    first, _, service = option.partition("+")
    for framework in FRAMEWORKS:
        if framework == first:
            return lighter(COLOURS[framework]) if service else COLOURS[framework]
    return GREY


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
