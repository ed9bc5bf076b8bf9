"""The story for a room, one screen a step: a sentence, a few lines, at most one chart.

Each says what the pages say, in fewer words; nothing is told here that a page does not tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final

from framework_compare.capacity.planning import planner_of
from framework_compare.capacity.workload import assumed
from framework_compare.explain.answers import answer_flips
from framework_compare.explain.versus import next_framework
from framework_compare.present import contributions, costs, finalists, given, headline, places
from framework_compare.present.architecture import architecture_lines
from framework_compare.present.briefing import nearest_flips, risks, tells_nothing
from framework_compare.present.drawing import Drawing
from framework_compare.present.precedents import Taken, Told
from framework_compare.scoring.study import Study
from framework_compare.text import count_word, listed, points_text

_FEW: Final = 4
"""Lines that are read from the back of a room."""
_NEAR: Final = 2
_LARGER: Final = 1.5
"""How much larger a chart's words and lengths are than on a page."""
_TALLEST: Final = 440
"""Pixels that a chart may grow to: with its title and axis it still fits below a heading."""
_LENGTHS: Final = frozenset(
    {
        *("fontSize", "labelFontSize", "titleFontSize", "lineHeight"),
        *("labelLimit", "titleLimit", "limit", "labelPadding", "titlePadding"),
        *("dx", "dy", "offset", "size", "strokeWidth"),
    }
)
"""Keys of a specification whose number is a length on the screen."""


Line = tuple[str, str]
"""What a line is about, which may be empty, and what it says: both plain text."""


@dataclass(frozen=True, slots=True)
class Slide:
    """One screen."""

    says: str
    """What is to be remembered."""
    lines: tuple[Line, ...] = ()
    drawing: Drawing | None = None
    note: str = ""


STEPS: Final[dict[str, str]] = {
    "asked": "What is asked",
    "verdict": "The verdict",
    "finalists": "Who is in the race",
    "reasons": "Why",
    "risks": "What could go wrong",
    "change": "What would change it",
    "costs": "What it costs",
    "others": "What others took",
    "next": "What to do next",
}
"""The steps of the story by their words in a link, in their order."""
_WITHOUT_CHAMPION: Final = ("asked", "verdict", "others", "next")


def steps_of(study: Study) -> tuple[str, ...]:
    """Return the steps of a project's story: fewer where nothing fits or nothing follows."""
    if study.champion is None:
        return _WITHOUT_CHAMPION
    alone = next_framework(study) is None
    return tuple(step for step in STEPS if not (alone and step == "reasons"))


def asked(study: Study) -> Slide:
    """Return what the project is and what is open."""
    requirement, catalogue = study.requirement, study.catalogue
    left = given.left_open(requirement, catalogue)
    lines = (
        (title, "; ".join(answers))
        for title, answers in given.given_answers(requirement, catalogue)
    )
    return Slide(
        catalogue.answer_label("goal", requirement.goal) if requirement.goal else "A data product",
        (("", "Nothing is known of it yet."),) if tells_nothing(requirement) else tuple(lines),
        note=f"Not told, so every plausible answer counts: {left}." if left else "",
    )


def verdict(study: Study) -> Slide:
    """Return the verdict as it can be repeated, and how often who comes first."""
    found = study.verdict
    if study.champion is None:
        least = _unled(item.text for item in found.relaxations)
        return Slide(headline.headline(study), least, note=found.advice)
    return Slide(
        headline.headline(study),
        _unled([found.confidence_text]),
        larger(places.first_places(study)),
    )


def race(study: Study) -> Slide:
    """Return the finalists, a line each."""
    found = finalists.finalists_in_words(study)
    says = finalists.finalists_sentence(study) or "Nothing else is left to compare it with."
    lines = [
        (each.name, f"{each.first}, {_lower(each.score)}. Lacks most: {each.lacks}.")
        for each in found[:_FEW]
    ]
    return Slide(says, tuple(lines))


def reasons(study: Study) -> Slide:
    """Return what speaks for the champion against the next framework, and what against it."""
    catalogue, against = study.catalogue, next_framework(study)
    if against is None or study.champion is None:
        return Slide("Nothing else is left to compare it with.")
    names = [catalogue.option_name(option) for option in (study.champion, against.rival)]
    strong = contributions.strong_reasons(against)
    lines = [
        (f"{catalogue.row_name(reason.criterion)}, {points_text(reason.points)}", reason.text)
        for reason in strong[:_FEW]
    ]
    return Slide(
        f"Why {names[0]} rather than {names[1]}",
        tuple(lines),
        larger(contributions.drawing(study)),
    )


