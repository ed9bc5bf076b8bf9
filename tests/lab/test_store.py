"""The file of results: nothing that was measured is lost, whatever happens."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

from framework_compare.errors import DataError
from framework_compare.lab.errors import LabError
from framework_compare.lab.store import Store
from framework_compare.measured.measurements import Gap, Row, read_measurements
from tests.lab.conftest import conditions


def row(value: float = 1.0, repeat: int = 1, run: int = 0) -> Row:
    return Row(
        run=run,
        experiment="E5",
        framework="flask",
        version="3.1",
        metric="cpu_ms",
        unit="ms",
        value=value,
        repeat=repeat,
        load=0.0,
    )


def test_what_is_added_is_on_disk_at_once(tmp_path: Path) -> None:
    """With its conditions, under the name of its unit."""
    store = Store(tmp_path / "new" / "lab.json", conditions())
    store.add("E5/flask//1", [row()])

    found = read_measurements(store.path, "lab.json")

    assert found is not None
    assert (row(),) == found.rows
    assert found.finished == ("E5/flask//1",)


def test_a_later_run_goes_on_and_keeps_its_own_conditions(tmp_path: Path) -> None:
    """Each row says of which run it is."""
    Store(tmp_path / "lab.json", conditions()).add("E5/flask//1", [row()])
    later = Store(tmp_path / "lab.json", conditions())
    assert later.is_finished("E5/flask//1")
    assert not later.is_finished("E5/flask//2")

    later.add("E5/flask//2", [row(2.0, 2, later.run)])

    assert [one.run for one in later.measurements().rows] == [0, 1]
    assert len(later.measurements().runs) == 2


def test_a_run_that_adds_nothing_leaves_no_trace(tmp_path: Path) -> None:
    """Its conditions describe no row."""
    Store(tmp_path / "lab.json", conditions()).add("E5/flask//1", [row()])

    assert len(Store(tmp_path / "lab.json", conditions()).measurements().runs) == 1


def test_fresh_replaces_what_was_there(tmp_path: Path) -> None:
    """When the first new result is there, not before."""
    path = tmp_path / "lab.json"
    Store(path, conditions()).add("E5/flask//1", [row()])
    fresh = Store(path, conditions("b"), fresh=True)
    before = path.read_text(encoding="utf-8")

    fresh.add("E5/flask//1", [row(9.0)])

    assert "1.0" in before
    assert tuple(one.value for one in fresh.measurements().rows) == (9.0,)


def test_measuring_some_again_forgets_nothing_else(tmp_path: Path) -> None:
    """Other experiments and frameworks stay; nothing is forgotten before the first new result."""
    path = tmp_path / "lab.json"
    old = Store(path, conditions())
    old.add("E5/flask//1", [row()])
    old.add(
        "E6/streamlit/page/1",
        [row(5.0).model_copy(update={"experiment": "E6", "framework": "streamlit"})],
    )
    before = path.read_text(encoding="utf-8")
    fresh = Store(path, conditions(), fresh=True)
    fresh.forget(["E5"], ["flask"])

    assert (fresh.is_finished("E5/flask//1"), fresh.is_finished("E6/streamlit/page/1")) == (
        False,
        True,
    )
    assert path.read_text(encoding="utf-8") == before

    fresh.add("E5/flask//1", [row(9.0)])
    assert sorted(one.value for one in fresh.measurements().rows) == [5.0, 9.0]


def test_another_machines_numbers_are_not_mixed_in(tmp_path: Path) -> None:
    """The message says what can be done."""
    Store(tmp_path / "lab.json", conditions()).add("E5/flask//1", [row()])

    with pytest.raises(LabError, match="another machine"):
        Store(tmp_path / "lab.json", conditions("b"))


def test_a_broken_file_is_never_overwritten(tmp_path: Path) -> None:
    """It is named instead."""
    path = tmp_path / "lab.json"
    path.write_text("{", encoding="utf-8")

    with pytest.raises(DataError, match=r"lab\.json"):
        Store(path, conditions())
    assert path.read_text(encoding="utf-8") == "{"


def test_a_full_disk_loses_nothing_that_was_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old file is whole, half a new one is removed, and the message says where."""
    store = Store(tmp_path / "lab.json", conditions())
    store.add("E5/flask//1", [row()])

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(LabError, match="No space left on device") as error:
        store.add("E5/flask//2", [row(2.0, 2)])

    found = read_measurements(store.path, "lab.json")
    assert found is not None
    assert (row(),) == found.rows
    assert [path.name for path in tmp_path.iterdir()] == ["lab.json"]
    assert str(store.path) in str(error.value)


def test_a_place_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    """Here a folder stands where the new file would be written."""
    (tmp_path / "lab.json.new").mkdir()

    with pytest.raises(LabError, match="must be writable, got Is a directory"):
        Store(tmp_path / "lab.json", conditions()).add("E5/flask//1", [row()])


def test_a_measurement_removes_the_reason_why_there_was_none(tmp_path: Path) -> None:
    """And only that of the same variant."""
    store = Store(tmp_path / "lab.json", conditions())
    for framework in ("flask", "dash"):
        store.add_gap(Gap(experiment="E5", framework=framework, kind="failed", reason="It hung."))

    store.add("E5/flask//1", [row()])

    assert [gap.framework for gap in store.measurements().gaps] == ["dash"]


def test_an_entrant_that_verifies_again_loses_its_reason(tmp_path: Path) -> None:
    """One that does not keeps it."""
    store = Store(tmp_path / "lab.json", conditions())
    store.verified(
        [], {"flask": LabError("flask", "was wrong"), "dash": LabError("dash", "was wrong")}
    )

    store.verified(["flask"], {})

    assert [gap.framework for gap in store.measurements().gaps] == ["dash"]


def test_each_row_has_a_line(tmp_path: Path) -> None:
    """So that two versions of the file can be compared by eye."""
    store = Store(tmp_path / "lab.json", conditions())
    store.add("E5/flask//1", [row(1.0, 1), row(2.0, 2)])
    lines = store.path.read_text(encoding="utf-8").splitlines()

    assert sum('"metric"' in line for line in lines) == 2
    assert json.loads(store.path.read_text(encoding="utf-8"))["format"] == 1
