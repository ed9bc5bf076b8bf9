"""Shares with intervals, for samples of a few dozen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

import numpy as np

from framework_compare.measured.estimates import wilson


class Share(TypedDict):
    """A share of n with its 95 % interval."""

    n: int
    agree: float
    share: float | None
    low: float | None
    high: float | None


def share_of(hits: Sequence[float]) -> Share:
    """Return the share of hits with its Wilson interval.

    Hits may be fractions (an expected random pick).
    """
    n, agree = len(hits), float(sum(hits))
    if not n:
        return Share(n=0, agree=0.0, share=None, low=None, high=None)
    low, high = wilson(agree, n)
    return Share(n=n, agree=agree, share=agree / n, low=low, high=high)


def cluster_interval(
    hits: Sequence[float], clusters: Sequence[str], *, seed: int, repeats: int = 2000
) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of a share where whole clusters are drawn.

    Parameters
    ----------
    hits, clusters
        one entry for each case.
    """
    names = sorted(set(clusters))
    sums = np.array(
        [
            sum(hit for hit, cluster in zip(hits, clusters, strict=True) if cluster == name)
            for name in names
        ]
    )
    sizes = np.array([sum(cluster == name for cluster in clusters) for name in names])
    picks = np.random.default_rng(seed).integers(0, len(names), (repeats, len(names)))
    shares = sums[picks].sum(axis=1) / sizes[picks].sum(axis=1)
    low, high = np.quantile(shares, [0.025, 0.975])
    return (float(low), float(high))
