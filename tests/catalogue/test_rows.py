"""Rows of evidence whose statuses rest on different kinds of source are named to editors."""

from __future__ import annotations

from dataclasses import replace

import pytest

from framework_compare import Catalogue
from framework_compare.__main__ import main
from framework_compare.catalogue.evidence import StatusCell
from framework_compare.catalogue.rows import mixed_rows
from framework_compare.decisions.cases import load_decisions


def with_row(catalogue: Catalogue, **cells: StatusCell) -> Catalogue:
    """The catalogue with these cells as the whole row of offline work."""
    frameworks = {}
    for name, framework in catalogue.frameworks.items():
        needs = {need: cell for need, cell in framework.needs.items() if need != "offline"}
        if name in cells:
            needs["offline"] = cells[name]
        frameworks[name] = framework.model_copy(update={"needs": needs})
    return replace(catalogue, frameworks=frameworks)


def said_of(kind: str, status: str = "present") -> StatusCell:
    cited = {"sources": ["S"], "measurements": ["E2/dash/alone/installed_mb"]}
    return StatusCell.model_validate({"status": status, "kind": kind, "why": "Made up."} | cited)


def offline(catalogue: Catalogue) -> list[str]:
    return [str(row) for row in mixed_rows(catalogue) if row.key == "offline"]


def test_the_odd_ones_out_are_named(catalogue: Catalogue) -> None:
    """Behind the kind that most rest on."""
    mixed = with_row(
        catalogue,
        dash=said_of("documented"),
        flask=said_of("documented", "absent"),
        panel=said_of("judged"),
        shiny=said_of("judged"),
        streamlit=said_of("measured_here"),
        django=said_of("documented"),
    )

    assert offline(mixed) == [
        "needs.offline: documented for 3; measured_here: streamlit; judged: panel, shiny"
    ]


def test_a_row_of_one_kind_is_not_listed(catalogue: Catalogue) -> None:
    """Nor does what is not known count as a kind."""
    row = {"dash": said_of("documented"), "flask": said_of("documented")}
    unknown = {"panel": said_of("judged", "unknown")}

    assert offline(with_row(catalogue, **row)) == []
    assert offline(with_row(catalogue, **row, **unknown)) == []


def test_check_lists_them(capsys: pytest.CaptureFixture[str], catalogue: Catalogue) -> None:
    """After it has found the data sound: they are no problem, but where to look."""
    assert main(["check"]) == 0
    first, counted, *rows = capsys.readouterr().out.splitlines()

    assert first == (
        f"data: no problems in {len(catalogue.sources)} sources,"
        f" {len(catalogue.frameworks)} frameworks and {len(load_decisions())} decisions"
    )
    assert counted.endswith(" rows whose statuses rest on different kinds of source:")
    assert len(rows) == int(counted.split()[0])
