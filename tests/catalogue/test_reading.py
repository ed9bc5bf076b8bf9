"""How data/ is read: nothing is converted, and only the cause of a problem is told."""

from __future__ import annotations

import copy
import datetime
import re
import shutil
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framework_compare import DataError, load_catalogue
from framework_compare.__main__ import main
from framework_compare.catalogue.folder import DATA
from framework_compare.catalogue.loading import read_catalogue
from framework_compare.catalogue.reading import first_of_each
from framework_compare.decisions.record import record_problems
from framework_compare.errors import Problem

TOML = sorted(path.relative_to(DATA).as_posix() for path in DATA.rglob("*.toml"))
RECORDS = ("measurements/lab.json", "measurements/validation.json")
HAVING_LISTS = {
    "article.toml": ("comparison", "deployment", "choose"),
    "blocks.toml": ("block", "need", "host"),
    "claims.toml": ("claim",),
    "contradictions.toml": ("contradiction",),
    "criteria.toml": ("group", "criterion"),
    "faq.toml": ("faq",),
    "frameworks/flask.toml": ("strengths", "watch_out"),
    "goals.toml": ("goal",),
    "lab.toml": ("experiment",),
    "measured.toml": (
        *("design", "grade", "status", "visitors", "settled"),
        *("support", "beyond", "figure", "beside"),
    ),
    "overlaps.toml": ("overlap",),
    "pairings.toml": ("pairing",),
    "presets.toml": ("preset",),
    "questions.toml": ("section", "question"),
    "sources.toml": ("source",),
}
"""What no file may be without, although an empty list is a list."""
read_toml = tomllib.loads  # under its own name, since tests put another in its place


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of data/ to spoil."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


@lru_cache(maxsize=64)
def parsed(text: str) -> dict[str, Any]:
    """What a file holds; read once for all mutations."""
    return read_toml(text)


def text_of(name: str) -> str:
    return (DATA / name).read_text(encoding="utf-8")


def problems_with(name: str, content: dict[str, Any]) -> list[Problem]:
    """Everything that is complained of where one file holds this."""
    own = text_of(name)
    with mock.patch.object(tomllib, "loads", lambda text: content if text == own else parsed(text)):
        return list(read_catalogue(graded=False)[1])


