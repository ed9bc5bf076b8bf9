"""The page on capacity and cost: what each option needs for these users, what that costs, and how far to trust it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Final

import streamlit as st

from framework_compare import charts, tables
from framework_compare.capacity import Planner, Prices, Workload, words
from framework_compare.ui import cached, cached_capacity, parts, state
from framework_compare.ui.asking_capacity import render_inputs
from framework_compare.vocabulary import FRAMEWORKS

__all__ = ["render_capacity"]

_USUAL: Final = ("streamlit", "flask", "fastapi")
"""Drawn beside the verdict's first two where there is room."""
_COMMAND: Final = "python -m framework_compare.lab run"
_BASIS: Final = ("E5", "E7", "E10", "E11", "E12")
"""The experiments that the plans rest on."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is planned for, and for whom it can be."""

    workload: Workload
    prices: Prices
    planner: Planner
    leaders: tuple[str, ...]
    """The verdict's first two."""
    planned: tuple[str, ...]
    """Every option with figures: the leaders first, then the cheapest."""
    left_out: tuple[str, ...]
    """Options without figures."""

    @property
    def pair(self) -> tuple[str, ...]:
        """The two whose costs are held against each other."""
        usual = [option for option in (*self.leaders, *_USUAL, *self.planned) if option in self.planned]
        return tuple(dict.fromkeys(usual))[:2]


def render_capacity() -> None:
    """Ask for the load, then show plans, costs over users, routing, and what all of it rests on."""
    st.subheader("Capacity and cost", anchor=False)
    st.markdown("**What does each option need for your visitors, and what does a month cost?** Change any number.")
    asked = _asked()
    if not asked.planned:
        _render_nothing(asked)
        return
    _render_summary(asked)
    st.dataframe(
        cached_capacity.plan_table(asked.workload, asked.prices, asked.planned),
        hide_index=True,
        column_config={"Option": st.column_config.TextColumn(pinned=True)},
    )
    st.caption(
        "In brackets: nine of ten results, over the measured intervals and the speed of your cores. A vCPU runs one "
        "process of Python."
    )
    _render_left_out(asked)
    options = _render_choice(asked)
    parts.render_chosen_section(
        "cap.section",
        {
            "Cost over users": partial(_render_costs, asked, options),
            "Copies and memory": partial(_render_needs, asked, options),
            "Routing and data": partial(_render_routing, asked, options),
            "How far to trust it": partial(_render_trust),
        },
    )


def _asked() -> _Asked:
    requirement = state.current()
    verdict = cached.verdict(requirement)
    workload, prices = render_inputs(requirement)
    planner = cached_capacity.planner(workload, prices)
    leaders = tuple(option for option in (verdict.champion, verdict.runner_up) if option)
    options = dict.fromkeys((*leaders, *FRAMEWORKS))
    ready = [option for option in options if not planner.missing(option)]
    others = sorted((option for option in ready if option not in leaders), key=lambda o: planner.plan(o).cost.mid)
    first = [option for option in leaders if option in ready]
    left_out = tuple(option for option in options if option not in ready)
    return _Asked(workload, prices, planner, leaders, (*first, *others), left_out)


def _render_nothing(asked: _Asked) -> None:
    st.info(
        "Nothing has been measured yet, so nothing can be planned. This command measures every framework on your "
        f"machine: `{_COMMAND}`.",
        icon=":material/science:",
    )
    st.markdown("What is known without measuring: **how visitors must be routed, and where their data live.**")
    _render_cards(asked, tuple(dict.fromkeys((*asked.leaders, *_USUAL))))


def _render_summary(asked: _Asked) -> None:
    """Say what the first two need and which of them is cheaper for how many."""
    planner, pair = asked.planner, asked.pair
    workload = asked.workload
    grown = f", {workload.later_users:,} in {workload.months} months" if workload.later_users > workload.users else ""
    st.markdown(f"For **{workload.users:,} people at once**{grown}, each clicking every {workload.think_s:g} s:")
    lines = [words.cost_sentence(planner.plan(option), planner) for option in pair]
    if len(pair) == 2:
        lines.append(words.share_sentence(planner, *pair))
        found = cached_capacity.crossing(workload, asked.prices, *pair)
        lines.append(words.crossing_sentences(found, planner, *pair))
    st.markdown("\n".join(f"- {line}" for line in lines))


def _render_left_out(asked: _Asked) -> None:
    """Name the options that cannot be planned, the verdict's own most plainly."""
    if not asked.left_out:
        return
    planner = asked.planner
    leading = [option for option in asked.leaders if option in asked.left_out]
    if leading:
        names = " and ".join(planner.catalogue.option_name(option) for option in leading)
        st.warning(
            f"{names} {'is' if len(leading) == 1 else 'are'} among the verdict's first two but not fully measured, "
            "so the plans above are of others.",
            icon=":material/science:",
        )
    lacks = [lack for option in asked.left_out for lack in planner.missing(option)]
    st.caption(f"Not measured, so not planned: {words.missing_text(lacks, planner.catalogue)}.")


