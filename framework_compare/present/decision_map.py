"""Who leads for every pair of answers to two questions.

Each cell travels as its two places and three small numbers; borders, names and colours travel once,
as a parameter of the chart, and the browser puts them together. Forty by forty cells stay below a
hundred kilobytes.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

import altair as alt
import pandas as pd

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.explain.decision_map import Axis, DecisionMap
from framework_compare.present.drawing import (
    CHARACTER,
    NO_FRAME,
    Drawing,
    Spec,
    chart_title,
    filled,
    inline,
    records,
    short_name,
    text_mark,
    titled,
)
from framework_compare.present.map_layout import MapAxis, map_labels
from framework_compare.present.theme import GREY, INK, option_colour
from framework_compare.scoring.study import Study
from framework_compare.text import cases, percent, plain_number

_KEY: Final = "map_key"
_WRAP: Final = 12
_LEAST: Final = 0.2
_MOST: Final = 0.62
"""How densely a colour is laid on at a share of nothing and of everything; text stays legible on
both.
"""
_PROJECT: Final = "your project"
_BEYOND: Final = "your project, beyond the scale"

NOBODY: Final = "nothing fits"


def drawing(study: Study, found: DecisionMap) -> Drawing:
    """Return the map of who leads over two answers, with the present project as a point.

    Parameters
    ----------
    found
        made while the two answers were open: they are what the map varies.
    """
    known = study.catalogue
    across, up = _map_axis(found.x, known), _map_axis(found.y, known)
    cells, project = map_cells(found, known), map_project(found, study)
    specification = decision_map_specification(
        cells, map_labels(cells, across, up), project, across, up
    )
    asked = [known.questions[axis.field].short.lower() for axis in (found.x, found.y)]
    title = f"Who leads, by {asked[0]} and {asked[1]}"
    return Drawing(titled(title, specification), decision_map_alt(cells, project, across, up))


def _map_axis(axis: Axis, known: Catalogue) -> MapAxis:
    question = known.questions[axis.field]
    if not axis.numeric:
        return MapAxis(
            question.short,
            "words",
            tuple(known.answer_label(axis.field, value) for value in axis.values),
        )
    unit = "" if question.unit == question.short.lower() else f" ({question.unit})"
    return MapAxis(f"{question.short}{unit}", "log" if question.scale == "log10" else "linear")


def map_cells(found: DecisionMap, catalogue: Catalogue) -> pd.DataFrame:
    """Return one row a cell: its borders or words, who leads, and how often its family does."""
    rows = []
    for cell in found.cells:
        (left, right), (low, high) = _ends(found.x, cell.x), _ends(found.y, cell.y)
        rows.append(
            {
                "x": _word(found.x, left, catalogue),
                "x2": _word(found.x, right, catalogue),
                "y": _word(found.y, low, catalogue),
                "y2": _word(found.y, high, catalogue),
                "winner": short_name(cell.option, catalogue) if cell.option else NOBODY,
                "colour": option_colour(cell.option, catalogue) if cell.option else GREY,
                "share": round(cell.share, 2),
                "word": f"first in {_of_100(cell.share)}" if cell.option else "",
            }
        )
    return pd.DataFrame(rows, columns=["x", "x2", "y", "y2", "winner", "colour", "share", "word"])


def map_project(found: DecisionMap, study: Study) -> pd.DataFrame:
    """Return the present project as a point.

    Empty where one of the two questions is not answered.
    """
    catalogue = study.catalogue
    x, y = (getattr(study.requirement, axis.field) for axis in (found.x, found.y))
    rows = (
        []
        if None in (x, y)
        else [{"x": _word(found.x, x, catalogue), "y": _word(found.y, y, catalogue)}]
    )
    return pd.DataFrame(rows, columns=["x", "y"])


def _ends(axis: Axis, place: int) -> tuple[Any, Any]:
    return (
        (axis.edges[place], axis.edges[place + 1])
        if axis.numeric
        else (axis.values[place], axis.values[place])
    )


def _word(axis: Axis, value: Any, catalogue: Catalogue) -> Any:
    return value if axis.numeric else catalogue.answer_label(axis.field, value)


def map_chart(
    cells: pd.DataFrame, labels: pd.DataFrame, project: pd.DataFrame, across: MapAxis, up: MapAxis
) -> alt.LayerChart:
    """Return a field for each pair of answers, in the leader's colour, denser where surer.

    Parameters
    ----------
    cells
        columns x and y, with x2 and y2 where the axis is numeric (the cell's borders in the axis'
        own unit; on an axis of words x or y is the word), winner (name), colour, share (0 to 1, of
        firsts of its family) and word (label of the confidence); one row a cell of a grid.
    labels
        columns x, y and text: where the name of each region is written.
    project
        columns x and y: the present project, one row or none; beyond the scale it stands at the
        border and says so.
    across, up
        the two axes.
    """
    tables, key = _tables(cells, labels, project, across, up)
    frames = {
        name: inline(pd.DataFrame(rows, columns=_COLUMNS[name]), name)
        for name, rows in tables.items()
    }
    layers = alt.layer(
        _fields(frames["cells"], across, up),
        *_point(frames["project"], across, up),
        _words(frames["labels"], across, up),
    )
    title = chart_title("Colour and name: who leads.", "The denser, the more certain.")
    chart: alt.LayerChart = (
        layers.add_params(alt.param(name=_KEY, value=key))
        .properties(height=420, title=title)
        .configure(view=NO_FRAME)
    )
    return chart


def decision_map_specification(
    cells: pd.DataFrame, labels: pd.DataFrame, project: pd.DataFrame, across: MapAxis, up: MapAxis
) -> Spec:
    """Return `map_chart` as a specification, refilled where the axes were drawn before."""
    tables, key = _tables(cells, labels, project, across, up)
    return filled(_blank(across, up), tables) | {"params": [{"name": _KEY, "value": key}]}


@lru_cache(maxsize=64)
def _blank(across: MapAxis, up: MapAxis) -> Spec:
    cells = pd.DataFrame(columns=["x", "x2", "y", "y2", "winner", "colour", "share", "word"])
    labels, project = pd.DataFrame(columns=["x", "y", "text"]), pd.DataFrame(columns=["x", "y"])
    finished: Spec = map_chart(cells, labels, project, across, up).to_dict()
    return finished


_Spans = list[tuple[float, float]]
_COLUMNS: Final = {
    "cells": ["i", "j", "w", "s", "c"],
    "labels": ["x", "y", "text"],
    "project": ["x", "y", "text"],
}


def _tables(
    cells: pd.DataFrame, labels: pd.DataFrame, project: pd.DataFrame, across: MapAxis, up: MapAxis
) -> tuple[dict[str, list[dict[str, Any]]], dict[str, list[Any]]]:
    """Return the rows of every layer, and what their small numbers stand for."""
    columns, i = _borders(cells, "x", across)
    lines, j = _borders(cells, "y", up)
    pairs = list(zip(cells["winner"], cells["colour"], strict=True))
    winners, words = list(dict.fromkeys(pairs)), list(dict.fromkeys(cells["word"]))
    places = {pair: place for place, pair in enumerate(winners)}
    rows = [
        {
            "i": i[n],
            "j": j[n],
            "w": places[pair],
            "s": round(100 * float(share)),
            "c": words.index(word),
        }
        for n, (pair, share, word) in enumerate(
            zip(pairs, cells["share"], cells["word"], strict=True)
        )
    ]
    key = {
        "x": columns,
        "y": lines,
        "names": [name for name, _ in winners],
        "colours": [colour for _, colour in winners],
        "words": words,
    }
    written = [
        {"x": across.place(r["x"]), "y": up.place(r["y"]), "text": r["text"]}
        for r in records(labels)
    ]
    points = [
        _placed((across.place(r["x"]), up.place(r["y"])), columns, lines)
        for r in records(project)
        if rows
    ]
    return {"cells": rows, "labels": written, "project": points}, key


def _placed(point: tuple[float, float], columns: _Spans, lines: _Spans) -> dict[str, Any]:
    """Return where the project lies on the map, and what it is; beyond the scale, at the border."""
    x, y = (
        min(max(at, spans[0][0]), spans[-1][1])
        for at, spans in zip(point, (columns, lines), strict=True)
    )
    return {"x": x, "y": y, "text": _PROJECT if (x, y) == point else _BEYOND}


def _borders(cells: pd.DataFrame, side: str, axis: MapAxis) -> tuple[_Spans, list[int]]:
    """Return the fields of one side, ascending, and in which of them each cell lies."""
    if axis.kind == "words":
        spans = [(axis.place(word) - 0.5, axis.place(word) + 0.5) for word in cells[side]]
    else:
        bounds = zip(cells[side], cells[f"{side}2"], strict=True)
        spans = [(float(f"{low:.6g}"), float(f"{high:.6g}")) for low, high in bounds]
    ordered = sorted(set(spans))
    index = {span: place for place, span in enumerate(ordered)}
    return ordered, [index[span] for span in spans]


def _axis(axis: MapAxis, **more: Any) -> alt.Axis:
    style: dict[str, Any] = {
        "labelFontSize": 13,
        "titleFontSize": 13,
        "ticks": False,
        "domain": False,
        "grid": False,
    }
    if axis.kind == "words":
        wrapped = [textwrap.fill(word, _WRAP, break_long_words=False) for word in axis.words]
        style |= {
            "values": [place + 0.5 for place in range(len(wrapped))],
            "labelExpr": f"split({_array(wrapped)}[floor(datum.value)], '\\n')",
            "labelLineHeight": 15,
            "labelOverlap": False,
        }
    elif axis.kind == "log":
        style |= {"values": [10**power for power in range(8)], "format": ",d"}
    else:
        style |= {"tickCount": 6}
    return alt.Axis(**style | more)


def _array(words: Sequence[str]) -> str:
    """Return words as a list of the browser's expression language."""
    return json.dumps(list(words))


