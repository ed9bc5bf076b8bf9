"""The shape of up to three options over up to eight criteria.

Vega-Lite has no polar axes: the chart is made of closed lines in a plane. One radius in pixels
serves both axes, so it stays round at any width; room for the labels is reserved in units of that
radius.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final, Literal

import altair as alt
import pandas as pd

from framework_compare.present.drawing import (
    NO_FRAME,
    Drawing,
    Spec,
    filled,
    inline,
    records,
    short_name,
    text_mark,
    titled,
)
from framework_compare.present.theme import DASHES, GREY, MARKS, option_colour
from framework_compare.scoring.levels import level_text
from framework_compare.scoring.needs import counted_needs
from framework_compare.scoring.study import Study
from framework_compare.vocabulary import CRITERIA, CriterionId

MOST_OPTIONS: Final = 3
MOST_AXES: Final = 8
_RINGS: Final = (25, 50, 75, 100)
_ROOM_X: Final = 1.78
_ROOM_Y: Final = 1.34
_WRAP: Final = 13
_RADIUS: Final = f"min(width/{2 * _ROOM_X}, height/{2 * _ROOM_Y})"
_HEIGHT: Final = 460

Series = tuple[tuple[str, str], ...]
"""Name and colour of each line, in order."""

AxisOrder = Literal["tree", "weight", "difference"]
AXIS_ORDERS: Final[dict[AxisOrder, str]] = {
    "tree": "By topic",
    "weight": "By weight",
    "difference": "By difference",
}
YOURS: Final = "What you ask for"
"""Name of the radar's line for the need."""


def drawing(study: Study, options: tuple[str, ...], axes: tuple[CriterionId, ...]) -> Drawing:
    """Return these options and what is asked over these criteria.

    Parameters
    ----------
    study
        without a shortlist, so that every option has its capabilities.
    """
    known = study.catalogue
    profile = radar_profile(study, options, axes)
    series = (
        *((short_name(option, known), option_colour(option, known)) for option in options),
        (YOURS, GREY),
    )
    title = "Capability by criterion, 100 at the rim"
    return Drawing(titled(title, radar_specification(profile, series)), radar_alt(profile))


def values(study: Study, options: tuple[str, ...], axes: tuple[CriterionId, ...]) -> pd.DataFrame:
    """Return the radar's points as a table.

    One row a criterion, one column a line, whole points.
    """
    profile = radar_profile(study, options, axes)
    wide = profile.pivot(index="criterion", columns="name", values="value").round().astype(int)
    ordered = wide.loc[profile["criterion"].unique(), profile["name"].unique()]
    return ordered.rename_axis(index="Criterion", columns=None).reset_index()


def axes(study: Study, options: tuple[str, ...], order: AxisOrder) -> tuple[CriterionId, ...]:
    """Return the axes that say most: those that weigh much and differ much between the options.

    Parameters
    ----------
    study
        has these options on its shortlist; axes that its answers leave without meaning are left
        out.
    options
        whose differences count.
    order
        "tree" by topic, "weight" heaviest first, "difference" widest first.
    """
    requirement, intervals = study.requirement, study.intervals
    weight = dict(zip(CRITERIA, study.weights, strict=True))
    ticked = counted_needs(requirement, study.catalogue, requirement.goal)
    # Of what may still turn up nobody asks for a level that a line could show.
    usable = [c for c in CRITERIA if c != "further_needs" and (c != "stated_needs" or ticked)]
    usable = [c for c in usable if c != "switching_cost" or requirement.existing_framework]

    def spread(criterion: CriterionId) -> float:
        mids = [intervals[option][criterion].mid for option in options]
        return max(mids) - min(mids) if mids else 0.0

    telling = sorted(usable, key=lambda c: -weight[c] * (0.1 + spread(c)))[:MOST_AXES]
    if order == "weight":
        return tuple(sorted(telling, key=lambda c: -weight[c]))
    if order == "difference":
        return tuple(sorted(telling, key=lambda c: -spread(c)))
    return tuple(c for c in CRITERIA if c in telling)


