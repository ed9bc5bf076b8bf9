"""What charts share: inline rows, a finished specification refilled with others, and a title.

Altair builds and checks a layered chart in some 50 ms, which is too long while somebody waits for a
verdict. A chart's structure never depends on its rows here, so each is built once, from no rows,
and then only refilled. Rows are inline: data frames would pass through Altair's process-wide
transformer, which other threads switch.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from textwrap import wrap
from typing import Any, Final

import altair as alt
import pandas as pd

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.present.theme import INK

Spec = dict[str, Any]
Chart = Callable[[pd.DataFrame], alt.LayerChart]
CHARACTER: Final = 7.2
"""Pixels that a character of a chart's text takes on average, a little on the safe side."""
NO_FRAME = alt.ViewConfig(strokeWidth=0)
"""No box around a chart."""
_TITLE_LINE: Final = 44
"""Characters of a title's line that fit on a telephone."""
_TITLE_HEIGHT: Final = 19
_TITLE_GAP: Final = 10
_TITLE_ROOM: Final = 18
"""Pixels that a title takes beside its lines."""
_INKED: Final = {"labelColor": INK.to_dict(), "titleColor": INK.to_dict()}
_READABLE: Final = {"axis": _INKED, "legend": _INKED, "mark": {"aria": False}}
"""Streamlit's own grey of labels is too faint for text. A chart's words say what it holds: read out
mark by mark, it would be said again, and an empty layer would be a picture without words.
"""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished chart: its Vega-Lite specification and what it says in words."""

    spec: Spec
    alt: str


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return a frame's rows as plain values that JSON can hold."""
    names = [str(column) for column in frame.columns]
    # Each column becomes one list: row by row, pandas takes ten times as long.
    return [
        dict(zip(names, row, strict=True))
        for row in zip(*(frame[c].tolist() for c in frame.columns), strict=True)
    ]


def inline(frame: pd.DataFrame, name: str = "rows") -> alt.InlineData:
    """Return a frame's rows as data that travels inside the specification.

    Parameters
    ----------
    frame
        one mark a row; strings, numbers and booleans only.
    name
        by which `filled` finds the place again.
    """
    return alt.InlineData(values=records(frame), name=name)


def by_row(column: str = "colour") -> alt.Color:
    """Return a colour channel that takes each row's own colour."""
    return alt.Color(f"{column}:N", scale=None, legend=None)


def label_axis(**more: Any) -> alt.Axis:
    """Return an axis that only names things: no line, no ticks, readable from a distance."""
    return alt.Axis(
        **{"labelFontSize": 13, "ticks": False, "domain": False, "grid": False, "labelPadding": 8}
        | more
    )


def text_mark(**more: Any) -> dict[str, Any]:
    """Return the options of a text mark that follows light and dark."""
    return {"fontSize": 13, "color": INK} | more


def chart_title(*lines: str) -> alt.TitleParams:
    """Return plain lines above a chart that say how to read its marks."""
    return alt.TitleParams(
        text=list(lines),
        anchor="start",
        frame="bounds",
        fontSize=13,
        fontWeight="normal",
        lineHeight=18,
        offset=10,
        color=INK,
    )


@lru_cache(maxsize=32)
def _blank(chart: Chart, columns: tuple[str, ...]) -> Spec:
    finished: Spec = chart(pd.DataFrame(columns=list(columns))).to_dict()
    return finished


def specification(chart: Chart, frame: pd.DataFrame, *, height: int | None = None) -> Spec:
    """Return a chart's specification with these rows, built by refilling.

    Parameters
    ----------
    chart
        a function of one frame whose structure does not depend on the rows.
    frame
        the rows.
    height
        of the view in pixels, where it depends on the rows.

    Returns
    -------
    dict
        Vega-Lite; shares its unchanging parts with other calls, so it must not be changed.
    """
    spec = filled(_blank(chart, tuple(frame.columns)), {"rows": records(frame)})
    return spec if height is None else spec | {"height": height}


