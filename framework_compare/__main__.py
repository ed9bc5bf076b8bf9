"""The command line: ``python -m framework_compare COMMAND``.

COMMAND is verdict, report, record, tables, bundle, replay, evaluate, learn or check.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.folder import DATA
from framework_compare.catalogue.loading import load_catalogue, read_catalogue
from framework_compare.catalogue.own import OwnFramework, with_own
from framework_compare.catalogue.reading import first_of_each
from framework_compare.catalogue.rows import mixed_rows
from framework_compare.decisions.cases import DECISIONS, Case, cases_of, read_decisions
from framework_compare.decisions.choices import choices_of
from framework_compare.decisions.evaluation import evaluate
from framework_compare.decisions.likeness import load_likeness
from framework_compare.decisions.printed import printed
from framework_compare.decisions.record import TrackRecord, record_problems
from framework_compare.decisions.relearning import FILE as LEARNT
from framework_compare.decisions.relearning import changes, learnt_text, relearn, stale, worse
from framework_compare.errors import MOST_PROBLEMS, DataError, RequirementError, fault_line, shown
from framework_compare.explain.flips import every_flip
from framework_compare.exports import commands as exports
from framework_compare.exports.verdict import verdict_record
from framework_compare.requirement.files import items_of
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.study import Study

_BAD_INPUT = 2
_FAULT = 3
_MOST_JOBS = 64
_EXIT_CODES = (
    "Exit codes: 0, all is well; 1, the data is wrong; 2, some input is, while the rest was"
    " answered; 3, a fault of framework_compare hit an item, while the rest was answered (3 also"
    " where some input was wrong)."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    0, 1 where data is wrong, 2 where input is, 3 at a fault of ours.
    """
    parser = argparse.ArgumentParser(
        prog="python -m framework_compare", description=__doc__, epilog=_EXIT_CODES
    )
    commands = parser.add_subparsers(dest="command", required=True)
    verdict = commands.add_parser(
        "verdict", help="print one JSON object per requirement", epilog=_EXIT_CODES
    )
    verdict.add_argument("files", nargs="+", type=Path, metavar="FILE")
    verdict.add_argument(
        "--no-flips", action="store_true", help="leave out what would change the verdict: faster"
    )
    verdict.add_argument(
        "--jobs", type=_jobs, default=1, metavar="N", help="how many processes work at once (1)"
    )
    exports.add_framework(verdict)
    exports.add_commands(commands, _EXIT_CODES)
    evaluate = commands.add_parser(
        "evaluate", help="compare verdicts with real decisions", epilog=_EXIT_CODES
    )
    evaluate.add_argument(
        "file",
        type=Path,
        nargs="?",
        default=DATA / DECISIONS,
        metavar="FILE",
        help="decisions as JSON; those of data/ where none are named",
    )
    evaluate.add_argument(
        "--save", type=Path, metavar="JSON", help="also write the figures for the evidence page"
    )
    evaluate.add_argument(
        "--shakes", type=_count, default=200, help="how often all judged numbers are shaken (200)"
    )
    learn = commands.add_parser(
        "learn", help="learn weights and noise from real decisions", epilog=_EXIT_CODES
    )
    learn.add_argument(
        "file",
        type=Path,
        nargs="?",
        default=DATA / DECISIONS,
        metavar="FILE",
        help="decisions as JSON; those of data/ where none are named",
    )
    learn.add_argument(
        "--write",
        action="store_true",
        help=f"also write data/{LEARNT}; for the decisions of data/",
    )
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
        if given.command == "learn":
            return _learn(given.file, write=given.write)
        if given.command in exports.COMMANDS:
            return exports.run(given)
        own = exports.own_frameworks(given.framework)
        return _verdicts(given.files, own, flips=not given.no_flips, jobs=given.jobs)
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    except RequirementError as error:
        print(error, file=sys.stderr)
        return _BAD_INPUT
    except BrokenPipeError:  # whoever reads has seen enough
        # Standard output stays open until the very end, and closing it must then say nothing.
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
        return 0


def _count(text: str) -> int:
    """Read a whole number from 0 on."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"must be a whole number from 0 on, got {shown(text)}")
    return int(text)


def _jobs(text: str) -> int:
    """Read how many processes may work."""
    if not text.isdecimal() or not 1 <= int(text) <= _MOST_JOBS:
        raise argparse.ArgumentTypeError(
            f"must be a whole number from 1 to {_MOST_JOBS}, got {shown(text)}"
        )
    return int(text)


def _verdicts(
    files: Sequence[Path], own: tuple[OwnFramework, ...], *, flips: bool, jobs: int
) -> int:
    frameworks = with_own(own).frameworks
    items = ((path, *item) for path in files for item in items_of(path, frameworks))
    code = 0
    for place, line in _lines(items, own, flips=flips, jobs=jobs):
        if isinstance(line, Exception):
            code = max(code, _complain(place, line))
        else:
            print(line, flush=True)
    return code


_Item = tuple[Path, str, Requirement | Exception]


def _lines(
    items: Iterable[_Item], own: tuple[OwnFramework, ...], *, flips: bool, jobs: int
) -> Iterator[tuple[str, str | Exception]]:
    """Yield each item's line, or what is wrong with it, in their order."""
    if jobs == 1:
        for path, id_, asked in items:
            found = asked if isinstance(asked, Exception) else _line(id_, asked, own, flips)
            yield f"{path}[{shown(id_)}]", found
        return
    with ProcessPoolExecutor(jobs) as pool:
        waiting = [
            (
                f"{path}[{shown(id_)}]",
                asked
                if isinstance(asked, Exception)
                else pool.submit(_line, id_, asked, own, flips),
            )
            for path, id_, asked in items
        ]
        for place, line in waiting:
            yield place, line.result() if isinstance(line, Future) else line


