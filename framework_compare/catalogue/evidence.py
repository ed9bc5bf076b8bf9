"""What is known: an interval, its kind, its source, its date, or why it is missing."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Kind = Literal["measured_here", "measured_elsewhere", "documented", "judged"]
Status = Literal["present", "add_on", "absent", "unknown"]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Text = Annotated[str, Field(min_length=1)]
MeasurementKey = Annotated[str, Field(pattern=r"^E\d+/[^/]+(/[^/]+){1,2}$")]
"""What the lab measured, as `measurements.Row.key` names it: ``E5/streamlit/predict/cpu_ms``."""


class Strict(BaseModel):
    """Base of every model that is read from ``data/``.

    Frozen, an unknown key is an error, and nothing is converted.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, strict=True)

    @classmethod
    def model_validate(cls, obj: Any, **options: Any) -> Self:
        """Return the model of what TOML holds, its arrays as tuples.

        Nothing that is read can be changed.
        """
        return super().model_validate(_with_tuples(obj), **options)


def _with_tuples(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _with_tuples(item) for key, item in value.items()}
    return tuple(map(_with_tuples, value)) if isinstance(value, list) else value


class Interval(Strict):
    """A value on a criterion's scale from 0 to 1.

    Half of the probability lies between `low` and `mid`, half between `mid` and `high`, evenly in
    each half.
    """

    low: Share
    """The lowest value that a fair reviewer could defend."""
    mid: Share
    """The value below which half of the probability lies."""
    high: Share
    """The highest value that a fair reviewer could defend."""

    @model_validator(mode="after")
    def _holds_its_middle(self) -> Self:
        if not self.low <= self.mid <= self.high:
            raise ValueError(
                f"mid must lie between low and high, got {self.low:g}, {self.mid:g}, {self.high:g}"
            )
        return self

    @property
    def mean(self) -> float:
        """The expected value: a quarter of each end and half of the middle."""
        return (self.low + 2 * self.mid + self.high) / 4

    def bounds(self) -> tuple[float, float, float]:
        """Return low, mid and high."""
        return (self.low, self.mid, self.high)


UNKNOWN: Final = Interval(low=0, mid=0.5, high=1)
"""The whole scale: what a cell without evidence says."""


class Cited(Strict):
    """Something that says what kind of knowledge it is and where it comes from."""

    kind: Kind
    """measured_here (this project's lab), measured_elsewhere, documented, or judged."""
    sources: tuple[str, ...] = ()
    """Ids of ``sources.toml``; a judgement may have none."""
    why: Text
    """One sentence: what the value rests on."""

    @model_validator(mode="after")
    def _cites(self) -> Self:
        if self.kind == "measured_here":
            if not getattr(self, "measurements", ()):
                raise ValueError(
                    "kind 'measured_here' needs at least one of the lab's measurements"
                )
        elif self.kind != "judged" and not self.sources:
            raise ValueError(
                f"kind '{self.kind}' needs at least one source; without one it is 'judged'"
            )
        return self


class Measurable(Cited):
    """Something that may rest on what the lab measured, or be supported by it."""

    measurements: tuple[MeasurementKey, ...] = ()
    """Keys such as ``E5/streamlit/predict/cpu_ms``; a kind other than measured_here names them as
    support.
    """


class Evidence(Interval, Measurable):
    """One graded cell: how capable one framework is on one criterion."""

    version: str
    """The framework's release that this is true of."""
    as_of: datetime.date
    """The day on which it was true."""


class StatusCell(Measurable):
    """Whether a building block, a need or a host is there in one framework."""

    status: Status
    """present, add_on, absent or unknown."""


class Source(Strict):
    """Where a fact comes from."""

    id: Text
    title: Text
    url: str = ""
    """Address of a public page."""
    package: str = ""
    """A published package that was inspected, as "PyPI: name version"."""
    measurement: str = ""
    """Name of a measurement and its date."""
    as_of: datetime.date
    """When it was read or measured."""
    version: str = ""
    """The release that it speaks of."""
    fact: Text
    """What it says, in one sentence of ours."""
    kind: Kind = "documented"
    reliability: Literal["high", "medium", "low"] = "high"
    framework: str = ""

    @model_validator(mode="after")
    def _is_somewhere(self) -> Self:
        if not (self.url or self.package or self.measurement or self.id == "article"):
            raise ValueError("needs one of url, package or measurement")
        return self

    @property
    def place(self) -> str:
        """Where a reader can look it up."""
        return self.url or self.package or self.measurement or self.title