def radar_profile(
    study: Study, options: Sequence[str], axes: Sequence[CriterionId]
) -> pd.DataFrame:
    """Return the radar's points: each option's capability, and the need as a line of its own."""
    catalogue, intervals, needs = study.catalogue, study.intervals, study.needs
    lines = [
        (short_name(option, catalogue), {axis: intervals[option][axis].mid for axis in axes})
        for option in options
    ]
    asked = {need.criterion: need.mid for need in needs} | {
        "stated_needs": catalogue.model.stated_needs.level
    }
    lines.append((YOURS, {axis: asked[axis] for axis in axes}))
    rows = []
    for name, levels in lines:
        for axis in axes:
            scale = catalogue.criterion(axis)
            points = round(100 * levels[axis], 1)
            words = level_text(catalogue, axis, levels[axis], missing=True)
            rows.append((name, scale.name, points, f"{round(points)}: {words}"))
    return pd.DataFrame(rows, columns=["name", "criterion", "value", "label"])


def radar(profile: pd.DataFrame, series: Series) -> alt.LayerChart:
    """Return closed lines over axes with the common fixed ends 0 and 100.

    Parameters
    ----------
    profile
        columns name, criterion, value (0 to 100) and label; one row a point, the axes in order for
        each name.
    series
        name and colour of each line; stroke and shape tell them apart as well.
    """
    frames = {name: inline(pd.DataFrame(rows), name) for name, rows in _tables(profile).items()}
    pick = alt.selection_point(name="shown", fields=["name"], bind="legend")
    layers = [*_grid(frames), *_lines(frames, series, pick), *_labels(frames)]
    chart: alt.LayerChart = (
        alt.layer(*layers)
        .add_params(pick)
        .properties(height=_HEIGHT)
        .configure(
            view=NO_FRAME,
            legend=alt.LegendConfig(orient="bottom", labelFontSize=13, symbolSize=120),
        )
    )
    return chart


def radar_specification(profile: pd.DataFrame, series: Series) -> Spec:
    """Return `radar` as a specification, refilled where the same lines were drawn before."""
    return filled(_blank(series), _tables(profile))


@lru_cache(maxsize=64)
def _blank(series: Series) -> Spec:
    example = pd.DataFrame(
        {"name": [series[0][0]], "criterion": [""], "value": [0.0], "label": [""]}
    )
    finished: Spec = radar(example, series).to_dict()
    return finished


def _place(radius: float, axis: int, axes: int) -> tuple[float, float]:
    """Return x and y of a point: the first axis points up, the others follow clockwise."""
    angle = 2 * math.pi * axis / axes
    return (round(radius * math.sin(angle), 5), round(radius * math.cos(angle), 5))


