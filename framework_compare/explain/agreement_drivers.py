"""What drives people's disagreement: criteria over the whole group, answers between two of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from framework_compare.explain.agreement import Group
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.distributions import Floats
from framework_compare.scoring.scored import Scored
from framework_compare.scoring.study import Study
from framework_compare.vocabulary import CRITERIA, RowId

TOGETHER: Final[tuple[tuple[str, ...], ...]] = (
    ("needs", "not_needed"),
    ("existing_framework", "existing_size"),
)
"""Fields that say one thing between them."""
_WORDS: Final = ("name", "notes")
_TWO: Final = 2
_NOTHING: Final = 1e-9
_BEYOND: Final = 200.0
"""Points further behind than any option on the table can be."""
_MOST_TAKEN: Final = 5
"""So many of another's answers are taken over one by one; after that it is another project."""


@dataclass(frozen=True, slots=True)
class Driver:
    """One row of the score and its part in what people disagree about."""

    row: RowId
    share: float
    """Of the disagreement; all rows together make one. Below nothing where it brings people
    together.
    """


@dataclass(frozen=True, slots=True)
class Difference:
    """One answer that two people gave otherwise."""

    fields: tuple[str, ...]
    points: float
    """By how much the first one's lead over the other's choice shrinks once the first takes it
    over; below nothing where it grows.
    """


def drivers(group: Group) -> tuple[Driver, ...]:
    """Return each row's share of the disagreement, the largest first; nothing where all agree.

    What one row adds to an option's score differs between people. Taken from each person's mean
    over the options and from each option's mean over the people, what is left is the interaction of
    the two: it alone makes people rank otherwise. Its rows sum to that of the whole scores, and a
    row's share is its covariance with the whole.

    Notes
    -----
    The interaction of a two-way layout without repetition, and the exact split of a sum's variance
    into covariances; shares sum to one. Options are one of each family, so that a family with many
    pairings has no more say.
    """
    options = [option for option in group.bests if option in group.shared]
    people = group.choosing
    if min(len(options), len(people)) < _TWO:
        return ()
    parts = np.stack([_parts(group.studies[place], options) for place in people])
    parts = parts - parts.mean(axis=1, keepdims=True)
    parts = parts - parts.mean(axis=0, keepdims=True)
    whole = parts.sum(axis=2)
    total = float((whole**2).sum())
    if total < _NOTHING:
        return ()
    shares = np.einsum("pok,po->k", parts, whole) / total
    rows: tuple[RowId, ...] = (*CRITERIA, "precedent")
    found = [Driver(row, float(share)) for row, share in zip(rows, shares, strict=True)]
    return tuple(sorted(found, key=lambda driver: -driver.share))


def _parts(study: Study, options: Sequence[str]) -> Floats:
    """Return what each criterion, and precedent, adds to each option's score.

    A second stack costs everybody the same, so nobody disagrees about it.
    """
    rows = [study.options.names.index(option) for option in options]
    criteria = 100 * study.weights * study.fits[rows] - study.beyond[rows]
    return np.concatenate([criteria, study.precedent[rows, None]], axis=1)


def differing(one: Requirement, other: Requirement) -> tuple[tuple[str, ...], ...]:
    """Return the fields that two people answered otherwise, those that belong together as one."""
    joined = {field: fields for fields in TOGETHER for field in fields}
    found = [
        joined.get(field, (field,))
        for field in Requirement.model_fields
        if field not in _WORDS and getattr(one, field) != getattr(other, field)
    ]
    return tuple(dict.fromkeys(found))


def taking(one: Requirement, other: Requirement, fields: Sequence[str]) -> Requirement:
    """Return one person's requirement with another's answers in some fields.

    A need that is then both asked for and ruled out counts as needed.
    """
    answers, theirs = one.answers(), other.answers()
    taken: dict[str, Any] = {name: value for name, value in answers.items() if name not in fields}
    taken |= {name: theirs[name] for name in fields if name in theirs}
    needed = {*taken.get("needs", ()), *taken.get("must_haves", ())}
    taken["not_needed"] = [need for need in taken.get("not_needed", ()) if need not in needed]
    return Requirement.model_validate(taken)


def differences(one: Study, other: Study) -> tuple[Difference, ...]:
    """Return the answers that differ, by how far each moves the one's lead towards the other's.

    The lead is of the one's own first choice over the other's; nothing where either has none, where
    both choose alike, or where the other's is not on the one's shortlist.
    """
    mine, theirs = one.champion, other.champion
    if mine is None or theirs is None or mine == theirs or theirs not in one.options.names:
        return ()
    today = _lead(one, mine, theirs)
    found = []
    for fields in differing(one.requirement, other.requirement):
        after = Scored(taking(one.requirement, other.requirement, fields), one.ground)
        if {mine, theirs} <= set(after.options.names):
            found.append(Difference(fields, today - _lead(after, mine, theirs)))
    return tuple(sorted(found, key=lambda difference: -abs(difference.points)))


def _lead(scored: Scored, option: str, other: str) -> float:
    names = scored.options.names
    return float(scored.scores[names.index(option)] - scored.scores[names.index(other)])


def taken_over(one: Study, other: Study) -> tuple[tuple[str, ...], ...]:
    """Return few of the other's answers with which the other's first choice would lead for the one.

    Each time the answer that brings it furthest is taken, and at the end what turns out not to be
    needed is given back. Empty where so few do not suffice, or where nothing is to be done.
    """
    target, left = other.champion, list(differing(one.requirement, other.requirement))
    if target is None or one.champion == target:
        return ()
    taken: list[tuple[str, ...]] = []
    while left and len(taken) < _MOST_TAKEN:
        tried = [(_behind(one, other, [*taken, fields], target), fields) for fields in left]
        behind, best = min(tried, key=lambda each: each[0])
        taken.append(best)
        left.remove(best)
        if behind <= 0:
            return _fewest(one, other, taken, target)
    return ()


def _fewest(
    one: Study, other: Study, taken: list[tuple[str, ...]], target: str
) -> tuple[tuple[str, ...], ...]:
    """Return what is left of answers once those are given back that are not needed."""
    for fields in list(taken):
        rest = [each for each in taken if each != fields]
        if rest and _behind(one, other, rest, target) <= 0:
            taken = rest
    return tuple(taken)


def _behind(one: Study, other: Study, taken: Sequence[tuple[str, ...]], target: str) -> float:
    """Return how far the target is behind whoever leads after some answers are taken over.

    Nothing where it leads; beyond any score where it is off the table.
    """
    fields = [field for each in taken for field in each]
    after = Scored(taking(one.requirement, other.requirement, fields), one.ground)
    names = after.options.names
    row = names.index(target) if target in names else None
    if row is None or row not in after.order:
        return _BEYOND - (float(after.scores[row]) if row is not None else 0.0)
    if row == after.order[0]:
        return 0.0
    return max(float(after.scores[after.order[0]] - after.scores[row]), _NOTHING)


def differences_of(group: Group, one: int, other: int) -> tuple[Difference, ...]:
    """Return the `differences` between two people of a group, by their places."""
    return differences(group.studies[one], group.studies[other])
