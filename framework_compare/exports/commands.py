"""The command line's exports: ``report``, ``record``, ``tables``, ``bundle`` and ``replay``."""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.loading import load_catalogue
from framework_compare.catalogue.own import OwnFramework, joined, read_own
from framework_compare.decisions.likeness import load_likeness
from framework_compare.errors import (
    DataError,
    FrameworkCompareError,
    Problem,
    RequirementError,
    one_of,
    shown,
)
from framework_compare.explain.flips import every_flip
from framework_compare.exports.bundle import (
    LONGEST_BUNDLE,
    Bundle,
    bundle_json,
    bundle_of,
    is_bundle,
)
from framework_compare.exports.pdf import pdf_of
from framework_compare.exports.record import decision_record
from framework_compare.exports.replay import replay
from framework_compare.exports.report.document import report_html
from framework_compare.exports.tables import tables_csv, tables_xlsx
from framework_compare.requirement.files import items_of
from framework_compare.requirement.model import Requirement
from framework_compare.requirement.parsing import parse_json
from framework_compare.requirement.people import Person
from framework_compare.scoring.study import Study

_BAD_INPUT: Final = 2
_CHANGED: Final = 1


@dataclass(frozen=True, slots=True)
class Asked:
    """What a file asks, with everything that travels beside the requirement."""

    study: Study
    requirement: Requirement
    own: tuple[OwnFramework, ...]
    people: tuple[Person, ...] = ()
    link: str = ""


@dataclass(frozen=True, slots=True)
class _Export:
    """One kind of file: what makes it, and how its name ends."""

    help: str
    suffixes: tuple[str, ...]
    """Nothing where a folder is meant."""
    make: Callable[[Asked, argparse.Namespace], Mapping[str, bytes]]
    """The files by the name that is added to what was asked for; by nothing where it is one."""


def _report(asked: Asked, given: argparse.Namespace) -> dict[str, bytes]:
    html = report_html(
        asked.study,
        asked.requirement,
        every_flip(asked.study),
        likeness=load_likeness(),
        made_on=datetime.date.today(),
        link=asked.link,
        people=asked.people,
    )
    return {"": pdf_of(html) if given.out.suffix == ".pdf" else html.encode()}


def _record(asked: Asked, given: argparse.Namespace) -> dict[str, bytes]:
    options = [standing.option for standing in asked.study.verdict.ranking]
    if given.option is not None and given.option not in options:
        said = f"{one_of(options)}, got {shown(given.option)}"
        raise RequirementError([Problem("--option", "", said)])
    flips = every_flip(asked.study)
    text = decision_record(asked.study, asked.requirement, flips, asked.link, given.option)
    return {"": text.encode()}


def _tables(asked: Asked, given: argparse.Namespace) -> Mapping[str, bytes]:
    if given.out.suffix == ".xlsx":
        return {"": tables_xlsx(asked.study, asked.requirement, asked.link)}
    return tables_csv(asked.study, asked.requirement, asked.link)


def _bundle(asked: Asked, given: argparse.Namespace) -> dict[str, bytes]:
    text = bundle_json(
        asked.study,
        asked.requirement,
        likeness=load_likeness(),
        people=asked.people,
        frameworks={one.id: one.text for one in asked.own},
        link=asked.link,
    )
    return {"": text.encode()}


_EXPORTS: Final = {
    "report": _Export(
        "write the report as HTML, or as PDF by Chromium", (".html", ".pdf"), _report
    ),
    "record": _Export("write the decision record as Markdown", (".md",), _record),
    "tables": _Export(
        "write the tables as a workbook, or as CSV into a folder", (".xlsx", ""), _tables
    ),
    "bundle": _Export("write everything as one file that replays", (".json",), _bundle),
}
COMMANDS: Final = (*_EXPORTS, "replay")


def add_commands(commands: Any, epilog: str) -> None:
    """Add the exports and `replay` to the command line."""
    for name, export in _EXPORTS.items():
        command = commands.add_parser(name, help=export.help, epilog=epilog)
        command.add_argument(
            "file", type=Path, metavar="FILE", help="one requirement as JSON, or a bundle"
        )
        command.add_argument("--out", type=_out(export), required=True, metavar="PATH")
        command.add_argument("--item", metavar="ID", help="which one, where the file is a list")
        add_framework(command)
        if name == "record":
            command.add_argument("--option", help="the option that was chosen; the champion's")
    command = commands.add_parser(
        "replay",
        help="compute a bundle anew: say “same”, or what changed and how the verdict moved",
        epilog="Exit codes: 0, the same; 1, something changed; 2, it cannot be read.",
    )
    command.add_argument("file", type=Path, metavar="FILE")


