"""How a measurement becomes a grade.

The reference load, the designs, the scales, and what cannot be measured.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from framework_compare.catalogue.cells import CellTable
from framework_compare.catalogue.evidence import Positive, Share, Status, Strict, Text
from framework_compare.measured.quotations import FORMATS, PLACE, Condition, Quoting
from framework_compare.vocabulary import CriterionId, FrameworkId

Quantity = Literal["users_carried", "load_mb"]
KeyTemplate = Annotated[str, Field(pattern=r"^E\d+/(\{framework\}|\w+)(/[^/]+){1,2}$")]
RowTemplate = Annotated[str, Field(pattern=r"^E\d+/(\{framework\}|\w+)/[^/]+$")]
SizeName = Annotated[str, Field(pattern=r"^E\d+/\w+$")]
"""An experiment and one of its sizes in lab.toml: ``E15/waiters``."""
QUOTABLE: Final[dict[Quantity, tuple[str, ...]]] = {
    "users_carried": ("cpu", "per_core", "cores", "users", "own_work", "design"),
    "load_mb": ("cpu", "base", "per_session", "cost", "load_users", "think"),
}
"""What a grade's sentence may quote."""
QUOTABLE_OF_A_STATUS: Final = ("value", "limit")


class CoreRange(Strict):
    """Low, middle and high of a judged number."""

    low: Positive
    mid: Positive
    high: Positive

    @model_validator(mode="after")
    def _ascends(self) -> Self:
        if not self.low <= self.mid <= self.high:
            raise ValueError(
                f"mid must lie between low and high, got {self.low:g}, {self.mid:g}, {self.high:g}"
            )
        return self


class Load(Strict):
    """The load that all are held against. Every number is judged; `why` gives the reasons."""

    users: Positive
    """People at the same time, for the running cost."""
    think_s: Positive
    """Seconds between two clicks of one person."""
    utilisation: Annotated[float, Field(gt=0, lt=1)]
    """How far a core is filled before people wait."""
    own_work_ms: Positive
    """What an ordinary product computes itself for one click."""
    session_mb: Positive
    """What an ordinary product keeps for each live session, where sessions live in the server."""
    mb_per_core: Positive
    """How much memory costs as much as one core."""
    why: Text


class ServerDesign(Strict):
    """A way in which frameworks serve many people."""

    id: Text
    title: Text
    frameworks: tuple[FrameworkId, ...]
    cores: CoreRange
    """How many cores ordinary effort reaches; judged."""
    keeps_sessions: bool
    """Whether what a visitor is in the middle of lives in the server's memory."""
    sources: tuple[str, ...] = ()
    why: Text


class ScalePoint(Strict):
    """One corner of the map from a quantity to a criterion's scale."""

    at: Positive
    value: Share


class GradeRule(Strict):
    """How one graded criterion follows from measurements."""

    criterion: CriterionId
    quantity: Quantity
    point: tuple[ScalePoint, ...] = Field(min_length=2)
    """Corners; between two of them the scale follows the logarithm of the quantity."""
    spread: Annotated[float, Field(ge=1)]
    """Judged: by which factor apps of one framework differ, either way."""
    says: Text
    """The sentence of the cell."""
    why: Text

    @model_validator(mode="after")
    def _is_monotone(self) -> Self:
        steps = list(pairwise(self.point))
        if any(left.at >= right.at for left, right in steps):
            raise ValueError(f"point must ascend in at, got {[point.at for point in self.point]}")
        rises = {left.value < right.value for left, right in steps if left.value != right.value}
        if len(rises) > 1:
            raise ValueError(
                f"point must only rise or only fall, got {[point.value for point in self.point]}"
            )
        _check_places(self.says, QUOTABLE[self.quantity])
        return self


