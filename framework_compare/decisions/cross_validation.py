"""How well what was learnt from some decisions forecasts others: each by what the others taught.

Decisions of one team are left out together. What comes out sets the size of the noise and the words
of confidence. Their thresholds stand on all decisions; what they are worth is counted on decisions
that chose neither weights nor thresholds.

References
----------
Stone (1974), Cross-validatory choice and assessment of statistical predictions, JRSS B 36, 111-147.
Gneiting and Raftery (2007), Strictly proper scoring rules, prediction, and estimation, JASA 102,
359-378 (the logarithmic score).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.learnt import Learnt, LearntWord
from framework_compare.decisions.choices import Choices
from framework_compare.decisions.learning import learn
from framework_compare.scoring.distributions import Floats
from framework_compare.scoring.draws import generator
from framework_compare.scoring.simulation import (
    drawn_loss,
    drawn_parts,
    structural_errors,
    weight_draws,
)
from framework_compare.scoring.study import Study

FOLDS: Final = 10
WAYS: Final = 3
"""Ways of dividing the teams: one more or less in a fold is luck."""
_DRAWS: Final = 2000
SIZES: Final = (0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6)
"""Sizes of the structural error that are tried, as multiples of what the logit assumes."""
_LEAST: Final = 1e-3
"""Floor of a share in the log score: one in a thousand draws."""


NOBODY: Final = -1


@dataclass(frozen=True, slots=True, eq=False)
class Forecasts:
    """What every choice set was forecast to be by what decisions of other teams taught."""

    sizes: tuple[float, ...]
    """Sizes of the structural error, as multiples of what the logit assumes."""
    shares: Floats
    """(sizes, ways, sets, frameworks): each family's share of firsts."""
    champions: NDArray[np.int64]
    """(ways, sets): the option with the highest score; `NOBODY` where none passes the musts."""

    def log_scores(self, choices: Choices) -> Floats:
        """Return the mean log share of what was taken: (sizes, lists), shortlists first.

        Of a list that no decision has there is nothing to miss: zero.
        """
        taken = np.zeros((len(choices), self.shares.shape[-1]), bool)
        for row, options in enumerate(choices.right):
            taken[row, [choices.options.ui[option] for option in np.flatnonzero(options)]] = True
        share = np.maximum((self.shares * taken).sum(axis=-1), _LEAST)
        logs = np.log(share).mean(axis=1)
        lists = (~choices.is_open, choices.is_open)
        each = [logs[:, rows].sum(axis=1) / max(rows.sum(), 1) for rows in lists]
        return np.stack(each, axis=1)

    def best(self, choices: Choices) -> int:
        """Return the place of the size that forecasts best, both lists counting alike."""
        return int(np.argmax(self.log_scores(choices).mean(axis=1)))


def folds(teams: Sequence[str], seed: int) -> NDArray[np.int64]:
    """Return in which fold each decision is left out; those of one team together."""
    names = sorted(set(teams))
    places = generator(seed, "folds").permutation(len(names)) % FOLDS
    of_team = dict(zip(names, places.tolist(), strict=True))
    return np.array([of_team[team] for team in teams])


def held_out(
    choices: Choices, catalogue: Catalogue, seed: int
) -> Iterator[tuple[Catalogue, NDArray[np.int64]]]:
    """Yield each fold's sets with the catalogue that knows of all other teams' decisions only."""
    of_set, now = folds(choices.teams, seed), catalogue.learnt
    for fold in range(FOLDS):
        rows = np.flatnonzero(of_set == fold)
        others = choices.part(of_set != fold)
        if not len(others):  # of one team alone nobody else teaches anything
            yield catalogue, rows
            continue
        posterior = learn(others, catalogue)
        found = posterior.learnt(structural=1.0, clear=now.clear, leaning=now.leaning)
        yield with_learnt(catalogue, found, f"{seed}.{fold}"), rows


def with_learnt(catalogue: Catalogue, learnt: Learnt, name: str) -> Catalogue:
    """Return the catalogue with something else learnt."""
    return replace(catalogue, learnt=learnt, digest=f"{catalogue.digest}, {name}")


