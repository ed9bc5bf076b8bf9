"""What speaks for the champion and what against it, and how its score adds up."""

from __future__ import annotations

import math
from typing import Final

import altair as alt
import pandas as pd

from framework_compare.explain.versus import next_framework
from framework_compare.present.drawing import (
    NO_FRAME,
    Drawing,
    by_row,
    drawn,
    inline,
    label_axis,
    short_name,
    text_mark,
)
from framework_compare.present.theme import GREY, option_colour
from framework_compare.scoring.results import Comparison, Reason
from framework_compare.scoring.study import Study
from framework_compare.text import points_text
from framework_compare.vocabulary import CRITERIA

_WHOLE: Final = 0.5
"""Contributions below this round to no point."""


def drawing(study: Study) -> Drawing:
    """Return what each criterion adds to the lead."""
    rows = contribution_rows(study)
    height = max(60, 28 * len(rows))
    return drawn(_title(study), contribution_bars, contribution_bars_alt, rows, height)


def _title(study: Study) -> str:
    champion, against = study.verdict.champion, next_framework(study)
    if champion is None or against is None:
        return "Points towards the lead"
    names = [short_name(option, study.catalogue) for option in (champion, against.rival)]
    return f"Points towards {names[0]} rather than {names[1]}"


def contribution_rows(study: Study) -> pd.DataFrame:
    """Return what each criterion adds to the lead, largest first, the rest as one line."""
    verdict, catalogue = study.verdict, study.catalogue
    columns = ["criterion", "points", "label", "side", "colour"]
    against = next_framework(study)
    if verdict.champion is None or against is None:
        return pd.DataFrame(columns=columns)
    ordered = sorted(against.contributions, key=lambda item: -item.points)
    lines = [
        (catalogue.row_name(item.criterion), item.points)
        for item in ordered
        if abs(item.points) >= _WHOLE
    ]
    small = [item.points for item in ordered if abs(item.points) < _WHOLE]
    if abs(sum(small)) >= _WHOLE:
        lines.append(("Everything else", sum(small)))
    rows = []
    for name, points in lines:
        side = verdict.champion if points >= 0 else against.rival
        label, tint = points_text(points), option_colour(side, catalogue)
        rows.append((name, round(points, 2), label, short_name(side, catalogue), tint))
    return pd.DataFrame(rows, columns=columns)


def contribution_bars(contributions: pd.DataFrame) -> alt.LayerChart:
    """Return bars to the right for the champion, to the left for its rival, with their points.

    Parameters
    ----------
    contributions
        columns criterion, points, label (signed), side (whom it speaks for) and colour; one row a
        criterion.
    """
    name = alt.Y(
        "criterion:N", sort=None, title=None, axis=label_axis(labelLimit=170, labelOverlap=False)
    )
    points = alt.X("points:Q", scale=alt.Scale(padding=34, nice=False), axis=None)
    hint = [
        alt.Tooltip("criterion:N", title="Criterion"),
        alt.Tooltip("side:N", title="Speaks for"),
        alt.Tooltip("label:N", title="Points of 100"),
    ]
    base = alt.Chart(inline(contributions)).encode(x=points, y=name)
    bars = base.mark_bar(height=alt.RelativeBandSize(0.62), cornerRadiusEnd=2).encode(
        color=by_row(), tooltip=hint
    )
    figures = base.mark_text(
        **text_mark(
            align=alt.ExprRef("datum.points < 0 ? 'right' : 'left'"),
            dx=alt.ExprRef("datum.points < 0 ? -5 : 5"),
        )
    ).encode(text=alt.Text("label:N"))
    nought = (
        alt.Chart(inline(pd.DataFrame({"points": [0]}), "nought"))
        .mark_rule(color=GREY)
        .encode(x=points)
    )
    chart: alt.LayerChart = (
        alt.layer(bars, nought, figures).properties(height=300).configure(view=NO_FRAME)
    )
    return chart


def contribution_bars_alt(contributions: pd.DataFrame) -> str:
    """Return the chart's content as one sentence."""
    if contributions.empty:
        return "There is no second option to compare with."
    parts = [f"{row.criterion} {row.label} ({row.side})" for row in contributions.itertuples()]
    return "Points of 100 by criterion: " + "; ".join(parts) + "."


def strong_reasons(against: Comparison) -> tuple[Reason, ...]:
    """Return the reasons that make at least one whole point; the strongest where none does."""
    strong = tuple(reason for reason in against.reasons if round(reason.points))
    return strong or against.reasons[:1]


def score_sum(study: Study) -> pd.DataFrame:
    """Return the champion's score as a sum.

    Weight, fit and points of each criterion, in the tree's order, then what no weight moves.

    Weight is a share of 100, fit runs from 0 to 100, points are weight times fit; with what is
    taken off beyond any weight they add up to the score.
    """
    verdict, catalogue = study.verdict, study.catalogue
    if verdict.champion is None:
        return pd.DataFrame(columns=["Criterion", "Weight", "Fit", "Points"])
    fits = verdict.standing(verdict.champion).fits
    rows: list[tuple[str, float | None, float | None, float]] = [
        (catalogue.criterion(criterion).name, 100 * weight, 100 * fit, 100 * weight * fit)
        for criterion, weight, fit in zip(CRITERIA, verdict.weights, fits, strict=True)
    ]
    rows += [(name, math.nan, math.nan, points) for name, points in _given(study)]
    return pd.DataFrame(rows, columns=["Criterion", "Weight", "Fit", "Points"])


def _given(study: Study) -> list[tuple[str, float]]:
    """Return the champion's points that no weight moves, each with its name; none of nothing."""
    champion, catalogue = study.order[0], study.catalogue
    found = [
        (f"{catalogue.row_name(criterion)}, beyond any weight", -float(points))
        for criterion, points in zip(CRITERIA, study.beyond[champion], strict=True)
    ]
    if not study.options.alone[champion]:
        found.append((catalogue.row_name("second_stack"), -catalogue.learnt.second_stack))
    found.append((catalogue.row_name("precedent"), float(study.precedent[champion])))
    found.append(("Scores end at 0", max(-float(study.scores[champion]), 0.0)))
    return [(name, points) for name, points in found if points]
