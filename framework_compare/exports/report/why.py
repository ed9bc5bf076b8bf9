"""Why it leads and how sure that is; before that what cannot go together, after it the musts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from framework_compare.explain.versus import next_framework
from framework_compare.exports.report.elements import (
    Html,
    bullets,
    element,
    marked,
    paragraph,
    section,
    table,
    together,
)
from framework_compare.exports.report.figures import HALF
from framework_compare.exports.report.first_page import (
    WAYS_OUT,
    has_long_notes,
    marked_paragraph,
)
from framework_compare.exports.report.subject import Subject
from framework_compare.present import (
    briefing,
    contributions,
    finalists,
    headline,
    places,
)
from framework_compare.present.drawing import short_name
from framework_compare.scoring.results import Reason
from framework_compare.text import counted, points_text

_REASONS: Final = 4


def notes(subject: Subject) -> Html:
    """Return the notes where the first page had no room for them."""
    if not has_long_notes(subject.requirement):
        return Html("")
    return section(
        "Notes", paragraph(subject.requirement.notes.strip(), class_="typed"), id="notes"
    )


def contradictions(subject: Subject) -> Html:
    """Return every contradiction with why it is one and the ways out."""
    return section(
        WAYS_OUT,
        bullets(
            together(
                marked(found.text),
                *(
                    together(" ", element("em", f"Without “{way.label}”:"), f" {way.text}")
                    for way in found.take_back
                ),
            )
            for found in subject.verdict.contradictions
        ),
        id="contradictions",
    )


def why(subject: Subject) -> Html:
    """Return what speaks for the champion and what against it, and how often it comes first."""
    catalogue, against = subject.catalogue, next_framework(subject.study)
    if subject.verdict.champion is None:
        return Html("")
    if against is None:
        return section("How sure that is", *_sure(subject), id="sure")
    rival = catalogue.option_name(against.rival)
    strong = contributions.strong_reasons(against)
    enough = "Enough together" if len(against.sufficient) > 1 else "Enough on its own"
    named = ", ".join(catalogue.row_name(row) for row in against.sufficient)
    said = element(
        "div",
        *_reasons(subject, subject.champion, [r for r in strong if r.points > 0]),
        *_reasons(subject, rival, [r for r in strong if r.points <= 0]),
        paragraph(
            element("strong", f"{enough}:"), f" {named}. That outweighs everything against it."
        )
        if named
        else Html(""),
    )
    bars = subject.figures.figure(contributions.drawing(subject.study), width=HALF)
    reasons = section(
        f"Why {subject.champion} rather than {rival}",
        marked_paragraph(headline.next_sentence(subject.study)),
        element("div", said, bars, class_="pair"),
        id="why",
        class_="whole",
    )
    return together(reasons, section("How sure that is", *_sure(subject), id="sure"))


def _reasons(subject: Subject, name: str, reasons: Sequence[Reason]) -> Iterator[Html]:
    if reasons:
        yield element("h3", f"For {name}")
        yield bullets(
            together(
                element("strong", subject.catalogue.row_name(reason.criterion)),
                f" {points_text(reason.points)}. ",
                marked(reason.text),
            )
            for reason in reasons[:_REASONS]
        )


def _sure(subject: Subject) -> Iterator[Html]:
    """Yield how often each option takes which place."""
    load = finalists.load_sentence(subject.study)
    yield subject.figures.figure(
        places.all_places(subject.study),
        note=f"A case is one draw of weights, needs, evidence and the reasons that nobody stated,"
        f" all at once; {subject.verdict.draws:,} were drawn.",
    )
    yield marked_paragraph(load)


def musts(subject: Subject) -> Html:
    """Return every must-have with what it costs, and who is out for which reason."""
    verdict, catalogue = subject.verdict, subject.catalogue
    if not verdict.musts:
        return Html("")
    rows = briefing.must_rows(subject.study)
    undecided = [
        together(element("strong", f"{must.text}."), f" {names[:1].upper()}{names[1:]}.")
        for must in verdict.musts
        if (names := briefing.must_names(must, verdict, catalogue))
    ]
    return section(
        "Must-haves",
        table(
            "How many options meet each must-have",
            [str(column) for column in rows.columns],
            [[str(cell) for cell in row] for row in rows.itertuples(index=False)],
            scrolls="How many options meet each",
        ),
        bullets(undecided),
        paragraph(
            "In brackets: the share of plausible cases in which it meets all its musts.",
            class_="small",
        )
        if undecided
        else Html(""),
        *_excluded(subject),
        id="musts",
    )


def _excluded(subject: Subject) -> Iterator[Html]:
    """Yield the options that are out, those with the same reason together."""
    names: dict[str, list[str]] = {}
    for item in subject.verdict.excluded:
        names.setdefault(item.reason, []).append(short_name(item.option, subject.catalogue))
    if names:
        count = counted(len(subject.verdict.excluded), "option is", "options are")
        yield element("h3", f"{count[:1].upper()}{count[1:]} out")
        yield bullets(
            together(element("strong", f"{reason[:1].upper()}{reason[1:]}."), f" {', '.join(out)}.")
            for reason, out in names.items()
        )
