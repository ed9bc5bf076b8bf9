"""What to take away from the verdict page: the decision record, the answers and the verdict as files."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from framework_compare import report
from framework_compare.ui import cached, cached_what_if, state

__all__ = ["render_exports"]


def render_exports() -> None:
    """Offer the decision record, the requirement and the verdict as files; each is made when it is asked for."""
    catalogue, requirement = cached.catalogue(), state.current()
    verdict = cached.verdict(requirement)
    address = (st.context.url or "").partition("?")[0]
    link = f"{address}?{urlencode(state.link(), doseq=True)}"

    def record() -> str:
        return report.decision_record(verdict, catalogue, requirement, cached_what_if.every_flip(requirement), link)

    def data() -> str:
        return report.verdict_json(verdict, "requirement", cached_what_if.every_flip(requirement))

    st.subheader("Take it with you", anchor=False)
    with st.container(horizontal=True):
        st.download_button(
            "Decision record",
            record,
            "decision-record.md",
            "text/markdown",
            key="vd.record",
            on_click="ignore",
            icon=":material/description:",
            help="Context, options, decision, reasons, consequences and when to revisit, as Markdown.",
        )
        files = {
            "Your answers": ("requirement.json", lambda: report.requirement_json(requirement)),
            "Verdict as data": ("verdict.json", data),
        }
        for label, (name, make) in files.items():
            st.download_button(
                label,
                make,
                name,
                "application/json",
                key=f"vd.{name}",
                on_click="ignore",
                icon=":material/data_object:",
            )
