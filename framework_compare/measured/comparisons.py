"""Two measurements side by side: how many times larger, and whether that is more than noise."""

from __future__ import annotations

from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from framework_compare.measured.estimates import Estimate, estimated, wilson
from framework_compare.measured.measurements import Measured, Measurements

TWIN: Final = "twin"
"""A variant that ends in this word is the same program measured a second time: the two differ by
noise alone.
"""


FAILURES: Final = "_failures"
"""A metric that ends so counts what failed; one that ends in `ATTEMPTS` counts how often it was
tried.
"""
ATTEMPTS: Final = "_attempts"


class Comparison(BaseModel):
    """How many times larger one is than another, and whether that is more than noise."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ratio: Estimate
    band: float | None
    """By how much two runs of the same program differ at most: 1.3 is 30 per cent; None where that
    was not measured.
    """
    word: Literal["higher", "lower", "undecided"]


def ratio(above: Measured, below: Measured) -> Estimate:
    """Return how many times larger one is, with its interval.

    Values of the same repeat were measured side by side, so each pair gives one ratio.
    Where no two repeats are common, the ratio of the medians has no interval.
    """
    by_repeat = dict(zip(below.repeats, below.values, strict=True))
    pairs = [
        value / by_repeat[repeat]
        for repeat, value in zip(above.repeats, above.values, strict=True)
        if by_repeat.get(repeat)
    ]
    if len(pairs) > 1:
        return estimated(pairs)
    divisor = below.estimate.median
    return Estimate(
        n=len(pairs), median=above.estimate.median / divisor if divisor else float("nan")
    )


def failed_share(measurements: Measurements, failures: str) -> Estimate | None:
    """Return the share that failed, all repeats together, with its 95 % Wilson interval.

    None where nothing was tried.

    Parameters
    ----------
    failures
        a key such as ``E11/streamlit/random/media_failures``.
    """
    failed = measurements.measured.get(failures)
    tried = measurements.measured.get(failures.removesuffix(FAILURES) + ATTEMPTS)
    if failed is None or tried is None or not sum(tried.values):
        return None
    hits, n = sum(failed.values), round(sum(tried.values))
    low, high = wilson(hits, n)
    return Estimate(n=n, median=hits / n, low=low, high=high)


def noise_band(measurements: Measurements, experiment: str, metric: str) -> float | None:
    """Return the largest factor between a program and its twin; None where there is no twin."""
    found = []
    for key, twin in measurements.measured.items():
        if not key.startswith(f"{experiment}/") or twin.metric != metric or f"{TWIN}/" not in key:
            continue
        original = measurements.measured.get(
            key.replace(f"-{TWIN}/", "/").replace(f"/{TWIN}/", "/")
        )
        if original is not None:
            found += [a / b for a, b in _pairs(twin, original)]
    return max((max(factor, 1 / factor) for factor in found), default=None)


def _pairs(first: Measured, second: Measured) -> list[tuple[float, float]]:
    others = dict(zip(second.repeats, second.values, strict=True))
    both = [
        (value, others.get(repeat, 0.0))
        for repeat, value in zip(first.repeats, first.values, strict=True)
    ]
    return [(a, b) for a, b in both if a > 0 and b > 0]


def compared(measurements: Measurements, above: str, below: str) -> Comparison | None:
    """Return how two metrics compare, or None where one of them is missing.

    A difference counts only where the whole interval of the ratio lies outside the noise band of
    that metric. Without a band, CPU time, memory and counts are held against 1, and a wall time is
    always undecided.

    Parameters
    ----------
    above, below
        keys such as ``E5/streamlit/predict/cpu_ms``.
    """
    first, second = measurements.measured.get(above), measurements.measured.get(below)
    if first is None or second is None:
        return None
    found = ratio(first, second)
    band = noise_band(measurements, above.split("/", 1)[0], first.metric)
    word: Literal["higher", "lower", "undecided"] = "undecided"
    if (
        found.low is not None
        and found.high is not None
        and not (band is None and first.is_wall_time)
    ):
        if found.low > (band or 1.0):
            word = "higher"
        elif found.high < 1 / (band or 1.0):
            word = "lower"
    return Comparison(ratio=found, band=band, word=word)
