"""What the verdict rests on: real decisions, evidence, method, and where all of it came from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from framework_compare.decisions.likeness import FEWEST_SHARED
from framework_compare.explain.versus import leaders, next_framework
from framework_compare.exports.provenance import provenance
from framework_compare.exports.report.elements import (
    Child,
    Html,
    bullets,
    element,
    link,
    marked,
    paragraph,
    section,
    table,
    together,
)
from framework_compare.exports.report.figures import HALF
from framework_compare.exports.report.first_page import marked_paragraph
from framework_compare.exports.report.subject import Subject, day
from framework_compare.present import precedents, steps
from framework_compare.present.cells import Behind, cell_evidence
from framework_compare.present.headline import headline
from framework_compare.scoring.study import Study
from framework_compare.text import KINDS, count_word, counted, listed, percent
from framework_compare.vocabulary import COLUMN, CriterionId

_NEAREST: Final = 3
_CRITERIA: Final = 5
"""Criteria whose evidence is listed: those on which most points hang."""
_PIECES: Final = 2
"""Entries of one option on one criterion; a criterion of many items has the more of them."""


def decisions(subject: Subject) -> Html:
    """Return what comparable teams took, and the nearest decisions with their sources."""
    catalogue, likeness = subject.catalogue, subject.likeness
    found = precedents.taken(subject.requirement.goal, likeness.cases, catalogue)
    if found is None:
        return Html("")
    said = element(
        "div",
        marked_paragraph(found.sentence),
        paragraph(
            "That is what teams did, not what was right: people write up leaving a framework more"
            " often than staying.",
            class_="small",
        ),
    )
    bars = (subject.figures.figure(found.drawing, width=HALF),) if found.drawing is not None else ()
    near = precedents.nearest(subject.requirement, likeness, catalogue)
    return section(
        "Real decisions like this one",
        element("div", said, *bars, class_="pair") if bars else said,
        *(_near(subject, near[:_NEAREST]) if near else [_nothing_near()]),
        id="decisions",
    )


def _nothing_near() -> Html:
    shared = count_word(FEWEST_SHARED)
    return paragraph(
        f"Nothing is near: no recorded decision of this kind shares {shared} facts with this"
        " project beyond the goal that outweigh what differs."
    )


def _near(subject: Subject, near: tuple[precedents.Told, ...]) -> Iterator[Html]:
    yield table(
        "The nearest decisions by what both state; they move no score",
        ["Taken", "What decided", "The same", "Different"],
        [_row(subject, told) for told in near],
        class_="near",
    )


def _row(subject: Subject, told: precedents.Told) -> list[Child]:
    rather = f" rather than {told.rather_than}" if told.rather_than else ""
    cited = subject.notes.cite_page(f"{told.title}: {told.source}", told.address, told.when)
    return [
        together(element("strong", told.title), rather, cited),
        together(element("div", told.summary), element("div", told.reasons)),
        "; ".join(told.same),
        "; ".join(told.different),
    ]


def evidence(subject: Subject) -> Html:
    """Return the entries behind the criteria that part the two leading options most."""
    options = leaders(subject.study)
    if not options:
        return Html("")
    heads = [
        element("th", name, scope="col")
        for name in ("Of", "What", "Value and kind", "Why", "Sources")
    ]
    bodies = [
        _body(subject, criterion, points, options) for criterion, points in _deciding(subject)
    ]
    return section(
        "The evidence that it rests on most",
        element(
            "table",
            element(
                "caption",
                "Entries behind the criteria on which most points hang, of the two that lead;"
                " values are points of 100 with their range, or whether a framework has it",
            ),
            element("thead", element("tr", *heads)),
            *bodies,
            class_="evidence",
        ),
        id="evidence",
    )


def _deciding(subject: Subject) -> list[tuple[CriterionId, str]]:
    """Return the criteria on which most points hang, each with what hangs on it."""
    study, against = subject.study, next_framework(subject.study)
    if against is None:
        heavy = sorted(COLUMN, key=lambda criterion: -study.weights[COLUMN[criterion]])
        return [
            (each, f"{percent(float(study.weights[COLUMN[each]]))} of the weight")
            for each in heavy[:_CRITERIA]
        ]
    points = {item.criterion: item.points for item in against.contributions}
    parting = sorted(
        (each for each in COLUMN if round(points.get(each, 0.0))),
        key=lambda each: -abs(points[each]),
    )
    return [(each, _parts(study, points[each])) for each in parting[:_CRITERIA]]


def _parts(study: Study, points: float) -> str:
    """Return whom a criterion speaks for, with how much."""
    whom = leaders(study)[0 if points >= 0 else 1]
    amount = counted(round(abs(points)), "point", "points")
    return f"{amount} of 100 for {study.catalogue.option_name(whom)}"


def _body(subject: Subject, criterion: CriterionId, points: str, options: tuple[str, ...]) -> Html:
    """Return the entries of some options on one criterion, those that part them first."""
    found = {option: cell_evidence(subject.study, option, criterion) for option in options}
    shown = {option: _telling(option, found)[:_PIECES] for option in options}
    more = sum(map(len, found.values())) - sum(map(len, shown.values()))
    name = subject.catalogue.criterion(criterion).name
    further = counted(more, "further entry is", "further entries are")
    told = f"{points}; {further} in the app" if more else points
    told += "" if any(found.values()) else "; nothing is known of it"
    head = element(
        "th",
        element("strong", name),
        f": {told}",
        scope="rowgroup",
        colspan="5",
    )
    pieces = dict.fromkeys(piece for pieces in shown.values() for piece in pieces)
    return element("tbody", element("tr", head), *(_piece(subject, piece) for piece in pieces))


def _telling(option: str, found: dict[str, tuple[Behind, ...]]) -> list[Behind]:
    """Return an option's entries: first those in which another option has something else."""
    others = {
        (piece.about, piece.value)
        for other, pieces in found.items()
        if other != option
        for piece in pieces
    }
    return sorted(found[option], key=lambda piece: (piece.about, piece.value) in others)


