"""Which recorded decisions are most like a project, and in what.

They are shown beside the verdict, so that a reader can look up what others did and why. They decide
nothing: no score, share or word asks for them.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from framework_compare.catalogue.folder import DATA
from framework_compare.decisions.cases import Case, load_decisions
from framework_compare.decisions.precedent import goal_class
from framework_compare.requirement.model import NUMBER_FIELDS, Requirement, words_in, words_of
from framework_compare.vocabulary import GoalClass

MOST: Final = 5
"""How many are named: more are not read."""
FEWEST_SHARED: Final = 2
"""How many facts beyond the goal a near decision shares at least: one may well be chance."""
_RELATED: Final = 0.5
"""What a goal of the same class is worth, as a part of what the very goal is."""
_ORDERED: Final = frozenset(
    {
        *("interaction_work", "existing_size", "ui_customization", "visualisation", "auth"),
        *("routing", "devops_capacity", "cost_sensitivity", "lifespan"),
    }
)
"""Fields whose words form a scale, on which two answers are near or far."""
_WHOLE_LISTS: Final = frozenset({"audience", "hosting"})
"""Each says who or where at all, so that two without a word in common are different answers.

In other lists what is not named is no no: they can agree, but not differ.
"""
_FIELDS: Final = (
    *("audience", "peak_concurrent_users", "interaction_work", "weeks_to_first_release"),
    *("team_skills", "known_frameworks", "existing_framework", "existing_size"),
    *("ui_customization", "visualisation", "auth", "routing", "hosting", "devops_capacity"),
    *("cost_sensitivity", "lifespan", "needs"),
)
"""What says something of a project beside its goal, in the order of the requirement."""
_REFUSED: Final = "not_needed"
"""Needs that were asked for and answered with no: they differ from needs, and share nothing."""
Answer = str | int | float | tuple[str, ...]
Answers = Mapping[str, Answer]
"""The stated facts of one project by field: a word, a number, or the words of a list."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that both sides state."""

    field: str
    yours: Answer
    theirs: Answer
    """The same word where it is shared, a number close by where it is one.

    Of needs that differ the side that was asked and said no has none.
    """
    shared: bool
    bits: float
    """What it adds to the likeness; below zero where it speaks against it."""


@dataclass(frozen=True, slots=True)
class Near:
    """One recorded decision, and in what it is like the project."""

    case: Case
    bits: float
    """How like it is: the sum over its facts."""
    facts: tuple[Fact, ...]

    @property
    def shared(self) -> tuple[Fact, ...]:
        """The facts that are the same, the goal first."""
        return tuple(fact for fact in self.facts if fact.shared)

    @property
    def differing(self) -> tuple[Fact, ...]:
        """The facts that both state and that are not the same."""
        return tuple(fact for fact in self.facts if not fact.shared)


class Likeness:
    """How like a project each recorded decision is, by the facts that both state.

    Likeness is a sum over stated facts, in bits. A word that both state adds −log₂ of its share
    among the decisions that answer the question at all: to share "offline" says more than to share
    "Python". Where the answers differ, the mean of what both words are worth is taken off: all of
    it between the two ends of a scale and between names, less between neighbours of a scale. Two
    numbers add or take off by their distance on a logarithmic scale: the same number all of its
    worth, three times as much nothing, ten times as much or more all of it against. The very goal
    is worth as much as the rarest fact of all, a goal of the same class half of that, and a
    decision with a goal of another class is never near. What either side leaves open adds nothing.

    The measure is symmetric. It does not apply without a goal: then nothing is near.

    Parameters
    ----------
    cases
        the recorded decisions; those that may not be shown are never near and weigh no fact.

    References
    ----------
    Fellegi and Sunter (1969), A theory for record linkage, Journal of the American Statistical
    Association 64(328), 1183-1210: agreement on a value weighs the logarithm of how seldom it
    agrees by chance, disagreement counts against, and what is missing adds nothing. Gower (1971),
    A general coefficient of similarity and some of its properties, Biometrics 27(4), 857-871:
    scales by distance over their range, and lists in which a lack that both share is no likeness.
    """

    def __init__(self, cases: Sequence[Case]) -> None:
        self.cases = tuple(cases)
        shown = [(case, _stated(case)) for case in cases if case.may_be_shown]
        self._worth = _Worth([answers for _, answers in shown])
        self._by_class: dict[GoalClass, list[tuple[Case, Answers]]] = defaultdict(list)
        for case, answers in shown:
            own = goal_class(case.goal)
            if own is not None:
                self._by_class[own].append((case, answers))

    def compared(self, yours: Requirement, theirs: Requirement) -> tuple[Fact, ...]:
        """Return every fact that two projects state, shared or not, the goal first."""
        return tuple(self._facts(_answers(yours), _answers(theirs)))

    def nearest(self, requirement: Requirement) -> tuple[Near, ...]:
        """Return the decisions that are most like a project: at most five, the nearest first.

        Of one team at most one; of two that are equally near the one whose id comes first.

        Returns
        -------
        tuple
            empty where the goal is not stated, and where no decision shares two facts beyond it
            that outweigh what differs.
        """
        own = goal_class(requirement.goal)
        if own is None:
            return ()
        yours = _answers(requirement)
        found = []
        for case, theirs in self._by_class[own]:
            facts = tuple(self._facts(yours, theirs))
            beyond = facts[1:]
            if (
                sum(fact.shared for fact in beyond) >= FEWEST_SHARED
                and math.fsum(fact.bits for fact in beyond) > 0
            ):
                found.append(Near(case, math.fsum(fact.bits for fact in facts), facts))
        first_of_team: dict[str, Near] = {}
        for near in sorted(found, key=lambda near: (-near.bits, near.case.id)):
            first_of_team.setdefault(near.case.cluster, near)
        return tuple(first_of_team.values())[:MOST]

    def _facts(self, yours: Answers, theirs: Answers) -> Iterator[Fact]:
        for field, own in yours.items():
            if field in theirs:
                yield from self._of_field(field, own, theirs[field])
        for needing, refusing in ((yours, theirs), (theirs, yours)):
            for word in _words(needing, "needs"):
                if word in _words(refusing, _REFUSED):
                    mine, other = ((word,), ()) if needing is yours else ((), (word,))
                    yield Fact("needs", mine, other, False, -self._worth.word("needs", word))

    def _of_field(self, field: str, yours: Answer, theirs: Answer) -> Iterator[Fact]:
        worth = self._worth
        if isinstance(yours, tuple) and isinstance(theirs, tuple):
            yield from self._of_list(field, yours, theirs)
        elif isinstance(yours, str) and isinstance(theirs, str):
            same = yours == theirs
            if field == "goal":
                agreement, most = 1.0 if same else _RELATED, worth.most
            else:
                agreement = 1.0 if same else -_distance(field, yours, theirs)
                most = (worth.word(field, yours) + worth.word(field, theirs)) / 2
            yield Fact(field, yours, theirs, same, agreement * most)
        elif isinstance(yours, int | float) and isinstance(theirs, int | float):
            agreement = _closeness(yours, theirs)
            most = (worth.number(field, yours) + worth.number(field, theirs)) / 2
            yield Fact(field, yours, theirs, agreement > 0, agreement * most)

    def _of_list(
        self, field: str, yours: tuple[str, ...], theirs: tuple[str, ...]
    ) -> Iterator[Fact]:
        """Compare two lists word by word; as wholes only where they can differ and do."""
        worth = self._worth
        both = [word for word in yours if word in theirs]
        for word in both:
            yield Fact(field, word, word, True, worth.word(field, word))
        if field in _WHOLE_LISTS and not both:
            means = (
                sum(worth.word(field, word) for word in words) / len(words)
                for words in (yours, theirs)
            )
            yield Fact(field, yours, theirs, False, -sum(means) / 2)


