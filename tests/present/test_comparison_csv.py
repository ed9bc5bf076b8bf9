"""The comparison for a spreadsheet: what stands on screen, and nothing that runs as a formula."""

from __future__ import annotations

import csv
import io

import pytest

from framework_compare import Catalogue, Requirement
from framework_compare.present import fits
from framework_compare.present.comparison_csv import HEADER, comparison_csv
from framework_compare.present.delimited import delimited, harmless
from framework_compare.scoring.study import Study
from framework_compare.vocabulary import CRITERIA

OPTIONS = ("streamlit", "flask", "streamlit+fastapi")
DASHBOARD = Requirement(goal="interactive_dashboard", needs=("maps",), visualisation="high")


def read(study: Study) -> list[dict[str, str]]:
    """The file as a spreadsheet reads it."""
    return list(csv.DictReader(io.StringIO(comparison_csv(study, OPTIONS).decode("utf-8-sig"))))


def test_every_criterion_and_option_has_a_line(catalogue: Catalogue) -> None:
    """With the fit that the heat table shows beside the capability, both named."""
    study = Study(DASHBOARD, catalogue)
    rows = read(study)
    shown = fits.fit_cells(study, OPTIONS)

    assert len(CRITERIA) * len(OPTIONS) == len(rows)
    assert tuple(rows[0]) == HEADER
    assert list(shown["figure"]) == [row["Fit (0 to 100)"] for row in rows]
    assert all(row["Sources"] for row in rows if row["Feature"] == "Scalability")


def test_an_implication_stands_beside_its_feature(catalogue: Catalogue) -> None:
    """The article's own, for its six features."""
    told = {
        row["Feature"]: row["Commercial implication (article)"]
        for row in read(Study(DASHBOARD, catalogue))
    }

    for row in catalogue.article.comparison:
        assert row.implication == told[catalogue.criterion(row.feature).name]
    assert told["Maturity"] == ""


@pytest.mark.parametrize(
    "value",
    [
        "=1+1",
        "+cmd",
        "-cmd|x",
        "@SUM(A1)",
        "\tx",
        "\r=1",
        "\n=1",
        "\t-5",
        " =1",
        "＝1+1",
        "＠SUM(A1)",
    ],
)
def test_what_a_spreadsheet_would_run_is_quoted(value: str) -> None:
    """As text, which the apostrophe makes it; signs of full width and blanks before included."""
    assert f"'{value}" == harmless(value)


@pytest.mark.parametrize("value", ["-5", "+3.5", "80", "", "a day or two", "one = two", "a; b - c"])
def test_numbers_and_words_stay_as_they_are(value: str) -> None:
    """A plain number may be added up."""
    assert value == harmless(value)


@pytest.mark.parametrize("separator", [";", "; ", "\t", "\n", "\r\n"])
def test_a_formula_after_another_separator_is_quoted(separator: str) -> None:
    """A spreadsheet of another country cuts there, and a text of several lines has many starts."""
    assert f"a{separator}'=1+1" == harmless(f"a{separator}=1+1")


def test_a_half_character_does_not_stop_a_file() -> None:
    """It cannot be encoded, and is shown as not readable."""
    assert delimited([("a\ud83d", "b")]).decode("utf-8-sig") == "a?,b\r\n"
