"""How a verdict is made, in five steps, each with what it comes to for one project."""

from __future__ import annotations

from typing import Final, NamedTuple

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.present import ledger
from framework_compare.present.theme import FIT
from framework_compare.scoring.results import Verdict
from framework_compare.scoring.study import Study
from framework_compare.text import cases, counted
from framework_compare.vocabulary import CRITERIA

_TOLD: Final = (
    (
        "Your answers become needs",
        "Each answer moves what you ask for on fixed scales from 0 to 100. What you leave open"
        " stays a range, depending on goal and audience.",
    ),
    (
        "Evidence becomes capabilities",
        "Each framework has a capability on the same scales: a range, with its source, its release"
        " and its date. What is not known may lie anywhere on the scale.",
    ),
    (
        "Fit is what is met",
        "Falling short costs; more than you ask for earns nothing. The best framework is not the"
        " most powerful one, but the one that meets your goals.",
    ),
    (
        "The score is a weighted mean of fits",
        "It decides the order. Options that fail a must-have are out before. A load, a date or a"
        " place that is missed by far, lost code and a second stack take off more; without a"
        " shortlist, what comparable teams took counts, too.",
    ),
    (
        "Confidence comes from doubt",
        "Weights, needs, capabilities and reasons that nobody stated vary together, over many"
        " plausible cases. How often each family of options comes first gives the word, by"
        " thresholds that were set on real decisions.",
    ),
)
_LIMITS: Final = (
    (
        "**Your answers and the evidence** are all that it knows; politics and contracts are not in"
        " it."
    ),
    (
        "**Judged grades** would differ between graders. The ranges are there for that, and every"
        " entry says whether it is judged."
    ),
    (
        "**Weights** are learnt from what teams took, not from what was right. A lead that hangs on"
        " their exact size is never called clear."
    ),
    ("**Strengths make up for weaknesses,** since fits are added, unless you mark a must-have."),
    (
        "**Evidence ages.** Its range widens with its age, but a new release can overturn it"
        " overnight."
    ),
    (
        "**Real decisions that are public** are not typical of all teams; the page Evidence says"
        " how many there are, and lists every miss."
    ),
)


class Step(NamedTuple):
    """One step of the calculation."""

    title: str
    text: str
    here: str
    """What it comes to for the project."""


def steps(study: Study) -> tuple[Step, ...]:
    """Return the five steps, each with what it comes to for the project of a study."""
    verdict, catalogue = study.verdict, study.catalogue
    here = (
        _moved(verdict),
        f"{len(ledger.rows(catalogue)):,} entries and {len(catalogue.sources)} sources.",
        _met(verdict, catalogue),
        _scored(verdict, catalogue),
        _sure(verdict, catalogue),
    )
    return tuple(Step(*told, said) for told, said in zip(_TOLD, here, strict=True))


def limits() -> tuple[str, ...]:
    """Return what a verdict cannot do, one sentence or two each."""
    return _LIMITS


def _moved(verdict: Verdict) -> str:
    fields = {move.field for move in verdict.moves}
    scales = {move.criterion for move in verdict.moves}
    if not fields:
        return "No answer has moved a need yet."
    answers = counted(len(fields), "answer moves", "answers move")
    of_all = f"{counted(len(scales), 'scale', 'scales')} of {len(CRITERIA)}"
    return f"{answers[:1].upper()}{answers[1:]} {of_all}."


def _met(verdict: Verdict, catalogue: Catalogue) -> str:
    if verdict.champion is None:
        return "No option is left to be measured against what you ask for."
    least = FIT[0][1]
    met = sum(round(fit, 3) >= least for fit in verdict.standing(verdict.champion).fits)
    name = catalogue.option_name(verdict.champion)
    return f"{name} meets what is asked on {met} of {len(CRITERIA)} criteria."


def _scored(verdict: Verdict, catalogue: Catalogue) -> str:
    if verdict.champion is None:
        return "Every option fails a must-have."
    said = (
        f"{catalogue.option_name(verdict.champion)} has"
        f" {verdict.standing(verdict.champion).score:.1f} of 100 points"
    )
    if verdict.runner_up is None:
        return f"{said}."
    second = verdict.standing(verdict.runner_up).score
    return f"{said}, {catalogue.option_name(verdict.runner_up)} {second:.1f}."


def _sure(verdict: Verdict, catalogue: Catalogue) -> str:
    word = catalogue.confidence.word(verdict.confidence).label.lower()
    if not verdict.families:
        return f"The word is “{word}”."
    first = verdict.families[0]
    name = catalogue.frameworks[first.family].name
    return f"{name} comes first in {cases(first.share)}: “{word}”."
