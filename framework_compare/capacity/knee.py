"""The check of the model: how many users one core carries, predicted and measured."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from framework_compare.capacity.parameters import Parameter, click_of, columns
from framework_compare.capacity.workload import Banded
from framework_compare.catalogue.capacity_rules import CapacityRules
from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.measured.comparisons import OWN, SMALL_SHARE
from framework_compare.measured.measurements import Measured, Measurements
from framework_compare.scoring.distributions import Floats
from framework_compare.scoring.draws import generator
from framework_compare.vocabulary import FrameworkId


@dataclass(frozen=True, slots=True)
class KneeCheck:
    """The most users of one core before too many wait too long.

    What the model says, and what was measured: the range of the repeats.
    """

    framework: FrameworkId
    predicted: Banded
    served: int
    """The most users of a level that was answered in time, the lowest of the repeats."""
    too_many: int | None
    """The fewest users of a level that was not, the highest of the repeats; None where none was
    reached.
    """
    is_decided: bool = True
    """Whether the waits at these levels are the framework's: the measuring program's own are small
    beside them.
    """

    @property
    def holds(self) -> bool:
        """Whether it is decided, and the predicted number lies within the measured band."""
        return self.is_decided and self._is_within

    @property
    def _is_within(self) -> bool:
        return self.served <= self.predicted.mid and (
            self.too_many is None or self.predicted.mid <= self.too_many
        )


def most_users(
    click_s: Floats | float,
    think_s: float,
    longest_wait_s: float,
    answered: float,
    variability: Floats | float,
    level_s: float,
) -> Floats:
    """Return how many users one core serves so that this share of clicks is answered in time.

    They come to an idle server and go after a while. What is too much needs time to pile up, so
    that a short level bears more users than `think_s` over `click_s`, which no core serves for
    good.

    Parameters
    ----------
    click_s
        processor seconds of one click.
    think_s
        seconds between two clicks of one user.
    longest_wait_s
        until the answer, computing included.
    answered
        share of clicks, in (0, 1).
    variability
        squared coefficient of variation of the work for one click.
    level_s
        seconds from the first click to the last.

    Returns
    -------
    array
        users; 0 where a single click takes longer than the longest wait.

    Notes
    -----
    Many independent users make arrivals at random, whose variability is 1. In heavy traffic the
    work that waits is then a Brownian motion reflected at 0, with drift m = rho - 1 and variance
    v = rho S (1 + c) a second, where rho is the busy share, S the work of a click and c its
    variability. Having begun at 0, it exceeds x at time t with probability
    Q((x - m t) / sqrt(v t)) + exp(2 m x / v) Q((x + m t) / sqrt(v t)), where Q is the normal
    distribution's upper tail. The rho is sought at which the mean of that over the level is
    1 - answered, at x = longest wait - S; the utilisation law then gives N = rho Z / S. For a level
    without an end the probability is exp(2 m x / v), as Kingman (1962), On Queues in Heavy Traffic,
    Journal of the Royal Statistical Society B 24(2), has it.

    References
    ----------
    Harrison (1985), Brownian Motion and Stochastic Flow Systems, Wiley, chapter 1.
    """
    work = np.atleast_1d(np.asarray(click_s, dtype=float))
    left = longest_wait_s - work
    spread = work * (1 + np.asarray(variability, dtype=float))
    times = level_s * (np.arange(_TIMES) + 0.5) / _TIMES
    low, high = np.zeros_like(work), np.full_like(work, _BUSIEST)
    for _ in range(_HALVINGS):
        busy = (low + high) / 2
        late = _late(busy[:, None], left[:, None], spread[:, None], times).mean(axis=1)
        too_busy = late > 1 - answered
        low, high = np.where(too_busy, low, busy), np.where(too_busy, busy, high)
    users = np.where(left > 0, low * think_s / work, 0.0)
    return users if np.ndim(click_s) else users[0]


def _late(busy: Floats, left: Floats, spread: Floats, times: Floats) -> Floats:
    """Return the probability that more work waits than is left, at each time."""
    drift, variance = busy - 1, busy * spread
    root = np.sqrt(variance * times)
    below, above = (left - drift * times) / root, (left + drift * times) / root
    # exp(2 m x / v) alone overflows where the drift is upwards; times the tail it is this.
    reflected = np.where(
        above >= 0,
        np.exp(-(below**2) / 2) * _scaled_tail(np.abs(above)),
        np.exp(np.minimum(2 * drift * left / variance, 0.0)) * _tail(above),
    )
    return _tail(below) + reflected


def _tail(z: Floats) -> Floats:
    """Return the normal distribution's upper tail."""
    above = np.exp(-(z**2) / 2) * _scaled_tail(np.abs(z))
    return np.where(z >= 0, above, 1 - above)


