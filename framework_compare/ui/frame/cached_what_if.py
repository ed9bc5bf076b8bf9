"""What the page on changes shows, computed once.

Through the same bounded caches as everything else on screen.
"""

from __future__ import annotations

from typing import Any, Final

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.charts import central_weights as central_weights_chart
from framework_compare.charts import decision_map as decision_map_chart
from framework_compare.charts import rank_slope as rank_slope_chart
from framework_compare.charts import stability as stability_chart
from framework_compare.charts import worth_bars as worth_bars_chart
from framework_compare.charts.decision_map import MapAxis
from framework_compare.explain import evidence, information, weights
from framework_compare.explain.beliefs import CentralWeights, central_weights_of, ranks_along
from framework_compare.explain.decision_map import Axis, DecisionMap
from framework_compare.explain.decision_map import decision_map as drawn_map
from framework_compare.present.drawing import Drawing, drawn
from framework_compare.requirement.model import Requirement, WeightId
from framework_compare.scoring.results import Flip
from framework_compare.scoring.study import Study
from framework_compare.tables import regions as regions_rows
from framework_compare.tables import what_if as what_if_rows
from framework_compare.ui.frame.cached import answer_flips, catalogue, kept

_ENTRIES: Final = 128
_MAPS: Final = 48
"""A map holds some ninety kilobytes."""


@kept(_ENTRIES)
def weight_flips(requirement: Requirement) -> weights.WeightFlips:
    """Return the exact thresholds of every weight, the least that must move, and who can never take
    over.
    """
    return weights.weight_flips(Study(requirement, catalogue()))


@kept(_ENTRIES, slow=True)
def evidence_flips(requirement: Requirement) -> tuple[Flip, ...]:
    """Return every single cell of evidence whose change makes another option lead, nearest
    first.
    """
    return evidence.evidence_flips(Study(requirement, catalogue()))


def every_flip(requirement: Requirement) -> tuple[Flip, ...]:
    """Return answers, weights and cells whose change alone makes another option lead, nearest
    first.
    """
    found = (
        *answer_flips(requirement),
        *weight_flips(requirement).flips,
        *evidence_flips(requirement),
    )
    return tuple(sorted(found, key=lambda flip: flip.distance))


@kept(_ENTRIES)
def worth_of_answers(requirement: Requirement) -> tuple[information.Worth, ...]:
    """Return every open question with what its answer is worth."""
    return information.worth_of_answers(Study(requirement, catalogue()))


@kept(_ENTRIES, slow=True)
def worth_of_cells(requirement: Requirement) -> tuple[information.Worth, ...]:
    """Return every cell that could change the leader with what measuring it is worth."""
    return information.worth_of_cells(Study(requirement, catalogue()))


@kept(_ENTRIES, slow=True)
def beliefs(requirement: Requirement) -> tuple[CentralWeights, ...]:
    """Return under which weights each family comes first."""
    return central_weights_of(Study(requirement, catalogue()))


# Charts


@kept(_ENTRIES)
def stability_bars(requirement: Requirement, group: str | None) -> Drawing:
    """Return the ranges of the groups' weights, or of the criteria of one group."""
    rows = what_if_rows.stability_rows(weight_flips(requirement).ranges, catalogue(), group)
    return drawn(
        stability_chart.stability_bars,
        stability_chart.stability_bars_alt,
        rows,
        stability_chart.stability_height(len(rows)),
    )


@kept(_ENTRIES)
def rank_slope(requirement: Requirement, weight: WeightId) -> Drawing | None:
    """Return how ranks follow one weight; None where nothing is ranked."""
    path = ranks_along(Study(requirement, catalogue()), weight)
    if path is None:
        return None
    return drawn(
        rank_slope_chart.rank_slope,
        rank_slope_chart.rank_slope_alt,
        what_if_rows.rank_rows(path, catalogue()),
    )


@kept(_ENTRIES)
def central_weights(requirement: Requirement) -> Drawing:
    """Return the weights under which each of the best families comes first, beside all readings."""
    rows = what_if_rows.central_rows(beliefs(requirement), catalogue())
    height = central_weights_chart.central_height(rows["label"].nunique(), rows["option"].nunique())
    return drawn(
        central_weights_chart.central_weights,
        central_weights_chart.central_weights_alt,
        rows,
        height,
    )


def worth_bars(worths: tuple[information.Worth, ...]) -> Drawing:
    """Return the chances that knowing something changes who leads."""
    rows = what_if_rows.worth_rows(worths)
    return drawn(
        worth_bars_chart.worth_bars,
        worth_bars_chart.worth_bars_alt,
        rows,
        worth_bars_chart.worth_height(len(rows)),
    )


@kept(_MAPS)
def decision_map(requirement: Requirement, x: str, y: str) -> Drawing:
    """Return the map of who leads over two answers.

    The present answers to both only place the point.
    """
    found = _map(requirement.with_answers(**_unanswered(requirement, x, y)), x, y)
    across, up = _map_axis(found.x, catalogue()), _map_axis(found.y, catalogue())
    cells = what_if_rows.map_cells(found, catalogue())
    labels = regions_rows.map_labels(cells, across, up)
    project = what_if_rows.map_project(found, requirement, catalogue())
    specification = decision_map_chart.decision_map_specification(
        cells, labels, project, across, up
    )
    return Drawing(specification, decision_map_chart.decision_map_alt(cells, project, across, up))


def _unanswered(requirement: Requirement, x: str, y: str) -> dict[str, Any]:
    """Return the two answers as open, where no must holds them fast.

    They are what the map varies.
    """
    return {field: None for field in (x, y) if field not in requirement.must_haves}


@kept(_MAPS, slow=True)
def _map(requirement: Requirement, x: str, y: str) -> DecisionMap:
    return drawn_map(Study(requirement, catalogue()), x, y)


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
