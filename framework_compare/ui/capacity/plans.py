"""The page on capacity and cost.

What each option needs for these users, what that costs, and how far to trust it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Final

import streamlit as st

from framework_compare.capacity.parameters import parameters_of_each
from framework_compare.capacity.planning import Crossing, Planner, crossing_of
from framework_compare.capacity.workload import Prices, Workload
from framework_compare.explain.versus import leaders
from framework_compare.present import costs, plans
from framework_compare.present.drawing import short_name
from framework_compare.requirement.model import Requirement
from framework_compare.text import counted, listed
from framework_compare.ui.capacity.basis import COMMAND, NO_CHOICE, render_routing, render_trust
from framework_compare.ui.capacity.numbers import render_inputs
from framework_compare.ui.frame import cached, choosing, faults, state

_USUAL: Final = ("streamlit", "flask", "fastapi")
"""Drawn beside the champion and the next framework where there is room."""


@dataclass(frozen=True, slots=True)
class _Planned:
    """What is planned for, and for whom it can be."""

    workload: Workload
    prices: Prices
    planner: Planner
    leaders: tuple[str, ...]
    """The champion and the next framework."""
    planned: tuple[str, ...]
    """Every option with figures: the leaders first, then the cheapest."""
    left_out: tuple[str, ...]
    """Options without figures."""

    @property
    def pair(self) -> tuple[str, ...]:
        """The two whose costs are held against each other."""
        usual = [
            option for option in (*self.leaders, *_USUAL, *self.planned) if option in self.planned
        ]
        return tuple(dict.fromkeys(usual))[:2]


@faults.part("Capacity and cost")
def render_capacity() -> None:
    """Ask for the load, then show plans, costs over users, routing, and what all of it rests on."""
    st.subheader("Capacity and cost", anchor=False)
    st.markdown(
        "**What does each option need for your visitors, and what does a month cost?** Change any"
        " number."
    )
    asked = _asked()
    if not asked.planned:
        _render_nothing(asked)
        return
    _render_absent_leaders(asked)
    _render_summary(asked)
    _render_plans(asked)
    options = _render_choice(asked)
    choosing.render_chosen_section(
        "capacity",
        {
            "costs": partial(_render_costs, asked, options),
            "needs": partial(_render_needs, asked, options),
            "routing": partial(render_routing, asked.planner, options),
            "trust": render_trust,
        },
    )


@faults.part("The table of plans")
def _render_plans(asked: _Planned) -> None:
    st.dataframe(
        cached.of_data(plans.table, asked.workload, asked.prices, asked.planned),
        hide_index=True,
        column_config={"Option": st.column_config.TextColumn(pinned=True)},
    )
    st.caption(
        "In brackets: nine of ten results, over the measured repeats and the speed of your cores."
        " Every process of Python needs a vCPU of its own. “Runs as” and “One more process from”"
        " are for the middle; memory holds what visitors keep, in a shared store too."
    )
    _render_left_out(asked)


def _asked() -> _Planned:
    requirement = state.current()
    leaders = _leaders(requirement)
    workload, prices = render_inputs(requirement)
    catalogue = cached.catalogue()
    known = cached.of_data(parameters_of_each)
    planner = Planner(catalogue, known, workload, prices)
    options = dict.fromkeys((*leaders, *catalogue.frameworks))
    ready = [option for option in options if not planner.missing(option)]
    others = sorted(
        (option for option in ready if option not in leaders),
        key=lambda o: planner.plan(o).cost.mid,
    )
    first = [option for option in leaders if option in ready]
    left_out = tuple(option for option in options if option not in ready)
    return _Planned(workload, prices, planner, leaders, (*first, *others), left_out)


def _leaders(requirement: Requirement) -> tuple[str, ...]:
    """Return the champion and the next framework; nobody where there is no verdict."""
    with faults.part("Who leads"):
        return cached.of_study(leaders, requirement)
    return ()


def _render_nothing(asked: _Planned) -> None:
    st.info(
        "Nothing has been measured yet, so nothing can be planned. This command measures every"
        f" framework on your machine: `{COMMAND}`.",
        icon=":material/science:",
    )
    st.markdown(
        "What is known without measuring: **how visitors must be routed, and where their data"
        " live.**"
    )
    render_routing(asked.planner, tuple(dict.fromkeys((*asked.leaders, *_USUAL))))


@faults.part("The summary")
def _render_summary(asked: _Planned) -> None:
    """Say in two sentences what the load means, then where the cheaper one changes."""
    planner, pair = asked.planner, asked.pair
    workload = asked.workload
    grown = (
        f", {workload.later_users:,} in {counted(workload.months, 'month', 'months')}"
        if workload.later_users > workload.users
        else ""
    )
    st.caption(
        f"For {plans.load_words(planner, state.current())}{grown}, {plans.work_words(planner)}:"
    )
    if cached.of_study(plans.is_static, state.current()):
        st.caption(plans.STATIC_NOTE)
    first = plans.cost_sentence(planner.plan(pair[0]), planner)
    lines = [f"{first} {plans.due_sentence(planner, pair[0])}".rstrip()]
    if len(pair) == 2:
        lines.append(plans.comparison_sentence(planner, *pair))
    st.markdown("\n\n".join(lines))
    if len(pair) == 2:
        crossing = plans.crossing_sentences(_crossing(asked), planner, *pair)
        st.caption(f"{crossing} {plans.worth_naming_text(planner)}")


def _crossing(asked: _Planned) -> Crossing | None:
    """Return where the cheaper one of the pair changes, which no number of users moves."""
    return cached.of_data(crossing_of, asked.workload.of_one(), asked.prices, *asked.pair)


def _render_absent_leaders(asked: _Planned) -> None:
    """Say where the verdict's own options cannot be planned."""
    leading = [
        asked.planner.catalogue.option_name(option)
        for option in asked.leaders
        if option in asked.left_out
    ]
    if leading:
        st.warning(
            f"{listed(leading)} {'is' if len(leading) == 1 else 'are'} among the verdict's"
            " two that lead, but not measured. What follows is about others.",
            icon=":material/science:",
        )


