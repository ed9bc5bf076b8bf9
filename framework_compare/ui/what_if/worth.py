"""What to find out next: open questions and uncertain facts that may change who leads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from framework_compare.explain.information import Worth, worth_of_answers, worth_of_cells
from framework_compare.present import worth as worth_bars
from framework_compare.ui.frame import cached, faults, state
from framework_compare.ui.project import next_question

_VISIBLE: Final = 0.05
"""Points of 100 that are shown as more than nothing."""
_MOST_NAMED: Final = 3


@st.fragment
@faults.part("What to find out")
def render_worth() -> None:
    """Show what knowing an answer, and what checking a fact, is worth."""
    requirement = state.current()
    st.markdown(
        "**What is worth finding out before deciding?** The bar is the chance that knowing it"
        " changes who leads; the points are what a better choice then gains on average."
    )
    questions, facts = st.columns(2, gap="large")
    with questions:
        st.markdown(":material/edit_note: **Ask next**")
        with st.spinner("Trying every answer to every open question…"):
            worths = cached.of_study(worth_of_answers, requirement)
        _render_bars(
            worths, "wi.ask", "No answer to an open question is likely to change who leads."
        )
        with st.container(border=True):
            next_question.render_next_question()
    with facts:
        st.markdown(":material/science: **Check next**")
        render_worth_of_cells("wi.measure")


def render_worth_of_cells(key: str) -> None:
    """Show which uncertain facts are likely to change who leads."""
    requirement = state.current()
    if requirement.goal is None:
        st.caption("Which facts matter depends on the goal: answer it first.")
        return
    with st.spinner("Trying every value of every uncertain fact…"):
        worths = cached.of_study(worth_of_cells, requirement)
    _render_bars(worths, key, "No single fact, wherever in its range it lies, changes who leads.")
    close = [worth for worth in worths if worth.chance == 0 and worth.moved >= _VISIBLE][
        :_MOST_NAMED
    ]
    if close:
        named = "; ".join(f"{worth.label} ({worth.moved:.1f} points)" for worth in close)
        st.caption(f"These do not change who leads, but move the lead most: {named}.")


def _render_bars(worths: Sequence[Worth], key: str, nothing: str) -> None:
    drawing = worth_bars.drawing(worths)
    if any(worth.chance > 0 for worth in worths):
        st.vega_lite_chart(spec=drawing.spec, alt=drawing.alt, key=key)
    else:
        st.markdown(f":material/lock: {nothing}")
