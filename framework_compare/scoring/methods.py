"""Other ways to make one order out of many criteria.

They check the additive model and never replace it.

Each takes values of shape (options, criteria), more is better, and one weight for each criterion.
Weights are normalised to sum to one; one that is zero takes its criterion out. A missing number is
refused, never computed through: what is unknown has to be an expected value before it comes here.
One option alone has a defined answer. The fourth method, which compares options with each other, is
in ``promethee``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from framework_compare.errors import shown
from framework_compare.scoring.distributions import Floats
from framework_compare.scoring.results import CrossCheck, MethodResult
from framework_compare.scoring.scored import Scored
from framework_compare.vocabulary import FrameworkId, Method

_TIE: Final = 1e-9  # of scales that run over one unit or two


def weighted_product(values: ArrayLike, weights: ArrayLike, *, floor: float = 0.0) -> Floats:
    """Return the weighted geometric mean: prod(value ** weight), highest first.

    A weakness cannot be made up for: a value of nothing takes everything. It does not apply where a
    scale has negative values, nor where its zero only means "the worst of these"; `floor` is the
    least that counts.

    Parameters
    ----------
    values
        shape (options, criteria), not negative.
    weights
        shape (criteria,), not negative, not all zero.
    floor
        values below it count as this much; on the values' scale.

    Returns
    -------
    array
        shape (options,); on the scale of the values. No option's depends on another's.

    Raises
    ------
    ValueError
        where values or weights are missing, or lie outside their range.

    References
    ----------
    Bridgman (1922), Dimensional Analysis; Triantaphyllou and Mann (1989), Decision Support Systems
    5(3), 303-312.
    """
    matrix, shares = checked(values, weights)
    if np.any(matrix < 0):
        raise ValueError(
            f"values must not be negative for a product, got {shown(float(matrix.min()))}"
        )
    product: Floats = np.prod(np.maximum(matrix, floor) ** shares, axis=1)
    return product


def topsis(
    values: ArrayLike, weights: ArrayLike, *, ideal: ArrayLike = 1.0, anti_ideal: ArrayLike = 0.0
) -> Floats:
    """Return how much nearer each option is to the ideal than to its opposite.

    D- / (d+ + d-), highest first.

    Distances are Euclidean over weighted values, so weights count squared. The ideals are given,
    not taken from the options at hand: otherwise one more option could turn the order of two
    others. It does not apply where "twice as far" means nothing on a scale.

    Parameters
    ----------
    values
        shape (options, criteria).
    weights
        shape (criteria,), not negative, not all zero.
    ideal, anti_ideal
        the two points on the values' scale, one number or shape (criteria,).

    Returns
    -------
    array
        shape (options,), in [0, 1] for values between the two points; a half where the points
        coincide on everything that has a weight, and an option with them: nothing is nearer to
        either.

    Raises
    ------
    ValueError
        where values or weights are missing, or weights lie outside their range.

    References
    ----------
    Hwang and Yoon (1981), Multiple Attribute Decision Making, pages 128-140,
    doi:10.1007/978-3-642-48318-9.
    """
    matrix, shares = checked(values, weights)
    near = np.sqrt((((matrix - anti_ideal) * shares) ** 2).sum(axis=1))
    far = np.sqrt((((matrix - ideal) * shares) ** 2).sum(axis=1))
    whole = near + far
    return np.where(whole > 0, near / np.where(whole > 0, whole, 1.0), 0.5)


def vikor_measures(
    values: ArrayLike, weights: ArrayLike, *, best: ArrayLike = 1.0, worst: ArrayLike = 0.0
) -> tuple[Floats, Floats]:
    """Return VIKOR's two measures.

    S, the weighted sum of what is missing, and R, the worst weighted single miss.

    Parameters
    ----------
    values
        shape (options, criteria).
    weights
        shape (criteria,), not negative, not all zero.
    best, worst
        the ends on the values' scale, one number or shape (criteria,). Where they coincide, nothing
        can be missing.

    Returns
    -------
    tuple
        S and R, each of shape (options,), lower is better; for values between the ends S lies in
        [0, 1] and R in [0, the largest weight].

    Raises
    ------
    ValueError
        where values or weights are missing, or weights lie outside their range.
    """
    matrix, shares = checked(values, weights)
    top, span = np.asarray(best, float), np.subtract(best, worst, dtype=float)
    missing = shares * np.where(span != 0, (top - matrix) / np.where(span != 0, span, 1.0), 0.0)
    return missing.sum(axis=1), missing.max(axis=1)


def vikor(
    values: ArrayLike,
    weights: ArrayLike,
    *,
    best: ArrayLike = 1.0,
    worst: ArrayLike = 0.0,
    v: float = 0.5,
    declared: bool = True,
) -> Floats:
    """Return VIKOR's compromise Q = v·S + (1 - v)·R, each put on a scale from 0 to 1: lowest first.

    It looks at the whole and at the single worst shortfall. It does not apply where a large
    shortfall on one criterion is no worse than several small ones.

    Parameters
    ----------
    values
        shape (options, criteria).
    weights
        shape (criteria,), not negative, not all zero.
    best, worst
        the ends on the values' scale, one number or shape (criteria,).
    v
        in [0, 1]: what the whole counts against the worst single shortfall.
    declared
        whether S and R are put on a scale by what is possible, from 0 to 1 and from 0 to the
        largest weight, so that no option's Q depends on another's. Otherwise by the lowest and
        highest among the options, as published; where all are alike, that part is 0.

    Returns
    -------
    array
        shape (options,), lower is better.

    Raises
    ------
    ValueError
        where values or weights are missing, or weights or v lie outside their range.

    References
    ----------
    Opricovic and Tzeng (2004), Compromise solution by MCDM methods, European Journal of Operational
    Research 156(2), 445-455; (2007), Extended VIKOR method, the same journal 178(2), 514-529.
    """
    if not 0 <= v <= 1:
        raise ValueError(f"v must be between 0 and 1, got {shown(v)}")
    whole, single = vikor_measures(values, weights, best=best, worst=worst)
    if declared:
        _, shares = checked(values, weights)
        return v * whole + (1 - v) * single / shares.max()
    return v * _on_its_range(whole) + (1 - v) * _on_its_range(single)


def _on_its_range(measure: Floats) -> Floats:
    low, high = measure.min(), measure.max()
    scaled: Floats = (measure - low) / (high - low) if high > low else np.zeros_like(measure)
    return scaled


def competition_ranks(
    scores: ArrayLike, *, tie: float, lowest_first: bool = False
) -> NDArray[np.int64]:
    """Return ranks from 1: one more than how many are better, so that ties share the better rank.

    Parameters
    ----------
    scores
        shape (options,).
    tie
        differences up to this are none; on the scores' scale.
    lowest_first
        whether less is better.
    """
    found = np.asarray(scores, float)
    ahead = found[None, :] - found[:, None]
    better = -ahead > tie if lowest_first else ahead > tie
    return 1 + better.sum(axis=1)


def checked(values: ArrayLike, weights: ArrayLike) -> tuple[Floats, Floats]:
    """Return values and normalised weights as arrays, or say what is wrong with them.

    Raises
    ------
    ValueError
        where shapes do not match, a value is missing, or weights are negative, missing or all zero.
    """
    matrix, raw = np.asarray(values, float), np.asarray(weights, float)
    if matrix.ndim != 2 or not len(matrix) or raw.shape != matrix.shape[1:]:
        raise ValueError(
            f"values must be options by criteria with one weight each, got shapes {matrix.shape}"
            f" and {raw.shape}"
        )
    if not np.isfinite(matrix).all():
        option, criterion = np.argwhere(~np.isfinite(matrix))[0].tolist()
        raise ValueError(
            f"values[{option}][{criterion}]: must be a number, got {matrix[option, criterion]}: "
            "put an expected value there, or leave the option out"
        )
    if not (np.isfinite(raw).all() and (raw >= 0).all() and raw.sum() > 0):
        raise ValueError(f"weights must not be negative and not all zero, got {raw.tolist()}")
    return matrix, raw / raw.sum()


def promethee_ii(
    values: ArrayLike,
    weights: ArrayLike,
    *,
    indifference: ArrayLike,
    preference: ArrayLike,
    families: Sequence[int] | None = None,
) -> Floats:
    """Return net flows, preferred to others less others to it, highest first.

    On each criterion a lead d counts 0 up to `indifference`, 1 beyond `preference`, linearly
    between. Both at zero give the usual criterion, both alike the u-shape, no indifference the
    v-shape. It does not apply where options must not influence each other: a flow is relative to
    the others at hand.

    Parameters
    ----------
    values
        shape (options, criteria).
    weights
        shape (criteria,), not negative, not all zero.
    indifference, preference
        thresholds on the values' scale, one number or shape (criteria,); preference at least
        indifference.
    families
        shape (options,): options of one family are near-clones. They are not compared with each
        other, and together count as one opponent. If None, each is its own family, which is the
        published method.

    Returns
    -------
    array
        shape (options,), in [-1, 1]; 0 where there is no opponent.

    Raises
    ------
    ValueError
        where values or weights are missing, or weights or thresholds lie outside their range.

    References
    ----------
    Brans and Vincke (1985), A preference ranking organisation method, Management Science 31(6),
    647-656 (criterion with linear preference and indifference area).
    """
    matrix, shares = checked(values, weights)
    low, high = np.asarray(indifference, float), np.asarray(preference, float)
    if not np.all((low >= 0) & (high >= low)):
        raise ValueError(
            f"preference must be at least indifference, and both from 0 on, got {low} and {high}"
        )
    leads = matrix[:, None, :] - matrix[None, :, :]
    width = np.where(high > low, high - low, 1.0)
    degrees = np.where(leads > high, 1.0, np.clip((leads - low) / width, 0.0, 1.0) * (leads > low))
    preferred = degrees @ shares
    labels = np.arange(len(matrix)) if families is None else np.asarray(families)
    strangers = labels[:, None] != labels[None, :]
    sizes = (labels[:, None] == labels[None, :]).sum(axis=0)
    opponents = strangers / sizes
    count = opponents.sum(axis=1)
    net = ((preferred - preferred.T) * opponents).sum(axis=1)
    flows: Floats = net / np.where(count > 0, count, 1.0)
    return flows


def cross_check(scored: Scored) -> CrossCheck:
    """Return what each other method makes of the options that passed the must-haves.

    The same fits and weights are given to all; none where no option is left.
    """
    if not scored.order:
        return CrossCheck()
    fits = _with_bounds(scored)[list(scored.order)]
    ranked = [scored.options.parts[row][0] for row in scored.order]
    names = tuple(scored.options.names[row] for row in scored.order)
    return CrossCheck(
        tuple(
            _result(method, found, names, ranked, lowest_first=method == "vikor")
            for method, found in _scores(scored, fits, ranked)
        )
    )


def _with_bounds(scored: Scored) -> Floats:
    """Return the fits with what answers that bind take off, on each criterion's own scale."""
    points = 100 * scored.weights
    beyond = np.divide(scored.beyond, points, out=np.zeros_like(scored.beyond), where=points > _TIE)
    fits: Floats = np.clip(scored.fits - beyond, 0.0, 1.0)
    return fits


