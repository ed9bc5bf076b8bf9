"""Which single cell of evidence, and by how much otherwise, would change the leader."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.evidence import UNKNOWN, Cell, Evidence, Interval, Status
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.additive import Scored
from framework_compare.scoring.ordering import champion_of, ordered
from framework_compare.scoring.results import Flip
from framework_compare.scoring.study import Study
from framework_compare.scoring.variants import graded_cell, status_cell, with_cells
from framework_compare.vocabulary import CRITERIA, FRAMEWORKS, SURFACES, CriterionId, FrameworkId

_NARROW: Final = 0.01
"""Least half of a range that a shift is measured against: one point of 100."""
WORDS: Final[tuple[Status, ...]] = ("absent", "add_on", "present")
"""What a cell may say, worst first."""
_STATUS_TEXT: Final[dict[Status, str]] = {
    "present": "part of it",
    "add_on": "an add-on",
    "absent": "missing",
    "unknown": "not known",
}


@dataclass(frozen=True, slots=True)
class CellPlace:
    """One cell that this requirement reads."""

    framework: FrameworkId
    path: str
    """As in the framework's file: ``capability.scalability``, ``speed.data_ui``, ``needs.maps``."""
    criterion: CriterionId
    label: str
    """What it says something about, for readers."""


def cells_that_count(
    requirement: Requirement, catalogue: Catalogue, scored: Scored
) -> Iterator[CellPlace]:
    """Yield the cells that this requirement reads, of every framework on the shortlist.

    Graded cells whose need is not nothing, speed for what has to be built, the goal's building
    blocks, ticked needs and named hosts.
    """
    goals = [problem.profile.goal for problem in scored.problems]
    asked = {
        c: max(float(p.profile.bounds[column, 2]) for p in scored.problems)
        for column, c in enumerate(CRITERIA)
    }
    items = dict.fromkeys(item for problem in scored.problems for item in problem.profile.items)
    for name in scored.options.frameworks:
        for criterion in catalogue.criteria:
            if criterion.basis == "cell" and asked[criterion.id] > 0:
                yield CellPlace(name, f"capability.{criterion.id}", criterion.id, criterion.name)
        speed = catalogue.criterion("development_speed").name
        for surface in SURFACES:
            if any(goal.surfaces.get(surface, 0.0) > 0 for goal in goals):
                yield CellPlace(
                    name,
                    f"speed.{surface}",
                    "development_speed",
                    f"{speed} ({surface_text(surface)})",
                )
        for block in dict.fromkeys(block for goal in goals for block in goal.blocks):
            yield CellPlace(name, f"blocks.{block}", "use_case_fit", catalogue.blocks[block].label)
        for item in items:
            label = (
                catalogue.needs[item].label
                if item in catalogue.needs
                else catalogue.questions[item].short
            )
            yield CellPlace(name, f"needs.{item}", "stated_needs", label)
        for host in requirement.hosting:
            yield CellPlace(name, f"hosts.{host}", "hosting_fit", catalogue.hosts[host].label)


def surface_text(surface: str) -> str:
    """Return what is built, in words."""
    return {"data_ui": "data screens", "api": "a service", "web_app": "database pages"}[surface]


def directions(
    place: CellPlace, requirement: Requirement, scored: Scored, order: tuple[int, ...]
) -> tuple[int, ...]:
    """Return in which directions a change of one cell could change the leader.

    -1, +1, both or neither.

    A cell carries at most its criterion's weight: where that does not cover the lead, nothing needs
    to be tried. A cell that a must-have reads can do more, and is always tried.
    """
    options, column, row = (
        scored.options,
        CRITERIA.index(place.criterion),
        FRAMEWORKS.index(place.framework),
    )
    weight, fits = 100 * float(scored.weights[column]), scored.fits[:, column]
    leads = {option: float(scored.scores[order[0]] - scored.scores[option]) for option in order[1:]}
    theirs = [
        option
        for option, parts in enumerate(zip(options.ui, options.service, strict=True))
        if row in parts
    ]
    out = any(option not in order for option in theirs)
    found = []
    nearest = min(leads.values(), default=math.inf)
    if order[0] in theirs and (
        requirement.active_musts or nearest <= weight * float(fits[order[0]])
    ):
        found.append(-1)
    if out or any(
        leads[option] <= weight * (1 - float(fits[option])) for option in theirs if option in leads
    ):
        found.append(1)
    return tuple(found)


def evidence_flips(study: Study) -> tuple[Flip, ...]:
    """Return every single cell whose change would make another option lead, nearest first.

    A graded cell is moved as a whole to other whole grades, up where it does not belong to the
    champion and down where it does, and the nearest is found by halving; a word is replaced by each
    other word. Every flip is found by scoring the requirement with the changed evidence.

    Returns
    -------
    tuple
        `before` and `after` are the cell's middle on the scale from 0 to 1, or its word; `field` is
        ``framework.path``. One grade of 100 nearer to today's the champion still leads.
    """
    requirement, catalogue = study.requirement, study.catalogue
    scored, order = ordered(requirement, catalogue)
    if len(order) < 2:
        return ()
    search = _Search(requirement, catalogue, scored, order)
    found: list[Flip] = []
    for place in cells_that_count(requirement, catalogue, scored):
        found += search.flips(place)
    return tuple(sorted(found, key=lambda flip: flip.distance))


