"""Measurements in sentences: filled from the file or not said; and whether they are current."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from framework_compare.measured.installed import installed_version, outdated
from framework_compare.measured.quotations import ClaimTest, Quoting, amount, quoted
from tests.measured_files import USUAL, measurements


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (123.4, "ms", "123 ms"),
        (0.0468, "MB", "0.047 MB"),
        (1957, "tokens", "1,960 tokens"),
        (1, "languages", "1 language"),
        (1, "ms", "1 ms"),
        (2, "distributions", "2 packages"),
        (12.3, "1/s", "12.3 a second"),
        (0.51, "share", "51%"),
        (71.5, "users", "72 people"),
    ],
)
def test_an_amount_as_people_write_it(value: float, unit: str, said: str) -> None:
    """Three digits that count, two below one; the unit in words."""
    assert said == amount(value, unit)


def test_a_sentence_is_filled_from_the_file() -> None:
    """Medians, intervals, ratios and shares."""
    sentence = Quoting(
        says="{a}, {a:range}, {a:bare}, {a/b} times, {f/t:percent}",
        quotes={
            "a": "E5/streamlit/predict/cpu_ms",
            "b": "E5/flask/predict/cpu_ms",
            "f": "E11/streamlit/random/upload_failures",
            "t": "E11/streamlit/random/upload_attempts",
        },
    )

    assert quoted(sentence, measurements(USUAL)) == "122 ms, 120 to 130 ms, 120, 18 times, 51%"


@given(st.sampled_from(["E1/flask/lines", "E1/streamlit/lines"]))
def test_a_sentence_with_a_gap_is_not_said(missing: str) -> None:
    """Rather nothing than half a comparison."""
    sentence = Quoting(
        says="{a} and {b}", quotes={"a": "E1/flask/lines", "b": "E1/streamlit/lines"}
    )
    there = {key: values for key, values in USUAL.items() if key != missing}

    assert quoted(sentence, measurements(there)) is None
    assert quoted(sentence, None) is None


@pytest.mark.parametrize(
    ("says", "quotes", "said"),
    [
        ("{a} and {b}", {"a": "E1/flask/lines"}, "says names {b}, which quotes does not declare"),
        (
            "{a}",
            {"a": "E1/flask/lines", "b": "E1/dash/lines"},
            "quotes declares b, which is never used",
        ),
        (
            "{a:wide}",
            {"a": "E1/flask/lines"},
            "a format must be one of range, bare, percent, got wide",
        ),
    ],
)
def test_a_sentence_and_its_quotes_agree(says: str, quotes: dict[str, str], said: str) -> None:
    """Nothing quoted in vain, nothing named that is not there."""
    with pytest.raises(ValidationError, match=said):
        Quoting(says=says, quotes=quotes)


def test_a_condition_names_what_is_quoted() -> None:
    """Or the word could not be checked."""
    with pytest.raises(ValidationError, match="conditions name b, which quotes does not declare"):
        ClaimTest.model_validate(
            {
                "says": "{a}",
                "quotes": {"a": "E1/flask/lines"},
                "word": "confirmed",
                "rule": "Always.",
                "why": "So.",
                "conditions": [{"what": "b", "at_least": 1}],
            }
        )


@pytest.mark.parametrize(
    ("then", "now", "stale"),
    [("1.67.0", "2.0.0", True), ("1.67.0", "1.99.1", False), ("2.0", "1.9", False)],
)
def test_only_a_newer_major_version_makes_a_measurement_stale(
    then: str, now: str, stale: bool
) -> None:
    """And only of what is installed."""
    found = measurements({"E1/streamlit/lines": (47,)}, version=then).measured.values()

    assert stale == bool(outdated(found, lambda name: now))
    assert outdated(found, lambda name: None) == {}


def test_what_is_not_installed_has_no_version() -> None:
    """The app itself needs Streamlit only."""
    assert installed_version("streamlit") is not None
    assert installed_version("no-such-distribution-anywhere") is None
