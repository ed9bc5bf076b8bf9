"""The command line: ``python -m framework_compare verdict|evaluate|check``."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from framework_compare.catalogue import DATA, load_catalogue, read_catalogue
from framework_compare.errors import DataError, RequirementError, shown
from framework_compare.explain import every_flip
from framework_compare.reading import first_of_each
from framework_compare.records import items_of, verdict_record
from framework_compare.scoring.verdict import recommend

__all__ = ["main"]

_BAD_INPUT = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0, 1 where data is wrong, 2 where input is."""
    parser = argparse.ArgumentParser(prog="python -m framework_compare", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    verdict = commands.add_parser("verdict", help="print one JSON object per requirement")
    verdict.add_argument("files", nargs="+", type=Path, metavar="FILE")
    evaluate = commands.add_parser("evaluate", help="compare verdicts with real decisions")
    evaluate.add_argument("file", type=Path, metavar="FILE")
    evaluate.add_argument("--save", type=Path, metavar="JSON", help="also write the figures for the evidence page")
    evaluate.add_argument("--shakes", type=_count, default=200, help="how often all judged numbers are shaken (200)")
    check = commands.add_parser("check", help="validate everything in data/")
    check.add_argument("--data", type=Path, default=DATA, metavar="FOLDER")
    given = parser.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        if given.command == "check":
            return _check(given.data)
        if given.command == "evaluate":
            return _evaluate(given.file, given.save, given.shakes)
        return _verdicts(given.files)
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:  # whoever reads has seen enough
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  # so that closing it says nothing
        return 0


def _count(text: str) -> int:
    """Read a whole number from 0 on."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"must be a whole number from 0 on, got {shown(text)}")
    return int(text)


def _verdicts(files: Sequence[Path]) -> int:
    catalogue = load_catalogue()
    code = 0
    for path in files:
        for id_, requirement in items_of(path):
            if isinstance(requirement, RequirementError):
                print(requirement, file=sys.stderr)
                code = _BAD_INPUT
                continue
            verdict = recommend(requirement, catalogue)
            record = verdict_record(id_, verdict, every_flip(requirement, catalogue))
            print(json.dumps(record, ensure_ascii=False, allow_nan=False), flush=True)
    return code


def _evaluate(path: Path, save: Path | None, shakes: int) -> int:
    from framework_compare.validation import evaluate, read_cases, report  # noqa: PLC0415  # only this command needs it

    catalogue = load_catalogue()
    try:
        cases = read_cases(path)
    except RequirementError as error:
        print(error, file=sys.stderr)
        return _BAD_INPUT
    result = evaluate(cases, catalogue, shakes=shakes)
    print(report(result))
    if save is not None:
        try:
            save.write_text(json.dumps(result, indent=1, ensure_ascii=False, allow_nan=False) + "\n", encoding="utf-8")
        except OSError as error:
            print(f"{save}: must be writable, got {error.strerror}", file=sys.stderr)
            return _BAD_INPUT
    return 0


def _check(folder: Path) -> int:
    catalogue, problems = read_catalogue(folder)
    for problem in first_of_each(problems):
        print(problem)
    if catalogue is not None and not problems:
        print(
            f"{folder.name}: no problems in {len(catalogue.sources)} sources and {len(catalogue.frameworks)} frameworks"
        )
    return 1 if problems or catalogue is None else 0


if __name__ == "__main__":
    sys.exit(main())
