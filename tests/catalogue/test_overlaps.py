"""Which criteria rest on the same sources, and that the register says what each such pair means."""

from __future__ import annotations

from dataclasses import replace

from framework_compare import Catalogue
from framework_compare.catalogue.folder import DATA
from framework_compare.catalogue.overlaps import overlap_problems, shared_sources
from framework_compare.vocabulary import CRITERIA
from tests.strategies import with_cell


def pairs(catalogue: Catalogue) -> dict[tuple[str, str], tuple[tuple[str, str], ...]]:
    return {(pair.first, pair.second): pair.citations for pair in shared_sources(catalogue)}


def test_pairs_come_in_the_value_trees_order_the_closest_first(catalogue: Catalogue) -> None:
    """Each pair once, its share between nothing and all."""
    found = shared_sources(catalogue)

    assert all(CRITERIA.index(pair.first) < CRITERIA.index(pair.second) for pair in found)
    assert len({(pair.first, pair.second) for pair in found}) == len(found)
    assert [pair.share for pair in found] == sorted((pair.share for pair in found), reverse=True)
    assert all(0 < pair.share <= 1 for pair in found)


def test_a_shared_source_is_named_in_the_frameworks_own_file(catalogue: Catalogue) -> None:
    """At least twice: once for each criterion."""
    texts = {
        name: (DATA / "frameworks" / f"{name}.toml").read_text(encoding="utf-8")
        for name in catalogue.frameworks
    }

    for pair in shared_sources(catalogue):
        assert all(
            texts[framework].count(f'"{source}"') >= 2 for framework, source in pair.citations
        )


def test_a_source_cited_for_two_criteria_makes_a_pair(catalogue: Catalogue) -> None:
    """Running cost and maturity share nothing until both cite the same source."""
    flask = catalogue.frameworks["flask"].capability
    source = flask["maturity"].sources[0]
    cell = flask["running_cost"].model_copy(
        update={"sources": (*flask["running_cost"].sources, source)}
    )
    changed = replace(with_cell(catalogue, "flask", "running_cost", cell), digest="one more source")

    assert ("running_cost", "maturity") not in pairs(catalogue)
    assert pairs(changed)["running_cost", "maturity"] == (("flask", source),)


def test_the_same_source_about_two_frameworks_is_no_pair(catalogue: Catalogue) -> None:
    """Cited for one criterion here and for another there, it says two things."""
    dash, flask = (catalogue.frameworks[name].capability for name in ("dash", "flask"))
    source = dash["maturity"].sources[0]
    cell = flask["running_cost"].model_copy(
        update={"sources": (*flask["running_cost"].sources, source)}
    )
    changed = replace(
        with_cell(catalogue, "flask", "running_cost", cell), digest="a source of another"
    )

    assert ("running_cost", "maturity") not in pairs(changed)


def test_every_entry_of_the_register_says_why(catalogue: Catalogue) -> None:
    """And no two entries give the same reason."""
    reasons = [overlap.why for overlap in catalogue.overlaps.values()]

    assert len(reasons) == len(set(reasons))


def test_the_rule_decides_what_must_be_registered(catalogue: Catalogue) -> None:
    """With a rule that asks for every pair, each pair without an entry is named."""
    strict = replace(
        catalogue,
        overlap_rule=catalogue.overlap_rule.model_copy(update={"share": 1e-9}),
        digest="every pair",
    )
    missing = {f"{first}+{second}" for first, second in pairs(catalogue)} - set(catalogue.overlaps)

    assert not list(overlap_problems(catalogue))
    assert {problem.path for problem in overlap_problems(strict)} == {
        f"overlap.{pair}" for pair in missing
    }
