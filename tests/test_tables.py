"""The frames that pages and charts show: rounded, complete, and true to what they come from."""

from __future__ import annotations

from framework_compare import Catalogue, Requirement, recommend
from framework_compare.decisions.record import TrackRecord, load_track_record
from framework_compare.present.theme import HOLDS
from framework_compare.tables import ledger as ledger_rows
from framework_compare.tables import record as record_rows
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
    rows = ledger_rows.ledger(catalogue)

    assert cells == len(rows)
    assert not rows.drop(columns="sources").isna().any().any()
    assert set(rows["Kind"]) <= set(KINDS.values())


def test_every_sourced_cell_names_its_source(catalogue: Catalogue):
    """One click from the source where it has an address."""
    rows = ledger_rows.ledger(catalogue)
    sourced = rows[rows["sources"] != ""]

    assert (sourced["Source"] != "our judgement").all()
    assert rows["Link"].map(lambda link: link == "" or link.startswith("https://")).all()


def test_claims_are_counted_once(catalogue: Catalogue):
    """The bars add up to the claims."""
    rows = ledger_rows.claim_rows(catalogue)
    counts = ledger_rows.claim_counts(rows)

    assert len(catalogue.claims) == len(rows) == counts["count"].sum()
    assert len(HOLDS) == len(counts)


def test_only_judged_cells_wait_for_a_measurement(catalogue: Catalogue):
    """The most telling first."""
    weights = recommend(DASHBOARD, catalogue, draws=1000).weights
    rows = ledger_rows.measure_next(catalogue, weights, 5)

    assert len(rows) <= 5
    assert rows["At stake"].is_monotonic_decreasing
    assert set(ledger_rows.judged_shares(ledger_rows.ledger(catalogue))["Framework"]) == {
        framework.name for framework in catalogue.frameworks.values()
    }


def test_nothing_saved_is_no_record(tmp_path):
    """The page then says so."""
    assert load_track_record(tmp_path) is None


def test_a_record_is_read_as_saved(tmp_path, catalogue: Catalogue):
    """Rates without cases are left out, misses are listed once, fields of later versions are left
    aside.
    """
    rate = '{"n": 4, "agree": 3, "share": 0.75, "low": 0.3, "high": 0.95}'
    none = '{"n": 0, "agree": 0, "share": null, "low": null, "high": null}'
    miss = (
        '{"id": "a", "champion": "dash", "confidence": "clear", "chosen": ["streamlit", "fastapi"],'
        ' "later": 1}'
    )
    text = (
        f'{{"as_of": "2026-11-23", "cases": 5, "shortlist": {{"n": 4, "top1": {rate}, "top2":'
        f' {none}}}, "misses": {{"shortlist": [{miss}], "all": [{miss}]}}, "log_score": {{"all":'
        " -1}}"
    )
    (tmp_path / "measurements").mkdir()
    (tmp_path / "measurements" / "validation.json").write_text(text, encoding="utf-8")
    record = load_track_record(tmp_path)

    assert isinstance(record, TrackRecord)
    assert list(record_rows.agreement_rates(record)["name"]) == ["First, of its shortlist"]
    assert list(
        record_rows.miss_rows(record, catalogue)[["The verdict", "They chose"]].itertuples(
            index=False, name=None
        )
    ) == [("Dash", "Streamlit with FastAPI")]


def test_the_effect_of_the_cross_check_has_both_columns(catalogue: Catalogue):
    """From the shipped record: words with their intervals, and log scores with a true minus."""
    record = load_track_record()
    assert record is not None
    rows = record_rows.cross_check_effect(record, catalogue).set_index("What")
    changed = rows[rows["Without them"] != rows["With them"]]

    assert rows.loc["Log score of shares, shortlist", "With them"].startswith("\u2212")
    assert record.cross_check.shortlist.lowered.n > 0
    assert "Leaning, shortlist" in changed.index


def test_a_record_without_a_cross_check_has_no_effect_to_show(catalogue: Catalogue):
    """One that an earlier version saved."""
    record = TrackRecord.model_validate({"as_of": "2026-11-23", "cases": 1})

    assert record_rows.cross_check_effect(record, catalogue).empty
