"""What to take away from the verdict page: a project that runs, and files to read or keep."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Final

import streamlit as st

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.own import OwnFramework
from framework_compare.decisions.likeness import Likeness
from framework_compare.explain.answers import answer_flips
from framework_compare.explain.evidence import evidence_flips
from framework_compare.explain.weights import weight_flips
from framework_compare.exports.bundle import bundle_json
from framework_compare.exports.extra import VL_CONVERT, XLSXWRITER, missing_text
from framework_compare.exports.record import decision_record
from framework_compare.exports.report.document import report_html
from framework_compare.exports.tables import tables_csv, tables_xlsx
from framework_compare.exports.verdict import requirement_json, verdict_json
from framework_compare.requirement.model import Requirement
from framework_compare.requirement.people import Person
from framework_compare.scoring.results import Flip, Verdict
from framework_compare.scoring.study import Study
from framework_compare.starters import archive
from framework_compare.ui.frame import cached, faults, menu, own, people, state

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_JSON: Final = "application/json"
_MORE: Final = "More files"


@dataclass(frozen=True, slots=True)
class _Carried:
    """What every file is made from, taken while the page is drawn.

    Files are made when they are asked for, outside of any run.
    """

    requirement: Requirement
    option: str | None
    """The one to take; None where none fits."""
    link: str
    study: Study
    catalogue: Catalogue
    likeness: Likeness
    people: tuple[Person, ...]
    own: tuple[OwnFramework, ...]

    def flips(self) -> tuple[Flip, ...]:
        """Return every single change that makes another option lead, the nearest first."""
        return _every_flip(self.requirement)

    def starter(self) -> bytes:
        """Return the project that runs, with the record of this very option."""
        return archive.starter_archive(self.option or "", self.catalogue, self.record())

    def record(self) -> str:
        """Return the decision record of the option to take."""
        return decision_record(self.study, self.requirement, self.flips(), self.link, self.option)

    def report(self) -> str:
        """Return the report, dated today."""
        return report_html(
            self.study,
            self.requirement,
            self.flips(),
            likeness=self.likeness,
            made_on=datetime.datetime.now(tz=datetime.UTC).date(),
            link=self.link,
            people=self.people,
        )

    def bundle(self) -> str:
        """Return everything in one file that replays."""
        return bundle_json(
            self.study,
            self.requirement,
            likeness=self.likeness,
            people=self.people,
            frameworks={one.id: one.text for one in self.own},
            link=self.link,
        )

    def workbook(self) -> bytes:
        """Return the tables as a workbook."""
        return tables_xlsx(self.study, self.requirement, self.link)

    def tables(self) -> bytes:
        """Return the tables as CSV files in one archive."""
        files = tables_csv(self.study, self.requirement, self.link)
        return archive.packed(files, self.catalogue)

    def answers(self) -> str:
        """Return the answers alone."""
        return requirement_json(self.requirement)

    def verdict(self) -> str:
        """Return the verdict as the command line prints it."""
        return verdict_json(self.study.verdict, "requirement", self.flips(), self.likeness)


@st.fragment
def render_take_away() -> None:
    """Offer what to carry out of the room, in one row: a project that runs, and files to read."""
    requirement = state.current()
    with (
        st.container(key="vd.take_away", gap="xsmall"),
        st.container(horizontal=True, vertical_alignment="bottom", gap="small"),
        faults.part("What to take with you"),
    ):
        carried = _carried(requirement)
        _render_starter(carried)
        _render_reading(carried)
        _render_more(carried)
        st.page_link(
            menu.make_link("presenter"),
            label="Present",
            icon=":material/slideshow:",
            query_params=state.link(),
            help="The story in large type, one screen a step.",
        )


def _carried(requirement: Requirement) -> _Carried:
    verdict = cached.verdict(requirement)
    return _Carried(
        requirement,
        _render_option(verdict) if verdict.champion else None,
        faults.address_of(state.link()),
        cached.study(requirement),
        cached.catalogue(),
        cached.likeness(),
        people=people.held(),
        own=own.held(),
    )


def _render_option(verdict: Verdict) -> str:
    """Let the visitor choose the option to take; the champion's first."""
    chosen: str = st.selectbox(
        "Option to take",
        [standing.option for standing in verdict.ranking],
        format_func=cached.catalogue().option_name,
        key=f"vd.starter.{verdict.champion}",
        width=220,
        help=(
            "The champion's first; any other option that meets your musts may be taken as well."
            " The starter and the decision record are of this one."
        ),
    )
    return chosen


