"""The lab's command line: ``python -m framework_compare.lab list|verify|run|report|grade``."""

from __future__ import annotations

import argparse
import os
import shlex
import signal
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from framework_compare.catalogue.folder import DATA
from framework_compare.errors import DataError, FrameworkCompareError, one_of
from framework_compare.lab.bench import Bench, alone
from framework_compare.lab.environments import find_python
from framework_compare.lab.errors import LabError, Unavailable
from framework_compare.lab.experiments import MEASURES
from framework_compare.lab.grade import grade
from framework_compare.lab.machine import conditions, cores, missing
from framework_compare.lab.processes import allow_many_files
from framework_compare.lab.progress import Progress, spoken
from framework_compare.lab.registry import Entrant, load_entrants
from framework_compare.lab.reporting import report
from framework_compare.lab.runner import measure_all, planned, prepared
from framework_compare.lab.settings import load_settings
from framework_compare.lab.store import Store
from framework_compare.measured.measurements import FILE, Measurements, read_measurements

_FAILED, _BAD_INPUT, _INTERRUPTED = 1, 2, 130
_QUICK: Final = "quick.json"
"""Where a quick run writes, below the work folder."""
WORK: Final = (
    Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "framework-compare-lab"
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    0, 1 where something failed, 2 for bad input, 130 where stopped.
    """
    given = _parser().parse_args(arguments)
    # A shell starts what runs in the background with SIGINT ignored.
    for asked in (signal.SIGINT, signal.SIGTERM):
        signal.signal(asked, signal.default_int_handler)
    try:
        if given.command in ("list", "report"):
            return _list() if given.command == "list" else _report(given.file, given.work)
        if given.command == "grade":
            return grade(given.data, given.file, write=given.write)
        allow_many_files()
        bench = Bench(given.work.expanduser().resolve(), cores())
        with alone(bench.work):
            return (_run if given.command == "run" else _verify)(given, bench)
    except KeyboardInterrupt:
        print(
            "\nStopped. What is finished is kept; the same command goes on from there.",
            file=sys.stderr,
        )
        return _INTERRUPTED
    except FrameworkCompareError as error:
        print(error, file=sys.stderr)
        return _BAD_INPUT if isinstance(error, DataError) else _FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m framework_compare.lab", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser(
        "list", help="which entrants and experiments there are, and what is missing for them"
    )
    place = argparse.ArgumentParser(add_help=False)
    place.add_argument(
        "--work",
        type=Path,
        default=WORK,
        metavar="DIR",
        help="for environments and logs (%(default)s)",
    )
    place.add_argument(
        "--python", metavar="PATH", help="interpreter of the entrants (the first of 3.12 and later)"
    )
    verify = commands.add_parser(
        "verify", parents=[place], help="hold every entrant's answers against the reference"
    )
    verify.add_argument("entrants", nargs="*", metavar="ENTRANT")
    run = commands.add_parser(
        "run", parents=[place], help="verify, then measure; goes on where an earlier run stopped"
    )
    run.add_argument("experiments", nargs="*", metavar="EXPERIMENT", help="E1, E2, … (all)")
    run.add_argument(
        "--entrants",
        type=lambda text: text.split(","),
        default=[],
        metavar="ID[,ID…]",
        help="(all)",
    )
    run.add_argument(
        "--quick",
        action="store_true",
        help="fewer repeats and smaller sizes: a proof, not a result",
    )
    run.add_argument(
        "--fresh", action="store_true", help="measure again what is finished, of what is chosen"
    )
    run.add_argument(
        "--out", type=Path, metavar="FILE", help=f"data/{FILE}; a quick run writes into --work"
    )
    reported = commands.add_parser(
        "report", help="print medians with their range; without FILE those that are published"
    )
    reported.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help=f"of measurements (data/{FILE})"
    )
    reported.add_argument(
        "--work",
        type=Path,
        default=WORK,
        metavar="DIR",
        help="where a newer quick run is looked for (%(default)s)",
    )
    graded = commands.add_parser(
        "grade", help="print the cells of data/frameworks/ that follow from the measurements"
    )
    graded.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help=f"of measurements (data/{FILE})"
    )
    graded.add_argument("--data", type=Path, default=DATA, metavar="FOLDER")
    graded.add_argument(
        "--write", action="store_true", help="write those that differ; comments and order stay"
    )
    return parser


def _chosen(names: Iterable[str], known: Iterable[str], what: str) -> list[str]:
    """Return what was named, or all; refuse what does not exist."""
    known = list(known)
    for name in names:
        if name not in known:
            raise LabError(f"{what} {name}", one_of(known))
    return [name for name in known if name in names] or known


def _list() -> int:
    print("Entrants")
    for entrant in load_entrants().values():
        print(
            f"  {entrant.id:10} {entrant.name}, Python {entrant.minimum_python} or"
            f" later{_note(entrant)}"
        )
    print("Experiments")
    for design in load_settings().experiments:
        lacks = "; ".join(filter(None, map(missing, design.needs)))
        print(f"  {design.id:4} {design.title}{f' ({lacks})' if lacks else ''}")
    return 0


def _note(entrant: Entrant) -> str:
    if entrant.unavailable:
        return f": not available: {entrant.unavailable}"
    return f": no driver: {entrant.undriven}" if entrant.undriven else ""


def _verify(given: argparse.Namespace, bench: Bench) -> int:
    entrants = load_entrants()
    chosen = _chosen(given.entrants, entrants, "entrant")
    python, progress = find_python(given.python), Progress()
    ready, refused = prepared((entrants[name] for name in chosen), bench, python, progress)
    for environment in ready.values():
        progress.keep(f"{environment.entrant.name} {environment.version}: every answer is right")
    return _FAILED if any(not isinstance(error, Unavailable) for error in refused.values()) else 0


def _run(given: argparse.Namespace, bench: Bench) -> int:
    settings, entrants, progress = load_settings(), load_entrants(), Progress()
    names = _chosen(given.experiments, [design.id for design in settings.experiments], "experiment")
    chosen = _chosen(given.entrants, entrants, "entrant")
    python = find_python(given.python)
    out = given.out or (bench.work / _QUICK if given.quick else DATA / FILE)
    store = Store(out, conditions(python, quick=given.quick), fresh=given.fresh)
    ready, refused = prepared((entrants[name] for name in chosen), bench, python, progress)
    store.verified(ready, refused)
    store.took_part(ready)
    if given.fresh:
        store.forget(names, ready)
    designs = [settings.design(name) for name in names]
    units = planned(designs, list(ready), quick=given.quick)
    progress.keep(
        f"{len(units)} units, about {spoken(sum(unit.seconds for unit in units))} if all are"
        " measured"
    )
    failed = measure_all(units, MEASURES, bench, store, progress)
    progress.keep(f"Written to {out}; this shows it:\n{_command(out)}")
    return (
        _FAILED
        if failed or any(not isinstance(error, Unavailable) for error in refused.values())
        else 0
    )


def _command(file: Path) -> str:
    """Return the command that prints what a file holds."""
    return f"python -m framework_compare.lab report {shlex.quote(str(file))}"


def _report(file: Path | None, work: Path) -> int:
    published = DATA / FILE
    shown = file or published
    found = read_measurements(shown, shown.name)
    quick = work.expanduser() / _QUICK
    if found is None:
        made = f"; a quick run is shown by {_command(quick)}" if quick.is_file() else ""
        raise LabError(
            str(shown), f"is not there: nothing was measured yet; run the lab first{made}"
        )
    if file is None:
        print(f"What is published: data/{FILE}.{_newer(quick, found)}\n")
    print(report(found, load_settings()), end="")
    return 0


def _newer(quick: Path, published: Measurements) -> str:
    """Return how a quick run is shown that began after what is published; else nothing."""
    try:
        made = read_measurements(quick, quick.name)
    except DataError:
        return ""  # what is published can be shown whatever lies there
    if made is None or _begun(made) <= _begun(published):
        return ""
    return f" A newer quick run is not in it; this shows it:\n{_command(quick)}"


def _begun(found: Measurements) -> float:
    return max((run.started.timestamp() for run in found.runs), default=0.0)


if __name__ == "__main__":
    sys.exit(main())
