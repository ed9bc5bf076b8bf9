"""Real decisions as choices: what each option would have lost, and what was taken."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.decisions.cases import Case
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.distributions import Floats
from framework_compare.scoring.options import Options
from framework_compare.scoring.study import Study
from framework_compare.vocabulary import CRITERIA, GOAL_CLASSES

_DECIMALS: Final = 4
"""Of points of 100: what platforms compute otherwise in the last bits is not told apart."""
_FEWEST: Final = 2
"""Candidates that make a shortlist."""


@dataclass(frozen=True, eq=False)
class Choices:
    """Choice sets: every decision over all frameworks, and once more over the team's shortlist."""

    cases: tuple[Case, ...]
    requirements: tuple[Requirement, ...]
    """What was known, with the shortlist where it is the choice set."""
    options: Options
    """All of them; `inside` says which a set holds."""
    losses: Floats
    """(sets, options, criteria): points that a criterion would cost, had it all the weight."""
    beyond: Floats
    """(sets, options): points lost to answers that bind."""
    inside: NDArray[np.bool_]
    """(sets, options): which options a set holds, of those that meet what the team must have."""
    right: NDArray[np.bool_]
    """(sets, options): which of them agree with what the team took, by the rule of evaluation."""
    taken: NDArray[np.bool_]
    """(sets, options): which of those is the very thing, alone or with that service behind it; all
    that agree where none is. Whether a second stack was worth its cost, only this tells."""
    is_open: NDArray[np.bool_]
    """(sets,): whether there was no shortlist."""
    classes: Floats
    """(sets, classes): how likely the goal is of each class; one where it is known."""
    teams: tuple[str, ...]
    """Whose decision each is: decisions of one team are one cluster."""

    def __len__(self) -> int:
        return len(self.cases)

    def part(self, chosen: NDArray[np.bool_]) -> Choices:
        """Return some of the sets."""
        rows = np.flatnonzero(chosen)
        return Choices(
            tuple(self.cases[row] for row in rows),
            tuple(self.requirements[row] for row in rows),
            self.options,
            self.losses[rows],
            self.beyond[rows],
            self.inside[rows],
            self.right[rows],
            self.taken[rows],
            self.is_open[rows],
            self.classes[rows],
            tuple(self.teams[row] for row in rows),
        )

    @property
    def digest(self) -> str:
        """What the sets hold, in sixteen digits: the same wherever it is worked out."""
        found = hashlib.sha256()
        for part in (self.losses, self.beyond, self.classes):
            found.update(np.rint(part * 10**_DECIMALS).astype(np.int64).tobytes())
        for flags in (self.inside, self.right, self.taken, self.is_open):
            found.update(np.packbits(flags).tobytes())
        found.update("\n".join((*self.options.names, *self.teams)).encode())
        return found.hexdigest()[:16]


def choices_of(cases: Iterable[Case], catalogue: Catalogue) -> Choices:
    """Return the choice sets of all decisions that count.

    A set in which nothing agrees with what the team took says nothing and is left out.
    """
    rows: list[tuple[Case, Requirement, Study, NDArray[np.bool_], bool]] = []
    everything = Study(Requirement(), catalogue).options
    parts = [set(parts) for parts in everything.parts]
    for case in cases:
        if not case.counts:
            continue
        asked = case.requirement(shortlist=False, frameworks=catalogue.frameworks)
        study = Study(asked, catalogue)
        agrees = _agree(case, everything, catalogue)
        passed = np.isin(np.arange(len(everything)), study.past_musts())
        for listed in (set(case.considered), set(catalogue.frameworks)):
            is_open = listed == set(catalogue.frameworks)
            inside = passed & [part <= listed for part in parts]
            if len(listed) >= _FEWEST and (inside & agrees).any():
                known = asked if is_open else asked.with_answers(considered=case.considered)
                rows.append((case, known, study, inside, is_open))
    right = _flags([row[3] & _agree(row[0], everything, catalogue) for row in rows], everything)
    exact = _flags([row[3] & _exact(row[0], parts) for row in rows], everything)
    return Choices(
        cases=tuple(row[0] for row in rows),
        requirements=tuple(row[1] for row in rows),
        options=everything,
        losses=np.array([100 * (1 - row[2].fits) for row in rows]).reshape(
            len(rows), len(everything), len(CRITERIA)
        ),
        beyond=np.array([row[2].beyond.sum(axis=1) for row in rows]),
        inside=_flags([row[3] for row in rows], everything),
        right=right,
        taken=np.where(exact.any(axis=1, keepdims=True), exact, right),
        is_open=np.array([row[4] for row in rows]),
        classes=np.array([_classes(row[2]) for row in rows]),
        teams=tuple(row[0].team or row[0].id for row in rows),
    )


def _flags(rows: Sequence[NDArray[np.bool_]], options: Options) -> NDArray[np.bool_]:
    return np.array(rows, bool).reshape(len(rows), len(options))


def _agree(case: Case, options: Options, catalogue: Catalogue) -> NDArray[np.bool_]:
    return np.array([case.agrees(catalogue.parts(name)) for name in options.names])


def _exact(case: Case, parts: Sequence[set[str]]) -> NDArray[np.bool_]:
    return np.array([part == set(case.chosen) for part in parts])


def _classes(study: Study) -> Floats:
    found = np.zeros(len(GOAL_CLASSES))
    for under in study.goals:
        found[list(GOAL_CLASSES).index(under.profile.goal.goal_class)] += under.share
    return found
