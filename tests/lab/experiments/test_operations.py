"""Waiters, a job and a large file, with pages and an app that only pretend."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from framework_compare.catalogue.experiments import RunSize
from framework_compare.lab.bench import Bench, Reading, Unit
from framework_compare.lab.errors import NoAnswer, WrongAnswer
from framework_compare.lab.experiments import operations
from framework_compare.lab.job_apps import Change, load_job_app
from framework_compare.lab.job_pages import Site
from framework_compare.lab.registry import load_entrants
from framework_compare.lab.settings import load_settings

pytest.importorskip("playwright")

DESIGN = load_settings().design("E15")
SHORT = {
    **{name: RunSize(quick=0, full=0) for name in ("wait_s", "job_s", "rest_s")},
    **{name: RunSize(quick=0.01, full=0.01) for name in ("longest_s", "longest_upload_s")},
    "upload_mb": RunSize(quick=1, full=1),
}
UNIT = Unit(
    DESIGN.model_copy(update={"sizes": {**DESIGN.sizes, **SHORT}}), "flask", "", 1, quick=True
)
WAITERS = int(UNIT.number("waiters"))


@dataclass
class App:
    """An app that answers at once, unless it is told otherwise."""

    file: Path
    blocks: bool = False
    keeps: str = "mine"
    """Whose page shows a job's result: ``mine``, ``everybody``'s, or ``nobody``'s."""
    waits: bool = True
    accepts: bool = True
    address: str = "http://app"
    shown: list[str] = field(default_factory=list)
    done: bool = False
    profiles: list[int] = field(default_factory=list)
    """Pages of each browser profile."""

    def note(self, what: str, number: float = 0) -> None:
        """Write down what happened, as the apps do."""
        with self.file.open("a", encoding="ascii") as file:
            file.write(f"{time.time()} {what} {number}\n")

    def press(self, name: str) -> None:
        """Do what a button does."""
        if name == "Wait" and self.waits:
            self.note("waiting")
            self.note("waited")
        if name == "Start job":
            self.shown = [] if self.blocks else ["Job started"]
            self.done = True
            self.note("done")

    def threads(self) -> int:
        """A server of one thread."""
        return 1

    def memory(self) -> SimpleNamespace:
        """So many MB for each page that was opened, and for the file."""
        received = "received" in self.file.read_text("ascii") if self.file.exists() else False
        return SimpleNamespace(proportional=10.0 * sum(self.profiles) + 300 * received)


class Page:
    """A page of one visitor."""

    def __init__(self, app: App, visitor: int) -> None:
        self.app, self.visitor, self.loads = app, visitor, 0

    def goto(self, _: str = "") -> None:
        self.loads += 1

    reload = goto

    @property
    def context(self) -> Any:
        """A browser that is told what to do; nothing is under way."""
        return SimpleNamespace(new_cdp_session=lambda _: SimpleNamespace(send=lambda _: None))

    def wait_for_timeout(self, _: float) -> None:
        """The moments pass by themselves."""

    def shows(self, text: str) -> bool:
        if text == "Job started":
            return text in self.app.shown and self.loads == 1
        mine = self.app.keeps == "everybody" or (self.app.keeps == "mine" and self.visitor == 1)
        return self.app.done and mine and self.loads > (1 if self.visitor == 1 else 0)

    def get_by_text(self, text: str) -> Any:
        return SimpleNamespace(
            first=SimpleNamespace(count=lambda: 1, is_visible=lambda: self.shows(text))
        )

    def get_by_role(self, _: str, *, name: str, exact: bool) -> Any:
        assert exact

        def pressed(*_: object, **__: object) -> None:
            self.app.press(name)

        return SimpleNamespace(
            wait_for=lambda: None,
            count=lambda: int(name != "Send"),
            click=pressed,
            evaluate=pressed,
        )

    def locator(self, _: str) -> Any:
        def sent(path: Path) -> None:
            if self.app.accepts:
                self.app.note("received", path.stat().st_size)

        return SimpleNamespace(first=SimpleNamespace(set_input_files=sent))


class Browser:
    """A browser whose profiles are visitors."""

    def __init__(self, app: App) -> None:
        self.app = app

    def new_context(self) -> Any:
        self.app.profiles.append(0)
        number = len(self.app.profiles)

        def new_page() -> Page:
            self.app.profiles[number - 1] += 1
            return Page(self.app, number)

        return SimpleNamespace(new_page=new_page, close=lambda: None)


