"""Writing graded cells back into the frameworks' files.

Only their own lines change, comments and order stay.
"""

from __future__ import annotations

import datetime
import json
import re
import tomllib
from collections.abc import Mapping
from typing import Any, Final

from framework_compare.catalogue.evidence import Measurable
from framework_compare.errors import DataError, Problem

_STATEMENT: Final = re.compile(r"^([A-Za-z_]\w*)\s*=\s*(.*)$")
_COMMENT: Final = re.compile(r"^[^\"'#]*(\s+#[^\"']*)$")
_AS_OF: Final = re.compile(r"^as_of = .*$", re.MULTILINE)


def edited(text: str, where: str, path: str, cell: Measurable, now: Measurable) -> str:
    """Return a file's text with one cell as given; only the lines of what differs change.

    Parameters
    ----------
    text
        TOML.
    where
        the file's name, for messages.
    path
        of the cell's table, such as ``capability.scalability``.
    cell, now
        what it is to say, and what it says.

    Raises
    ------
    DataError
        where the table is not there, or anything but the cell would change: nothing is then to be
        written.
    """
    said = now.model_dump()
    wanted = {name: value for name, value in cell.model_dump().items() if value != said[name]}
    lines = text.splitlines(keepends=True)
    header = f"[{path}]"
    starts = [number for number, line in enumerate(lines) if line.split("#")[0].strip() == header]
    if len(starts) != 1:
        raise DataError(
            [Problem(where, path, f"must be there once as {header}, found {len(starts)} times")]
        )
    begin = starts[0] + 1
    end = next(
        (number for number in range(begin, len(lines)) if lines[number].startswith("[")), len(lines)
    )
    made = "".join([*lines[:begin], *_block(lines[begin:end], wanted), *lines[end:]])
    _check_only(text, made, where, path, wanted)
    return made


def _block(lines: list[str], wanted: Mapping[str, Any]) -> list[str]:
    """Return a table's lines with these values.

    What is new comes after the sources, or at the end.
    """
    left, made, after = dict(wanted), [], 0
    statements = _statements(lines)
    is_new = "measurements" in left and all(name != "measurements" for name, _ in statements)
    for name, statement in statements:
        if name in left:
            comment = _COMMENT.match(statement[0].rstrip("\n")) if len(statement) == 1 else None
            made.append(f"{name} = {_toml(left.pop(name))}{comment[1] if comment else ''}\n")
        else:
            made += statement
        if name:
            after = len(made)
        if name == "sources" and is_new:
            made.append(f"measurements = {_toml(left.pop('measurements'))}\n")
            after = len(made)
    return [
        *made[:after],
        *(f"{name} = {_toml(value)}\n" for name, value in left.items()),
        *made[after:],
    ]


def _statements(lines: list[str]) -> list[tuple[str, list[str]]]:
    """Return each statement with its lines; a blank line or a comment has no name."""
    found: list[tuple[str, list[str]]] = []
    closing = ""
    for line in lines:
        if closing:
            found[-1][1].append(line)
            closing = "" if closing in line else closing
            continue
        match = _STATEMENT.match(line)
        found.append((match[1] if match else "", [line]))
        if match and match[2].startswith('"""') and '"""' not in match[2][3:]:
            closing = '"""'
        elif match and match[2].startswith("[") and "]" not in match[2]:
            closing = "]"
    return found


def _toml(value: object) -> str:
    """Return a value as TOML writes it; texts and lists of texts are written as JSON does."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:g}"
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


def _check_only(before: str, after: str, where: str, path: str, wanted: Mapping[str, Any]) -> None:
    old, new = tomllib.loads(before), tomllib.loads(after)
    table, key = path.split(".", 1)
    told = {
        name: list(value) if isinstance(value, tuple) else value for name, value in wanted.items()
    }
    old[table][key] = old[table][key] | told
    if new != old:
        raise DataError(
            [Problem(where, path, "cannot be written without changing more than itself")]
        )


def newer_date(model: str, newest: datetime.date) -> str:
    """Return model.toml with the day that evidence ages to, raised to that of the newest
    measurement.
    """
    today = tomllib.loads(model)["as_of"]
    return _AS_OF.sub(f"as_of = {newest.isoformat()}", model, count=1) if newest > today else model