class StatusRule(Strict):
    """How the word present, add-on or absent follows from measurements.

    From the largest of some.
    """

    table: Literal["blocks", "needs"]
    key: Text
    measurements: dict[FrameworkId | Literal["*"], tuple[KeyTemplate, ...]]
    """What is read for a framework; ``*`` stands for every framework that is not named. Failures
    count as a share.
    """
    present: Annotated[float, Field(ge=0)]
    """Present up to this."""
    add_on: Annotated[float, Field(ge=0)] | None = None
    """Add-on up to this; absent above."""
    says: Text
    why: Text

    @model_validator(mode="after")
    def _ascends(self) -> Self:
        if self.add_on is not None and self.add_on <= self.present:
            raise ValueError(
                f"add_on must be above present, got {self.add_on:g} and {self.present:g}"
            )
        _check_places(self.says, QUOTABLE_OF_A_STATUS)
        return self


class VisitorsRule(Strict):
    """Whether any of several workers may answer, by visitors for whom something failed.

    Each visitor tries each operation once. Present where nothing failed for anybody. Absent where
    of some operation more failed than the limit allows, by the lower end of Wilson's interval, in
    which all the operations together are held to 95 per cent. In between, and where something
    failed that a documented store outside might mend, the cell keeps its word.
    """

    table: Literal["blocks", "needs"]
    key: Text
    row: dict[FrameworkId | Literal["*"], RowTemplate]
    """Where a framework's operations stand; ``*`` stands for every framework that is not named."""
    operations: dict[str, Text] = Field(min_length=1)
    """What is tried, as the metrics call it, and in words that may begin with "a"."""
    control: dict[str, RowTemplate]
    """Of an operation that may fail with one replica, too: where that stands. What failed there for
    most visitors is not judged.
    """
    limit: Annotated[float, Field(gt=0, lt=1)]
    """The share up to which a failure counts as none."""
    stores: dict[FrameworkId, Text] = Field(default_factory=dict)
    """Whose documentation describes a store outside with which any worker may answer: none was set
    up. With the source that says so.
    """
    fine: Text
    """The sentence where nothing failed."""
    broken: Text
    """The sentence where too much did."""
    left_out: Text
    """What is added about an operation that is not judged."""
    why: Text

    @model_validator(mode="after")
    def _says_what_is_known(self) -> Self:
        for name in self.control:
            if name not in self.operations:
                raise ValueError(f"control names {name}, which operations does not declare")
        _check_places(self.fine, ("n", "operations"))
        _check_places(self.broken, ("failed", "n", "operation", "low", "limit"))
        _check_places(self.left_out, ("failed", "n", "operation"))
        return self


class Bound(Condition):
    """A condition whose bounds may be shares of what the design asks for, such as a time."""

    of: str = ""
    """The size by which both bounds are multiplied; nothing: they stand as they are."""
    plus: str = ""
    """The size that is added to both."""

    def against(self, sizes: Mapping[str, float]) -> Condition:
        """Return the condition with its bounds in the unit of what was measured."""
        factor = sizes[self.of] if self.of else 1.0
        more = sizes[self.plus] if self.plus else 0.0
        least, most = (
            None if bound is None else bound * factor + more
            for bound in (self.at_least, self.at_most)
        )
        return Condition(what=self.what, over=self.over, at_least=least, at_most=most)


class Step(Strict):
    """One word, and what must hold of the measurements for it."""

    status: Status
    conditions: tuple[Bound, ...] = ()
    """Empty: it holds where no step before did."""
    says: str = ""
    """How the rule's sentence ends where this step gives the word."""