def _scale(axis: MapAxis) -> alt.Scale:
    """Return a scale whose pixels are whole, so that no seam shows between cells."""
    if axis.kind == "log":
        return alt.Scale(type="log", nice=False, round=True)
    return alt.Scale(nice=False, zero=False, round=True)


def _x(axis: MapAxis, field: str = "x") -> alt.X:
    return alt.X(
        f"{field}:Q",
        scale=_scale(axis),
        title=axis.title,
        axis=_axis(axis, labelAngle=0, titlePadding=8),
    )


def _y(axis: MapAxis, field: str = "y") -> alt.Y:
    return alt.Y(
        f"{field}:Q", scale=_scale(axis), title=axis.title, axis=_axis(axis, labelLimit=100)
    )


def _fields(cells: alt.InlineData, across: MapAxis, up: MapAxis) -> alt.Chart:
    density = f"{_LEAST} + {_MOST - _LEAST} * datum.s / 100"
    hint = [
        alt.Tooltip("winner:N", title="Leads"),
        alt.Tooltip("word:N", title="Confidence"),
        alt.Tooltip("often:N", title="Comes first in"),
        alt.Tooltip("x_text:N", title=across.title),
        alt.Tooltip("y_text:N", title=up.title),
    ]
    place = alt.Chart(cells).transform_calculate(
        x=f"{_KEY}.x[datum.i][0]",
        x2=f"{_KEY}.x[datum.i][1]",
        y=f"{_KEY}.y[datum.j][0]",
        y2=f"{_KEY}.y[datum.j][1]",
        winner=f"{_KEY}.names[datum.w]",
        colour=f"{_KEY}.colours[datum.w]",
        word=f"{_KEY}.words[datum.c]",
        often="datum.s + '%'",
        density=density,
        x_text=_span(across, "x"),
        y_text=_span(up, "y"),
    )
    fields: alt.Chart = place.mark_rect(strokeWidth=0).encode(
        x=_x(across),
        x2=alt.X2("x2"),
        y=_y(up),
        y2=alt.Y2("y2"),
        color=alt.Color("colour:N", scale=None, legend=None),
        opacity=alt.Opacity("density:Q", scale=None, legend=None),
        tooltip=hint,
    )
    return fields


