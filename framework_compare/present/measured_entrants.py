"""Who took part in an experiment: every package, what was tuned, what can still be objected to."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.measured.measurements import Measurements, Run, TunedLine
from framework_compare.vocabulary import FrameworkId


def package_rows(catalogue: Catalogue, experiment: str) -> pd.DataFrame:
    """Return the release of every distribution that took part: framework, package, release.

    Where an experiment has rows of several runs, the newest run's releases count.
    """
    rows = [
        (name, package, release)
        for framework, name, run in _newest(catalogue, experiment)
        for package, release in sorted(
            run.packages.get(framework, {}).items(), key=lambda item: item[0].casefold()
        )
    ]
    return pd.DataFrame(rows, columns=["Framework", "Package", "Release"])


def tuned_lines(catalogue: Catalogue, experiment: str) -> tuple[tuple[str, TunedLine], ...]:
    """Return what tells the tuned app from the one as it comes: framework, line."""
    return tuple(
        (name, line)
        for framework, name, run in _newest(catalogue, experiment)
        for line in run.tuned.get(framework, ())
    )


def objections(catalogue: Catalogue, experiment: str) -> tuple[tuple[str, str], ...]:
    """Return what each framework's maintainers would still object to: framework, sentence."""
    return tuple(
        (name, run.objections[framework])
        for framework, name, run in _newest(catalogue, experiment)
        if framework in run.objections
    )


def _newest(catalogue: Catalogue, experiment: str) -> Iterator[tuple[FrameworkId, str, Run]]:
    """Yield each framework of an experiment with its name and its newest run."""
    found = catalogue.measurements or Measurements()
    newest: dict[str, Run] = {}
    for row in found.rows:
        run = found.runs[row.run]
        known = newest.get(row.framework)
        if row.experiment == experiment and (known is None or known.started < run.started):
            newest[row.framework] = run
    for framework, entry in catalogue.frameworks.items():
        if framework in newest:
            yield framework, entry.name, newest[framework]
