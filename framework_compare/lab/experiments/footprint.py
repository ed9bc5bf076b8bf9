"""E2: what is installed, for the framework alone and for the whole app."""

from __future__ import annotations

import shutil
from collections.abc import Iterable

from framework_compare.lab.bench import Bench, Reading, Unit
from framework_compare.lab.environments import (
    distributions,
    installed_size,
    make_environment,
    normal,
    required,
)


def measure(bench: Bench, unit: Unit) -> Iterable[Reading]:
    """Count distributions and megabytes; "alone" is a clean environment with the framework only."""
    environment = bench.environment(unit)
    folder = environment.folder
    entrant = environment.entrant
    if unit.variant == "alone":
        folder = bench.work / "venvs" / f"{entrant.id}-alone"
        wanted = [
            line
            for line in required(entrant.folder / "requirements.txt")
            if normal(line.split("[")[0].split(">")[0].split("=")[0].split("<")[0].strip())
            == normal(entrant.package)
        ]
        make_environment(f"{entrant.id} alone", folder, environment.python, wanted)
    yield Reading("distributions", "distributions", len(distributions(folder)))
    yield Reading("installed_mb", "MB", installed_size(folder))
    if unit.variant == "alone":
        shutil.rmtree(folder, ignore_errors=True)
