"""What the lab measured: rows with their conditions, and their estimates."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from framework_compare.errors import DataError, Problem, problems_of
from framework_compare.measured.estimates import Estimate, estimated

FILE: Final = "measurements/lab.json"
"""Below ``data/``."""

Name = Annotated[str, Field(pattern=r"^[^/\s][^/]*$")]
Finite = Annotated[float, Field(allow_inf_nan=False)]


class _Part(BaseModel):
    """Base: frozen, an unknown key is an error, and nothing is converted."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Machine(_Part):
    """Where something was measured."""

    cpu: str
    cores: Annotated[int, Field(ge=1)]
    memory_gb: Annotated[float, Field(gt=0)]
    system: str
    kernel: str
    python: str
    """The release that the entrants ran on."""


class TunedLine(_Part):
    """One documented line or setting that an app was tuned with."""

    what: str
    """What it does and why it helps."""
    line: str
    """The line itself."""
    source: str
    """The address of the page that advises it."""


class Run(_Part):
    """Conditions that many rows share."""

    started: datetime.datetime
    commit: str
    """The state of this repository; ends in ``+`` where files differed from it."""
    quick: bool
    machine: Machine
    tools: dict[str, str] = Field(default_factory=dict)
    """Releases of the system's programs: nginx, wrk, chromium."""
    packages: dict[str, dict[str, str]] = Field(default_factory=dict)
    """By framework, the release of every distribution that took part."""
    tuned: dict[str, tuple[TunedLine, ...]] = Field(default_factory=dict)
    """By framework, the lines and settings that tell the tuned app from the one as it comes."""
    objections: dict[str, str] = Field(default_factory=dict)
    """By framework, what its maintainers would still object to in how it is measured."""


class Row(_Part):
    """One number."""

    run: Annotated[int, Field(ge=0)]
    """Which of the runs, from 0."""
    experiment: Name
    framework: Name
    version: str
    variant: str = ""
    metric: Name
    unit: str
    value: Finite
    repeat: Annotated[int, Field(ge=1)]
    load: Annotated[float, Field(ge=0)]
    """The machine's load average of the last minute, just before."""

    @property
    def key(self) -> str:
        """What an evidence cell names: ``E5/streamlit/predict/cpu_ms``."""
        return "/".join(
            part for part in (self.experiment, self.framework, self.variant, self.metric) if part
        )


class Gap(_Part):
    """Something that was not measured, and why."""

    experiment: Name
    framework: Name
    variant: str = ""
    kind: Literal["skipped", "failed"]
    reason: str


class Measured(_Part):
    """One metric of one variant: its values in the order of the repeats."""

    key: str
    unit: str
    version: str
    values: tuple[float, ...]
    repeats: tuple[int, ...]
    on: datetime.date
    """The day of the newest value."""

    @property
    def metric(self) -> str:
        """The last part of the key."""
        return self.key.rsplit("/", 1)[-1]

    @property
    def is_wall_time(self) -> bool:
        """Whether neighbours on the machine change it: a duration that is not CPU time."""
        return self.unit in {"s", "ms"} and not self.metric.startswith(("cpu", "client_cpu"))

    @cached_property
    def estimate(self) -> Estimate:
        """The median with its interval."""
        return estimated(self.values)


class Measurements(_Part):
    """Everything in the file."""

    format: Literal[1] = 1
    runs: tuple[Run, ...] = ()
    rows: tuple[Row, ...] = ()
    gaps: tuple[Gap, ...] = ()
    finished: tuple[str, ...] = ()
    """Names of the units of work that are complete, for a run that resumes."""

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        for number, row in enumerate(self.rows):
            if row.run >= len(self.runs):
                raise ValueError(
                    f"rows.{number} ({row.key}).run: must be below {len(self.runs)}, got {row.run}"
                )
        times = Counter((row.key, row.repeat) for row in self.rows)
        for (key, repeat), count in times.items():
            if count > 1:
                raise ValueError(f"{key}: repeat {repeat} must be there once, found {count} times")
        units = {row.key: row.unit for row in self.rows}
        for number, row in enumerate(self.rows):
            if units[row.key] != row.unit:
                raise ValueError(
                    f"rows.{number} ({row.key}).unit: must be {units[row.key]}, got {row.unit}"
                )
        return self

    @cached_property
    def measured(self) -> dict[str, Measured]:
        """Every metric by its key."""
        grouped: dict[str, list[Row]] = {}
        for row in self.rows:
            grouped.setdefault(row.key, []).append(row)
        return {
            key: self._measured(key, sorted(rows, key=lambda row: row.repeat))
            for key, rows in grouped.items()
        }

    def _measured(self, key: str, rows: Sequence[Row]) -> Measured:
        newest = max(rows, key=lambda row: self.runs[row.run].started)
        return Measured(
            key=key,
            unit=newest.unit,
            version=newest.version,
            values=tuple(row.value for row in rows),
            repeats=tuple(row.repeat for row in rows),
            on=self.runs[newest.run].started.date(),
        )


def read_measurements(path: Path, name: str) -> Measurements | None:
    """Read one file of measurements; errors call it `name`."""
    try:
        return parsed_measurements(path.read_bytes(), name)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DataError([Problem(name, "", f"must be readable, got {error.strerror}")]) from None


def parsed_measurements(content: bytes, name: str) -> Measurements:
    """Return what a file of measurements holds; errors call it `name`.

    Raises
    ------
    DataError
        naming the file and each row that is wrong.
    """
    try:
        return Measurements.model_validate_json(content)
    except ValidationError as error:
        raise DataError(problems_of(error, name)) from None
