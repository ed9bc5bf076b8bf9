"""The landing page: the question and the answer on one screen."""

from __future__ import annotations

from functools import partial
from typing import Final

import streamlit as st

from framework_compare.requirement.contradictions import contradictions_in
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.results import Move
from framework_compare.ui.frame import cached, choosing, faults, state
from framework_compare.ui.frame.contradictions import render_contradictions
from framework_compare.ui.project import next_question, opening, questions
from framework_compare.ui.project.strip import render_strip

_MOST_CONTRADICTIONS: Final = 1
"""So that the questions stay in view."""


def render_header() -> None:
    """Show what this is, typical projects to start from, the file, and the way back to nothing."""
    opening.render_replay()
    words, tools = st.columns([0.58, 0.42], vertical_alignment="bottom")
    with words, st.container(gap=None):
        st.title("Which Python framework fits your data product?", anchor=False)
        st.markdown(
            "Answer what you know: the verdict updates as you go, says how sure it is, and why."
        )
    with (
        tools,
        st.container(
            horizontal=True, horizontal_alignment="right", vertical_alignment="bottom", gap="small"
        ),
    ):
        _render_presets()
        _render_file()
        st.button(
            "Start over",
            key="ui.start_over",
            icon=":material/restart_alt:",
            type="tertiary",
            on_click=opening.start_over,
        )


@faults.part("The list of typical projects")
def _render_presets() -> None:
    catalogue = cached.catalogue()
    opening.show_preset(state.current(), catalogue)
    st.selectbox(
        "Start from a typical project",
        list(catalogue.presets),
        index=None,
        format_func=lambda preset: catalogue.presets[preset].title,
        key=opening.PRESET_KEY,
        placeholder="Try a typical project",
        on_change=opening.apply_preset,
        args=(catalogue,),
        label_visibility="collapsed",
    )


@faults.part("The menu “File”")
def _render_file() -> None:
    requirement = state.current()
    with st.popover("File", icon=":material/description:", type="tertiary"):
        st.text_input(
            "Name of the project",
            max_chars=80,
            key=state.key_of("name"),
            persist_state=state.PERSIST,
        )
        st.text_area(
            "Notes",
            max_chars=500,
            key=state.key_of("notes"),
            height=80,
            persist_state=state.PERSIST,
        )
        st.download_button(
            "Download your answers",
            data=partial(opening.answers_file, requirement),
            file_name="requirement.json",
            mime="application/json",
            icon=":material/download:",
            on_click="ignore",
        )
        st.file_uploader(
            "Open answers or a bundle",
            type="json",
            key=opening.UPLOAD_KEY,
            on_change=opening.apply_upload,
            help=(
                "It replaces your answers; a bundle, which the verdict page hands out as"
                " “Everything”, also brings its stakeholders and frameworks. A file with a problem"
                " changes nothing."
            ),
        )


def render_answer() -> None:
    """Show what to answer next beside the verdict on the answers so far.

    What is asked comes first, so that on a phone it stands above the verdict, within the first
    screen.
    """
    requirement, catalogue = state.current(), cached.catalogue()
    found = contradictions_in(requirement, catalogue.contradictions.values(), catalogue.answer_text)
    render_contradictions(found, most=_MOST_CONTRADICTIONS, key="strip.contradictions")
    beside, answer = st.columns([0.32, 0.68], gap="small")
    with beside, st.container(border=True, key="next", height="stretch", gap="small"):
        next_question.render_next_question()
    with answer:
        _render_answer()


@faults.part("The answer so far")
def _render_answer() -> None:
    requirement = state.current()
    render_strip(requirement, cached.verdict(requirement))


@faults.part("The questions")
def render_questions() -> None:
    """Show the questions in their groups, one group at a time, in all the height it takes."""
    requirement, catalogue = state.current(), cached.catalogue()
    titles = {
        section.id: questions.progress(section, requirement, catalogue)
        for section in catalogue.sections
    }
    first = next(iter(titles))
    section = st.segmented_control(
        "Groups of questions",
        list(titles),
        required=True,
        format_func=titles.__getitem__,
        label_visibility="collapsed",
        wrap=True,
        **choosing.of_setting("project.section", first, titles),
    )
    with st.container(border=True, key="questions"):
        questions.render_group(section or first, requirement, catalogue, _moves(requirement))


def _moves(requirement: Requirement) -> tuple[Move, ...]:
    """Return what the answers moved.

    Nothing where there is no verdict to say it, since questions need none.
    """
    with faults.part("What your answers moved"):
        return cached.verdict(requirement).moves
    return ()
