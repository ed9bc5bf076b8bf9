"""What a weight is worth: the step from the worst to the best option on the table, in words.

A weight is a scaling constant: it only means something together with the range that it scales. So
each question for a weight names both ends of that range, among the options that are still on the
table.

References
----------
von Winterfeldt and Edwards (1986), Decision Analysis and Behavioral Research, chapter 8. Fischer
(1995), Range sensitivity of attribute weights in multiattribute value models, Organizational
Behavior and Human Decision Processes 62(3), 252-266.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from framework_compare.scoring import pairing
from framework_compare.scoring.distributions import Floats
from framework_compare.scoring.levels import level_text
from framework_compare.scoring.study import Study
from framework_compare.text import count_word
from framework_compare.vocabulary import (
    COLUMN,
    CRITERIA,
    GROUPS,
    HOSTS,
    ITEM,
    VALUE_TREE,
    CriterionId,
    GroupId,
)

_GRADED: Final = ("cell", "surfaces")
"""What is graded on a scale of its own, where more than is asked for earns nothing."""


@dataclass(frozen=True, slots=True)
class SwingEnds:
    """The range that one weight scales."""

    criterion: CriterionId
    """The criterion itself, or the one of a group on which the options differ most."""
    worst: str
    best: str
    """Both ends in words; empty where fewer than two options are on the table."""
    spread: float
    """How far the best fit lies above the worst, 0 to 1."""
    decides_nothing: bool
    """Whether the options differ by less than what the data calls a difference."""
    more: int = 0
    """Of a group: how many further criteria differ."""


def swing_ends(study: Study) -> dict[str, SwingEnds]:
    """Return the ends of every group's and every criterion's weight.

    Options that fail a must-have or are off the shortlist do not count.

    Returns
    -------
    dict
        group and criterion ids to their ends; where fewer than two options are on the table, no
        weight decides.
    """
    rows = list(study.past_musts())
    least = study.catalogue.elicitation.swing.hardly_differ
    found: dict[str, SwingEnds] = {}
    for column, criterion in enumerate(CRITERIA):
        if len(rows) < 2:
            found[criterion] = SwingEnds(criterion, "", "", 0.0, True)
            continue
        fits = study.fits[rows, column]
        spread = float(np.ptp(fits))
        pair = rows[int(np.argmin(fits))], rows[int(np.argmax(fits))]
        found[criterion] = SwingEnds(
            criterion, *_ends(study, criterion, *pair), spread, spread < least
        )
    return {group: _group_ends(study, group, found, rows) for group in GROUPS} | found


def _group_ends(
    study: Study, group: GroupId, found: dict[str, SwingEnds], rows: list[int]
) -> SwingEnds:
    members = VALUE_TREE[group]
    widest = max(members, key=lambda member: found[member].spread)
    columns = [COLUMN[member] for member in members]
    weights = study.weights[columns]
    shares = weights / max(weights.sum(), np.finfo(float).tiny)
    together = study.fits[np.ix_(rows, columns)] @ shares
    spread = float(np.ptp(together)) if len(rows) > 1 else 0.0
    more = sum(member != widest and not found[member].decides_nothing for member in members)
    ends, least = found[widest], study.catalogue.elicitation.swing.hardly_differ
    return SwingEnds(widest, ends.worst, ends.best, spread, spread < least, more)


def _ends(study: Study, criterion: CriterionId, worst: int, best: int) -> tuple[str, str]:
    """Return what both options have: counted where items are counted, else in the scale's words."""
    counted = {"blocks": _blocks, "needs": _needs, "further": _further, "hosts": _hosts}
    basis = study.catalogue.criterion(criterion).basis
    pair = counted[basis](study, worst, best) if basis in counted else None
    return pair or (_level(study, criterion, worst), _level(study, criterion, best))


def _level(study: Study, criterion: CriterionId, option: int) -> str:
    """Return the words of a level; of what is graded, no more than the most that is asked for."""
    column, known = COLUMN[criterion], study.catalogue
    scale = known.criterion(criterion)
    if scale.basis == "needs":
        return level_text(known, criterion, float(study.fits[option, column]))
    if scale.basis == "further":
        middle = study.intervals[study.options.names[option]][criterion].mid
        return level_text(known, criterion, middle)
    has = float(study.mean_bounds[option, column, 1])
    most = float(study.mean_needs[column, 2])
    return level_text(known, criterion, min(has, most) if scale.basis in _GRADED else has)


def _met(study: Study, found: Floats, options: Sequence[int]) -> list[int]:
    """Return how much of something each option has: found is (options, n), middles."""
    least = study.catalogue.model.must.level
    return [int((found[option] >= least).sum()) for option in options]


def _blocks(study: Study, worst: int, best: int) -> tuple[str, str] | None:
    if study.requirement.goal is None:
        return None
    places = {block: place for place, block in enumerate(study.catalogue.blocks)}
    columns = [places[block] for block in study.goals[0].profile.goal.blocks]
    blocks = pairing.blocks(study.ground.arrays.blocks[:, columns, 1], study.options)
    return _counted(_met(study, blocks, (worst, best)), len(columns), "building blocks")


def _needs(study: Study, worst: int, best: int) -> tuple[str, str] | None:
    items = [ITEM[item] for item in study.goals[0].profile.items]
    if not items:
        return ("fewer of the needs that often turn up later", "more of them")
    counts = _met(study, study.ground.items(study.options)[:, items, 1], (worst, best))
    if len(items) == 1 and counts[0] != counts[1]:
        return ("the ticked need is not met", "it is met")
    return _counted(counts, len(items), "ticked needs")


def _further(study: Study, worst: int, best: int) -> tuple[str, str] | None:
    """Return how many of the needs that may still turn up; None where the goal is open."""
    if study.requirement.goal is None:
        return None
    met = study.goals[0].further.met[:, :, 1]
    counts = _met(study, met, (worst, best))
    # The likelier ones count more, so that who meets fewer of them may still be the better.
    return _counted(counts, met.shape[1], "usual further needs") if counts[0] < counts[1] else None


def _hosts(study: Study, worst: int, best: int) -> tuple[str, str] | None:
    if study.requirement.hosting:
        return None
    counts = _met(study, study.ground.hosts(study.options)[:, :, 1], (worst, best))
    return _counted(counts, len(HOSTS), "usual places to host")


def _counted(counts: Sequence[int], of: int, what: str) -> tuple[str, str] | None:
    """Return two counts in words; None where they are the same and so say nothing."""
    fewer, more = counts
    if fewer == more:
        return None
    named = f"{count_word(of)} {what}"
    first = f"{count_word(fewer)} of the {named}" if fewer < of else f"all {named}"
    return first, f"all {count_word(of)}" if more == of else count_word(more)
