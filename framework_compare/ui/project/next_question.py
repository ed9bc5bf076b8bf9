"""The question whose answer matters most, to be answered on the spot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import streamlit as st

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.criteria import Question
from framework_compare.explain.information import next_question
from framework_compare.requirement.model import LIST_FIELDS, Requirement
from framework_compare.scoring.results import NextQuestion, Relaxation
from framework_compare.scoring.screening import must_text
from framework_compare.text import listed, plain_number
from framework_compare.ui.frame import answering, cached, faults, state
from framework_compare.ui.project.questions import likely_answers

_KEY: Final = "next.answer"
"""The same for every question, so that the widget stays and the keyboard's focus with it."""
_ROUND_NUMBERS: Final = 6
_LIKELIEST: Final = 6
_NAMED_LEADS: Final = 2
_NAMED_ANSWERS: Final = 3
_MOST_WAYS: Final = 3


@faults.part("What to answer next")
def render_next_question() -> None:
    """Show what to answer next, or, where none fits, the ways out.

    No fragment: Streamlit drops a click in a fragment that its session has not drawn yet, as after
    a restart.
    """
    catalogue = cached.catalogue()
    requirement = state.current()
    asked = cached.of_study(next_question, requirement)
    if asked is None:
        _render_nothing_asked(requirement)
        return
    question = catalogue.questions[asked.field]
    st.caption("Answer this next")
    if asked.item:
        _render_need(question, asked)
    else:
        _render_open_question(question, asked, requirement, catalogue)
    st.caption(_why(question, asked, catalogue))


def _render_nothing_asked(requirement: Requirement) -> None:
    """Say that no question is left, or offer the musts that would have to give."""
    ways = cached.verdict(requirement).relaxations
    if not ways:
        st.caption("Answer this next")
        st.markdown("**Nothing more is asked of such a product.**")
        st.caption("Change any answer below to see what it moves.")
        return
    st.caption("The way out")
    st.markdown("**No further answer helps while every option fails a must.**")
    for place, way in enumerate(ways[:_MOST_WAYS]):
        st.button(
            f"Give up {listed(_quoted(way, requirement))}",
            key=f"way.{place}",
            help=way.text,
            icon=":material/undo:",
            type="tertiary",
            on_click=faults.callback(_give_up),
            args=(way.musts,),
        )
    st.caption("As a must only: it still counts as an answer.")


def _quoted(way: Relaxation, requirement: Requirement) -> list[str]:
    catalogue = cached.catalogue()
    return [f"“{must_text(must, requirement, catalogue)}”" for must in way.musts]


def _give_up(musts: Sequence[str]) -> None:
    """Take the mark of a must off some answers, which stay; a callback."""
    requirement = state.current()
    left = tuple(must for must in requirement.must_haves if must not in musts)
    needs = requirement.stated_needs
    state.replace(requirement.with_answers(must_haves=left, needs=needs))


def _render_need(question: Question, asked: NextQuestion) -> None:
    """Ask about one item of the list of needs: yes or no."""
    answer = next(answer for answer in question.answer if answer.value == asked.item)
    st.pills(
        f"{answer.label}: must it do that?",
        [True, False],
        format_func={True: "Yes", False: "No, not needed"}.__getitem__,
        key=_KEY,
        help=answer.help or question.help,
        on_change=faults.callback(answering.answer_need),
        args=(asked.item, _KEY),
    )


def _render_open_question(
    question: Question, asked: NextQuestion, requirement: Requirement, catalogue: Catalogue
) -> None:
    if question.kind == "number":
        offered: list[Any] = [point.at for point in question.point if point.at.is_integer()]
        offered, words = offered[:_ROUND_NUMBERS], {at: f"{at:,.0f}" for at in offered}
    else:
        decisive = [value for value, _ in asked.leads[:_LIKELIEST]]
        offered = list(likely_answers(question, requirement, catalogue, _LIKELIEST, decisive))
        words = {answer.value: answer.label for answer in question.answer}
    st.pills(
        question.text,
        offered,
        format_func=words.__getitem__,
        key=_KEY,
        help=question.help,
        on_change=faults.callback(_take),
        args=(question.field,),
    )


def _take(field: str) -> None:
    """Take the one answer that was tapped; of a list it is the first. A callback."""
    value = state.value_of(_KEY)
    if field in LIST_FIELDS and value is not None:
        state.set_value(_KEY, [value])
    answering.answer(field, _KEY)
    state.set_value(_KEY, None)


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
