"""Who comes through which door, and what refuses a page that fails without a second replica."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest

from framework_compare.lab.balancer import Doors
from framework_compare.lab.bench import Unit
from framework_compare.lab.errors import WrongAnswer
from framework_compare.lab.experiments import affinity
from framework_compare.lab.screen import Waits
from framework_compare.lab.settings import load_settings
from framework_compare.lab.visitor import Tally

DOORS = Doors(8001, (8002, 8003))
UNIT = Unit(load_settings().design("E11"), "flask", "random, shared key", 1, quick=True)
GUESTS = int(UNIT.number("visitors"))


def visited(monkeypatch: pytest.MonkeyPatch, failing: tuple[int, str]) -> list[int]:
    """Return the doors in the order of the visitors' numbers; one operation fails at one door."""
    came: dict[int, int] = {}

    @contextlib.asynccontextmanager
    async def chromium() -> AsyncIterator[None]:
        yield None

    async def come(_: object, door: int, number: int, waits: Waits, tally: Tally) -> None:
        await asyncio.sleep(0)
        came[number] = door
        for operation in ("page", "reconnect"):
            tally.note(operation, fine=(door, operation) != failing)

    monkeypatch.setattr(affinity, "chromium", chromium)
    monkeypatch.setattr(affinity, "come", come)
    alone, tally = asyncio.run(affinity._visits(UNIT, DOORS))

    assert alone.tried["page"] == 2 * len(DOORS.each)
    assert tally.tried["page"] == GUESTS
    assert tally.failed["page"] == (GUESTS if failing == (DOORS.any, "page") else 0)
    return [came[number] for number in sorted(came)]


def test_those_of_one_replica_come_first_and_last(monkeypatch: pytest.MonkeyPatch) -> None:
    """What fails behind the balancer only is a finding."""
    doors = visited(monkeypatch, (DOORS.any, "page"))

    assert doors == [*DOORS.each, *[DOORS.any] * GUESTS, *DOORS.each]


def test_what_fails_at_one_replica_is_no_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page is to blame, or the machine."""
    with pytest.raises(WrongAnswer, match=r"flask: page on one replica.*'4 of 4 .*2 of 4"):
        visited(monkeypatch, (DOORS.each[0], "page"))


def test_a_reconnection_may_fail_at_one_replica(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not every framework offers one."""
    assert visited(monkeypatch, (DOORS.each[0], "reconnect"))


def test_streamlit_signs_with_one_key_on_both_replicas() -> None:
    """As the text of its setting has it, and as Django and Flask do."""
    keys = {
        name
        for entrant in ("streamlit", "django", "flask")
        for name in affinity.probe_of(entrant).environment
    }

    assert keys == {"STREAMLIT_SERVER_COOKIE_SECRET", "DJANGO_SECRET_KEY", "FLASK_SECRET_KEY"}
