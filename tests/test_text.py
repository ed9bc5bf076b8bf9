"""How numbers, shares, points and intervals are written."""

from __future__ import annotations

import pytest

from framework_compare.text import counted, interval_text, listed, percent, points_text


@pytest.mark.parametrize(
    ("share", "text"),
    [(0, "0%"), (0.001, "under 1%"), (0.314, "31%"), (0.999, "over 99%"), (1, "100%")],
)
def test_shares_in_whole_per_cent(share: float, text: str):
    """What is small but not nothing says so."""
    assert text == percent(share)


@pytest.mark.parametrize(
    ("points", "text"), [(2.4, "+2"), (-1.6, "\u22122"), (0.3, "under 1"), (-0.3, "under 1")]
)
def test_points_have_a_sign(points: float, text: str):
    """A true minus, and no nought with a sign or without."""
    assert text == points_text(points)


def test_an_interval_in_words():
    """Points of 100 with the range; a value alone where there is none."""
    assert interval_text(low=0.6, mid=0.7, high=0.8) == "70 (60 to 80)"
    assert interval_text(low=0.7, mid=0.7, high=0.7) == "70"


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0 options are out"), (1, "one option is out"), (3, "3 options are out")],
)
def test_a_count_agrees_with_its_noun(count: int, said: str):
    """One thing is said in words."""
    assert f"{counted(count, 'option is', 'options are')} out" == said


@pytest.mark.parametrize(
    ("parts", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c")],
)
def test_parts_are_one_phrase(parts: list[str], said: str):
    """The last one is joined by a word."""
    assert listed(parts, "or") == said
