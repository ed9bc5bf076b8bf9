"""What to build and what it takes: processes, money, and each layer of the architecture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from framework_compare.capacity.planning import Planner, crossing_of, planner_of
from framework_compare.capacity.workload import assumed
from framework_compare.explain.versus import leaders
from framework_compare.exports.report.elements import (
    Child,
    Html,
    element,
    marked,
    paragraph,
    section,
    table,
    together,
)
from framework_compare.exports.report.first_page import marked_paragraph
from framework_compare.exports.report.subject import Subject
from framework_compare.present import architecture, costs, plans

_MOST: Final = costs.MOST_LINES
"""Options that are planned beside each other."""


def capacity(subject: Subject) -> Html:
    """Return what the leading options need for the load asked, and what a month costs."""
    if subject.verdict.champion is None:
        return Html("")
    catalogue = subject.catalogue
    workload, prices = assumed(subject.requirement, catalogue.capacity)
    best = (family.best for family in subject.verdict.families)
    options = tuple(dict.fromkeys((*leaders(subject.study), *best)))[:_MOST]
    planner = planner_of(catalogue, workload, prices, options)
    ready = tuple(option for option in options if not planner.missing(option))
    lacks = [lack for option in options for lack in planner.missing(option)]
    missing = (
        f"Not measured, so not planned: {plans.missing_text(lacks, catalogue)}." if lacks else ""
    )
    return section(
        "Capacity and cost",
        *(_planned(subject, planner, ready) if ready else ()),
        marked_paragraph(missing),
        id="capacity",
    )


def _planned(subject: Subject, planner: Planner, options: tuple[str, ...]) -> Iterator[Html]:
    requirement, catalogue = subject.requirement, subject.catalogue
    load = f"{plans.load_words(planner, requirement)}, {plans.work_words(planner)}"
    unsaid = requirement.interaction_work is None
    yield marked_paragraph(f"For {load}{', a click computing almost nothing' * unsaid}:")
    if plans.is_static(subject.study):
        yield marked_paragraph(plans.STATIC_NOTE)
    first, pair = options[0], options[:2]
    due = plans.due_sentence(planner, first)
    yield marked_paragraph(f"{plans.cost_sentence(planner.plan(first), planner)} {due}")
    found = None
    if len(pair) > 1:
        found = crossing_of(catalogue, planner.workload.of_one(), planner.prices, *pair)
        yield marked_paragraph(plans.comparison_sentence(planner, *pair))
        crossing = plans.crossing_sentences(found, planner, *pair)
        yield marked_paragraph(f"{crossing} {plans.worth_naming_text(planner)}")
    rows = plans.rows(planner, options).drop(columns="vCPUs")
    yield table(
        "What each option takes, each process with a vCPU of its own, and what decides it; in"
        " brackets nine of ten results",
        [str(column) for column in rows.columns],
        [[str(cell) for cell in row] for row in rows.itertuples(index=False)],
        scrolls="What each option takes",
    )
    drawing = costs.drawing(catalogue, planner.workload, planner.prices, options, found)
    yield subject.figures.figure(
        drawing,
        class_="narrow",
        note="Both axes grow by factors. A step is one more process, a load balancer or a larger"
        " container.",
    )
    yield paragraph(
        "Every figure is of one reference app, measured; prices are stated defaults. Time spent"
        " waiting for a database, the network and encryption is not in it.",
        class_="small",
    )


def to_build(subject: Subject) -> Html:
    """Return what to build: each layer with what it rests on."""
    layers = architecture.architecture(subject.study)
    if not layers:
        return Html("")
    pairing = subject.catalogue.pairings.get(subject.verdict.champion or "")
    described = subject.cite(architecture.described_by(subject.study))
    return section(
        "What to build",
        marked_paragraph(f"{pairing.architecture} *When:* {pairing.when}" if pairing else ""),
        table(
            f"The architecture of {subject.champion}, from the answers",
            ["Layer", "What it is"],
            [(layer, _told(subject, texts)) for layer, texts in layers],
            class_="layers",
        ),
        paragraph("The descriptions of the frameworks rest on ", described, class_="small")
        if described.text
        else Html(""),
        id="build",
    )


def _told(subject: Subject, texts: Sequence[architecture.Said]) -> Html:
    """Return what each part has to do with a layer."""
    alone = len(texts) == 1
    said: list[Child] = []
    for each in texts:
        name = Html("") if alone else together(element("strong", each.name), ": ")
        said.append(element("div", name, marked(each.text), subject.cite(each.sources)))
    return together(*said)
