"""What each export takes and leaves behind, beside a verdict with everything that would turn it.

Run it with ``python -m tests.benchmarks.exports``. Times are medians of several, as a ratio to that
of one verdict with its flips in the same run, made anew each time. Memory is what the resident set
grows by over further exports of ever other projects, once a first round has filled what is shared.
"""

from __future__ import annotations

import datetime
import gc
import statistics
import time
from collections.abc import Callable

import psutil

from framework_compare import Requirement, load_catalogue
from framework_compare.decisions.likeness import load_likeness
from framework_compare.explain.flips import every_flip
from framework_compare.exports.bundle import bundle_json, read_bundle
from framework_compare.exports.record import decision_record
from framework_compare.exports.replay import replay
from framework_compare.exports.report.document import report_html
from framework_compare.exports.tables import tables_csv, tables_xlsx
from framework_compare.scoring.study import Study
from framework_compare.starters.archive import starter_archive

TIMES, ROUNDS = 5, 20
CATALOGUE, LIKENESS = load_catalogue(), load_likeness()
DAY = datetime.date(2026, 1, 1)


def project(number: int) -> Requirement:
    """A project that no other number has."""
    return Requirement(
        goal="interactive_dashboard",
        audience=("company_wide",),
        peak_concurrent_users=80 + number,
        auth="sso",
        hosting=("containers",),
    )


def verdict(asked: Requirement) -> Study:
    """A verdict with everything that would turn it."""
    study = Study(asked, CATALOGUE)
    every_flip(study)
    return study


def report(asked: Requirement) -> str:
    """The report."""
    study = Study(asked, CATALOGUE)
    return report_html(study, asked, every_flip(study), likeness=LIKENESS, made_on=DAY)


def record(asked: Requirement) -> str:
    """The decision record."""
    study = Study(asked, CATALOGUE)
    return decision_record(study, asked, every_flip(study))


def bundle(asked: Requirement) -> str:
    """The bundle."""
    return bundle_json(Study(asked, CATALOGUE), asked, likeness=LIKENESS)


def replayed(asked: Requirement) -> None:
    """A bundle made and replayed."""
    found = read_bundle(bundle(asked), "bundle.json", tuple(CATALOGUE.frameworks))
    assert replay(found, CATALOGUE, LIKENESS).same


def workbook(asked: Requirement) -> bytes:
    """The tables as a workbook."""
    return tables_xlsx(Study(asked, CATALOGUE), asked)


def csv(asked: Requirement) -> dict[str, bytes]:
    """The tables as CSV."""
    return tables_csv(Study(asked, CATALOGUE), asked)


def starter(asked: Requirement) -> bytes:
    """The starter with the record in it."""
    return starter_archive("streamlit", CATALOGUE, record(asked))


EXPORTS: dict[str, Callable[[Requirement], object]] = {
    "report": report,
    "record": record,
    "bundle": bundle,
    "bundle and replay": replayed,
    "workbook": workbook,
    "tables as CSV": csv,
    "starter": starter,
}


def seconds(make: Callable[[Requirement], object], first: int) -> float:
    """The median time of one, each of another project."""
    found = []
    for number in range(first, first + TIMES):
        begun = time.perf_counter()
        make(project(number))
        found.append(time.perf_counter() - begun)
    return statistics.median(found)


def grown(make: Callable[[Requirement], object], first: int) -> float:
    """MiB that the resident set grows by in further rounds."""
    process = psutil.Process()
    for number in range(first, first + ROUNDS):
        make(project(number))
    gc.collect()
    before = process.memory_info().rss
    for number in range(first + ROUNDS, first + 2 * ROUNDS):
        make(project(number))
    gc.collect()
    return (process.memory_info().rss - before) / 2**20


if __name__ == "__main__":
    verdict(project(0))
    one = seconds(verdict, 1)
    print(f"{'':20} {'ms':>8} {'verdicts':>9} {'MiB more':>9}")
    print(f"{'verdict with flips':20} {1000 * one:8.0f} {1:9.1f}")
    for place, (name, make) in enumerate(EXPORTS.items(), start=1):
        make(project(0))
        took = seconds(make, 1000 * place)
        more = grown(make, 1000 * place + TIMES)
        print(f"{name:20} {1000 * took:8.0f} {took / one:9.1f} {more:9.1f}", flush=True)
