"""Double counting: which criteria share sources, and who leads where two count once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import streamlit as st

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.criteria import Overlap
from framework_compare.catalogue.overlaps import shared_sources
from framework_compare.explain.overlap import Merge, merged, merged_overlaps
from framework_compare.present import overlaps
from framework_compare.present.drawing import short_name
from framework_compare.present.ledger import measurement_lines, sources_of
from framework_compare.text import counted, listed, percent
from framework_compare.ui.frame import cached, choosing, faults, marks, state
from framework_compare.vocabulary import CRITERIA, CriterionId

_HEIGHT: Final = 380


def render_overlaps() -> None:
    """Show the pairs that may count one thing twice, what merging does, and any two to merge."""
    catalogue = cached.catalogue()
    merges = cached.of_study(merged_overlaps, state.current())
    st.markdown(
        f"Two criteria that reward the same thing would count it twice. {len(merges)} pairs may do"
        " so in part. Here each pair is counted once, one pair at a time."
    )
    if not merges or merges[0].champion is None:
        st.info("No option is left, so there is no lead to test.", icon=":material/block:")
        return
    _render_result(catalogue, merges)
    _render_table(catalogue, "same", {f"{merge.first}+{merge.second}": merge for merge in merges})
    closest = min(merges, key=lambda merge: merge.closeness)
    _render_any_two((closest.first, closest.second))
    others = [pair for pair in catalogue.overlaps.values() if pair.effect == "two"]
    with st.expander(
        f"{len(others)} pairs share sources but count different things",
        icon=":material/call_split:",
    ):
        _render_table(catalogue, "two", {})


def _render_result(catalogue: Catalogue, merges: Sequence[Merge]) -> None:
    champion = short_name(str(merges[0].champion), catalogue)
    flips = [merge for merge in merges if not merge.survives]
    if not flips:
        st.success(
            f"**{champion}** stays first whichever of these pairs is counted once.",
            icon=":material/check:",
        )
        return
    rivals = listed(
        list(dict.fromkeys(short_name(str(merge.leader), catalogue) for merge in flips)), "or"
    )
    pairs = counted(len(flips), "of these pairs", "of these pairs")
    today = (
        f" Today {champion} leads {overlaps.lead_text(merges[0].today)}."
        if merges[0].today is not None
        else ""
    )
    st.warning(
        f"Counting {pairs} once would put **{rivals}** before {champion}.{today}",
        icon=":material/swap_vert:",
    )


def _render_table(catalogue: Catalogue, effect: str, merges: dict[str, Merge]) -> None:
    pairs: list[Overlap] = [
        overlap for overlap in catalogue.overlaps.values() if overlap.effect == effect
    ]
    columns = (
        ["Pair", "Counted once", "Why", "Shared sources"]
        if merges
        else ["Pair", "Why", "Shared sources"]
    )
    st.dataframe(
        overlaps.overlap_rows(catalogue, pairs, cached.of_data(shared_sources), merges),
        hide_index=True,
        row_height=72,
        height=_HEIGHT,
        column_order=columns,
        column_config={
            "Pair": st.column_config.TextColumn(width=160, pinned=True),
            "Counted once": st.column_config.TextColumn(width=190),
            "Why": st.column_config.TextColumn(width=420),
            "Shared sources": st.column_config.TextColumn(width=150),
        },
        alt="Pairs of criteria that rest on the same sources"
        + (", and who leads when counted once" if merges else ""),
    )


@faults.part("Any two criteria")
def _render_any_two(at_first: tuple[CriterionId, CriterionId]) -> None:
    catalogue = cached.catalogue()
    st.markdown("**Count any two as one**")
    with st.container(horizontal=True):
        first = _choose(catalogue, "First criterion", at_first[0], "method.first")
        second = _choose(catalogue, "Second criterion", at_first[1], "method.second")
    if first == second:
        st.caption("Choose two different criteria.")
        return
    merge = cached.of_study(merged, state.current(), first, second)
    words = overlaps.merge_sentence(merge, catalogue)
    mark = ":green[:material/check_circle:]" if merge.survives else ":orange[:material/swap_vert:]"
    share = (
        f"The smaller of the two, {percent(merge.weight)} of the weight, no longer"
        " counts by itself."
    )
    st.markdown(f"{mark} **{words[:1].upper()}{words[1:]}.** {share}")
    _render_shared(catalogue, first, second)


def _choose(catalogue: Catalogue, label: str, at_first: CriterionId, name: str) -> CriterionId:
    names: dict[Any, str] = {criterion.id: criterion.name for criterion in catalogue.criteria}
    chosen: CriterionId = st.selectbox(
        label,
        CRITERIA,
        format_func=names.__getitem__,
        **choosing.of_setting(name, at_first, CRITERIA),
    )
    return chosen


def _render_shared(catalogue: Catalogue, first: CriterionId, second: CriterionId) -> None:
    """Show why the two overlap, or that they do not, with the sources that they share."""
    pair = "+".join(sorted((first, second), key=CRITERIA.index))
    entry, shared = (
        catalogue.overlaps.get(pair),
        overlaps.shared_by_framework(catalogue, cached.of_data(shared_sources), first, second),
    )
    if entry:
        st.caption(
            f"{'Partly the same thing' if entry.effect == 'same' else 'Two different things'}:"
            f" {entry.why}"
        )
    if not shared:
        st.caption("No source is cited for both.")
        return
    with st.expander(
        counted(
            sum(map(len, shared.values())),
            "shared source or measurement",
            "shared sources and measurements",
        ),
        icon=":material/link:",
    ):
        for framework, ids in shared.items():
            links = marks.source_links(
                sources_of(catalogue, [id for id in ids if id in catalogue.sources])
            )
            st.markdown(f"**{framework}:** {links}")
            for line in measurement_lines(catalogue, ids):
                st.markdown(f"- :material/science: {line}")