class SettledRule(Quoting):
    """How a word follows from several measurements, step by step: the first that holds gives it.

    Where none does, or the values scatter about a bound before one does, what ran cannot tell: the
    cell keeps its word, and the measurements bear it out.
    """

    table: Literal["blocks", "needs"]
    key: Text
    sizes: dict[str, tuple[SizeName, ...]] = Field(default_factory=dict)
    """Numbers of a full run's design, by the name that stands for them; of several their product.
    """
    step: tuple[Step, ...] = Field(min_length=1)
    only_support: tuple[FrameworkId, ...] = ()
    """Of whom what ran shows the work of an author: their cells keep their word."""
    why: Text

    def _also_used(self) -> set[str]:
        of_conditions = {name for one in self._conditions() for name in (one.what, one.over)}
        return of_conditions | {name for one in self._ends() for name in (one[1], one[2] or one[1])}

    def _given(self) -> set[str]:
        return set(self.sizes)

    def _conditions(self) -> list[Bound]:
        return [condition for step in self.step for condition in step.conditions]

    def _ends(self) -> list[re.Match[str]]:
        return [match for step in self.step for match in PLACE.finditer(step.says)]

    @model_validator(mode="after")
    def _steps_name_what_is_declared(self) -> Self:
        for name in sorted(self._also_used() - {""} - set(self.quotes) - set(self.sizes)):
            raise ValueError(f"step names {name}, which quotes does not declare")
        for one in self._conditions():
            for name in (one.of, one.plus):
                if name and name not in self.sizes:
                    raise ValueError(f"step names {name}, which sizes does not declare")
        if wrong := [match[0] for match in self._ends() if (match[3] or "") not in FORMATS]:
            raise ValueError(f"step: must have one of {', '.join(FORMATS[1:])}, got {wrong[0]}")
        if any(not step.conditions for step in self.step[:-1]):
            raise ValueError("step: only the last may be without conditions")
        if both := sorted(set(self.sizes) & set(self.quotes)):
            raise ValueError(f"sizes and quotes both declare {both[0]}")
        return self


class SupportRule(Strict):
    """Measurements that bear a cell out and do not decide it.

    Its kind and its numbers stay as they are.
    """

    table: CellTable
    key: Text
    frameworks: tuple[FrameworkId, ...] = ()
    """Empty: all."""
    measurements: tuple[KeyTemplate, ...] = Field(min_length=1)
    why: Text
    """Why it supports only."""


class Beyond(Strict):
    """A criterion that no measurement of the lab can help, or not further."""

    criterion: CriterionId
    why: Text


class Figure(Strict):
    """What is shown of one experiment: some metrics that answer one question."""

    experiment: Annotated[str, Field(pattern=r"^E\d+$")]
    title: Text
    """The quantity with its unit: the axis and the choice."""
    metrics: tuple[Text, ...] = Field(min_length=1)
    """Names, or patterns with one ``*`` at their beginning or end."""
    tail: str = ""
    """What is written after the part of a metric's name that the ``*`` stands for."""
    chart: Literal["values", "sessions", "failures"] = "values"
    log: bool = False
    less: Text = "less"
    """How a reader says that one value is lower than another: less, shorter, cheaper."""
    more: Text = "more"

    def part(self, metric: str) -> str | None:
        """Return what tells a metric from the others of the figure, in words.

        None where it is none of them.
        """
        for name in self.metrics:
            first, star, last = name.partition("*")
            if metric == name:
                return metric.replace("_", " ") if len(self.metrics) > 1 else ""
            if star and metric.startswith(first) and metric.endswith(last):
                found = metric.removeprefix(first).removesuffix(last)
                return f"{found.replace('_', ' ')}{self.tail}"
        return None


class Beside(Quoting):
    """What the article's comparison shows beside the words of one feature."""

    feature: CriterionId


ACROSS: Final = (
    *("least", "most", "times", "count", "none", "some"),
    *("least_cores", "most_cores", "least_processes", "most_processes", "least_all", "most_all"),
)
"""Formats of a place whose measurement is there for several frameworks; `Summary` says of each what
it gives.
"""
LOAD_NAMES: Final = ("people", "think", "own_work", "filled")
"""Names in a summary that stand for the load it speaks of."""
_FRAMEWORK: Final = "{framework}"


