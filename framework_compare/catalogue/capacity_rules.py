"""What capacity planning asks, assumes and judges, as read from ``capacity.toml``."""

from __future__ import annotations

from typing import Annotated, Final, Literal, Self, get_args

from pydantic import Field, model_validator

from framework_compare.catalogue.evidence import Cited, Strict, Text
from framework_compare.vocabulary import FrameworkId

InputId = Literal[
    "users",
    "think_s",
    "extra_ms",
    "state_mb",
    "growth",
    "months",
    "visit_minutes",
    "utilisation",
    "memory_free",
    "workers_per_copy",
    "gb_per_vcpu",
    "per_vcpu",
    "per_gb",
    "load_balancer",
    "database",
]
INPUTS: Final[tuple[InputId, ...]] = get_args(InputId)
PRICE_INPUTS: Final[tuple[InputId, ...]] = ("per_vcpu", "per_gb", "load_balancer", "database")
"""The prices among them; the rest describes the load and how full machines may be."""
NonNegative = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class Input(Strict):
    """One number that the reader may replace."""

    label: Text
    unit: str = ""
    """Behind the number; empty for a plain count."""
    value: NonNegative
    """What stands until the reader says otherwise."""
    least: NonNegative
    most: NonNegative
    step: Annotated[float, Field(gt=0, allow_inf_nan=False)]
    seed: Literal["", "peak_concurrent_users", "interaction_work"] = ""
    """The answer of the project that takes the value's place."""
    seeds: dict[str, NonNegative] = Field(default_factory=dict)
    """What each word of that answer stands for, where it is a word."""
    why: Text
    """What it means, and why the value is what it is."""

    @property
    def whole(self) -> bool:
        """Whether it is a whole number: where it starts and how it steps are."""
        return all(number.is_integer() for number in (self.value, self.least, self.step))

    @model_validator(mode="after")
    def _lies_within(self) -> Self:
        for name, value in {"value": self.value, **self.seeds}.items():
            if not self.least <= value <= self.most:
                raise ValueError(
                    f"{name} must lie between {self.least:g} and {self.most:g}, got {value:g}"
                )
        return self


class Band(Strict):
    """A judged quantity: half of the probability on each side of its middle, spread evenly."""

    low: NonNegative
    mid: NonNegative
    high: NonNegative
    why: str = ""

    @model_validator(mode="after")
    def _ascends(self) -> Self:
        if not self.low <= self.mid <= self.high:
            raise ValueError(
                f"mid must lie between low and high, got {self.low:g}, {self.mid:g}, {self.high:g}"
            )
        return self


class DrawRules(Strict):
    """How many draws make a band, keyed by which seed, and where the band ends."""

    count: Annotated[int, Field(ge=100, le=20_000)]
    seed: Annotated[int, Field(ge=0)]
    low_percent: Annotated[float, Field(ge=0, lt=50)]
    high_percent: Annotated[float, Field(gt=50, le=100)]
    why: Text


class KneeRules(Strict):
    """Under which conditions the capacity of one core was measured, and how it is predicted."""

    think_s: Annotated[float, Field(gt=0)]
    longest_wait_s: Annotated[float, Field(gt=0)]
    answered: Annotated[float, Field(gt=0, lt=1)]
    """The share of clicks that must be answered within the longest wait."""
    level_s: Annotated[float, Field(gt=0)]
    """How long so many users click before it is said how long they waited."""
    variability: Band
    """Squared coefficient of variation of the work for one click."""
    why: Text


class WorthNaming(Strict):
    """From which difference on one cost is called lower than another."""

    share: Annotated[float, Field(ge=0, lt=1)]
    """Of the dearer one."""
    amount: NonNegative
    """A month, in the reader's currency; a difference must reach both."""
    certain: Annotated[float, Field(ge=0.5, le=1)]
    """The least share of the draws in which it is that large."""
    why: Text


class WorkerModel(Cited):
    """Where one framework keeps its visitors, and so how it is multiplied."""

    keeps: Literal["in_process", "outside"]
    """in_process: one process in each container, and sticky routing from two on; outside: any
    process may answer.
    """
    held_s: NonNegative
    """Seconds for which a visitor's data stay after they left."""
    routing: Text
    state: Text

    @property
    def in_process(self) -> bool:
        """Whether a visitor lives in one process."""
        return self.keeps == "in_process"


class CapacityRules(Strict):
    """Everything in ``capacity.toml``."""

    currency: Text
    currency_why: Text
    input: dict[InputId, Input]
    core_speed: Band
    """What a core of the reader's does against one of the measured machine."""
    draws: DrawRules
    knee: KneeRules
    worth_naming: WorthNaming
    worker: dict[FrameworkId, WorkerModel]

    @model_validator(mode="after")
    def _asks_for_everything(self) -> Self:
        missing = [name for name in INPUTS if name not in self.input]
        if missing:
            raise ValueError(f"input.{missing[0]} is missing")
        if self.core_speed.low <= 0:
            raise ValueError(f"core_speed.low must be above 0, got {self.core_speed.low:g}")
        return self
