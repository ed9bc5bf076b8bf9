"""The tables: a spreadsheet that reckons the score anew, and text that never runs."""

from __future__ import annotations

import csv
import datetime
import io
import re
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

import numpy as np
import pytest
from openpyxl import Workbook, load_workbook

from framework_compare import Catalogue, Requirement
from framework_compare.errors import MissingExtraError
from framework_compare.exports import workbook as written
from framework_compare.exports.sheets import Column, Table, at, letters
from framework_compare.exports.tables import tables_csv, tables_xlsx
from framework_compare.present.plans import plan_of
from framework_compare.scoring.study import Study
from framework_compare.vocabulary import COLUMN, CRITERIA
from tests.projects import NONE_FITS

DRAWS = 400
LINK = "https://example.org/?goal=rest_api"
HOSTILE = "=cmd|' /C calc'!A0"
NOTES = "@SUM(1)\n\t=2; +3"
SHORT = ("streamlit", "flask", "fastapi")
PROJECTS = {
    "ordinary": Requirement(goal="internal_data_tool", needs=("forms",), auth="sso"),
    "none fits": NONE_FITS.with_answers(considered=SHORT),
    "no goal": Requirement(team_skills=("python", "mvc"), considered=("panel", "reflex", "flask")),
    "binding": Requirement(
        goal="interactive_dashboard",
        peak_concurrent_users=50_000,
        interaction_work="heavy",
        weeks_to_first_release=0.5,
        hosting=("serverless",),
        auth="rbac",
        must_haves=("auth",),
        existing_framework="django",
        existing_size="large",
        considered=("streamlit", "django", "gradio", "fastapi"),
        weights={"team": (0.2, 0.4), "maturity": (0.5, 0.5)},
        name=HOSTILE,
        notes=NOTES,
    ),
}
_ADDRESS = re.compile(r"(?:(\w+)!)?(\$?[A-Z]+\$?\d+)(?::(\$?[A-Z]+\$?\d+))?(?![\w(])")


@dataclass
class Spreadsheet:
    """Reckons a workbook's formulas from its cells alone, as far as ours go."""

    book: Workbook
    known: dict[tuple[str, str], Any] = field(default_factory=dict)
    put_in: dict[tuple[str, str], float] = field(default_factory=dict)

    def at(self, sheet: str, address: str) -> Any:
        """What a cell comes to."""
        key = (sheet, address.replace("$", ""))
        if key not in self.known:
            cell = self.book[sheet][key[1]]
            is_formula = cell.data_type == "f"
            value = self._reckoned(sheet, cell.value[1:]) if is_formula else cell.value
            self.known[key] = self.put_in.get(key, value)
        return self.known[key]

    def _reckoned(self, sheet: str, formula: str) -> Any:
        python = _ADDRESS.sub(lambda found: f"_cells({found.groups()!r})", formula)
        python = re.sub(r"(?<![<>=!])=(?!=)", "==", python)

        def cells(found: tuple[str | None, str, str | None]) -> Any:
            named, first, last = found[0] or sheet, found[1], found[2]
            if last is None:
                return self.at(named, first)
            area = self.book[named][f"{first}:{last}".replace("$", "")]
            return np.array([[self.at(named, cell.coordinate) for cell in row] for row in area])

        functions = {
            "SUM": lambda *each: float(sum(np.sum(one) for one in each)),
            "SUMPRODUCT": lambda first, second=1: float(np.sum(first * second)),
            "MAX": max,
            "ROUND": np.round,
            "IF": lambda condition, then, other: then if condition else other,
        }
        return eval(python, {"__builtins__": {}, "_cells": cells, **functions})

    def column(self, sheet: str, title: str) -> list[Any]:
        """What the cells of a column come to, the header left out."""
        header = [cell.value for cell in self.book[sheet][1]]
        name = letters(header.index(title))
        return [self.at(sheet, f"{name}{row}") for row in range(2, self.book[sheet].max_row + 1)]

    def put(self, sheet: str, title: str, name: str, value: float) -> None:
        """Put a number where a reader would."""
        header = [cell.value for cell in self.book[sheet][1]]
        rows = [row for row in self.book[sheet] if name in [cell.value for cell in row]]
        self.put_in[sheet, rows[0][header.index(title)].coordinate] = value
        self.known.clear()


