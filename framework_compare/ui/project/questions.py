"""The questions as widgets: one tap each, "not known" where nothing is chosen."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from itertools import groupby
from typing import Any, Final

import streamlit as st

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.criteria import Question, Section
from framework_compare.catalogue.folder import SHORTLIST
from framework_compare.requirement.model import (
    MOST_USERS,
    MOST_WEEKS,
    WHOLE_NUMBER_FIELDS,
    Requirement,
)
from framework_compare.scoring.results import Move
from framework_compare.ui.frame import answering, faults, menu, state
from framework_compare.vocabulary import ANSWER_MUSTS, NEEDS

_SHORT_LIST: Final = 10
"""How many answers of a long list are offered to tap; the rest is searched for."""
_SHORT: Final = 5
"""Answers up to which questions stand beside each other."""
_ABREAST: Final = 3
_NARROWEST: Final = 300
"""Pixels."""
_SHOWN_MOVES: Final = 3
_JUDGED_UNDER: Final = {
    "team_skills": "skills_fit",
    "known_frameworks": "skills_fit",
    "existing_framework": "switching_cost",
    "existing_size": "switching_cost",
    "hosting": "hosting_fit",
    "needs": "stated_needs",
}
"""Answers that are compared with each option's own evidence instead of moving a need."""


def is_answered(requirement: Requirement, field: str) -> bool:
    """Return whether a question has an answer."""
    return getattr(requirement, field) not in (None, ())


def is_asked(requirement: Requirement, field: str) -> bool:
    """Return whether a question makes sense: what code is written in only where there is code."""
    return (
        field != "existing_framework"
        or requirement.existing_size != "none"
        or is_answered(requirement, field)
    )


def section_of(catalogue: Catalogue, section: str) -> tuple[Question, ...]:
    """Return the questions of one group."""
    return tuple(
        question for question in catalogue.questions.values() if question.section == section
    )


def progress(section: Section, requirement: Requirement, catalogue: Catalogue) -> str:
    """Return a group's title with how much of it is answered."""
    asked = [
        question
        for question in section_of(catalogue, section.id)
        if is_asked(requirement, question.field)
    ]
    answered = sum(is_answered(requirement, question.field) for question in asked)
    return f"{section.title} · {answered} of {len(asked)}" if answered else section.title


def render_group(
    section: str, requirement: Requirement, catalogue: Catalogue, moves: Sequence[Move]
) -> None:
    """Show the questions of one group, each with what its answer moved.

    Short ones stand beside each other where there is room. The goal is asked beside the verdict
    until it is answered, since everything else hangs on it, and stands here from then on.
    """
    asked = [
        question
        for question in section_of(catalogue, section)
        if is_asked(requirement, question.field)
        and (question.field != "goal" or is_answered(requirement, question.field))
    ]
    for long, together in groupby(asked, _is_long):
        if long:
            for question in together:
                _render_with_moves(question, requirement, catalogue, moves)
            continue
        with st.grid(_ABREAST, min_column_width=_NARROWEST):
            for question in together:
                with st.container(gap="small"):
                    _render_with_moves(question, requirement, catalogue, moves)


def _is_long(question: Question) -> bool:
    return len(question.answer) > _SHORT or question.kind == "must"


def _render_with_moves(
    question: Question, requirement: Requirement, catalogue: Catalogue, moves: Sequence[Move]
) -> None:
    _render_question(question, requirement, catalogue)
    if question.field == SHORTLIST:
        st.page_link(
            menu.make_link("compare"),
            label="Add a framework of your own",
            icon=":material/add:",
            query_params=state.link() | {"compare.section": "own"},
        )
    if is_answered(requirement, question.field):
        own = [move for move in moves if move.field == question.field]
        _render_moves(question, requirement, catalogue, own)


def _render_question(question: Question, requirement: Requirement, catalogue: Catalogue) -> None:
    if question.kind == "number":
        _render_number(question)
    elif question.kind == "must":
        _render_musts(question, requirement, catalogue)
    elif question.field == "not_needed":
        _render_not_needed(question, requirement)
    else:
        shown = likely_answers(question, requirement, catalogue)
        render_answers(question, shown, key=state.key_of(question.field), label=question.text)
        _render_more(question, shown)


def render_answers(
    question: Question,
    shown: Sequence[str],
    *,
    key: str,
    label: str,
    on_change: Callable[..., None] | None = None,
    args: tuple[Any, ...] = (),
) -> None:
    """Show answers to tap; tapping the chosen one again means "not known"."""
    labels = {answer.value: answer.label for answer in question.answer}
    # Of any type, so that one call serves both overloads.
    mode: Any = "multi" if question.kind in ("many", "must") else "single"
    st.pills(
        label,
        shown,
        selection_mode=mode,
        format_func=lambda value: labels.get(value, value),
        key=key,
        help=question.help,
        on_change=on_change,
        args=args,
        wrap=True,
        persist_state=state.PERSIST,
    )


