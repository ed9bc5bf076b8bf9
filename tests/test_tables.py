"""The frames that pages and charts show: rounded, complete, and true to what they come from."""

from __future__ import annotations

from framework_compare import Catalogue, Requirement
from framework_compare.decisions.record import TrackRecord, load_track_record
from framework_compare.tables import record as record_rows

DASHBOARD = Requirement(
    goal="interactive_dashboard", team_skills=("python", "data_science"), visualisation="high"
)


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
