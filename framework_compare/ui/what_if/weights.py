"""Your weights: by order, swings, comparisons or shares, and what they change."""

from __future__ import annotations

import streamlit as st

from framework_compare.explain.elicitation import FAMILIES
from framework_compare.present import weights as weight_ranges
from framework_compare.scoring.study import Study
from framework_compare.ui.frame import cached, choosing, faults, state
from framework_compare.ui.frame.settings import ALL_GROUPS
from framework_compare.ui.what_if import weighing
from framework_compare.ui.what_if.ways import WAYS, ends_of, render_way
from framework_compare.ui.what_if.weighing import Way


def render_weights() -> None:
    """Ask for weights beside what they are and what they change."""
    study = cached.study(state.current())
    asking, result = st.columns([0.54, 0.46], gap="large")
    with asking:
        _render_asking(study)
    with result:
        _render_result(study)


@faults.part("The questions about weights")
def _render_asking(study: Study) -> None:
    titles = {"groups": "The four groups"} | {
        group.id: group.name for group in study.catalogue.groups
    }
    family = st.segmented_control(
        "First the four groups, then what counts within each",
        list(titles),
        required=True,
        format_func=titles.__getitem__,
        wrap=True,
        **choosing.of_setting("what_if.weights", ALL_GROUPS, titles),
    )
    weighing.settle(family or "groups", study.requirement)
    _render_family(family or "groups", study)


def _render_family(family: str, study: Study) -> None:
    own = weighing.own_shares(study.requirement, family)
    most = study.catalogue.elicitation.pairwise.most_members
    ways = [way for way in WAYS if way != "pairs" or len(FAMILIES[family]) <= most]
    first: Way = "shares" if own else "order"
    way = st.segmented_control(
        "How to say it",
        ways,
        default=first,
        required=True,
        format_func=WAYS.__getitem__,
        key=weighing.key("way", family),
        label_visibility="collapsed",
        persist_state=state.PERSIST,
    )
    ends = ends_of(study)
    if all(ends[member].decides_nothing and not ends[member].worst for member in FAMILIES[family]):
        st.info(
            "Fewer than two options are on the table, so no weight decides anything.",
            icon=":material/info:",
        )
    render_way(way or "order", family, study)


@faults.part("What your weights change")
def _render_result(study: Study) -> None:
    requirement, catalogue, verdict = study.requirement, study.catalogue, study.verdict
    word = catalogue.confidence.word(verdict.confidence)
    with st.container(border=True, key="w.result", gap="xsmall"):
        with st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
        ):
            st.caption(
                "With your weights" if requirement.weights else "With the model's weights",
                width="content",
            )
            st.button(
                "Forget my weights",
                key="w.forget",
                icon=":material/restart_alt:",
                type="tertiary",
                disabled=not requirement.weights,
                on_click=weighing.start_anew,
            )
        st.subheader(
            catalogue.option_name(verdict.champion) if verdict.champion else "None fits",
            anchor=False,
        )
        st.markdown(f"**{word.label}**")
        st.markdown(_effect(study))
    drawing = cached.of_study(weight_ranges.drawing, requirement)
    st.vega_lite_chart(spec=drawing.spec, alt=drawing.alt, key="w.ranges")


def _effect(study: Study) -> str:
    """Return what the weights change against none of one's own."""
    requirement = study.requirement
    if not requirement.weights:
        return (
            "You have set no weights, so those learnt from real decisions hold, as far as they are"
            " known: each lies within its range in 90 of 100 plausible cases."
        )
    plain = cached.study(requirement.with_answers(weights={}))
    said = weight_ranges.weights_effect(study, plain)
    if study.verdict.confidence != plain.verdict.confidence:
        words = [
            study.catalogue.confidence.word(each.verdict.confidence).label.lower()
            for each in (study, plain)
        ]
        said += f" Confidence: {words[0]}, without them {words[1]}."
    return said
