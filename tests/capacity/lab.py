"""A small file of measurements, made of plain numbers."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from framework_compare.measured.measurements import Machine, Measurements, Row, Run

STARTED = datetime.datetime(2026, 11, 20, 9, tzinfo=datetime.UTC)
SESSIONS = 100

Values = float | Sequence[float]


def measurements(rows: Mapping[str, Values], *, quick: bool = False) -> Measurements:
    """Return measurements by key, like ``E5/flask/predict/cpu_ms``; several values are repeats."""
    machine = Machine(
        cpu="A processor", cores=2, memory_gb=16, system="Linux", kernel="6", python="3.12.1"
    )
    run = Run(started=STARTED, commit="abc", quick=quick, machine=machine)
    return Measurements(
        runs=(run,), rows=tuple(row for key, values in rows.items() for row in _rows(key, values))
    )


def _rows(key: str, values: Values) -> list[Row]:
    experiment, framework, *variant, metric = key.split("/")
    unit = next(
        (
            unit
            for end, unit in (("_ms", "ms"), ("_mb", "MB"), ("_s", "1/s"))
            if metric.endswith(end)
        ),
        "n",
    )
    return [
        Row(
            run=0,
            experiment=experiment,
            framework=framework,
            version="1.0",
            variant="/".join(variant),
            metric=metric,
            unit=unit,
            value=value,
            repeat=repeat,
            load=0.1,
        )
        for repeat, value in enumerate([values] if isinstance(values, int | float) else values, 1)
    ]


def framework_rows(
    framework: str,
    *,
    click_ms: Values,
    base_mb: float,
    session_mb: float,
    worker_mb: float = 0,
    scaling: float = 0,
) -> dict[str, Values]:
    """Return the rows from which these figures follow; workers only where they scale."""
    rows: dict[str, Values] = {
        f"E5/{framework}/predict/cpu_ms": click_ms,
        f"E5/{framework}/filter/cpu_ms": click_ms,
        f"E7/{framework}/0 MB/anonymous_mb_at_{SESSIONS}": 1.0,
        f"E7/{framework}/0 MB/all_sessions_mb": base_mb + SESSIONS * session_mb,
        f"E7/{framework}/0 MB/per_session_mb": session_mb,
    }
    if scaling:
        for way, memory, requests in (
            ("click, 1 worker", 100.0, 500.0),
            ("click, 2 workers", 100.0 + worker_mb, 1000.0 * scaling),
        ):
            rows[f"E10/{framework}/{way}/memory_mb"] = memory
            rows[f"E10/{framework}/{way}/requests_per_s"] = requests
            rows[f"E10/{framework}/{way}/cores_used"] = float(way.split()[1])
    return rows


MEASURED = measurements(
    framework_rows("streamlit", click_ms=[90, 100, 110, 105, 95], base_mb=250, session_mb=0.05)
    | framework_rows(
        "flask",
        click_ms=[7.0, 8.0, 9.0, 8.5, 7.5],
        base_mb=200,
        session_mb=0.001,
        worker_mb=40,
        scaling=0.95,
    )
    | framework_rows(
        "fastapi",
        click_ms=[1.5, 2.0, 2.5, 2.2, 1.8],
        base_mb=170,
        session_mb=0.01,
        worker_mb=140,
        scaling=0.9,
    )
    | framework_rows("shiny", click_ms=40.0, base_mb=200, session_mb=0.5)
    | {
        "E12/streamlit/click/served_users": [34.0, 38.0],
        "E12/streamlit/click/too_many_users": [56.0, 52.0],
        "E12/flask/click/served_users": 500.0,
        "E12/flask/click/too_many_users": 540.0,
        "E12/fastapi/click/served_users": 2000.0,
        "E11/streamlit/random/upload_failures": 60.0,
        "E11/streamlit/random/upload_attempts": 120.0,
        "E11/streamlit/cookie/upload_failures": 0.0,
        "E11/streamlit/cookie/upload_attempts": 120.0,
        "E11/flask/random, shared key/count_failures": 0.0,
        "E11/flask/random, shared key/count_attempts": 1200.0,
    }
)
"""Four frameworks, of which shiny has one repeat and no workers; two cores of capacity, and one
that found no end.
"""
