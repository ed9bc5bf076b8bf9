"""Frames that put options side by side.

The article's table, fits with their intervals, the radar's lines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import pandas as pd

from framework_compare.catalogue.article import ComparisonRow
from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.evidence import Interval
from framework_compare.present.drawing import short_name
from framework_compare.present.theme import FIT
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.reasons import anchor_text
from framework_compare.scoring.results import NeedInterval
from framework_compare.scoring.study import Study
from framework_compare.tables.quoted import measured_beside
from framework_compare.text import span_text
from framework_compare.vocabulary import CRITERIA, CriterionId

AxisOrder = Literal["tree", "weight", "difference"]
AXIS_ORDERS: Final[dict[AxisOrder, str]] = {
    "tree": "By topic",
    "weight": "By weight",
    "difference": "By difference",
}
YOURS: Final = "What you ask for"
"""Name of the radar's line for the need."""

Intervals = Mapping[str, Mapping[CriterionId, Interval]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every option, on the shortlist or not, excluded or not, seen from one requirement."""

    fits: dict[str, tuple[float, ...]]
    """Expected fit by option, in the value tree's order."""
    scores: dict[str, float]
    """0 to 100 by option; must-haves are not read."""
    intervals: dict[str, dict[CriterionId, Interval]]
    """Capability by option and criterion."""


def compare_all(requirement: Requirement, catalogue: Catalogue) -> Comparison:
    """Return fits, scores and capabilities of all options, whatever is on the shortlist."""
    everything = requirement.model_copy(update={"considered": ()})
    study = Study(everything, catalogue)
    names = study.options.names
    fits = {name: tuple(map(float, study.fits[row])) for row, name in enumerate(names)}
    scores = {name: float(study.scores[row]) for row, name in enumerate(names)}
    return Comparison(fits, scores, study.intervals)


def article_comparison(
    catalogue: Catalogue, options: Sequence[str], intervals: Intervals
) -> pd.DataFrame:
    """Return the article's comparison for any options: feature, a column an option, implication.

    Streamlit and Flask have the article's own words; the others the words of the scale at their
    capability. Where something was measured about a feature, the cell says it beside the words.
    Cells are Markdown of our own texts.
    """
    rows = []
    for row in catalogue.article.comparison:
        cells = {
            catalogue.option_name(option): _with_measured(
                _article_cell(row, option, catalogue, intervals[option][row.feature]),
                measured_beside(catalogue, option, row.feature),
            )
            for option in options
        }
        rows.append(
            {"Feature": f"**{row.article_name}**"}
            | cells
            | {"Commercial implication (article)": row.implication}
        )
    return pd.DataFrame(rows)


def _with_measured(text: str, measured: str) -> str:
    return f"{text} :material/science: *{measured}*" if measured else text


def _article_cell(
    row: ComparisonRow, option: str, catalogue: Catalogue, capability: Interval
) -> str:
    if option == "streamlit":
        return f"**{row.streamlit_level}.** {row.streamlit_text}"
    if option == "flask":
        return f"**{row.flask_level}.** {row.flask_text}"
    if row.feature == "use_case_fit":
        return " With ".join(
            catalogue.frameworks[part].commercial_focus for part in catalogue.parts(option)
        )
    words = anchor_text(catalogue.criterion(row.feature), capability.mid)
    why = _why(option, row.feature, catalogue)
    return f"**{words[:1].upper()}{words[1:]}.** {why}".strip()


def _why(option: str, criterion: CriterionId, catalogue: Catalogue) -> str:
    """Return the sentence behind a graded cell; a pairing says how its parts combine."""
    parts = catalogue.parts(option)
    if len(parts) > 1:
        return catalogue.rules[criterion].why
    cell = catalogue.frameworks[parts[0]].capability.get(criterion)
    if cell is None and criterion == "development_speed":
        cell = catalogue.frameworks[parts[0]].speed.get("data_ui")
    return cell.why if cell else ""


def fit_cells(
    catalogue: Catalogue,
    options: Sequence[str],
    fits: Mapping[str, Sequence[float]],
    intervals: Intervals,
    needs: Sequence[NeedInterval],
) -> pd.DataFrame:
    """Return one row a cell of the heat table.

    The interval runs from the worst that need and capability allow together to the best, on 0 to
    100.

    Parameters
    ----------
    catalogue
        for names.
    options
        the columns, in order.
    fits
        expected fit by option, in the value tree's order.
    intervals
        capability by option and criterion.
    needs
        what is asked, in the value tree's order.
    """
    rows = []
    for place, criterion in enumerate(CRITERIA):
        for option in options:
            fit = fits[option][place]
            low, high = _fit_bounds(fit, intervals[option][criterion], needs[place])
            step = _step(fit)
            rows.append(
                {
                    "criterion": catalogue.criterion(criterion).name,
                    "criterion_id": criterion,
                    "option_id": option,
                    "option": short_name(option, catalogue).replace(" + ", " with "),
                    "value": round(100 * fit, 1),
                    "figure": f"{round(100 * fit)}",
                    "interval": span_text(low, high),
                    "step": step,
                    "text": f"{round(100 * fit)} of 100: {step}",
                }
            )
    columns = [
        "criterion",
        "criterion_id",
        "option_id",
        "option",
        "value",
        "figure",
        "interval",
        "step",
        "text",
    ]
    return pd.DataFrame(rows, columns=columns)


def _fit_bounds(fit: float, capability: Interval, need: NeedInterval) -> tuple[float, float]:
    if (
        need.criterion == "stated_needs"
    ):  # judged item by item: the interval is how far the items are met
        return min(fit, capability.low), max(fit, capability.high)
    worst = 1 - max(0.0, need.high - capability.low)
    best = 1 - max(0.0, need.low - capability.high)
    return min(fit, worst), max(fit, best)


def _step(fit: float) -> str:
    return next(word for word, least, *_ in FIT if round(fit, 3) >= least)


def radar_axes(
    requirement: Requirement,
    options: Sequence[str],
    intervals: Intervals,
    weights: Sequence[float],
    *,
    order: AxisOrder,
    count: int,
) -> tuple[CriterionId, ...]:
    """Return the axes that say most: those that weigh much and differ much between the options.

    Parameters
    ----------
    requirement
        axes that it leaves without meaning are left out.
    options
        whose differences count.
    intervals
        capability by option and criterion.
    weights
        expected weights, in the value tree's order.
    order
        "tree" by topic, "weight" heaviest first, "difference" widest first.
    count
        how many at most.
    """
    weight = dict(zip(CRITERIA, weights, strict=True))
    usable = [c for c in CRITERIA if c != "stated_needs" or requirement.stated_needs]
    usable = [c for c in usable if c != "switching_cost" or requirement.existing_framework]

    def spread(criterion: CriterionId) -> float:
        mids = [intervals[option][criterion].mid for option in options]
        return max(mids) - min(mids) if mids else 0.0

    telling = sorted(usable, key=lambda c: -weight[c] * (0.1 + spread(c)))[:count]
    if order == "weight":
        return tuple(sorted(telling, key=lambda c: -weight[c]))
    if order == "difference":
        return tuple(sorted(telling, key=lambda c: -spread(c)))
    return tuple(c for c in CRITERIA if c in telling)


def radar_profile(
    catalogue: Catalogue,
    options: Sequence[str],
    axes: Sequence[CriterionId],
    intervals: Intervals,
    needs: Sequence[NeedInterval],
) -> pd.DataFrame:
    """Return the radar's points: each option's capability, and the need as a line of its own."""
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
            rows.append(
                (name, scale.name, points, f"{round(points)}: {anchor_text(scale, levels[axis])}")
            )
    return pd.DataFrame(rows, columns=["name", "criterion", "value", "label"])


def radar_values(profile: pd.DataFrame) -> pd.DataFrame:
    """Return the radar's points as a table.

    One row a criterion, one column a line, whole points.
    """
    wide = profile.pivot(index="criterion", columns="name", values="value").round().astype(int)
    ordered = wide.loc[profile["criterion"].unique(), profile["name"].unique()]
    return ordered.rename_axis(index="Criterion", columns=None).reset_index()
