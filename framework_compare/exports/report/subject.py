"""What every part of a report is about, and the numbered sources that its parts cite."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.evidence import Source
from framework_compare.decisions.likeness import Likeness
from framework_compare.exports.report.elements import Html, element, link, together
from framework_compare.exports.report.figures import Figures
from framework_compare.present.ledger import sources_of
from framework_compare.requirement.model import Requirement
from framework_compare.requirement.people import Person
from framework_compare.scoring.results import Flip, Verdict
from framework_compare.scoring.study import Study

_FORM: Final = "%d %B %Y"


@dataclass(frozen=True, slots=True)
class _Note:
    """One numbered source: what it is, where it is, and when it was true."""

    title: str
    address: str
    when: str


class Notes:
    """Sources in the order in which a report first cites them, as footnotes are."""

    def __init__(self) -> None:
        self._noted: dict[_Note, int] = {}

    def __bool__(self) -> bool:
        return bool(self._noted)

    def cite(self, sources: Iterable[Source]) -> Html:
        """Return the numbers of these sources, each a link to its line; nothing where none is."""
        return together(*(self._number(_noted(source)) for source in sources))

    def cite_page(self, title: str, address: str, when: str) -> Html:
        """Return the number of a page that is no source of the evidence."""
        return self._number(_Note(title, address, when))

    def _number(self, note: _Note) -> Html:
        number = str(self._noted.setdefault(note, len(self._noted) + 1))
        return element(
            "sup", element("a", number, href=f"#source-{number}", aria_label=f"Source {number}")
        )

    def listed(self) -> Html:
        """Return every source that was cited, by its number."""
        return element("ol", *self._lines(), class_="sources")

    def _lines(self) -> Iterator[Html]:
        for note, number in self._noted.items():
            when = f", {note.when}" if note.when else ""
            where = together(" ", link(note.address, note.address)) if note.address else ""
            yield element("li", note.title, when, ".", where, id=f"source-{number}")


def _noted(source: Source) -> _Note:
    version = f", release {source.version}" if source.version else ""
    package = f" ({source.package})" if source.package and not source.url else ""
    return _Note(f"{source.title}{package}", source.url, f"{day(source.as_of)}{version}")


@dataclass(frozen=True, slots=True)
class Subject:
    """One verdict with everything that its report is made of."""

    study: Study
    requirement: Requirement
    """The same answers, with the name and the notes, which no study needs."""
    flips: Sequence[Flip]
    likeness: Likeness
    link: str
    made_on: datetime.date
    people: Sequence[Person]
    figures: Figures
    notes: Notes = field(default_factory=Notes)

    @property
    def verdict(self) -> Verdict:
        """What was found."""
        return self.study.verdict

    @property
    def catalogue(self) -> Catalogue:
        """What is known."""
        return self.study.catalogue

    @property
    def champion(self) -> str:
        """Who leads, by name; that none fits where nobody does."""
        leads = self.verdict.champion
        return self.catalogue.option_name(leads) if leads else "none fits"

    @property
    def options(self) -> tuple[str, ...]:
        """Every option by its place, those that are out last."""
        ranked = [standing.option for standing in self.verdict.ranking]
        return (*ranked, *(item.option for item in self.verdict.excluded))

    def cite(self, ids: Iterable[str]) -> Html:
        """Return the numbers of sources by their ids."""
        return self.notes.cite(sources_of(self.catalogue, ids))


def day(date: datetime.date) -> str:
    """Return a day as it is written: ``3 May 2026``."""
    return f"{date:{_FORM}}".lstrip("0")
