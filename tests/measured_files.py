"""Files of measurements for tests: a few keys with their values, in the lab's own shape."""

from __future__ import annotations

import datetime
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from framework_compare import Catalogue
from framework_compare.catalogue.folder import DATA
from framework_compare.lab.store import as_text
from framework_compare.measured.measurements import FILE, Gap, Machine, Measurements, Row, Run

UNITS = {"ms": "ms", "mb": "MB", "s": "s", "kb": "kB"}
WHERE = Machine(
    cpu="Test CPU", cores=2, memory_gb=8.0, system="Test system", kernel="6", python="3.12.1"
)
WHEN = datetime.datetime(2026, 11, 20, 9, 30, tzinfo=datetime.UTC)


def unit_of(metric: str) -> str:
    """Return the unit in which the lab gives a metric."""
    if metric.endswith(("_failures", "_attempts")):
        return metric.rsplit("_", 1)[1]
    if "_mb" in metric:
        return "MB"
    if metric.startswith("cpu_ms") or metric.startswith("p95_ms"):
        return "ms"
    return UNITS.get(metric.rsplit("_", 1)[-1], metric.split("_", maxsplit=1)[0])


def measurements(
    values: Mapping[str, Sequence[float]],
    *,
    gaps: Sequence[Gap] = (),
    version: str = "1.67.0",
    quick: bool = False,
) -> Measurements:
    """Return measurements with these values by key, one a repeat."""
    rows = []
    for key, repeats in values.items():
        experiment, framework, *variant, metric = key.split("/")
        rows += [
            Row(
                run=0,
                experiment=experiment,
                framework=framework,
                version=version,
                variant="/".join(variant),
                metric=metric,
                unit=unit_of(metric),
                value=float(value),
                repeat=repeat,
                load=0.1,
            )
            for repeat, value in enumerate(repeats, start=1)
        ]
    run = Run(started=WHEN, commit="abc1234", quick=quick, machine=WHERE)
    return Measurements(runs=(run,), rows=tuple(rows), gaps=tuple(gaps))


_HANDED_OUT: list[Measurements | None] = []
"""Kept, so that no other measurements are ever found where these were, under their digest."""


def with_measurements(catalogue: Catalogue, found: Measurements | None) -> Catalogue:
    """Return a catalogue that holds these measurements; its digest differs from every other."""
    _HANDED_OUT.append(found)
    return replace(catalogue, measurements=found, digest=f"{catalogue.digest}-{id(found)}")


USUAL: dict[str, tuple[float, ...]] = {
    "E1/streamlit/tokens": (396,),
    "E1/streamlit/lines": (47,),
    "E1/streamlit/languages": (1,),
    "E1/flask/tokens": (1957,),
    "E1/flask/lines": (165,),
    "E1/flask/languages": (5,),
    "E2/streamlit/alone/installed_mb": (434,),
    "E2/dash/alone/installed_mb": (120,),
    "E2/flask/alone/installed_mb": (4.8,),
    "E5/streamlit/predict/cpu_ms": (120, 122, 125, 121, 130),
    "E5/streamlit/filter/cpu_ms": (130, 131, 135, 134, 133),
    "E5/flask/predict/cpu_ms": (7, 7.2, 7.1, 6.9, 7),
    "E5/flask/filter/cpu_ms": (6, 6.2, 6.1, 6.9, 6),
    "E5/flask/predict-twin/cpu_ms": (7.1, 7.5, 6.9, 7.3, 7.2),
    "E5/streamlit/predict/p50_ms": (44, 45, 46, 44, 44),
    "E5/flask/predict/p50_ms": (30, 60, 40, 45, 50),
    "E5/flask/predict-twin/p50_ms": (60, 30, 60, 40, 45),
    "E7/streamlit/0 MB/base_mb": (170, 171),
    "E7/streamlit/0 MB/per_session_mb": (0.047, 0.046),
    "E7/streamlit/10 MB/per_session_mb": (10.05, 10.04),
    "E7/streamlit/0 MB/anonymous_mb_at_1": (182, 182),
    "E7/streamlit/0 MB/anonymous_mb_at_50": (169, 170),
    "E7/streamlit/0 MB/anonymous_mb_at_200": (176, 176),
    "E7/streamlit/10 MB/anonymous_mb_at_1": (201, 201),
    "E7/streamlit/10 MB/anonymous_mb_at_50": (679, 680),
    "E7/streamlit/10 MB/anonymous_mb_at_200": (2187, 2190),
    "E7/flask/0 MB/base_mb": (130, 131),
    "E7/flask/0 MB/per_session_mb": (0.0007, 0.0007),
    "E7/flask/0 MB/anonymous_mb_at_1": (130, 130),
    "E7/flask/0 MB/anonymous_mb_at_200": (131, 131),
    "E11/streamlit/random/download_failures": (60,),
    "E11/streamlit/random/download_attempts": (120,),
    "E11/streamlit/random/upload_failures": (61,),
    "E11/streamlit/random/upload_attempts": (120,),
    "E11/streamlit/random/reconnect_failures": (58,),
    "E11/streamlit/random/reconnect_attempts": (120,),
    "E11/flask/random, shared key/count_failures": (0,),
    "E11/flask/random, shared key/count_attempts": (1200,),
}


def copied(tmp_path: Path, found: Measurements | None) -> Path:
    """Return a copy of data/ in which no cell rests on a measurement yet, with these measurements.

    Criteria then rest on fewer things of their own, so the rule about what they have in common is
    set aside.
    """
    folder = Path(shutil.copytree(DATA, tmp_path / "data"))
    overlaps = folder / "overlaps.toml"
    text = overlaps.read_text(encoding="utf-8")
    overlaps.write_text(
        re.sub(r"^share = .*$", "share = 1.0", text, count=1, flags=re.MULTILINE), encoding="utf-8"
    )
    for path in (folder / "frameworks").glob("*.toml"):
        text = path.read_text(encoding="utf-8").replace('kind = "measured_here"', 'kind = "judged"')
        path.write_text(
            re.sub(r"^measurements = .*\n", "", text, flags=re.MULTILINE), encoding="utf-8"
        )
    (folder / FILE).unlink(missing_ok=True)
    if found is not None:
        (folder / FILE).write_text(as_text(found), encoding="utf-8")
    return folder
