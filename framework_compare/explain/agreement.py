"""Several people's requirements held against each other: how far they agree, and what all accept.

Everything is asked of each person alone first, with that person's own answers and weights, and only
then held side by side: nowhere are people's scores added up or averaged.

References
----------
Kendall and Babington Smith (1939), The problem of m rankings, Annals of Mathematical Statistics
10(3), 275-287: the coefficient of concordance W.
Legendre (2005), Species associations: the Kendall coefficient of concordance revisited, Journal of
Agricultural, Biological, and Environmental Statistics 10(2), 226-245: its correction for ties, and
its relation to the mean rank correlation.
Leskinen, Viitanen, Kangas and Kangas (2006), Alternatives to incorporate uncertainty and risk
attitude in multicriteria evaluation of forest plans, Forest Science 52(3), 304-312: how often one
option is ahead of another over all draws, as here each option of a person's own first choice.
Lahdelma and Salminen (2001), SMAA-2: Stochastic multicriteria acceptability analysis for group
decision making, Operations Research 49(3), 444-454.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.scoring.acceptability import strictly_better
from framework_compare.scoring.distributions import Floats, read_only
from framework_compare.scoring.must_draws import OUT, met_musts
from framework_compare.scoring.scored import TIE
from framework_compare.scoring.simulation import DRAWN_TIE, drawn_parts, drawn_scores
from framework_compare.scoring.study import Study

_ABSENT: Final = 255
"""In the place of a count of better families: the family has no option on the table."""
_TWO: Final = 2
_FEW: Final = 3
_LOW, _HIGH = 5, 95
"""Percentiles between which a coefficient lies in nine of ten draws."""


@dataclass(frozen=True, slots=True, eq=False)
class Stance:
    """What one person's draws say, kept so that groups can be put together without drawing anew.

    The draws are common: in draw k the evidence errs alike for everybody, and what people left open
    turns out alike as far as they left the same open.
    """

    better: NDArray[np.uint8]
    """(frameworks, draws): how many families are strictly better than this one."""
    level: Mapping[str, float]
    """Share of the draws in which an option meets every must of this person and is not behind their
    first choice; options on the table only.
    """


@dataclass(frozen=True, slots=True)
class Concordance:
    """How far several rankings agree: Kendall's W, 0 for none and 1 for the same ranking."""

    w: float
    """By the scores."""
    low: float
    high: float
    """5th and 95th percentile of W over the draws; in each draw everybody ranks anew."""
    correlation: float
    """(m·W - 1)/(m - 1): without ties the mean of Spearman's rank correlation over all pairs."""
    families: tuple[str, ...]
    """What is ranked: the families that everybody has an option of."""
    people: int


@dataclass(frozen=True, slots=True)
class Without:
    """What is left of the group's picture once one person has left."""

    place: int
    correlation: float | None
    """Mean rank correlation of the others, which unlike W does not rise as people leave."""
    w: float | None
    compromise: str | None
    acceptable: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Loss:
    """What one person gives up with an option."""

    place: int
    champion: str
    points: float
    """Behind that person's own first choice, of 100."""
    level: float
    """Share of the draws in which it is not behind and meets every must."""


def stance_of(study: Study) -> Stance:
    """Return what one person's draws say of families and options."""
    rows, options = study.past_musts(), study.options
    count = study.draws or study.catalogue.model.draws.count
    better = np.full((len(study.ground.names), count), _ABSENT, np.uint8)
    level, start = np.zeros(len(rows), int), 0
    ui = [options.ui[row] for row in rows]
    families = sorted(set(ui))
    members = [[place for place, row in enumerate(ui) if row == family] for family in families]
    first = rows.index(study.order[0]) if rows else 0
    for under, part in drawn_parts(study, count) if rows else ():
        for drawn in part.blocks():
            scores = drawn_scores(study, under, drawn, rows)
            met = met_musts(study, under, drawn, rows)
            if met is not None:
                scores[~met] = OUT
            best = np.stack([scores[places].max(axis=0) for places in members])
            better[families, start : start + drawn.count] = strictly_better(best, DRAWN_TIE)
            level += ((scores >= scores[first] - DRAWN_TIE) & (scores > OUT)).sum(axis=1)
            start += drawn.count
    shares = (level / count).tolist()
    names = [options.names[row] for row in rows]
    return Stance(read_only(better), dict(zip(names, shares, strict=True)))


