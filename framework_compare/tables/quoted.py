"""Sentences that quote what the lab measured.

On claims, beside the article's words, behind a cell.
"""

from __future__ import annotations

from collections.abc import Iterable

from framework_compare.catalogue.article import Claim
from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.measured.quotations import amount, amount_range, quoted, shown_word
from framework_compare.present.theme import MEASURED
from framework_compare.vocabulary import CriterionId


def measurement_lines(catalogue: Catalogue, keys: Iterable[str]) -> tuple[str, ...]:
    """Return measurements in words, one a line: what, median, interval, repeats and day."""
    known = catalogue.measurements.measured if catalogue.measurements else {}
    said = []
    for key in keys:
        if key not in known:
            continue
        measured = known[key]
        experiment, _, *variant, metric = key.split("/")
        what = ", ".join([catalogue.designs[experiment].title, *variant, metric.replace("_", " ")])
        often = f"{measured.estimate.n} repeats" if measured.estimate.n > 1 else "once"
        spread = f" ({amount_range(measured)})" if measured.estimate.low is not None else ""
        value = amount(measured.estimate.median, measured.unit)
        said.append(
            f"{what}: **{value}**{spread}, {often}, {measured.on:%d %B %Y}, release"
            f" {measured.version}"
        )
    return tuple(said)


def measured_claim(claim: Claim, catalogue: Catalogue) -> str:
    """Return the lab's word on a claim with its numbers.

    Nothing where a number was not measured or none is asked.
    """
    if claim.measured is None:
        return ""
    said, word = (
        quoted(claim.measured, catalogue.measurements),
        shown_word(claim.measured, catalogue.measurements),
    )
    if said is None or word is None:
        return ""
    mark, name = MEASURED[word]
    return f"{mark} {name}: {said}"


def measured_sentences(claims: Iterable[str], catalogue: Catalogue) -> list[str]:
    """Return what the lab found about these claims, each sentence once.

    Those that were not measured are left out.
    """
    tests = [test for claim in claims if (test := catalogue.claims[claim].measured)]
    said = [quoted(test, catalogue.measurements) for test in tests]
    return list(dict.fromkeys(sentence for sentence in said if sentence))


def measured_reason(claim: Claim, catalogue: Catalogue) -> str:
    """Return what the lab's word means for a claim.

    Where it differs from the entry's, that the values scatter.
    """
    if claim.measured is None:
        return ""
    if shown_word(claim.measured, catalogue.measurements) == claim.measured.word:
        return claim.measured.why
    return "The values scatter too much about the rule's bound to give a word."


def measured_beside(catalogue: Catalogue, framework: str, feature: CriterionId) -> str:
    """Return what was measured of one framework about one feature of the article.

    Nothing where there is nothing.
    """
    found = [
        quoted(beside, catalogue.measurements, framework)
        for beside in catalogue.measured.beside
        if beside.feature == feature
    ]
    said = "; ".join(filter(None, found))
    return f"{said}, measured" if said else ""
