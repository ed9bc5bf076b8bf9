"""Which single cell of evidence, and by how much otherwise, would change the leader."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.cells import CellPath
from framework_compare.catalogue.evidence import UNKNOWN, Evidence, Interval, Status
from framework_compare.explain.reach import Reach
from framework_compare.scoring.distributions import Bounds
from framework_compare.scoring.evidence import criterion_of, grade_bounds, word_bounds
from framework_compare.scoring.results import Flip
from framework_compare.scoring.study import Study
from framework_compare.scoring.variants import with_cells
from framework_compare.vocabulary import COLUMN, SURFACE_WORDS, SURFACES, CriterionId

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
    """One cell that a requirement reads."""

    path: CellPath
    label: str
    """What it says something about, for readers."""

    @property
    def criterion(self) -> CriterionId:
        """The criterion that it tells of."""
        return criterion_of(self.path)


def cells_that_count(study: Study) -> Iterator[CellPlace]:
    """Yield the cells that a requirement reads, of every framework on the shortlist.

    Graded cells whose need is not nothing, speed for what has to be built, the goal's building
    blocks, ticked needs and named hosts.
    """
    catalogue, goals = study.catalogue, study.goals
    graded = [
        criterion
        for criterion in catalogue.criteria
        if criterion.basis == "cell"
        and any(under.need(COLUMN[criterion.id])[2] > 0 for under in goals)
    ]
    built = [s for place, s in enumerate(SURFACES) if any(u.profile.surfaces[place] for u in goals)]
    blocks = dict.fromkeys(block for under in goals for block in under.profile.goal.blocks)
    items = dict.fromkeys(item for under in goals for item in under.profile.items)
    speed = catalogue.criterion("development_speed").name
    for name in study.options.frameworks:
        for criterion in graded:
            yield CellPlace(CellPath(name, "capability", criterion.id), criterion.name)
        for surface in built:
            label = f"{speed} ({SURFACE_WORDS[surface]})"
            yield CellPlace(CellPath(name, "speed", surface), label)
        for block in blocks:
            yield CellPlace(CellPath(name, "blocks", block), catalogue.blocks[block].label)
        for item in items:
            known = catalogue.needs
            label = known[item].label if item in known else catalogue.questions[item].short
            yield CellPlace(CellPath(name, "needs", item), label)
        for host in study.requirement.hosting:
            yield CellPlace(CellPath(name, "hosts", host), catalogue.hosts[host].label)


def directions(place: CellPlace, study: Study) -> tuple[int, ...]:
    """Return in which directions a change of one cell could change the leader: -1, +1, both, none.

    A cell carries at most its criterion's weight: where that does not cover the lead, nothing needs
    to be tried. A cell that a must-have or an answer that binds reads can do more, and is always
    tried.
    """
    column, (champion, *others) = COLUMN[place.criterion], study.order
    weight, fits = 100 * float(study.weights[column]), study.fits[:, column]
    binds = any(b.criterion == place.criterion for under in study.goals for b in under.binding)
    leads = {row: float(study.scores[champion] - study.scores[row]) for row in others}
    theirs = [row for row, parts in enumerate(study.options.parts) if place.path.framework in parts]
    out = any(row not in study.order for row in theirs)
    musts, nearest = study.requirement.active_musts, min(leads.values(), default=math.inf)
    found = []
    if champion in theirs and (musts or binds or nearest <= weight * float(fits[champion])):
        found.append(-1)
    if (
        out
        or binds
        or any(leads[row] <= weight * (1 - float(fits[row])) for row in theirs if row in leads)
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
    if len(study.order) < 2:
        return ()
    search = _CellFlips(study)
    found = [flip for place in cells_that_count(study) for flip in search.flips(place)]
    return tuple(sorted(found, key=lambda flip: flip.distance))


class _CellFlips:
    """Scores the requirement with one cell otherwise."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self._catalogue = study.catalogue

    def flips(self, place: CellPlace) -> Iterator[Flip]:
        """Yield what one cell can do."""
        graded = place.path.table in ("capability", "speed")
        for sign in directions(place, self._study):
            yield from self._shift(place, sign) if graded else self._words(place, sign)

    def _leaders(self, place: CellPlace) -> Callable[[Bounds], str | None]:
        """Return who leads with a cell otherwise; it is scored only where it may decide."""
        reach, champion = Reach(self._study, place.path), self._study.champion

        def leader(bounds: Bounds) -> str | None:
            if reach.decides_nothing(bounds):
                return champion
            return with_cells(self._study, {place.path: bounds}).champion

        return leader

    def _shift(self, place: CellPlace, sign: int) -> Iterator[Flip]:
        """Yield the nearest whole grade from 0 to 100 at which somebody else leads, if any."""
        known = self._catalogue.grade(place.path)
        today: Interval = known or UNKNOWN
        leads = self._leaders(place)

        def leader(grade: int) -> str | None:
            return leads(_moved(self._catalogue, known, grade / 100))

        far = 100 if sign > 0 else 0
        near = math.floor(100 * today.mid) if sign > 0 else math.ceil(100 * today.mid)
        if near == far or leader(far) == self._study.champion:
            return
        while abs(far - near) > 1:
            middle = (near + far) // 2
            if leader(middle) == self._study.champion:
                near = middle
            else:
                far = middle
        ahead = leader(far)
        room = today.high - today.mid if sign > 0 else today.mid - today.low
        yield Flip(
            "evidence",
            str(place.path),
            known.mid if known else None,
            far / 100,
            ahead,
            self._shift_text(place, known, far, sign, ahead),
            abs(far / 100 - today.mid) / max(room, _NARROW),
        )

    def _shift_text(
        self, place: CellPlace, known: Evidence | None, grade: int, sign: int, leader: str | None
    ) -> str:
        name = self._catalogue.frameworks[place.path.framework].name
        today = f"{100 * known.mid:.0f}" if known else "not known"
        verb = "as high as" if sign > 0 else "as low as"
        then = self._leads(leader)
        what = f"capability on “{place.label}”"
        return f"Were {name}'s {what} {verb} {grade} of 100 (now {today}), {then}."

    def _leads(self, leader: str | None) -> str:
        return (
            f"{self._catalogue.option_name(leader)} would lead" if leader else "nothing would fit"
        )

    def _words(self, place: CellPlace, sign: int) -> Iterator[Flip]:
        today = self._catalogue.status(place.path)
        rank = WORDS.index(today) if today in WORDS else None
        leads = self._leaders(place)
        for word in WORDS if sign > 0 else tuple(reversed(WORDS)):
            if rank is not None and (WORDS.index(word) - rank) * sign <= 0:
                continue
            leader = leads(word_bounds(self._catalogue, place.path, word))
            if leader == self._study.champion:
                continue
            steps = abs(WORDS.index(word) - rank) if rank is not None else 0.5
            name = self._catalogue.frameworks[place.path.framework].name
            now, then = _STATUS_TEXT[today], _STATUS_TEXT[word]
            text = f"Were “{place.label}” {then} in {name} (now {now}), {self._leads(leader)}."
            yield Flip("evidence", str(place.path), today, word, leader, text, float(steps))
            return


def _moved(catalogue: Catalogue, known: Evidence | None, middle: float) -> Bounds:
    """Return today's cell moved as a whole to another middle; its kind and age stay."""
    today = known or UNKNOWN
    low, high = (min(1.0, max(0.0, end + middle - today.mid)) for end in (today.low, today.high))
    if known is None:
        return (low, middle, high)
    moved = known.model_copy(update={"low": low, "mid": middle, "high": high})
    return grade_bounds(catalogue, moved)
