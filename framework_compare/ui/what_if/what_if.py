"""The page on what would change the verdict: where it stands, and its sections."""

from __future__ import annotations

import streamlit as st

from framework_compare.present.headline import next_sentence
from framework_compare.ui.frame import cached, choosing, faults, state
from framework_compare.ui.what_if.decision_map import render_map
from framework_compare.ui.what_if.flips import render_flips
from framework_compare.ui.what_if.ranges import render_ranges
from framework_compare.ui.what_if.weights import render_weights
from framework_compare.ui.what_if.worth import render_worth


def render_what_if() -> None:
    """Show where the verdict stands, and one section of what would change it."""
    _render_today()
    choosing.render_chosen_section(
        "what_if",
        {
            "flips": render_flips,
            "map": render_map,
            "worth": render_worth,
            "weights": _render_weights,
        },
    )


def _render_weights() -> None:
    """Ask for weights, and show below how far each may move before another option leads."""
    render_weights()
    _render_ranges()


def _render_ranges() -> None:
    """Show the ranges once they are opened: closed they cost nothing while weights are dragged."""
    shown = choosing.of_setting("what_if.ranges", default=False)
    further = st.expander(
        "How far each weight may move before another option leads",
        icon=":material/swap_horiz:",
        key=shown["key"],
        on_change=shown["on_change"],
        args=shown["args"],
    )
    if state.value_of("what_if.ranges"):
        with further:
            render_ranges()


@faults.part("Where the verdict stands")
def _render_today() -> None:
    catalogue, requirement = cached.catalogue(), state.current()
    verdict = cached.verdict(requirement)
    st.subheader("What would change it", anchor=False)
    if verdict.champion is None:
        st.markdown("Now **nothing fits**: every option fails a must-have.")
    else:
        name, word = (
            catalogue.option_name(verdict.champion),
            catalogue.confidence.word(verdict.confidence).label,
        )
        now = f"Now **{name}** leads. Confidence: **{word.lower()}**."
        st.markdown(f"{now} {cached.of_study(next_sentence, requirement)}")