@dataclass
class Made:
    """A project with its study and both kinds of tables."""

    study: Study
    requirement: Requirement
    xlsx: bytes
    files: dict[str, bytes]

    @cached_property
    def book(self) -> Workbook:
        """The workbook with its formulas; nobody writes into it."""
        return load_workbook(io.BytesIO(self.xlsx))

    @cached_property
    def shown(self) -> Workbook:
        """The workbook with what was written beside its formulas."""
        return load_workbook(io.BytesIO(self.xlsx), data_only=True)

    def rows(self, name: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.files[name].decode("utf-8-sig"))))

    @property
    def scores(self) -> dict[str, float]:
        """Every option's score as the model has it, by name."""
        names = map(self.study.catalogue.option_name, self.study.options.names)
        return dict(zip(names, np.maximum(self.study.scores, 0).tolist(), strict=True))


@pytest.fixture(scope="module", params=PROJECTS)
def made(request: pytest.FixtureRequest, catalogue: Catalogue) -> Made:
    """Each of the projects."""
    return make(request.param, catalogue)


@pytest.fixture(scope="module")
def binding(catalogue: Catalogue) -> Made:
    """The one with everything in it."""
    return make("binding", catalogue)


@cache
def make(project: str, catalogue: Catalogue) -> Made:
    requirement = PROJECTS[project]
    study = Study(requirement, catalogue, draws=DRAWS)
    return Made(
        study,
        requirement,
        tables_xlsx(study, requirement, LINK),
        tables_csv(study, requirement, LINK),
    )


def test_the_sheet_s_formulas_come_to_our_scores(made: Made) -> None:
    """Reckoned from the cells alone, for every option, excluded ones included."""
    sheet = Spreadsheet(made.book)
    reckoned = dict(
        zip(sheet.column("Scores", "Option"), sheet.column("Scores", "Score"), strict=True)
    )

    assert made.scores.keys() == reckoned.keys()
    assert made.scores == pytest.approx(reckoned, abs=1e-9)


def test_what_is_shown_before_anything_is_reckoned_is_the_same(made: Made) -> None:
    """Viewers that do not reckon show the values written beside the formulas."""
    sheet, cached = Spreadsheet(made.book), made.shown
    formulas = [
        (table.title, cell.coordinate)
        for table in sheet.book
        for row in table
        for cell in row
        if cell.data_type == "f"
    ]

    assert len(formulas) > 4 * len(made.study.options)
    for table, address in formulas:
        found, shown = sheet.at(table, address), cached[table][address].value
        assert found == pytest.approx(shown, abs=1e-9) if shown is not None else not found


def test_ranks_follow_the_model_s_order(made: Made) -> None:
    """Who fails a must has none."""
    ranks = [rank for rank in Spreadsheet(made.book).column("Scores", "Rank here") if rank]

    assert len(made.study.order) == len(ranks)
    assert sorted(ranks) == ranks
    assert ranks[:1] in ([1], [])


def test_a_moved_weight_moves_the_scores_as_the_model_would(catalogue: Catalogue) -> None:
    """The group's new share is put in so that it makes 30 per cent of the whole."""
    before = make("ordinary", catalogue)
    after = before.study.answering(weights={"team": (0.3, 0.3)})
    sheet = Spreadsheet(before.book)
    others = (
        1
        - dict(zip(sheet.column("Weights", "Name"), sheet.column("Weights", "Share"), strict=True))[
            "The team"
        ]
    )
    sheet.put("Weights", "Share", "The team", others * 0.3 / 0.7)
    reckoned = dict(
        zip(sheet.column("Scores", "Option"), sheet.column("Scores", "Score"), strict=True)
    )
    expected = {
        catalogue.option_name(name): score
        for name, score in zip(after.options.names, after.scores.tolist(), strict=True)
    }

    assert expected == pytest.approx(reckoned, abs=1e-9)
    assert before.scores != pytest.approx(reckoned, abs=1e-3)