def nodes(
    value: Any, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every path in a file with what stands there."""
    if path:
        yield path, value
    steps = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for step, inner in steps:
        yield from nodes(inner, (*path, step))


def changed(content: dict[str, Any], path: tuple[str | int, ...], *value: Any) -> dict[str, Any]:
    """The same with one value replaced, or taken out where none is given."""
    copied = copy.deepcopy(content)
    place: Any = copied
    for step in path[:-1]:
        place = place[step]
    if value:
        place[path[-1]] = value[0]
    else:
        del place[path[-1]]
    return copied


def wrong_for(value: Any) -> list[Any]:
    """What looks like the value and is of another type."""
    match value:
        case bool():
            return [1, str(value).lower()]
        case int():
            return [str(value), True]
        case float():
            return [str(value), True, datetime.date(2026, 1, 1)]
        case str():
            return [7, 2.5, True, [value]]
        case datetime.date():
            return [str(value), 2026, datetime.datetime(2026, 1, 1, 12)]
        case list():
            return ["words", 7, {"a": "table"}]
        case _:
            return ["words", 2.5, [value]]


def key_of(path: tuple[str | int, ...]) -> str:
    """The last name on a path: what a reader searches the file for."""
    return [step for step in path if isinstance(step, str)][-1]


@pytest.mark.parametrize("name", TOML)
@given(data=st.data())
@settings(max_examples=3)
def test_a_value_of_another_type_is_named_with_its_key(name: str, data: st.DataObject) -> None:
    """A value of another type is never accepted and never ends in a traceback.

    Text for a number, 1 for true, a number for a word, a word for a table.
    """
    path, value = data.draw(st.sampled_from(list(nodes(parsed(text_of(name))))))
    wrong = data.draw(st.sampled_from(wrong_for(value)))
    problems = problems_with(name, changed(parsed(text_of(name)), path, wrong))

    assert {problem.where for problem in problems} == {f"data/{name}"}
    assert any(key_of(path) in f"{problem.path} {problem.message}" for problem in problems)


@pytest.mark.parametrize("name", TOML)
@given(data=st.data())
@settings(max_examples=2)
def test_what_is_taken_out_breaks_no_check(name: str, data: st.DataObject) -> None:
    """Whatever is taken out, the data are sound, or the problem is a file's own.

    That is any key or entry, and any list made empty.
    """
    path, value = data.draw(st.sampled_from(list(nodes(parsed(text_of(name))))))
    without = [changed(parsed(text_of(name)), path)]
    without += [changed(parsed(text_of(name)), path, [])] if isinstance(value, list) else []
    for content in without:
        assert all(problem.where.startswith("data/") for problem in problems_with(name, content))


@pytest.mark.parametrize(
    ("name", "path", "wrong", "said"),
    [
        (
            "frameworks/flask.toml",
            ("capability", "customization", "low"),
            "0.4",
            "must be a valid number, got '0.4'",
        ),
        ("measured.toml", ("design", 0, "keeps_sessions"), 1, "must be a valid boolean, got 1"),
        ("model.toml", ("draws", "count"), 10000.5, "must be a valid integer, got 10000.5"),
        (
            "sources.toml",
            ("source", 0, "as_of"),
            "2026-01-01",
            "must be a valid date, got '2026-01-01'",
        ),
        ("pairings.toml", ("rule",), 2.5, "must be a table, got 2.5"),
        ("faq.toml", ("faq",), [], "must be an array of at least one table, got []"),
    ],
)
def test_what_is_allowed_and_what_was_found_is_said(
    name: str, path: tuple[str, ...], wrong: Any, said: str
) -> None:
    """One line each, at its path."""
    (problem,) = problems_with(name, changed(parsed(text_of(name)), path, wrong))

    assert problem.message == said
    assert problem.path.endswith(str(path[-1]))


@pytest.mark.parametrize(
    ("name", "key"), [(name, key) for name, keys in HAVING_LISTS.items() for key in keys]
)
def test_a_list_that_pages_show_is_not_empty(name: str, key: str) -> None:
    """Whether it is emptied or left out."""
    for content in (
        changed(parsed(text_of(name)), (key,), []),
        changed(parsed(text_of(name)), (key,)),
    ):
        problems = problems_with(name, content)

        assert {f"data/{name}"} == {problem.where for problem in problems}
        assert {problem.path for problem in problems} <= {key, ""}


@pytest.mark.parametrize(
    "name", ["faq.toml", "frameworks/flask.toml", "pairings.toml", "sources.toml", *RECORDS]
)
@pytest.mark.parametrize(
    "content", ["", "{", bytes(range(256)), None], ids=["empty", "brace", "noise", "folder"]
)
def test_a_file_that_cannot_be_read_is_one_problem(
    folder: Path, name: str, content: str | bytes | None
) -> None:
    """Whatever else cites it, names it or counts it."""
    path = folder / name
    path.unlink()
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    with mock.patch.object(tomllib, "loads", parsed):
        (problem,) = (*read_catalogue(folder)[1], *record_problems(folder))

    assert (f"data/{name}", "") == (problem.where, problem.path)


@pytest.mark.parametrize("name", [*TOML, "measurements/lab.json"])
def test_a_missing_file_is_one_problem(folder: Path, name: str) -> None:
    """One framework's file is one line, and so are the sources that everything cites."""
    (folder / name).unlink()
    with mock.patch.object(tomllib, "loads", parsed):
        (problem,) = read_catalogue(folder, graded=name in RECORDS)[1]

    assert problem.where == f"data/{name}"
    assert problem.message.startswith("must be ")


@pytest.mark.parametrize(
    "content", [f"a = {'9' * 5000}", f"a = {'[' * 3000}"], ids=["digits", "depth"]
)
def test_what_no_reader_takes_is_a_problem(folder: Path, content: str) -> None:
    """More digits, or deeper nesting, than Python reads."""
    (folder / "faq.toml").write_text(content)
    (problem,) = read_catalogue(folder)[1]

    assert problem.where == "data/faq.toml"


def test_a_mistake_elsewhere_is_named_beside_a_missing_file(folder: Path) -> None:
    """The missing file first; a check that does not need it still runs."""
    presets = folder / "presets.toml"
    presets.write_text(presets.read_text().replace('goal = "ml_model_demo"', 'goal = "demo"', 1))
    (folder / "sources.toml").unlink()
    missing, wrong = read_catalogue(folder)[1]

    assert (missing.where, wrong.where) == ("data/sources.toml", "data/presets.toml")


def test_a_check_that_breaks_off_is_a_problem(capsys: pytest.CaptureFixture[str]) -> None:
    """Named, with what happened, and everything else is still checked."""
    with mock.patch(
        "framework_compare.catalogue.checks.parse_requirement", side_effect=KeyError("broken")
    ):
        code = main(["check"])
    said = capsys.readouterr().out.splitlines()

    assert code == 1
    assert said == [
        "data: the check 'questions' could not be finished: KeyError: 'broken'",
        "data: the check 'presets' could not be finished: KeyError: 'broken'",
    ]


def test_check_reads_the_record_of_real_decisions(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A record that no page could show is no 'no problems'; the cure is said."""
    (folder / "measurements" / "validation.json").write_text("{")

    assert main(["check", "--data", str(folder)]) == 1
    assert capsys.readouterr().out.startswith(
        "data/measurements/validation.json: must be JSON: EOF while parsing"
    )


def test_text_is_no_number_in_the_record_either(folder: Path) -> None:
    """What was saved as numbers is read as numbers."""
    path = folder / "measurements" / "validation.json"
    path.write_text(re.sub(r'"cases": \d+', '"cases": "1"', path.read_text()))
    (problem,) = record_problems(folder)

    assert (problem.path, "got '1'" in problem.message) == ("cases", True)


def test_a_missing_folder_is_one_line_with_the_cure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The one line says where data/ was looked for, and how to run instead.

    This is what happens after a plain installation, which ships no data.
    """
    nowhere = tmp_path / "site-packages" / "data"
    with pytest.raises(DataError) as raised:
        load_catalogue(nowhere)
    assert main(["check", "--data", str(nowhere)]) == 1
    said = capsys.readouterr().out

    assert [str(raised.value)] == said.splitlines()
    assert str(nowhere) in said
    assert "pip install -e ." in said


def test_ten_problems_of_a_file_are_told_and_the_others_counted(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file with many does not hide another's only one."""
    path = folder / "sources.toml"
    path.write_text(path.read_text().replace('fact = "', 'fakt = "'))
    (folder / "faq.toml").write_text("")
    main(["check", "--data", str(folder)])
    said = capsys.readouterr().out.splitlines()

    assert said[0] == "data/faq.toml: must hold something, found nothing"
    assert len(said) == 12
    assert all(line.startswith("data/sources.toml: source.") for line in said[1:11])
    assert said[11].startswith("data/sources.toml: and ")
    with pytest.raises(DataError) as raised:
        load_catalogue(folder)
    assert str(raised.value).splitlines() == said


def test_one_problem_more_is_one_problem() -> None:
    """Eleven are ten and one more."""
    told = first_of_each(Problem("data/x.toml", str(number), "is wrong") for number in range(11))

    assert str(told[-1]) == "data/x.toml: and 1 more problem"