class _Search:
    """Scores the requirement with one cell otherwise."""

    def __init__(
        self, requirement: Requirement, catalogue: Catalogue, scored: Scored, order: tuple[int, ...]
    ) -> None:
        self._requirement = requirement
        self._catalogue = catalogue
        self._scored = scored
        self._order = order
        self._champion = scored.options.names[order[0]]

    def flips(self, place: CellPlace) -> Iterator[Flip]:
        """Yield what one cell can do."""
        for sign in directions(place, self._requirement, self._scored, self._order):
            if place.path.startswith(("capability.", "speed.")):
                yield from self._shift(place, sign)
            else:
                yield from self._words(place, sign)

    def _leader(self, place: CellPlace, cell: Cell) -> str | None:
        changed = with_cells(self._catalogue, {place.framework: {place.path: cell}})
        return champion_of(self._requirement, changed)

    # Graded cells

    def _shift(self, place: CellPlace, sign: int) -> Iterator[Flip]:
        """Yield the nearest whole grade from 0 to 100 at which somebody else leads, if there is
        one.
        """
        today = self._interval(place)
        far = 100 if sign > 0 else 0
        near = math.floor(100 * today.mid) if sign > 0 else math.ceil(100 * today.mid)
        if near == far or self._leader(place, self._graded(place, far / 100)) == self._champion:
            return
        while abs(far - near) > 1:
            middle = (near + far) // 2
            if self._leader(place, self._graded(place, middle / 100)) == self._champion:
                near = middle
            else:
                far = middle
        leader = self._leader(place, self._graded(place, far / 100))
        room = today.high - today.mid if sign > 0 else today.mid - today.low
        known = self._known(place)
        yield Flip(
            "evidence",
            f"{place.framework}.{place.path}",
            known.mid if known else None,
            far / 100,
            leader,
            self._shift_text(place, known, far, sign, leader),
            abs(far / 100 - today.mid) / max(room, _NARROW),
        )

    def _known(self, place: CellPlace) -> Evidence | None:
        table, _, key = place.path.partition(".")
        cells: Mapping[Any, Evidence] = getattr(self._catalogue.frameworks[place.framework], table)
        return cells.get(key)

    def _interval(self, place: CellPlace) -> Interval:
        return self._known(place) or UNKNOWN

    def _graded(self, place: CellPlace, middle: float) -> Evidence:
        """Return today's cell moved as a whole to another middle; its kind and age stay."""
        known = self._known(place)
        today = known or UNKNOWN
        low, high = (
            min(1.0, max(0.0, end + middle - today.mid)) for end in (today.low, today.high)
        )
        if known is None:
            return graded_cell(
                self._catalogue, place.framework, Interval(low=low, mid=middle, high=high)
            )
        return known.model_copy(update={"low": low, "mid": middle, "high": high})

    def _shift_text(
        self, place: CellPlace, known: Evidence | None, grade: int, sign: int, leader: str | None
    ) -> str:
        name = self._catalogue.frameworks[place.framework].name
        today = f"{100 * known.mid:.0f}" if known else "not known"
        verb = "as high as" if sign > 0 else "as low as"
        return f"Were {name}'s “{place.label}” {verb} {grade} (now {today}), {self._leads(leader)}."

    def _leads(self, leader: str | None) -> str:
        return (
            f"{self._catalogue.option_name(leader)} would lead" if leader else "nothing would fit"
        )

    # Words

    def _words(self, place: CellPlace, sign: int) -> Iterator[Flip]:
        table, _, key = place.path.partition(".")
        cells = getattr(self._catalogue.frameworks[place.framework], table)
        today: Status = cells[key].status if key in cells else "unknown"
        rank = WORDS.index(today) if today in WORDS else None
        others = WORDS if sign > 0 else tuple(reversed(WORDS))
        for word in others:
            if rank is not None and (WORDS.index(word) - rank) * sign <= 0:
                continue
            leader = self._leader(place, status_cell(word))
            if leader == self._champion:
                continue
            steps = abs(WORDS.index(word) - rank) if rank is not None else 0.5
            name = self._catalogue.frameworks[place.framework].name
            now, then = _STATUS_TEXT[today], _STATUS_TEXT[word]
            text = f"Were “{place.label}” {then} in {name} (now {now}), {self._leads(leader)}."
            yield Flip(
                "evidence",
                f"{place.framework}.{place.path}",
                today,
                word,
                leader,
                text,
                float(steps),
            )
            return
