"""Every option on every criterion: weights, what is asked, how far each meets it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from framework_compare.explain.versus import leaders
from framework_compare.exports.report.elements import (
    Child,
    Html,
    element,
    paragraph,
    section,
    table,
    together,
)
from framework_compare.exports.report.subject import Subject
from framework_compare.present import asked, fits, weights
from framework_compare.present.drawing import records, short_name
from framework_compare.present.theme import FIT
from framework_compare.text import listed, percent
from framework_compare.vocabulary import CRITERIA

_FEW: Final = 4
"""Options whose ranges there is room for."""
_COLUMNS: Final = 20
"""Options beside each other that a page holds."""


def comparison(subject: Subject) -> Html:
    """Return what is asked on each criterion and how every option meets it."""
    best = [family.best for family in subject.verdict.families]
    would = [item.champion for item in subject.verdict.relaxations]
    few = tuple(dict.fromkeys((*leaders(subject.study), *best, *would)))[:_FEW]
    return section(
        "Every option on every criterion",
        *_closely(subject, few),
        *(() if set(subject.options) <= set(few) else _widely(subject)),
        id="comparison",
    )


def _closely(subject: Subject, shown: Sequence[str]) -> Iterator[Html]:
    """Yield a few options with weights, what is asked, and the ranges of their fits."""
    if not shown:
        return
    would = subject.verdict.relaxations
    whose = "the options that would lead if a must gave" if would else "the leading options"
    names = [short_name(option, subject.catalogue) for option in shown]
    wanted = {row["Criterion"]: str(row["Asked for"]) for row in asked.asked_rows(subject.study)}
    weight = _weights(subject)
    cells = _by_criterion(subject, shown)
    yield table(
        f"Weight of each criterion with its range, what is asked for, and how far {whose} meet it,"
        " of 100; the range of a fit is what need and evidence leave open",
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
        scrolls="Weights, needs and fits",
    )


def _widely(subject: Subject) -> Iterator[Html]:
    """Yield the fits of all options, with their scores below."""
    catalogue, shown = subject.catalogue, subject.options[:_COLUMNS]
    found = _by_criterion(subject, shown).items()
    rows: list[Sequence[Child]] = [(name, *map(_fit, cells)) for name, cells in found]
    yield table(
        together("Fit of every option by criterion, of 100: ", _key()),
        ["Criterion", *(_upright(short_name(option, catalogue)) for option in shown)],
        [*rows, *_scores(subject, shown)],
        class_="wide",
        scrolls="Fits of every option",
    )
    left = [catalogue.option_name(option) for option in subject.options[_COLUMNS:]]
    if left:
        yield paragraph(f"Left out for want of room: {listed(left)}.", class_="small")


def _scores(subject: Subject, shown: Sequence[str]) -> Iterator[Sequence[Child]]:
    """Yield score, share of firsts and ranks of each option; nothing where none is ranked."""
    standings = {standing.option: standing for standing in subject.verdict.ranking}
    if not standings:
        return
    ranked = [standings.get(option) for option in shown]
    yield "Score of 100", *(f"{each.score:.0f}" if each else "out" for each in ranked)
    yield (
        "Comes first in",
        *(_brief(percent(each.p_best, certain=False)) if each else "" for each in ranked),
    )
    yield (
        "Rank, 5th to 95th percentile",
        *(f"{each.rank_low}–{each.rank_high}" if each else "" for each in ranked),
    )


def _brief(share: str) -> str:
    """Return a share as a narrow column writes it."""
    return share.replace("under ", "<").replace("over ", ">")


def _upright(name: str) -> Html:
    """Return a name from foot to head, a pairing's in two lines: columns are narrow."""
    return element("span", name.replace(" + ", "\n+ "), class_="upright")


def _by_criterion(subject: Subject, options: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in records(fits.fit_cells(subject.study, options)):
        found.setdefault(row["criterion"], []).append(row)
    return found


def _weights(subject: Subject) -> dict[str, str]:
    """Return each criterion's share of the whole with its range: ``7% (<1 to 12)``."""
    rows = records(weights.weight_rows(subject.study))
    names = {subject.catalogue.criterion(criterion).name for criterion in CRITERIA}
    found = ((str(row["name"]).strip(weights.INDENT), str(row["label"])) for row in rows)
    return {name: _brief(label) for name, label in found if name in names}


def _fit(cell: dict[str, Any], *, ranged: bool = False) -> Html:
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