class _Worth:
    """What each fact is worth in bits: the rarer among the decisions that state any, the more."""

    def __init__(self, stated: Sequence[Answers]) -> None:
        self._numbers: dict[str, list[float]] = {}
        self._of_word: dict[tuple[str, str], float] = {}
        self._of_none: dict[str, float] = {}
        """What a word is worth that no decision states; a number, if none is close."""
        for field in _FIELDS:
            said = [answers[field] for answers in stated if field in answers]
            if field in NUMBER_FIELDS:
                self._numbers[field] = [float(n) for n in said if isinstance(n, int | float)]
                kinds = 2  # close by, or not
            else:
                kinds = len(words_of(field))
                times = Counter(word for answer in said for word in words_in(_text(answer)))
                for word, number in times.items():
                    self._of_word[field, word] = _bits(number, len(said), kinds)
            self._of_none[field] = _bits(0, len(said), kinds)
        self.most = max(self._of_none.values())
        """What the rarest fact of all would be worth."""

    def word(self, field: str, word: str) -> float:
        """Return what it is worth that both sides state a word."""
        return self._of_word.get((field, word), self._of_none[field])

    def number(self, field: str, number: float) -> float:
        """Return what it is worth that both sides state about this number."""
        numbers = self._numbers[field]
        close = sum(_closeness(number, other) > 0 for other in numbers)
        return _bits(close, len(numbers), 2)


def _bits(times: int, of: int, kinds: int) -> float:
    """Return how much a fact says that so many of the decisions state.

    Each kind of answer counts as if it had been given once more, so that what nobody states yet is
    rare, and not impossible.
    """
    return -math.log2((times + 1) / (of + kinds))


def _stated(case: Case) -> Answers:
    return _answers(Requirement.model_validate(case.requirements))


def _answers(requirement: Requirement) -> Answers:
    """Return what is stated; a need that is a must counts as stated."""
    needs = {"needs": requirement.stated_needs}
    fields = ("goal", *_FIELDS, _REFUSED)
    said = {field: needs.get(field, getattr(requirement, field)) for field in fields}
    return {field: answer for field, answer in said.items() if answer not in (None, ())}


def _words(answers: Answers, field: str) -> tuple[str, ...]:
    answer = answers.get(field, ())
    return answer if isinstance(answer, tuple) else ()


def _text(answer: Answer) -> str | tuple[str, ...]:
    return answer if isinstance(answer, str | tuple) else str(answer)


def _distance(field: str, one: str, other: str) -> float:
    """Return how far apart two answers are: 1 between the ends of a scale and between names."""
    if field not in _ORDERED:
        return 1.0
    words = words_of(field)
    return abs(words.index(one) - words.index(other)) / (len(words) - 1)


def _closeness(one: float, other: float) -> float:
    """Return how well two numbers agree: 1 where equal, -1 where one is ten times the other."""
    return 1 - 2 * min(1.0, abs(math.log10(one) - math.log10(other)))


@lru_cache(maxsize=4)
def load_likeness(folder: Path = DATA) -> Likeness:
    """Return the likeness to the recorded decisions; made once for each folder.

    Raises
    ------
    DataError
        where the decisions cannot be read.
    """
    return Likeness(load_decisions(folder))