def mean_ranks(better: NDArray[np.integer] | Floats) -> Floats:
    """Return ranks from 1, best first, those that tie sharing the mean of their ranks.

    Parameters
    ----------
    better
        shape (n, ...): less for what is better; equal for ties.
    """
    ahead = (better[:, None] > better[None, :]).sum(axis=1)
    same = (better[:, None] == better[None, :]).sum(axis=1)
    ranks: Floats = ahead + (same + 1) / 2
    return ranks


def kendalls_w(ranks: Floats) -> Floats:
    """Return Kendall's coefficient of concordance, corrected for ties.

    ``W = 12·S / (m²·(n³ - n) - m·ΣT)``, with S the sum of squared deviations of the rank sums from
    their mean, and T the sum of t³ - t over one person's groups of t ties.

    Parameters
    ----------
    ranks
        shape (m, n, ...): m people's mean ranks of n things, perhaps in many draws.

    Returns
    -------
    array
        shape (...), in [0, 1]; not a number where everybody ties everything.

    References
    ----------
    Legendre (2005); the worked example with ties in Siegel (1956), Nonparametric statistics, after
    Kendall (1948), Rank correlation methods, is a test.
    """
    people, things = ranks.shape[:2]
    sums = ranks.sum(axis=0)
    deviations = ((sums - people * (things + 1) / 2) ** 2).sum(axis=0)
    # A group of t ties gives each of its members a spread of ranks that the sum of squares lacks.
    squares = ((ranks - (things + 1) / 2) ** 2).sum(axis=1)
    ties = things**3 - things - 12 * squares
    whole = people**2 * (things**3 - things) - people * ties.sum(axis=0)
    with np.errstate(invalid="ignore"):
        found: Floats = np.where(whole > TIE, 12 * deviations / np.maximum(whole, TIE), np.nan)
    return np.clip(found, 0, 1)


