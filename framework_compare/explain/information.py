"""What is worth finding out: answers and cells that may change who leads, and their worth.

The value of knowing something before choosing is the expected score of what would be chosen then,
less the score of what is chosen now: it is nothing where no outcome changes the choice.

References
----------
Howard (1966), Information value theory, IEEE Transactions on Systems Science and Cybernetics 2(1),
22-26.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

import numpy as np

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.criteria import Question
from framework_compare.explain.answers import PRECEDENT, Change, possible_answers
from framework_compare.explain.cells import CellOutcomes, cell_outcomes
from framework_compare.explain.chances import answer_chances
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.binding import READ
from framework_compare.scoring.rescoring import each_after
from framework_compare.scoring.results import NextQuestion
from framework_compare.scoring.scored import Scored, order_of
from framework_compare.scoring.study import Study
from framework_compare.vocabulary import FrameworkId

_APART: Final = ("needs", "team_skills", "known_frameworks")
"""Lists whose words do not exclude each other, so that each is a question of its own."""
_BY_ITEM: Final = "needs"
"""The list of which one word is asked at a time; others are asked as a whole."""
_NOTHING: Final = 1e-9
_SETTLED: Final = 0.8
"""Chance from which on an answer follows from what is known, so that asking tells little."""


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
    moved: float = 0.0
    leads: list[tuple[str, str]] = field(default_factory=list)
    outcomes: list[tuple[float, Scored]] = field(default_factory=list)


def worth_of_answers(study: Study) -> tuple[Worth, ...]:
    """Return every open question with what its answer is worth, the one worth most first.

    Each answer counts with the chance that the model itself assumes. A list of needs is asked item
    by item; another list is worth what its weightiest word is. The figures are about one answer
    alone, everything else staying as it is.
    """
    found: dict[tuple[str, str], Worth] = {}
    for (name, word), known in _open_questions(study).items():
        item = word if name == _BY_ITEM else ""
        worth = Worth(
            "answer",
            name,
            item,
            _label(name, item, study.catalogue),
            known.chance,
            _gain(known, study, study.order),
            known.moved,
            tuple(known.leads),
        )
        before = found.get((name, item))
        if before is None or _weight(worth) > _weight(before):
            found[name, item] = worth
    return tuple(sorted(found.values(), key=_weight, reverse=True))


def _weight(worth: Worth) -> tuple[float, float, float]:
    return worth.gain, worth.chance, worth.moved


def _open_questions(study: Study) -> dict[tuple[str, str], _Open]:
    """Return the open questions, each with what its answers would do."""
    changes = [
        change
        for change in possible_answers(study)
        if change.field not in ("must_haves", PRECEDENT) and _is_open(study.requirement, change)
    ]
    found: dict[tuple[str, str], _Open] = {}
    outcomes = each_after(study, [(change.field, change.after) for change in changes])
    for change, then in zip(changes, outcomes, strict=True):
        key = (change.field, change.item if change.field in _APART else "")
        _count(found.setdefault(key, _Open()), change, then, study)
    return found


def _count(known: _Open, change: Change, then: Scored, study: Study) -> None:
    """Add one answer: who would lead, and how the scores would stand."""
    known.moved += change.chance * abs(then.family_lead - study.family_lead)
    known.outcomes.append((change.chance, then))
    if change.chance > 0 and _leading(then) != _leading(study):
        known.chance += change.chance
        known.leads.append((change.item, then.champion or ""))


def _gain(known: _Open, study: Study, rows: Sequence[int]) -> float:
    """Return the expected score of the best choice once the answer is known, less than without.

    E[max] - max E over some options. What the chances leave over is that nothing changes.
    """
    if not rows:
        return 0.0
    picked = list(rows)
    left = max(0.0, 1 - sum(chance for chance, _ in known.outcomes))
    expected = left * study.scores[picked]
    best = left * float(study.scores[picked].max())
    for chance, then in known.outcomes:
        scores = np.where(np.isin(picked, then.order), then.scores[picked], 0.0)
        expected = expected + chance * scores
        best += chance * float(scores.max())
    return max(0.0, best - float(expected.max()))


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
    return catalogue.answer_label(name, item) if item else catalogue.questions[name].short


def next_question(study: Study) -> NextQuestion | None:
    """Return the unanswered question whose answer is worth most.

    The goal is asked first. Where no answer is worth anything, the one is asked that moves the
    lead's size most. None where nothing that fits the goal is open, and where no option passes the
    must-haves: no further answer brings one back.
    """
    if not study.order:
        return None
    if study.requirement.goal is None:
        text = "The goal decides which building blocks count; nothing matters more."
        return NextQuestion("goal", 1.0, text, ())
    worths = [w for w in worth_of_answers(study) if _suits(study, w.field, w.item)]
    if not worths:
        return None
    least = study.catalogue.model.asking.worth
    best = max(worths, key=lambda worth: (worth.gain if worth.gain >= least else 0.0, worth.moved))
    return NextQuestion(
        best.field, best.chance, _next_text(best, study.catalogue), best.leads, best.item
    )


def _suits(study: Study, name: str, item: str) -> bool:
    """Return whether a question fits the goal.

    Of needs only the usual ones do, of other questions those that the goal leaves open.
    """
    if name == _BY_ITEM:
        return any(item in under.profile.goal.likely for under in study.goals)
    return not _is_settled(study, study.catalogue.questions[name])


def _is_settled(study: Study, question: Question) -> bool:
    """Return whether what is known already makes one answer all but certain.

    How many addresses a demo has, or how many charts an interface. Numbers and facts that bind are
    asked all the same: what is missed by far counts beyond what is usual.
    """
    if question.kind != "one" or question.field in READ:
        return False
    values = [answer.value for answer in question.answer]
    return bool(answer_chances(study, question, values).max(initial=0.0) >= _SETTLED)


@dataclass(frozen=True, slots=True)
class Deciding:
    """The question whose answer parts the two likeliest families best."""

    field: str
    item: str
    """For a list of needs: the one need to ask about."""
    label: str
    families: tuple[FrameworkId, FrameworkId]
    """The likeliest first."""
    gain: float
    """Expected gain, in points, of knowing the answer before choosing between the two."""


def deciding_question(study: Study) -> Deciding | None:
    """Return the open question that decides between the first two finalists.

    None where there is one finalist, or where no open question parts the two.
    """
    finalists = study.verdict.finalists
    if len(finalists) < 2:
        return None
    options, first_two = study.options, (finalists[0], finalists[1])
    rows = [row for row in study.order if options.family(row) in first_two]
    gains = [
        (_gain(known, study, rows), key)
        for key, known in _open_questions(study).items()
        if _suits(study, *key)
    ]
    gain, (name, word) = max(gains, default=(0.0, ("", "")))
    if gain <= _NOTHING:
        return None
    item = word if name == _BY_ITEM else ""
    return Deciding(name, item, _label(name, item, study.catalogue), first_two, gain)


def _next_text(worth: Worth, catalogue: Catalogue) -> str:
    if not worth.leads:
        return "No likely answer changes who leads; this one moves the distance most."
    names = list(
        dict.fromkeys(catalogue.option_name(option) for _, option in worth.leads if option)
    )
    if worth.item:
        return f"If so, {names[0]} would lead." if names else "If so, nothing would fit."
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
