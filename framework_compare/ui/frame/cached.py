"""What is computed once: the only module that caches for the screen.

Whatever is shown of a study or of the data is a plain function of them; `of_study` and `of_data`
keep what comes out. It is shared by all sessions, so it must not be changed; the arguments are
frozen, the entries bounded, no widget is read, and each entry is keyed on the catalogue's digest.

A visitor who brought frameworks of their own has a catalogue of their own, with a digest of its
own: what is kept of it is kept for those who brought the same.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

import streamlit as st

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.own import OwnFramework, joined
from framework_compare.decisions.likeness import Likeness
from framework_compare.decisions.record import TrackRecord
from framework_compare.errors import DataError, Problem
from framework_compare.explain.agreement import Group, stance_of
from framework_compare.explain.agreement_beliefs import ways_to
from framework_compare.explain.answers import answer_flips
from framework_compare.explain.beliefs import central_weights_of
from framework_compare.explain.decision_map import decision_map
from framework_compare.explain.evidence import evidence_flips
from framework_compare.explain.information import worth_of_cells
from framework_compare.explain.overlap import merged_overlaps
from framework_compare.present import costs, precedents
from framework_compare.present.drawing import Drawing
from framework_compare.present.own_form import form_cells
from framework_compare.present.track_record import (
    agreement_chart,
    baselines_chart,
    calibration_chart,
    reliability_chart,
)
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.results import Verdict
from framework_compare.scoring.study import Study
from framework_compare.ui.frame import turns
from framework_compare.ui.frame.live import LiveData, Sound
from framework_compare.ui.frame.shelf import Shelf
from framework_compare.vocabulary import GOALS, Goal

_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")
_ENTRIES: Final = 256
_OWN_CATALOGUES: Final = 8
"""How many catalogues with visitors' own frameworks are held at once."""

_CACHES: Final[list[Any]] = []
"""Everything that `remembered` made."""
_OF_THIS_RUN: ContextVar[Sound | None] = ContextVar("of_this_run", default=None)
Own = tuple[OwnFramework, ...]
_BROUGHT: Final[list[Callable[[], Own]]] = [tuple]
"""What tells which frameworks of their own the visitor has whose run this is; `state` does."""


@st.cache_resource(max_entries=1, show_spinner=False)
def live_data() -> LiveData:
    """Return the data as they are edited; one for each process."""
    return LiveData(on_new=_start_anew)


def _start_anew() -> None:
    """Drop what older data gave, and set what is in memory aside from garbage collection.

    A full round over pandas and Altair costs more than several runs, and the more people are in,
    the more often one comes due. What was set aside before is looked at once more, so that nothing
    outlives more than one edit.
    """
    for store in _CACHES:
        store.clear()
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def take_up_edits() -> None:
    """Let the run that begins use the newest sound data to its end; before anything reads them.

    Raises
    ------
    DataError
        where they never were sound.
    """
    _OF_THIS_RUN.set(None)
    live_data().look()
    _OF_THIS_RUN.set(_sound())


def unsound_edits() -> tuple[Problem, ...]:
    """Return what is wrong with data newer than those in use."""
    return live_data().problems


def ask_for_own(brought: Callable[[], Own]) -> None:
    """Learn from whom to know which frameworks of their own the visitor has."""
    _BROUGHT[0] = brought


def own() -> Own:
    """Return the visitor's own frameworks."""
    return _BROUGHT[0]()


def take_up_own() -> None:
    """Let the rest of the run use the visitor's own frameworks as they are from now on."""
    _OF_THIS_RUN.set(None)
    _OF_THIS_RUN.set(_sound())


def unfit_own() -> tuple[Problem, ...]:
    """Return why the visitor's own frameworks do not stand beside the others, where they do not.

    They did when they were brought; the data were edited since.
    """
    brought = own()
    return _beside(live_data().now(), brought)[1] if brought else ()


@st.cache_resource(max_entries=1, show_spinner=False)
def shelf() -> Shelf:
    """Return what is held of visitors' own frameworks; one for each process."""
    return Shelf()


def _sound() -> Sound:
    known = _OF_THIS_RUN.get()
    if known is not None:
        return known
    shared, brought = live_data().now(), own()
    return _beside(shared, brought)[0] if brought else shared


