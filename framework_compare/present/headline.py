"""The verdict in one sentence that can be repeated, and what it would break."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from framework_compare.explain.information import deciding_question
from framework_compare.explain.versus import next_framework
from framework_compare.present.finalists import people_carried
from framework_compare.scoring.binding import DATE, LOAD, taken
from framework_compare.scoring.results import Verdict
from framework_compare.scoring.study import Study
from framework_compare.text import count_word, listed, plain_number, short
from framework_compare.vocabulary import COLUMN, Confidence, CriterionId

_NAMED: Final = 3
"""Finalists that a sentence names; the others stand below it."""
_EVEN: Final = 0.5
"""A must that is met less often than this is probably missed."""
_FEW_MUSTS: Final = {1: "the must", 2: "both musts"}
_SURE: Final[tuple[Confidence, ...]] = ("clear", "leaning")
"""Words with which one option may be called the best."""
_NOTICED: Final = 1.0
"""Points beyond any weight from which an answer counts as missed by far."""


def headline(study: Study) -> str:
    """Return the verdict as a director can repeat it."""
    verdict, catalogue = study.verdict, study.catalogue
    if verdict.champion is None:
        return _nothing(study)
    name, champion = catalogue.option_name(verdict.champion), verdict.standing(verdict.champion)
    if champion.meets < _EVEN:
        return f"{name} scores highest, but probably misses a must-have.{_likeliest(study)}"
    if verdict.confidence == "not_enough_evidence":
        return f"{name} for now; what its lead rests on is not known."
    if verdict.confidence == "too_close":
        return _race(study)
    word = "clear" if verdict.confidence == "clear" else "leaning, not clear"
    against = next_framework(study)
    if against is None:
        return f"{name}; nothing else is left to compare it with."
    return f"{name}, ahead of {catalogue.option_name(against.rival)}; {word}."


def next_sentence(study: Study) -> str:
    """Return who follows: by score, and of the other frameworks; empty where nobody does."""
    verdict, catalogue, against = study.verdict, study.catalogue, next_framework(study)
    if verdict.runner_up is None or against is None:
        return ""
    second = catalogue.option_name(verdict.runner_up)
    lead = f"{_behind(study, verdict.runner_up)} points of 100"
    if against.rival == verdict.runner_up:
        return f"Next is {second}, {lead} behind."
    return (
        f"Next by score is {second}, {lead} behind; of the other frameworks"
        f" {catalogue.option_name(against.rival)} comes first most often, and is"
        f" {_behind(study, against.rival)} behind."
    )


def _behind(study: Study, option: str) -> str:
    """Return how far an option is behind, as the two scores on screen have it."""
    scores = [study.verdict.standing(each).score for each in (study.champion or "", option)]
    return f"{round(scores[0], 1) - round(scores[1], 1):.1f}"


def title(verdict: Verdict) -> str:
    """Return what the champion may be called."""
    if len(verdict.families) == 1 and not verdict.excluded:
        return "The only option"
    return "Best fit" if verdict.confidence in _SURE else "Highest score"


def _nothing(study: Study) -> str:
    """Return that nothing fits, and the least that would have to give."""
    musts, least = study.verdict.musts, study.verdict.relaxations
    asked = _FEW_MUSTS.get(len(musts), f"all {count_word(len(musts))} musts")
    way = f" {least[0].text}" if least else ""
    return f"No option meets {asked}.{way}"


def _family(study: Study) -> str:
    return study.options.family(study.order[0])


def _likeliest(study: Study) -> str:
    """Return who comes first most often, where that is another than the highest score."""
    first = study.verdict.families[0].family
    if first == _family(study):
        return ""
    return f" {study.catalogue.frameworks[first].name} comes first most often."


def _race(study: Study) -> str:
    """Return the finalists and the question that parts the first two."""
    names = [study.catalogue.frameworks[each].name for each in study.verdict.finalists]
    if len(names) == 1:
        return f"{names[0]}, but not often enough to rely on: too close to call."
    others = ["another"] * (len(names) > _NAMED)
    among, found = listed([*names[:_NAMED], *others], "or"), deciding_question(study)
    if found is None:
        return f"{among}: too close to call, and no open question parts them."
    apart = "them" if len(names) == 2 else f"{names[0]} and {names[1]}"
    if found.item:
        return f"{among}; what parts {apart} is whether “{found.label}” is needed."
    asked = study.catalogue.questions[found.field].text
    return f"{among}; what parts {apart} is the answer to “{asked}”"


def breaches(study: Study) -> tuple[str, ...]:
    """Return which answers the champion misses by far, each in a sentence or two."""
    if study.champion is None:
        return ()
    beyond = study.beyond[study.order[0]]
    missed = [say(study) for each, say in _SAID.items() if beyond[COLUMN[each]] >= _NOTICED]
    return tuple(filter(None, missed))


def _name(study: Study) -> str:
    return study.catalogue.option_name(study.options.names[study.order[0]])


def _crowd(study: Study) -> str:
    asked = plain_number(getattr(study.requirement, LOAD))
    most = plain_number(people_carried(study, study.order[0]))
    return (
        f"**{asked} people at once are asked.** By its grade {_name(study)} carries some {most}"
        " with ordinary effort, and no option that is left comes out better."
    )


def _date(study: Study) -> str:
    asked = getattr(study.requirement, DATE)
    speed = study.mean_bounds[[study.order[0]], COLUMN["development_speed"], 1]
    (weeks,) = 10 ** taken(study.catalogue, speed)
    unit = "week is" if asked == 1 else "weeks are"
    return (
        f"**{plain_number(asked)} {unit} asked.** A first version takes some"
        f" {short(float(weeks), 2)} weeks with {_name(study)}, and no option that is left comes out"
        " better."
    )


def _places(study: Study) -> str:
    """Return which of the asked places the champion has no documented way to; empty where none."""
    champion, column = study.order[0], COLUMN["hosting_fit"]
    least = study.catalogue.model.must.level / 2
    places = [
        study.catalogue.answer_label("hosting", host)
        for host in study.requirement.hosting
        if study.answering(hosting=[host]).mean_bounds[champion, column, 1] < least
    ]
    if not places:
        return ""
    where = f"**No documented way leads {_name(study)} to {listed(places)}.**"
    return f"{where} It leads all the same: no option that runs there comes out better."


_SAID: Final[dict[CriterionId, Callable[[Study], str]]] = {
    "scalability": _crowd,
    "development_speed": _date,
    "hosting_fit": _places,
}
"""What is said of each answer that binds."""
