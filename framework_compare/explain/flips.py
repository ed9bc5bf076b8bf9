"""All single changes that would make another option lead, of every kind, by how close they are."""

from __future__ import annotations

from framework_compare.catalogue import Catalogue
from framework_compare.explain.answers import answer_flips
from framework_compare.explain.evidence import evidence_flips
from framework_compare.explain.weights import weight_flips
from framework_compare.requirements import Requirement
from framework_compare.scoring.results import Flip

__all__ = ["every_flip"]


def every_flip(requirement: Requirement, catalogue: Catalogue) -> tuple[Flip, ...]:
    """Return answers, must-haves, weights and cells whose change alone makes another option lead, nearest first.

    Distances are comparable in kind: one step of an ordered answer or of a number's scale, the edge of what is
    plausible for a weight, the edge of a cell's own range, one word of a status.
    """
    found = [
        *answer_flips(requirement, catalogue),
        *weight_flips(requirement, catalogue).flips,
        *evidence_flips(requirement, catalogue),
    ]
    return tuple(sorted(found, key=lambda flip: flip.distance))
