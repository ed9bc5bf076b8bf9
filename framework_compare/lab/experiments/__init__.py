"""The experiments E1 to E15: what each does.

How often and how large is planned in data/lab.toml.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from framework_compare.lab.bench import Measure
from framework_compare.lab.experiments import (
    affinity,
    anatomy,
    browser_check,
    caching,
    capacity,
    code_size,
    cold_start,
    first_view,
    footprint,
    interaction,
    memory,
    operations,
    reruns,
    workers,
)

MEASURES: Final[Mapping[str, Measure]] = {
    "E1": code_size.measure,
    "E2": footprint.measure,
    "E3": cold_start.measure,
    "E4": reruns.measure,
    "E5": interaction.measure,
    "E6": anatomy.measure,
    "E7": memory.measure,
    "E8": caching.measure_burst,
    "E9": caching.measure_pay_off,
    "E10": workers.measure,
    "E11": affinity.measure,
    "E12": capacity.measure,
    "E13": first_view.measure,
    "E14": browser_check.measure,
    "E15": operations.measure,
}
