"""PROMETHEE II: options meet in pairs, and who is preferred more than others are to it comes
first.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from framework_compare.scoring.distributions import Floats
from framework_compare.scoring.other_methods import checked


def promethee_ii(
    values: ArrayLike,
    weights: ArrayLike,
    *,
    indifference: ArrayLike,
    preference: ArrayLike,
    families: Sequence[int] | None = None,
) -> Floats:
    """Return net flows: by how much an option is preferred to the others less how much they are to
    it, highest first.

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
