"""The nearest changes that turn the verdict, in sentences, and what no change of weights can do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from framework_compare.explain.answers import answer_flips
from framework_compare.explain.evidence import evidence_flips
from framework_compare.explain.flips import changed_by
from framework_compare.explain.weights import never_text, weight_flips
from framework_compare.present.flips import TITLES, UNTRIED, nearest_of_each, nothing_turns
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.results import Flip
from framework_compare.ui.frame import cached, faults, menu, state

_ICONS: Final = {
    "answer": ":material/edit_note:",
    "weight": ":material/balance:",
    "evidence": ":material/fact_check:",
    "must_have": ":material/rule:",
}
_COLUMNS: Final = (("answer", "evidence"), ("weight", "must_have"))


@st.fragment
@faults.part("What flips it")
def render_flips() -> None:
    """Show for each kind of change the nearest ones, each verified, with a way to try it."""
    catalogue, requirement = cached.catalogue(), state.current()
    verdict = cached.verdict(requirement)
    with st.spinner("Trying every answer, weight and fact…"):
        found = _by_kind(requirement)
    if verdict.champion is None:
        st.info("Every option fails a must-have, so nothing leads today.", icon=":material/block:")
    elif verdict.runner_up is None:
        why = "all others fail a must-have" if verdict.excluded else "it is alone on the shortlist"
        st.info(
            f"Only {catalogue.option_name(verdict.champion)} is on the table: {why}.",
            icon=":material/info:",
        )
    if any(found.values()):
        st.markdown("**Any one of these changes would turn the verdict.** Nearest first.")
    for column, kinds in zip(st.columns(2, gap="medium"), _COLUMNS, strict=True):
        with column:
            for kind in kinds:
                if found[kind]:
                    with st.container(border=True, gap="xsmall"):
                        st.markdown(f"{_ICONS[kind]} **{TITLES[kind]}**")
                        _render_list(requirement, found[kind])
    if requirement.goal is None:
        st.caption(UNTRIED)
    weights = cached.of_study(weight_flips, requirement)
    never = never_text(weights.never, weights.champion or "", catalogue)
    if never:
        st.markdown(f":material/lock: {never}")
    for sentence in nothing_turns(found, verdict):
        st.markdown(f":material/lock: {sentence}")


def _by_kind(requirement: Requirement) -> dict[str, tuple[Flip, ...]]:
    """Return the nearest flips of each kind: the first of each field."""
    answers = cached.of_study(answer_flips, requirement)
    weights = cached.of_study(weight_flips, requirement).flips
    facts = requirement.goal is not None
    evidence = cached.of_study(evidence_flips, requirement) if facts else ()
    return nearest_of_each((*answers, *weights, *evidence))


def _render_list(requirement: Requirement, flips: Sequence[Flip]) -> None:
    """Show flips as lines; beside one that an answer or a weight can set, a link that sets it."""
    for flip in flips:
        changed = changed_by(cached.study(requirement), flip)
        if changed is None:
            st.markdown(flip.text)
            continue
        said, tried = st.columns([0.84, 0.16], vertical_alignment="center", gap="small")
        said.markdown(flip.text)
        tried.page_link(
            menu.make_link("project"),
            label="Try",
            icon=":material/play_arrow:",
            query_params=state.link_of(changed),
            help="Opens your project with this one change",
        )
