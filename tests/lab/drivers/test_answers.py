"""What counts as an answer on a page, and what does not."""

from __future__ import annotations

import pytest

from framework_compare.lab.drivers.answers import rows_in, spend_in
from framework_compare.lab.errors import WrongAnswer


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("**2,000 rows**", 2000),
        ("<p><strong>0 rows</strong></p>", 0),
        ("Showing 408 rows of people", 408),
    ],
)
def test_the_row_count_is_read_as_a_visitor_reads_it(text: str, count: int) -> None:
    """With or without its comma, in markup or not."""
    assert count == rows_in(text, "page")


@pytest.mark.parametrize(
    "text", ["", "rows", "many rows", "1234,567 rows", "2.5 rows", "12 rowsets"]
)
def test_what_only_looks_like_a_count_is_refused(text: str) -> None:
    """No digits, a wrong comma, a fraction, another word."""
    with pytest.raises(WrongAnswer, match="page: must answer"):
        rows_in(text, "page")


def test_two_different_counts_are_no_answer() -> None:
    """An old one beside the new one: nobody can tell which is meant."""
    with pytest.raises(WrongAnswer, match=r"12.*408"):
        rows_in("12 rows, 408 rows", "page")


@pytest.mark.parametrize(
    ("text", "spend"),
    [("Predicted spend: 130.80", 130.8), ("<p>Predicted spend: -4.05</p>", -4.05)],
)
def test_the_prediction_is_read_with_both_decimals(text: str, spend: float) -> None:
    """Also where it is negative."""
    assert spend == spend_in(text, "page")


@pytest.mark.parametrize(
    "text", ["", "Predicted spend: ", "Predicted spend: 130.8", "Predicted spend: nan", "130.80"]
)
def test_a_prediction_that_is_not_as_specified_is_refused(text: str) -> None:
    """The same form for every entrant: two decimals after its words."""
    with pytest.raises(WrongAnswer):
        spend_in(text, "page")