def test_a_criterion_s_weight_can_be_moved_alone(catalogue: Catalogue) -> None:
    """The others of its group keep their proportions, and the group its share."""
    before = make("no goal", catalogue)
    after = before.study.answering(weights={"maturity": (0.6, 0.6)})
    sheet = Spreadsheet(before.book)
    names, shares = (sheet.column("Weights", title) for title in ("Name", "Share"))
    known = dict(zip(names, shares, strict=True))["Maturity"]
    sheet.put("Weights", "Share", "Maturity", (1 - known) * 0.6 / 0.4)
    weights = dict(zip(names, sheet.column("Weights", "Weight of the whole"), strict=True))

    for criterion in CRITERIA:
        share = float(after.weights[COLUMN[criterion]])
        assert share == pytest.approx(weights[catalogue.criterion(criterion).name], abs=1e-9)


def test_a_price_moves_what_a_month_costs(made: Made) -> None:
    """By as much as is paid for of it."""
    option = made.study.options.names[0]
    planned = plan_of(made.study, option)
    assert planned is not None
    plan = planned[1]
    sheet = Spreadsheet(made.book)
    before = sheet.column("Capacity", "A month, middle")[0]
    vcpu = sheet.column("Prices", "Value")[0]
    sheet.put("Prices", "Value", "vCPU", vcpu + 10)

    assert before == pytest.approx(plan.cost.mid)
    assert sheet.column("Capacity", "A month, middle")[0] == pytest.approx(
        before + 10 * plan.vcpus.mid
    )


def test_nothing_that_was_typed_runs(binding: Made) -> None:
    """In the workbook it is the text itself; in the files an apostrophe makes it text."""
    book = binding.book
    named = {row[0].value: row[1] for row in book["About"]}
    about = {row["What"]: row["Text"] for row in binding.rows("about.csv")}

    assert (named["Project"].value, named["Project"].data_type) == (HOSTILE, "s")
    assert (named["Notes"].value, named["Notes"].data_type) == (NOTES, "s")
    assert about["Project"] == f"'{HOSTILE}"
    assert about["Notes"] == "'@SUM(1)\n\t'=2; '+3"
    running = {sheet.title for sheet in book for row in sheet for c in row if c.data_type == "f"}
    assert running == {"Scores", "Weights", "Capacity"}
    assert not [c for sheet in book for row in sheet for c in row if c.hyperlink]


def test_the_same_arguments_give_the_same_bytes(binding: Made, catalogue: Catalogue) -> None:
    """No clock in either."""
    study = Study(binding.requirement, catalogue, draws=DRAWS)

    assert tables_xlsx(study, binding.requirement, LINK) == binding.xlsx
    assert tables_csv(study, binding.requirement, LINK) == binding.files
    assert binding.book.properties.created.date() == catalogue.model.as_of


def test_every_sheet_can_be_read_and_filtered(binding: Made) -> None:
    """Its header stays in view, every column has room, and its meaning stands under Columns."""
    book = binding.book
    told = {(row["Table"], row["Column"]) for row in binding.rows("columns.csv")}
    for sheet in book.worksheets:
        header = [cell.value for cell in sheet[1]]

        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == f"A1:{letters(len(header) - 1)}{sheet.max_row}"
        assert all(sheet.column_dimensions[letters(n)].width >= 8 for n in range(len(header)))
        if sheet.title not in ("About", "Columns"):
            unknown = {title for title in header if (sheet.title, title) not in told}
            assert not unknown or (sheet.title, "each option") in told


def test_numbers_have_formats(binding: Made) -> None:
    """Shares per cent, points with one decimal, days as days."""
    book = binding.book
    formats = {
        sheet: {
            cell.value: book[sheet][2][n].number_format for n, cell in enumerate(book[sheet][1])
        }
        for sheet in ("Scores", "Weights", "Evidence")
    }

    assert formats["Scores"]["Score"] == "0.0"
    assert formats["Scores"]["Comes first"] == formats["Weights"]["Share"] == "0.0%"
    assert formats["Evidence"]["As of"] == "yyyy-mm-dd"
    assert isinstance(book["Evidence"]["M2"].value, datetime.datetime)


