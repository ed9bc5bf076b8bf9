"""What would change it: every single answer tried, and the question whose answer matters most."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from framework_compare.catalogue import Catalogue
from framework_compare.criteria import Question
from framework_compare.numbers import plain_number
from framework_compare.requirements import LIST_FIELDS, Requirement
from framework_compare.scoring.results import Flip, NextQuestion
from framework_compare.scoring.verdict import champion_of, lead_of
from framework_compare.vocabulary import NEEDS

__all__ = ["Change", "answer_flips", "next_question", "possible_answers"]

_SKIPPED = ("not_needed", "must_haves", "considered")
_GOAL_FIRST = 1.0


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


def possible_answers(requirement: Requirement, catalogue: Catalogue) -> Iterator[Change]:
    """Yield every single change of one answer: other words, one item more or less of a list, other numbers.

    Parameters
    ----------
    requirement
        the answers as they are.
    """
    for field, question in catalogue.questions.items():
        if field in _SKIPPED:
            continue
        if field in LIST_FIELDS:
            yield from _list_changes(requirement, catalogue, question)
        else:
            yield from _single_changes(requirement, question)
    for must in requirement.must_haves:
        rest = tuple(other for other in requirement.must_haves if other != must)
        yield Change("must_haves", requirement.must_haves, rest, must, 1.0, 0.0)


def _single_changes(requirement: Requirement, question: Question) -> Iterator[Change]:
    before = getattr(requirement, question.field)
    values: list[Any]
    if question.kind == "number":
        inner = question.point[1:-1]  # the ends of a scale are no answers that anyone would give
        values = [int(p.at) if question.field == "peak_concurrent_users" else p.at for p in inner]
    else:
        values = [answer.value for answer in question.answer]
    if question.field == "existing_size" and requirement.existing_framework is None:
        return
    for place, value in enumerate(values):
        if value == before:
            continue
        steps = 1.0
        if before is not None and (question.ordered or question.kind == "number"):
            steps = float(abs(place - _place(values, before)))
        yield Change(question.field, before, value, str(value), steps, 1 / len(values))


def _place(values: list[Any], before: Any) -> int:
    return (
        min(range(len(values)), key=lambda index: abs(values[index] - before))
        if isinstance(before, int | float)
        else values.index(before)
    )


def _list_changes(requirement: Requirement, catalogue: Catalogue, question: Question) -> Iterator[Change]:
    before: tuple[str, ...] = getattr(requirement, question.field)
    likely: dict[Any, float] = catalogue.goals[requirement.goal].likely if requirement.goal else {}
    words = [answer.value for answer in question.answer]
    for word in words:
        if word in before:
            after = tuple(item for item in before if item != word)
            if (not after and question.field in requirement.must_haves) or word in requirement.must_haves:
                continue  # a must needs its answer: the must goes first
        elif question.field == "needs" and word in requirement.not_needed:
            continue
        else:
            after = tuple(item for item in words if item in before or item == word)
        chance = likely.get(word, catalogue.model.asking.unusual) if question.field == "needs" else 1 / len(words)
        yield Change(question.field, before, after, word, 1.0, chance)


def _changed(requirement: Requirement, change: Change) -> Requirement:
    return requirement.with_answers(**{change.field: change.after})


def answer_flips(requirement: Requirement, catalogue: Catalogue) -> tuple[Flip, ...]:
    """Return every single answer whose change makes another option lead, nearest first.

    Each is found by scoring the changed requirement, so none is claimed that recomputation would contradict.
    """
    today = champion_of(requirement, catalogue)
    found: list[Flip] = []
    for change in possible_answers(requirement, catalogue):
        champion = champion_of(_changed(requirement, change), catalogue)
        if champion == today:
            continue
        kind: Literal["answer", "must_have"] = "must_have" if change.field == "must_haves" else "answer"
        text = _flip_text(change, catalogue, champion)
        found.append(
            Flip(kind, change.field, _plain(change.before), _plain(change.after), champion, text, change.steps)
        )
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
    label = catalogue.answer_label(change.field, change.item)
    if question.kind == "number":
        label = f"{plain_number(float(change.item))} {question.unit}"
    if change.field in LIST_FIELDS:
        verb = "without" if change.item in change.before else "with"
        return f"{question.short}: {verb} “{label}”, {leads}."
    return f"{question.short}: were it “{label}”, {leads}."


def next_question(requirement: Requirement, catalogue: Catalogue) -> NextQuestion | None:
    """Return the unanswered question whose answer is most likely to change who leads.

    The goal is asked first. A list of needs is asked item by item, by how likely each is for the goal. Where no
    single answer changes the lead, the one is asked that moves the lead's size most, so that there is always a next
    step until all is answered.
    """
    if requirement.goal is None:
        text = "The goal decides which building blocks count; nothing matters more."
        return NextQuestion("goal", _GOAL_FIRST, text, ())
    today, lead = lead_of(requirement, catalogue)
    chances: dict[tuple[str, str], float] = {}
    moved: dict[tuple[str, str], float] = {}
    leads: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for change in possible_answers(requirement, catalogue):
        if change.field == "must_haves" or not _is_open(requirement, change):
            continue
        key = (change.field, change.item if change.field == "needs" else "")
        champion, margin = lead_of(_changed(requirement, change), catalogue)
        changes = _family(champion, catalogue) != _family(today, catalogue)
        chances[key] = chances.get(key, 0.0) + (change.chance if changes else 0.0)
        moved[key] = moved.get(key, 0.0) + change.chance * abs(margin - lead)
        if changes:
            leads.setdefault(key, []).append((change.item, champion or ""))
    if not chances:
        return None
    worth = {key: chance if chance >= catalogue.model.asking.worth else 0.0 for key, chance in chances.items()}
    field, item = max(worth, key=lambda key: (worth[key], moved[key]))
    found = leads.get((field, item), [])
    return NextQuestion(field, chances[field, item], _next_text(item, catalogue, found), tuple(found), item)


def _is_open(requirement: Requirement, change: Change) -> bool:
    if change.field == "needs":
        return change.item not in requirement.stated_needs and change.item not in requirement.not_needed
    return change.before in (None, ())


def _family(champion: str | None, catalogue: Catalogue) -> str:
    return catalogue.parts(champion)[0] if champion else ""


def _next_text(item: str, catalogue: Catalogue, leads: list[tuple[str, str]]) -> str:
    if not leads:
        return "No likely answer changes who leads; this one moves the distance most."
    names = list(dict.fromkeys(catalogue.option_name(option) for _, option in leads if option))
    if item in NEEDS:
        return f"If it is needed, {names[0]} would lead." if names else "If it is needed, nothing would fit."
    return f"It could bring {', '.join(names[:2])} to the front." if names else "Some answers rule everything out."
