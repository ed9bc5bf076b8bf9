"""The top of the verdict page: what fits in one sentence, what was asked, what to take away."""

from __future__ import annotations

import streamlit as st

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.present import briefing, given, headline
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.results import Verdict
from framework_compare.ui.frame import cached, faults, marks, menu, state
from framework_compare.ui.frame.contradictions import render_contradictions
from framework_compare.ui.verdict.exports import render_take_away


@faults.part("The verdict")
def render_verdict() -> None:
    """Show the verdict in a sentence, what was asked, and what to take away.

    What the answers contradict, and what even the champion misses by far, comes first.
    """
    requirement = state.current()
    verdict = cached.verdict(requirement)
    if briefing.tells_nothing(requirement):
        _render_invitation()
    render_contradictions(verdict.contradictions, key="vd.contradictions")
    _render_breaches(requirement)
    with st.container(border=True, key="vd.hero"):
        name, told = st.columns([0.46, 0.54], gap="large")
        with name, st.container(gap="small"):
            _render_name(verdict, cached.catalogue())
        with told:
            _render_told(requirement)
        render_take_away()


def _render_breaches(requirement: Requirement) -> None:
    missed = cached.of_study(headline.breaches, requirement)
    if missed:
        with st.container(border=True, key="vd.breaches", gap="xsmall"):
            for sentence in missed:
                st.markdown(f":red[:material/error:] {sentence}")


def _render_invitation() -> None:
    with st.container(
        border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
    ):
        st.markdown(
            ":material/hourglass_empty: **Nothing is known about your project yet.** "
            "This is the view over all kinds of projects.",
            width="content",
        )
        st.page_link(
            menu.make_link("project"),
            label="Answer the first question",
            icon=":material/arrow_forward:",
            query_params=state.link(),
        )


def _render_name(verdict: Verdict, catalogue: Catalogue) -> None:
    requirement = state.current()
    word = catalogue.confidence.word(verdict.confidence)
    icon, colour = marks.CONFIDENCE_SIGNS[verdict.confidence]
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.caption(headline.title(verdict) if verdict.champion else "The verdict", width="content")
        if requirement.name.strip():
            st.text(f"for {requirement.name}", width="content")
    with st.container(key="champion"):
        st.header(
            catalogue.option_name(verdict.champion) if verdict.champion else "None fits",
            anchor=False,
        )
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.markdown(f":{colour}[{icon}]", width="content")
        with st.container(key="confidence", width="content"):
            st.markdown(f"**{word.label}**", width="content", help=word.why or None)
    said = cached.of_study(headline.headline, requirement)
    st.markdown(f"**{said}**")
    if verdict.champion is None:
        if verdict.advice:
            st.markdown(f":material/lightbulb: What would fit instead: {verdict.advice}")
        return
    st.markdown(verdict.confidence_text)


def _render_told(requirement: Requirement) -> None:
    """Show every answer in the words on the screen; what visitors typed stays text."""
    catalogue = cached.catalogue()
    st.caption("What you told us")
    with st.container(key="vd.told", gap="xsmall"):
        lines = [
            f"**{title}.** {'; '.join(answers)}"
            for title, answers in given.given_answers(requirement, catalogue)
        ]
        st.markdown("  \n".join(lines) or "Nothing yet.")
        if requirement.notes.strip():
            st.text(requirement.notes)
        left = given.left_open(requirement, catalogue)
        if left:
            st.caption(f"Not told, so every plausible answer counts: {left}.")
