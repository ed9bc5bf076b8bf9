"""Criteria that could count one thing twice, in words.

What they share, and who leads when they are counted once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import pandas as pd

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.criteria import Overlap
from framework_compare.catalogue.overlaps import SharedSources
from framework_compare.explain.overlap import Merge
from framework_compare.present.drawing import short_name

_LEAST: Final = 0.05
"""Points of a lead below which one decimal would read as nothing."""


def merge_sentence(merge: Merge, catalogue: Catalogue) -> str:
    """Return who leads when two criteria are counted once, and by how much, as a phrase."""
    if merge.leader is None:
        return "no option is left"
    name = short_name(merge.leader, catalogue)
    if merge.lead is None:
        return f"{name} is the only one left"
    return f"{name} {'stays first' if merge.survives else 'would lead'}, {lead_text(merge.lead)}"


def lead_text(points: float) -> str:
    """Return a lead as a phrase: ``by 2.1 points``."""
    return f"by {points:.1f} points" if points >= _LEAST else "by next to nothing"


def overlap_rows(
    catalogue: Catalogue,
    overlaps: Iterable[Overlap],
    sharing: Iterable[SharedSources],
    merges: Mapping[str, Merge],
) -> pd.DataFrame:
    """Return one row a registered pair, those that change the leader first, then the closest leads.

    Parameters
    ----------
    overlaps
        entries of the register.
    sharing
        every pair of criteria with a source in common.
    merges
        by the register's id; a pair without one is shown without a result.

    Returns
    -------
    frame
        columns Pair, Counted once, Why and Shared sources.
    """
    shared = {f"{pair.first}+{pair.second}": pair for pair in sharing}
    rows = []
    for overlap in overlaps:
        merge, pair = merges.get(overlap.id), shared.get(overlap.id)
        count = (
            f"{len(pair.sources)} in {len(pair.frameworks)} frameworks"
            if pair
            else "none; one cause"
        )
        words = merge_sentence(merge, catalogue) if merge else ""
        phrase = words[:1].upper() + words[1:]
        order = merge.closeness if merge else (True, 0.0)
        rows.append((order, _names(catalogue, overlap), phrase, overlap.why, count))
    rows.sort(key=lambda row: row[0])
    return pd.DataFrame(
        [row[1:] for row in rows], columns=["Pair", "Counted once", "Why", "Shared sources"]
    )


def _names(catalogue: Catalogue, overlap: Overlap) -> str:
    return f"{catalogue.criterion(overlap.first).name} + {catalogue.criterion(overlap.second).name}"


def shared_by_framework(
    catalogue: Catalogue, sharing: Iterable[SharedSources], first: str, second: str
) -> dict[str, list[str]]:
    """Return the sources and measurements that two criteria share, by the framework's name.

    Empty where none.
    """
    found: dict[str, list[str]] = {}
    for pair in sharing:
        if {pair.first, pair.second} == {first, second}:
            for framework, source in pair.citations:
                found.setdefault(catalogue.frameworks[framework].name, []).append(source)
    return found