class Summary(Quoting):
    """What was measured and what it means for a load: two sentences before the charts.

    Where a key has ``{framework}`` in it, a place speaks of all frameworks of which it was
    measured. Formats: ``least`` and ``most`` are the smallest and the largest median with their
    frameworks, ``times`` how many times larger the largest is; ``count`` is how many frameworks
    there are, ``none`` and ``some`` how many have nought and how many more; ``cores`` is what a
    click of so many milliseconds takes of a server under the load, ``processes`` how many serve
    its people where one serves so many, ``all`` what all its people take together. The load's own
    names are ``{people}``, ``{think}``, ``{own_work}`` and how far a core is ``{filled}``.
    """

    experiment: Annotated[str, Field(pattern=r"^E\d+$")]

    def _given(self) -> set[str]:
        return set(LOAD_NAMES)

    def _formats(self) -> tuple[str, ...]:
        return (*FORMATS, *ACROSS)

    @model_validator(mode="after")
    def _speaks_of_one_or_of_all(self) -> Self:
        for match in PLACE.finditer(self.says):
            for name in {match[1], match[2] or match[1]} - set(LOAD_NAMES):
                is_across = _FRAMEWORK in self.quotes[name]
                if is_across != (match[3] in ACROSS):
                    ask = "one of " + ", ".join(ACROSS) if is_across else "for one framework"
                    raise ValueError(f"says: the format of {match[0]} must be {ask}")
        return self


class MeasuredRules(Strict):
    """The whole file."""

    load: Load
    design: tuple[ServerDesign, ...] = Field(min_length=1)
    grade: tuple[GradeRule, ...] = Field(min_length=1)
    status: tuple[StatusRule, ...] = Field(min_length=1)
    visitors: tuple[VisitorsRule, ...] = Field(min_length=1)
    settled: tuple[SettledRule, ...] = Field(min_length=1)
    support: tuple[SupportRule, ...] = Field(min_length=1)
    beyond: tuple[Beyond, ...] = Field(min_length=1)
    figure: tuple[Figure, ...] = Field(min_length=1)
    summary: tuple[Summary, ...] = ()
    beside: tuple[Beside, ...] = Field(min_length=1)

    def design_of(self, framework: str) -> ServerDesign | None:
        """Return how a framework serves many, or None where that is not said."""
        return next((design for design in self.design if framework in design.frameworks), None)


def _check_places(says: str, allowed: tuple[str, ...]) -> None:
    for name in re.findall(r"\{(\w*)\}", says):
        if name not in allowed:
            raise ValueError(f"says must name only {', '.join(allowed)}, got {name}")


def users_carried(cpu_ms: float, cores: float, load: Load) -> float:
    """Return how many people can use so many cores at once.

    By the utilisation law a core is busy for (clicks a second) x (seconds of CPU for a click); N
    people who think Z seconds click N / Z times a second while answers are much quicker than Z.

    Parameters
    ----------
    cpu_ms
        what the framework spends on one interaction, in milliseconds of CPU.
    cores
        at work.
    load
        think time, the product's own work, and how full a core may be.

    References
    ----------
    Denning and Buzen (1978), The Operational Analysis of Queueing Network Models, ACM Computing
    Surveys 10(3): utilisation law and interactive response time formula.
    """
    return cores * load.utilisation * load.think_s * 1000 / (cpu_ms + load.own_work_ms)


def load_megabytes(
    cpu_ms: float, base_mb: float, session_mb: float, load: Load, *, keeps_sessions: bool
) -> float:
    """Return the reference load in megabytes, with cores counted as memory of the same price.

    Parameters
    ----------
    cpu_ms
        what the framework spends on one interaction.
    base_mb, session_mb
        memory without sessions, and of each live session of the reference app.
    keeps_sessions
        whether the product's own data of a session lives in the server as well.
    """
    cores = load.users / load.think_s * cpu_ms / 1000 / load.utilisation
    of_each = max(0.0, session_mb) + (load.session_mb if keeps_sessions else 0.0)
    return base_mb + load.users * of_each + cores * load.mb_per_core
