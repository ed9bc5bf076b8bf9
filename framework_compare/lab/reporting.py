"""Everything measured as tables of medians, in Markdown that also reads well in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from framework_compare.catalogue.experiments import Design
from framework_compare.lab.settings import Settings
from framework_compare.measured.comparisons import (
    ATTEMPTS,
    FAILURES,
    client_cpu,
    compared,
    failed_share,
    is_of_client,
    is_the_clients,
    own_wait,
)
from framework_compare.measured.estimates import Estimate, spread_name
from framework_compare.measured.measurements import Gap, Measured, Measurements
from framework_compare.text import short

_MEASURE = "streamlit"
"""What the others are compared with."""
_HEAD = ("framework", "variant", "metric", "median", "", "n", "client itself", "against Streamlit")
_SPREAD = _HEAD.index("")
"""The column that is called by what the ends are: a range or an interval."""
_CLIENT = _HEAD.index("client itself")


def report(found: Measurements, settings: Settings) -> str:
    """Return the conditions, one table for each experiment, and what was not measured."""
    parts = [*_conditions(found)]
    for design in settings.experiments:
        rows = [
            one
            for key, one in found.measured.items()
            if key.startswith(f"{design.id}/") and _is_shown(key)
        ]
        # Tuned and as it comes stand side by side, whatever order they were measured in.
        rows.sort(key=lambda one: one.key.split("/")[1:-1])
        gaps = [gap for gap in found.gaps if gap.experiment == design.id]
        if rows or gaps:
            parts += _section(design, found, rows, gaps)
    others = [
        gap
        for gap in found.gaps
        if gap.experiment not in {design.id for design in settings.experiments}
    ]
    if others:
        parts += ["## Not measured at all", *_gap_lines(others), ""]
    return "\n".join(parts).rstrip() + "\n"


def _conditions(found: Measurements) -> Iterable[str]:
    for run in found.runs:
        machine = run.machine
        tools = ", ".join(f"{name} {version}" for name, version in run.tools.items()) or "no tools"
        yield (
            f"{run.started:%Y-%m-%d %H:%M} UTC{', quick' if run.quick else ''}, commit"
            f" {run.commit}: {machine.cpu}, {machine.cores} cores, {machine.memory_gb:g} GB,"
            f" {machine.system}, Python {machine.python}, {tools}"
        )
    yield ""


def _section(
    design: Design, found: Measurements, rows: Sequence[Measured], gaps: Sequence[Gap]
) -> list[str]:
    parts = [f"## {design.id} {design.title}", design.question, ""]
    if rows:
        head = list(_HEAD)
        head[_SPREAD] = spread_name(_shown_estimate(found, measured) for measured in rows)
        lines = [tuple(head), *(_line(found, measured) for measured in rows)]
        for column in (_CLIENT, _SPREAD):  # from the right, so that the places before it stay
            lines = _without_empty(column, lines)
        parts += _table(lines)
    return [*parts, *_gap_lines(gaps), ""]


def _gap_lines(gaps: Iterable[Gap]) -> list[str]:
    return [
        f"- {' '.join(filter(None, (gap.framework, gap.variant)))}: {gap.kind}: {gap.reason}"
        for gap in gaps
    ]


def _is_shown(key: str) -> bool:
    """Return whether a metric has a line of its own.

    Attempts stand beside what failed, and what is the client's beside what it is held against.
    """
    return not key.endswith(ATTEMPTS) and not is_of_client(key.rsplit("/", 1)[-1])


def _shown_estimate(found: Measurements, measured: Measured) -> Estimate:
    """Return what a line gives: of failures their share, else the median."""
    if measured.metric.endswith(FAILURES):
        return failed_share(found, measured.key) or measured.estimate
    return measured.estimate


def _line(found: Measurements, measured: Measured) -> tuple[str, ...]:
    _, framework, *variant, metric = measured.key.split("/")
    estimate = measured.estimate
    failed = failed_share(found, measured.key) if metric.endswith(FAILURES) else None
    if failed is not None:
        name = f"{metric.removesuffix(FAILURES)} failed"
        place = (framework, " ".join(variant), name)
        return (
            *place,
            f"{failed.median:.0%} of {failed.n}",
            _per_cent(failed),
            str(estimate.n),
            "",
            "",
        )
    return (
        framework,
        " ".join(variant),
        metric,
        f"{short(estimate.median)} {measured.unit}",
        interval(estimate),
        str(estimate.n),
        _of_client(found, measured),
        _against(found, measured, framework),
    )


def _of_client(found: Measurements, measured: Measured) -> str:
    """Return what of a wait or of CPU time the client took itself, and whether that is too much."""
    own = own_wait(found, measured.key) or client_cpu(found, measured.key)
    if own is None:
        return ""
    said = f"{short(own.estimate.median)} {own.unit}"
    return f"{said}: undecided" if is_the_clients(found, measured.key) else said


def _against(found: Measurements, measured: Measured, framework: str) -> str:
    if framework == _MEASURE:
        return ""
    comparison = compared(
        found, measured.key, measured.key.replace(f"/{framework}/", f"/{_MEASURE}/", 1)
    )
    if comparison is None or comparison.ratio.low is None:
        return ""
    if comparison.word == "undecided":
        return "undecided"
    return f"{short(comparison.ratio.median)} times ({interval(comparison.ratio)})"


def interval(estimate: Estimate) -> str:
    """Return both ends of an interval, or nothing where there is none."""
    if estimate.low is None or estimate.high is None:
        return ""
    return f"{short(estimate.low)} to {short(estimate.high)}"


def _per_cent(estimate: Estimate) -> str:
    return f"{estimate.low:.0%} to {estimate.high:.0%}"


def _without_empty(column: int, lines: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return a table's lines without a column that says nothing but its head."""
    if any(line[column] for line in lines[1:]):
        return lines
    return [line[:column] + line[column + 1 :] for line in lines]


def _table(lines: Sequence[tuple[str, ...]]) -> list[str]:
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    made = [
        f"| {' | '.join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))} |"
        for line in lines
    ]
    return [made[0], f"|{'|'.join('-' * (width + 2) for width in widths)}|", *made[1:], ""]
