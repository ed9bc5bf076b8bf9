"""The evidence page's measurements.

One experiment at a time, with its conditions and what it left out.
"""

from __future__ import annotations

from typing import Final

import streamlit as st

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.measured_rules import Figure
from framework_compare.measured.installed import outdated
from framework_compare.measured.measurements import Measurements, TunedLine
from framework_compare.present import (
    experiment_summary,
    experiments,
    failures,
    measured_entrants,
    measured_values,
    session_memory,
)
from framework_compare.present.ledger import resting_rows
from framework_compare.text import counted
from framework_compare.ui.frame import cached, choosing, faults, marks, state

_TABLE: Final = 600
"""Pixels after which a long table scrolls inside itself."""
_SHORT: Final = 16
_SENTENCE: Final = 260
"""Pixels of a column that holds a sentence, where the table has the whole width."""
_LIST: Final = 400
"""Pixels after which a list of packages does."""
_SHOWN: Final = {
    "values": measured_values.shown,
    "sessions": session_memory.shown,
    "failures": failures.shown,
}
"""What draws each kind of figure."""


@faults.part("Measurements")
def render_measurements() -> None:
    """Show one experiment that the visitor chooses: charts, table, conditions, gaps."""
    catalogue = cached.catalogue()
    found, names = catalogue.measurements, experiments.offered(catalogue)
    if found is None or not names:
        st.info(
            "Nothing has been measured in this copy. `python -m framework_compare.lab run` measures"
            " every framework and writes data/measurements/lab.json; until then the grades rest on"
            " documents and judgement.",
            icon=":material/pending:",
        )
        return
    if waiting := cached.of_data(experiments.ungraded):
        cells = counted(waiting, "entry of the evidence does", "entries of the evidence do")
        st.caption(
            f":material/pending: {cells} not follow these measurements yet;"
            " `python -m framework_compare.lab grade --write` writes them."
        )
    experiment = st.selectbox(
        "Experiment",
        names,
        format_func=lambda name: catalogue.designs[name].title,
        **choosing.of_setting("evidence.experiment", names[0], names),
    )
    st.markdown(f"**{catalogue.designs[experiment].question}**")
    for sentence in cached.of_data(
        experiment_summary.sentences, experiment, state.current().peak_concurrent_users
    ):
        st.markdown(sentence)
    figures = cached.of_data(experiments.figures_of, experiment)
    if figures:
        _render_figure(_chosen(figures))
    else:
        st.caption("Nothing was measured here; below is why.")
    _render_conditions(catalogue, found, experiment)
    _render_gaps(experiment)
    _render_entrants(experiment)


def _chosen(figures: tuple[Figure, ...]) -> Figure:
    if len(figures) == 1:
        return figures[0]
    titles = [figure.title for figure in figures]
    title = st.selectbox(
        "What is shown", titles, **choosing.of_setting("evidence.figure", titles[0], titles)
    )
    return figures[titles.index(title)]


def _render_figure(figure: Figure) -> None:
    seen = cached.of_data(_SHOWN[figure.chart], figure)
    if len(seen.drawings) > 1:
        with st.grid(seen.abreast, min_column_width=280):
            for number, (title, drawing) in enumerate(seen.drawings):
                with st.container():
                    st.markdown(f"**{title}**")
                    st.vega_lite_chart(
                        spec=drawing.spec, alt=drawing.alt, key=f"ev.measured.{number}"
                    )
    chart, table = (
        st.columns([0.46, 0.54], gap="large") if len(seen.drawings) == 1 else (None, st.container())
    )
    if chart is not None:
        with chart:
            drawing = seen.drawings[0][1]
            st.vega_lite_chart(spec=drawing.spec, alt=drawing.alt, key="ev.measured")
    with table:
        st.dataframe(
            seen.table,
            hide_index=True,
            height="content" if len(seen.table) <= _SHORT else _TABLE,
            column_config={
                "Variant": st.column_config.TextColumn(width=150),
                "Compared": st.column_config.TextColumn(width=None if chart else _SENTENCE),
            },
            alt=f"{figure.title}, as a table",
        )
        if seen.log:
            st.caption("Below the marks of an axis: how many times the first mark each is.")
        if seen.undecided:
            st.markdown(f":material/balance: {seen.undecided}")


