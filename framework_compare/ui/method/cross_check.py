"""Whether other methods would choose the same.

The panel for one verdict, and the methods with their numbers.
"""

from __future__ import annotations

from typing import Final

import streamlit as st

from framework_compare.decisions.record import TrackRecord
from framework_compare.present import cross_check
from framework_compare.present.track_record import cross_check_effect
from framework_compare.ui.frame import cached, state

_TOGETHER: Final = "\N{NO-BREAK SPACE}"
_MARKS: Final = {
    "decides": ":material/gavel:",
    "agrees": ":green[:material/check_circle:]",
    "differs": ":orange[:material/call_split:]",
}


def render_cross_check() -> None:
    """Show what four other methods would choose from the same fits, and what that changes."""
    study = cached.study(state.current())
    st.subheader("Would another method choose the same?", anchor=False)
    if study.verdict.champion is None:
        st.info(
            "Every option fails a must-have, so there is nothing to check.", icon=":material/block:"
        )
        return
    st.markdown(f"**{cross_check.cross_check_sentence(study)}**")
    rows = cross_check.cross_check_rows(study)
    st.table(
        {
            "Method": [
                f"**{name}**  \n:gray[{text}]"
                for name, text in zip(rows["Method"], rows["What it does"], strict=True)
            ],
            "Would choose": [
                f"**{winner}**  \n{_MARKS[word]}{_TOGETHER}{word}"
                for winner, word in zip(rows["Would choose"], rows["Agrees"], strict=True)
            ],
            "First three": rows["First three"].tolist(),
        },
        border="horizontal",
        hide_header=False,
        width="content",
        alt=_alt(rows["Method"].tolist(), rows["Would choose"].tolist(), rows["Agrees"].tolist()),
    )
    st.caption(cross_check.cross_check_rule(study.catalogue))


def _alt(methods: list[str], winners: list[str], words: list[str]) -> str:
    said = "; ".join(
        f"{m}: {w}, {word}" for m, w, word in zip(methods, winners, words, strict=True)
    )
    return f"What each method would choose. {said}."


def render_methods() -> None:
    """Show the methods with their numbers, why those, and where each comes from."""
    catalogue = cached.catalogue()
    rows = cross_check.method_rows(catalogue)
    st.markdown("**Five ways of adding up, the first of which decides**")
    with st.grid(2, min_column_width=340, gap="small"):
        for row in rows.to_dict("records"):
            numbers = f" :gray[{row['Numbers']}]" if row["Numbers"] else ""
            with st.expander(f"**{row['Method']}**{numbers}"):
                st.markdown(f"{row['What it does']}\n\n{row['Reason']}\n\n:small[{row['Source']}]")
    with st.expander("Why the other four change no word", icon=":material/help:"):
        st.markdown(
            f"{cross_check.cross_check_rule(catalogue)}\n\n{catalogue.cross_check.rule.why}"
        )


def render_effect(record: TrackRecord) -> None:
    """Show agreement on real decisions by word and log score, with and without other methods."""
    rows = cross_check_effect(record, cached.catalogue())
    if rows.empty:
        return
    with st.expander("What the four other methods would change", icon=":material/call_split:"):
        st.caption(
            "If they took a step off the word; they do not. A log score of 0 is perfect; it"
            " punishes being sure and wrong."
        )
        st.table(
            {column: rows[column].tolist() for column in rows.columns},
            border="horizontal",
            width="content",
            alt="Agreement by word and log scores without and with the four other methods",
        )
