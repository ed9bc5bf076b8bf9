"""What a project asks for on each scale, and what moved it there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from framework_compare.present.cells import may_turn_up
from framework_compare.scoring.needs import counted_needs
from framework_compare.scoring.reasons import asked_text
from framework_compare.scoring.results import NeedInterval
from framework_compare.scoring.study import Study
from framework_compare.text import listed, span_text

_NAMED = 6
"""Needs that may turn up and are named: of twenty nobody reads the last."""


def asked_rows(study: Study) -> list[dict[str, Any]]:
    """Return one row a criterion: what is asked for, its range of 100, what moved it, and why."""
    rows = {"needs": _stated, "further": _further}
    return [
        rows.get(study.catalogue.criterion(need.criterion).basis, _on_the_scale)(study, need)
        for need in study.verdict.needs
    ]


def _row(name: str, asked: str, span: str, moved: str, why: str) -> dict[str, Any]:
    return {"Criterion": name, "Asked for": asked, "Range": span, "Moved by": moved, "Why": why}


def _on_the_scale(study: Study, need: NeedInterval) -> dict[str, Any]:
    catalogue = study.catalogue
    moved = [move for move in study.verdict.moves if move.criterion == need.criterion]
    answers = [
        f"{catalogue.questions[move.field].short}: {catalogue.answer_label(move.field, move.value)}"
        for move in moved
    ]
    return _row(
        catalogue.criterion(need.criterion).name,
        asked_text(study.requirement, catalogue, need),
        span_text(need.low, need.high) or f"{100 * need.mid:.0f}",
        "; ".join(answers) or "goal and audience only",
        " ".join(move.why for move in moved),
    )


def _stated(study: Study, need: NeedInterval) -> dict[str, Any]:
    """Return what is ticked and what addresses are asked for: each is judged by itself."""
    catalogue, requirement = study.catalogue, study.requirement
    counted = counted_needs(requirement, catalogue, requirement.goal)
    named = [catalogue.needs[item].label for item in counted if catalogue.needs[item].leaf]
    covered = [
        catalogue.needs[item].label for item in requirement.stated_needs if item not in counted
    ]
    if requirement.routing not in (None, "low"):
        named.append(catalogue.routing.label)
    level = round(100 * catalogue.model.stated_needs.level)
    return _row(
        catalogue.criterion(need.criterion).name,
        _quoted(named) if named else "nothing is ticked",
        f"{level} each" if named else "",
        "what you ticked, and the addresses you asked for" if named else "",
        "Each is judged by itself; one that is missing takes its share of what is left."
        + (f" What the goal is made of counts there: {_quoted(covered)}." if covered else ""),
    )


def _further(study: Study, need: NeedInterval) -> dict[str, Any]:
    """Return what may turn up: nobody asked for it, so each counts by how likely it is."""
    catalogue = study.catalogue
    likely = [catalogue.needs[item].label for item in may_turn_up(study)]
    more = len(likely) - _NAMED
    named = [f"“{label}”" for label in likely[:_NAMED]] + ([f"{more} more"] if more > 0 else [])
    return _row(
        catalogue.criterion(need.criterion).name,
        f"perhaps {listed(named, 'or')}" if named else "nothing more",
        "",
        "nothing: nobody has mentioned it",
        "Such products often come to need it; each counts by how likely it is.",
    )


def _quoted(labels: Sequence[str]) -> str:
    return listed([f"“{label}”" for label in labels])
