"""What is asked of capacity planning, and what it answers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from framework_compare.catalogue.capacity_rules import (
    INPUTS,
    PRICE_INPUTS,
    CapacityRules,
    Input,
)
from framework_compare.requirement.model import Requirement
from framework_compare.vocabulary import FrameworkId

Amount = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Above = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Binding = Literal["cpu", "memory", "nothing"]
"""What decides the size: processor time, memory, or nothing where the smallest set-up is enough."""


class _Asked(BaseModel):
    """Base: frozen, so that it can be a key, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Workload(_Asked):
    """Who uses it, how, and how full its machines may be."""

    users: Annotated[int, Field(ge=1, le=10_000_000)]
    """Sessions open at the same time."""
    think_s: Above
    """Seconds from one click of a visitor to the next."""
    extra_ms: Amount
    """Processor time of the product's own code for one click, on top of the framework's."""
    state_mb: Amount
    """Megabytes that one visitor's own data take."""
    growth: Annotated[float, Field(ge=0, le=100)]
    """Per cent more users each month."""
    months: Annotated[int, Field(ge=0, le=120)]
    """How far ahead."""
    visit_minutes: Above
    """How long one visit lasts."""
    utilisation: Annotated[float, Field(gt=0, le=100)]
    """Per cent of a core that may be busy."""
    memory_free: Annotated[float, Field(ge=0, lt=100)]
    """Per cent of the memory that stays free."""
    workers_per_copy: Annotated[int, Field(ge=1)]
    """Processes of one container, where any of them may answer any visitor."""
    gb_per_vcpu: Above
    """Gigabytes of memory that come with one vCPU."""

    @property
    def later_users(self) -> int:
        """Sessions open at the same time when the months have passed."""
        return math.ceil(self.users * (1 + self.growth / 100) ** self.months - 1e-9)

    def of_one(self) -> Workload:
        """Return the same load of a single visitor: what hangs on their number is left out."""
        return self.model_copy(update={"users": 1, "growth": 0.0, "months": 0})


def assumed_input(asked: Input, requirement: Requirement) -> float:
    """Return the project's answer, no further than may be asked, or else the assumption."""
    answer = getattr(requirement, asked.seed) if asked.seed else None
    if answer is None:
        return asked.value
    return min(asked.seeds[answer] if asked.seeds else float(answer), asked.most)


def assumed(requirement: Requirement, rules: CapacityRules) -> tuple[Workload, Prices]:
    """Return the load and the prices to start from: the answers, and the stated assumptions."""
    values = {name: assumed_input(rules.input[name], requirement) for name in INPUTS}
    load = {name: value for name, value in values.items() if name not in PRICE_INPUTS}
    prices = {name: value for name, value in values.items() if name in PRICE_INPUTS}
    return Workload.model_validate(load), Prices.model_validate(prices)


class Prices(_Asked):
    """What a month costs, each in the reader's currency."""

    per_vcpu: Amount
    per_gb: Amount
    """Of memory."""
    load_balancer: Amount
    database: Amount
    """Of the store that processes share."""


@dataclass(frozen=True, slots=True)
class Banded:
    """A number with its band: nine of ten draws lie between its ends.

    The middle is that of the medians.
    """

    low: float
    mid: float
    high: float


@dataclass(frozen=True, slots=True)
class Layout:
    """How one part of an option runs at the medians."""

    framework: FrameworkId
    processes: int
    containers: int
    vcpus: int
    """Of all its containers together."""
    memory_gb: float
    """Of all its containers together, with what stays free."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What one option needs for a number of users."""

    option: str
    users: int
    busy_cores: Banded
    """Cores' worth of computing, on cores as fast as the reader's may be."""
    processes: Banded
    """Processes of Python, each on one core."""
    containers: Banded
    """Containers that the processes run in, all parts together."""
    vcpus: Banded
    """vCPUs to pay for: one for each process, or more where memory asks for a larger machine."""
    memory_gb: Banded
    """Memory to pay for, with what stays free."""
    cost: Banded
    """A month, in the reader's currency."""
    binds: Binding
    sticky: bool
    """Whether visitors must be routed to the process that knows them."""
    balanced: bool
    """Whether a load balancer is paid for."""
    store: bool
    """Whether a store that processes share is paid for."""
    parts: tuple[Layout, ...]
    """How each part runs at the medians, the UI first."""