def _render_left_out(asked: _Planned) -> None:
    lacks = [lack for option in asked.left_out for lack in asked.planner.missing(option)]
    if lacks:
        st.caption(
            f"Not measured, so not planned: {plans.missing_text(lacks, asked.planner.catalogue)}."
        )


def _render_choice(asked: _Planned) -> tuple[str, ...]:
    """Let the visitor choose what the charts show; at first the leaders, then the usual ones."""
    catalogue = asked.planner.catalogue
    usual = dict.fromkeys((*asked.pair, *(option for option in _USUAL if option in asked.planned)))
    at_first = list(usual)[: costs.MOST_LINES]
    chosen = st.pills(
        "In the charts",
        asked.planned,
        selection_mode="multi",
        format_func=lambda option: short_name(option, catalogue),
        **choosing.of_setting("capacity.options", at_first, asked.planned),
    )
    if len(chosen) > costs.MOST_LINES:
        st.caption(f"{costs.MOST_LINES} can be told apart; these are the first {costs.MOST_LINES}.")
    return tuple(option for option in asked.planned if option in chosen)[: costs.MOST_LINES]


def _render_costs(asked: _Planned, options: tuple[str, ...]) -> None:
    if not options:
        st.info(NO_CHOICE, icon=":material/touch_app:")
        return
    both = len(asked.pair) == 2 and set(asked.pair) <= set(options)
    found = _crossing(asked) if both else None
    drawing = cached.of_data(costs.drawing, asked.workload, asked.prices, options, found)
    st.vega_lite_chart(spec=drawing.spec, alt=drawing.alt, key="cap.costs")
    st.caption(
        "Both axes grow by factors. A step is one more process, a load balancer or a larger"
        " container."
    )


def _render_needs(asked: _Planned, options: tuple[str, ...]) -> None:
    if not options:
        st.info(NO_CHOICE, icon=":material/touch_app:")
        return
    bars = (
        ("cap.processes", plans.processes),
        ("cap.memory", plans.memory),
    )
    for column, (key, make) in zip(st.columns(2, gap="large"), bars, strict=True):
        with column:
            drawing = cached.of_data(make, asked.workload, asked.prices, options)
            st.vega_lite_chart(spec=drawing.spec, alt=drawing.alt, key=key)
    st.caption("Bar: at the measured medians. Line: nine of ten results.")
