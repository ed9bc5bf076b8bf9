"""What is computed once: the only module that caches for the screen.

Everything here takes frozen arguments, is bounded, reads no widget, and is shared by all sessions:
what comes out must not be changed. Each entry is keyed on the catalogue's digest as well.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

import pandas as pd
import streamlit as st

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.charts import agreement as agreement_chart
from framework_compare.charts import claims as claims_chart
from framework_compare.charts import contributions as contributions_chart
from framework_compare.charts import family_bars as family_bars_chart
from framework_compare.charts import heat as heat_chart
from framework_compare.charts import radar as radar_chart
from framework_compare.charts import rank_bars as rank_bars_chart
from framework_compare.decisions.record import TrackRecord
from framework_compare.errors import Problem
from framework_compare.explain import answers, information
from framework_compare.present.drawing import Drawing, drawn, short_name
from framework_compare.present.theme import GREY, option_colour
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.results import Flip, NextQuestion, Verdict
from framework_compare.scoring.study import Study
from framework_compare.tables import comparison as comparison_rows
from framework_compare.tables import ledger as ledger_rows
from framework_compare.tables import record as record_rows
from framework_compare.tables import verdicts as verdicts_rows
from framework_compare.tables.comparison import AxisOrder, Comparison
from framework_compare.ui.frame import turns
from framework_compare.ui.frame.live import LiveData, Sound
from framework_compare.vocabulary import CriterionId

_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")
_ENTRIES: Final = 256


_CACHES: Final[list[Any]] = []
"""Everything that `kept` made."""
_OF_THIS_RUN: ContextVar[Sound | None] = ContextVar("of_this_run", default=None)


@st.cache_resource(max_entries=1, show_spinner=False)
def live_data() -> LiveData:
    """Return the data as they are edited; one for each process."""
    return LiveData(on_new=_start_anew)


def _start_anew() -> None:
    """Drop what was computed from older data, and take all that is in memory out of the garbage
    collector's rounds.

    A full round over pandas and Altair costs more than several runs, and the more people are in,
    the more often one comes due. What was set aside before is looked at once more, so that nothing
    outlives more than one edit.
    """
    for cache in _CACHES:
        cache.clear()
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def take_up_edits() -> tuple[Problem, ...]:
    """Let the run that begins use the newest sound data to its end, and return what is wrong with
    newer ones.
    """
    live = live_data()
    live.look()
    _OF_THIS_RUN.set(live.now())
    return live.problems


def _sound() -> Sound:
    return _OF_THIS_RUN.get() or live_data().now()


def catalogue() -> Catalogue:
    """Return the catalogue: in a run always the same."""
    return _sound().catalogue


def kept(
    entries: int, *, slow: bool = False
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
    """

    def decorate(function: Callable[_Arguments, _Result]) -> Callable[_Arguments, _Result]:
        def keyed(digest: str, *arguments: Any, **named: Any) -> _Result:
            if slow:
                turns.step_aside()
            return function(*arguments, **named)

        keyed.__qualname__ = (
            function.__qualname__
        )  # by which Streamlit tells cached functions apart
        cache = st.cache_resource(max_entries=entries, show_spinner=False)(keyed)

        _CACHES.append(cache)

        @wraps(function)
        def current(*arguments: _Arguments.args, **named: _Arguments.kwargs) -> _Result:
            result: _Result = cache(catalogue().digest, *map(_without_words, arguments), **named)
            return result

        return current

    return decorate


def _without_words(argument: object) -> object:
    if isinstance(argument, Requirement) and (argument.name or argument.notes):
        return argument.model_copy(update={"name": "", "notes": ""})
    return argument


_STUDIES: Final = 128
_FEWER: Final[dict[Callable[..., Any], int]] = {}
"""How many results of a function are held where each takes much room."""
_SLOW: Final[frozenset[Callable[..., Any]]] = frozenset()
"""What takes so long that everybody else should go first."""
_MADE: Final[dict[Callable[..., Any], Callable[..., Any]]] = {}


@kept(_STUDIES)
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
        made = kept(_FEWER.get(function, _ENTRIES), slow=function in _SLOW)(work)
        _MADE.setdefault(function, made)
    return _MADE[function]


# The engine


@kept(_ENTRIES)
def verdict(requirement: Requirement) -> Verdict:
    """Return the verdict on a requirement."""
    return study(requirement).verdict


@kept(_ENTRIES)
def next_question(requirement: Requirement) -> NextQuestion | None:
    """Return the open question whose answer is most likely to change who leads."""
    return information.next_question(Study(requirement, catalogue()))


@kept(_ENTRIES, slow=True)
def answer_flips(requirement: Requirement) -> tuple[Flip, ...]:
    """Return every single answer whose change makes another option lead, nearest first."""
    return answers.answer_flips(Study(requirement, catalogue()))


@kept(_ENTRIES)
def comparison(requirement: Requirement) -> Comparison:
    """Return fits and capabilities of all options, those off the shortlist and the excluded
    included.
    """
    return comparison_rows.compare_all(requirement, catalogue())


# Charts of one verdict


def family_bars_spec(requirement: Requirement) -> dict[str, Any]:
    """Return the bars of how often the best four families come first."""
    return family_bars(requirement).spec


