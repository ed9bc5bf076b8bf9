"""The starter: the very app that the lab measures, as an archive that runs when it is unpacked.

An option of two frameworks gives two folders: the screens, and the service that they ask for each
prediction.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Final

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.errors import DataError, Problem, shown
from framework_compare.starters.projects import APPS, JOINING, project_files
from framework_compare.vocabulary import FrameworkId

_RECORD: Final = "decision-record.md"
_OURS: Final = "entrant.toml"
"""What only the lab reads."""
_COMMAND: Final = re.compile(r"^## Run\s+```\w*\n(?P<command>.+?)\n```", re.MULTILINE | re.DOTALL)
_ADDRESS: Final = re.compile(r"<(?P<address>http://localhost:\d+)>")
_SERVICE_PORTS: Final = {"gunicorn": " --bind 127.0.0.1:9000", "uvicorn app:app": " --port 9000"}
"""How each server is told the port at which the screens look for the service."""


def starter_name(option: str) -> str:
    """Return the archive's file name: ``starter-streamlit-fastapi.zip``."""
    return f"starter-{_folder(option)}.zip"


def starter_archive(option: str, catalogue: Catalogue, record: str = "") -> bytes:
    """Return an option's starter project as a ZIP archive.

    Parameters
    ----------
    option
        one framework, or two joined by a plus sign.
    catalogue
        names the option's parts.
    record
        the decision record, put beside the code; left out where it is empty.

    Returns
    -------
    bytes
        one folder with everything in it; the same bytes for the same arguments.

    Raises
    ------
    DataError
        where a project's README does not say how to run it.
    """
    files = dict(
        _of_two(option, catalogue)
        if option in catalogue.pairings
        else _project(catalogue.parts(option)[0])
    )
    if record:
        files[_RECORD] = record.encode()
    return packed({f"{_folder(option)}/{name}": files[name] for name in files}, catalogue)


def packed(files: Mapping[str, bytes], catalogue: Catalogue) -> bytes:
    """Return files as a ZIP archive, dated as the evidence is: the same bytes for the same files.

    Parameters
    ----------
    files
        by their path in the archive.
    """
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, (*_date(catalogue), 0, 0, 0))
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, files[name])
    return written.getvalue()


def _folder(option: str) -> str:
    return option.replace("+", "-")


def _date(catalogue: Catalogue) -> tuple[int, int, int]:
    as_of = catalogue.model.as_of
    return as_of.year, as_of.month, as_of.day


def _project(framework: FrameworkId) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of every file of one framework's project."""
    for name, path in project_files(APPS / framework).items():
        if name != _OURS:
            yield name, path.read_bytes()


def _of_two(option: str, catalogue: Catalogue) -> Iterator[tuple[str, bytes]]:
    screens, service = catalogue.parts(option)
    for name, content in _project(service):
        yield f"{service}/{name}", content
    for name, content in _project(screens):
        yield f"{screens}/{'local.py' if name == 'reference.py' else name}", content
    for path in JOINING.glob("*.py"):
        yield f"{screens}/{path.name}", path.read_bytes()
    yield "README.md", _readme(option, catalogue).encode()


def _readme(option: str, catalogue: Catalogue) -> str:
    """Return how the two parts are run together."""
    screens, service = catalogue.parts(option)
    names = catalogue.frameworks
    command, address = _said(screens)
    serving, _ = _said(service)
    port = next(
        (port for program, port in _SERVICE_PORTS.items() if serving.endswith(program)), None
    )
    if port is None:
        ends = " or ".join(_SERVICE_PORTS)
        raise DataError(
            [Problem(f"{service}/README.md", "Run", f"must end in {ends}, got {shown(serving)}")]
        )
    serving += port
    return f"""# People, in {catalogue.option_name(option)}

A filterable table, a chart and a small prediction form over 2,000 made-up people.
{names[screens].name} draws the screens; each prediction is asked from a service in \
{names[service].name},
which other programs can ask, too.

## Run

In one terminal the service:

```
cd {service} && {serving}
```

In another the screens, then open <{address}>:

```
cd {screens} && {command}
```

## What is where

| file | what it is |
|---|---|
| `{service}/` | the service: a project of its own, with its README; it has a small page, too |
| `{screens}/` | the screens: likewise |
| `{screens}/reference.py` | asks the service; the variable `SERVICE_URL` says \
where it is (`http://127.0.0.1:9000`) |
| `{screens}/local.py`, `people.csv` | the table and its filters; replace them with yours |

The tests of the screens compare with what the service answers: start it first.
"""


def _said(framework: FrameworkId) -> tuple[str, str]:
    """Return the command and the address that a project's README tells."""
    text = (APPS / framework / "README.md").read_text(encoding="utf-8")
    command, address = _COMMAND.search(text), _ADDRESS.search(text)
    if command is None or address is None:
        lacks = "a command" if command is None else "an address such as <http://localhost:8000>"
        found = shown(text.partition("## Run")[2][:200])
        raise DataError(
            [Problem(f"{framework}/README.md", "Run", f"must hold {lacks}, got {found}")]
        )
    return command["command"], address["address"]
