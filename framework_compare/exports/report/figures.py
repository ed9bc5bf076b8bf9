"""Charts of the pages as vector pictures inside the report, each with its words."""

from __future__ import annotations

import re
from html import escape
from types import ModuleType
from typing import Any, Final

from framework_compare.exports.extra import VL_CONVERT, needed
from framework_compare.exports.report.elements import Child, Html, element
from framework_compare.present.drawing import Drawing, untitled

WIDE: Final = 680
"""Pixels of a chart over the whole width of a page: its letters are then as large as the text's."""
HALF: Final = 400
"""Of one beside a text."""
_GRID: Final = "#D7DFE8"
_INK: Final = "#0B1219"
_CONFIG: Final[dict[str, Any]] = {
    "background": "white",
    "font": "sans-serif",
    "axis": {
        "gridColor": _GRID,
        "domainColor": _GRID,
        "tickColor": _GRID,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
    },
    "legend": {"labelFontSize": 12, "titleFontSize": 12},
    "view": {"stroke": "transparent"},
}
"""The light theme of the pages, and the reader's own letters: a file has no others to bring."""
_FITTED: Final = {"type": "fit", "contains": "padding"}
"""As the pages lay charts out: the sizes are those of the whole picture."""
_ROOT: Final = re.compile(r"<svg [^>]*>")
_ID: Final = re.compile(r'\bid="([^"]+)"')
_SAID: Final = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')
_SIZE: Final = re.compile(r' (?:width|height)="[^"]*"')
_NUMBER: Final = re.compile(r"-?\d+\.\d{3,}")


class Figures:
    """The figures of one report, numbered so that no two share an id.

    Parameters
    ----------
    converter
        makes vector pictures; by default the installed package.

    Raises
    ------
    MissingExtraError
        where that package is not installed.
    """

    def __init__(self, converter: ModuleType | None = VL_CONVERT) -> None:
        self._convert = needed(converter, "vl-convert-python", "report").vegalite_to_svg
        self._made = 0

    def figure(self, drawing: Drawing, *, width: int = WIDE, note: Child = "") -> Html:
        """Return a chart under its title, with what is said of it below.

        Parameters
        ----------
        drawing
            with rows, as a page shows it.
        width
            in pixels, for which its letters are laid out; it fills the room that there is.
        note
            how to read it.
        """
        title, help_, bare = untitled(drawing.spec)
        self._made += 1
        spec = {"autosize": _FITTED} | bare | {"width": width}
        svg = self._convert(spec, config=_CONFIG, allowed_base_urls=[])
        below = [element("span", line) for line in (*help_, note) if line]
        words = element("figcaption", element("strong", title), *below)
        return element("figure", words, Html(_inlined(svg, f"f{self._made}", drawing.alt)))


def _inlined(svg: str, prefix: str, words: str) -> str:
    """Return a picture that can stand beside others in one page and says what it shows.

    Its marks are not read out one by one, its ids are its own, and no number has more digits than
    a printer has dots.
    """
    root, *_ = _ROOT.findall(svg)
    named = f'{_SIZE.sub("", root)[:-1]} role="img" aria-label="{escape(words)}">'
    inner = _SAID.sub("", svg[len(root) :])
    places = {id: f"{prefix}-{place}" for place, id in enumerate(dict.fromkeys(_ID.findall(inner)))}
    for id, new in places.items():
        inner = inner.replace(f'"{id}"', f'"{new}"').replace(f"#{id})", f"#{new})")
        inner = inner.replace(f'"#{id}"', f'"#{new}"')
    return named + _NUMBER.sub(lambda found: f"{float(found[0]):.2f}", inner)
