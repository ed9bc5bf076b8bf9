"""The page that stands alone.

What fits, how sure that is, what was asked and what is unknown, the finalists and the strongest
reasons; before all of it whatever the answers contradict and whatever even the leader breaks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from framework_compare.explain.versus import next_framework
from framework_compare.exports.report.elements import (
    Child,
    Html,
    bullets,
    element,
    marked,
    paragraph,
    table,
    together,
)
from framework_compare.exports.report.subject import Subject, day
from framework_compare.present import briefing, finalists, given, headline, places
from framework_compare.present.contributions import strong_reasons
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.results import Reason
from framework_compare.text import counted, points_text

_CONTRADICTIONS: Final = 4
"""As many are named on the first page; why, and the ways out of each, stands behind it."""
WAYS_OUT: Final = "What cannot go together, and the ways out"
"""The heading of that."""
_NOTES: Final = 200
"""Characters of notes that the first page has room for; longer ones stand behind it."""
_LINES: Final = 3
_BESIDE: Final = 345
"""Pixels beside the verdict: enough for the longest figure at the end of the longest bar."""
_FOR: Final = 2
_AGAINST: Final = 2
"""Reasons that one reads before turning the page."""


def title(subject: Subject) -> str:
    """Return the report's title."""
    name = subject.requirement.name.strip()
    return f"Python framework{f' for {name}' if name else ''}: {subject.champion}"


def first_page(subject: Subject) -> Html:
    """Return everything that somebody needs who reads one page."""
    return element(
        "section",
        element("p", f"Framework decision report, {day(subject.made_on)}", class_="above"),
        element("h1", title(subject)),
        *_warnings(subject),
        _verdict(subject),
        *_finalists(subject),
        element("div", _told(subject), _reasons(subject), class_="pair asked"),
        class_="first",
        aria_label="Summary",
    )


def _warnings(subject: Subject) -> Iterator[Html]:
    """Yield what cannot go together and what is missed by far."""
    found = subject.verdict.contradictions
    rules = subject.catalogue.contradictions
    said = [marked(each.text.removesuffix(rules[each.id].text).strip()) for each in found]
    more = len(said) - _CONTRADICTIONS
    if more > 0:
        named = counted(more, "more stands", "more stand")
        said[_CONTRADICTIONS:] = [together(f"{named[:1].upper()}{named[1:]} under “{WAYS_OUT}”.")]
    missed = [marked(each) for each in headline.breaches(subject.study)]
    for heading, lines in (("Answers that cannot go together", said), ("Missed by far", missed)):
        if lines:
            yield element("div", element("h2", heading), bullets(lines), class_="warning")


def _verdict(subject: Subject) -> Html:
    verdict, word = subject.verdict, subject.catalogue.confidence.word(subject.verdict.confidence)
    label = headline.title(verdict) if verdict.champion else "The verdict"
    leads = subject.champion if verdict.champion else word.label
    said = element(
        "div",
        paragraph(label, class_="label"),
        paragraph(leads, class_="champion"),
        paragraph(word.label if verdict.champion else "", class_="word"),
        element("p", element("strong", marked(headline.headline(subject.study)))),
        *map(marked_paragraph, _sure(subject)),
    )
    if len(verdict.families) <= 1:
        return element("div", said, class_="verdict")
    chart = subject.figures.figure(places.first_places(subject.study), width=_BESIDE)
    return element("div", said, chart, class_="verdict pair")


def _sure(subject: Subject) -> Iterator[str]:
    """Yield how sure the verdict is and why, a sentence or two each."""
    verdict, study = subject.verdict, subject.study
    if briefing.tells_nothing(subject.requirement):
        yield (
            "Nothing is known about the project yet: this is the view over all kinds of projects."
        )
    if verdict.champion is None:
        if verdict.advice:
            yield f"What would fit instead: {verdict.advice}"
        return
    yield verdict.confidence_text
    word = subject.catalogue.confidence.word(verdict.confidence)
    if verdict.confidence_text != word.text and not verdict.cross_check.lowered_from:
        yield word.text
    yield finalists.facts_sentence(study)
    if verdict.confidence != "too_close":
        yield finalists.deciding_sentence(study)


def marked_paragraph(text: str) -> Html:
    """Return a sentence of ours as a paragraph; nothing of an empty one."""
    return paragraph(marked(text)) if text else Html("")


def _finalists(subject: Subject) -> Iterator[Html]:
    """Yield the finalists in columns; nothing where none fits."""
    found = finalists.finalists_in_words(subject.study)
    if subject.verdict.champion is None:
        return
    rows: Sequence[tuple[str, list[Child]]] = (
        ("First in", [each.first.removeprefix("First in ") for each in found]),
        ("Score", [each.score.removeprefix("Score ") for each in found]),
        ("Lacks most", [each.lacks for each in found]),
        ("A month", [each.cost for each in found]),
        ("Watch out", [together(*each.risks[:1]) for each in found]),
    )
    sentence = finalists.finalists_sentence(subject.study)
    yield element("h2", "The finalists side by side")
    yield table(
        sentence or "Nothing else is left to compare it with.",
        ["Finalist", *(each.name for each in found)],
        [(name, *cells) for name, cells in rows],
        class_="finalists",
    )


def _told(subject: Subject) -> Html:
    """Return what was answered, in the words of the questions, and what is unknown."""
    requirement, catalogue = subject.requirement, subject.catalogue
    notes = "" if has_long_notes(requirement) else requirement.notes.strip()
    groups = given.given_answers(requirement, catalogue)
    left = given.left_open(requirement, catalogue)
    inert = briefing.inert_must_names(requirement, catalogue)
    return element(
        "div",
        element("h2", "What was asked"),
        *(
            paragraph(element("strong", f"{name}."), " ", "; ".join(answers))
            for name, answers in groups
        ),
        paragraph("" if groups else "Nothing was answered."),
        paragraph(element("strong", "Notes."), " ", notes, class_="typed") if notes else Html(""),
        paragraph(element("strong", "Unknown,"), f" so every plausible answer counts: {left}.")
        if left
        else Html(""),
        *(
            paragraph(f"“{name}” is marked as a must but not answered, so it rules nothing out.")
            for name in inert
        ),
    )


def has_long_notes(requirement: Requirement) -> bool:
    """Return whether the notes need room of their own."""
    return len(requirement.notes.strip()) > _NOTES or requirement.notes.count("\n") > _LINES


def _reasons(subject: Subject) -> Html:
    """Return the strongest reasons, or where none fits the least that would have to give."""
    against = next_framework(subject.study)
    if subject.verdict.champion is None:
        return element(
            "div",
            element("h2", "The least that would have to give"),
            bullets(marked(item.text) for item in subject.verdict.relaxations),
        )
    if against is None:
        return Html("")
    rival = subject.catalogue.option_name(against.rival)
    strong = strong_reasons(against)
    return element(
        "div",
        element("h2", "Strongest reasons, in points of 100"),
        *_some(subject, f"For {subject.champion}", [r for r in strong if r.points > 0][:_FOR]),
        *_some(subject, f"For {rival}", [r for r in strong if r.points <= 0][:_AGAINST]),
    )


def _some(subject: Subject, name: str, reasons: Sequence[Reason]) -> Iterator[Html]:
    if reasons:
        yield paragraph(element("strong", name))
        yield bullets(
            together(
                element("strong", subject.catalogue.row_name(reason.criterion)),
                f" {points_text(reason.points)}. ",
                marked(reason.brief),
            )
            for reason in reasons
        )
