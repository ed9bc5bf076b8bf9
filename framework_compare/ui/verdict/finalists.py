"""The finalists side by side, and how sure their order is."""

from __future__ import annotations

from typing import Final

import streamlit as st

from framework_compare.present import finalists, places
from framework_compare.ui.frame import cached, faults, marks, state

_ALSO_SAID: Final = {
    "balance": finalists.facts_sentence,
    "group": finalists.load_sentence,
}
"""Sentences below the finalists, each with its sign."""


@faults.part("The finalists")
def render_finalists() -> None:
    """Show the finalists, a column each: how often first, score, lacks, cost and risks."""
    requirement = state.current()
    verdict = cached.verdict(requirement)
    if verdict.champion is None:
        return
    st.subheader("The finalists side by side", anchor=False)
    with st.container(key="finalists"):
        sentence = cached.of_study(finalists.finalists_sentence, requirement)
        st.markdown(sentence or "Nothing else is left to compare it with.")
    found = cached.of_study(finalists.finalists_in_words, requirement)
    with st.grid(len(found), min_column_width=240, border=True):
        for each in found:
            _render_finalist(each)
    load = cached.of_study(finalists.cost_conditions, requirement)
    conditions = f", people {load}" if load else ""
    st.caption(
        "A case is one draw of weights, needs, evidence and the reasons that nobody stated, all at"
        f" once; {verdict.draws:,} were drawn. Costs are those of Capacity and cost{conditions};"
        " in brackets nine of ten results."
    )


def _render_finalist(each: finalists.Finalist) -> None:
    lines = [
        f"**{each.name}**",
        f":material/leaderboard: {each.first}. {each.score}.",
        f":material/trending_down: **Lacks most.** {each.lacks}.",
        f":material/payments: {marks.plain(each.cost)}.",
        *(f":material/warning: {risk}" for risk in each.risks),
    ]
    st.markdown("\n\n".join(lines))


@faults.part("How sure that is")
def render_places() -> None:
    """Show how often each option takes which place, and what else is to be said of it."""
    catalogue, requirement = cached.catalogue(), state.current()
    verdict = cached.verdict(requirement)
    if verdict.champion is None:
        return
    word = catalogue.confidence.word(verdict.confidence)
    st.subheader("How sure that is", anchor=False)
    said, often = st.columns([0.46, 0.54], gap="large")
    with said:
        if verdict.confidence_text != word.text and not verdict.cross_check.lowered_from:
            st.markdown(f":material/history: {word.text}")
        for icon, say in _ALSO_SAID.items():
            told = cached.of_study(say, requirement)
            if told:
                st.markdown(f":material/{icon}: {told}")
        if verdict.confidence != "too_close":
            apart = cached.of_study(finalists.deciding_sentence, requirement)
            if apart:
                st.markdown(f":material/call_split: {apart}")
        if verdict.service:
            icon = "add_link" if verdict.service.advised else "link_off"
            st.markdown(f":material/{icon}: {verdict.service.text}")
        marks.render_own_weights(requirement)
    with often:
        drawing = cached.of_study(places.all_places, requirement)
        st.vega_lite_chart(spec=drawing.spec, alt=drawing.alt, key="vd.places")
