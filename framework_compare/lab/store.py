"""The file of results: what is finished is kept, whatever happens next."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, Literal

from framework_compare.lab.environments import Environment
from framework_compare.lab.errors import LabError, Unavailable
from framework_compare.measured.measurements import (
    Gap,
    Measurements,
    Row,
    Run,
    TunedLine,
    read_measurements,
)

VERIFICATION: Final = "verification"
"""What a gap names as its experiment where an entrant could not be measured at all."""


class Store:
    """Everything measured so far, on disk after every unit of work.

    Parameters
    ----------
    path
        the file; it and its folder are made when something is added.
    conditions
        of the run that begins; rows added from now on refer to it.
    fresh
        whether what the file holds may be measured again: a file of this machine is kept but for
        what `forget` names, one of another machine is replaced by the first addition.

    Raises
    ------
    DataError
        where the file is there but cannot be read: it is never overwritten unasked.
    LabError
        where it comes from another machine: numbers of two machines do not go together.
    """

    def __init__(self, path: Path, conditions: Run, *, fresh: bool = False) -> None:
        self.path = path
        found = read_measurements(path, path.name) or Measurements()
        strangers = [run for run in found.runs if run.machine != conditions.machine]
        if strangers and not fresh:
            raise LabError(
                path.name,
                f"holds measurements of another machine ({strangers[0].machine.cpu}, Python"
                f" {strangers[0].machine.python}); give --fresh to replace them, or --out for"
                " another file",
            )
        self._found = Measurements() if strangers else found
        self._runs = list(self._found.runs)
        self._runs.append(conditions)
        self._rows: list[Row] = list(self._found.rows)
        self._gaps: dict[tuple[str, str, str], Gap] = {
            (gap.experiment, gap.framework, gap.variant): gap for gap in self._found.gaps
        }
        self._finished = dict.fromkeys(self._found.finished)

    @property
    def run(self) -> int:
        """The number of the run that is going on."""
        return len(self._runs) - 1

    def took_part(self, environments: Mapping[str, Environment]) -> None:
        """Keep what the entrants of this run consist of: packages, tuned lines, objections."""
        entrants = {name: environment.entrant for name, environment in environments.items()}
        told = {
            "packages": {name: one.packages for name, one in environments.items()},
            "tuned": {
                name: tuple(
                    TunedLine(what=one.what, line=one.line, source=one.source)
                    for one in entrant.tuned
                )
                for name, entrant in entrants.items()
            },
            "objections": {
                name: entrant.objection for name, entrant in entrants.items() if entrant.objection
            },
        }
        self._runs[self.run] = self._runs[self.run].model_copy(update=told)

    def forget(self, experiments: Iterable[str], frameworks: Iterable[str]) -> None:
        """Leave aside what these experiments gave for these frameworks: it is measured again.

        Everything else stays. The file changes with the first addition, not before.
        """
        again = {(experiment, framework) for experiment in experiments for framework in frameworks}
        self._rows = [row for row in self._rows if (row.experiment, row.framework) not in again]
        self._gaps = {
            place: gap
            for place, gap in self._gaps.items()
            if (gap.experiment, gap.framework) not in again
        }
        self._finished = {
            unit: None for unit in self._finished if tuple(unit.split("/")[:2]) not in again
        }

    def is_finished(self, unit: str) -> bool:
        """Return whether a unit of work needs not be done again."""
        return unit in self._finished

    def add(self, unit: str, rows: Iterable[Row]) -> None:
        """Keep a finished unit, named ``experiment/framework/variant/repeat``.

        The variant may be empty.

        Raises
        ------
        LabError
            where the file cannot be written; what was on disk before is untouched.
        """
        added = list(rows)
        replaced = {(row.key, row.repeat) for row in added}
        self._rows = [row for row in self._rows if (row.key, row.repeat) not in replaced] + added
        experiment, framework, variant, *_ = unit.split("/")
        self._gaps.pop((experiment, framework, variant), None)
        self._finished[unit] = None
        self._write()

    def add_gap(self, gap: Gap) -> None:
        """Keep the reason why something was not measured; a measurement made later removes it."""
        self._gaps[gap.experiment, gap.framework, gap.variant] = gap
        self._write()

    def verified(self, ready: Iterable[str], refused: Mapping[str, LabError]) -> None:
        """Keep why some entrants cannot be measured at all.

        One that verifies again loses its reason.
        """
        for name in ready:
            self._gaps.pop((VERIFICATION, name, ""), None)
        for name, error in refused.items():
            kind: Literal["skipped", "failed"] = (
                "skipped" if isinstance(error, Unavailable) else "failed"
            )
            self.add_gap(Gap(experiment=VERIFICATION, framework=name, kind=kind, reason=str(error)))

    def measurements(self) -> Measurements:
        """Return everything so far, validated; runs without a row are left out."""
        used = sorted({row.run for row in self._rows} | ({self.run} if not self._rows else set()))
        place = {run: index for index, run in enumerate(used)}
        return Measurements(
            runs=tuple(self._runs[run] for run in used),
            rows=tuple(row.model_copy(update={"run": place[row.run]}) for row in self._rows),
            gaps=tuple(self._gaps.values()),
            finished=tuple(self._finished),
        )

    def _write(self) -> None:
        """Replace the file in one step.

        A reader sees the old one or the new one, never half of one.
        """
        beside = self.path.with_name(f"{self.path.name}.new")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with beside.open("w", encoding="utf-8") as file:
                file.write(as_text(self.measurements()))
                file.flush()
                os.fsync(file.fileno())
            beside.replace(self.path)
        except OSError as error:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)
            raise LabError(
                str(self.path),
                f"must be writable, got {error.strerror}; everything up to the last finished unit"
                " is kept in it",
            ) from None


def as_text(found: Measurements) -> str:
    """Return the file's text: one row to a line, so that two versions can be compared by eye."""
    parts = json.loads(found.model_dump_json())
    lines = [f'"format": {parts["format"]}']
    for name in ("runs", "rows", "gaps", "finished"):
        items = ",\n".join(json.dumps(item, ensure_ascii=False) for item in parts[name])
        lines.append(f'"{name}": [\n{items}\n]' if items else f'"{name}": []')
    return "{\n" + ",\n".join(lines) + "\n}\n"
