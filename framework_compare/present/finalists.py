"""Who is still in the race, side by side, and what the load asked takes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from framework_compare.capacity.planning import Planner, planner_of
from framework_compare.capacity.workload import Banded, assumed
from framework_compare.explain.information import deciding_question
from framework_compare.present.plans import (
    champions_plan,
    cost_text,
    is_static,
    processes_text,
    work_words,
)
from framework_compare.scoring.binding import carried
from framework_compare.scoring.levels import level_text
from framework_compare.scoring.reasons import asked_text
from framework_compare.scoring.results import NeedInterval
from framework_compare.scoring.study import Study
from framework_compare.text import cases, count_word, counted, listed, people, percent, plain_number
from framework_compare.vocabulary import COLUMN, CRITERIA

_SIDE_BY_SIDE: Final = 4
"""Finalists that stand beside each other; a fifth is named in the sentence."""
_AT_LEAST: Final = 2
_RISKS: Final = 2
_ROUNDING: Final = 1e-9
_SEVERAL: Final = 2
"""People from which it is worth a number how many one process carries."""
NOTHING_LACKS: Final = "Nothing that costs a point"
_NOT_MEASURED: Final = "What a month costs is not measured"
_LEAST: Final = 0.1
"""People; what carries fewer is said to carry so many."""
_JUDGED: Final = 1
_MEASURED: Final = 2
"""Significant digits of a number of people that is judged within a factor of two, and of one that
follows from measurements."""


@dataclass(frozen=True, slots=True)
class Finalist:
    """One finalist in words: the best option of a family."""

    name: str
    first: str
    """How often its family comes first."""
    score: str
    lacks: str
    """Where it falls short most, of what is asked."""
    cost: str
    risks: tuple[str, ...]


def finalists_in_words(study: Study) -> tuple[Finalist, ...]:
    """Return the finalists side by side, most likely first; none where none fits.

    One that is alone stands beside the next.
    """
    verdict, catalogue = study.verdict, study.catalogue
    count = min(max(len(verdict.finalists), _AT_LEAST), _SIDE_BY_SIDE)
    best = verdict.families[:count]
    costs = _costs(study, [each.best for each in best])
    return tuple(
        Finalist(
            name=catalogue.option_name(each.best),
            first=f"First in {cases(each.share)}",
            score=f"Score {verdict.standing(each.best).score:.0f} of 100",
            lacks=falls_short(study, each.best),
            cost=cost,
            risks=_known_for(study, each.best),
        )
        for each, cost in zip(best, costs, strict=True)
    )


def _costs(study: Study, options: Sequence[str]) -> list[str]:
    """Return what a month costs, at the load that the page on capacity starts from."""
    workload, prices = assumed(study.requirement, study.catalogue.capacity)
    planner = planner_of(study.catalogue, workload, prices, options)
    said = "" if study.requirement.peak_concurrent_users else ", an assumption"
    users = people(workload.users)
    return [
        f"{_NOT_MEASURED} for {users} at once{said}"
        if planner.missing(option)
        else f"{_month(planner, option)} a month for {users} at once{said}"
        for option in options
    ]


def _month(planner: Planner, option: str) -> str:
    low, mid, high = planner.cost_bands(option, np.array([planner.workload.users]))
    return cost_text(Banded(float(low[0]), float(mid[0]), float(high[0])), planner.rules.currency)


def falls_short(study: Study, option: str) -> str:
    """Return the criterion on which an option loses most, with what is asked and what it has."""
    row, catalogue = study.options.names.index(option), study.catalogue
    lost = 100 * study.weights * (1 - study.fits[row]) + study.beyond[row]
    column = int(lost.argmax())
    criterion = catalogue.criterion(CRITERIA[column])
    points = counted(round(float(lost[column])), "point", "points")
    if round(float(lost[column])) < 1:
        return NOTHING_LACKS
    if criterion.id == "scalability" and study.requirement.peak_concurrent_users:
        asked = plain_number(study.requirement.peak_concurrent_users)
        most = plain_number(people_carried(study, row))
        return (
            f"{criterion.name} ({points}): {asked} at once are asked; by its grade it carries"
            f" some {most} with ordinary effort"
        )
    need = NeedInterval(criterion.id, *study.mean_needs[column].tolist())
    asked = asked_text(study.requirement, catalogue, need)
    has = level_text(catalogue, criterion.id, float(study.mean_bounds[row, column, 1]))
    if criterion.basis != "cell" or asked == has:
        share = percent(float(study.fits[row, column]))
        return f"{criterion.name} ({points}): it meets {share} of what is asked"
    return f"{criterion.name} ({points}): asked is {asked}; it reaches {has}"


def people_carried(study: Study, row: int) -> int:
    """Return how many people at once an option carries, to one digit, with this work for a click.

    With ordinary effort, by its capability.
    """
    able = study.mean_bounds[[row], COLUMN["scalability"], 1]
    (most,) = 10 ** (carried(study.catalogue, able) - study.heavier[row])
    return max(1, int(_rounded(float(most), _JUDGED)))


def _known_for(study: Study, option: str) -> tuple[str, ...]:
    """Return what an option's frameworks are known to go wrong with, the gravest of each."""
    parts = study.catalogue.parts(option)
    each = max(1, _RISKS // len(parts))
    frameworks = [study.catalogue.frameworks[part] for part in parts]
    return tuple(remark.text for known in frameworks for remark in known.watch_out[:each])


def finalists_sentence(study: Study) -> str:
    """Return who together come first in four of five cases.

    Or in fewer, where in the others every option misses a must. Empty where none fits and where
    one family is left and misses nothing.
    """
    verdict, catalogue = study.verdict, study.catalogue
    names = [catalogue.frameworks[family].name for family in verdict.finalists]
    if not names:
        return ""
    held = sum(family.share for family in verdict.families if family.family in verdict.finalists)
    if held < catalogue.confidence.finalists.share:
        each = "comes" if len(names) == 1 else "together come"
        return (
            f"{listed(names)} {each} first in {cases(held)}; in the others every option misses"
            " a must."
        )
    if len(verdict.families) == 1:
        return ""
    if len(names) == 1:
        return f"{names[0]} alone comes first in {cases(held)}."
    count = count_word(len(names))
    return f"{listed(names)}: the {count} that together come first in {cases(held)}."


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

    With how often they click and what that computes, on which it hangs. Empty where nobody has
    said how many, where none fits, and where files are served that no process makes.
    """
    requirement, verdict, catalogue = study.requirement, study.verdict, study.catalogue
    users = requirement.peak_concurrent_users
    if users is None or verdict.champion is None or is_static(study):
        return ""
    name = catalogue.option_name(verdict.champion)
    column, row = COLUMN["scalability"], study.options.names.index(verdict.champion)
    reach = 10 ** float(carried(catalogue, study.mean_bounds[row, column, 1]))
    at_most = plain_number(_rounded(reach, _JUDGED))
    asked = f"{people(users)} at once {'is' if users == 1 else 'are'} asked"
    ordinary = f"by its grade {name} carries some {at_most} with ordinary effort"
    found = champions_plan(study)
    if found is None:
        return f"{asked}; {ordinary}."
    planner, plan = found
    asked += f", {work_words(planner)}"
    if requirement.interaction_work is None:
        asked += ", if a click computes almost nothing"
    least = len(catalogue.parts(verdict.champion))
    if plan.processes.high <= least:
        return f"{asked}: one process of {name} is enough."
    if round(plan.processes.mid) <= least:
        return f"{asked}: {name} takes {processes_text(plan.processes)}."
    each = users / plan.processes.mid
    carries = (
        "hardly more than one person"
        if each < _SEVERAL
        else f"some {plain_number(_rounded(each, _MEASURED))} people"
    )
    return (
        f"{asked}: one process of {name} carries {carries}, so it takes"
        f" {processes_text(plan.processes)}."
    )


def cost_conditions(study: Study) -> str:
    """Return under which load the finalists' costs are reckoned; empty where nothing is."""
    found = champions_plan(study)
    if found is None:
        return ""
    unknown = study.requirement.interaction_work is None
    return work_words(found[0]) + (", a click computing almost nothing" if unknown else "")


def _rounded(number: float, digits: int) -> float:
    """Return a number with so many significant digits; none below a tenth."""
    places = digits - 1 - math.floor(math.log10(max(number, _LEAST)))
    return max(round(number, places), _LEAST)
