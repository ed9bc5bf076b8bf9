"""Who is still in the race, what parts the first two, and what the load asked takes."""

from __future__ import annotations

import math
from typing import Final

from framework_compare.explain.information import deciding_question
from framework_compare.present.plans import champions_plan, processes_text
from framework_compare.scoring.binding import carried
from framework_compare.scoring.study import Study
from framework_compare.text import count_word, percent, plain_number
from framework_compare.vocabulary import COLUMN

_LEAST: Final = 0.1
"""People; what carries fewer is said to carry so many."""
_JUDGED: Final = 1
_MEASURED: Final = 2
"""Significant digits of a number of people that is judged within a factor of two, and of one that
follows from measurements."""


def finalists_sentence(study: Study) -> str:
    """Return who together come first in four of five readings; empty where none fits."""
    verdict, catalogue = study.verdict, study.catalogue
    names = [catalogue.frameworks[family].name for family in verdict.finalists]
    if not names:
        return ""
    held = sum(family.share for family in verdict.families if family.family in verdict.finalists)
    share = percent(held, certain=False)
    if len(names) == 1:
        return f"{names[0]} alone comes first in {share} of the readings."
    listed = f"{', '.join(names[:-1])} and {names[-1]}"
    return (
        f"{listed}: the {count_word(len(names))} that together come first in {share} of the"
        " readings."
    )


def deciding_sentence(study: Study) -> str:
    """Return the open question that parts the first two finalists; empty where none does."""
    found = deciding_question(study)
    if found is None:
        return ""
    names = study.catalogue.frameworks
    first, second = (names[family].name for family in found.families)
    if found.item:
        return f"What parts {first} and {second} most: whether “{found.label}” is needed."
    asked = study.catalogue.questions[found.field].text
    return f"What parts {first} and {second} most: “{asked}”"


def facts_sentence(study: Study) -> str:
    """Return who would lead by fit alone where what comparable teams took puts another first."""
    if study.champion is None or not study.precedent.any():
        return ""
    alone = study.answering(precedent="ignore").champion
    if alone is None or alone == study.champion:
        return ""
    name, other = (study.catalogue.option_name(option) for option in (study.champion, alone))
    return (
        f"By fit alone {other} would lead: {name} is ahead by what comparable teams took, which"
        " “What others took” under your answers leaves out."
    )


def load_sentence(study: Study) -> str:
    """Return what one process of the champion carries and how many the users asked take.

    Empty where nobody has said how many, where none fits, or where it is not measured.
    """
    requirement, verdict, catalogue = study.requirement, study.verdict, study.catalogue
    users = requirement.peak_concurrent_users
    if users is None or verdict.champion is None:
        return ""
    name = catalogue.option_name(verdict.champion)
    column, row = COLUMN["scalability"], study.options.names.index(verdict.champion)
    reach = 10 ** float(carried(catalogue, study.mean_bounds[row, column, 1]))
    at_most = plain_number(_rounded(reach, _JUDGED))
    asked = f"{plain_number(users)} at once {'is' if users == 1 else 'are'} asked"
    ordinary = f"with ordinary effort {name} carries some {at_most}"
    found = champions_plan(study)
    if found is None:
        return f"{asked}; {ordinary}."
    _, plan = found
    if round(plan.processes.mid) <= len(catalogue.parts(verdict.champion)):
        return f"{asked}: one process of {name} is enough."
    each = plain_number(_rounded(users / plan.processes.mid, _MEASURED))
    return (
        f"{asked}: one process of {name} carries some {each}, so it takes"
        f" {processes_text(plan.processes)}."
    )


def _rounded(number: float, digits: int) -> float:
    """Return a number with so many significant digits; none below a tenth."""
    places = digits - 1 - math.floor(math.log10(max(number, _LEAST)))
    return max(round(number, places), _LEAST)