def _beside(shared: Sound, brought: Own) -> tuple[Sound, tuple[Problem, ...]]:
    digests = tuple(framework.digest for framework in brought)
    found: tuple[Sound, tuple[Problem, ...]] = _kept_beside(
        shared.catalogue.digest, digests, shared, brought
    )
    return found


@st.cache_resource(max_entries=_OWN_CATALOGUES, show_spinner=False)
def _kept_beside(
    digest: str, digests: tuple[str, ...], _shared: Sound, _brought: Own
) -> tuple[Sound, tuple[Problem, ...]]:
    """Return the data with own frameworks beside them; without, and the problems, where unfit."""
    try:
        catalogue = joined(_shared.catalogue, _brought)
    except DataError as error:
        return _shared, error.problems
    return replace(_shared, catalogue=catalogue, beside=_shared.catalogue), ()


_CACHES.append(_kept_beside)


@contextmanager
def _to_the_end() -> Iterator[Sound]:
    """Hold on to the same data, though an edit comes in between: a fragment's run takes up none."""
    sound = _sound()
    token = _OF_THIS_RUN.set(sound)
    try:
        yield sound
    finally:
        _OF_THIS_RUN.reset(token)


def catalogue() -> Catalogue:
    """Return the catalogue: in a run always the same."""
    return _sound().catalogue


def shared_catalogue() -> Catalogue:
    """Return the catalogue without what the visitor brought."""
    return _sound().shared


def with_data_of_now(make: Callable[[], _Result]) -> Callable[[], _Result]:
    """Return what makes a file later from the data of this run.

    Streamlit calls it outside of any run, where nobody knows whose frameworks it is about.
    """
    sound = _sound()

    def made() -> _Result:
        token = _OF_THIS_RUN.set(sound)
        try:
            return make()
        finally:
            _OF_THIS_RUN.reset(token)

    return made


