"""The questions of capacity planning: the load, the prices, and what else is assumed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import streamlit as st

from framework_compare.capacity.workload import Prices, Workload, assumed_input
from framework_compare.catalogue.capacity_rules import INPUTS, PRICE_INPUTS, InputId
from framework_compare.requirement.model import Requirement
from framework_compare.ui.frame import cached, choosing, faults, state

_FIRST: Final[tuple[InputId, ...]] = (
    "users",
    "think_s",
    "extra_ms",
    "state_mb",
    "growth",
    "months",
)
"""What differs from project to project; the rest waits in an expander."""
_WIDTH: Final = 146
"""Pixels: six fit beside each other on a desk, two on a telephone."""


def render_inputs(requirement: Requirement) -> tuple[Workload, Prices]:
    """Ask for everything, with the project's answers and the stated assumptions to start from."""
    values: dict[InputId, float] = {}
    with st.container(border=True):
        with st.container(horizontal=True, key="cap.load"):
            for name in _FIRST:
                values[name] = _ask(name, requirement)
        with st.expander("Prices and other assumptions", icon=":material/tune:"):
            for title, names in (("Prices", PRICE_INPUTS), ("How it is run", _others())):
                st.caption(title)
                with st.container(horizontal=True):
                    for name in names:
                        values[name] = _ask(name, requirement)
            _render_judged()
            st.button(
                "Back to the assumptions",
                icon=":material/undo:",
                on_click=faults.callback(state.forget_settings),
                args=([f"capacity.{name}" for name in INPUTS],),
            )
    load = {name: value for name, value in values.items() if name not in PRICE_INPUTS}
    prices = {name: value for name, value in values.items() if name in PRICE_INPUTS}
    return Workload.model_validate(load), Prices.model_validate(prices)


def _others() -> Iterable[InputId]:
    return [name for name in INPUTS if name not in _FIRST and name not in PRICE_INPUTS]


def _render_judged() -> None:
    rules = cached.catalogue().capacity
    speed, draws = rules.core_speed, rules.draws
    st.caption(
        f"A core of yours counts as {speed.low:g} to {speed.high:g} of one of the measured machine."
        f" {speed.why} Bands: {draws.why}"
    )


def _ask(name: InputId, requirement: Requirement) -> float:
    """Ask for one number; what it is and why it starts where it does stands in its help."""
    asked = cached.catalogue().capacity.input[name]
    kind = int if asked.whole else float
    start = assumed_input(asked, requirement)
    value = st.number_input(
        f"{asked.label}, {asked.unit}" if asked.unit else asked.label,
        min_value=kind(asked.least),
        max_value=kind(asked.most),
        step=kind(asked.step),
        format="%d" if asked.whole else "%g",
        help=asked.why,
        width=_WIDTH,
        **choosing.of_setting(f"capacity.{name}", kind(start)),
    )
    return start if value is None else value
