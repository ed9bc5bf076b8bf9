"""How far each weight may move, how ranks follow, and what others would have to believe."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from framework_compare.explain.beliefs import central_weights_of
from framework_compare.explain.weights import weight_flips
from framework_compare.present import central_weights, places, rank_slope, stability
from framework_compare.present.drawing import Drawing
from framework_compare.present.weights import weight_name
from framework_compare.scoring.study import Study
from framework_compare.ui.frame import cached, choosing, faults, state
from framework_compare.ui.frame.settings import ALL_GROUPS
from framework_compare.vocabulary import GROUPS, VALUE_TREE

_MOST_BELIEFS: Final = 3


@faults.part("How far weights may move")
def render_ranges() -> None:
    """Show ranges of weights, ranks along one, and central weights."""
    catalogue, requirement = cached.catalogue(), state.current()
    found = cached.of_study(weight_flips, requirement)
    if not found.ranges:
        st.info(
            "Fewer than two options are on the table, so no weight decides anything.",
            icon=":material/info:",
        )
        return
    names = {group.id: group.name for group in catalogue.groups}
    leader = catalogue.option_name(found.champion or "")
    st.markdown(
        f"**How much may a weight change before {leader} is overtaken?** One weight moves, the"
        " others in proportion."
    )
    groups = [ALL_GROUPS, *GROUPS]
    chosen = st.segmented_control(
        "Which weights",
        groups,
        required=True,
        format_func=lambda key: names.get(key, "The four groups"),
        label_visibility="collapsed",
        wrap=True,
        **choosing.of_setting("what_if.group", ALL_GROUPS, groups),
    )
    group = None if chosen in (None, ALL_GROUPS) else str(chosen)
    drawing = cached.of_study(_stability, requirement, group)
    st.vega_lite_chart(spec=drawing.spec, alt=drawing.alt, key="wi.stability")
    slope, together = st.columns(2, gap="large")
    with slope:
        _render_slope(group)
    with together:
        _render_together()
    _render_beliefs()


def _stability(study: Study, group: str | None) -> Drawing:
    """Return the bars of the ranges, which are found once for all groups."""
    ranges = cached.of_study(weight_flips, study.requirement).ranges
    return stability.drawing(ranges, study.catalogue, group)


@faults.part("Everything varying together")
def _render_together() -> None:
    """Show how often each option takes which place, beside the weights that move one at a time."""
    st.markdown("**And when everything varies together?**")
    st.caption(
        "One weight at a time explains, it does not certify. Here weights, needs, evidence and the"
        " reasons that nobody stated all vary at once."
    )
    drawing = cached.of_study(places.all_places, state.current())
    st.vega_lite_chart(spec=drawing.spec, alt=drawing.alt, key="wi.places")


@faults.part("Ranks along one weight")
def _render_slope(group: str | None) -> None:
    catalogue, requirement = cached.catalogue(), state.current()
    st.markdown("**Who ranks where as one weight grows?**")
    # The group comes from a widget, which holds one of their ids.
    options: list[Any] = (
        list(GROUPS) if group is None else list(VALUE_TREE[group])  # type: ignore[index]
    )
    weight = st.selectbox(
        "Weight",
        options,
        format_func=lambda key: weight_name(key, catalogue),
        label_visibility="collapsed",
        **choosing.of_setting("what_if.weight", options[0], options),
    )
    drawing = cached.of_study(rank_slope.drawing, requirement, weight)
    if drawing is not None:
        st.vega_lite_chart(spec=drawing.spec, alt=drawing.alt, key="wi.ranks")


def _central(study: Study) -> Drawing:
    """Return the chart of the weights that the sentences beside it are about, too."""
    central = cached.of_study(central_weights_of, study.requirement)
    return central_weights.drawing(central, study.catalogue)


@faults.part("What one would have to believe")
def _render_beliefs() -> None:
    catalogue, requirement = cached.catalogue(), state.current()
    st.markdown("**What would one have to believe for the others?**")
    verdict = cached.verdict(requirement)
    central = cached.of_study(central_weights_of, requirement)
    own = catalogue.parts(verdict.champion)[0] if verdict.champion else ""
    rivals = [item for item in central if item.family != own][:_MOST_BELIEFS]
    marks, words = st.columns(2, gap="large")
    with marks:
        drawing = cached.of_study(_central, requirement)
        st.vega_lite_chart(spec=drawing.spec, alt=drawing.alt, key="wi.central")
    with words:
        st.markdown(
            "\n".join(f"- {central_weights.belief_text(item, catalogue)}" for item in rivals)
        )
        st.caption(
            "Average weights over the plausible cases in which each comes first. Where they hardly"
            " differ from the average over all cases, evidence and answers decide, not weights."
        )
