"""One run at a time, and nobody waits for what takes long."""

from __future__ import annotations

from threading import Event, Thread

import pytest

from framework_compare.ui.frame import turns


def started(entered: Event, leave: Event, *, aside: bool = False) -> Thread:
    """A run that has begun, stays until it may leave, and may give its turn up meanwhile."""

    def run() -> None:
        with turns.turn():
            if aside:
                turns.step_aside()
            entered.set()
            leave.wait(10)

    thread = Thread(target=run)
    thread.start()
    return thread


def test_a_second_run_begins_when_the_first_has_ended():
    """Not beside it."""
    first, second, leave = Event(), Event(), Event()
    threads = [started(first, leave)]
    assert first.wait(10)
    threads.append(started(second, leave))

    assert not second.wait(0.2)

    leave.set()

    assert second.wait(10)
    for thread in threads:
        thread.join(10)


def test_nobody_waits_for_a_run_that_has_stepped_aside():
    """And its turn is given up once, not twice: a third one still waits for the second."""
    slow, second, third, leave = Event(), Event(), Event(), Event()
    threads = [started(slow, leave, aside=True)]
    assert slow.wait(10)
    threads.append(started(second, leave))
    assert second.wait(10)
    threads.append(started(third, leave))

    assert not third.wait(0.2)

    leave.set()

    assert third.wait(10)
    for thread in threads:
        thread.join(10)


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_a_run_that_breaks_off_gives_its_turn_up(error: type[BaseException]):
    """As Streamlit's stops and reruns do, which are no ordinary errors."""
    with pytest.raises(error), turns.turn():
        raise error

    entered, leave = Event(), Event()
    leave.set()
    started(entered, leave).join(10)

    assert entered.is_set()
