"""The strip across the landing page: what leads, how sure that is, and why."""

from __future__ import annotations

from typing import Final

import streamlit as st

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.explain.versus import next_framework
from framework_compare.present import places
from framework_compare.present.briefing import tells_nothing
from framework_compare.present.headline import title
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.results import Comparison, Reason, Verdict
from framework_compare.ui.frame import cached, marks, menu, state

_FIRST: Final = "First in how many of 100 plausible cases"
_REASONS_FOR: Final = 2
_REASONS_AGAINST: Final = 1
_MOST_MUSTS: Final = 3
_MOST_RELAXATIONS: Final = 3


def render_strip(requirement: Requirement, verdict: Verdict) -> None:
    """Show the verdict on one line of sight.

    Name and confidence, the best families, the strongest reasons.
    """
    catalogue = cached.catalogue()
    with st.container(border=True, key="strip", height="stretch", gap="xsmall"):
        name, bars = st.columns([0.46, 0.54], gap="medium")
        with name, st.container(gap="xsmall"):
            _render_name(verdict, catalogue)
            _render_link(requirement)
        with bars, st.container(gap="xsmall"):
            _render_bars(verdict)
        _render_why(verdict, catalogue)


def _render_name(verdict: Verdict, catalogue: Catalogue) -> None:
    if tells_nothing(verdict.requirement):
        st.caption("So far")
        st.header("Nothing known yet", anchor=False)
        st.badge("Too early to say", icon=":material/hourglass_empty:", color="gray")
        leader = catalogue.option_name(verdict.champion) if verdict.champion else "nothing"
        st.caption(
            f"Over all kinds of projects {leader} would lead. That says nothing about yours."
        )
        return
    word = catalogue.confidence.word(verdict.confidence)
    icon, colour = marks.CONFIDENCE_SIGNS[verdict.confidence]
    st.caption(f"{title(verdict)} so far" if verdict.champion else "So far")
    st.header(
        catalogue.option_name(verdict.champion) if verdict.champion else "None fits", anchor=False
    )
    st.badge(word.label, icon=icon, color=colour)


def _render_link(requirement: Requirement) -> None:
    if not tells_nothing(requirement):
        st.page_link(
            menu.make_link("verdict"),
            label="The full verdict",
            icon=":material/arrow_forward:",
            query_params=state.link(),
        )
    marks.render_own_weights(requirement)


def _render_bars(verdict: Verdict) -> None:
    if len(verdict.families) > 1:
        drawing = cached.of_study(places.first_places, verdict.requirement)
        st.vega_lite_chart(spec=drawing.spec, key="strip.bars", alt=drawing.alt)
    elif verdict.excluded:
        st.caption("Options ruled out by each must")
        st.markdown("  \n".join(_hardest_musts(verdict)))
    else:
        st.caption(_FIRST)
        st.markdown("It is alone on the shortlist, so there is nothing to come first against.")


def _hardest_musts(verdict: Verdict) -> list[str]:
    """Return the musts that rule out most, in words."""
    failed = [must for must in verdict.musts if must.failed]
    musts = sorted(failed, key=lambda must: -len(must.failed))[:_MOST_MUSTS]
    return [f":material/block: {must.text}: **{len(must.failed)}**" for must in musts]


def _render_why(verdict: Verdict, catalogue: Catalogue) -> None:
    if verdict.champion is None:
        st.caption(verdict.confidence_text)
        st.caption("The least that would have to give")
        st.markdown("  \n".join(item.text for item in verdict.relaxations[:_MOST_RELAXATIONS]))
        if verdict.advice:
            st.caption("What would fit instead")
            st.markdown(verdict.advice)
    elif tells_nothing(verdict.requirement):
        st.caption("What matters most")
        st.markdown(
            ":material/looks_one: **The goal**: it decides which building blocks count  \n"
            ":material/looks_two: **Who uses it**, and how many at the same moment  \n"
            ":material/looks_3: **The team**: what it knows, and by when it must deliver"
        )
        st.caption("The goal and three more answers already give a sensible verdict.")
    else:
        against = cached.of_study(next_framework, verdict.requirement)
        rival = f" rather than {catalogue.option_name(against.rival)}" if against else ""
        alone = (
            "Every other option on the table fails a must-have."
            if verdict.excluded
            else "It has no rival."
        )
        st.caption(f"{verdict.confidence_text}  \nWhy{rival}")
        st.markdown(
            "  \n".join(_reason_line(reason, catalogue) for reason in _strongest(against)) or alone
        )


def _strongest(against: Comparison | None) -> list[Reason]:
    """Return the two strongest reasons for the champion and the strongest against it."""
    said = against.reasons if against else ()
    ahead = [reason for reason in said if reason.points > 0][:_REASONS_FOR]
    behind = [reason for reason in said if reason.points < 0][:_REASONS_AGAINST]
    return [*ahead, *behind]


def _reason_line(reason: Reason, catalogue: Catalogue) -> str:
    mark = (
        ":green[:material/add_circle:]"
        if reason.points > 0
        else ":red[:material/do_not_disturb_on:]"
    )
    return f"{mark} **{catalogue.row_name(reason.criterion)}**: {reason.brief}"
