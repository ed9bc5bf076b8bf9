"""The record as a file: written and read by one class, so that no key can be lost unseen."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from framework_compare import Catalogue, DataError
from framework_compare.catalogue.folder import DATA
from framework_compare.decisions.record import (
    TrackRecord,
    load_track_record,
    rate_of,
    record_problems,
)
from tests.track_records import NOTHING, rate, scored, track_record

FILE = "measurements/validation.json"
SHIPPED = (DATA / FILE).read_text(encoding="utf-8")
Step = str | int


def keys_in(raw: object, path: tuple[Step, ...] = ()) -> Iterator[tuple[tuple[Step, ...], bool]]:
    """Yield the path of every key, in lists too, and whether it is empty there."""
    if isinstance(raw, dict):
        for key, value in raw.items():
            yield (*path, key), value is None
            yield from keys_in(value, (*path, key))
    elif isinstance(raw, list):
        for place, value in enumerate(raw):
            yield from keys_in(value, (*path, place))


def every_key() -> list[tuple[Step, ...]]:
    """Every key of the shipped record; of a list's entries the first that has it so."""
    first: dict[object, tuple[Step, ...]] = {}
    for path, empty in keys_in(json.loads(SHIPPED)):
        kind = tuple("*" if isinstance(step, int) else step for step in path)
        first.setdefault((kind, empty), path)
    return list(first.values())


def spoilt(spoil: Callable[[dict[str, Any], str], None], path: tuple[Step, ...]) -> str:
    """Return the shipped record's text with one of its tables changed."""
    raw = json.loads(SHIPPED)
    table = raw
    for step in path[:-1]:
        table = table[step]
    spoil(table, str(path[-1]))
    return json.dumps(raw)


def unnamed(
    folder: Path,
    spoil: Callable[[dict[str, Any], str], None],
    called: Callable[[str], str] = lambda key: key,
) -> list[tuple[Step, ...]]:
    """Return the keys whose spoiling is not told by their path, or in the words of their table."""
    (folder / "measurements").mkdir()
    found = []
    for path in every_key():
        (folder / FILE).write_text(spoilt(spoil, path), encoding="utf-8")
        place = ".".join(map(str, (*path[:-1], called(str(path[-1])))))
        if not any(
            problem.path == place
            or (place.startswith(problem.path) and f"{path[-1]} must " in problem.message)
            for problem in record_problems(folder)
        ):
            found.append(path)
    return found


def test_a_renamed_key_is_an_error_that_names_it(tmp_path: Path) -> None:
    """Every key of the shipped record, one at a time."""

    def rename(table: dict[str, Any], key: str) -> None:
        table[f"{key}_"] = table.pop(key)

    assert unnamed(tmp_path, rename, lambda key: f"{key}_") == []


def test_a_dropped_key_is_an_error_that_names_it(tmp_path: Path) -> None:
    """None is read as nought, as nothing, or as none."""

    def drop(table: dict[str, Any], key: str) -> None:
        del table[key]

    assert unnamed(tmp_path, drop) == []


def test_a_figure_that_exists_cannot_be_empty(tmp_path: Path) -> None:
    """Nor can one be there of nothing; only a miss may have no champion, where none fits."""

    def turn(table: dict[str, Any], key: str) -> None:
        table[key] = None if table[key] is not None else 0.5

    assert {path[-1] for path in unnamed(tmp_path, turn)} == {"champion"}


def test_the_message_names_the_file_and_the_cure(tmp_path: Path) -> None:
    """As a reader of the command meets it."""
    (tmp_path / "measurements").mkdir()
    (tmp_path / FILE).write_text(SHIPPED.replace('"advised"', '"adviced"'), encoding="utf-8")
    cure = "`evaluate --save` writes the file anew"
    with pytest.raises(DataError) as error:
        load_track_record(tmp_path)

    assert set(str(error.value).splitlines()) == {
        f"data/{FILE}: pairings.advised: Field required; {cure}",
        f"data/{FILE}: pairings.adviced: is not a key here; {cure}",
    }


@pytest.mark.parametrize("text", [SHIPPED, json.dumps(NOTHING, indent=1) + "\n"])
def test_a_record_is_written_as_it_was_read(text: str) -> None:
    """To the last byte: the one that is shipped, and one of no case."""
    record = TrackRecord.model_validate_json(text)

    assert text == record.to_json()


def test_what_does_not_exist_is_left_out_only_where_it_does_not() -> None:
    """Without a case there is no interval over teams."""
    raw = copy.deepcopy(json.loads(track_record(scored("all", rate(4, 3, 0.3, 0.95))).to_json()))
    del raw["all"]["clustered"]

    with pytest.raises(ValueError, match="clustered must be there where n is 4"):
        TrackRecord.model_validate_json(json.dumps(raw))


def test_nothing_saved_is_no_record(tmp_path: Path) -> None:
    """The page then says so."""
    assert load_track_record(tmp_path) is None


def test_the_shipped_record_is_of_the_shipped_data(catalogue: Catalogue) -> None:
    """The figures on the evidence page were made with the data that is shipped."""
    record = load_track_record()

    assert record is not None
    assert record.catalogue == catalogue.digest


def test_no_cases_have_no_share() -> None:
    """Nothing is claimed of nothing."""
    assert rate_of([]).share is None
