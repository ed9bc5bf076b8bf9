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
"""Pixels of a chart over the whole width of a page, and of one beside a text: as many as there are
at the size of print.
"""
HALF: Final = 335
_GRID: Final = "#D7DFE8"
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
_TAG: Final = re.compile(r"<[^>]+>")
_ID: Final = re.compile(r'\bid="([^"]+)"')
_SAID: Final = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')
_SIZE: Final = re.compile(r' (?:width|height)="[^"]*"')
_NUMBER: Final = re.compile(r"-?\d+\.\d{3,}")
_LETTERS: Final = re.compile(r'font-size="([\d.]+)px"')
_SMALLER: Final = 0.88
"""Letters are drawn smaller than they were laid out: the reader's own may be wider than those that
the converter measures, and a name must not run into its neighbour.
"""


_FIELD: Final = re.compile(r'fill="#([0-9A-Fa-f]{6})" stroke-width="0" opacity="([\d.]+)"')
"""Fields that lie side by side, seen through: printed, their edges would show as dark lines."""


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

    def figure(
        self,
        drawing: Drawing,
        *,
        width: int = WIDE,
        height: int = 0,
        note: Child = "",
        class_: str = "",
    ) -> Html:
        """Return a chart under its title, with what is said of it below.

        Parameters
        ----------
        drawing
            with rows, as a page shows it.
        width
            in pixels, for which its letters are laid out; it fills the room that there is.
        height
            in pixels, where it is not that of the page.
        note
            how to read it.
        class_
            for the style sheet.
        """
        title, help_, bare = untitled(drawing.spec)
        self._made += 1
        size = {"width": width} | ({"height": height} if height else {})
        spec = {"autosize": _FITTED} | bare | size
        svg = self._convert(spec, config=_CONFIG, allowed_base_urls=[])
        below = [element("span", line) for line in (*help_, note) if line]
        words = element("figcaption", element("strong", title), *below)
        picture = Html(_inlined(svg, f"f{self._made}", drawing.alt))
        return element("figure", words, picture, class_=class_)


def _inlined(svg: str, prefix: str, words: str) -> str:
    """Return a picture that can stand beside others in one page and says what it shows.

    Its marks are not read out one by one, its ids are its own, and no number has more digits than
    a printer has dots.
    """
    root = _TAG.match(svg)
    assert root is not None, "the converter makes SVG"
    named = f'{_SIZE.sub("", root[0])[:-1]} role="img" aria-label="{escape(words)}">'
    inner = _TAG.sub(_plainer, svg[root.end() :])
    places = {id: f"{prefix}-{place}" for place, id in enumerate(dict.fromkeys(_ID.findall(inner)))}
    for id, new in places.items():
        inner = inner.replace(f'"{id}"', f'"{new}"').replace(f"#{id})", f"#{new})")
    return named + inner


def _plainer(tag: re.Match[str]) -> str:
    """Return an element's beginning as the report has it; the letters between stay as they are."""
    found = _FIELD.sub(_opaque, _SAID.sub("", tag[0]))
    found = _LETTERS.sub(lambda size: f'font-size="{_SMALLER * float(size[1]):.4g}px"', found)
    return _NUMBER.sub(lambda number: f"{float(number[0]):.2f}", found)


def _opaque(field: re.Match[str]) -> str:
    """Return a field in the colour that it has on white."""
    density = float(field[2])
    channels = (int(field[1][start : start + 2], 16) for start in (0, 2, 4))
    mixed = "".join(f"{round(255 - (255 - own) * density):02X}" for own in channels)
    return f'fill="#{mixed}" stroke-width="0"'