def add_framework(command: argparse.ArgumentParser) -> None:
    """Let a command take frameworks of one's own."""
    command.add_argument(
        "--framework",
        type=Path,
        action="append",
        default=[],
        metavar="TOML",
        help="a framework of your own, as “Compare” offers a template for; several times for more",
    )


def _out(export: _Export) -> Callable[[str], Path]:
    def path(text: str) -> Path:
        found = Path(text)
        if found.suffix not in export.suffixes:
            ends = " or ".join(suffix or "no suffix, for a folder" for suffix in export.suffixes)
            raise argparse.ArgumentTypeError(f"must end with {ends}, got {shown(text)}")
        return found

    return path


def run(given: argparse.Namespace) -> int:
    """Run one of the commands and return its exit code."""
    try:
        if given.command == "replay":
            return _replay(given.file)
        files = _EXPORTS[given.command].make(_asked(given), given)
        return _write(given.out, files)
    except DataError:  # of data/, which no input can mend
        raise
    except FrameworkCompareError as error:
        print(error, file=sys.stderr)
        return _BAD_INPUT


def own_frameworks(paths: Iterable[Path]) -> tuple[OwnFramework, ...]:
    """Read frameworks of one's own that fit the data.

    Raises
    ------
    RequirementError
        with everything that is wrong with any of the files: they are input.
    DataError
        with what is wrong with the data themselves.
    """
    load_catalogue()
    found: list[OwnFramework] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            found.append(read_own(path.name, path.read_bytes()))
        except OSError as error:
            problems.append(Problem(str(path), "", f"must be readable, got {error.strerror}"))
        except DataError as error:
            problems += error.problems
    try:
        _beside(found)
    except RequirementError as error:
        problems += error.problems
    if problems:
        raise RequirementError(problems)
    return tuple(found)


def _asked(given: argparse.Namespace) -> Asked:
    own = own_frameworks(given.framework)
    bundle = _bundle_in(given.file, load_catalogue())
    if bundle is None:
        catalogue = _beside(own)
        requirement = _requirement(given.file, given.item, catalogue)
        return Asked(Study(requirement, catalogue), requirement, own)
    own = (*_brought(bundle), *own)
    study = Study(bundle.requirement, _beside(own))
    return Asked(study, bundle.requirement, own, bundle.people, bundle.link)


def _bundle_in(path: Path, catalogue: Catalogue) -> Bundle | None:
    """Return the bundle that a file is; None where it is meant to be anything else."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    # What is no JSON is told as what is wrong with a requirement.
    try:
        raw = parse_json(content, str(path), huge=True, most=LONGEST_BUNDLE)
    except RequirementError:
        return None
    return bundle_of(raw, str(path), tuple(catalogue.frameworks)) if is_bundle(raw) else None


def _brought(bundle: Bundle) -> tuple[OwnFramework, ...]:
    """Return the frameworks that a bundle brings, or say what is wrong with them."""
    texts = bundle.frameworks.items()
    try:
        return tuple(read_own(f"{name}.toml", text.encode()) for name, text in texts)
    except DataError as error:
        raise RequirementError(error.problems) from None


def _beside(own: Sequence[OwnFramework]) -> Catalogue:
    """Return the data with frameworks of one's own; what is wrong with these is input."""
    catalogue = load_catalogue()
    try:
        return joined(catalogue, own)
    except DataError as error:
        raise RequirementError(error.problems) from None


def _requirement(path: Path, item: str | None, catalogue: Catalogue) -> Requirement:
    """Return the one requirement of a file, or the one that is named."""
    found = list(items_of(path, catalogue.frameworks))
    named = [each for each in found if item is None or each[0] == item]
    if len(named) != 1:
        ids = [id_ for id_, _ in found]
        said = "must hold one requirement, or --item must name one of " + ", ".join(ids[:20])
        raise RequirementError([Problem(str(path), "", f"{said}, got {shown(item)}")])
    asked = named[0][1]
    if isinstance(asked, Exception):
        raise asked
    return asked


def _write(out: Path, files: Mapping[str, bytes]) -> int:
    """Write one file, or several into a folder, which is made where it is not there."""
    try:
        if "" not in files:
            out.mkdir(exist_ok=True)
        for name, content in files.items():
            (out / name if name else out).write_bytes(content)
    except OSError as error:
        print(f"{out}: must be writable, got {error.strerror}", file=sys.stderr)
        return _BAD_INPUT
    return 0


def _replay(path: Path) -> int:
    try:
        content = path.read_bytes()
    except OSError as error:
        said = f"must be readable, got {error.strerror}"
        raise RequirementError([Problem(str(path), "", said)]) from None
    raw = parse_json(content, str(path), most=LONGEST_BUNDLE)
    bundle = bundle_of(raw, str(path), tuple(load_catalogue().frameworks))
    found = replay(bundle, _beside(_brought(bundle)), load_likeness())
    for line in found.lines():
        print(line)
    return 0 if found.same else _CHANGED