def _scaled_tail(z: Floats) -> Floats:
    """Return the upper tail over ``exp(-z**2 / 2)``, for `z` of 0 and more, to 1e-7.

    Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 7.1.26.
    """
    t = 1 / (1 + 0.3275911 * z / math.sqrt(2))
    return np.polyval(_COEFFICIENTS, t) / 2


_TIMES: Final = 32
"""At how many times of a level it is asked how much waits."""
_HALVINGS: Final = 30
_BUSIEST: Final = 8.0
"""No level is so short that a core bears that many times what it can do."""
_COEFFICIENTS: Final = (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592, 0.0)


def knee_checks(catalogue: Catalogue) -> tuple[KneeCheck, ...]:
    """Return each measured capacity (E12) beside what a click's cost (E5, E12) predicts.

    The cost is that of the lowest level, the prediction about the highest.
    """
    return tuple(_checks(catalogue.measurements or Measurements(), catalogue.capacity))


def _checks(measurements: Measurements, rules: CapacityRules) -> Iterator[KneeCheck]:
    measured = measurements.measured
    for framework in rules.worker:
        row = f"E12/{framework}/{_TASK}/"
        served = measured.get(f"{row}served_users")
        click = click_of(framework, _CLICKED, measurements, rules)
        if served is None or click is None:
            continue
        over = measured.get(f"{row}too_many_users")
        reached = over is not None and set(over.repeats) == set(served.repeats)
        yield KneeCheck(
            framework=framework,
            predicted=_predicted(click, rules),
            served=round(min(served.values)),
            too_many=round(max(over.values)) if over is not None and reached else None,
            is_decided=_is_decided(measurements, row, rules.knee.longest_wait_s * 1000),
        )


_TASK: Final = "click"
"""What the users of the experiment do: somebody sees a new prediction. Bare answers are not it."""
_CLICKED: Final = ("predict",)
"""What they click, as the experiment on one interaction calls it."""
_WAIT: Final = "p95_ms_at_"


def _is_decided(measurements: Measurements, row: str, longest_ms: float) -> bool:
    """Return whether the program that clicks waited little enough by itself to be believed.

    Against a constant answer at the same load, its own wait has to stay under a tenth of what it
    is held against: at a level that was too much, of the wait that it reports; at one that was
    served, of the longest wait, since that is what such a level is asked for. A wait of its own
    that was not measured says nothing against it.
    """
    measured = measurements.measured
    for bound, is_over in (("served_users", False), ("too_many_users", True)):
        users = measured.get(f"{row}{bound}")
        for share in _levels(measurements, row, users) if users is not None else ():
            wait = measured.get(f"{row}{_WAIT}{share}")
            own = measured.get(f"{row}{OWN}{_WAIT}{share}")
            if wait is None or own is None:
                continue
            against = wait.estimate.median if is_over else longest_ms
            if own.estimate.median > SMALL_SHARE * against:
                return False
    return True


def _levels(measurements: Measurements, row: str, users: Measured) -> Iterator[str]:
    """Yield the shares of full speed at which, in some repeat, that many users clicked."""
    start = f"{row}users_at_"
    counts = set(zip(users.repeats, users.values, strict=True))
    for key, level in measurements.measured.items():
        if key.startswith(start) and counts & set(zip(level.repeats, level.values, strict=True)):
            yield key.removeprefix(start)


def _predicted(click: Parameter, rules: CapacityRules) -> Banded:
    knee, draws = rules.knee, rules.draws
    judged = knee.variability
    chance = generator(draws.seed, "variability").random(draws.count)
    drawn = np.interp(chance, [0, 0.5, 1], [judged.low, judged.mid, judged.high])
    users = most_users(
        columns(click) / 1000,
        knee.think_s,
        knee.longest_wait_s,
        knee.answered,
        np.concatenate([[judged.mid], drawn]),
        knee.level_s,
    )
    low, high = np.percentile(users[1:], [draws.low_percent, draws.high_percent])
    mid = float(users[0])
    return Banded(min(float(low), mid), mid, max(float(high), mid))