class Group:
    """People by their places, each with a study; worked out when first asked for and kept.

    Parameters
    ----------
    studies
        one for each person, all under one catalogue.
    stances
        what `stance_of` says of each, in the same order.
    """

    def __init__(self, studies: Sequence[Study], stances: Sequence[Stance]) -> None:
        self.studies, self.stances = tuple(studies), tuple(stances)

    @property
    def catalogue(self) -> Catalogue:
        """The evidence that everybody's study rests on; somebody has to be there."""
        return self.studies[0].catalogue

    @cached_property
    def choosing(self) -> tuple[int, ...]:
        """The people for whom something fits, by place."""
        return tuple(place for place, study in enumerate(self.studies) if study.order)

    @cached_property
    def scores(self) -> tuple[Mapping[str, float], ...]:
        """Each person's scores of the options past their musts, not below 0; nothing where none."""
        return tuple(
            {study.options.names[row]: max(float(study.scores[row]), 0.0) for row in study.order}
            for study in self.studies
        )

    @cached_property
    def champions(self) -> tuple[str | None, ...]:
        """Each person's first choice."""
        return tuple(study.champion for study in self.studies)

    @cached_property
    def options(self) -> tuple[str, ...]:
        """Every option that is on somebody's table, in the catalogue's order."""
        names = (*self.catalogue.frameworks, *self.catalogue.pairings) if self.studies else ()
        return tuple(name for name in names if any(name in scores for scores in self.scores))

    @cached_property
    def shared(self) -> tuple[str, ...]:
        """The options that are on the table of everybody for whom something fits."""
        return tuple(
            option
            for option in self.options
            if all(option in self.scores[place] for place in self.choosing)
        )

    def loss(self, place: int, option: str) -> float | None:
        """Return the points of 100 that an option is behind one person's first choice.

        None where it misses a must of theirs or is not on their shortlist.
        """
        scores, champion = self.scores[place], self.champions[place]
        return scores[champion] - scores[option] if champion and option in scores else None

    def losses(self, option: str) -> tuple[Loss, ...]:
        """Return what each person gives up with an option, the most first.

        Those for whom nothing fits, or for whom it is off the table, are left out.
        """
        found = [
            Loss(place, str(self.champions[place]), points, self.stances[place].level[option])
            for place in self.choosing
            if (points := self.loss(place, option)) is not None
        ]
        return tuple(sorted(found, key=lambda loss: -_steps(loss.points)))

    @cached_property
    def _lost(self) -> tuple[Mapping[str, int], ...]:
        """Each person's points behind their first choice, in steps below which they are ties."""
        best = [max(scores.values(), default=0.0) for scores in self.scores]
        return tuple(
            {option: _steps(most - score) for option, score in scores.items()}
            for most, scores in zip(best, self.scores, strict=True)
        )

    def _by_largest_loss(self, option: str) -> tuple[int, int, int, int]:
        """Return the key by which options are put in order.

        For how few it is out, the largest loss, then what all lose, then the catalogue's order.
        """
        points = [lost[option] for lost in self._lost if option in lost]
        out = len(self.choosing) - len(points)
        return out, max(points, default=0), sum(points), self.options.index(option)

    @cached_property
    def compromise(self) -> str | None:
        """The option whose largest loss over people is least: nobody gives up much.

        Among those on everybody's table; None where there is none. A point of one person's counts
        as much as a point of another's, and nobody's loss is made up for by another's gain.
        """
        return min(self.shared, key=self._by_largest_loss, default=None)

    @cached_property
    def bests(self) -> tuple[str, ...]:
        """For each family the one of its options that costs people least, the least first."""
        best: dict[str, str] = {}
        for option in sorted(self.options, key=self._by_largest_loss):
            best.setdefault(self.catalogue.parts(option)[0], option)
        return tuple(best.values())

    def columns(self, most: int) -> tuple[str, ...]:
        """Return the options to show side by side, the least largest loss first.

        Everybody's first choice in any case, then the compromise, what all can accept, what the
        fewest object to, and other families' best, until there are so many.
        """
        wanted = [champion for champion in self.champions if champion is not None]
        wanted += [self.compromise] if self.compromise else []
        wanted += [*self.acceptable, *self.least_opposed[:_FEW], *self.bests]
        shown = list(dict.fromkeys(wanted))[: max(most, len({*self.champions}))]
        return tuple(sorted(shown, key=self._by_largest_loss))

    @cached_property
    def accepted(self) -> tuple[str, ...]:
        """What everybody for whom something fits can accept, the least largest loss first.

        Nobody's draws tell it apart from their first choice: it meets their musts and is not behind
        in at least as many of them as finalists may leave out.
        """
        found = [
            option
            for option in self.shared
            if not set(self.objecting(option)).intersection(self.choosing)
        ]
        return tuple(sorted(found, key=self._by_largest_loss))

    def objecting(self, option: str) -> tuple[int, ...]:
        """Return who cannot accept an option: it is off their table, or clearly behind."""
        least = 1 - self.catalogue.confidence.finalists.share
        return tuple(
            place
            for place, stance in enumerate(self.stances)
            if stance.level.get(option, 0.0) < least - TIE
        )

    @cached_property
    def least_opposed(self) -> tuple[str, ...]:
        """The options to which the fewest object, the least largest loss first."""
        ordered = sorted(self.options, key=self._by_largest_loss)
        fewest = min((len(self.objecting(option)) for option in ordered), default=0)
        return tuple(option for option in ordered if len(self.objecting(option)) == fewest)

    @property
    def acceptable(self) -> tuple[str, ...]:
        """What everybody can accept; nothing where for somebody nothing fits."""
        return self.accepted if len(self.choosing) == len(self.studies) else ()

    @cached_property
    def families(self) -> tuple[Mapping[str, float], ...]:
        """Each person's score of every family on their table: its best option's."""
        found: list[dict[str, float]] = []
        for scores in self.scores:
            best: dict[str, float] = {}
            for option, score in scores.items():
                family = self.catalogue.parts(option)[0]
                best[family] = max(score, best.get(family, 0.0))
            found.append(best)
        return tuple(found)

    @cached_property
    def shared_families(self) -> tuple[str, ...]:
        """The families that everybody for whom something fits has an option of."""
        held = [self.families[place] for place in self.choosing]
        return tuple(name for name in self.catalogue.frameworks if all(name in own for own in held))

    @cached_property
    def _ranks(self) -> Floats:
        """(people who choose, shared families): mean ranks by the scores."""
        best = [
            [self.families[place][family] for family in self.shared_families]
            for place in self.choosing
        ]
        return np.stack([mean_ranks(-np.rint(np.array(row) / TIE)) for row in best])

    @property
    def w(self) -> float | None:
        """Kendall's W by the scores; None where fewer than two rank fewer than two families."""
        if len(self.choosing) < _TWO or len(self.shared_families) < _TWO:
            return None
        found = float(kendalls_w(self._ranks))
        return None if math.isnan(found) else found

    @property
    def correlation(self) -> float | None:
        """The mean rank correlation over all pairs of people; None as for W."""
        found, people = self.w, len(self.choosing)
        return None if found is None else (people * found - 1) / (people - 1)

    @cached_property
    def concordance(self) -> Concordance | None:
        """How far the rankings agree; None where there are not two to hold against each other."""
        w, correlation = self.w, self.correlation
        if w is None or correlation is None:
            return None
        names = self.studies[0].ground.names
        rows = [names.index(family) for family in self.shared_families]
        drawn = np.stack([mean_ranks(self.stances[place].better[rows]) for place in self.choosing])
        each = kendalls_w(drawn)
        each = each[~np.isnan(each)]
        if not each.size:  # nobody's musts are met in any draw
            return None
        low, high = np.percentile(each, [_LOW, _HIGH]).tolist()
        return Concordance(w, low, high, correlation, self.shared_families, len(self.choosing))

    @cached_property
    def without(self) -> tuple[Without, ...]:
        """What is left once each person in turn has left; nothing where only two are there."""
        if len(self.studies) <= _TWO:
            return ()
        found = []
        for place in range(len(self.studies)):
            rest = self._rest(place)
            found.append(Without(place, rest.correlation, rest.w, rest.compromise, rest.acceptable))
        return tuple(found)

    def _rest(self, place: int) -> Group:
        """Return the group without one person; what is known of the others stays known."""

        def left(each: tuple[Any, ...]) -> tuple[Any, ...]:
            return (*each[:place], *each[place + 1 :])

        rest = Group(left(self.studies), left(self.stances))
        rest.__dict__.update(
            scores=left(self.scores), families=left(self.families), _lost=left(self._lost)
        )
        return rest

    @cached_property
    def widest(self) -> tuple[int, int] | None:
        """The two people whose first choices cost each other most; None where all choose alike.

        What is off the other's table costs more than anything on it.
        """
        pairs = [
            (one, other)
            for one in self.choosing
            for other in self.choosing
            if one < other and self.champions[one] != self.champions[other]
        ]
        return max(pairs, key=lambda pair: self._apart(*pair), default=None)

    def _apart(self, one: int, other: int) -> float:
        ways = ((one, self.champions[other]), (other, self.champions[one]))
        each = [self.loss(place, str(champion)) for place, champion in ways]
        return sum(100.0 if loss is None else loss for loss in each)


def _steps(points: float) -> int:
    """Return points in steps below which they are ties."""
    return round(points / TIE)