def _line(
    id_: str, requirement: Requirement, own: tuple[OwnFramework, ...], flips: bool
) -> str | Exception:
    """Return one verdict as a line of JSON, or the fault that it ran into.

    The other items go on either way.
    """
    try:
        study = Study(requirement, with_own(own))
        found = every_flip(study) if flips else ()
        record = verdict_record(id_, study.verdict, found, load_likeness())
        return json.dumps(record, ensure_ascii=False, allow_nan=False)
    except Exception as error:
        return error


def _complain(item: str, error: Exception) -> int:
    """Say on stderr what is wrong with an item, and return the exit code for it."""
    if isinstance(error, RequirementError):
        print(error, file=sys.stderr)
        return _BAD_INPUT
    print(fault_line(item, error), file=sys.stderr)
    return _FAULT


def _cases(path: Path, catalogue: Catalogue) -> tuple[list[Case], int]:
    """Return a file's sound decisions, and the exit code for what is wrong with others."""
    cases: list[Case] = []
    code = refused = 0
    for name, case in cases_of(path, tuple(catalogue.frameworks)):
        if isinstance(case, Case):
            cases.append(case)
            continue
        refused += isinstance(case, RequirementError)
        if refused <= MOST_PROBLEMS or not isinstance(case, RequirementError):
            code = max(code, _complain(name, case))
    if refused > MOST_PROBLEMS:
        print(
            f"{path}: and {refused - MOST_PROBLEMS:,} more decisions with problems", file=sys.stderr
        )
    return cases, code


def _learn(path: Path, *, write: bool) -> int:
    if write and path.resolve() != (DATA / DECISIONS).resolve():
        print(f"{path}: must be {DATA / DECISIONS} where --write is given", file=sys.stderr)
        return _BAD_INPUT
    catalogue = load_catalogue()
    cases, code = _cases(path, catalogue)
    choices = choices_of(cases, catalogue)
    if not len(choices):
        print(
            f"{path}: must hold a decision that counts, found none",
            file=sys.stderr,
        )
        return max(code, _BAD_INPUT)
    found = relearn(choices, catalogue)
    for line in changes(catalogue.learnt, found, catalogue):
        print(line)
    if not write:
        return code
    target = DATA / LEARNT
    if code:
        print(f"{target}: not written, since decisions named above are left out", file=sys.stderr)
        return code
    if worse(catalogue.learnt, found):
        print(f"{target}: not written, since it would forecast worse", file=sys.stderr)
        return 1
    return _written(target, learnt_text(found))


def _written(target: Path, text: str) -> int:
    try:
        target.write_text(text, encoding="utf-8")
    except OSError as error:
        print(f"{target}: must be writable, got {error.strerror}", file=sys.stderr)
        return _BAD_INPUT
    return 0


def _evaluate(path: Path, save: Path | None, shakes: int) -> int:
    catalogue = load_catalogue()
    cases, code = _cases(path, catalogue)
    taught_by = DATA / DECISIONS
    teachers = cases if path.resolve() == taught_by.resolve() else _cases(taught_by, catalogue)[0]
    record, faults = _recorded(cases, teachers, catalogue, shakes)
    for name, error in faults:
        code = max(code, _complain(f"{path}[{shown(name)}]", error))
    if record is None:
        return code
    print(printed(record))
    if save is None:
        return code
    if code:
        print(
            f"{save}: not written, since the figures leave out the cases named above",
            file=sys.stderr,
        )
        return code
    return _written(save, record.to_json())


def _recorded(
    cases: Sequence[Case], teachers: Sequence[Case], catalogue: Catalogue, shakes: int
) -> tuple[TrackRecord | None, list[tuple[str, Exception]]]:
    """Return the record of all sound cases, and what went wrong in others by our own fault.

    Each case is tried alone only where all of them together fail, since that takes twice as long.
    """
    if not cases:
        return None, []
    try:
        return evaluate(cases, catalogue, shakes=shakes, teachers=teachers), []
    except Exception as error:
        fault = error
    faults: list[tuple[str, Exception]] = []
    sound: list[Case] = []
    for case in cases:
        try:
            evaluate([case], catalogue, shakes=shakes, teachers=teachers)
            sound.append(case)
        except Exception as error:
            faults.append((case.id, error))
    if not faults:
        return None, [("all cases together", fault)]
    record, more = _recorded(sound, teachers, catalogue, shakes)
    return record, faults + more


def _check(folder: Path) -> int:
    catalogue, problems = read_catalogue(folder)
    frameworks = catalogue.frameworks if catalogue else None
    decisions, wrong = read_decisions(folder, frameworks)
    # A folder that is not there is told by each of them.
    problems = tuple(dict.fromkeys((*problems, *wrong, *record_problems(folder))))
    if catalogue is not None and not problems:
        problems = tuple(stale(decisions, catalogue))
    for problem in first_of_each(problems):
        print(problem)
    if catalogue is not None and not problems:
        print(
            f"{folder.name}: no problems in {len(catalogue.sources)} sources,"
            f" {len(catalogue.frameworks)} frameworks and {len(decisions)} decisions"
        )
        mixed = tuple(mixed_rows(catalogue))
        if mixed:
            print(f"{len(mixed)} rows whose statuses rest on different kinds of source:")
        for row in mixed:
            print(f"  {row}")
    return 1 if problems or catalogue is None else 0


if __name__ == "__main__":
    sys.exit(main())
