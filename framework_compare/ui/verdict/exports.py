"""What to take away from the verdict page.

A project that runs, the decision record, the answers and the verdict.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from framework_compare.explain.answers import answer_flips
from framework_compare.explain.evidence import evidence_flips
from framework_compare.explain.weights import weight_flips
from framework_compare.exports.record import decision_record
from framework_compare.exports.verdict import requirement_json, verdict_json
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.results import Flip
from framework_compare.starters import archive
from framework_compare.ui.frame import cached, faults, state


@st.fragment
def render_take_away() -> None:
    """Offer a project that runs, the decision record, the answers and the verdict, in one row."""
    requirement = state.current()
    with (
        st.container(key="vd.take_away", gap="xsmall"),
        st.container(horizontal=True, vertical_alignment="bottom", gap="small"),
    ):
        with st.container(
            horizontal=True, vertical_alignment="bottom", gap="small", width="content"
        ):
            _render_starter(requirement)
        with st.container(
            horizontal=True, vertical_alignment="bottom", gap="small", width="content"
        ):
            _render_files(requirement)


@faults.part("The starter project")
def _render_starter(requirement: Requirement) -> None:
    """Offer a running project for the champion, or for any other option that is not out."""
    catalogue, verdict = cached.catalogue(), cached.verdict(requirement)
    if verdict.champion is None:
        return
    record = _recorded(requirement)
    option = st.selectbox(
        "Starter project",
        [standing.option for standing in verdict.ranking],
        format_func=catalogue.option_name,
        key=f"vd.starter.{verdict.champion}",
        width=220,
        help="The champion's first; any other option that meets your musts may be tried as well.",
    )
    together = " Screens and service are two folders, and the screens ask the service." * (
        option in catalogue.pairings
    )
    st.download_button(
        "Download the starter",
        lambda: archive.starter_archive(option, catalogue, record()),
        archive.starter_name(option),
        "application/zip",
        key="vd.starter",
        on_click="ignore",
        icon=":material/rocket_launch:",
        help=(
            "The small app that is measured under Evidence: it reads a table from a file, filters"
            " and charts it, and predicts from a form. With tests, a Dockerfile and the decision"
            f" record; the README has the one command.{together}"
        ),
    )


def _recorded(requirement: Requirement) -> Callable[[], str]:
    """Return what makes the decision record when it is asked for.

    The address is taken now, while the page is drawn.
    """
    link = faults.address_of(state.link())
    study = cached.study(requirement)

    def record() -> str:
        return decision_record(study, requirement, _every_flip(requirement), link)

    return record


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


@faults.part("What to take with you")
def _render_files(requirement: Requirement) -> None:
    """Offer the decision record, the requirement and the verdict as files.

    Each is made when it is asked for.
    """
    verdict, likeness = cached.verdict(requirement), cached.likeness()

    def data() -> str:
        flips = _every_flip(requirement)
        return verdict_json(verdict, "requirement", flips, likeness)

    st.download_button(
        "Decision record",
        _recorded(requirement),
        "decision-record.md",
        "text/markdown",
        key="vd.record",
        on_click="ignore",
        icon=":material/description:",
        help="Context, options, decision, reasons, consequences and when to revisit, as Markdown.",
    )
    files = {
        "Your answers": ("requirement.json", lambda: requirement_json(requirement)),
        "Verdict as data": ("verdict.json", data),
    }
    for label, (name, make) in files.items():
        st.download_button(
            label,
            make,
            name,
            "application/json",
            key=f"vd.{name}",
            on_click="ignore",
            icon=":material/data_object:",
        )
