"""The evidence page's parts: claims, measurements, entries, decisions, what to check next."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
import streamlit as st

from framework_compare.present import ledger
from framework_compare.present.claims import introduction
from framework_compare.present.track_record import claims_of, miss_rows
from framework_compare.ui.evidence.claims import render_claims
from framework_compare.ui.evidence.measured import (
    render_beyond,
    render_measurements,
    render_resting,
)
from framework_compare.ui.frame import cached, choosing, faults, marks, state
from framework_compare.ui.method import cross_check
from framework_compare.ui.what_if.worth import render_worth_of_cells

_HEIGHT: Final = 430


def render_evidence() -> None:
    """Show one section of the evidence at a time."""
    st.subheader("What the verdicts rest on", anchor=False)
    _render_extent()
    choosing.render_chosen_section(
        "evidence",
        {
            "claims": render_claims,
            "measurements": render_measurements,
            "all": _render_ledger,
            "decisions": _render_record,
            "next": _render_gaps,
        },
    )


@faults.part("How much evidence there is")
def _render_extent() -> None:
    catalogue = cached.catalogue()
    as_of = catalogue.model.as_of
    st.caption(
        f"{cached.of_data(introduction)} Here are {len(cached.of_data(ledger.rows)):,} entries,"
        " each a grade or a fact about one framework,"
        f" {len(catalogue.sources)} sources and {len(catalogue.claims)} examined claims of the"
        f" article, as of {as_of:%d %B %Y} {marks.age_badge(as_of)}"
    )


@faults.part("All evidence")
def _render_ledger() -> None:
    cells = cached.of_data(ledger.rows)
    with st.container(horizontal=True):
        known = cached.catalogue().frameworks
        frameworks = st.multiselect(
            "Frameworks",
            list(known),
            format_func=lambda name: known[name].name,
            **choosing.of_setting("evidence.frameworks", [], known),
        )
        table = choosing.render_choice_of("evidence.table", "Where it counts", cells["Table"])
        kind = choosing.render_choice_of("evidence.kind", "Kind of evidence", cells["Kind"])
        there = cells.loc[choosing.matching_all(cells, {"Table": table}), "About"]
        about = choosing.render_choice_of("evidence.about", "About", there)
    names = [known[name].name for name in frameworks]
    wanted = {"Framework": names, "Table": table, "Kind": kind, "About": about}
    shown = cells[choosing.matching_all(cells, wanted)]
    st.caption(
        f"{len(shown):,} of {len(cells):,} entries. A grade is a capability on a scale from 0 to"
        " 100, with its range in brackets, whatever a project asks for; a fact says whether"
        " something is part of a framework."
    )
    if shown.empty:
        st.info("No entry matches these filters.", icon=":material/filter_alt_off:")
        return
    _render_cells(shown)


def _render_cells(shown: pd.DataFrame) -> None:
    event: Any = st.dataframe(
        shown,
        height=_HEIGHT,
        hide_index=True,
        column_order=[
            "Framework",
            "About",
            "Value",
            "Kind",
            "Link",
            "Why",
            "Source",
            "Reliability",
            "Version",
            "Date",
            "Table",
        ],
        column_config={
            # A name with the mark of a visitor's own is longer than those of the data.
            "Framework": st.column_config.TextColumn(
                width=190 if cached.catalogue().handed_in else 100, pinned=True
            ),
            "About": st.column_config.TextColumn(width=190),
            "Value": st.column_config.TextColumn("Capability or fact", width=130),
            "Why": st.column_config.TextColumn(width=330),
            "Source": st.column_config.TextColumn(width=190),
            "Reliability": st.column_config.TextColumn(width=80),
            "Link": st.column_config.LinkColumn(display_text="Open", width=70),
            "Date": st.column_config.DateColumn(format="YYYY-MM-DD"),
        },
        on_select="rerun",
        selection_mode="single-row",
        key="ev.cells",
        alt="Every entry of the evidence: capability or fact, kind, source, version and date",
    )
    row = choosing.picked_row(event, len(shown))
    if row is None:
        st.caption("Select a line to read all its sources.")
        return
    cell = shown.iloc[row]
    with st.container(border=True):
        st.markdown(
            f"**{cell['Framework']}, {cell['About']}: {_said(cell)}** · {cell['Kind']} "
            f" \n{cell['Why']}"
        )
        for source in ledger.sources_of(cached.catalogue(), str(cell["sources"]).split()):
            st.markdown(
                f"- {marks.source_links([source])}, {source.as_of:%d %B %Y},"
                f" {marks.trust(source)}: {source.fact}"
            )
        for line in ledger.measurement_lines(
            cached.catalogue(), str(cell["measurements"]).split("|")
        ):
            st.markdown(f"- :material/science: {line}")


def _said(cell: pd.Series[Any]) -> str:
    """Return what an entry says; a figure with what it is a figure of."""
    return f"capability {cell['Value']}" if cell["Table"] == ledger.GRADED else str(cell["Value"])


def _render_record() -> None:
    catalogue, record, drawings = cached.catalogue(), cached.track_record(), cached.record_charts()
    if record is None or drawings is None:
        st.info(
            "The verdicts have not been compared with real decisions in this copy. `python -m"
            " framework_compare evaluate FILE --save data/measurements/validation.json` does it.",
            icon=":material/pending:",
        )
        return
    st.markdown(
        f"{record.cases} decisions of real teams, {record.counted} of them told in enough detail to"
        " count. Each verdict was made from what the team knew, without its choice, by weights"
        " learnt from other teams' decisions. The bands are 95% intervals."
    )
    if record.catalogue and record.catalogue != catalogue.digest:
        st.caption(":material/history: The data has changed since; run the comparison again.")
    for column, drawing in zip(st.columns(2, gap="large"), drawings[:2], strict=True):
        with column:
            st.vega_lite_chart(spec=drawing.spec, alt=drawing.alt)
    words, meaning = st.columns(2, gap="large")
    with words:
        st.vega_lite_chart(spec=drawings[2].spec, alt=drawings[2].alt)
        st.vega_lite_chart(spec=drawings[3].spec, alt=drawings[3].alt)
    with meaning:
        st.caption("What can be claimed")
        first, further = claims_of(record)
        for sentence in first:
            st.markdown(sentence)
        with st.expander("How far these figures can be trusted", icon=":material/help:"):
            for sentence in further:
                st.markdown(sentence)
        cross_check.render_effect(record)
    st.caption("Every miss: what was built, and the reason that its source gives")
    st.dataframe(
        miss_rows(record, catalogue, cached.likeness().cases),
        hide_index=True,
        row_height=72,
        column_config={
            "What was built": st.column_config.TextColumn(width=320),
            "Reason given": st.column_config.TextColumn(width=430),
            "Source": st.column_config.LinkColumn(display_text="Open", width=70),
        },
        alt="Decisions in which the team chose otherwise",
    )


def _render_gaps() -> None:
    st.markdown(
        "**What to check next for your project:** the chance that knowing a fact exactly changes"
        " who leads"
    )
    render_worth_of_cells("ev.worth")
    st.markdown(
        "**What to check next for everybody.** A judgement is an expert's grade without a source"
        " that says so. It counts with a wider range than a fact; a source, a second grader or,"
        " where it is an amount, a measurement would narrow it."
    )
    st.caption("Judged grades that leave most open: the width of the range times the weight")
    st.dataframe(
        cached.of_study(ledger.measure_next, state.current()),
        hide_index=True,
        height="content",
        column_config={
            "What": st.column_config.TextColumn(width=280),
            "Why": st.column_config.TextColumn(width=430),
            "At stake": st.column_config.NumberColumn("Points at stake", format="%.1f"),
        },
        alt="Judged grades by the points of the score that they leave open",
    )
    measured, judged = st.columns(2, gap="large")
    with measured:
        render_resting()
    with judged:
        _render_judged()
    render_beyond()


def _render_judged() -> None:
    st.caption("How much of each framework's evidence is judged only")
    st.dataframe(
        cached.of_data(ledger.judged_shares),
        hide_index=True,
        height="content",
        column_order=["Framework", "Share", "Entries"],
        column_config={
            "Share": st.column_config.ProgressColumn(
                "Judged only", format="%.0f%%", min_value=0, max_value=100
            )
        },
        alt="Share of judged entries by framework",
    )
