"""What to build, on the verdict page."""

from __future__ import annotations

from typing import Final

import streamlit as st

from framework_compare.present.architecture import architecture
from framework_compare.ui.frame import cached, faults, state

_LAYER_SIGNS: Final = {
    "Server": "dns",
    "Proxy": "swap_horiz",
    "Hosting": "cloud",
    "Sign-in": "lock",
    "Data": "database",
    "Scaling": "open_in_full",
}


@faults.part("What to build")
def render_architecture() -> None:
    """Show what to build: each layer in a sentence for each part."""
    catalogue, verdict = cached.catalogue(), cached.verdict(state.current())
    if verdict.champion is None:
        return
    st.subheader("What to build", anchor=False)
    alone = len(catalogue.parts(verdict.champion)) == 1
    pairing = catalogue.pairings.get(verdict.champion)
    if pairing:
        st.markdown(f"{pairing.architecture} *When:* {pairing.when}")
    with st.grid(3, min_column_width=280, border=True):
        for layer, texts in cached.of_study(architecture, state.current()):
            said = [text if alone else f":gray[{name}] {text}" for name, text in texts]
            st.markdown(f":material/{_LAYER_SIGNS[layer]}: **{layer}**\n\n" + "\n\n".join(said))