def likely_answers(
    question: Question,
    requirement: Requirement,
    catalogue: Catalogue,
    most: int = _SHORT_LIST,
    always: Collection[str] = (),
) -> list[str]:
    """Return which answers to offer: all of a short list, and all where one is to be chosen.

    Of a long list the likeliest, what is chosen, and `always`; of needs all that the goal makes
    likely, since those decide.
    """
    values = [answer.value for answer in question.answer]
    if question.kind == "one" or len(values) <= _SHORT_LIST:
        return values
    if question.field == "needs" and requirement.goal is not None:
        best: Collection[str] = catalogue.goals[requirement.goal].likely
    else:
        chance = _chances(question, catalogue)
        best = sorted(values, key=lambda value: -chance.get(value, 0.0))[:most]
    kept = {*best, *always, *getattr(requirement, question.field)}
    return [value for value in values if value in kept]


def _chances(question: Question, catalogue: Catalogue) -> dict[str, float]:
    """Return how likely each answer is over all goals."""
    if question.field == "hosting":
        return {host: entry.prior for host, entry in catalogue.hosts.items()}
    goals = catalogue.goals.values()
    return {need: sum(goal.likely.get(need, 0.0) for goal in goals) for need in NEEDS}


def _render_more(question: Question, shown: Sequence[str]) -> None:
    labels = {answer.value: answer.label for answer in question.answer}
    rest = [value for value in labels if value not in shown]
    if not rest:
        return
    key = f"more.{question.field}"
    st.multiselect(
        f"More answers to “{question.text}”",
        rest,
        format_func=lambda value: labels.get(value, value),
        key=key,
        on_change=faults.callback(answering.take_more),
        args=(question.field, key),
        placeholder=f"Search {len(rest)} more",
        label_visibility="collapsed",
        width=320,
    )


def _render_number(question: Question) -> None:
    whole = question.field in WHOLE_NUMBER_FIELDS
    st.number_input(
        question.text,
        min_value=1 if whole else math.ulp(0.0),
        max_value=MOST_USERS if whole else float(MOST_WEEKS),
        value=None,
        step=1 if whole else float(question.step),
        format="%d" if whole else "%g",
        placeholder="Not known",
        key=state.key_of(question.field),
        help=question.help,
        width=320,
        persist_state=state.PERSIST,
    )


def _render_not_needed(question: Question, requirement: Requirement) -> None:
    labels = {
        answer.value: answer.label
        for answer in question.answer
        if answer.value not in requirement.stated_needs
    }
    st.multiselect(
        question.text,
        list(labels),
        format_func=lambda value: labels.get(value, value),
        key=state.key_of(question.field),
        placeholder="Search what can be ruled out",
        help=question.help,
        persist_state=state.PERSIST,
    )


def _render_musts(question: Question, requirement: Requirement, catalogue: Catalogue) -> None:
    """Offer as musts what is answered, and keep those marked before."""
    answered = [field for field in ANSWER_MUSTS if is_answered(requirement, field)]
    marked = requirement.must_haves
    shown = [
        must
        for must in (*NEEDS, *ANSWER_MUSTS)
        if must in (*requirement.stated_needs, *answered, *marked)
    ]
    if not shown:
        st.markdown(question.text)
        st.caption(
            "Answer other questions first. Then mark here which of your answers nothing else can"
            " make up for."
        )
        return
    render_answers(question, shown, key=state.key_of(question.field), label=question.text)
    for must in requirement.inert_musts:
        label = catalogue.answer_label("must_haves", must)
        text = catalogue.questions[must].text
        st.caption(
            f":material/hourglass_empty: **{label}** has no effect until you answer “{text}”"
        )


def _render_moves(
    question: Question, requirement: Requirement, catalogue: Catalogue, moves: Sequence[Move]
) -> None:
    """Say in small print what an answer means and what it asks more or less of."""
    lines = [_move_line(move, catalogue) for move in moves[:_SHOWN_MOVES]]
    if len(moves) > _SHOWN_MOVES:
        lines.append(f"and {len(moves) - _SHOWN_MOVES} more")
    if not lines and question.field in _JUDGED_UNDER:
        name = catalogue.criterion(_JUDGED_UNDER[question.field]).name
        lines.append(
            f":material/subdirectory_arrow_right: counts under **{name}**, option by option"
        )
    if question.field == "goal" and requirement.goal:
        goal = catalogue.goals[requirement.goal]
        lines.append(f":material/subdirectory_arrow_right: {goal.help} {goal.why}")
    for must in requirement.active_musts if question.kind == "must" else ():
        if must in ANSWER_MUSTS:
            label = catalogue.answer_label("must_haves", must)
            lines.append(f":material/rule: **{label}**: {catalogue.questions[must].must_text}")
    if lines:
        st.caption("  \n".join(lines))


def _move_line(move: Move, catalogue: Catalogue) -> str:
    name = catalogue.criterion(move.criterion).name
    shift = move.after.mid - move.before.mid
    if shift > 0:
        return f":material/arrow_upward: asks more of **{name}**: {move.why}"
    if shift < 0:
        return f":material/arrow_downward: asks less of **{name}**: {move.why}"
    return f":material/straighten: settles **{name}**: {move.why}"
