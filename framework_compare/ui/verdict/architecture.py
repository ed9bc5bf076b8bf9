"""What to build, on the verdict page."""

from __future__ import annotations

from typing import Final

import streamlit as st

from framework_compare.present.architecture import Said, architecture, described_by
from framework_compare.ui.frame import cached, faults, marks, state

_LAYER_SIGNS: Final = {
    "Server": "dns",
    "Proxy": "swap_horiz",
    "Hosting": "cloud",
    "Sign-in": "lock",
    "Data": "database",
    "Scaling": "open_in_full",
    "Jobs": "schedule",
}


@faults.part("What to build")
def render_architecture() -> None:
    """Show what to build: each layer in a sentence for each part."""
    catalogue, verdict = cached.catalogue(), cached.verdict(state.current())
    if verdict.champion is None:
        return
    st.subheader("What to build", anchor=False)
    pairing = catalogue.pairings.get(verdict.champion)
    if pairing:
        st.markdown(f"{pairing.architecture} *When:* {pairing.when}")
    with st.grid(3, min_column_width=280, border=True):
        for layer, texts in cached.of_study(architecture, state.current()):
            _render_layer(layer, texts)
    described = cached.of_study(described_by, state.current())
    if described:
        sources = marks.source_links([catalogue.sources[source] for source in described])
        st.caption(f"What the frameworks' own descriptions rest on: {sources}")


def _render_layer(layer: str, texts: tuple[Said, ...]) -> None:
    """Show one layer: what each part has to do with it, and what that rests on."""
    sources = cached.catalogue().sources
    alone = len(texts) == 1
    told = [
        marks.plain(said.text) if alone else f":gray[{said.name}] {marks.plain(said.text)}"
        for said in texts
    ]
    cited = dict.fromkeys(source for said in texts for source in said.sources)
    with st.container(gap="xsmall"):
        st.markdown(f":material/{_LAYER_SIGNS[layer]}: **{layer}**\n\n" + "\n\n".join(told))
        if cited:
            st.caption(marks.source_links([sources[source] for source in cited]))
