"""A study belongs to everybody who asks the same: it is worked out once and nobody changes it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from framework_compare import Catalogue, Requirement
from framework_compare.explain.sensitivity import paths
from framework_compare.scoring.study import Study

PROJECT = Requirement(goal="internal_data_tool", needs=("maps",), must_haves=("maps",))


def arrays_in(held: Any, where: str, seen: set[int]) -> Iterator[tuple[str, np.ndarray]]:
    """Every array that an object of the engine holds, at whatever depth, with its place."""
    if id(held) in seen:
        return
    seen.add(id(held))
    inner: dict[Any, Any] = {}
    if isinstance(held, np.ndarray):
        yield where, held
    elif isinstance(held, dict):
        inner = held
    elif isinstance(held, tuple | list):
        inner = dict(enumerate(held))
    elif type(held).__module__.startswith("framework_compare."):
        if dataclasses.is_dataclass(held):
            inner = {field.name: getattr(held, field.name) for field in dataclasses.fields(held)}
        inner |= getattr(held, "__dict__", {})
    for name, value in inner.items():
        yield from arrays_in(value, f"{where}.{name}", seen)


def worked_out(study: Study) -> Study:
    """The study with everything that it keeps made."""
    for base in type(study).__mro__:
        for name, member in vars(base).items():
            if type(member).__name__ == "cached_property":
                getattr(study, name)
    for under in study.goals:
        _ = under.bounds, under.stated, under.fits
    _ = study.options.screens, study.options.services, study.options.alone
    return study


def test_no_array_that_a_study_holds_can_be_written(catalogue: Catalogue) -> None:
    """All sessions share it: a change by one would be everybody's."""
    study = worked_out(Study(PROJECT, catalogue))
    found = dict(arrays_in((study, paths(study)), "study", set()))

    assert len(found) > 40
    assert [where for where, array in found.items() if array.flags.writeable] == []


def test_a_study_is_of_the_catalogue_that_it_was_given(catalogue: Catalogue) -> None:
    """Also where another one that was read from the same files was asked before."""
    before = Study(PROJECT, catalogue)
    other = replace(catalogue, pairings={})
    after = Study(PROJECT, other)

    assert after.catalogue is other
    assert before.options.pairings
    assert not after.options.pairings
    assert Study(PROJECT, catalogue).ground is before.ground
