"""Why it leads: reasons, how often which place, and every option on every criterion."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from framework_compare.explain.versus import leaders, next_framework
from framework_compare.exports.report.elements import (
    Child,
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
from framework_compare.exports.report.first_page import marked_paragraph
from framework_compare.exports.report.subject import Subject
from framework_compare.present import (
    asked,
    briefing,
    contributions,
    finalists,
    fits,
    headline,
    places,
    weights,
)
from framework_compare.present.drawing import records, short_name
from framework_compare.present.theme import FIT
from framework_compare.scoring.results import Reason
from framework_compare.text import counted, percent, points_text
from framework_compare.vocabulary import CRITERIA

_REASONS: Final = 4
_CONTRADICTIONS: Final = 3
_COLUMNS: Final = 20
"""Options beside each other that a page holds."""
_FINALISTS: Final = 4


def contradictions(subject: Subject) -> Html:
    """Return every contradiction with its ways out."""
    return section(
        "What does not go together",
        bullets(
            together(
                marked(found.text),
                bullets(f"Without “{way.label}”: {way.text}" for way in found.take_back),
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
        return section("How sure that is", *_sure(subject), id="why")
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
    return section(
        f"Why {subject.champion} rather than {rival}",
        marked_paragraph(headline.next_sentence(subject.study)),
        element("div", said, bars, class_="pair"),
        *_sure(subject),
        id="why",
    )


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
        f"{must.text}: {names}"
        for must in verdict.musts
        if (names := briefing.must_names(must, verdict, catalogue))
    ]
    return section(
        "Must-haves",
        table(
            "How many options meet each must-have",
            [str(column) for column in rows.columns],
            [[str(cell) for cell in row] for row in rows.itertuples(index=False)],
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
            together(element("strong", f"{reason[:1].upper()}{reason[1:]}:"), f" {', '.join(out)}")
            for reason, out in names.items()
        )


def comparison(subject: Subject) -> Html:
    """Return what is asked on each criterion and how every option meets it."""
    return section(
        "Every option on every criterion",
        *_closely(subject),
        *_widely(subject),
        id="comparison",
    )


def _closely(subject: Subject) -> Iterator[Html]:
    """Yield the finalists with weights, what is asked, and the ranges of their fits."""
    study = subject.study
    best = [family.best for family in subject.verdict.families]
    shown = tuple(dict.fromkeys((*leaders(study), *best)))[:_FINALISTS]
    if not shown:
        return
    names = [short_name(option, subject.catalogue) for option in shown]
    wanted = {row["Criterion"]: str(row["Asked for"]) for row in asked.asked_rows(study)}
    weight = _weights(subject)
    cells = _by_criterion(subject, shown)
    yield table(
        "Weight of each criterion with its range, what is asked for, and how far the leading"
        " options meet it, of 100; the range of a fit is what need and evidence leave open",
        ["Criterion", "Weight", "Asked for", *names],
        [
            (
                name,
                weight.get(name, ""),
                wanted[name],
                *(_fit(cell, ranged=True) for cell in cells[name]),
            )
            for name in wanted
        ],
        class_="close",
    )


def _widely(subject: Subject) -> Iterator[Html]:
    """Yield the fits of all options, with their scores below."""
    catalogue = subject.catalogue
    shown = subject.options[:_COLUMNS]
    standings = {standing.option: standing for standing in subject.verdict.ranking}
    cells = _by_criterion(subject, shown)
    rows: list[Sequence[Child]] = [
        (name, *(_fit(cell) for cell in of_name)) for name, of_name in cells.items()
    ]
    ranked = [standings.get(option) for option in shown]
    score = [f"{each.score:.0f}" if each else "out" for each in ranked]
    first = [percent(each.p_best, certain=False) if each else "" for each in ranked]
    place = [f"{each.rank_low} to {each.rank_high}" if each else "" for each in ranked]
    rows += [
        (element("strong", "Score of 100"), *score),
        ("Comes first in", *(value.replace("under ", "<") for value in first)),
        ("Rank, 5th to 95th percentile", *(value.replace(" to ", "–") for value in place)),
    ]
    yield table(
        together("Fit of every option by criterion, of 100: ", _key()),
        ["Criterion", *(_upright(short_name(option, catalogue)) for option in shown)],
        rows,
        class_="wide",
    )
    left = [catalogue.option_name(option) for option in subject.options[_COLUMNS:]]
    if left:
        yield paragraph(f"There is no room for {', '.join(left)}.", class_="small")


def _upright(name: str) -> Html:
    return element("span", name, class_="upright")


def _by_criterion(subject: Subject, options: Sequence[str]) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = {}
    for row in records(fits.fit_cells(subject.study, options)):
        found.setdefault(row["criterion"], []).append(row)
    return found


def _weights(subject: Subject) -> dict[str, str]:
    """Return each criterion's share of the whole with its range: ``7% (3 to 12)``."""
    rows = records(weights.weight_rows(subject.study))
    names = {subject.catalogue.criterion(criterion).name for criterion in CRITERIA}
    found = ((str(row["name"]).strip(weights.INDENT), str(row["label"])) for row in rows)
    return {name: label for name, label in found if name in names}


def _fit(cell: dict[str, object], *, ranged: bool = False) -> Html:
    """Return a fit in figures on its step's tint, with its range where there is room."""
    below: Iterable[Child] = (
        (" ", element("span", str(cell["interval"]), class_="range"))
        if ranged and cell["interval"]
        else ()
    )
    return element("td", str(cell["figure"]), *below, class_=f"fit {_tint(str(cell['step']))}")


def _tint(step: str) -> str:
    return "step-" + step.replace(" ", "-")


def _key() -> Html:
    """Return what the tints mean; the figure in each cell says the same."""
    said = [
        element("span", f"{word} from {100 * least:.0f}", class_=f"key {_tint(word)}")
        for word, least, *_ in FIT
    ]
    return together(*(child for each in said for child in (each, " ")))
