"""Value functions on declared, fixed bounds, and their weighted sum."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from framework_compare.scoring.distributions import Floats


def piecewise_linear(
    at: Sequence[float], values: Sequence[float], x: ArrayLike, *, clip: bool = True
) -> Floats:
    """Return a piecewise-linear function of x.

    Parameters
    ----------
    at
        corners, strictly ascending, in the number's own unit.
    values
        the function at the corners.
    x
        any shape.
    clip
        constant beyond the ends; where False, a number beyond them is an error.

    Returns
    -------
    array
        the shape of x.

    Raises
    ------
    ValueError
        where corners do not ascend, or a number lies outside and `clip` is False.

    References
    ----------
    von Winterfeldt and Edwards (1986), Decision Analysis and Behavioral Research, chapter 7.
    """
    if len(at) < 2 or any(left >= right for left, right in pairwise(at)):
        raise ValueError(f"corners must be two or more, strictly ascending, got {list(at)}")
    numbers = np.asarray(x, float)
    if not clip and (np.any(numbers < at[0]) or np.any(numbers > at[-1])):
        raise ValueError(f"must lie between {at[0]:g} and {at[-1]:g}, got {numbers.tolist()}")
    return np.asarray(np.interp(numbers, at, values))


def weighted_sum(values: Floats, weights: Floats) -> Floats:
    """Return the additive aggregate of values on fixed scales.

    Parameters
    ----------
    values
        shape (options, criteria), each column on its own fixed scale from 0 to 1.
    weights
        shape (criteria,) or (criteria, n), non-negative, summing to one over the criteria.

    Returns
    -------
    array
        shape (options,) or (options, n). No option's value depends on another's.

    References
    ----------
    Keeney and Raiffa (1976), Decisions with Multiple Objectives, chapter 3.
    """
    if weights.ndim == 1:
        # Each row is summed alone: the bytes are the same whoever else is on the list.
        total: Floats = (values * weights).sum(axis=-1)
        return total
    drawn: Floats = values @ weights
    return drawn
