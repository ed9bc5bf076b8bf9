"""The report as a whole: its parts in the order in which they are read."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Final

from framework_compare.decisions.likeness import Likeness
from framework_compare.exports.provenance import provenance
from framework_compare.exports.report import basis, building, comparison, first_page, outlook, why
from framework_compare.exports.report.elements import Html, element, together
from framework_compare.exports.report.figures import Figures
from framework_compare.exports.report.style import STYLE
from framework_compare.exports.report.subject import Subject
from framework_compare.requirement.model import Requirement
from framework_compare.requirement.people import Person
from framework_compare.scoring.results import Flip
from framework_compare.scoring.study import Study

_PARTS: Final = (
    why.notes,
    why.contradictions,
    why.why,
    why.musts,
    comparison.comparison,
    outlook.what_would_change_it,
    building.capacity,
    building.to_build,
    outlook.outlook,
    basis.people,
    basis.decisions,
    basis.evidence,
    basis.method,
    basis.sources,
    basis.origin,
)
"""After the first page, in this order: why, what if, what it takes, what it rests on."""
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
"""Whatever somebody typed, a reader's browser runs nothing and fetches nothing."""


def report_html(
    study: Study,
    requirement: Requirement,
    flips: Sequence[Flip],
    *,
    likeness: Likeness,
    made_on: datetime.date,
    link: str = "",
    people: Sequence[Person] = (),
) -> str:
    """Return the report as one HTML file.

    It needs no script, no network and nothing beside it; printed, it takes at most ten pages of
    A4, of which the first stands alone.

    Parameters
    ----------
    study
        what was found.
    requirement
        the same answers, with the name and the notes, which no study needs.
    flips
        every single change that makes another option lead, the nearest first.
    likeness
        to the recorded decisions.
    made_on
        the day that stands on it.
    link
        address that reopens exactly this requirement.
    people
        everybody with a say, where several have one; each one's verdict is listed.

    Returns
    -------
    str
        the same for the same arguments.

    Raises
    ------
    MissingExtraError
        where what makes vector pictures is not installed.
    """
    subject = Subject(study, requirement, flips, likeness, link, made_on, people, Figures())
    first = first_page.first_page(subject)
    parts = [make(subject) for make in _PARTS]
    body = element("main", first, *parts)
    return (
        "<!DOCTYPE html>\n" + element("html", _head(subject), element("body", body), lang="en").text
    )


def _head(subject: Subject) -> Html:
    made = provenance(subject.catalogue)
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="generator", content=f"framework_compare {made.version}"),
        element("title", first_page.title(subject)),
        together(Html(f"<style>{STYLE}</style>")),
    )
