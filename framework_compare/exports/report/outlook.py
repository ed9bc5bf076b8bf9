"""What would change the verdict, what could go wrong, and when to look again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from framework_compare.explain.decision_map import DecisionMap, decision_map
from framework_compare.explain.weights import never_text, weight_flips
from framework_compare.exports.report.elements import (
    Html,
    bullets,
    element,
    marked,
    section,
)
from framework_compare.exports.report.first_page import marked_paragraph
from framework_compare.exports.report.subject import Subject, day
from framework_compare.present import briefing, flips
from framework_compare.present import decision_map as charted
from framework_compare.scoring.results import Flip

_MAPPED: Final = ("peak_concurrent_users", "ui_customization")
"""The two questions of the map, as the page first shows them."""


_ANY: Final = "Any one of these changes would turn the verdict, the nearest first."
_SIZE: Final = {"width": 800, "height": 350}
"""Pixels of the map: wider than the page, so that the names fit into narrow fields."""


def what_would_change_it(subject: Subject) -> Html:
    """Return the nearest changes of each kind that make another option lead, and the map."""
    found = flips.nearest_of_each(subject.flips)
    kinds = [
        element(
            "div",
            element("h3", flips.TITLES[kind]),
            bullets(marked(flip.text) for flip in of_kind),
        )
        for kind, of_kind in found.items()
        if of_kind
    ]
    return section(
        "What would change it",
        marked_paragraph(_ANY if kinds else ""),
        element("div", *kinds, class_="columns") if kinds else Html(""),
        bullets(_fixed(subject, found)),
        *_map(subject),
        id="change",
    )


def _fixed(subject: Subject, found: dict[str, tuple[Flip, ...]]) -> Iterator[str]:
    """Yield what no change of a kind does."""
    if subject.requirement.goal is None:
        yield flips.UNTRIED
    if subject.verdict.champion is not None:
        weights = weight_flips(subject.study)
        yield from filter(
            None, [never_text(weights.never, weights.champion or "", subject.catalogue)]
        )
    yield from flips.nothing_turns(found, subject.verdict)


def _map(subject: Subject) -> Iterator[Html]:
    """Yield who leads over two questions, with the project where it answers both."""
    if subject.verdict.champion is None:
        return
    drawing = charted.drawing(subject.study, _mapped(subject))
    names = [subject.catalogue.questions[field].short for field in _MAPPED]
    missing = [
        f"“{name}”"
        for name, field in zip(names, _MAPPED, strict=True)
        if getattr(subject.requirement, field) is None
    ]
    absent = f" {' and '.join(missing)} was not answered, so no point marks the project."
    yield subject.figures.figure(
        drawing,
        width=_SIZE["width"],
        height=_SIZE["height"],
        note="All other answers stay as they are. The fainter a field, the less often its leader"
        f" comes first.{absent * bool(missing)}",
    )


def _mapped(subject: Subject) -> DecisionMap:
    """Return the map, made while its two answers are open; those that a must holds fast stay."""
    varied = {field: None for field in _MAPPED if field not in subject.requirement.must_haves}
    return decision_map(subject.study.answering(**varied), *_MAPPED)


def outlook(subject: Subject) -> Html:
    """Return the risks of the champion and when to look again."""
    if subject.verdict.champion is None:
        return Html("")
    answers = [flip for flip in subject.flips if flip.kind in ("answer", "must_have")]
    soon = [flip.text for flip in briefing.nearest_flips(answers)]
    if subject.requirement.goal is None:
        soon = ["The goal is known: until then almost any answer changes the verdict."]
    as_of = day(subject.catalogue.model.as_of)
    soon.append(f"A year has passed: the evidence is of {as_of}, and releases move on.")
    return section(
        "Risks, and when to look again",
        element(
            "div",
            element("div", element("h3", "Risks"), bullets(map(marked, _risks(subject)))),
            element("div", element("h3", "Look again when"), bullets(map(marked, soon))),
            class_="pair",
        ),
        marked_paragraph(subject.verdict.service.text if subject.verdict.service else ""),
        id="outlook",
    )


def _risks(subject: Subject) -> tuple[str, ...]:
    return briefing.risks(subject.study)
