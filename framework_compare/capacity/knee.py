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
from framework_compare.measured.measurements import Measurements
from framework_compare.scoring.distributions import Floats
from framework_compare.scoring.draws import generator
from framework_compare.vocabulary import FrameworkId


@dataclass(frozen=True, slots=True)
class KneeCheck:
    """The most users of one core before too many wait too long.

    What the model says, and what was measured.
    """

    framework: FrameworkId
    predicted: Banded
    served: int
    """The most users of a level that was answered in time, the lowest of the repeats."""
    too_many: int | None
    """The fewest users of a level that was not, the highest of the repeats; None where none was
    reached.
    """

    @property
    def holds(self) -> bool:
        """Whether the predicted number lies within the measured band."""
        return self.served <= self.predicted.mid and (
            self.too_many is None or self.predicted.mid <= self.too_many
        )


def most_users_of_a_core(
    click_s: Floats | float,
    think_s: float,
    longest_wait_s: float,
    answered: float,
    variability: Floats | float,
) -> Floats:
    """Return how many users one core serves so that this share of clicks is answered in time.

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

    Returns
    -------
    array
        users; 0 where a single click takes longer than the longest wait.

    Notes
    -----
    Many independent users make arrivals at random, whose variability is 1. In heavy traffic a wait
    exceeds t with probability exp(-2 (1 - rho) t / (rho S (1 + c))), where rho is the busy share, S
    the work and c its variability (Kingman). Setting that to 1 - answered at t = longest wait - S
    gives rho = 1 / (1 + S k (1 + c) / (2 t)) with k = -ln(1 - answered); the utilisation law then
    gives N = rho Z / S.

    References
    ----------
    Kingman (1962), On Queues in Heavy Traffic, Journal of the Royal Statistical Society B 24(2),
    383-392.
    """
    work = np.asarray(click_s, dtype=float)
    left = longest_wait_s - work
    with np.errstate(divide="ignore", invalid="ignore"):
        crowding = work * -math.log(1 - answered) * (1 + variability) / (2 * left)
        users = think_s / work / (1 + crowding)
    return np.where(left > 0, users, 0.0)


def knee_checks(catalogue: Catalogue) -> tuple[KneeCheck, ...]:
    """Return each measured capacity (E12) beside what a click's cost (E5) predicts."""
    return tuple(_checks(catalogue.measurements or Measurements(), catalogue.capacity))


def _checks(measurements: Measurements, rules: CapacityRules) -> Iterator[KneeCheck]:
    measured = measurements.measured
    for framework in rules.worker:
        served = measured.get(f"E12/{framework}/served_users")
        click = click_of(framework, _CLICKED, measurements, rules)
        if served is None or click is None:
            continue
        over = measured.get(f"E12/{framework}/too_many_users")
        reached = over is not None and set(over.repeats) == set(served.repeats)
        yield KneeCheck(
            framework=framework,
            predicted=_predicted(click, rules),
            served=round(min(served.values)),
            too_many=round(max(over.values)) if over is not None and reached else None,
        )


_CLICKED: Final = ("predict",)
"""What the users of the experiment click: a prediction."""


def _predicted(click: Parameter, rules: CapacityRules) -> Banded:
    knee, draws = rules.knee, rules.draws
    judged = knee.variability
    chance = generator(draws.seed, "variability").random(draws.count)
    drawn = np.interp(chance, [0, 0.5, 1], [judged.low, judged.mid, judged.high])
    users = most_users_of_a_core(
        columns(click) / 1000,
        knee.think_s,
        knee.longest_wait_s,
        knee.answered,
        np.concatenate([[judged.mid], drawn]),
    )
    low, high = np.percentile(users[1:], [draws.low_percent, draws.high_percent])
    mid = float(users[0])
    return Banded(min(float(low), mid), mid, max(float(high), mid))
