"""What is wrong with a link or a file, as said on the screen, with the id that repairs it.

On the command line and in files the ids are the words; there a problem's own text is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.errors import Problem
from framework_compare.requirement.near_misses import near_miss
from framework_compare.text import listed

_NOT_ASKED: Final = {"name": "Name of the project", "notes": "Notes", "weights": "Your weights"}
"""How fields are called on the screen that are no questions."""
_LINK: Final = "link"
_FEW: Final = 14
"""Up to so many words are named with their ids; of more answers it is said where they stand, or
they are a wall.
"""


def problem_in_words(problem: Problem, catalogue: Catalogue) -> str:
    """Return one problem as a sentence for whoever reads the screen.

    Parameters
    ----------
    problem
        of a requirement in a file or link.
    catalogue
        whose questions stand on the screen.

    Returns
    -------
    str
        plain text that may hold what somebody typed; never to be shown as markup.
    """
    if problem.rule == "field":
        said = _no_question(problem, catalogue)
    elif problem.rule == "word":
        said = f"{_title(problem, catalogue)}: {_no_answer(problem, catalogue)}"
    elif problem.rule == "both":
        words = _answers(problem.field, catalogue)
        named = [with_id(words.get(need, need), need) for need in problem.found]
        said = f"{listed(named, 'and')} {_is(problem)} needed and not needed at once"
    else:
        title = _title(problem, catalogue) if problem.field else problem.path
        said = f"{title}: {problem.message}" if title else problem.message
    return said if problem.where in ("", _LINK) else f"{problem.where}: {said}"


def _title(problem: Problem, catalogue: Catalogue) -> str:
    """Return a field as the screen calls it, and the item of it: ``Who uses it (audience)``."""
    field = problem.field
    title = _name(field, catalogue)
    item = problem.path.removeprefix(field).removeprefix(".")
    words = _answers(field, catalogue)
    named = [f"“{words[part]}”" for part in item.split("+") if part in words]
    if named and problem.rule != "word":
        return f"{title}, {listed(named, 'and')} ({problem.path})"
    return f"{title} ({field})"


def _name(field: str, catalogue: Catalogue) -> str:
    asked = catalogue.questions.get(field)
    return asked.text.removesuffix("?") if asked else _NOT_ASKED.get(field, field)


def _answers(field: str, catalogue: Catalogue) -> Mapping[str, str]:
    """Return what a field may hold: id to the words on the screen."""
    if field == "weights":
        groups = {str(group.id): group.name for group in catalogue.groups}
        return groups | {str(criterion.id): criterion.name for criterion in catalogue.criteria}
    question = catalogue.questions.get(field)
    return {answer.value: answer.label for answer in question.answer} if question else {}


def _no_answer(problem: Problem, catalogue: Catalogue) -> str:
    """Say what was found, what was meant, and where that is not known, what can be answered."""
    words = _answers(problem.field, catalogue)
    kind = ("a weight", "weights") if problem.field == "weights" else ("an answer", "answers")
    meant = [
        near or by_label(found, words)
        for found, near in zip(problem.found, problem.meant, strict=True)
    ]
    said = f"{_found(problem)} {_is(problem)} not {kind[0] if _is(problem) == 'is' else kind[1]}"
    near = [with_id(words.get(word, word), word) for word in dict.fromkeys(meant) if word]
    if near:
        said += f"; did you mean {listed(near, 'or')}?"
    if all(meant) and not problem.more:
        return said
    asked = catalogue.questions.get(problem.field)
    if asked and len(words) > _FEW:
        section = next(
            section.title for section in catalogue.sections if section.id == asked.section
        )
        allowed = f"{len(words)} answers stand under that question, in “{section}”"
    else:
        named = [
            with_id(label, word) if len(words) <= _FEW else f"“{label}”"
            for word, label in words.items()
        ]
        allowed = f"{kind[1]} are {', '.join(named)}"
    return f"{said} The {allowed}" if near else f"{said}; the {allowed}"


def by_label(found: str, words: Mapping[str, str]) -> str:
    """Return the answer that somebody named as the screen does."""
    label = near_miss(found, words.values())
    return next((word for word, said in words.items() if said == label), "") if label else ""


def _no_question(problem: Problem, catalogue: Catalogue) -> str:
    said = (
        f"{_found(problem)} {_is(problem)} not"
        f" {'a question' if _is(problem) == 'is' else 'questions'} of this app"
    )
    near = [with_id(_name(field, catalogue), field) for field in problem.meant if field]
    if near:
        return f"{said}; did you mean {listed(near, 'or')}?"
    known = [*catalogue.questions, *_NOT_ASKED]
    return f"{said}; they are {', '.join(known)}"


def _found(problem: Problem) -> str:
    named = [f"“{word}”" for word in problem.found]
    return f"{', '.join(named)} and {problem.more:,} more" if problem.more else listed(named, "and")


def _is(problem: Problem) -> str:
    return "is" if len(problem.found) + problem.more == 1 else "are"


def with_id(label: str, word: str) -> str:
    """Return what the screen calls something, with the word that a link or a file takes."""
    return f"“{label}”" if label == word else f"“{label}” ({word})"
