"""Hostile files and links, through the functions of app and command line, and through the app."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import parse_qs

from streamlit.testing.v1 import AppTest

from framework_compare import (
    Problem,
    Requirement,
    RequirementError,
    from_query,
    load_catalogue,
    parse_requirement,
    recommend,
    to_query,
)
from framework_compare.present.problems import problem_in_words
from framework_compare.requirement.files import items_of
from framework_compare.requirement.model import LONGEST_FILE
from framework_compare.requirement.parsing import parse_json
from tests.decisions.reading import read_cases
from tests.fuzz.counting import ANSWERED, REFUSED, Count
from tests.fuzz.making import Maker
from tests.ui.conftest import ROOT

_EVERY_SCORED = 100
"""One of so many requirements that were read is scored as well, which takes a thousand times as
long.
"""
_DRAWS = 200


def files(maker: Maker, number: int) -> Iterator[Count]:
    """As an upload, as a file on the command line, and as a file of decisions."""
    upload, line, cases = (
        Count("files, uploaded"),
        Count("files, on the command line"),
        Count("files, as decisions"),
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "hostile.json"
        for at in range(number):
            content = maker.file()
            scored = at % _EVERY_SCORED == 0
            # The function runs at once, before the loop goes on.
            upload.run(content, lambda: _uploaded(content, upload, scored=scored))  # noqa: B023
            path.write_bytes(content)
            line.run(content, lambda: _told(_problems_of(path), line))
            cases.run(content, lambda: _decisions(path, cases))
    yield from (upload, line, cases)


def _told(problems: Iterable[Problem | RequirementError], count: Count) -> str:
    text = "\n".join(map(str, problems))
    count.told(text)
    return REFUSED if text else ANSWERED


def _uploaded(content: bytes, count: Count, *, scored: bool) -> str:
    catalogue = load_catalogue()
    try:
        requirement = parse_requirement(
            parse_json(content, "f.json", most=LONGEST_FILE), "f.json", inert_musts=True
        )
    except RequirementError as error:
        return _told(
            [Problem("", "", problem_in_words(problem, catalogue)) for problem in error.problems],
            count,
        )
    _reopens(requirement)
    if scored:
        recommend(requirement, catalogue, draws=_DRAWS)
    return ANSWERED


def _problems_of(path: Path) -> Iterator[RequirementError]:
    return (item for _, item in items_of(path) if isinstance(item, RequirementError))


def _decisions(path: Path, count: Count) -> str:
    try:
        read_cases(path)
    except RequirementError as error:
        return _told([error], count)
    return ANSWERED


def _reopens(requirement: Requirement) -> None:
    again, problems = from_query(to_query(requirement))
    assert not problems, f"its own link is refused: {problems[0]}"
    assert again.with_answers(not_needed=()) == requirement.with_answers(not_needed=()), (
        "its link opens another one"
    )


def links(maker: Maker, number: int, in_app: int) -> Iterator[Count]:
    """Read from the query; some of them by the app, in this process."""
    read, shown = Count("links, read"), Count("links, through the app")
    for at in range(number):
        query = maker.query()
        # Both functions run at once, before the loop goes on.
        read.run(query, lambda: _linked(query, read, scored=at % _EVERY_SCORED == 0))  # noqa: B023
        if at * in_app // number != (at + 1) * in_app // number:
            shown.run(query, lambda: _opened(query))  # noqa: B023
    yield from (read, shown)


def parsed(query: str) -> dict[str, list[str]]:
    """A query as a server reads it; nothing where it gives up."""
    try:
        return parse_qs(query, keep_blank_values=True, max_num_fields=10_000)
    except ValueError:
        return {}


def _linked(query: str, count: Count, *, scored: bool) -> str:
    catalogue = load_catalogue()
    requirement, problems = from_query(parsed(query))
    _reopens(requirement)
    if scored:
        recommend(requirement, catalogue, draws=_DRAWS)
    return _told(
        [Problem("", "", problem_in_words(problem, catalogue)) for problem in problems], count
    )


def _opened(query: str) -> str:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, values in parsed(query).items():
        app.query_params[name] = values
    app.run()
    assert not app.exception, app.exception[0].message
    return REFUSED if app.text else ANSWERED
