"""Whether four other methods, on the same fits and weights, would name the same family."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.scoring.additive import Scored
from framework_compare.scoring.distributions import Floats
from framework_compare.scoring.other_methods import (
    competition_ranks,
    topsis,
    vikor,
    weighted_product,
)
from framework_compare.scoring.promethee import promethee_ii
from framework_compare.scoring.results import CrossCheck, MethodResult
from framework_compare.vocabulary import FRAMEWORKS, Method

_TIE: Final = 1e-9  # of scales that run over one unit or two


def cross_check(catalogue: Catalogue, scored: Scored, order: tuple[int, ...]) -> CrossCheck:
    """Return what each other method makes of the options that passed the must-haves.

    Parameters
    ----------
    scored
        expected fits and weights, and the scores that decide.
    order
        the kept options, highest score first; the first one is the champion.

    Returns
    -------
    CrossCheck
        one result for each method; none where no option is kept.
    """
    if not order:
        return CrossCheck()
    families = tuple(scored.options.ui[option] for option in order)
    names = tuple(scored.options.names[option] for option in order)
    fits = scored.fits[list(order)]
    return CrossCheck(
        tuple(
            _result(method, found, names, families, lowest_first=method == "vikor")
            for method, found in _scores(catalogue, fits, scored.weights, families)
        )
    )


def _scores(
    catalogue: Catalogue, fits: Floats, weights: Floats, families: tuple[int, ...]
) -> Iterator[tuple[Method, Floats]]:
    rules = catalogue.cross_check
    yield "weighted_product", weighted_product(fits, weights, floor=rules.weighted_product.floor)
    yield (
        "topsis",
        topsis(fits, weights, ideal=rules.topsis.ideal, anti_ideal=rules.topsis.anti_ideal),
    )
    yield (
        "promethee_ii",
        promethee_ii(
            fits,
            weights,
            indifference=rules.promethee_ii.indifference,
            preference=rules.promethee_ii.preference,
            families=families,
        ),
    )
    yield "vikor", vikor(fits, weights, v=rules.vikor.v)


def _result(
    method: Method,
    scores: Floats,
    names: tuple[str, ...],
    families: tuple[int, ...],
    *,
    lowest_first: bool,
) -> MethodResult:
    """Return one method's order; `names` and `families` are in the order of the scores that
    decide.
    """
    ranks = competition_ranks(scores, tie=_TIE, lowest_first=lowest_first).tolist()
    places = sorted(
        range(len(names)), key=lambda place: (ranks[place], families[place] != families[0], place)
    )
    first = places[0]
    return MethodResult(
        method=method,
        winner=names[first],
        family=FRAMEWORKS[families[first]],
        order=tuple(names[place] for place in places),
        scores=tuple(float(scores[place]) for place in places),
        agrees=families[first] == families[0],
    )
