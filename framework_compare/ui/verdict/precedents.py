"""Real decisions like yours: what comparable teams took, and the nearest of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from framework_compare.decisions.likeness import FEWEST_SHARED
from framework_compare.present.precedents import Told
from framework_compare.text import count_word
from framework_compare.ui.frame import cached, faults, marks, menu, state

_OPEN: Final = 3
"""How many near decisions stand open; the others wait behind a click."""


@faults.part("Real decisions like yours")
def render_precedents() -> None:
    """Show what comparable teams took, and the decisions that are most like this project."""
    requirement = state.current()
    found = cached.precedent(requirement.goal)
    st.subheader("Real decisions like yours", anchor=False)
    if found is None:
        _render_invitation()
        return
    said, bars = st.columns([0.54, 0.46], gap="large")
    with said:
        st.markdown(found.sentence)
        st.caption(
            "That is what teams did, not what was right: people write up leaving a framework more"
            " often than staying."
        )
    with bars:
        if found.drawing is not None:
            st.vega_lite_chart(spec=found.drawing.spec, alt=found.drawing.alt, key="vd.taken")
    _render_near(cached.nearest(requirement))


def _render_invitation() -> None:
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
    ):
        st.markdown(
            ":material/history: Say what it mainly is, and this shows what teams with such a"
            " product took; with two more facts, also the decisions most like yours.",
            width="content",
        )
        st.page_link(
            menu.make_link("project"),
            label="Answer the questions",
            icon=":material/arrow_forward:",
            query_params=state.link(),
        )


def _render_near(near: Sequence[Told]) -> None:
    if not near:
        st.markdown(
            ":material/search_off: **Nothing is near.** No recorded decision of this kind shares"
            f" {count_word(FEWEST_SHARED)} facts with yours beyond the goal that outweigh what"
            " differs. Each further answer is one more that may be shared."
        )
        return
    st.caption(
        "The nearest by what both state, the rarer the more; what either leaves open counts for"
        " nothing. They are there to look up, and move no score."
    )
    with st.grid(3, min_column_width=280, border=True):
        for told in near[:_OPEN]:
            _render_told(told)
    further = near[_OPEN:]
    if further:
        with (
            st.expander(f"{count_word(len(further)).capitalize()} more", icon=":material/history:"),
            st.grid(3, min_column_width=280, border=True),
        ):
            for told in further:
                _render_told(told)


def _render_told(told: Told) -> None:
    rather = f" rather than {told.rather_than}" if told.rather_than else ""
    source = marks.plain(told.source)
    source = f"[{source}](<{told.address}>)" if told.address else source[:1].upper() + source[1:]
    lines = [
        f"**{told.title}**{rather}",
        marks.plain(told.summary),
        f":material/flag: **What decided.** {marks.plain(told.reasons)}",
        f":green[:material/check:] **The same.** {'; '.join(told.same)}",
    ]
    if told.different:
        lines.append(f":orange[:material/close:] **Different.** {'; '.join(told.different)}")
    lines.append(f":gray[{' · '.join(filter(None, (told.when, source)))}]")
    st.markdown("\n\n".join(lines))
