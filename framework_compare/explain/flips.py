"""All single changes that would make another option lead, of every kind, by how close they are."""

from __future__ import annotations

import math

from framework_compare.errors import RequirementError
from framework_compare.explain.answers import answer_flips
from framework_compare.explain.evidence import evidence_flips
from framework_compare.explain.weights import weight_flips
from framework_compare.requirement.model import Requirement
from framework_compare.requirement.parsing import parse_requirement
from framework_compare.scoring.results import Flip
from framework_compare.scoring.study import Study


def every_flip(study: Study) -> tuple[Flip, ...]:
    """Return every single change that makes another option lead, the nearest first.

    Distances are comparable in kind: one step of an ordered answer or of a number's scale, the edge
    of what is plausible for a weight, the edge of a cell's own range, one word of a status.
    """
    found = [
        *answer_flips(study),
        *weight_flips(study).flips,
        *evidence_flips(study),
    ]
    return tuple(sorted(found, key=lambda flip: flip.distance))


def changed_by(study: Study, flip: Flip) -> Requirement | None:
    """Return the requirement with one change.

    None for a fact, which no answer can set, or where none is left to set.

    A weight is set a little beyond its threshold, to a share that reads well where one does it.
    """
    requirement = study.requirement
    if flip.kind == "evidence":
        return None
    if flip.kind != "weight":
        return requirement.with_answers(**{flip.field: flip.after})
    if flip.field == "weights":
        return _settable(study, dict(flip.after), flip)
    weight = flip.field.removeprefix("weights.")
    others: dict[str, list[float]] = {
        str(name): list(pair) for name, pair in requirement.weights.items() if name != weight
    }
    up = flip.after > flip.before
    for digits in (2, 3, 4):
        scale = 10**digits
        share = (
            math.floor(flip.after * scale) + 1 if up else math.ceil(flip.after * scale) - 1
        ) / scale
        changed = _settable(study, {**others, weight: [share, share]}, flip)
        if changed is not None:
            return changed
    return None


def _settable(study: Study, weights: dict[str, list[float]], flip: Flip) -> Requirement | None:
    """Return the requirement with these weights if a link may hold them and they do it."""
    raw = {**study.requirement.answers(), "weights": weights}
    try:
        changed = parse_requirement(raw, inert_musts=True, frameworks=study.catalogue.frameworks)
    except RequirementError:
        return None
    return changed if study.of(changed).champion == flip.champion else None
