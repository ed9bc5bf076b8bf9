"""The decision map: who leads over any two answers at once."""

from __future__ import annotations

from typing import Final

import streamlit as st

from framework_compare.explain.decision_map import AXES, decision_map
from framework_compare.present import decision_map as charted
from framework_compare.present.drawing import Drawing
from framework_compare.scoring.study import Study
from framework_compare.ui.frame import cached, choosing, faults, state

_FIRST: Final = ("peak_concurrent_users", "ui_customization")


@faults.part("The decision map")
def render_map() -> None:
    """Let the visitor choose two questions and show who leads for every pair of answers."""
    catalogue, requirement = cached.catalogue(), state.current()
    names = {field: catalogue.questions[field].short for field in AXES}
    st.markdown(
        "**Who leads for every pair of answers to two questions?** All other answers stay as they"
        " are."
    )
    with st.container(horizontal=True):
        x = st.selectbox(
            "Across",
            AXES,
            format_func=names.__getitem__,
            width=260,
            **choosing.of_setting("what_if.x", _FIRST[0], AXES),
        )
        others = [field for field in AXES if field != x]
        second = _FIRST[1] if x != _FIRST[1] else others[0]
        y = st.selectbox(
            "Up",
            others,
            format_func=names.__getitem__,
            width=260,
            **choosing.of_setting("what_if.y", second, others),
        )
    with st.spinner("Scoring every pair of answers…"):
        drawing = cached.of_study(_drawing, requirement, x, y)
    st.vega_lite_chart(spec=drawing.spec, alt=drawing.alt, key="wi.map")
    missing = [f"“{names[field]}”" for field in (x, y) if getattr(requirement, field) is None]
    if missing:
        st.caption(f"Answer {' and '.join(missing)} to see your project as a point on the map.")
    st.caption(
        "Each field is scored and drawn a thousand times like your own project. The fainter a"
        " field, the less often its leader comes first."
    )


def _drawing(study: Study, x: str, y: str) -> Drawing:
    """Return the map with the project on it; the map itself is the same wherever the project lies.

    Answers that a must holds fast stay: they bound what the map may vary.
    """
    varied = {field: None for field in (x, y) if field not in study.requirement.must_haves}
    found = cached.of_study(decision_map, study.requirement.with_answers(**varied), x, y)
    return charted.drawing(study, found)
