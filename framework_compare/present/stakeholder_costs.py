"""What each option costs each person, as one picture for a projector."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Final

import altair as alt
import pandas as pd

from framework_compare.explain.agreement import Group
from framework_compare.present.drawing import (
    NO_FRAME,
    Drawing,
    drawn,
    inline,
    label_axis,
    short_name,
    text_mark,
)
from framework_compare.present.stakeholders import MOST, WHOLE, is_group, points_behind
from framework_compare.present.theme import ACCENT, AGAINST, GREY, translucent
from framework_compare.text import cases

_NAME_LINE: Final = 18
_NAME_LINES: Final = 2
_UNSEEN: Final = "\N{WORD JOINER}"
_ROW: Final = 40
"""Pixels of a person's row."""
_HEAD: Final = 170
_LINES: Final = 3
"""Lines of an option's heading: its two parts, and that it is the compromise."""
_NARROW: Final = 560
"""Pixels of width below which the options' names stand upright."""
STANDINGS: Final[dict[str, tuple[str, float]]] = {
    "first choice": (ACCENT, 0.55),
    "can accept": (ACCENT, 0.20),
    "behind": (AGAINST, 0.26),
    "off the table": (GREY, 0.22),
}
"""How an option stands with a person: word, colour and how densely it is laid on."""
_MARKS: Final = {"first choice": "★", "can accept": "✓", "behind": "", "off the table": "✗"}
_COMPROMISE: Final = "◆ compromise"
_COLUMNS: Final = ("person", "whole", "option", "name", "standing", "figure", "text")


def drawing(group: Group, names: Sequence[str]) -> Drawing:
    """Return the table of people and options for a projector."""
    rows = loss_cells(group, names)
    title = "What each option costs each person, in points of 100 behind the first choice"
    return drawn(title, loss_table, loss_table_alt, rows, _ROW * len(names) + _HEAD)


def loss_cells(group: Group, names: Sequence[str]) -> pd.DataFrame:
    """Return one row for each person and option that is shown.

    Returns
    -------
    DataFrame
        person (in lines), whole (the name in one), option (in lines), name, standing (a word of
        `STANDINGS`), figure (points behind, with a mark) and text; in the order of people, and of
        options by their largest loss.
    """
    options = group.columns(MOST)
    rows = []
    for place, (name, label) in enumerate(zip(names, _labels(names), strict=True)):
        for option in options:
            standing = _standing(group, place, option)
            rows.append(
                (
                    label,
                    name,
                    _heading(group, option),
                    group.catalogue.option_name(option),
                    standing,
                    _figure(group, place, option, standing),
                    _said(group, place, option, standing),
                )
            )
    return pd.DataFrame(rows, columns=list(_COLUMNS))


def _heading(group: Group, option: str) -> str:
    """Return an option's name in as many lines as every other's, the last next to the cells."""
    lines = short_name(option, group.catalogue).replace(" + ", "\n+ ").split("\n")
    if option == group.compromise and is_group(group):
        lines.append(_COMPROMISE)
    return "\n".join([""] * (_LINES - len(lines)) + lines)


def _labels(names: Sequence[str]) -> list[str]:
    """Return everybody's name in two lines at most, no two alike: alike, they would be one row."""
    found: list[str] = []
    for name in names:
        label = _in_lines(name)
        while label in found:
            label += _UNSEEN
        found.append(label)
    return found


def _in_lines(name: str) -> str:
    """Return a name in two lines at most; of a longer one the beginning and the end."""
    lines = wrap(name, _NAME_LINE) or [name]
    if len(lines) > _NAME_LINES:
        lines = [lines[0], f"…{name[1 - _NAME_LINE :].strip()}"]
    return "\n".join(lines)


def _standing(group: Group, place: int, option: str) -> str:
    if group.loss(place, option) is None:
        return "off the table"
    if option == group.champions[place]:
        return "first choice"
    return "behind" if place in group.objecting(option) else "can accept"


def _figure(group: Group, place: int, option: str, standing: str) -> str:
    loss, mark = group.loss(place, option), _MARKS[standing]
    if loss is None or standing == "first choice":
        return mark
    figure = "<1" if 0 < loss < WHOLE else f"{round(loss)}"
    return f"{figure} {mark}".strip()