def drawn(
    title: str,
    chart: Chart,
    alt: Callable[[pd.DataFrame], str],
    rows: pd.DataFrame,
    height: int | None = None,
) -> Drawing:
    """Return a chart of these rows with its title and its words."""
    return Drawing(titled(title, specification(chart, rows, height=height)), alt(rows))


def titled(title: str, spec: Spec) -> Spec:
    """Return a finished specification that says what it shows, wherever its picture is taken.

    Lines that say how to read its marks stand below. The name of a file is for what embeds the
    specification by its own means; Streamlit 1.67 names every picture by the time.

    Parameters
    ----------
    title
        plain text that says what is shown without the page around it.
    spec
        with or without lines from `chart_title`; a height grows by that of the title.
    """
    lines = wrap(title, _TITLE_LINE, break_on_hyphens=False)
    below = spec["title"]["text"] if "title" in spec else []
    head = {
        "text": lines,
        "subtitle": below,
        "anchor": "start",
        "frame": "bounds",
        "fontSize": 14,
        "fontWeight": 600,
        "lineHeight": _TITLE_HEIGHT,
        "offset": _TITLE_GAP,
        "color": INK.to_dict(),
        "subtitleFontSize": 13,
        "subtitleFontWeight": "normal",
        "subtitleLineHeight": 18,
        "subtitlePadding": 2,
        "subtitleColor": INK.to_dict(),
    }
    named = {"embedOptions": {"downloadFileName": file_name(title)}}
    room = _TITLE_HEIGHT * len(lines) + (0 if below else _TITLE_ROOM)
    height = {"height": spec["height"] + room} if "height" in spec else {}
    config = spec.get("config", {})
    config = config | {part: own | config.get(part, {}) for part, own in _READABLE.items()}
    return spec | height | {"title": head, "usermeta": named, "config": config}


def untitled(spec: Spec) -> tuple[str, tuple[str, ...], Spec]:
    """Take the title from a specification, for where it is written above the picture.

    Parameters
    ----------
    spec
        from `titled`.

    Returns
    -------
    tuple
        the title, the lines that say how to read the marks, and the specification without them,
        as much lower.
    """
    head = spec["title"]
    lines, below = list(head["text"]), tuple(head["subtitle"])
    room = _TITLE_HEIGHT * len(lines) + (0 if below else _TITLE_ROOM)
    # A height that is the view's alone has no room for lines above it.
    if spec.get("autosize", {}).get("type") != "fit-x":
        room += head["subtitleLineHeight"] * len(below)
    height = {"height": spec["height"] - room} if "height" in spec else {}
    bare = {part: value for part, value in spec.items() if part != "title"}
    return " ".join(lines), below, bare | height


def file_name(title: str) -> str:
    """Return a title as the name of a file, without its ending."""
    return "-".join(re.findall(r"[a-z0-9]+", title.lower().replace("'", "").replace("’", "")))


def filled(template: Spec, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> Spec:
    """Return a copy of a layered specification with other rows in its named data.

    Data that all layers share moves one level down: Streamlit turns the top level's into Arrow on
    every run.
    """
    spec = {key: value for key, value in template.items() if key not in ("data", "layer", "params")}
    inner = [_refilled(layer, rows) for layer in template["layer"]]
    if "data" in template:
        inner = [_refilled({"data": template["data"], "layer": inner}, rows)]
    if "params" in template:
        spec["params"] = template["params"]
    return spec | {"layer": inner}


def _refilled(layer: Spec, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> Spec:
    data = layer.get("data", {})
    if data.get("name") not in rows:
        return layer
    return layer | {"data": data | {"values": rows[data["name"]]}}


def short_name(option: str, catalogue: Catalogue) -> str:
    """Return an option's name as charts write it: ``Streamlit + FastAPI``."""
    return " + ".join(catalogue.frameworks[part].name for part in catalogue.parts(option))
