"""A slice of the hostile input, in every run of the tests; ``python -m tests.fuzz`` has all."""

from __future__ import annotations

from framework_compare.errors import MOST_PROBLEMS
from tests.fuzz.counting import RAISED, Count
from tests.fuzz.making import Maker
from tests.fuzz.sockets import over_the_websocket
from tests.fuzz.texts import files, links

_ENOUGH = 20_000


def checked(counts: list[Count]) -> None:
    for count in counts:
        assert not count.came[RAISED], str(count)
        assert count.longest <= _ENOUGH * (MOST_PROBLEMS + 1 if "command line" in count.kind else 1)


def test_no_hostile_file_raises():
    """Each is read or refused, in short."""
    checked(list(files(Maker(11), 250)))


def test_no_hostile_link_raises():
    """A requirement comes out of each, and what is wrong is told in short."""
    checked(list(links(Maker(11), 250, in_app=2)))


def test_no_hostile_widget_state_raises():
    """Over the websocket of a real server."""
    checked(list(over_the_websocket(Maker(11), links=3, widgets=30)))


def test_the_same_seed_is_the_same_input():
    """So that what raised can be looked at again."""
    one, other = Maker(5), Maker(5)

    assert [one.file() for _ in range(50)] == [other.file() for _ in range(50)]
    assert [one.query() for _ in range(50)] == [other.query() for _ in range(50)]