def _render_conditions(catalogue: Catalogue, found: Measurements, experiment: str) -> None:
    """Say when, where and how it was measured, and where a newer version is installed here."""
    st.caption(f"{catalogue.designs[experiment].why}")
    for sentence in experiments.conditions_of(found, experiment):
        st.caption(f":material/computer: {sentence}")
    measured = [one for key, one in found.measured.items() if key.startswith(f"{experiment}/")]
    names: dict[str, str] = {
        name: framework.name for name, framework in catalogue.frameworks.items()
    }
    for framework, (then, now) in outdated(measured).items():
        said = f"{names.get(framework, framework)}: measured with {then}, {now} is installed here"
        st.markdown(f":orange-badge[:material/history: stale] {said}")
    st.markdown(
        f":material/replay: Measure it again: `python -m framework_compare.lab run {experiment}"
        " --fresh`"
    )


def _render_gaps(experiment: str) -> None:
    missing = cached.of_data(experiments.gap_rows, experiment)
    if missing.empty:
        return
    st.caption("Not measured")
    st.dataframe(
        missing,
        hide_index=True,
        height="content",
        column_config={"Why not": st.column_config.TextColumn(width=520)},
        alt="What was not measured, and why",
    )


def _render_entrants(experiment: str) -> None:
    """Say with which packages and tuned lines, and what maintainers would still object to."""
    packages = cached.of_data(measured_entrants.package_rows, experiment)
    if not packages.empty:
        with st.expander("Packages that took part", icon=":material/inventory_2:"):
            st.dataframe(
                packages,
                hide_index=True,
                height="content" if len(packages) <= _SHORT else _LIST,
                alt="Release of every package that took part, by framework",
            )
    if tuned := cached.of_data(measured_entrants.tuned_lines, experiment):
        with st.expander("Tuned with", icon=":material/tune:"):
            st.caption(
                "Every app is measured tuned, with at most three lines or settings that the"
                " documentation of its framework, of its server or of Python advises; where the"
                " experiment says “as it comes”, once more without them."
            )
            st.markdown("\n".join(f"- {_line(*line)}" for line in tuned))
    if objections := cached.of_data(measured_entrants.objections, experiment):
        with st.expander("What its maintainers would still object to", icon=":material/gavel:"):
            st.markdown(
                "\n".join(f"- **{name}.** {marks.plain(text)}" for name, text in objections)
            )


def _line(framework: str, tuned: TunedLine) -> str:
    return (
        f"**{framework}.** {marks.plain(tuned.what)} {marks.code(tuned.line)}"
        f" ([source]({tuned.source}))"
    )


@faults.part("What rests on measurements")
def render_resting() -> None:
    """Show how much of each framework's evidence rests on a measurement."""
    st.caption("Entries that rest on our own measurements, and entries that one supports")
    st.dataframe(
        cached.of_data(resting_rows),
        hide_index=True,
        height="content",
        column_order=["Framework", "measured", "supported", "cells"],
        column_config={
            "measured": st.column_config.NumberColumn("Measured here"),
            "supported": st.column_config.NumberColumn("Supported"),
            "cells": st.column_config.NumberColumn("Entries"),
        },
        alt="Entries that rest on measurements, by framework",
    )


@faults.part("What was measured beyond that")
def render_beyond() -> None:
    """Show what no measurement settles, and why."""
    catalogue = cached.catalogue()
    st.markdown("#### What a source or a second grader has to settle, since no measurement can")
    with st.grid(3, min_column_width=280):
        for beyond in catalogue.measured.beyond:
            st.markdown(f"**{catalogue.criterion(beyond.criterion).name}.** {beyond.why}")