def _render_starter(carried: _Carried) -> None:
    """Offer a running project for the option to take; there is none of a framework of one's own."""
    if carried.option is None:
        return
    catalogue = carried.catalogue
    without = catalogue.handed_in.intersection(catalogue.parts(carried.option))
    together = " Screens and service are two folders, and the screens ask the service." * (
        carried.option in catalogue.pairings
    )
    st.download_button(
        "Download the starter",
        cached.with_data_of_now(carried.starter),
        archive.starter_name(carried.option),
        "application/zip",
        key="vd.starter",
        on_click="ignore",
        icon=":material/rocket_launch:",
        disabled=bool(without),
        help=(
            "There is no starter project of a framework of your own."
            if without
            else "The small app that is measured under Evidence: it reads a table from a file,"
            " filters and charts it, and predicts from a form. With tests, a Dockerfile and the"
            f" decision record; the README has the one command.{together}"
        ),
    )


def _render_reading(carried: _Carried) -> None:
    """Offer what people read: the report and the decision record."""
    st.download_button(
        "Report",
        cached.with_data_of_now(carried.report),
        "report.html",
        "text/html",
        key="vd.report",
        on_click="ignore",
        icon=":material/article:",
        disabled=VL_CONVERT is None,
        help=(
            missing_text("vl-convert-python")
            if VL_CONVERT is None
            else "One file that opens without this app and prints on at most ten pages: verdict,"
            " finalists, charts, costs, what would change it, sources. It takes some seconds."
        ),
    )
    st.download_button(
        "Decision record",
        cached.with_data_of_now(carried.record),
        "decision-record.md",
        "text/markdown",
        key="vd.record",
        on_click="ignore",
        icon=":material/description:",
        help=(
            "Context, options with their pros and cons, outcome, consequences, costs and when to"
            " revisit, as Markdown for your repository."
        ),
    )
    st.download_button(
        "Everything",
        cached.with_data_of_now(carried.bundle),
        "project.json",
        "application/json",
        key="vd.bundle",
        on_click="ignore",
        icon=":material/inventory_2:",
        help=(
            "Answers, weights, stakeholders, frameworks of your own and the verdict in one file."
            " Opened under Your project it says whether the same verdict still comes out, or what"
            " changed."
        ),
    )


def _render_more(carried: _Carried) -> None:
    """Offer what analysts and programs read."""
    files = (
        ("Tables as a workbook", carried.workbook, "tables.xlsx", _XLSX, ":material/table:"),
        ("Tables as CSV", carried.tables, "tables.zip", "application/zip", ":material/csv:"),
        ("Your answers", carried.answers, "requirement.json", _JSON, ":material/data_object:"),
        ("Verdict as data", carried.verdict, "verdict.json", _JSON, ":material/data_object:"),
    )
    with st.popover(_MORE, icon=":material/download:"):
        for label, make, name, kind, icon in files:
            absent = name == "tables.xlsx" and XLSXWRITER is None
            st.download_button(
                label,
                cached.with_data_of_now(make),
                name,
                kind,
                key=f"vd.{name}",
                on_click="ignore",
                icon=icon,
                disabled=absent,
                help=missing_text("XlsxWriter") if absent else None,
            )


def _every_flip(requirement: Requirement) -> tuple[Flip, ...]:
    """Return every single change that makes another option lead, the nearest first.

    Each kind is kept by itself, since other pages show them one by one.
    """
    found = (
        *cached.of_study(answer_flips, requirement),
        *cached.of_study(weight_flips, requirement).flips,
        *cached.of_study(evidence_flips, requirement),
    )
    return tuple(sorted(found, key=lambda flip: flip.distance))
