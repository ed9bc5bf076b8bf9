"""Double counting in words."""

from __future__ import annotations

import pytest

from framework_compare import Catalogue
from framework_compare.catalogue.overlaps import shared_sources
from framework_compare.explain.overlap import Merge
from framework_compare.present import overlaps


def a_merge(leader: str | None, lead: float | None) -> Merge:
    """Scalability and running cost as one, with Dash in front today."""
    return Merge("scalability", "running_cost", "dash" if leader else None, 2.0, leader, lead, 0.01)


@pytest.mark.parametrize(
    ("leader", "lead", "said"),
    [
        ("dash", 2.14, "Dash stays first, by 2.1 points"),
        ("streamlit+fastapi", 0.3, "Streamlit + FastAPI would lead, by 0.3 points"),
        ("dash", 0.01, "Dash stays first, by next to nothing"),
        ("dash", None, "Dash is the only one left"),
        (None, None, "no option is left"),
    ],
)
def test_what_merging_does_is_one_phrase(catalogue: Catalogue, leader, lead, said: str):
    """Who, and by how much to one decimal."""
    assert overlaps.merge_sentence(a_merge(leader, lead), catalogue) == said


def test_pairs_that_change_the_leader_stand_on_top(catalogue: Catalogue):
    """The surest change first, then the narrowest lead that holds."""
    pairs = list(catalogue.overlaps.values())[:4]
    results = (("dash", 0.2), ("flask", 0.1), ("dash", 0.1), ("flask", 3.0))
    merges = {pair.id: a_merge(*result) for pair, result in zip(pairs, results, strict=True)}
    rows = overlaps.overlap_rows(catalogue, pairs, shared_sources(catalogue), merges)

    assert list(rows["Counted once"]) == [
        "Flask would lead, by 3.0 points",
        "Flask would lead, by 0.1 points",
        "Dash stays first, by 0.1 points",
        "Dash stays first, by 0.2 points",
    ]


def test_shared_sources_do_not_hang_on_the_order_of_the_two(catalogue: Catalogue):
    """By framework's name; none for a pair that shares none."""
    found = overlaps.shared_by_framework(
        catalogue, shared_sources(catalogue), "hosting_fit", "deployment_complexity"
    )

    assert found == overlaps.shared_by_framework(
        catalogue, shared_sources(catalogue), "deployment_complexity", "hosting_fit"
    )
    assert set(found) <= {framework.name for framework in catalogue.frameworks.values()}
    assert all(source in catalogue.sources for sources in found.values() for source in sources)
    assert (
        overlaps.shared_by_framework(
            catalogue, shared_sources(catalogue), "customization", "running_cost"
        )
        == {}
    )


def test_criteria_share_measurements_as_they_share_sources(catalogue: Catalogue):
    """What an interaction costs the server bears on both."""
    found = overlaps.shared_by_framework(
        catalogue, shared_sources(catalogue), "scalability", "running_cost"
    )

    assert "E5/streamlit/predict/cpu_ms" in found["Streamlit"]