def family_bars_alt(requirement: Requirement) -> str:
    """Return what those bars say in words."""
    return family_bars(requirement).alt


@kept(_ENTRIES)
def family_bars(requirement: Requirement) -> Drawing:
    """Return those bars with their words."""
    rows = verdicts_rows.family_rows(verdict(requirement), catalogue())
    return drawn(family_bars_chart.family_bars, family_bars_chart.family_bars_alt, rows)


@kept(_ENTRIES)
def rank_bars(requirement: Requirement) -> Drawing:
    """Return the bars of how often the best options take each place."""
    rows = verdicts_rows.place_rows(verdict(requirement), catalogue())
    return drawn(
        rank_bars_chart.rank_bars,
        rank_bars_chart.rank_bars_alt,
        rows,
        34 * rows["name"].nunique() + 60,
    )


@kept(_ENTRIES)
def contribution_bars(requirement: Requirement) -> Drawing:
    """Return the bars of what speaks for the champion and what against it."""
    rows = verdicts_rows.contribution_rows(verdict(requirement), catalogue())
    return drawn(
        contributions_chart.contribution_bars,
        contributions_chart.contribution_bars_alt,
        rows,
        max(60, 28 * len(rows)),
    )


# Charts of a comparison


@kept(_ENTRIES)
def heat_table(requirement: Requirement, options: tuple[str, ...]) -> Drawing:
    """Return the table of fits of these options."""
    seen = comparison(requirement)
    rows = comparison_rows.fit_cells(
        catalogue(), options, seen.fits, seen.intervals, verdict(requirement).needs
    )
    return drawn(
        heat_chart.heat_table,
        heat_chart.heat_table_alt,
        rows,
        38 * rows["criterion"].nunique() + 90,
    )


@kept(_ENTRIES)
def radar(
    requirement: Requirement, options: tuple[str, ...], axes: tuple[CriterionId, ...]
) -> Drawing:
    """Return the radar of these options over these criteria."""
    profile = _profile(requirement, options, axes)
    series = (
        *(
            (short_name(option, catalogue()), option_colour(option, catalogue()))
            for option in options
        ),
        (comparison_rows.YOURS, GREY),
    )
    return Drawing(radar_chart.radar_specification(profile, series), radar_chart.radar_alt(profile))


@kept(_ENTRIES)
def radar_values(
    requirement: Requirement, options: tuple[str, ...], axes: tuple[CriterionId, ...]
) -> pd.DataFrame:
    """Return the radar's numbers as a table: one row a criterion, one column a line."""
    return comparison_rows.radar_values(_profile(requirement, options, axes))


def _profile(
    requirement: Requirement, options: tuple[str, ...], axes: tuple[CriterionId, ...]
) -> pd.DataFrame:
    intervals = comparison(requirement).intervals
    return comparison_rows.radar_profile(
        catalogue(), options, axes, intervals, verdict(requirement).needs
    )


@kept(_ENTRIES)
def radar_axes(
    requirement: Requirement, options: tuple[str, ...], order: AxisOrder
) -> tuple[CriterionId, ...]:
    """Return the criteria that say most about these options."""
    seen, weights = comparison(requirement), verdict(requirement).weights
    return comparison_rows.radar_axes(
        requirement, options, seen.intervals, weights, order=order, count=radar_chart.MOST_AXES
    )


@kept(_ENTRIES)
def article_comparison(requirement: Requirement, options: tuple[str, ...]) -> pd.DataFrame:
    """Return the article's comparison for these options."""
    return comparison_rows.article_comparison(
        catalogue(), options, comparison(requirement).intervals
    )


# Evidence


@kept(1)
def ledger() -> pd.DataFrame:
    """Return every cell of every framework."""
    return ledger_rows.ledger(catalogue())


@kept(1)
def judged_shares() -> pd.DataFrame:
    """Return how many cells of each framework are judged only."""
    return ledger_rows.judged_shares(ledger())


@kept(1)
def claims() -> pd.DataFrame:
    """Return the founding article's claims with their verdicts."""
    return ledger_rows.claim_rows(catalogue())


@kept(1)
def claim_summary() -> Drawing:
    """Return the bars of how many claims hold."""
    rows = ledger_rows.claim_counts(claims())
    return drawn(claims_chart.claims_summary, claims_chart.claims_summary_alt, rows)


def track_record() -> TrackRecord | None:
    """Return how the verdicts did on real decisions; None where nothing was saved."""
    return _sound().record


def record_charts() -> tuple[Drawing, Drawing, Drawing] | None:
    """Return agreement, baselines and calibration as charts; None where nothing was saved."""
    record = track_record()
    return None if record is None else _charts_of(record)


@kept(2)
def _charts_of(record: TrackRecord) -> tuple[Drawing, Drawing, Drawing]:
    frames = (
        record_rows.agreement_rates(record),
        record_rows.baseline_rows(record),
        record_rows.calibration_rates(record, catalogue()),
    )
    agreement, baselines, calibration = (
        drawn(agreement_chart.agreement, agreement_chart.agreement_alt, rows, 44 * len(rows) + 40)
        for rows in frames
    )
    return agreement, baselines, calibration
