"""Everything measured as tables of medians, in Markdown that also reads well in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from framework_compare.catalogue.experiments import Design
from framework_compare.lab.settings import Settings
from framework_compare.measured.comparisons import ATTEMPTS, FAILURES, compared, failed_share
from framework_compare.measured.estimates import Estimate
from framework_compare.measured.measurements import Gap, Measured, Measurements
from framework_compare.text import short

_MEASURE = "streamlit"
"""What the others are compared with."""
_HEAD = ("framework", "variant", "metric", "median", "95 % interval", "n", "against Streamlit")


def report(found: Measurements, settings: Settings) -> str:
    """Return the conditions, one table for each experiment, and what was not measured."""
    parts = [*_conditions(found)]
    for design in settings.experiments:
        rows = [
            one
            for key, one in found.measured.items()
            if key.startswith(f"{design.id}/") and _is_shown(key)
        ]
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
        parts += _table([_HEAD, *(_line(found, measured) for measured in rows)])
    return [*parts, *_gap_lines(gaps), ""]


def _gap_lines(gaps: Iterable[Gap]) -> list[str]:
    return [
        f"- {' '.join(filter(None, (gap.framework, gap.variant)))}: {gap.kind}: {gap.reason}"
        for gap in gaps
    ]


def _is_shown(key: str) -> bool:
    """Return whether a metric has a line of its own; attempts stand beside what failed."""
    return not key.endswith(ATTEMPTS)


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
        )
    return (
        framework,
        " ".join(variant),
        metric,
        f"{short(estimate.median)} {measured.unit}",
        interval(estimate),
        str(estimate.n),
        _against(found, measured, framework),
    )


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


def _table(lines: Sequence[tuple[str, ...]]) -> list[str]:
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    made = [
        f"| {' | '.join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))} |"
        for line in lines
    ]
    return [made[0], f"|{'|'.join('-' * (width + 2) for width in widths)}|", *made[1:], ""]
