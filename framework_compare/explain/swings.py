"""What a weight is worth: the step from the worst to the best option on the table, in words, or
that there is none.

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

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.additive import Scored, score
from framework_compare.scoring.arrays import ITEMS, evidence_arrays
from framework_compare.scoring.composed import item_bounds
from framework_compare.scoring.distributions import Floats
from framework_compare.scoring.reasons import anchor_text
from framework_compare.scoring.screening import screen
from framework_compare.scoring.study import Study
from framework_compare.vocabulary import CRITERIA, GROUPS, HOSTS, VALUE_TREE, CriterionId

_NUMBERS: Final = ("none", "one", "two", "three", "four", "five", "six")
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
    requirement, catalogue = study.requirement, study.catalogue
    scored = score(requirement, catalogue)
    screening = screen(requirement, catalogue, scored)
    kept = [row for row, name in enumerate(scored.options.names) if not screening.failed(name)]
    least = catalogue.elicitation.swing.hardly_differ
    words = _Words(requirement, catalogue, scored)
    found: dict[str, SwingEnds] = {}
    for column, criterion in enumerate(CRITERIA):
        fits = scored.fits[kept, column]
        if len(kept) < 2:
            found[criterion] = SwingEnds(criterion, "", "", 0.0, True)
            continue
        spread = float(np.ptp(fits))
        worst, best = words.ends(criterion, kept[int(np.argmin(fits))], kept[int(np.argmax(fits))])
        found[criterion] = SwingEnds(criterion, worst, best, spread, spread < least)
    return {group: _group_ends(group, found, scored, kept, least) for group in GROUPS} | found


def _group_ends(
    group: str, found: dict[str, SwingEnds], scored: Scored, kept: list[int], least: float
) -> SwingEnds:
    members = next(members for name, members in VALUE_TREE.items() if name == group)
    widest = max(members, key=lambda member: found[member].spread)
    columns = [CRITERIA.index(member) for member in members]
    weights = scored.weights[columns]
    together = scored.fits[np.ix_(kept, columns)] @ (
        weights / max(weights.sum(), np.finfo(float).tiny)
    )
    spread = float(np.ptp(together)) if len(kept) > 1 else 0.0
    more = sum(member != widest and not found[member].decides_nothing for member in members)
    ends = found[widest]
    return SwingEnds(widest, ends.worst, ends.best, spread, spread < least, more)


class _Words:
    """Names the levels of two options on one criterion."""

    def __init__(self, requirement: Requirement, catalogue: Catalogue, scored: Scored) -> None:
        self.requirement = requirement
        self.catalogue = catalogue
        self.scored = scored
        self.met = catalogue.model.must.level
        shares = np.array([problem.share for problem in scored.problems])
        self.capability = np.tensordot(
            shares, np.stack([problem.bounds for problem in scored.problems]), 1
        )[:, :, 1]
        needs = np.tensordot(
            shares, np.stack([problem.profile.bounds for problem in scored.problems]), 1
        )
        self.most_asked = needs[:, 2]

    def ends(self, criterion: CriterionId, worst: int, best: int) -> tuple[str, str]:
        """Return what both options have.

        Counted where items are counted, else in the words of the scale.
        """
        counted = {"blocks": self._blocks, "needs": self._needs, "hosts": self._hosts}
        basis = self.catalogue.criterion(criterion).basis
        pair = counted[basis](worst, best) if basis in counted else None
        return pair or (self._level(criterion, worst), self._level(criterion, best))

    def _level(self, criterion: CriterionId, option: int) -> str:
        """Return the words of a level.

        Of what is graded, no more than the most that may be asked for.
        """
        column = CRITERIA.index(criterion)
        scale = self.catalogue.criterion(criterion)
        if scale.basis == "needs":
            return anchor_text(scale, float(self.scored.fits[option, column]))
        has = float(self.capability[option, column])
        return anchor_text(
            scale, min(has, float(self.most_asked[column])) if scale.basis in _GRADED else has
        )

    def _blocks(self, worst: int, best: int) -> tuple[str, str] | None:
        if self.requirement.goal is None:
            return None
        arrays = evidence_arrays(self.catalogue)
        columns = [
            arrays.block_index[block] for block in self.scored.problems[0].profile.goal.blocks
        ]
        blocks = arrays.blocks[:, columns, 1]
        ui, service = self.scored.options.ui, self.scored.options.service
        counts = [
            int((np.maximum(blocks[ui[o]], blocks[service[o]]) >= self.met).sum())
            for o in (worst, best)
        ]
        return _counted(counts, len(columns), "building blocks")

    def _needs(self, worst: int, best: int) -> tuple[str, str] | None:
        items = [ITEMS.index(item) for item in self.scored.problems[0].profile.items]
        if not items:
            return ("fewer of the needs that often turn up later", "more of them")
        met = item_bounds(self.catalogue, self.scored.options)[:, items, 1] >= self.met
        counts = [int(met[option].sum()) for option in (worst, best)]
        if len(items) == 1 and counts[0] != counts[1]:
            return ("the ticked need is not met", "it is met")
        return _counted(counts, len(items), "ticked needs")

    def _hosts(self, worst: int, best: int) -> tuple[str, str] | None:
        if self.requirement.hosting:
            return None
        hosts: Floats = evidence_arrays(self.catalogue).hosts[:, :, 1]
        ui, service = self.scored.options.ui, self.scored.options.service
        counts = [
            int((np.minimum(hosts[ui[o]], hosts[service[o]]) >= self.met).sum())
            for o in (worst, best)
        ]
        return _counted(counts, len(HOSTS), "usual places to host")


def _counted(counts: Sequence[int], of: int, what: str) -> tuple[str, str] | None:
    """Return two counts in words; None where they are the same and so say nothing."""
    if counts[0] == counts[1]:
        return None
    first = (
        f"{_number(counts[0])} of the {_number(of)} {what}"
        if counts[0] < of
        else f"all {_number(of)} {what}"
    )
    return first, f"all {_number(of)}" if counts[1] == of else _number(counts[1])


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)