@pytest.fixture
def app(tmp_path: Path) -> App:
    """An app that does everything right."""
    return App(tmp_path / "effects.txt")


def values(app: App, ask: Callable[..., Iterator[Reading]], *more: object) -> dict[str, float]:
    """Return what one part reads of it."""
    site = Site(cast("Any", app), app.file, UNIT)
    return {reading.metric: reading.value for reading in ask(Browser(app), site, *more)}


def test_waiters_share_a_profile_as_far_as_its_connections_go(app: App) -> None:
    """And every one of them waits."""
    found = values(app, operations._waiting)

    assert (sum(app.profiles), max(app.profiles)) == (WAITERS, UNIT.number("pages_per_profile"))
    assert found["waiters_at_once"] == 1
    assert found["waiters_threads"] == 0
    assert 0 <= found["waiters_s"] < 60


def test_waiters_who_are_never_answered_give_no_numbers(app: App) -> None:
    """Rather than those of the ones who were."""
    app.waits = False

    with pytest.raises(NoAnswer, match=f"flask: {WAITERS} who wait"):
        values(app, operations._waiting)


@pytest.mark.parametrize(
    ("change", "expected"),
    [({}, (0, 1, 1)), ({"blocks": True}, (1, 1, 1)), ({"keeps": "nobody"}, (0, 1, 0))],
)
def test_a_job_is_started_survives_and_is_seen(
    app: App, change: dict[str, Any], expected: tuple[int, int, int]
) -> None:
    """Each told apart."""
    found = values(replace(app, **change), operations._job)

    assert tuple(found.values()) == expected
    assert list(found) == ["job_blocks_page", "job_survives_reload", "job_seen_after_reload"]


def test_a_result_that_another_visitor_sees_is_an_error_of_the_app(app: App) -> None:
    """It is not kept for the one who started the job."""
    app.keeps = "everybody"

    with pytest.raises(WrongAnswer, match="flask: a job's result at another visitor"):
        values(app, operations._job)


def test_memory_of_an_upload_is_held_against_an_open_page(app: App, tmp_path: Path) -> None:
    """What the page itself takes is none of it."""
    found = values(app, operations._upload, operations._file(tmp_path / "sent.bin", 1))

    assert (found["upload_accepted"], found["upload_peak_mb"]) == (1, 300)
    assert "upload_s" in found


def test_a_file_that_does_not_arrive_takes_no_time(app: App, tmp_path: Path) -> None:
    """It is not accepted, and that is all."""
    app.accepts = False
    found = values(app, operations._upload, operations._file(tmp_path / "sent.bin", 1))

    assert found == {"upload_accepted": 0, "upload_peak_mb": 0}


@pytest.mark.parametrize(("repeat", "others"), [(1, 7), (2, 0)])
def test_later_repeats_have_their_waiters_only(
    app: App, bench: Bench, monkeypatch: pytest.MonkeyPatch, repeat: int, others: int
) -> None:
    """A yes or a no is asked once; a setting is tried where there is one."""
    served: list[Change | None] = []

    @contextlib.contextmanager
    def serve(change: Change | None) -> Iterator[Site]:
        served.append(change)
        app.file.unlink(missing_ok=True)
        yield Site(cast("Any", app), app.file, UNIT)

    monkeypatch.setattr(operations, "server_of", lambda *_: serve)
    monkeypatch.setattr(operations, "browser", lambda: contextlib.nullcontext(Browser(app)))
    app.keeps = "nobody"
    metrics = [one.metric for one in operations.measure(bench, replace(UNIT, repeat=repeat))]

    assert served == [None, load_job_app("flask").waiting]
    assert len(metrics) == len(set(metrics)) == 5 + others


def test_a_number_of_threads_is_that_of_those_who_wait() -> None:
    """Whoever sets it has to know how many that will be."""
    told = {
        name: change.arguments[-1]
        for name in load_entrants()
        if (change := load_job_app(name).waiting) and "--threads" in change.arguments
    }

    assert set(told) == {"dash", "django", "flask"}
    assert set(told.values()) == {f"{DESIGN.number('waiters', quick=False):g}"}


@pytest.mark.parametrize("entrant", ["dash", "django", "flask"])
def test_no_worker_is_ended_while_the_lab_waits_for_it(entrant: str) -> None:
    """Gunicorn's own limit of 30 seconds is below what an upload may take here."""
    start = load_job_app(entrant).start
    allowed = float(start[start.index("--timeout") + 1])

    assert allowed > DESIGN.number("longest_upload_s", quick=False)