def test_the_files_say_what_the_workbook_says(binding: Made) -> None:
    """Cell by cell; negative numbers stay numbers."""
    book = binding.shown
    assert [f"{sheet.title.lower()}.csv" for sheet in book.worksheets] == list(binding.files)
    for sheet in book.worksheets:
        if sheet.title in ("About", "Evidence", "Sources"):
            continue  # of words alone
        rows = list(csv.reader(io.StringIO(_text(binding, sheet.title))))
        assert len(rows) == sheet.max_row
        for cells, texts in zip(sheet.iter_rows(values_only=True), rows, strict=True):
            for cell, text in zip(cells, texts, strict=True):
                if isinstance(cell, int | float):
                    assert cell == pytest.approx(float(text), abs=1e-9)
                else:
                    assert (cell or "") == text
    beyond = [float(row["Beyond any weight"]) for row in binding.rows("scores.csv")]
    assert min(beyond) < -1


def _text(made: Made, sheet: str) -> str:
    return made.files[f"{sheet.lower()}.csv"].decode("utf-8-sig")


def test_every_source_that_is_cited_is_listed(binding: Made) -> None:
    """By its key, once; and nothing that nobody cites."""
    cited = {key for row in binding.rows("evidence.csv") for key in row["Sources"].split()}
    listed = [row["Key"] for row in binding.rows("sources.csv")]

    assert cited
    assert sorted(cited) == listed


def test_who_is_ruled_out_stands_below_with_the_reason(catalogue: Catalogue) -> None:
    """Where none fits that is everybody, and nobody has a rank."""
    rows = make("none fits", catalogue).rows("scores.csv")

    assert all(row["Ruled out by"].startswith("fails the must: ") for row in rows)
    assert {row["Past the musts"] for row in rows} == {"no"}
    assert {row["Rank here"] for row in rows} == {""}


def test_answers_say_which_is_a_must_and_which_is_open(binding: Made) -> None:
    """Each item of a list has a line."""
    told = {row["Question"]: (row["Answer"], row["Must"]) for row in binding.rows("answers.csv")}
    questions = binding.study.catalogue.questions

    assert told[questions["auth"].text] == ("Roles and rights", "yes")
    assert told[questions["visualisation"].text] == ("not known", "")
    considered = questions["considered"].text
    assert [row["Question"] for row in binding.rows("answers.csv")].count(considered) == 4


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch, catalogue: Catalogue) -> None:
    """The files need none."""
    monkeypatch.setattr(written, "XLSXWRITER", None)
    study = Study(PROJECTS["none fits"], catalogue, draws=DRAWS)

    assert tables_csv(study, study.requirement)
    with pytest.raises(MissingExtraError, match="XlsxWriter, which is not installed"):
        tables_xlsx(study, study.requirement)


def test_what_no_workbook_can_hold_is_shown_as_unreadable() -> None:
    """Half characters, controls, and what is longer than a cell."""
    column = Column("\x00", "text", "Anything.")
    table = Table("T", "Anything.", (column,), (("a\x1b\ud83d\uffff",), ("b" * 40_000,)))
    sheet = load_workbook(io.BytesIO(written.workbook([table], datetime.date(2026, 1, 1))))["T"]

    assert sheet["A1"].value == "\N{REPLACEMENT CHARACTER}"
    assert sheet["A2"].value == "a" + 3 * "\N{REPLACEMENT CHARACTER}"
    assert len(sheet["A3"].value) == 32_767


@pytest.mark.parametrize(("place", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ")])
def test_columns_are_called_as_spreadsheets_call_them(place: int, name: str) -> None:
    """Beyond the alphabet, too."""
    assert name == letters(place)
    assert f"Weights!${name}$2" == at(place, 0, "Weights")
