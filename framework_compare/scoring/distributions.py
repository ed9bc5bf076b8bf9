"""Intervals as distributions.

Half of the probability below the middle, half above, evenly in each half.

For an interval (l, m, h) the quantile at probability u is ``m + t·s + |t|·d`` with ``t = 2u - 1``,
``s = (h - l)/2`` and ``d = (h + l)/2 - m``: two straight pieces that meet at the middle.
"""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[Any]
_Array = TypeVar("_Array", bound=NDArray[Any])
Bounds = tuple[float, float, float]
"""Low, mid and high."""


def read_only(array: _Array) -> _Array:
    """Return the array itself, which nobody may change from now on."""
    array.setflags(write=False)
    return array


def midpoints(points: int) -> Floats:
    """Return t at the middles of `points` equally likely cells: shape (points,), within (-1, 1)."""
    return (2 * np.arange(points) + 1) / points - 1


def slopes(bounds: Floats) -> tuple[Floats, Floats, Floats]:
    """Return middle, s and d of the quantile function.

    Parameters
    ----------
    bounds
        shape (..., 3): low, mid, high in [0, 1].
    """
    low, mid, high = bounds[..., 0], bounds[..., 1], bounds[..., 2]
    return mid, (high - low) / 2, (high + low) / 2 - mid


def quantiles(bounds: Floats, points: int) -> Floats:
    """Return equally likely values of each interval, ascending.

    Parameters
    ----------
    bounds
        shape (..., 3).
    points
        how many.

    Returns
    -------
    array
        shape (..., points); its mean is the interval's mean, since the points are symmetric.
    """
    mid, spread, bend = slopes(bounds)
    t = midpoints(points)
    return mid[..., None] + spread[..., None] * t + bend[..., None] * np.abs(t)


def compressed(values: Floats, points: int) -> Floats:
    """Reduce equally likely values to `points` of them with the same mean.

    Parameters
    ----------
    values
        shape (..., n), n a multiple of `points`, in any order.
    """
    ordered = np.sort(values, axis=-1)
    return ordered.reshape(*values.shape[:-1], points, -1).mean(axis=-1)


def mixed(bounds: Floats, chances: Floats, points: int) -> Floats:
    """Return equally likely values of a mixture of intervals, ascending, with the mixture's mean.

    Parameters
    ----------
    bounds
        shape (options, members, 3).
    chances
        shape (members,), summing to one.
    points
        how many values.

    Returns
    -------
    array
        shape (options, points): means over equal parts of the probability.
    """
    values = quantiles(bounds, points).reshape(len(bounds), -1)
    masses = np.repeat(chances / points, points)
    order = np.argsort(values, axis=1, kind="stable")
    edges = np.linspace(0, 1, points + 1)
    found = np.empty((len(bounds), points))
    for row, places in enumerate(order):
        below = np.concatenate([[0.0], np.cumsum(masses[places])])
        area = np.concatenate([[0.0], np.cumsum(masses[places] * values[row, places])])
        found[row] = np.diff(np.interp(edges, below / below[-1], area)) * points
    return found


def expected_shortfall(needs: Floats, capabilities: Floats) -> Floats:
    """Return E[max(0, need - capability)] for independent need and capability.

    Parameters
    ----------
    needs
        shape (criteria, m): equally likely needs.
    capabilities
        shape (options, criteria, k): equally likely capabilities.

    Returns
    -------
    array
        shape (options, criteria), in [0, 1].

    Notes
    -----
    For ascending values the mean over all pairs is a sum of needs above each capability, found with
    one sort; the plain sum over pairs is faster at the sizes used here.
    """
    gaps = needs[None, :, None, :] - capabilities[:, :, :, None]
    np.maximum(gaps, 0.0, out=gaps)
    return gaps.mean(axis=(2, 3))
