"""The verdict page's parts below its top: why it leads, must-haves, the outlook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.explain.answers import answer_flips
from framework_compare.explain.versus import next_framework
from framework_compare.present import briefing, contributions
from framework_compare.present.drawing import short_name
from framework_compare.scoring.results import Reason, Verdict
from framework_compare.text import counted, points_text
from framework_compare.ui.frame import cached, faults, marks, state

_MOST_REASONS: Final = 4


@faults.part("Why it leads")
def render_reasons() -> None:
    """Show what speaks for the champion, what against it, and what suffices."""
    catalogue, requirement = cached.catalogue(), state.current()
    verdict = cached.verdict(requirement)
    against = cached.of_study(next_framework, requirement)
    if verdict.champion is None or against is None:
        return
    champion, rival = (
        catalogue.option_name(option) for option in (verdict.champion, against.rival)
    )
    st.subheader(f"Why {champion} rather than {rival}", anchor=False)
    sentences, bars = st.columns([0.54, 0.46], gap="large")
    strong = contributions.strong_reasons(against)
    with sentences:
        _render_sentences(
            f"For {champion}", [reason for reason in strong if reason.points > 0], catalogue
        )
        _render_sentences(
            f"For {rival}", [reason for reason in strong if reason.points <= 0], catalogue
        )
        if against.sufficient:
            named = ", ".join(catalogue.row_name(row) for row in against.sufficient)
            title = "Enough together" if len(against.sufficient) > 1 else "Enough on its own"
            st.markdown(
                f":material/done_all: **{title}:** {named}. That outweighs everything against it."
            )
    with bars:
        drawing = cached.of_study(contributions.drawing, requirement)
        st.vega_lite_chart(spec=drawing.spec, alt=drawing.alt, key="vd.bars")


def _render_sentences(title: str, reasons: Sequence[Reason], catalogue: Catalogue) -> None:
    if not reasons:
        return
    mark = (
        ":green[:material/add_circle:]"
        if reasons[0].points > 0
        else ":red[:material/do_not_disturb_on:]"
    )
    lines = [
        f"{mark} **{catalogue.row_name(reason.criterion)}**"
        f" {points_text(reason.points)}. {reason.text}"
        for reason in reasons[:_MOST_REASONS]
    ]
    st.markdown(f"**{title}**\n\n" + "\n\n".join(lines))


@faults.part("What would have to give")
def render_relaxations() -> None:
    """Show, where none fits, the smallest sets of musts that would have to give."""
    verdict = cached.verdict(state.current())
    if verdict.champion is not None:
        return
    st.subheader("The least that would have to give", anchor=False)
    st.markdown("\n".join(f"- {item.text}" for item in verdict.relaxations))


@faults.part("The must-haves")
def render_musts() -> None:
    """Show each must-have with what it costs, and the options that are out with their reasons."""
    catalogue, requirement = cached.catalogue(), state.current()
    verdict = cached.verdict(requirement)
    if not verdict.musts and not requirement.inert_musts:
        return
    st.subheader("Must-haves", anchor=False)
    if verdict.musts:
        st.table(
            briefing.must_rows(cached.study(requirement)),
            border="horizontal",
            alt="Must-haves, and how many options meet each",
        )
    undecided = [
        f"**{must.text}**: {names}"
        for must in verdict.musts
        if (names := briefing.must_names(must, verdict, catalogue))
    ]
    if undecided:
        st.markdown("  \n".join(undecided))
        st.caption("In brackets: the share of plausible cases in which it meets all its musts.")
    for name in briefing.inert_must_names(requirement, catalogue):
        st.caption(
            f":material/pause_circle: “{name}” is marked as a must but not answered, so it rules"
            " nothing out."
        )
    if verdict.excluded:
        _render_excluded(verdict, catalogue)


def _render_excluded(verdict: Verdict, catalogue: Catalogue) -> None:
    """Show the options that are out, those with the same reason together."""
    names: dict[str, list[str]] = {}
    for item in verdict.excluded:
        names.setdefault(item.reason, []).append(short_name(item.option, catalogue))
    count = counted(len(verdict.excluded), "option is", "options are")
    with st.expander(f"{count[:1].upper()}{count[1:]} out", icon=":material/block:"):
        for reason, options in names.items():
            st.markdown(f"**{reason[:1].upper()}{reason[1:]}**  \n{', '.join(options)}")


@faults.part("Risks and when to look again")
def render_outlook() -> None:
    """Show the risks, and what would change the verdict."""
    if cached.verdict(state.current()).champion is None:
        return
    risks, revisit = st.columns(2, gap="large")
    with risks:
        st.subheader("Risks", anchor=False)
        named = briefing.risks(cached.study(state.current()))
        st.markdown("\n".join(f"- {risk}" for risk in named))
    with revisit:
        st.subheader("Look again when", anchor=False)
        _render_revisit()


@st.fragment
@faults.part("When to look again")
def _render_revisit() -> None:
    catalogue, requirement = cached.catalogue(), state.current()
    as_of = catalogue.model.as_of
    lines = [
        f"A year has passed: the evidence is of {as_of:%d %B %Y}, and releases move on."
        f" {marks.age_badge(as_of)}"
    ]
    if requirement.goal is None:
        lines.insert(0, "The goal is known: until then almost any answer changes the verdict.")
    else:
        flips = cached.of_study(answer_flips, requirement)
        lines = [flip.text for flip in briefing.nearest_flips(flips)] + lines
    st.markdown("\n".join(f"- {line}" for line in lines))
