"""How alike families err: by how alike the evidence on them is.

A reason that nobody stated for or against one framework mostly holds for another of its kind, too.
Errors are joint normals; two families correlate by exp(-d² / 2·alike²), d being the root mean
square difference of everything that is known about them, so that an exact copy errs as the original
does and takes nothing from anybody but it.

References
----------
Rasmussen and Williams (2006), Gaussian Processes for Machine Learning, section 4.2 (the squared
exponential covariance, which is positive definite for any points).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from framework_compare.scoring.distributions import Floats
from framework_compare.scoring.evidence import EvidenceArrays

_COPY: Final = 0.98
"""Correlation from which on two families are told apart by next to nothing."""
_NOTHING: Final = 1e-9
"""Variance below which nothing of a family's errors is its own."""


def correlations(arrays: EvidenceArrays, alike: float) -> Floats:
    """Return how families' errors correlate: (frameworks, frameworks), ones on the diagonal.

    Parameters
    ----------
    alike
        difference of evidence at which two correlate by exp(-1/2).
    """
    known = np.concatenate(
        [
            part[..., 1].reshape(len(part), -1)
            for part in (arrays.cells, arrays.speed, arrays.blocks, arrays.items, arrays.hosts)
        ],
        axis=1,
    )
    apart = ((known[:, None] - known[None]) ** 2).mean(axis=2)
    return np.exp(-apart / (2 * alike**2))


def errs_as(correlated: Floats) -> NDArray[np.int64]:
    """Return the first family that each is a copy of, or nearly; mostly itself: (families,).

    What is said of a copy was read off the same things, so that its cells err with the original's.
    """
    return np.array([int(np.argmax(row >= _COPY)) for row in correlated])


def mixing(correlated: Floats) -> Floats:
    """Return the lower triangle that makes independent errors correlate: (families, families).

    A family that is a copy of those before it gets no error of its own, so that it errs exactly as
    they do; the errors of the first families do not hang on those that come after.
    """
    size = len(correlated)
    lower = np.zeros((size, size))
    for row in range(size):
        for column in range(row):
            own = lower[column, column]
            rest = correlated[row, column] - lower[row, :column] @ lower[column, :column]
            lower[row, column] = rest / own if own > 0 else 0.0
        left = correlated[row, row] - lower[row, :row] @ lower[row, :row]
        lower[row, row] = np.sqrt(left) if left > _NOTHING else 0.0
    return lower