def _said(group: Group, place: int, option: str, standing: str) -> str:
    loss = group.loss(place, option)
    if loss is None:
        return _why_off(group, place, option)
    if standing == "first choice":
        return "first choice"
    level = cases(group.stances[place].level[option])
    return f"{points_behind(loss)} behind; not behind in {level}"


def _why_off(group: Group, place: int, option: str) -> str:
    """Return why an option is off somebody's table: the musts that it misses, or the shortlist."""
    study = group.studies[place]
    found = [each for each in study.verdict.excluded if each.option == option]
    return found[0].reason if found else "not on the shortlist"


def loss_table(cells: pd.DataFrame) -> alt.LayerChart:
    """Return a table of coloured cells: people down, options across.

    Parameters
    ----------
    cells
        columns person, whole, option, name, standing (a word of `STANDINGS`), figure and text; one
        row a cell, people and options in order.
    """
    tints = [translucent(tint, density) for tint, density in STANDINGS.values()]
    marked = [f"{mark} {word}".strip() for word, mark in _MARKS.items()]
    legend = alt.Legend(
        orient="top",
        title=None,
        symbolType="square",
        labelFontSize=13,
        columns=2,
        labelExpr=f"{marked!r}[indexof({list(_MARKS)!r}, datum.value)]",
    )
    colour = alt.Color(
        "standing:N", scale=alt.Scale(domain=list(STANDINGS), range=tints), legend=legend
    )
    upright = f"width < {_NARROW}"
    in_one = f"trim(replace(replace(datum.label, '{_COMPROMISE}', '◆'), /\\n/g, ' '))"
    across = alt.X(
        "option:N",
        sort=None,
        title=None,
        axis=label_axis(
            orient="top",
            labelAngle=alt.ExprRef(f"{upright} ? 270 : 0"),
            labelAlign=alt.ExprRef(f"{upright} ? 'left' : 'center'"),
            labelBaseline=alt.ExprRef(f"{upright} ? 'middle' : 'alphabetic'"),
            labelPadding=alt.ExprRef(f"{upright} ? 8 : 38"),
            labelLimit=150,
            labelOverlap=False,
            labelExpr=f"{upright} ? {in_one} : split(datum.label, '\\n')",
        ),
        scale=alt.Scale(paddingInner=0.03),
    )
    down = alt.Y(
        "person:N",
        sort=None,
        title=None,
        axis=label_axis(
            labelFontSize=14,
            labelLimit=150,
            labelOverlap=False,
            labelExpr="split(datum.label, '\\n')",
            labelBaseline={
                "condition": {"test": "indexof(datum.label, '\\n') >= 0", "value": "bottom"},
                "value": "middle",
            },
        ),
        scale=alt.Scale(paddingInner=0.06),
    )
    base = alt.Chart(inline(cells)).encode(x=across, y=down)
    squares = base.mark_rect(cornerRadius=3).encode(
        color=colour,
        tooltip=[
            alt.Tooltip("whole:N", title="Person"),
            alt.Tooltip("name:N", title="Option"),
            alt.Tooltip("text:N", title="Costs"),
        ],
    )
    size = alt.ExprRef(f"{upright} ? 11 : 15")
    figures = base.mark_text(**text_mark(fontWeight=600, fontSize=size)).encode(
        text=alt.Text("figure:N")
    )
    chart: alt.LayerChart = (
        alt.layer(squares, figures).properties(height=400).configure(view=NO_FRAME)
    )
    return chart


def loss_table_alt(cells: pd.DataFrame) -> str:
    """Return the chart's content in words: each person's options with what they cost."""
    if cells.empty:
        return "No option is on anybody's table."
    parts = []
    for person, own in cells.groupby("whole", sort=False):
        told = [f"{name}: {text}" for name, text in zip(own["name"], own["text"], strict=True)]
        parts.append(f"{person}: {'; '.join(told)}")
    return "What each option costs each person. " + ". ".join(parts) + "."
