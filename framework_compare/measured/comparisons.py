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
AS_IT_COMES: Final = "as it comes"
"""A variant that ends in these words is the same app without its tuned lines and settings."""
ANSWER: Final = "answer"
CLICK: Final = "click"
"""The two tasks: the bare answer of an API, and what a person sees after a click. Numbers of the
one are never held against numbers of the other.
"""


FAILURES: Final = "_failures"
"""A metric that ends so counts what failed; one that ends in `ATTEMPTS` counts how often it was
tried.
"""
ATTEMPTS: Final = "_attempts"
OWN: Final = "own_"
"""A metric that begins so is a wait of the measuring program itself: against a constant answer at
the same load.
"""
CLIENT_CPU: Final = "client_cpu_ms"
"""What the measuring program itself computed for one interaction."""
SMALL_SHARE: Final = 0.1
"""A wait is the framework's where the measuring program's own is at most this share of it."""


class Comparison(BaseModel):
    """How many times larger one is than another, and whether that is more than noise.

    And more than the measuring program's own share.
    """

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
        a key such as ``E11/streamlit/random/upload_failures``.
    """
    failed = measurements.measured.get(failures)
    tried = measurements.measured.get(failures.removesuffix(FAILURES) + ATTEMPTS)
    if failed is None or tried is None or not sum(tried.values):
        return None
    hits, n = sum(failed.values), round(sum(tried.values))
    low, high = wilson(hits, n)
    return Estimate(n=n, median=hits / n, low=low, high=high)


def is_of_client(metric: str) -> bool:
    """Return whether a metric tells of the measuring program and not of what is measured."""
    return metric.startswith(OWN) or metric == CLIENT_CPU


def own_wait(measurements: Measurements, key: str) -> Measured | None:
    """Return what the measuring program itself waited at the same load; None where not measured.

    Parameters
    ----------
    key
        of a wait, such as ``E5/flask/predict/p95_ms`` or ``E12/flask/click/p95_ms_at_60``.
    """
    row, _, metric = key.rpartition("/")
    return measurements.measured.get(f"{row}/{OWN}{metric}")


def client_cpu(measurements: Measurements, key: str) -> Measured | None:
    """Return what the measuring program computed beside a framework's CPU time; None elsewhere."""
    row, _, metric = key.rpartition("/")
    return measurements.measured.get(f"{row}/{CLIENT_CPU}") if metric == "cpu_ms" else None


def is_the_clients(measurements: Measurements, key: str) -> bool:
    """Return whether a wait is undecided, since too much of it may be the measuring program's.

    Where its own median is more than a tenth of what it reports. Never where its own wait was not
    measured.
    """
    wait, own = measurements.measured.get(key), own_wait(measurements, key)
    if wait is None or own is None:
        return False
    return own.estimate.median > SMALL_SHARE * wait.estimate.median


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
    always undecided; so is every wait of which more than a tenth may be the measuring program's.

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
        and not any(is_the_clients(measurements, key) for key in (above, below))
    ):
        if found.low > (band or 1.0):
            word = "higher"
        elif found.high < 1 / (band or 1.0):
            word = "lower"
    return Comparison(ratio=found, band=band, word=word)
