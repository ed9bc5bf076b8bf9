"""What one part of an option needs for a number of users: processes, containers, memory.

Every result is an array of shape (users, columns): a row for each number of users asked about, the
medians in column 0 and a draw in each further one. Users grow downwards, and nothing that is asked
for falls as they do.

References
----------
Denning and Buzen (1978), The Operational Analysis of Queueing Network Models, ACM Computing Surveys
10(3), 225-261: the utilisation law, and Little's law (Little, 1961, Operations Research 9(3),
383-387).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from framework_compare.capacity.parameters import Parameters, columns
from framework_compare.capacity.workload import Workload
from framework_compare.catalogue.capacity_rules import WorkerModel
from framework_compare.scoring.distributions import Floats

_ROUNDING = 1e-9
"""What floating point may add to a whole number before it counts as more."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A framework at work in an option."""

    parameters: Parameters
    worker: WorkerModel
    extra_ms: float
    """The product's own work that it does for one click."""
    state_mb: float
    """What a visitor keeps with it."""
    sessions: bool
    """Whether visitors have sessions with it, or only requests reach it."""
    scaling: Floats | None = None
    """What each of several processes brings, against the first alone: shape (columns,)."""


@dataclass(frozen=True, slots=True, eq=False)
class Resources:
    """What one part needs; arrays of shape (users, columns)."""

    busy_cores: Floats
    processes: Floats
    containers: Floats
    memory_gb: Floats
    """Of the processes, with what stays free."""
    store_gb: Floats
    """Of visitors' data outside the processes."""
    vcpus: Floats

    def joined(self, other: Resources) -> Resources:
        """Return what both need together."""
        return Resources(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


def resources(part: Part, users: Floats, workload: Workload, speed: Floats) -> Resources:
    """Return what a part needs.

    Parameters
    ----------
    users
        sessions open at the same time, shape (users, 1).
    speed
        what a core does against one of the measured machine, shape (columns,).

    Notes
    -----
    Users who click every Z seconds ask for N/Z clicks a second; with S seconds of processor time
    each, N·S/Z cores are busy (utilisation law). Waiting would only make them click later, so this
    is never too little.
    """
    busy = users / workload.think_s * _click_s(part, speed)
    processes = _processes(part, busy / (workload.utilisation / 100))
    in_process = part.worker.in_process
    containers = (
        processes if in_process else np.ceil(processes / workload.workers_per_copy - _ROUNDING)
    )
    memory = (
        _programs_mb(part, processes, containers) + _sessions_mb(part, users, workload)
    ) / 1000
    memory = memory / (1 - workload.memory_free / 100)
    store = 0.0 if in_process or not part.sessions else part.state_mb / 1000
    vcpus = np.maximum(processes, np.ceil(memory / workload.gb_per_vcpu - _ROUNDING))
    return Resources(
        busy, processes, containers, memory, np.broadcast_to(users * store, memory.shape), vcpus
    )


def first_beyond(part: Part, needs: Resources, workload: Workload) -> int:
    """Return the fewest users for whom these processes of a part no longer suffice.

    Parameters
    ----------
    part
        at its medians: the first column alone counts.
    needs
        what it needs now, whose number of users is that of the workload.
    """
    processes = float(needs.processes[0, 0])
    each = 1.0 if part.scaling is None or processes == 1 else float(part.scaling[0])
    of_one = float(needs.busy_cores[0, 0]) / workload.users / (workload.utilisation / 100)
    return math.floor((processes + _ROUNDING) * each / of_one) + 1


def _click_s(part: Part, speed: Floats) -> Floats:
    """Return the processor seconds of one click on the reader's cores."""
    assert part.parameters.click_ms is not None
    return (columns(part.parameters.click_ms) + part.extra_ms) / 1000 / speed


def _processes(part: Part, cores: Floats) -> Floats:
    """Return how many processes give so many cores' worth of computing.

    Python computes on one core in each process. Each of several brings what was measured of a
    second one beside the first; where that was not measured of this part, what was measured of
    others.
    """
    if part.scaling is None:
        return np.maximum(1, np.ceil(cores - _ROUNDING))
    return np.where(cores <= 1 + _ROUNDING, 1, np.ceil(cores / part.scaling - _ROUNDING))


def _programs_mb(part: Part, processes: Floats, containers: Floats) -> Floats:
    """Return the memory of all processes.

    A whole one for each container, and what each further one in it adds.
    """
    assert part.parameters.base_mb is not None
    base = columns(part.parameters.base_mb)
    further = (
        base
        if part.parameters.worker_mb is None
        else np.minimum(base, columns(part.parameters.worker_mb))
    )
    return containers * base + (processes - containers) * further


def _sessions_mb(part: Part, users: Floats, workload: Workload) -> Floats:
    """Return the memory of live sessions, and of those still held after their visitor left.

    With N visitors who stay for T, N/T leave in each unit of time; held for H they are N·H/T
    (Little's law).
    """
    if not part.sessions:
        return 0 * users
    assert part.parameters.session_mb is not None
    held = users * (1 + part.worker.held_s / (60 * workload.visit_minutes))
    own = part.state_mb if part.worker.in_process else 0.0
    return held * (columns(part.parameters.session_mb) + own)
