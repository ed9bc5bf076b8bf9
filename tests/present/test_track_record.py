"""What readers see of the record: rows, sentences and misses."""

from __future__ import annotations

import pytest

from framework_compare import Catalogue
from framework_compare.decisions.record import load_track_record
from framework_compare.present.track_record import (
    agreement_rates,
    claims_of,
    cross_check_effect,
    miss_rows,
)
from tests.track_records import NO_RATE, rate, scored, track_record


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ((-0.1, 0.1), "may be chance"),
        ((0.01, 0.1), "better by more"),
        ((-0.1, -0.01), "worse by more"),
    ],
)
def test_what_is_claimed_of_the_cross_check_follows_its_interval(
    change: tuple[float, float], said: str
) -> None:
    """Better or worse is said only of an interval that does not hold nought."""
    record = track_record(
        scored("shortlist", rate(9, 5, 0.27, 0.81)),
        {
            "calibration": {"all": [rate(7, 4, 0.25, 0.84, word="clear", rejected=0)]},
            "cross_check": {
                "shortlist": {
                    "lowered": rate(4, 1, 0.05, 0.7),
                    "word_log_score": {"change": change},
                }
            },
        },
    )
    claims = " ".join(sentence for part in claims_of(record) for sentence in part)

    assert said in claims
    assert "4 verdicts on the shortlists, 1 of which agreed" in claims
    assert "that they beat a coin there is not shown" in claims


def test_rates_without_cases_are_left_out() -> None:
    """Nothing is drawn of nothing."""
    record = track_record(scored("shortlist", rate(4, 3, 0.3, 0.95)))

    assert dict(record.shortlist.top2) == NO_RATE
    assert list(agreement_rates(record)["name"]) == ["First, of its shortlist"]


def test_misses_are_listed_once(catalogue: Catalogue) -> None:
    """Over the shortlist and over all ten it is the same decision."""
    miss = {
        "id": "a",
        "champion": "dash",
        "confidence": "clear",
        "chosen": ["streamlit", "fastapi"],
        "kind": "rejected",
        "reason": "",
        "source": "",
    }
    record = track_record({"misses": {"shortlist": [miss], "all": [miss]}})
    rows = miss_rows(record, catalogue)[["The verdict", "They chose"]]

    assert list(rows.itertuples(index=False, name=None)) == [("Dash", "Streamlit with FastAPI")]


def test_the_effect_of_the_cross_check_has_both_columns(catalogue: Catalogue) -> None:
    """From the shipped record: words with their intervals, and log scores with a true minus."""
    record = load_track_record()
    assert record is not None
    rows = cross_check_effect(record, catalogue).set_index("What")
    changed = rows[rows["As they are"] != rows["With a step off"]]

    assert rows.loc["Log score of shares, shortlist", "With a step off"].startswith("\u2212")
    assert record.cross_check.shortlist.lowered.n > 0
    assert "Leaning, shortlist" in changed.index


def test_without_a_case_the_cross_check_has_no_effect_to_show(catalogue: Catalogue) -> None:
    """No word and no score."""
    assert cross_check_effect(track_record(), catalogue).empty