def remembered(
    entries: int, *, slow: bool = False, shared: bool = False
) -> Callable[[Callable[_Arguments, _Result]], Callable[_Arguments, _Result]]:
    """Cache a function of frozen arguments for as long as the catalogue stays the same.

    A requirement's name and notes are left out: they change no result, and what people type is not
    kept.

    Parameters
    ----------
    entries
        how many results at most.
    slow
        whether it takes so long that everybody else should go first.
    shared
        whether it reads nothing of what visitors bring, so that all have the same.
    """

    def decorate(function: Callable[_Arguments, _Result]) -> Callable[_Arguments, _Result]:
        name = function.__qualname__
        store = _store(function, name, entries, slow)
        # What visitors bring never takes the place of what everybody shares.
        apart = _store(function, f"{name}.own", max(2, entries // _OWN_CATALOGUES), slow)

        @wraps(function)
        def current(*arguments: _Arguments.args, **named: _Arguments.kwargs) -> _Result:
            with _to_the_end() as sound:
                of_all = shared or sound.beside is None
                digest = (sound.shared if of_all else sound.catalogue).digest
                plain = map(_without_words, arguments)
                result: _Result = (store if of_all else apart)(digest, *plain, **named)
            return result

        return current

    return decorate


def _store(function: Callable[..., _Result], name: str, entries: int, slow: bool) -> Any:
    """Return what keeps a function's results, by the catalogue's digest and its arguments."""

    def keyed(digest: str, *arguments: Any, **named: Any) -> _Result:
        if slow:
            turns.step_aside()
        return function(*arguments, **named)

    # By this name Streamlit tells cached functions apart.
    keyed.__qualname__ = name
    store = st.cache_resource(max_entries=entries, show_spinner=False)(keyed)
    _CACHES.append(store)
    return store


def _without_words(argument: object) -> object:
    if isinstance(argument, Requirement) and (argument.name or argument.notes):
        return argument.model_copy(update={"name": "", "notes": ""})
    if isinstance(argument, tuple):
        return tuple(map(_without_words, argument))
    return argument


_STUDIES: Final = 128
_GROUPS: Final = 16
_FEWER: Final[dict[Callable[..., Any], int]] = {
    costs.drawing: 64,
    decision_map: 48,
    stance_of: 64,
}
"""How many results of a function are held where each takes much room: a map holds some ninety
kilobytes, one person's draws a hundred, costs over users more.
"""
_SLOW: Final[frozenset[Callable[..., Any]]] = frozenset(
    {
        answer_flips,
        central_weights_of,
        decision_map,
        evidence_flips,
        form_cells,
        merged_overlaps,
        ways_to,
        worth_of_cells,
    }
)
"""What takes so long that everybody else should go first."""
_MADE: Final[dict[Callable[..., Any], Callable[..., Any]]] = {}


@remembered(_STUDIES)
def study(requirement: Requirement) -> Study:
    """Return the study of a requirement under the data of this run."""
    return Study(requirement, catalogue())


def of_study(
    function: Callable[Concatenate[Study, _Arguments], _Result],
    requirement: Requirement,
    *arguments: _Arguments.args,
    **named: _Arguments.kwargs,
) -> _Result:
    """Return what a function makes of the study of a requirement, made once for the same arguments.

    Parameters
    ----------
    function
        takes a study first; of a module, so that its name tells it apart.
    requirement
        whose study.
    arguments, named
        what else the function takes: frozen, since they are the key.
    """

    def work(requirement: Requirement, *arguments: Any, **named: Any) -> _Result:
        return function(study(requirement), *arguments, **named)

    result: _Result = _once(function, work)(requirement, *arguments, **named)
    return result


@remembered(_GROUPS, slow=True)
def group(requirements: tuple[Requirement, ...]) -> Group:
    """Return several people's requirements held against each other; who they are is not asked."""
    return Group(
        [study(requirement) for requirement in requirements],
        [of_study(stance_of, requirement) for requirement in requirements],
    )


def of_group(
    function: Callable[Concatenate[Group, _Arguments], _Result],
    requirements: tuple[Requirement, ...],
    *arguments: _Arguments.args,
    **named: _Arguments.kwargs,
) -> _Result:
    """Return what a function makes of several people's requirements, as `of_study` does of one."""

    def work(requirements: tuple[Requirement, ...], *arguments: Any, **named: Any) -> _Result:
        return function(group(requirements), *arguments, **named)

    result: _Result = _once(function, work)(requirements, *arguments, **named)
    return result


def of_data(
    function: Callable[Concatenate[Catalogue, _Arguments], _Result],
    *arguments: _Arguments.args,
    **named: _Arguments.kwargs,
) -> _Result:
    """Return what a function makes of the catalogue, made once for the same arguments."""

    def work(*arguments: Any, **named: Any) -> _Result:
        return function(catalogue(), *arguments, **named)

    result: _Result = _once(function, work)(*arguments, **named)
    return result


def _once(function: Callable[..., Any], work: Callable[..., _Result]) -> Callable[..., _Result]:
    """Return the cache of a function's results; made where it is first asked for."""
    if function not in _MADE:
        work.__qualname__ = f"{function.__module__}.{function.__qualname__}"
        made = remembered(_FEWER.get(function, _ENTRIES), slow=function in _SLOW)(work)
        _MADE.setdefault(function, made)
    return _MADE[function]


@remembered(_ENTRIES)
def verdict(requirement: Requirement) -> Verdict:
    """Return the verdict on a requirement."""
    return study(requirement).verdict


@remembered(1, shared=True)
def likeness() -> Likeness:
    """Return the likeness to the recorded decisions."""
    return Likeness(_sound().decisions)


@remembered(len(GOALS) + 1)
def precedent(goal: Goal | None) -> precedents.Taken | None:
    """Return what teams with a comparable goal took; None where none is stated."""
    return precedents.taken(goal, likeness().cases, catalogue())


@remembered(_ENTRIES)
def nearest(requirement: Requirement) -> tuple[precedents.Told, ...]:
    """Return the decisions most like a project; none where none is near."""
    return precedents.nearest(requirement, likeness(), catalogue())


def track_record() -> TrackRecord | None:
    """Return how the verdicts did on real decisions; None where nothing was saved."""
    return _sound().record


def record_charts() -> tuple[Drawing, ...] | None:
    """Return agreement, baselines, calibration and reliability as charts.

    None where nothing was saved.
    """
    record = track_record()
    return None if record is None else _charts_of(record)


@remembered(2)
def _charts_of(record: TrackRecord) -> tuple[Drawing, ...]:
    return (
        agreement_chart(record),
        baselines_chart(record),
        calibration_chart(record, catalogue()),
        reliability_chart(record),
    )
