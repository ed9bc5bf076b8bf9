"""The evidence page's parts: the article's claims, every cell, real decisions, and what to measure next."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
import streamlit as st

from framework_compare import tables
from framework_compare.allowed_claims import claims_of
from framework_compare.theme import HOLDS
from framework_compare.ui import cached, parts, state, views_cross_check
from framework_compare.ui.views_worth import render_worth_of_cells

__all__ = ["render_evidence"]

_ALL: Final = "All"
_HEIGHT: Final = 430


def render_evidence() -> None:
    """Show one section of the evidence at a time."""
    catalogue = cached.catalogue()
    as_of = catalogue.model.as_of
    st.subheader("What the verdicts rest on", anchor=False)
    st.caption(
        f"{len(cached.ledger()):,} cells, {len(catalogue.sources)} sources and {len(catalogue.claims)} claims of the "
        f"founding article, as of {as_of:%d %B %Y} {parts.age_badge(as_of)}"
    )
    parts.render_chosen_section(
        "ev.section",
        {
            "The article's claims": _render_claims,
            "All evidence": _render_ledger,
            "Real decisions": _render_record,
            "What to measure next": _render_gaps,
        },
    )


@st.fragment
def _render_claims() -> None:
    claims = cached.claims()
    summary, filters = st.columns([0.5, 0.5], gap="large")
    with summary:
        drawing = cached.claim_summary()
        st.caption(f"How the article's {len(claims)} claims stand today")
        st.vega_lite_chart(spec=drawing.spec, alt=drawing.alt, key="ev.summary")
    with filters:
        words = [f"{mark} {word}" for mark, word, _ in HOLDS.values()]
        verdicts = st.pills("Verdict", words, selection_mode="multi", key="ev.holds", persist_state="session")
        with st.container(horizontal=True):
            section = _select("Section of the article", claims["Section"], "ev.part")
            feature = _select("Feature", claims["Feature"], "ev.feature")
    shown = claims[_is(claims["Verdict"], verdicts) & _is(claims["Section"], section) & _is(claims["Feature"], feature)]
    _render_claim_table(shown)


def _select(label: str, values: pd.Series[str], key: str) -> list[str]:
    """Let the visitor choose one value of a column, or all."""
    chosen = st.selectbox(label, [_ALL, *values.unique()], key=key, persist_state="session")
    return [] if chosen == _ALL else [chosen]


def _is(values: pd.Series[str], wanted: list[str]) -> pd.Series[bool]:
    """Return which values are wanted; an empty list wants all."""
    return values.isin(wanted) if wanted else pd.Series(True, index=values.index)


def _render_claim_table(claims: pd.DataFrame) -> None:
    if claims.empty:
        st.info("No claim matches these filters.", icon=":material/filter_alt_off:")
        return
    event: Any = st.dataframe(
        claims,
        height=_HEIGHT,
        row_height=72,
        hide_index=True,
        column_order=["Verdict", "Claim", "Why", "Section", "Source"],
        column_config={
            "Verdict": st.column_config.TextColumn(width=120, pinned=True),
            "Claim": st.column_config.TextColumn(width=360),
            "Why": st.column_config.TextColumn(width=420),
            "Source": st.column_config.LinkColumn(display_text="Open", width=70),
        },
        on_select="rerun",
        selection_mode="single-row",
        key="ev.claims",
        alt="The founding article's claims with verdict, reason and source",
    )
    rows = [row for row in event.selection.rows if row < len(claims)]
    if rows:
        _render_claim(str(claims.iloc[rows[0]]["id"]))
    else:
        st.caption("Select a line to read the whole claim with its sources.")


def _render_claim(claim_id: str) -> None:
    catalogue = cached.catalogue()
    claim = catalogue.claims[claim_id]
    mark, word, _ = HOLDS[claim.holds]
    with st.container(border=True):
        st.markdown(f"**{mark} {word}** · {claim.currency} · {claim.section}")
        st.markdown(f"**{claim.text}**" + (f"  \n*“{claim.quote}”*" if claim.quote else ""))
        st.markdown(claim.why)
        st.markdown(f":material/science: {claim.how_to_measure}")
        for source in tables.source_rows(catalogue, claim.sources):
            st.markdown(f"- {parts.source_links([source])}: {source.fact}")


# The ledger


@st.fragment
def _render_ledger() -> None:
    cells = cached.ledger()
    with st.container(horizontal=True):
        frameworks = st.multiselect(
            "Frameworks", cells["Framework"].unique().tolist(), key="ev.frameworks", persist_state="session"
        )
        table = _select("Where it counts", cells["Table"], "ev.table")
        kind = _select("Kind of evidence", cells["Kind"], "ev.kind")
        about = _select("About", cells.loc[_is(cells["Table"], table), "About"], f"ev.about.{''.join(table)}")
    shown = cells[
        _is(cells["Framework"], frameworks)
        & _is(cells["Table"], table)
        & _is(cells["Kind"], kind)
        & _is(cells["About"], about)
    ]
    st.caption(f"{len(shown):,} of {len(cells):,} cells. Graded cells are points of 100 with their range.")
    if shown.empty:
        st.info("No cell matches these filters.", icon=":material/filter_alt_off:")
        return
    _render_cells(shown)


def _render_cells(shown: pd.DataFrame) -> None:
    event: Any = st.dataframe(
        shown,
        height=_HEIGHT,
        hide_index=True,
        column_order=["Framework", "About", "Value", "Kind", "Link", "Why", "Source", "Version", "Date", "Table"],
        column_config={
            "Framework": st.column_config.TextColumn(width=100, pinned=True),
            "About": st.column_config.TextColumn(width=190),
            "Value": st.column_config.TextColumn(width=110),
            "Why": st.column_config.TextColumn(width=330),
            "Source": st.column_config.TextColumn(width=190),
            "Link": st.column_config.LinkColumn(display_text="Open", width=70),
            "Date": st.column_config.DateColumn(format="YYYY-MM-DD"),
        },
        on_select="rerun",
        selection_mode="single-row",
        key="ev.cells",
        alt="Every cell of evidence with its value, kind, source, version and date",
    )
    rows = [row for row in event.selection.rows if row < len(shown)]
    if not rows:
        st.caption("Select a line to read all its sources.")
        return
    cell = shown.iloc[rows[0]]
    with st.container(border=True):
        st.markdown(f"**{cell['Framework']}, {cell['About']}: {cell['Value']}** · {cell['Kind']}  \n{cell['Why']}")
        for source in tables.source_rows(cached.catalogue(), str(cell["sources"]).split()):
            st.markdown(f"- {parts.source_links([source])}, {source.as_of:%d %B %Y}: {source.fact}")


# Real decisions


def _render_record() -> None:
    catalogue, record, drawings = cached.catalogue(), cached.track_record(), cached.record_charts()
    if record is None or drawings is None:
        st.info(
            "The verdicts have not been compared with real decisions in this copy. "
            "`python -m framework_compare evaluate FILE --save data/measurements/validation.json` does it.",
            icon=":material/pending:",
        )
        return
    st.markdown(
        f"{record.cases} decisions of real teams, {record.counted} of them told in enough detail to count. "
        "The verdicts were made from what the team knew, without its choice. The bands are 95% intervals."
    )
    if record.catalogue and record.catalogue != catalogue.digest:
        st.caption(":material/history: The data has changed since; run the comparison again.")
    titles = ("How often the team's choice was among ours", "Beside simple rules, on the team's shortlist")
    for column, title, drawing in zip(st.columns(2, gap="large"), titles, drawings[:2], strict=True):
        with column:
            st.caption(title)
            st.vega_lite_chart(spec=drawing.spec, alt=drawing.alt)
    words, meaning = st.columns(2, gap="large")
    with words:
        st.caption("Is a word of confidence worth its name? Agreement by word, with the number of cases")
        st.vega_lite_chart(spec=drawings[2].spec, alt=drawings[2].alt)
        views_cross_check.render_effect(record)
    with meaning:
        st.caption("What can be claimed")
        for sentence in claims_of(record):
            st.markdown(sentence)
    st.caption("Every miss, with the reason that its source gives")
    st.dataframe(
        tables.miss_rows(record, catalogue),
        hide_index=True,
        row_height=72,
        column_config={
            "Reason given": st.column_config.TextColumn(width=430),
            "Source": st.column_config.LinkColumn(display_text="Open", width=70),
        },
        alt="Decisions in which the team chose otherwise",
    )


# Gaps


def _render_gaps() -> None:
    catalogue = cached.catalogue()
    verdict = cached.verdict(state.current())
    st.markdown("**What to measure next for your project:** the chance that knowing a fact exactly changes who leads")
    render_worth_of_cells("ev.worth")
    st.markdown(
        "**What to measure next for everybody.** A judgement is an expert's grade without a source that says so. It "
        "counts with a wider range than a fact, and a measurement would narrow it."
    )
    most, shares = st.columns([0.62, 0.38], gap="large")
    with most:
        st.caption("Judged cells that a measurement would help most: the width of the range times the weight")
        st.dataframe(
            tables.measure_next(catalogue, verdict.weights),
            hide_index=True,
            height="content",
            column_config={
                "What": st.column_config.TextColumn(width=220),
                "Why": st.column_config.TextColumn(width=200),
                "At stake": st.column_config.NumberColumn("Points at stake", format="%.1f"),
            },
            alt="Judged cells by the points of the score that they leave open",
        )
    with shares:
        st.caption("How much of each framework's evidence is judged only")
        st.dataframe(
            cached.judged_shares(),
            hide_index=True,
            height="content",
            column_order=["Framework", "Share", "Cells"],
            column_config={
                "Share": st.column_config.ProgressColumn("Judged only", format="%.0f%%", min_value=0, max_value=100)
            },
            alt="Share of judged cells by framework",
        )