def _piece(subject: Subject, piece: Behind) -> Html:
    cells: list[Child] = [
        piece.about,
        f"{piece.value}, {KINDS[piece.kind]}",
        together(
            marked(piece.why), *(element("div", marked(said)) for said in piece.measurements[:1])
        ),
        subject.notes.cite(piece.sources),
    ]
    name = element("th", piece.framework, scope="row")
    return element("tr", name, *(element("td", cell) for cell in cells))


def people(subject: Subject) -> Html:
    """Return what the answers of everybody with a say lead to, each by itself."""
    if not subject.people:
        return Html("")
    rows: list[list[Child]] = []
    for person in subject.people:
        study = Study(person.requirement, subject.catalogue)
        word = subject.catalogue.confidence.word(study.verdict.confidence)
        rows.append([person.name, marked(headline(study)), word.label])
    return section(
        "What everybody's own answers lead to",
        table(
            "Each person's verdict, from that person's answers alone",
            ["Name", "Verdict", "How sure"],
            rows,
        ),
        id="people",
    )


def method(subject: Subject) -> Html:
    """Return how a verdict is made, what it comes to here, and what it cannot do."""
    catalogue = subject.catalogue
    groups = [
        f"{group.name} {percent(sum(_weights_of(subject, group.id)))}" for group in catalogue.groups
    ]
    return section(
        "How it was found",
        element(
            "ol",
            *(
                element(
                    "li",
                    element("strong", f"{step.title}. "),
                    step.text,
                    " ",
                    element("em", step.here),
                )
                for step in steps.steps(subject.study)
            ),
        ),
        paragraph(
            element("strong", "Weights of the groups: "),
            f"{listed(groups)}. Those of the criteria stand under “Every option on every"
            " criterion”.",
        ),
        element("h3", "What it cannot do"),
        bullets(map(marked, steps.limits())),
        id="method",
        class_="method",
    )


def _weights_of(subject: Subject, group: str) -> Iterator[float]:
    study = subject.study
    for criterion in subject.catalogue.criteria:
        if criterion.group == group:
            yield float(study.weights[COLUMN[criterion.id]])


def sources(subject: Subject) -> Html:
    """Return every source that is cited; to be made last."""
    return section("Sources", subject.notes.listed(), id="sources") if subject.notes else Html("")


def origin(subject: Subject) -> Html:
    """Return which data, draws and version it came from, when it was made, and how to reopen it."""
    lines: list[Child] = [
        f"Made on {day(subject.made_on)}",
        *provenance(subject.catalogue).lines(),
    ]
    if subject.verdict.draws:
        lines.append(f"{subject.verdict.draws:,} draws")
    own = [subject.catalogue.frameworks[name].name for name in sorted(subject.catalogue.handed_in)]
    if own:
        lines.append(f"Handed in by whoever asked, beside the shipped evidence: {listed(own)}")
    if subject.link:
        lines.append(together("Reopen it: ", link(subject.link, subject.link)))
    return section("Where this came from", bullets(lines, class_="origin"), id="origin")
