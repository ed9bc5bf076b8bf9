"""Data edited under a running app: sound ones are taken up, others named, read one at a time."""

from __future__ import annotations

import gc
import shutil
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from unittest import mock

import pytest

from framework_compare import DataError, Requirement, recommend
from framework_compare.catalogue.folder import DATA
from framework_compare.catalogue.loading import read_catalogue
from framework_compare.ui.frame import live
from framework_compare.ui.frame.live import LiveData


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of data/ to edit."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


@pytest.fixture
def reads() -> Iterator[mock.Mock]:
    """How often the whole folder was read."""
    with mock.patch.object(live, "read_catalogue", side_effect=read_catalogue) as counted:
        yield counted


def edit(folder: Path, name: str, old: str, new: str) -> None:
    """Replace a text in a file."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_sound_edit_is_taken_up(folder: Path, clock: Clock) -> None:
    """At the next look a second later it has another digest.

    Whoever keeps something large aside is told.
    """
    told = mock.Mock()
    data = LiveData(folder, clock=clock, on_new=told)
    before = data.now()
    edit(folder, "frameworks/dash.toml", 'name = "Dash"', 'name = "Dash, edited"')
    clock.now += 1
    data.look()

    assert data.now().catalogue.frameworks["dash"].name == "Dash, edited"
    assert data.now().catalogue.digest != before.catalogue.digest
    assert told.call_count == 2


def test_an_unsound_edit_is_named_until_it_is_mended(folder: Path, clock: Clock) -> None:
    """The last sound data stay; the mended file is used as it is."""
    data = LiveData(folder, clock=clock)
    before = data.now()
    edit(folder, "faq.toml", "[[faq]]", "[[faq")
    clock.now += 1
    data.look()
    (problem,) = data.problems

    assert problem.where == "data/faq.toml"
    assert data.now() is before

    edit(folder, "faq.toml", "[[faq", "[[faq]]")
    clock.now += 1
    data.look()

    assert not data.problems
    assert data.now() is before


def test_nothing_keeps_the_data_of_before(folder: Path, clock: Clock) -> None:
    """However much was computed from them: twenty edits hold the memory of one."""
    data = LiveData(folder, clock=clock)
    recommend(Requirement(goal="rest_api"), data.now().catalogue)
    older = weakref.ref(data.now().catalogue.frameworks["dash"])
    edit(folder, "frameworks/dash.toml", 'name = "Dash"', 'name = "Dash, edited"')
    clock.now += 1
    data.look()
    gc.collect()

    assert older() is None


@pytest.mark.parametrize("name", ["measurements/validation.json", "measurements/lab.json"])
def test_what_was_measured_is_watched_as_well(folder: Path, clock: Clock, name: str) -> None:
    """A record or a measurement that is broken is named, and one that is gone is gone."""
    data = LiveData(folder, clock=clock)
    before = data.now()
    (folder / name).write_text("{")
    clock.now += 1
    data.look()

    assert [f"data/{name}"] == [problem.where for problem in data.problems]
    assert data.now() is before

    (folder / name).unlink()
    clock.now += 1
    data.look()

    assert not data.problems
    assert data.now() != before


def test_files_are_looked_at_once_a_second_and_read_when_they_changed(
    folder: Path, clock: Clock, reads: mock.Mock
) -> None:
    """However many ask, and not again where nothing or nothing of ours was written."""
    data = LiveData(folder, clock=clock)
    data.now()
    edit(folder, "faq.toml", "# The", "# These are the")
    data.look()

    assert reads.call_count == 1

    clock.now += 1
    data.look()
    data.look()

    assert reads.call_count == 2

    (folder / ".faq.toml.swp").write_text("an editor's own")
    clock.now += 1
    data.look()

    assert reads.call_count == 2


def test_while_one_reads_the_others_go_on(folder: Path, clock: Clock) -> None:
    """With what there is; nobody reads twice."""
    data = LiveData(folder, clock=clock)
    before = data.now()
    edit(folder, "frameworks/dash.toml", 'name = "Dash"', 'name = "Dash, edited"')
    clock.now += 1
    reading, go_on = Event(), Event()

    def slowly(*arguments: object, **named: object) -> object:
        reading.set()
        assert go_on.wait(60)
        return read_catalogue(*arguments, **named)  # type: ignore[arg-type]  # passed on

    with (
        mock.patch.object(live, "read_catalogue", side_effect=slowly) as counted,
        ThreadPoolExecutor(1) as pool,
    ):
        first = pool.submit(data.look)
        assert reading.wait(60)
        data.look()
        seen = data.now()
        go_on.set()
        first.result(60)

    assert seen is before
    assert counted.call_count == 1
    assert data.now().catalogue != before.catalogue


def test_who_comes_while_nothing_was_read_waits_for_the_one_reading(
    folder: Path, reads: mock.Mock
) -> None:
    """A cold start with many visitors reads once."""
    data = LiveData(folder)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: data.now(), range(8)))

    assert all(sound is found[0] for sound in found)
    assert reads.call_count == 1


def test_data_that_never_were_sound_are_an_error_until_they_are(folder: Path, clock: Clock) -> None:
    """Every problem in it; the mended folder is taken up without a restart."""
    (folder / "faq.toml").rename(folder / "faq.txt")
    data = LiveData(folder, clock=clock)
    with pytest.raises(DataError, match=r"^data/faq\.toml: must be readable"):
        data.now()
    (folder / "faq.txt").rename(folder / "faq.toml")
    clock.now += 1

    assert data.now().catalogue.faq