def dangers(study: Study) -> Slide:
    """Return what the answers contradict, what is missed by far, and the champion's risks."""
    against = [found.text for found in study.verdict.contradictions]
    missed = [sentence.replace("**", "") for sentence in headline.breaches(study)]
    name = study.catalogue.option_name(study.champion or "")
    return Slide(f"What could go wrong with {name}", _unled([*against, *missed, *risks(study)]))


def change(study: Study) -> Slide:
    """Return the nearest answers that would turn it, and the question to settle first."""
    flips = nearest_flips(answer_flips(study))[:_FEW]
    count = "Any one of these alone" if len(flips) > 1 else "This alone"
    says = f"{count} would turn it" if flips else "No single other answer turns it"
    said = _unled(flip.text for flip in flips)
    return Slide(says, said, note=finalists.deciding_sentence(study))


def price(study: Study) -> Slide:
    """Return what the finalists cost a month over the people at once."""
    workload, prices = assumed(study.requirement, study.catalogue.capacity)
    best = [each.best for each in study.verdict.families[: finalists_shown(study)]]
    planner = planner_of(study.catalogue, workload, prices, best)
    options = tuple(option for option in best if not planner.missing(option))
    found = finalists.finalists_in_words(study)
    lines = [(each.name, f"{each.cost}.") for each in found[:_FEW]]
    drawing = costs.drawing(study.catalogue, workload, prices, options, None) if options else None
    told = bool(study.requirement.peak_concurrent_users)
    return Slide(
        "What a month costs" if told else "What a month would cost; the load is assumed",
        tuple(lines),
        larger(drawing) if drawing else None,
        note="In brackets nine of ten results; prices are stated on Capacity and cost.",
    )


def finalists_shown(study: Study) -> int:
    """Return how many families the finalists' page shows, so that both name the same."""
    return len(finalists.finalists_in_words(study))


def others(taken: Taken | None, near: Sequence[Told]) -> Slide:
    """Return what comparable teams took, and the decisions most like this one."""
    if taken is None:
        return Slide("Say what it mainly is, and this shows what such teams took.")
    lines = [
        (
            told.title + (f" rather than {told.rather_than}" if told.rather_than else ""),
            told.reasons,
        )
        for told in near[:_NEAR]
    ]
    return Slide(
        taken.sentence,
        tuple(lines),
        larger(taken.drawing) if taken.drawing else None,
        note="That is what teams did, not what was right.",
    )


def onwards(study: Study) -> Slide:
    """Return what to build first and what to find out."""
    if study.champion is None:
        musts = len(study.verdict.musts)
        which = "the must" if musts == 1 else f"one of the {count_word(musts)} musts"
        return Slide(f"Decide whether {which} can give")
    name = study.catalogue.option_name(study.champion)
    close = study.verdict.confidence == "too_close"
    among = [study.catalogue.frameworks[each].name for each in study.verdict.finalists]
    says = (
        f"Try {listed(among[:_FEW], 'and')} on one screen each"
        if close and len(among) > 1
        else f"Start with {name}"
    )
    return Slide(says, _unled(architecture_lines(study)))


def larger(drawing: Drawing) -> Drawing:
    """Return a chart whose words are read from the back of a room: every length grows alike."""
    spec = _grown(drawing.spec)
    if isinstance(spec.get("height"), int | float):
        spec["height"] = min(round(spec["height"] * _LARGER), max(spec["height"], _TALLEST))
    return replace(drawing, spec=spec)


def _grown(part: Any, *, data: bool = False) -> Any:
    """Return a part of a specification with its lengths grown; rows of data stay as they are."""
    if isinstance(part, dict):
        return {
            key: round(value * _LARGER, 2)
            if not data and key in _LENGTHS and type(value) in (int, float)
            else _grown(value, data=data or key in ("data", "datasets", "values"))
            for key, value in part.items()
        }
    if isinstance(part, list):
        return [_grown(item, data=data) for item in part]
    return part


def _unled(texts: Iterable[str]) -> tuple[Line, ...]:
    """Return the first texts as lines about nothing but themselves."""
    return tuple(("", text) for text in islice(texts, _FEW))


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


_OF_STUDY: Final[dict[str, Callable[[Study], Slide]]] = {
    "asked": asked,
    "verdict": verdict,
    "finalists": race,
    "reasons": reasons,
    "risks": dangers,
    "change": change,
    "costs": price,
    "next": onwards,
}
"""The steps that need nothing but the study."""


def slide(study: Study, step: str) -> Slide:
    """Return one of the steps that need nothing but the study."""
    return _OF_STUDY[step](study)
