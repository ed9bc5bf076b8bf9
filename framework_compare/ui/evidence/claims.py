"""The article's claims: how each stands today, and what was measured about it."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
import streamlit as st

from framework_compare.catalogue.article import Claim
from framework_compare.present import claims as claims_shown
from framework_compare.present.ledger import sources_of
from framework_compare.present.theme import HOLDS
from framework_compare.ui.frame import cached, choosing, faults, marks

_HEIGHT: Final = 430


@faults.part("The article's claims")
def render_claims() -> None:
    """Show the claims that match what the visitor chooses, and one of them in full."""
    claims = cached.of_data(claims_shown.rows)
    summary, filters = st.columns([0.5, 0.5], gap="large")
    with summary:
        drawing = cached.of_data(claims_shown.summary)
        st.vega_lite_chart(spec=drawing.spec, alt=drawing.alt, key="ev.summary")
    with filters:
        words = [f"{mark} {word}" for mark, word, _ in HOLDS.values()]
        verdicts = st.pills(
            "Verdict",
            words,
            selection_mode="multi",
            **choosing.of_setting("evidence.holds", [], words),
        )
        with st.container(horizontal=True):
            section = choosing.render_choice_of(
                "evidence.part", "Section of the article", claims["Section"]
            )
            feature = choosing.render_choice_of("evidence.feature", "Feature", claims["Feature"])
    wanted = {"Verdict": verdicts, "Section": section, "Feature": feature}
    shown = claims[choosing.matching_all(claims, wanted)]
    _render_claim_table(shown)


def _render_claim_table(claims: pd.DataFrame) -> None:
    if claims.empty:
        st.info("No claim matches these filters.", icon=":material/filter_alt_off:")
        return
    measured = ["Measured"] if claims["Measured"].astype(bool).any() else []
    event: Any = st.dataframe(
        claims,
        height=_HEIGHT,
        row_height=72,
        hide_index=True,
        column_order=["Verdict", "Claim", *measured, "Why", "Section", "Source"],
        column_config={
            "Verdict": st.column_config.TextColumn(width=120, pinned=True),
            "Claim": st.column_config.TextColumn(width=360),
            "Measured": st.column_config.TextColumn("Measured here", width=300),
            "Why": st.column_config.TextColumn(width=420),
            "Source": st.column_config.LinkColumn(display_text="Open", width=70),
        },
        on_select="rerun",
        selection_mode="single-row",
        key="ev.claims",
        alt="The article's claims with verdict, reason and source",
    )
    row = choosing.picked_row(event, len(claims))
    if row is not None:
        _render_claim(str(claims.iloc[row]["id"]))
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
        _render_test(claim)
        for source in sources_of(catalogue, claim.sources):
            st.markdown(f"- {marks.source_links([source])}, {marks.trust(source)}: {source.fact}")


def _render_test(claim: Claim) -> None:
    """Show what the lab found about a claim, with the rule of the word.

    Where it measured nothing, how one would.
    """
    catalogue = cached.catalogue()
    if claim.measured is None:
        st.markdown(f":material/science: {claim.how_to_measure}")
        return
    said = claims_shown.measured_claim(claim, catalogue)
    if not said:
        st.markdown(f":material/science: Not measured in this copy yet. {claim.how_to_measure}")
        return
    experiments = ", ".join(
        catalogue.designs[name].title
        for name in dict.fromkeys(key.split("/", 1)[0] for key in claim.measured.quotes.values())
    )
    st.markdown(f":material/science: **{said}** {claims_shown.measured_reason(claim, catalogue)}")
    st.caption(
        f"Rule, written before the full measurement: {claim.measured.rule}"
        f" Experiment: {experiments}."
    )