def _tables(profile: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of every layer."""
    axes = list(dict.fromkeys(profile["criterion"]))
    places = {criterion: index for index, criterion in enumerate(axes)}
    names = list(dict.fromkeys(profile["name"]))
    points = []
    for row in records(profile):
        x, y = _place(row["value"] / 100, places[row["criterion"]], len(axes))
        dash = list(DASHES[names.index(row["name"]) % len(DASHES)])
        points.append(row | {"axis": places[row["criterion"]], "x": x, "y": y, "dash": dash})
    return {
        "points": points,
        "rings": [
            _row(ring / 100, i, len(axes), ring=ring, axis=i)
            for ring in _RINGS
            for i in range(len(axes))
        ],
        "spokes": [_row(1.0, i, len(axes), x0=0, y0=0) for i in range(len(axes))],
        "labels": [
            _row(1.1, i, len(axes), text=textwrap.fill(axis, _WRAP, break_long_words=False))
            for i, axis in enumerate(axes)
        ],
        "ticks": [_row(ring / 100, 0, 1, text=str(ring)) for ring in _RINGS],
    }


def _row(radius: float, axis: int, axes: int, /, **more: Any) -> dict[str, Any]:
    x, y = _place(radius, axis, axes)
    return {"x": x, "y": y, **more}


def _x(field: str = "x") -> alt.X:
    low, high = (alt.ExprRef(f"{sign}width/2/{_RADIUS}") for sign in ("-", ""))
    return alt.X(
        f"{field}:Q",
        scale=alt.Scale(domainMin=low, domainMax=high, nice=False, zero=False),
        axis=None,
    )


def _y(field: str = "y") -> alt.Y:
    low, high = (alt.ExprRef(f"{sign}height/2/{_RADIUS}") for sign in ("-", ""))
    return alt.Y(
        f"{field}:Q",
        scale=alt.Scale(domainMin=low, domainMax=high, nice=False, zero=False),
        axis=None,
    )


def _grid(frames: dict[str, alt.InlineData]) -> Sequence[alt.Chart]:
    rings = (
        alt.Chart(frames["rings"])
        .mark_line(interpolate="linear-closed", stroke=GREY, strokeWidth=1, strokeOpacity=0.35)
        .encode(x=_x(), y=_y(), detail=alt.Detail("ring:N"), order=alt.Order("axis:Q"))
    )
    spokes = (
        alt.Chart(frames["spokes"])
        .mark_rule(stroke=GREY, strokeWidth=1, strokeOpacity=0.35)
        .encode(x=_x("x0"), y=_y("y0"), x2=alt.X2("x"), y2=alt.Y2("y"))
    )
    return rings, spokes


def _lines(
    frames: dict[str, alt.InlineData], series: Series, pick: alt.Parameter
) -> Sequence[alt.Chart]:
    names = [name for name, _ in series]
    colour = alt.Color(
        "name:N", title=None, scale=alt.Scale(domain=names, range=[tint for _, tint in series])
    )
    shape = alt.Shape(
        "name:N", title=None, scale=alt.Scale(domain=names, range=list(MARKS[: len(names)]))
    )
    dim = alt.when(pick).then(alt.OpacityValue(1)).otherwise(alt.OpacityValue(0.12))
    base = alt.Chart(frames["points"]).encode(x=_x(), y=_y(), color=colour, opacity=dim)
    lines = base.mark_line(interpolate="linear-closed", strokeWidth=2.2).encode(
        strokeDash=alt.StrokeDash("dash:N", scale=None), order=alt.Order("axis:Q")
    )
    hint = [
        alt.Tooltip("name:N", title="Line"),
        alt.Tooltip("criterion:N", title="Criterion"),
        alt.Tooltip("label:N", title="Capability or need"),
    ]
    points = base.mark_point(filled=True, size=75).encode(shape=shape, tooltip=hint)
    return lines, points


def _labels(frames: dict[str, alt.InlineData]) -> Sequence[alt.Chart]:
    extra = "(length(split(datum.text, '\\n')) - 1)"
    names = (
        alt.Chart(frames["labels"])
        .mark_text(
            **text_mark(
                fontSize=12,
                lineBreak="\n",
                lineHeight=14,
                align=alt.ExprRef("datum.x > 0.05 ? 'left' : datum.x < -0.05 ? 'right' : 'center'"),
                baseline=alt.ExprRef("datum.y > 1 ? 'bottom' : datum.y < -1 ? 'top' : 'middle'"),
                dy=alt.ExprRef(f"datum.y > 1 ? -14 * {extra} : datum.y < -1 ? 0 : -7 * {extra}"),
            )
        )
        .encode(x=_x(), y=_y(), text=alt.Text("text:N"))
    )
    ticks = (
        alt.Chart(frames["ticks"])
        .mark_text(**text_mark(align="left", dx=4, fontSize=10, opacity=0.65))
        .encode(x=_x(), y=_y(), text=alt.Text("text:N"))
    )
    return ticks, names


def radar_alt(profile: pd.DataFrame) -> str:
    """Return the chart's content as one sentence: each line's lowest and highest axis."""
    parts = []
    for name, points in profile.groupby("name", sort=False):
        ordered = records(points.sort_values("value", kind="stable"))
        low, high = ordered[0], ordered[-1]
        parts.append(
            f"{name} from {low['value']:.0f} on {low['criterion']} to {high['value']:.0f} on"
            f" {high['criterion']}"
        )
    return "Capability and need on a radar from 0 to 100: " + "; ".join(parts) + "."
