"""The decision record: what a team keeps beside its code.

It is Markdown after MADR 4, with its headings: context, drivers, options, the outcome with what
follows from it, pros and cons, and where it came from. What people typed stays text in it,
whatever it looks like.

References
----------
Markdown Architectural Decision Records, version 4: https://adr.github.io/madr/
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from framework_compare.errors import Problem, RequirementError, one_of, shown
from framework_compare.exports.markdown import (
    INDENT,
    bullets,
    literal,
    quoted,
    said,
    section,
    table,
)
from framework_compare.exports.record_options import pros_and_cons
from framework_compare.exports.record_outcome import (
    Decision,
    confirmation,
    consequences,
    costs,
    further,
    outcome,
    what_to_build,
)
from framework_compare.present.asked import asked_rows
from framework_compare.present.briefing import inert_must_names, must_names
from framework_compare.present.given import given_answers, open_questions, own_frameworks
from framework_compare.present.weights import weights_in_words
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.results import Flip, MustHave, Verdict
from framework_compare.scoring.study import Study
from framework_compare.text import count_word, counted, listed, percent
from framework_compare.vocabulary import COLUMN, CRITERIA

_DRIVERS: Final = 5
"""The heaviest criteria are named."""
_FRONT: Final = """---
status: proposed
date: "{to fill in: the day of the decision, as YYYY-MM-DD}"
decision-makers: "{to fill in: everyone involved in the decision}"
consulted: "{to fill in: everyone whose opinion was sought}"
informed: "{to fill in: everyone who is kept up to date}"
---"""


def decision_record(
    study: Study,
    requirement: Requirement,
    flips: Sequence[Flip] = (),
    link: str = "",
    option: str | None = None,
) -> str:
    """Return the decision record as one Markdown document.

    Parameters
    ----------
    study
        what was found.
    requirement
        the same answers, with the name and the notes, which no study needs.
    flips
        answers, weights and facts that would change the champion, nearest first.
    link
        address that reopens exactly this requirement.
    option
        what was chosen; the champion where None.

    Returns
    -------
    str
        ends with a line break; the same for the same arguments.

    Raises
    ------
    RequirementError
        where the option is none of those that were compared.
    """
    if option is not None and option not in study.options.names:
        allowed = f"{one_of(study.options.names)}, got {shown(option)}"
        raise RequirementError([Problem("", "option", allowed)])
    made = Decision(study, option or study.champion, tuple(flips))
    name = made.name or _nobody(study)
    subject = f" for {literal(requirement.name)}" if literal(requirement.name) else ""
    parts = [
        _FRONT,
        f"# Python framework{subject}: {said(name)}",
        *section(2, "Context and Problem Statement", _context(study, requirement)),
        *section(2, "Decision Drivers", [bullets(_drivers(study))]),
        *section(2, "Considered Options", _options(study, made.option)),
        *section(2, "Decision Outcome", outcome(made, name)),
        *section(3, "Consequences", [bullets(consequences(made))]),
        *section(3, "What to Build", [bullets(what_to_build(made))]),
        *section(3, "Costs for the Load Asked", costs(made)),
        *section(3, "Confirmation", confirmation(made)),
        *section(2, "Pros and Cons of the Options", pros_and_cons(study, made.option)),
        *section(2, "More Information", further(made, link)),
    ]
    return "\n\n".join(parts) + "\n"


def _nobody(study: Study) -> str:
    """Return that none of what was compared is chosen: ``none of the ten``."""
    frameworks = study.options.frameworks
    if len(frameworks) == 1:
        return f"not {study.catalogue.option_name(frameworks[0])}"
    none = "neither" if len(frameworks) == 2 else "none"
    return f"{none} of the {count_word(len(frameworks))}"


def _context(study: Study, requirement: Requirement) -> Iterator[str]:
    catalogue = study.catalogue
    what = literal(requirement.name) or "this product"
    yield (
        f"Which Python framework, or which two of them together, is {what} to be built with? By"
        f" evidence as of {catalogue.model.as_of.isoformat()},"
        f" {counted(len(study.options), 'option was', 'options were')} compared."
    )
    contradictions = "\n".join(_contradictions(study.verdict))
    if contradictions:
        yield "**Some answers cannot go together.** They are taken as they stand in what follows."
        yield contradictions
    answered = [said(each) for each in _answered(study, requirement)]
    if answered:
        yield "What was answered:"
        yield bullets(answered)
    else:
        yield "Nothing was answered about the project; this is the view over all kinds of projects."
    unknown = open_questions(requirement, catalogue)
    if unknown:
        yield said(f"Not known, and varied over all that is plausible: {listed(unknown)}.")
    notes = quoted(requirement.notes)
    if notes:
        yield "Notes:"
        yield notes


def _contradictions(verdict: Verdict) -> Iterator[str]:
    """Yield what does not go together, each with the ways out under it."""
    for found in verdict.contradictions:
        yield f"- {said(found.text)}"
        yield from (
            f"{INDENT}- Without “{said(way.label)}”: {said(way.text)}" for way in found.take_back
        )


def _answered(study: Study, requirement: Requirement) -> Iterable[str]:
    """Yield every answer in the words on the screen; weights are drivers."""
    unweighted = requirement.with_answers(weights={})
    for _, answers in given_answers(unweighted, study.catalogue):
        yield from answers


def _drivers(study: Study) -> Iterator[str]:
    verdict, catalogue = study.verdict, study.catalogue
    asked = [row["Asked for"] for row in asked_rows(study)]
    heaviest = sorted(CRITERIA, key=lambda each: -study.weights[COLUMN[each]])[:_DRIVERS]
    for criterion in heaviest:
        weight, name = (
            percent(study.weights[COLUMN[criterion]]),
            catalogue.criterion(criterion).name,
        )
        yield said(f"{name}: weight {weight}; asked: {asked[COLUMN[criterion]]}")
    for own in weights_in_words(verdict.requirement, catalogue):
        yield said(f"Weight set by the team: {own}")
    for must in verdict.musts:
        names = must_names(must, verdict, catalogue)
        yield said(f"Must-have: {must.text}. {_failing(must)}{'; ' * bool(names)}{names}.")
    for inert in inert_must_names(verdict.requirement, catalogue):
        yield said(f"Marked as a must but not answered, so it rules nothing out: {inert}")
    if study.precedent.any():
        most = round(-float(study.precedent.min()))
        yield f"What comparable teams took, which takes up to {most} of 100 points from an option"


def _failing(must: MustHave) -> str:
    if not must.failed:
        return "No option fails it"
    return f"{counted(len(must.failed), 'option fails', 'options fail')} it".capitalize()


def _options(study: Study, chosen: str | None) -> Iterator[str]:
    verdict, catalogue = study.verdict, study.catalogue
    yield bullets(map(said, _families(study)))
    yield from map(said, own_frameworks(catalogue, study.options.frameworks))
    if study.requirement.considered:
        yield "Only what is on the shortlist was compared."
    rows = []
    for standing in verdict.ranking:
        name = said(catalogue.option_name(standing.option))
        shown_name = f"**{name}**" if standing.option == chosen else name
        place = f"{standing.rank_low} to {standing.rank_high}"
        often = percent(standing.p_best, certain=False)
        rows.append((shown_name, f"{standing.score:.1f}", often, place))
    if rows:
        yield table(
            ("Option", "Score of 100", "Comes first in", "Rank, 5th to 95th percentile"), rows
        )
    if verdict.excluded:
        yield "Ruled out:"
        yield bullets(
            said(f"{catalogue.option_name(item.option)}: {item.reason}")
            for item in verdict.excluded
        )


def _families(study: Study) -> Iterator[str]:
    """Yield each framework with the services that it was considered with."""
    names = study.catalogue.frameworks
    for framework in study.options.frameworks:
        services = [
            names[service].name
            for screens, service in study.options.parts
            if screens == framework != service
        ]
        behind = f", alone or with {listed(services, 'or')} behind it" if services else ""
        yield f"{names[framework].name}{behind}"