def _render_choice(asked: _Asked) -> tuple[str, ...]:
    """Let the visitor choose what the charts show; at first the leaders, then the usual ones."""
    catalogue = asked.planner.catalogue
    key = f"cap.options.{'.'.join(asked.pair)}"
    usual = dict.fromkeys((*asked.pair, *(option for option in _USUAL if option in asked.planned)))
    state.select_options(key, tuple(usual)[: charts.MOST_LINES])
    chosen = st.pills(
        "In the charts",
        asked.planned,
        selection_mode="multi",
        format_func=lambda option: tables.short_name(option, catalogue),
        key=key,
        persist_state="session",
    )
    if len(chosen) > charts.MOST_LINES:
        st.caption(f"{charts.MOST_LINES} can be told apart; these are the first {charts.MOST_LINES}.")
    return tuple(option for option in asked.planned if option in chosen)[: charts.MOST_LINES]


def _render_costs(asked: _Asked, options: tuple[str, ...]) -> None:
    if not options:
        _render_no_choice()
        return
    drawing = cached_capacity.cost_lines(asked.workload, asked.prices, options, asked.pair)
    st.vega_lite_chart(spec=drawing.spec, alt=drawing.alt, key="cap.costs")
    st.caption("Both axes grow tenfold from mark to mark. A step is one more process, a balancer or a larger machine.")


def _render_needs(asked: _Asked, options: tuple[str, ...]) -> None:
    if not options:
        _render_no_choice()
        return
    bars = (
        ("Copies of the app", "cap.copies", cached_capacity.copies_bars),
        ("Memory", "cap.memory", cached_capacity.memory_bars),
    )
    for column, (title, key, make) in zip(st.columns(2, gap="large"), bars, strict=True):
        with column:
            st.markdown(f"**{title}**")
            drawing = make(asked.workload, asked.prices, options)
            st.vega_lite_chart(spec=drawing.spec, alt=drawing.alt, key=key)
    st.caption("Bar: at the measured medians. Line: nine of ten results.")


def _render_no_choice() -> None:
    st.info("Choose at least one option above.", icon=":material/touch_app:")


# Routing and data


def _render_routing(asked: _Asked, options: tuple[str, ...]) -> None:
    if not options:
        _render_no_choice()
        return
    _render_cards(asked, options)


def _render_cards(asked: _Asked, options: tuple[str, ...]) -> None:
    """Show for each option how visitors are routed, where their data live, and what was measured of it."""
    planner = asked.planner
    measured = cached_capacity.measurements()
    columns = st.columns(2, gap="medium")
    for place, option in enumerate(options):
        page = planner.catalogue.parts(option)[0]
        model = planner.rules.worker[page]
        plan = None if planner.missing(option) else planner.plan(option)
        with columns[place % 2], st.container(border=True, gap="xsmall"):
            st.markdown(f"**{planner.catalogue.option_name(option)}**")
            st.markdown(f":material/alt_route: {words.routing_text(option, plan, planner)}")
            st.markdown(f":material/database: {words.store_text(option, asked.workload, planner)}")
            found = words.affinity_text(page, measured) if measured else ""
            if found:
                st.markdown(f":material/science: {found}")
            st.caption(f"{model.why} {parts.source_links([planner.catalogue.sources[name] for name in model.sources])}")


# How far to trust it


def _render_trust() -> None:
    """Show the prediction held against the measured limit of a core, and every figure that the plans rest on."""
    catalogue, checks = cached.catalogue(), cached_capacity.knees()
    knee = catalogue.capacity.knee
    st.markdown("**Does the model predict what was measured?**")
    if checks:
        st.markdown(
            f"How many people one core carries when each clicks every {knee.think_s:g} s and "
            f"{knee.answered:.0%} of clicks must be answered within {knee.longest_wait_s:g} s:"
        )
        st.markdown("\n".join(f"- {words.knee_text(check, catalogue.capacity, catalogue)}" for check in checks))
        st.caption("Predicted from the processor time of one click alone; the capacity was measured on its own (E12).")
    else:
        st.caption("The capacity of a core was not measured (E12), so the model is not checked.")
    st.markdown("**What the plans rest on**")
    _render_conditions()
    st.dataframe(cached_capacity.figure_table(), hide_index=True)
    st.caption(
        "Every figure is of one reference app. Your own work per click and your visitors' data are what you enter "
        "above. Time spent waiting for a database, the network and encryption are not in it."
    )


def _render_conditions() -> None:
    """Say on what machine and when it was measured, and how to do it again."""
    found = cached_capacity.measurements()
    if found is None or not found.runs:
        return
    machine = found.runs[0].machine
    days = sorted({run.started.date() for run in found.runs})
    period = f"{days[0]:%d %B %Y}" + (f" to {days[-1]:%d %B %Y}" if len(days) > 1 else "")
    st.markdown(
        f"Measured {period} on {machine.cpu}, {machine.cores} cores, {machine.memory_gb:.0f} GB, {machine.system}, "
        f"Python {machine.python}. Again: `{_COMMAND} {' '.join(_BASIS)}`"
    )
    if any(run.quick for run in found.runs):
        st.warning("These figures come from a quick run: it proves that everything works and is no result.")
