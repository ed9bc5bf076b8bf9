"""What a verdict means for those who decide and build.

Answers in words, risks, when to look again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.results import Flip, MustHave, Verdict
from framework_compare.scoring.study import Study
from framework_compare.text import counted, listed, percent, plain_number
from framework_compare.vocabulary import CRITERIA, CriterionId

_SHORT: Final = 0.9
"""A fit below this is a risk worth naming."""
_BEYOND: Final = 1.0
"""Points lost beyond any weight from which they are named."""
_LOST: Final[dict[CriterionId, str]] = {
    "scalability": "with ordinary effort it may carry several times fewer people than are asked;"
    " that costs",
    "development_speed": "a first version may take several times as long as there is; that costs",
    "hosting_fit": "no documented way leads to every place where it has to run; that costs",
    "switching_cost": "existing code that would be written again costs",
}
"""What an answer that binds takes off, in words."""
_ONE: Final = {"weeks": "week", "people": "person"}
"""Units of one thing."""
_MOST_RISKS: Final = 3
_MOST_FLIPS: Final = 5
_OF_NO_PROJECT: Final = frozenset({"name", "notes", "considered", "weights"})
"""Fields that say nothing about the project."""


def answers_in_words(requirement: Requirement, catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """Return what was answered: each question's short name with the answer in its own words."""
    found = []
    for field, question in catalogue.questions.items():
        value = getattr(requirement, field)
        if value not in (None, ()):
            found.append((question.short, answer_in_words(field, value, catalogue)))
    return tuple(found)


def answer_in_words(field: str, value: str | float | tuple[str, ...], catalogue: Catalogue) -> str:
    """Return an answer in its question's own words: one word, a number, or the words of a list."""
    if isinstance(value, tuple):
        return ", ".join(answer_in_words(field, item, catalogue) for item in value)
    if isinstance(value, int | float):
        unit = catalogue.questions[field].unit
        return f"{plain_number(value)} {_ONE.get(unit, unit) if value == 1 else unit}"
    if field == "must_haves":
        return _must_label(value, catalogue)
    return catalogue.answer_label("needs" if field == "not_needed" else field, value)


def _must_label(must: str, catalogue: Catalogue) -> str:
    return (
        catalogue.questions[must].short
        if must in catalogue.questions
        else catalogue.answer_label("needs", must)
    )


def tells_nothing(requirement: Requirement) -> bool:
    """Return whether no answer tells anything about the project.

    A name, notes, a shortlist or weights do not.
    """
    return not requirement.answers().keys() - _OF_NO_PROJECT


def risks(study: Study, option: str | None = None) -> tuple[str, ...]:
    """Return what could go wrong: where an option fits least, then what it is known for.

    Parameters
    ----------
    option
        which; the champion where None.
    """
    chosen = option or study.verdict.champion
    return () if chosen is None else (*weak_spots(study, chosen), *pitfalls(study, chosen))


def weak_spots(study: Study, option: str) -> tuple[str, ...]:
    """Return where an option fits least, the dearest first."""
    catalogue, row = study.catalogue, study.options.names.index(option)
    fits, beyond = study.fits[row].tolist(), study.beyond[row].tolist()
    lost = sorted(
        (
            (100 * weight * (1 - fit) + points, criterion, fit, points)
            for criterion, weight, fit, points in zip(
                CRITERIA, study.weights.tolist(), fits, beyond, strict=True
            )
        ),
        reverse=True,
    )
    return tuple(
        _weak_spot(criterion, fit, points, catalogue)
        for _, criterion, fit, points in lost[:_MOST_RISKS]
        if fit < _SHORT or points >= _BEYOND
    )


def pitfalls(study: Study, option: str) -> tuple[str, ...]:
    """Return what an option's frameworks are known to go wrong with."""
    parts = study.catalogue.parts(option)
    each = _MOST_RISKS + 1 - len(parts)
    frameworks = [study.catalogue.frameworks[part] for part in parts]
    return tuple(remark.text for known in frameworks for remark in known.watch_out[:each])


def _weak_spot(criterion: CriterionId, fit: float, beyond: float, catalogue: Catalogue) -> str:
    name = catalogue.criterion(criterion).name
    if beyond >= _BEYOND:
        points = counted(round(beyond), "point", "points")
        return f"{name}: {_LOST[criterion]} {points} of 100."
    if criterion == "further_needs":
        return f"{name}: it would meet only {percent(fit)} of what such products come to need."
    return f"{name}: only {percent(fit)} of what is asked is met."


def nearest_flips(flips: Sequence[Flip]) -> tuple[Flip, ...]:
    """Return the nearest change of each answer, nearest first: what to watch for.

    Parameters
    ----------
    flips
        nearest first.
    """
    first: dict[str, Flip] = {}
    for flip in flips:
        first.setdefault(flip.field, flip)
    return tuple(first.values())[:_MOST_FLIPS]


def must_rows(study: Study) -> pd.DataFrame:
    """Return every must-have: how many options pass, and who would lead without it.

    Where none fits, what one must alone would change is left out: the smallest sets say it.
    """
    verdict, catalogue = study.verdict, study.catalogue
    rows = []
    for must in verdict.musts:
        same = "still " * (must.without == verdict.champion)
        leads = same + catalogue.option_name(must.without) if must.without else ""
        counts = map(len, (must.passed, must.borderline, must.unknown, must.failed))
        rows.append((must.text, *counts, leads))
    columns = ["Must-have", "Pass", "Borderline", "Not known", "Fail", "Leads without it"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame if verdict.champion else frame.drop(columns=columns[-1])


def must_names(must: MustHave, verdict: Verdict, catalogue: Catalogue) -> str:
    """Return who meets a must-have for certain, who is borderline, and of whom nobody knows.

    A borderline option has in brackets how often it meets all its must-haves; one that is out for
    another must has nothing. Empty where every option passes or fails.
    """
    if not must.borderline and not must.unknown:
        return ""
    meets = {
        standing.option: percent(standing.meets, certain=False) for standing in verdict.ranking
    }
    undecided = [
        f"{catalogue.option_name(option)} ({meets[option]})"
        if option in meets
        else catalogue.option_name(option)
        for option in must.borderline
    ]
    passed, unknown = (
        [catalogue.option_name(option) for option in options]
        for options in (must.passed, must.unknown)
    )
    said = (
        f"known to meet it: {listed(passed) or 'none'}",
        f"borderline: {listed(undecided)}" if undecided else "",
        f"nobody knows of: {listed(unknown)}" if unknown else "",
    )
    return "; ".join(part for part in said if part)


def inert_must_names(requirement: Requirement, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the must-haves that rule nothing out, since their question is not answered."""
    return tuple(_must_label(must, catalogue) for must in requirement.inert_musts)
