"""What capacity planning rests on.

Routing and data of each framework, the check of the model, the measured figures.
"""

from __future__ import annotations

from typing import Final

import streamlit as st

from framework_compare.capacity.knee import knee_checks
from framework_compare.capacity.planning import Planner
from framework_compare.present import plan_basis
from framework_compare.text import percent
from framework_compare.ui.frame import cached, marks

COMMAND: Final = "python -m framework_compare.lab run"
NO_CHOICE: Final = "Choose at least one option above."
_BASIS: Final = ("E5", "E7", "E10", "E11", "E12")
"""The experiments that the plans rest on."""


def render_routing(planner: Planner, options: tuple[str, ...]) -> None:
    """Show how each option routes visitors, where their data live, and what was measured."""
    if not options:
        st.info(NO_CHOICE, icon=":material/touch_app:")
        return
    known = [
        option for option in options if planner.catalogue.parts(option)[0] in planner.rules.worker
    ]
    measured = planner.catalogue.measurements
    columns = st.columns(2, gap="medium")
    for place, option in enumerate(known):
        page = planner.catalogue.parts(option)[0]
        model = planner.rules.worker[page]
        plan = None if planner.missing(option) else planner.plan(option)
        with columns[place % 2], st.container(border=True, gap="xsmall"):
            st.markdown(f"**{planner.catalogue.option_name(option)}**")
            st.markdown(f":material/alt_route: {plan_basis.routing_text(option, plan, planner)}")
            st.markdown(
                f":material/database: {plan_basis.store_text(option, planner.workload, planner)}"
            )
            found = plan_basis.affinity_text(page, measured) if measured else ""
            if found:
                st.markdown(f":material/science: {found}")
            st.caption(
                f"{model.why} "
                + marks.source_links([planner.catalogue.sources[name] for name in model.sources])
            )


def render_trust() -> None:
    """Show the prediction beside the measured limit of a process, and every figure of the plans."""
    catalogue, checks = cached.catalogue(), cached.of_data(knee_checks)
    knee = catalogue.capacity.knee
    st.markdown("**Does the model predict what was measured?**")
    if checks:
        st.markdown(
            f"How many people one process on one core carries when each clicks every"
            f" {knee.think_s:g} s and {percent(knee.answered)} of clicks must be"
            f" answered within {knee.longest_wait_s:g} s:"
        )
        st.markdown("\n".join(f"- {plan_basis.knee_text(check, catalogue)}" for check in checks))
        st.caption(
            "Predicted from the processor time of a click, by the rule of the plans, for as long as"
            " the experiment lasted; in brackets nine of ten results. Measured is from the lowest"
            " level that was served to the highest that was too much. What a click costs comes in"
            " part from the lowest level of the same experiment, where nobody waited long."
        )
    else:
        st.caption("The capacity of a process was not measured, so the model is not checked.")
    st.markdown("**One rule for every option**")
    st.markdown(f"- {plan_basis.CLICK_RULE}\n- {cached.of_data(plan_basis.scaling_text)}")
    st.markdown("**What the plans rest on**")
    _render_conditions()
    st.dataframe(cached.of_data(plan_basis.parameter_table), hide_index=True)
    st.caption(
        "Every figure is of one reference app. Your own work per click and your visitors' data are"
        " what you enter above. Time spent waiting for a database, the network and encryption are"
        " not in it."
    )


def _render_conditions() -> None:
    """Say on what machine and when it was measured, and how to do it again."""
    found = cached.catalogue().measurements
    if found is None or not found.runs:
        return
    machine = found.runs[0].machine
    days = sorted({run.started.date() for run in found.runs})
    period = f"{days[0]:%d %B %Y}" + (f" to {days[-1]:%d %B %Y}" if len(days) > 1 else "")
    st.markdown(
        f"Measured {period} on {machine.cpu}, {machine.cores} cores, {machine.memory_gb:.0f} GB,"
        f" {machine.system}, Python {machine.python}. Again: `{COMMAND} {' '.join(_BASIS)}`"
    )
    if any(run.quick for run in found.runs):
        st.warning(
            "These figures come from a quick run: it proves that everything works and is no result."
        )
