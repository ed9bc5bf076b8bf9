"""The verdict page's parts: who leads, how sure, why, what to build, what to take away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.explain.answers import answer_flips
from framework_compare.present import briefing, contributions, finalists, places
from framework_compare.present.drawing import short_name
from framework_compare.scoring.results import Reason, Verdict
from framework_compare.text import counted, points_text
from framework_compare.ui.frame import cached, faults, marks, menu, state
from framework_compare.ui.frame.contradictions import render_contradictions

_LAYER_SIGNS: Final = {
    "Server": "dns",
    "Proxy": "swap_horiz",
    "Hosting": "cloud",
    "Sign-in": "lock",
    "Data": "database",
    "Scaling": "open_in_full",
}
_MOST_REASONS: Final = 4
_ALSO_SAID: Final = {
    "balance": finalists.facts_sentence,
    "call_split": finalists.deciding_sentence,
    "group": finalists.load_sentence,
}
"""Sentences below the finalists, each with its sign."""


@faults.part("The verdict")
def render_verdict() -> None:
    """Show the champion, the confidence with its reason, and each option's ranks."""
    catalogue, requirement = cached.catalogue(), state.current()
    verdict = cached.verdict(requirement)
    if briefing.tells_nothing(requirement):
        _render_invitation()
    render_contradictions(verdict.contradictions, key="vd.contradictions")
    with st.container(border=True, key="vd.hero"):
        name, often = st.columns([0.38, 0.62], gap="large")
        with name:
            with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
                st.caption("Best fit", width="content")
                if requirement.name.strip():
                    st.text(f"for {requirement.name}", width="content")
            _render_name(verdict, catalogue)
        with often:
            if verdict.ranking:
                drawing = cached.of_study(places.all_places, requirement)
                st.vega_lite_chart(spec=drawing.spec, alt=drawing.alt, key="vd.places")
                st.caption(
                    f"Over {verdict.draws:,} readings of your answers: weights, needs, evidence"
                    " and the reasons that nobody stated vary together."
                )
            else:
                st.caption("The least that would have to give")
                st.markdown("  \n".join(item.text for item in verdict.relaxations))
                if verdict.advice:
                    st.caption("What would fit instead")
                    st.markdown(verdict.advice)
                _render_excluded(verdict, catalogue)


def _render_invitation() -> None:
    with st.container(
        border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
    ):
        st.markdown(
            ":material/hourglass_empty: **Nothing is known about your project yet.** "
            "This is the view over all kinds of projects.",
            width="content",
        )
        _link("project", "Answer the first question")


def _link(page: str, label: str) -> None:
    st.page_link(
        menu.make_link(page),
        label=label,
        icon=":material/arrow_forward:",
        query_params=state.link(),
    )


def _render_name(verdict: Verdict, catalogue: Catalogue) -> None:
    word = catalogue.confidence.word(verdict.confidence)
    icon, colour = marks.CONFIDENCE_SIGNS[verdict.confidence]
    with st.container(key="champion"):
        st.header(
            catalogue.option_name(verdict.champion) if verdict.champion else "None fits",
            anchor=False,
        )
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.markdown(f":{colour}[{icon}]", width="content")
        with st.container(key="confidence", width="content"):
            st.markdown(f"**{word.label}**", width="content", help=word.why or None)
    st.markdown(verdict.confidence_text)
    if verdict.confidence_text != word.text and not verdict.cross_check.lowered_from:
        st.caption(word.text)
    study = cached.study(state.current())
    race = cached.of_study(finalists.finalists_sentence, study.requirement)
    with st.container(key="finalists"):
        if race:
            st.markdown(f":material/sports_score: {race}")
    for icon, say in _ALSO_SAID.items():
        told = cached.of_study(say, study.requirement)
        if told:
            st.markdown(f":material/{icon}: {told}")
    if verdict.service:
        icon = "add_link" if verdict.service.advised else "link_off"
        st.markdown(f":material/{icon}: {verdict.service.text}")
    marks.render_own_weights(state.current())


@faults.part("Why it leads")
def render_reasons() -> None:
    """Show what speaks for the champion, what against it, and what suffices."""
    catalogue, requirement = cached.catalogue(), state.current()
    verdict = cached.verdict(requirement)
    if verdict.champion is None or verdict.runner_up is None:
        return
    champion, rival = (
        catalogue.option_name(verdict.champion),
        catalogue.option_name(verdict.runner_up),
    )
    st.subheader(f"Why {champion} rather than {rival}", anchor=False)
    sentences, bars = st.columns([0.54, 0.46], gap="large")
    strong = contributions.strong_reasons(verdict)
    with sentences:
        _render_sentences(
            f"For {champion}", [reason for reason in strong if reason.points > 0], catalogue
        )
        _render_sentences(
            f"For {rival}", [reason for reason in strong if reason.points <= 0], catalogue
        )
        if verdict.sufficient:
            named = ", ".join(catalogue.row_name(row) for row in verdict.sufficient)
            title = "Enough together" if len(verdict.sufficient) > 1 else "Enough on its own"
            st.markdown(
                f":material/done_all: **{title}:** {named}. That outweighs everything against it."
            )
    with bars:
        lead = verdict.standing(verdict.champion).score - verdict.standing(verdict.runner_up).score
        st.caption(
            f"Points of 100 towards the lead of {lead:.1f}: right for {champion}, left for {rival}"
        )
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
            alt="Must-haves and who would lead without",
        )
    undecided = [
        f"**{must.text}**: {names}"
        for must in verdict.musts
        if (names := briefing.must_names(must, verdict, catalogue))
    ]
    if undecided:
        st.markdown("  \n".join(undecided))
        st.caption("In brackets: in how many of the readings of your answers it meets its musts.")
    for name in briefing.inert_must_names(requirement, catalogue):
        st.caption(
            f":material/pause_circle: “{name}” is marked as a must but not answered, so it rules"
            " nothing out."
        )
    if verdict.champion is not None and verdict.excluded:
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


@faults.part("What to build")
def render_architecture() -> None:
    """Show what to build: each layer in a sentence for each part."""
    catalogue, verdict = cached.catalogue(), cached.verdict(state.current())
    if verdict.champion is None:
        return
    st.subheader("What to build", anchor=False)
    alone = len(catalogue.parts(verdict.champion)) == 1
    pairing = catalogue.pairings.get(verdict.champion)
    if pairing:
        st.markdown(f"{pairing.architecture} *When:* {pairing.when}")
    with st.grid(3, min_column_width=280, border=True):
        for layer, texts in briefing.architecture(catalogue, verdict.champion):
            said = [text if alone else f":gray[{name}] {text}" for name, text in texts]
            st.markdown(f":material/{_LAYER_SIGNS[layer]}: **{layer}**\n\n" + "\n\n".join(said))


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
