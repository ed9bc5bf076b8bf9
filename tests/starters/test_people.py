"""The people that every app shows."""

from __future__ import annotations

from framework_compare.starters.reference.make_people import PEOPLE, people_csv


def test_the_people_are_remade_to_the_byte() -> None:
    """From the seed, with plain arithmetic."""
    assert PEOPLE.read_bytes() == people_csv().encode()
