"""The question whose answer matters most, to be answered on the spot."""

from __future__ import annotations

from typing import Final

import streamlit as st

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.criteria import Question
from framework_compare.explain.information import next_question
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.results import NextQuestion
from framework_compare.text import plain_number
from framework_compare.ui.frame import cached, faults, state
from framework_compare.ui.project.questions import likely_answers, render_answers

_ROUND_NUMBERS: Final = 6
_LIKELIEST: Final = 6
_NAMED_LEADS: Final = 2
_NAMED_ANSWERS: Final = 3


@faults.part("What to answer next")
def render_next_question() -> None:
    """Show what to answer next.

    No fragment: Streamlit drops a click in a fragment that its session has not drawn yet, as after
    a restart.
    """
    catalogue = cached.catalogue()
    requirement = state.current()
    asked = cached.of_study(next_question, requirement)
    st.caption("Answer this next")
    if asked is None:
        st.markdown("**Everything is answered.**")
        st.caption("Change any answer below to see what it moves.")
        return
    question = catalogue.questions[asked.field]
    if asked.item:
        _render_need(question, asked, catalogue)
    else:
        _render_open_question(question, asked, requirement, catalogue)
    st.caption(_why(question, asked, catalogue))


def _render_need(question: Question, asked: NextQuestion, catalogue: Catalogue) -> None:
    """Ask about one item of the list of needs: yes or no."""
    answer = next(answer for answer in question.answer if answer.value == asked.item)
    key = f"next.needs.{asked.item}"
    st.pills(
        f"{answer.label}: must it do that?",
        [True, False],
        format_func={True: "Yes", False: "No, not needed"}.__getitem__,
        key=key,
        help=answer.help or question.help,
        on_change=faults.callback(state.answer_need),
        args=(asked.item, key),
    )


def _render_open_question(
    question: Question, asked: NextQuestion, requirement: Requirement, catalogue: Catalogue
) -> None:
    key = f"next.{question.field}"
    args = (question.field, key)
    if question.kind == "number":
        numbers = [point.at for point in question.point if point.at.is_integer()][:_ROUND_NUMBERS]
        st.pills(
            question.text,
            numbers,
            format_func=lambda number: f"{number:,.0f}",
            key=key,
            help=question.help,
            on_change=faults.callback(state.answer),
            args=args,
        )
    else:
        decisive = [value for value, _ in asked.leads[:_LIKELIEST]]
        shown = likely_answers(question, requirement, catalogue, _LIKELIEST, decisive)
        render_answers(
            question,
            shown,
            key=key,
            label=question.text,
            on_change=faults.callback(state.answer),
            args=args,
        )


def _why(question: Question, asked: NextQuestion, catalogue: Catalogue) -> str:
    """Say why it is asked, and which answers would change who leads."""
    if asked.item or not asked.leads:
        return asked.text
    values: dict[str, list[str]] = {}
    for value, option in asked.leads:
        values.setdefault(option, []).append(f"“{_answer_text(question, value, catalogue)}”")
    named = [
        f"{', '.join(texts[:_NAMED_ANSWERS])} →"
        f" {catalogue.option_name(option) if option else 'nothing fits'}"
        for option, texts in list(values.items())[:_NAMED_LEADS]
    ]
    return "It could change who leads: " + "; ".join(named) + "."


def _answer_text(question: Question, value: str, catalogue: Catalogue) -> str:
    if question.kind == "number":
        return f"{plain_number(float(value))} {question.unit}"
    return catalogue.answer_label(question.field, value)