def forecasts(choices: Choices, catalogue: Catalogue, *, ways: int = WAYS) -> Forecasts:
    """Return what every set is forecast to be by what other teams' decisions teach."""
    shares = np.zeros((len(SIZES), ways, len(choices), len(catalogue.frameworks)))
    champions = np.zeros((ways, len(choices)), np.int64)
    for way in range(ways):
        for known, rows in held_out(choices, catalogue, way):
            for row in rows.tolist():
                study = Study(choices.requirements[row], known)
                if not study.order:  # nothing passes what the team must have
                    champions[way, row] = NOBODY
                    continue
                place = choices.options.names.index(study.options.names[study.order[0]])
                champions[way, row] = place
                shares[:, way, row] = _shares(study)
    return Forecasts(SIZES, shares, champions)


def _shares(study: Study) -> Floats:
    """Return each family's share of firsts at every size of the error: (sizes, frameworks)."""
    rows = study.past_musts()
    ui = [study.options.ui[row] for row in rows]
    counts = np.zeros((len(SIZES), len(study.ground.names)))
    for under, drawn in drawn_parts(study, _DRAWS):
        loss = drawn_loss(under, drawn, rows, weight_draws(study, drawn))
        scores = under.constants[list(rows), None] - 100 * loss
        errors = structural_errors(under, drawn, rows)
        family = np.array(ui)
        for place, size in enumerate(SIZES):
            first = family[np.argmax(scores + size * errors, axis=0)]
            counts[place] += np.bincount(first, minlength=len(study.ground.names))
    return counts / counts.sum(axis=1, keepdims=True)


@dataclass(frozen=True, slots=True)
class WordAims:
    """What a word of confidence has to be worth."""

    clear: float
    leaning: float
    """How often verdicts with at least the share must have been right; of the second word, those
    that do not reach the first."""


def words(
    choices: Choices, found: Forecasts, size: int, aims: WordAims
) -> tuple[LearntWord, LearntWord]:
    """Return the lowest shares at which verdicts were right as often as each word promises.

    How often they were right with a word is counted fold by fold, by the thresholds that all other
    folds give.

    Parameters
    ----------
    size
        place of the size of the structural error that counts.
    """
    ui = np.array(choices.options.ui)
    sets = np.arange(len(choices))
    # Where nobody leads no share is said: the last option's place is read, and no word given.
    own = np.stack(
        [found.shares[size, way, sets, ui[first]] for way, first in enumerate(found.champions)]
    )
    right = np.stack([choices.right[sets, first] & (first != NOBODY) for first in found.champions])
    ways = len(found.champions)
    said = np.zeros((2, *own.shape), bool)
    for way in range(ways):
        of_set = folds(choices.teams, way)
        for fold in range(FOLDS):
            inside = of_set == fold
            first, second = _thresholds(own[:, ~inside], right[:, ~inside], aims)
            said[0, way, inside] = own[way, inside] >= first
            said[1, way, inside] = (own[way, inside] >= second) & (own[way, inside] < first)
    clear, leaning = _thresholds(own, right, aims)
    return _word(clear, said[0], right, ways), _word(leaning, said[1], right, ways)


def _thresholds(own: Floats, right: NDArray[np.bool_], aims: WordAims) -> tuple[float, float]:
    """Return the shares from which on the two words stand."""
    clear = _lowest(own, right, aims.clear, 1.01)
    return clear, _lowest(own, right, aims.leaning, clear)


def _lowest(own: Floats, right: NDArray[np.bool_], aim: float, below: float) -> float:
    """Return the lowest whole per cent from which on verdicts are right often enough."""
    for per_cent in range(_LOWEST_WORD, 100):
        share = per_cent / 100
        reached = (own >= share) & (own < below)
        if reached.sum() < _ENOUGH:
            break
        if right[reached].mean() >= aim:
            return share
    return min(below, 1.0)


_LOWEST_WORD: Final = 40
"""Per cent of firsts below which no verdict gets a word but that it is too close."""
_ENOUGH: Final = 30
"""Verdicts, over all ways, on fewer of which a rate says nothing."""


def _word(share: float, said: NDArray[np.bool_], right: NDArray[np.bool_], ways: int) -> LearntWord:
    return LearntWord(
        share=round(min(share, 1.0), 2),
        verdicts=round(said.sum() / ways),
        right=round(float((said & right).sum()) / ways, 1),
    )