def _span(axis: MapAxis, side: str) -> str:
    """Return the expression of what a cell covers in words."""
    at = f"{_KEY}.{side}[datum.{'i' if side == 'x' else 'j'}]"
    if axis.kind == "words":
        return f"{_array(axis.words)}[{at}[0]]"
    return f"format({at}[0], ',.3~r') + ' to ' + format({at}[1], ',.3~r')"


def _point(project: alt.InlineData, across: MapAxis, up: MapAxis) -> tuple[alt.Chart, alt.Chart]:
    base = alt.Chart(project).encode(y=_y(up))
    mark = base.mark_point(filled=True, shape="diamond", size=220, color=INK, opacity=1).encode(
        x=_x(across)
    )
    half = f"{CHARACTER / 2:g} * length(datum.text)"
    middle = alt.ExprRef(f"clamp(scale('x', datum.x), {half}, width - {half})")
    below = alt.ExprRef("scale('y', datum.y) > height - 30 ? -18 : 18")
    word = base.mark_text(**text_mark(x=middle, dy=below, baseline="middle")).encode(
        text=alt.Text("text:N")
    )
    return mark, word


def _words(labels: alt.InlineData, across: MapAxis, up: MapAxis) -> alt.Chart:
    style = text_mark(
        fontSize=15,
        fontWeight="bold",
        lineBreak="\n",
        lineHeight=17,
        baseline="middle",
        limit=alt.ExprRef("width"),
    )
    words: alt.Chart = (
        alt.Chart(labels).mark_text(**style).encode(x=_x(across), y=_y(up), text=alt.Text("text:N"))
    )
    return words


def decision_map_alt(
    cells: pd.DataFrame, project: pd.DataFrame, across: MapAxis, up: MapAxis
) -> str:
    """Return the map's content as one sentence.

    How much of it each option leads, and where the project lies.
    """
    if cells.empty:
        return "No pair of answers has a leader."
    parts = [
        f"{name} in {percent(float(share))}"
        for name, share in cells["winner"].value_counts(normalize=True).items()
    ]
    text = f"Who leads by {across.title} and {up.title}: {', '.join(parts)} of the map"
    (columns, _), (lines, _) = _borders(cells, "x", across), _borders(cells, "y", up)
    for row in records(project):
        name = _placed((across.place(row["x"]), up.place(row["y"])), columns, lines)["text"]
        text += (
            f"; {name}{',' if name == _BEYOND else ''} lies at {_said(row['x'])} and"
            f" {_said(row['y'])}"
        )
    return f"{text}."


def _of_100(share: float) -> str:
    return cases(share).removesuffix(" plausible cases")


def _said(answer: Any) -> str:
    return answer if isinstance(answer, str) else plain_number(answer)
