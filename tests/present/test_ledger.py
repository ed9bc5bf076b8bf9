"""The frames of evidence: every cell, its source, and what is judged only."""

from __future__ import annotations

from framework_compare import Catalogue, Requirement
from framework_compare.present import ledger
from framework_compare.scoring.study import Study
from framework_compare.text import KINDS

DASHBOARD = Requirement(
    goal="interactive_dashboard", team_skills=("python", "data_science"), visualisation="high"
)


def test_the_ledger_holds_every_cell(catalogue: Catalogue):
    """As many lines as there are cells in the frameworks' files."""
    cells = sum(
        len(part)
        for framework in catalogue.frameworks.values()
        for part in (
            framework.capability,
            framework.speed,
            framework.blocks,
            framework.needs,
            framework.hosts,
            framework.demands,
            framework.kept,
        )
    )
    rows = ledger.rows(catalogue)

    assert cells == len(rows)
    assert not rows.drop(columns="sources").isna().any().any()
    assert set(rows["Kind"]) <= set(KINDS.values())


def test_every_sourced_cell_names_its_source(catalogue: Catalogue):
    """One click from the source where it has an address."""
    rows = ledger.rows(catalogue)
    sourced = rows[rows["sources"] != ""]

    assert (sourced["Source"] != "our judgement").all()
    assert rows["Link"].map(lambda link: link == "" or link.startswith("https://")).all()


def test_only_judged_cells_wait_for_a_measurement(catalogue: Catalogue):
    """The most telling first."""
    rows = ledger.measure_next(Study(DASHBOARD, catalogue), 5)

    assert len(rows) <= 5
    assert rows["At stake"].is_monotonic_decreasing
    assert set(ledger.judged_shares(catalogue)["Framework"]) == {
        framework.name for framework in catalogue.frameworks.values()
    }


def test_every_source_says_how_far_it_can_be_trusted(catalogue: Catalogue):
    """The word of the source that is shown; none where no source is."""
    rows = ledger.rows(catalogue)
    of_title = {source.title: source.reliability for source in catalogue.sources.values()}
    sourced = rows[rows["Source"].isin(of_title)]

    assert sourced["Reliability"].tolist() == [of_title[title] for title in sourced["Source"]]
    assert set(rows.loc[~rows["Source"].isin(of_title), "Reliability"]) == {""}