def _scores(
    scored: Scored, fits: Floats, families: Sequence[FrameworkId]
) -> Iterator[tuple[Method, Floats]]:
    rules, weights = scored.catalogue.cross_check, scored.weights
    product, topsis_, pairs = rules.weighted_product, rules.topsis, rules.promethee_ii
    labels = [families.index(family) for family in families]
    yield "weighted_product", weighted_product(fits, weights, floor=product.floor)
    yield "topsis", topsis(fits, weights, ideal=topsis_.ideal, anti_ideal=topsis_.anti_ideal)
    flows = promethee_ii(
        fits,
        weights,
        indifference=pairs.indifference,
        preference=pairs.preference,
        families=labels,
    )
    yield "promethee_ii", flows
    yield "vikor", vikor(fits, weights, v=rules.vikor.v)


def _result(
    method: Method,
    scores: Floats,
    names: Sequence[str],
    families: Sequence[FrameworkId],
    *,
    lowest_first: bool,
) -> MethodResult:
    """Return one method's order; names and families are in the order of the scores that decide."""
    ranks = competition_ranks(scores, tie=_TIE, lowest_first=lowest_first).tolist()
    places = sorted(
        range(len(names)), key=lambda place: (ranks[place], families[place] != families[0], place)
    )
    first = places[0]
    return MethodResult(
        method=method,
        winner=names[first],
        family=families[first],
        order=tuple(names[place] for place in places),
        scores=tuple(float(scores[place]) for place in places),
        agrees=families[first] == families[0],
    )
