"""What the other methods say, as lines of a table and in sentences."""

from __future__ import annotations

from typing import Final

import pandas as pd

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.present.drawing import short_name
from framework_compare.scoring.confidence import dissent
from framework_compare.scoring.study import Study
from framework_compare.text import count_word
from framework_compare.vocabulary import METHODS

_FIRST: Final = 3


def cross_check_rows(study: Study) -> pd.DataFrame:
    """Return one row for each method, the one that decides first; no row where nothing is ranked.

    "Agrees" is ``decides``, ``agrees`` or ``differs``. "First three" are the best options of the
    three families that the method puts first.
    """
    verdict, catalogue = study.verdict, study.catalogue
    columns = ["Method", "What it does", "Would choose", "Agrees", "First three"]
    if verdict.champion is None:
        return pd.DataFrame(columns=columns)
    rules = catalogue.cross_check
    ours = tuple(standing.option for standing in verdict.ranking)
    rows = [(rules.weighted_sum, verdict.champion, "decides", ours)]
    for result in verdict.cross_check.methods:
        rows.append(
            (
                rules.method(result.method),
                result.winner,
                "agrees" if result.agrees else "differs",
                result.order,
            )
        )
    return pd.DataFrame(
        [
            (
                entry.name,
                entry.text,
                catalogue.option_name(winner),
                word,
                _first_families(order, catalogue),
            )
            for entry, winner, word, order in rows
        ],
        columns=columns,
    )


def _first_families(order: tuple[str, ...], catalogue: Catalogue) -> str:
    best: dict[str, str] = {}
    for option in order:
        best.setdefault(catalogue.parts(option)[0], short_name(option, catalogue))
    return ", ".join(list(best.values())[:_FIRST])


def cross_check_sentence(study: Study) -> str:
    """Return in words whether the other methods agree, and what that does to the confidence.

    Empty where nothing is ranked.
    """
    verdict, catalogue = study.verdict, study.catalogue
    check, rule = verdict.cross_check, catalogue.cross_check.rule
    if verdict.champion is None or not check.methods:
        return ""
    family = catalogue.frameworks[catalogue.parts(verdict.champion)[0]].name
    if len(verdict.families) == 1:
        return f"Only {family} is left, so every method names it."
    if not check.differing:
        return f"All {count_word(len(check.methods))} other methods name {family} too."
    said = f"{dissent(catalogue, check)}."
    word = catalogue.confidence.word(verdict.confidence).label.lower()
    if check.lowered_from:
        before = catalogue.confidence.word(check.lowered_from).label.lower()
        return f"{said} So the verdict is called {word} rather than {before}."
    if not rule.lowers:
        return f"{said} That changes no word: on real decisions it has not made words better."
    if check.differing < rule.differing:
        return f"{said} It takes {count_word(rule.differing)} to lower the confidence."
    return f"{said} The verdict is called {word} without them already."


def cross_check_rule(catalogue: Catalogue) -> str:
    """Return the rule by which the other methods lower the confidence."""
    clear, leaning, close = (
        catalogue.confidence.word(word).label.lower() for word in ("clear", "leaning", "too_close")
    )
    least = count_word(catalogue.cross_check.rule.differing).capitalize()
    if not catalogue.cross_check.rule.lowers:
        return (
            f"They never change who leads, and no word of confidence either. Whether a word that"
            f" falls by one step where {least.lower()} or more of the"
            f" {count_word(len(METHODS))} name another framework forecasts better is tried on real"
            " decisions: so far it does not."
        )
    return (
        f"{least} or more of the {count_word(len(METHODS))} must name another framework to lower"
        f" the confidence, and by one step only: {clear} becomes {leaning}, {leaning} becomes"
        f" {close}. They never change who leads."
    )


def method_rows(catalogue: Catalogue) -> pd.DataFrame:
    """Return every method with its numbers, reason and source, the deciding one first."""
    rules = catalogue.cross_check
    entries = (rules.weighted_sum, *(rules.method(method) for method in METHODS))
    words = {"name", "text", "reference", "why"}
    rows = [
        (
            entry.name,
            ", ".join(
                f"{name.replace('_', '-')} {number:g}"
                for name, number in entry.model_dump(exclude=words).items()
            ),
            entry.text,
            entry.why,
            entry.reference,
        )
        for entry in entries
    ]
    return pd.DataFrame(rows, columns=["Method", "Numbers", "What it does", "Reason", "Source"])
