"""The method page's parts, rendered from the objects that compute.

Five steps, a score as a sum, needs, scales, questions.
"""

from __future__ import annotations

from typing import Final

import streamlit as st

from framework_compare.catalogue.criteria import Criterion
from framework_compare.present import contributions, steps
from framework_compare.present.asked import asked_rows
from framework_compare.present.claims import introduction, measured_sentences
from framework_compare.present.learnt import learnt_sentences, weight_rows
from framework_compare.present.ledger import sources_of
from framework_compare.text import percent
from framework_compare.ui.frame import cached, choosing, faults, marks, state
from framework_compare.ui.method import cross_check, numbers, overlap

_PAGES: Final = (
    "#### Where to look further\n\n“Your score, step by step” adds the leader's score up and"
    " lists what you ask for. “Scales” has every weight and level, “Other methods” and “Double"
    " counting” test the sum. The page Evidence holds every entry with its source."
)


def render_method() -> None:
    """Show one section of the method at a time."""
    st.subheader("How a verdict is made", anchor=False)
    choosing.render_chosen_section(
        "method",
        {
            "steps": _render_steps,
            "score": _render_example,
            "scales": _render_scales,
            "numbers": numbers.render_numbers,
            "methods": cross_check.render_cross_check,
            "overlaps": overlap.render_overlaps,
            "faq": _render_questions,
            "deployment": _render_deployment,
        },
    )


@faults.part("In five steps")
def _render_steps() -> None:
    """Show each step with what it comes to here, and what a verdict cannot do."""
    with st.grid(3, min_column_width=300, border=True):
        for number, step in enumerate(cached.of_study(steps.steps, state.current()), 1):
            st.markdown(
                f"#### {number}. {step.title}\n\n{step.text}\n\n:gray[**Here:** {step.here}]"
            )
        st.markdown(_PAGES)
    st.markdown("#### What it cannot do")
    with st.grid(3, min_column_width=300, border=True):
        for limit in steps.limits():
            st.markdown(limit)


def _render_example() -> None:
    catalogue, requirement = cached.catalogue(), state.current()
    verdict = cached.verdict(requirement)
    if verdict.champion is None:
        st.info(
            "Every option fails a must-have, so there is no score to take apart.",
            icon=":material/block:",
        )
    else:
        name = catalogue.option_name(verdict.champion)
        score = verdict.standing(verdict.champion).score
        rows = contributions.score_sum(cached.study(requirement))
        less = ", less what no weight moves" if len(rows) > len(catalogue.criteria) else ""
        st.markdown(
            f"**{name}: {score:.1f} of 100**, the sum of weight times fit over"
            f" {len(catalogue.criteria)} criteria{less}"
        )
        st.dataframe(
            rows,
            hide_index=True,
            placeholder="",  # what no weight moves has points alone
            height="content",
            column_config={
                "Weight": st.column_config.NumberColumn(format="%.1f%%"),
                "Fit": st.column_config.ProgressColumn(
                    "Fit, of 100", format="%.0f", min_value=0, max_value=100
                ),
                "Points": st.column_config.NumberColumn(format="%.2f"),
            },
            alt=f"The score of {name} as a sum of weight times fit",
        )
    _render_needs()


@faults.part("What you ask for")
def _render_needs() -> None:
    """Show what is asked on each scale, and which answers moved it."""
    st.markdown("**What you ask for, and what moved it**")
    st.caption(
        "Needs, of 100 on the scale of each criterion; what is stated is judged need by need."
    )
    st.dataframe(
        cached.of_study(asked_rows, state.current()),
        hide_index=True,
        height="content",
        column_config={
            "Asked for": st.column_config.TextColumn(width=330),
            "Range": st.column_config.TextColumn("Need", width=90),
        },
        alt="Needs by criterion with the answers that moved them",
    )


def _render_scales() -> None:
    catalogue = cached.catalogue()
    for sentence in learnt_sentences(catalogue):
        st.markdown(sentence)
    with st.expander("Every weight, as judged and as learnt", icon=":material/balance:"):
        st.table(weight_rows(catalogue), border="horizontal", alt="Weights as judged and as learnt")
    learnt = catalogue.learnt
    for group in catalogue.groups:
        whole = learnt.groups[group.id].share
        st.markdown(f"#### {group.name} :gray[{percent(whole)} of the whole]\n\n{group.why}")
        for criterion in (item for item in catalogue.criteria if item.group == group.id):
            weight = whole * learnt.criteria[criterion.id].share
            with st.expander(f"**{criterion.name}** :gray[{percent(weight)}] {criterion.question}"):
                st.markdown(_scale_text(criterion))


def _scale_text(criterion: Criterion) -> str:
    anchors = "\n".join(
        f"- **{round(100 * anchor.at)}**: {anchor.text}" for anchor in criterion.anchors
    )
    said = f"\n\n:gray[**The article.** {criterion.article}]" if criterion.article else ""
    judged = f"**Why it was judged to weigh {percent(criterion.share)} of its group.**"
    return f"{anchors}\n\n{judged} {criterion.why}{said}"


def _render_questions() -> None:
    catalogue = cached.catalogue()
    st.caption(cached.of_data(introduction))
    for entry in catalogue.faq:
        with st.expander(f"**{entry.question}**", expanded=entry is catalogue.faq[0]):
            st.markdown(entry.answer)
            if entry.article_answer:
                st.markdown(f":gray[**The article's answer.** {entry.article_answer}]")
            measured = measured_sentences(entry.claims, catalogue)
            if measured:
                st.markdown("**Measured here**\n\n" + "\n".join(f"- {said}" for said in measured))
            basis = marks.source_links(sources_of(catalogue, entry.sources))
            if basis:
                st.markdown(f":small[{basis}]")


def _render_deployment() -> None:
    catalogue = cached.catalogue()
    points = catalogue.article.deployment
    names = list(dict.fromkeys(point.framework for point in points))
    for column, name in zip(st.columns(len(names), gap="large"), names, strict=True):
        with column:
            st.markdown(f"#### {catalogue.frameworks[name].name}")
            for point in points:
                if point.framework == name:
                    with st.container(border=True):
                        st.markdown(
                            f"**{point.title}**\n\n:gray[Then: {point.point}]\n\nToday:"
                            f" {point.today}"
                        )
