"""What a visitor goes through behind a balancer, and how it is counted."""

from __future__ import annotations

import asyncio
from collections.abc import Collection

import pytest

from framework_compare.lab.visitor import Tally, visit


class Paper:
    """A screen that does what it is told, and fails at what it is told."""

    def __init__(self, failing: Collection[str] = (), *, loads: int = 1, lost_at: int = 0) -> None:
        self.failing, self.loads, self.lost_at = failing, loads, lost_at
        self.count, self.asked = 0, list[str]()

    async def opens(self) -> bool:
        self.asked.append("opens")
        return len(self.asked) >= self.loads

    async def counts(self, number: int) -> bool:
        self.asked.append(f"counts {number}")
        if number == self.lost_at:
            return False
        self.count += 1
        return self.count == number

    async def shown(self) -> tuple[str, int] | None:
        return None if "shown" in self.failing else ("ab12", self.count)

    async def downloads(self, text: str) -> bool:
        self.asked.append(f"downloads {text}")
        return "download" not in self.failing

    async def uploads(self, rows: int) -> bool:
        self.asked.append(f"uploads {rows}")
        return "upload" not in self.failing

    async def loses_connection(self) -> None:
        self.asked.append("loses connection")
        if "reconnect" in self.failing:
            self.count = 0


def told(screen: Paper) -> Tally:
    """Return what one visitor counts."""
    tally = Tally()
    asyncio.run(visit(screen, 3, tally))
    return tally


EVERYTHING = {"page": 1, "count": 1, "download": 1, "upload": 1, "reconnect": 1}


def test_a_visitor_goes_through_all_five_operations() -> None:
    """Each once, in this order, and the sixth click comes after the cut."""
    screen = Paper()
    tally = told(screen)

    assert tally.tried == EVERYTHING
    assert not tally.failed.total()
    assert screen.asked[0] == "opens"
    assert screen.asked[-4:] == ["downloads ab12 5", "uploads 3", "loses connection", "counts 6"]


@pytest.mark.parametrize("operation", ["download", "upload", "reconnect"])
def test_one_failure_is_one_failure(operation: str) -> None:
    """The visitor goes on with the rest."""
    tally = told(Paper({operation}))

    assert tally.tried == EVERYTHING
    assert {name for name, times in tally.failed.items() if times} == {operation}


def test_a_lost_click_is_one_visitor_who_miscounted() -> None:
    """No later click is made; what comes next is held against what the page shows."""
    screen = Paper(lost_at=3)
    tally = told(screen)

    assert (tally.tried["count"], tally.failed["count"]) == (1, 1)
    assert "counts 4" not in screen.asked
    assert "downloads ab12 2" in screen.asked


def test_a_page_that_comes_at_the_second_try_failed_once() -> None:
    """As a person loads it again."""
    tally = told(Paper(loads=2))

    assert (tally.tried["page"], tally.failed["page"]) == (1, 1)
    assert tally.failed["count"] == 0


def test_a_page_that_never_comes_fails_in_everything() -> None:
    """Nothing is left out of the shares."""
    tally = told(Paper(loads=9))

    assert tally.tried == tally.failed == EVERYTHING


def test_a_page_that_shows_no_count_has_nothing_to_download_or_to_go_on_from() -> None:
    """Neither can be right."""
    tally = told(Paper({"shown"}))

    assert (tally.failed["download"], tally.failed["reconnect"]) == (1, 1)
