"""Which single answer would change the leader: every one is tried."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.criteria import Question
from framework_compare.explain.chances import answer_chances
from framework_compare.explain.numbers import number_flips
from framework_compare.requirement.model import LIST_FIELDS, WHOLE_NUMBER_FIELDS
from framework_compare.scoring.rescoring import each_after
from framework_compare.scoring.results import Flip
from framework_compare.scoring.study import Study
from framework_compare.vocabulary import NEEDS

PRECEDENT: Final = "precedent"
_SKIPPED = ("not_needed", "must_haves", "considered", PRECEDENT)


@dataclass(frozen=True, slots=True)
class Change:
    """One field answered otherwise."""

    field: str
    before: Any
    after: Any
    """As the field takes it: a word, a number, or the whole list."""
    item: str
    """The word or number that is new, for the sentence."""
    steps: float
    """How far it is from today's answer; ordered answers count their steps."""
    chance: float
    """How likely this answer is, among the answers to the question."""


def possible_answers(study: Study) -> Iterator[Change]:
    """Yield every single change of one answer.

    Other words, one item more or less of a list, other numbers.
    """
    requirement = study.requirement
    for field, question in study.catalogue.questions.items():
        if field in _SKIPPED:
            continue
        if field in LIST_FIELDS:
            yield from _list_changes(study, question)
        else:
            yield from _single_changes(study, question)
    if not requirement.considered:
        other = "count" if requirement.precedent == "ignore" else "ignore"
        yield Change(PRECEDENT, requirement.precedent, other, other, 1.0, 0.0)
    for must in requirement.must_haves:
        rest = tuple(other for other in requirement.must_haves if other != must)
        yield Change("must_haves", requirement.must_haves, rest, must, 1.0, 0.0)


def _single_changes(study: Study, question: Question) -> Iterator[Change]:
    requirement = study.requirement
    before = getattr(requirement, question.field)
    values: list[Any]
    if question.kind == "number":
        inner = question.point[1:-1]  # the ends of a scale are no answers that anyone would give
        values = [int(p.at) if question.field in WHOLE_NUMBER_FIELDS else p.at for p in inner]
    else:
        values = [answer.value for answer in question.answer]
    if question.field == "existing_size":
        # Of code in nothing that is named only that there is none says anything.
        anew = requirement.existing_framework is None
        values = [value for value in values if (value == "none") == anew or value == before]
    chances = answer_chances(study, question, values).tolist()
    for place, (value, chance) in enumerate(zip(values, chances, strict=True)):
        if value == before:
            continue
        steps = 1.0
        if before is not None and (question.ordered or question.kind == "number"):
            steps = float(abs(place - _place(values, before)))
        yield Change(question.field, before, value, str(value), steps, chance)


def _place(values: list[Any], before: Any) -> int:
    return (
        min(range(len(values)), key=lambda index: abs(values[index] - before))
        if isinstance(before, int | float)
        else values.index(before)
    )


def _list_changes(study: Study, question: Question) -> Iterator[Change]:
    requirement = study.requirement
    before: tuple[str, ...] = getattr(requirement, question.field)
    words = [answer.value for answer in question.answer]
    chances = answer_chances(study, question, words).tolist()
    for word, chance in zip(words, chances, strict=True):
        if word in before:
            after = tuple(item for item in before if item != word)
            if (
                not after and question.field in requirement.must_haves
            ) or word in requirement.must_haves:
                continue  # a must needs its answer: the must goes first
        elif question.field == "needs" and word in requirement.not_needed:
            continue
        else:
            after = tuple(item for item in words if item in before or item == word)
        yield Change(question.field, before, after, word, 1.0, chance)


def answer_flips(study: Study) -> tuple[Flip, ...]:
    """Return every single answer whose change makes another option lead, nearest first.

    Each is found by scoring the changed requirement, so none is claimed that recomputation would
    contradict. Words and lists are tried one by one; a number is searched on its own scale.
    """
    if len(study.options) < 2 and not study.requirement.must_haves:
        return ()  # one option leads whatever is answered, unless a must-have puts it off the table
    catalogue = study.catalogue
    found: list[Flip] = []
    for field, question in catalogue.questions.items():
        if question.kind == "number":
            found += number_flips(study, field)
    changes = [
        change
        for change in possible_answers(study)
        if catalogue.questions[change.field].kind != "number"
    ]
    outcomes = each_after(study, [(change.field, change.after) for change in changes])
    for change, then in zip(changes, outcomes, strict=True):
        champion = then.champion
        if champion == study.champion:
            continue
        kind: Literal["answer", "must_have"] = (
            "must_have" if change.field == "must_haves" else "answer"
        )
        before, set_to = _plain(change.before), _plain(change.after)
        text = _flip_text(change, catalogue, champion)
        found.append(Flip(kind, change.field, before, set_to, champion, text, change.steps))
    return tuple(sorted(found, key=lambda flip: flip.distance))


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _flip_text(change: Change, catalogue: Catalogue, champion: str | None) -> str:
    leads = f"{catalogue.option_name(champion)} would lead" if champion else "nothing would fit"
    question = catalogue.questions[change.field]
    if change.field == "must_haves":
        label = catalogue.answer_label("must_haves", change.item)
        if change.item in NEEDS:
            return f"Were “{label}” neither a must nor needed, {leads}."
        return f"Without the must “{label}” {leads}."
    if change.field == PRECEDENT:
        counted = "counted, too" if change.item == "count" else "left out"
        return f"Were what comparable teams took {counted}, {leads}."
    label = catalogue.answer_label(change.field, change.item)
    if change.field in LIST_FIELDS:
        verb = "without" if change.item in change.before else "with"
        return f"{question.short}: {verb} “{label}”, {leads}."
    return f"{question.short}: were it “{label}”, {leads}."
