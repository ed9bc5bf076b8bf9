"""Every number of the model: short at first, its reason behind a click."""

from __future__ import annotations

import streamlit as st

from framework_compare.catalogue.learnt import LearntWord
from framework_compare.present import model_numbers
from framework_compare.text import percent
from framework_compare.ui.frame import cached, faults
from framework_compare.ui.method import cross_check


def render_numbers() -> None:
    """Show the words with their thresholds, then the numbers, each part with its reason."""
    _render_words()
    _render_parts()
    cross_check.render_methods()


@faults.part("The words of confidence")
def _render_words() -> None:
    catalogue = cached.catalogue()
    rules, learnt = catalogue.confidence, catalogue.learnt
    st.markdown("**When a verdict may use which word**")
    shares = [percent(learnt.clear.share), percent(learnt.leaning.share)]
    right = [_right(learnt.clear), _right(learnt.leaning)]
    words = [rules.clear, rules.leaning, rules.too_close]
    words += [rules.not_enough_evidence, rules.none_fits]
    st.table(
        {
            "Word": [f"**{word.label}**" for word in words],
            "First in more than": [*shares, "", "", ""],
            "Right so far": [*right, "", "", ""],
            "Meaning": [word.text for word in words],
        },
        border="horizontal",
        alt="Words of confidence with their thresholds",
    )
    with st.expander("Why these thresholds", icon=":material/help:"):
        for word in words:
            if word.why:
                st.markdown(f"**{word.label}.** {word.why}")
        st.markdown(f"{rules.gates.why}\n\n{rules.service.why}")


def _right(word: LearntWord) -> str:
    return f"{word.right:.0f} of {word.verdicts} on decisions left out of the learning"


@faults.part("The model's other numbers")
def _render_parts() -> None:
    st.markdown("**The model's other numbers.** Open one for what it means and why it is so.")
    with st.grid(2, min_column_width=340, gap="small"):
        for part in cached.of_data(model_numbers.parts):
            with st.expander(part.name):
                st.markdown("\n".join(f"- **{value}**: {what}" for value, what in part.numbers))
                st.markdown(part.why)
