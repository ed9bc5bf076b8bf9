"""What the page on changes shows, computed once: through the same bounded caches as everything else on screen."""

from __future__ import annotations

from typing import Any, Final

from framework_compare import charts, explain, tables
from framework_compare.catalogue import Catalogue
from framework_compare.charts import Drawing, MapAxis
from framework_compare.explain.beliefs import CentralWeights, central_weights_of, ranks_along
from framework_compare.explain.decision_map import Axis, DecisionMap
from framework_compare.explain.decision_map import decision_map as drawn_map
from framework_compare.requirements import Requirement, WeightId
from framework_compare.scoring.results import Flip
from framework_compare.ui.cached import answer_flips, catalogue, kept

__all__ = [
    "beliefs",
    "central_weights",
    "decision_map",
    "every_flip",
    "evidence_flips",
    "rank_slope",
    "stability_bars",
    "weight_flips",
    "worth_bars",
    "worth_of_answers",
    "worth_of_cells",
]

_ENTRIES: Final = 128
_MAPS: Final = 48
"""A map holds some ninety kilobytes."""


@kept(_ENTRIES)
def weight_flips(requirement: Requirement) -> explain.WeightFlips:
    """Return the exact thresholds of every weight, the least that must move, and who can never take over."""
    return explain.weight_flips(requirement, catalogue())


@kept(_ENTRIES, slow=True)
def evidence_flips(requirement: Requirement) -> tuple[Flip, ...]:
    """Return every single cell of evidence whose change makes another option lead, nearest first."""
    return explain.evidence_flips(requirement, catalogue())


def every_flip(requirement: Requirement) -> tuple[Flip, ...]:
    """Return answers, weights and cells whose change alone makes another option lead, nearest first."""
    found = (*answer_flips(requirement), *weight_flips(requirement).flips, *evidence_flips(requirement))
    return tuple(sorted(found, key=lambda flip: flip.distance))


@kept(_ENTRIES)
def worth_of_answers(requirement: Requirement) -> tuple[explain.Worth, ...]:
    """Return every open question with what its answer is worth."""
    return explain.worth_of_answers(requirement, catalogue())


@kept(_ENTRIES, slow=True)
def worth_of_cells(requirement: Requirement) -> tuple[explain.Worth, ...]:
    """Return every cell that could change the leader with what measuring it is worth."""
    return explain.worth_of_cells(requirement, catalogue())


@kept(_ENTRIES, slow=True)
def beliefs(requirement: Requirement) -> tuple[CentralWeights, ...]:
    """Return under which weights each family comes first."""
    return central_weights_of(requirement, catalogue())


# Charts


@kept(_ENTRIES)
def stability_bars(requirement: Requirement, group: str | None) -> Drawing:
    """Return the ranges of the groups' weights, or of the criteria of one group."""
    rows = tables.stability_rows(weight_flips(requirement).ranges, catalogue(), group)
    return charts.drawn(charts.stability_bars, charts.stability_bars_alt, rows, charts.stability_height(len(rows)))


@kept(_ENTRIES)
def rank_slope(requirement: Requirement, weight: WeightId) -> Drawing | None:
    """Return how ranks follow one weight; None where nothing is ranked."""
    path = ranks_along(requirement, catalogue(), weight)
    if path is None:
        return None
    return charts.drawn(charts.rank_slope, charts.rank_slope_alt, tables.rank_rows(path, catalogue()))


@kept(_ENTRIES)
def central_weights(requirement: Requirement) -> Drawing:
    """Return the weights under which each of the best families comes first, beside all readings."""
    rows = tables.central_rows(beliefs(requirement), catalogue())
    height = charts.central_height(rows["label"].nunique(), rows["option"].nunique())
    return charts.drawn(charts.central_weights, charts.central_weights_alt, rows, height)


def worth_bars(worths: tuple[explain.Worth, ...]) -> Drawing:
    """Return the chances that knowing something changes who leads."""
    rows = tables.worth_rows(worths)
    return charts.drawn(charts.worth_bars, charts.worth_bars_alt, rows, charts.worth_height(len(rows)))


@kept(_MAPS)
def decision_map(requirement: Requirement, x: str, y: str) -> Drawing:
    """Return the map of who leads over two answers; the present answers to both only place the point."""
    found = _map(requirement.with_answers(**_unanswered(requirement, x, y)), x, y)
    across, up = _map_axis(found.x, catalogue()), _map_axis(found.y, catalogue())
    cells = tables.map_cells(found, catalogue())
    labels = tables.map_labels(cells, across, up)
    project = tables.map_project(found, requirement, catalogue())
    specification = charts.decision_map_specification(cells, labels, project, across, up)
    return Drawing(specification, charts.decision_map_alt(cells, project, across, up))


def _unanswered(requirement: Requirement, x: str, y: str) -> dict[str, Any]:
    """Return the two answers as open, where no must holds them fast: they are what the map varies."""
    return {field: None for field in (x, y) if field not in requirement.must_haves}


@kept(_MAPS, slow=True)
def _map(requirement: Requirement, x: str, y: str) -> DecisionMap:
    return drawn_map(requirement, catalogue(), x, y)


def _map_axis(axis: Axis, known: Catalogue) -> MapAxis:
    question = known.questions[axis.field]
    if not axis.numeric:
        return MapAxis(question.short, "words", tuple(known.answer_label(axis.field, value) for value in axis.values))
    unit = "" if question.unit == question.short.lower() else f" ({question.unit})"
    return MapAxis(f"{question.short}{unit}", "log" if question.scale == "log10" else "linear")
