"""Shares with intervals, for samples of a few dozen."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypedDict

import numpy as np

__all__ = ["Share", "cluster_interval", "share_of", "wilson"]

_Z = 1.959964  # 97.5th percentile of the standard normal distribution


class Share(TypedDict):
    """A share of n with its 95 % interval."""

    n: int
    agree: float
    share: float | None
    low: float | None
    high: float | None


def wilson(hits: float, n: int) -> tuple[float, float]:
    """Return the 95 % Wilson score interval of a share.

    References
    ----------
    Wilson (1927), Probable inference, the law of succession, and statistical inference, JASA 22(158), 209-212.
    """
    if n == 0:
        return (0.0, 1.0)
    p = hits / n
    centre = p + _Z**2 / (2 * n)
    spread = _Z * math.sqrt(p * (1 - p) / n + _Z**2 / (4 * n**2))
    scale = 1 + _Z**2 / n
    return (max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale))


def share_of(hits: Sequence[float]) -> Share:
    """Return the share of hits with its Wilson interval; hits may be fractions (an expected random pick)."""
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
        [sum(hit for hit, cluster in zip(hits, clusters, strict=True) if cluster == name) for name in names]
    )
    sizes = np.array([sum(cluster == name for cluster in clusters) for name in names])
    picks = np.random.default_rng(seed).integers(0, len(names), (repeats, len(names)))
    shares = sums[picks].sum(axis=1) / sizes[picks].sum(axis=1)
    low, high = np.quantile(shares, [0.025, 0.975])
    return (float(low), float(high))
