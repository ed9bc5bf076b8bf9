"""What is worth finding out: answers and cells that may change who leads, and their worth.

The value of knowing something before choosing is the expected score of what would be chosen then,
less the score of what is chosen now: it is nothing where no outcome changes the choice.

References
----------
Howard (1966), Information value theory, IEEE Transactions on Systems Science and Cybernetics 2(1),
22-26.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.explain.answers import Change, possible_answers
from framework_compare.explain.cells import CellOutcomes, cell_outcomes
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.rescoring import each_after
from framework_compare.scoring.results import NextQuestion
from framework_compare.scoring.scored import Scored, order_of
from framework_compare.scoring.study import Study
from framework_compare.vocabulary import NEEDS


@dataclass(frozen=True, slots=True)
class Worth:
    """Something that is not known, and what it would be worth to know it."""

    kind: Literal["answer", "evidence"]
    field: str
    """The question's field, or ``framework.path`` of a cell."""
    item: str
    """For a list of needs: the one need to ask about."""
    label: str
    chance: float
    """Probability, over its outcomes, that another family leads."""
    gain: float
    """Expected gain in the score of what is chosen, in points of 100."""
    moved: float
    """By how many points the lead is expected to move."""
    leads: tuple[tuple[str, str], ...]
    """Each outcome with the option that would lead then; only those that change the family in
    front.
    """


@dataclass(slots=True)
class _Open:
    """What the answers to one open question would do."""

    chance: float = 0.0
    gain: float = 0.0
    moved: float = 0.0
    leads: list[tuple[str, str]] = field(default_factory=list)


def worth_of_answers(study: Study) -> tuple[Worth, ...]:
    """Return every open question with what its answer is worth.

    The most likely to change who leads first. Each answer counts with its chance: needs with how
    likely they are for the goal, all others evenly. A list of needs is asked item by item. Both
    figures are about one answer alone, everything else staying as it is.
    """
    requirement, catalogue = study.requirement, study.catalogue
    changes = [
        change
        for change in possible_answers(study)
        if change.field != "must_haves" and _is_open(requirement, change)
    ]
    found: dict[tuple[str, str], _Open] = {}
    outcomes = each_after(study, [(change.field, change.after) for change in changes])
    for change, then in zip(changes, outcomes, strict=True):
        key = (change.field, change.item if change.field == "needs" else "")
        _count(found.setdefault(key, _Open()), change, then, study)
    worths = [
        Worth(
            "answer",
            name,
            item,
            _label(name, item, catalogue),
            o.chance,
            o.gain,
            o.moved,
            tuple(o.leads),
        )
        for (name, item), o in found.items()
    ]
    return tuple(sorted(worths, key=lambda worth: (-worth.chance, -worth.gain, -worth.moved)))


def _count(known: _Open, change: Change, then: Scored, study: Study) -> None:
    """Add one answer: who would lead, and how much better that is than today's champion."""
    known.moved += change.chance * abs(then.family_lead - study.family_lead)
    if then.order and study.order:
        better = float(then.scores[then.order[0]] - then.scores[study.order[0]])
        known.gain += change.chance * max(0.0, better)
    if _leading(then) != _leading(study):
        known.chance += change.chance
        known.leads.append((change.item, then.champion or ""))


def _leading(scored: Scored) -> str:
    """Return the family that leads; nothing where no option is left."""
    return scored.options.family(scored.order[0]) if scored.order else ""


def _is_open(requirement: Requirement, change: Change) -> bool:
    if change.field == "needs":
        return (
            change.item not in requirement.stated_needs
            and change.item not in requirement.not_needed
        )
    return change.before in (None, ())


def _label(name: str, item: str, catalogue: Catalogue) -> str:
    return catalogue.answer_label("needs", item) if item else catalogue.questions[name].short


def next_question(study: Study) -> NextQuestion | None:
    """Return the unanswered question whose answer is most likely to change who leads.

    The goal is asked first. Where no single answer is likely enough to change the lead, the one is
    asked that moves the lead's size most, so that there is always a next step until all is
    answered.
    """
    if study.requirement.goal is None:
        text = "The goal decides which building blocks count; nothing matters more."
        return NextQuestion("goal", 1.0, text, ())
    worths = worth_of_answers(study)
    if not worths:
        return None
    least = study.catalogue.model.asking.worth
    best = max(
        worths, key=lambda worth: (worth.chance if worth.chance >= least else 0.0, worth.moved)
    )
    return NextQuestion(
        best.field, best.chance, _next_text(best, study.catalogue), best.leads, best.item
    )


def _next_text(worth: Worth, catalogue: Catalogue) -> str:
    if not worth.leads:
        return "No likely answer changes who leads; this one moves the distance most."
    names = list(
        dict.fromkeys(catalogue.option_name(option) for _, option in worth.leads if option)
    )
    if worth.item in NEEDS:
        return (
            f"If it is needed, {names[0]} would lead."
            if names
            else "If it is needed, nothing would fit."
        )
    return (
        f"It could bring {', '.join(names[:2])} to the front."
        if names
        else "Some answers rule everything out."
    )


def worth_of_cells(study: Study) -> tuple[Worth, ...]:
    """Return what measuring each cell that the requirement reads is worth, the weightiest first.

    The expected value of perfect information on one cell: scores are worked out at equally likely
    values of it, all else as expected, and measured from today's. Where a must-have reads the cell,
    it is judged anew at each value. Cells whose range moves nobody are left out.
    """
    if not study.order:
        return ()
    found = [_of_cell(outcomes, study) for outcomes in cell_outcomes(study)]
    worths = [worth for worth in found if worth.moved > 0 or worth.chance > 0]
    return tuple(sorted(worths, key=lambda worth: (-worth.chance, -worth.gain, -worth.moved)))


def _of_cell(cell: CellOutcomes, study: Study) -> Worth:
    names, family, today = study.options.names, study.options.family, study.order[0]
    outcomes = zip(cell.scores, cell.past_musts, strict=True)
    leaders = [order_of(scores, rows)[:1] for scores, rows in outcomes]
    best = [leader[0] if leader else None for leader in leaders]
    gains = [
        float(scores[row] - scores[today]) if row is not None else 0.0
        for scores, row in zip(cell.scores, best, strict=True)
    ]
    other = [
        (place, row)
        for place, row in enumerate(best)
        if row is None or family(row) != family(today)
    ]
    rivals = [row for row in study.order if family(row) != family(today)]
    ahead = np.zeros(len(best))
    if rivals:
        ahead = cell.scores[:, today] - cell.scores[:, rivals].max(axis=1)
    leads = [
        (f"{100 * cell.values[place]:.0f}", names[row] if row is not None else "")
        for place, row in other
    ]
    name = study.catalogue.frameworks[cell.place.path.framework].name
    return Worth(
        kind="evidence",
        field=str(cell.place.path),
        item="",
        label=f"{name}: {cell.place.label}",
        chance=len(other) / len(best),
        gain=float(np.mean(np.maximum(gains, 0.0))),
        moved=float(np.abs(ahead - ahead.mean()).mean()),
        leads=tuple(dict.fromkeys(leads)),
    )
