"""Your own framework: a template to fill in, its file to add, and a form for what decides most."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

import streamlit as st

from framework_compare.catalogue.own import LONGEST_OWN, MOST_OWN, OwnFramework, id_of
from framework_compare.catalogue.template import START, template, with_cells_set
from framework_compare.errors import Problem
from framework_compare.present.own_form import FormCell, Grade, form_cells, values_set
from framework_compare.requirement.model import Requirement
from framework_compare.text import STATUSES, count_word
from framework_compare.ui.frame import cached, faults, own, state
from framework_compare.vocabulary import FrameworkId

_START_KEY: Final = "own.start"
_ROUND_KEY: Final = "own.round"
_WHOSE_KEY: Final = "own.whose"
_NAME_KEY: Final = "own.name"
_DEFINITION_KEY: Final = "own.definition"
_NEW: Final = ""
_UNCHANGED: Final = "Nothing was added; everything is as it was."


def render_own() -> None:
    """Show what a framework of one's own needs, those that are there, and the form."""
    st.markdown(
        "Compare a framework that is not among these, such as one that your company built. It"
        " stands beside the others on every page, marked “(own)”. It is in nobody else's comparison"
        " unless you give them the link of this page or a file."
    )
    begin, add = st.columns(2, gap="medium")
    with begin, faults.part("The template"):
        nearest = _render_template()
    with add, faults.part("Adding a file"):
        _render_upload()
    with faults.part("Your own frameworks"):
        _render_held()
    with faults.part("The form"):
        _render_form(nearest)


def _render_template() -> FrameworkId:
    """Offer the template, and return the framework whose cells it starts from."""
    shared = cached.shared_catalogue()
    st.markdown("#### 1. Start from what is most like it")
    nearest: FrameworkId = st.selectbox(
        "Whose cells to start from",
        list(shared.frameworks),
        index=list(shared.frameworks).index(_likely_start()),
        format_func=lambda name: shared.frameworks[name].name,
        key=_START_KEY,
        persist_state=state.PERSIST,
    )
    st.download_button(
        "Commented template (TOML)",
        lambda: template(shared, nearest).text,
        f"{id_of(START)}.toml",
        "application/toml",
        key="own.template",
        icon=":material/download:",
        on_click="ignore",
        help="Every cell of its file, each with what it means; it can be added as it is.",
    )
    return nearest


def _likely_start() -> FrameworkId:
    """Return the framework that leads among those that everybody has."""
    shared, verdict = cached.shared_catalogue(), cached.verdict(state.current())
    ranked = (cached.catalogue().parts(standing.option)[0] for standing in verdict.ranking)
    return next(
        (name for name in ranked if name in shared.frameworks), next(iter(shared.frameworks))
    )


def _render_upload() -> None:
    st.markdown("#### 2. Add its file")
    key = f"own.files.{state.value_of(_ROUND_KEY) or 0}"
    st.file_uploader(
        f"TOML files of up to {LONGEST_OWN // 1000} kB, {count_word(MOST_OWN)} at most",
        type="toml",
        accept_multiple_files=True,
        max_upload_size=1,
        key=key,
        on_change=_take_files,
        args=(key,),
    )


@faults.callback
def _take_files(key: str) -> None:
    """Add the files that were chosen, or name their problems and change nothing."""
    files = [file for file in state.value_of(key) or () if hasattr(file, "getvalue")]
    _empty_uploader()
    if not files:
        state.note("The file did not arrive; everything is as it was.", ["Choose it once more."])
        return
    frameworks, problems = own.read((file.name, file.getvalue()) for file in files)
    _take(frameworks, problems)


def _empty_uploader() -> None:
    """Let the uploader start anew: what it held is taken, or was refused and named."""
    state.set_value(_ROUND_KEY, (state.value_of(_ROUND_KEY) or 0) + 1)


def _take(frameworks: list[OwnFramework], problems: list[Problem]) -> None:
    # Where one file cannot be read, the others are looked at all the same, and none is added.
    wrong = [*problems, *own.wrong_with(frameworks)] if problems else own.take(frameworks)
    if wrong:
        state.note(_UNCHANGED, wrong)
        return
    state.dismiss_notice()
    state.set_value(_WHOSE_KEY, frameworks[-1].id)


def _render_held() -> None:
    """List the visitor's own frameworks, each to be taken away or left out again."""
    if not own.held():
        return
    st.markdown("#### Beside the others now")
    for framework in own.held():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{framework.name}** :gray[{framework.file}]", width="stretch")
            st.download_button(
                "As it is now (TOML)",
                partial(_text, framework),
                framework.file,
                "application/toml",
                key=f"own.file.{framework.id}",
                icon=":material/download:",
                on_click="ignore",
            )
            st.button(
                "Remove",
                key=f"own.remove.{framework.id}",
                icon=":material/delete:",
                on_click=faults.callback(own.drop),
                args=(framework.id,),
            )


def _text(framework: OwnFramework) -> str:
    return framework.text


def _render_form(nearest: FrameworkId) -> None:
    """Let the visitor set the cells that decide most, of one of their own or of a new one."""
    held = {framework.id: framework for framework in own.held()}
    names = {name: framework.name for name, framework in held.items()}
    names[_NEW] = f"A new one, like {cached.shared_catalogue().frameworks[nearest].name}"
    requirement = state.current().with_answers(considered=())
    st.markdown("#### Set what decides most")
    if state.value_of(_WHOSE_KEY) not in names:
        state.set_value(_WHOSE_KEY, next(iter(names)))
    whose: str = st.selectbox(
        "Which framework",
        list(names),
        format_func=names.__getitem__,
        key=_WHOSE_KEY,
        persist_state=state.PERSIST,
    )
    before = held.get(whose)
    cells = cached.of_study(form_cells, requirement, before.id if before else nearest)
    with st.form(f"own.form.{before.digest if before else nearest}"):
        if before is None:
            name, about = st.columns([0.3, 0.7])
            name.text_input("Name", key=_NAME_KEY, placeholder=START)
            about.text_input("What it is, in one sentence", key=_DEFINITION_KEY)
        st.caption(
            f"The {count_word(len(cells))} cells on which its score hangs most in your project."
            " What you change counts as a judgement of yours; all other cells stay as they are."
        )
        for cell in cells:
            _render_cell(cell, _prefix(before, nearest))
        st.form_submit_button(
            "Apply" if before else "Add it",
            on_click=_take_form,
            args=(before, nearest, requirement),
        )


def _prefix(before: OwnFramework | None, nearest: FrameworkId) -> str:
    """Return what tells the form's widgets apart, so that they show what stands now."""
    return f"own.cell.{before.digest if before else nearest}"


def _render_cell(cell: FormCell, prefix: str) -> None:
    key = f"{prefix}.{cell.path.inside}"
    words, values = st.columns([0.45, 0.55], gap="medium", vertical_alignment="center")
    with words:
        st.markdown(f"**{cell.label}** :gray[{cell.weighs}]")
        st.caption(f"{cell.about} {cell.ends}".strip())
    with values:
        if isinstance(cell.value, tuple):
            _render_grade(cell, cell.value, key)
        else:
            st.segmented_control(
                cell.label,
                list(STATUSES),
                default=cell.value,
                required=True,
                format_func=STATUSES.__getitem__,
                key=key,
                label_visibility="collapsed",
            )


def _render_grade(cell: FormCell, value: Grade, key: str) -> None:
    low, mid, high = value
    levels = "\n".join(f"- **{at}** {text}" for at, text in cell.levels)
    span, middle = st.columns([0.7, 0.3], vertical_alignment="bottom")
    span.slider("Lowest and highest, of 100", 0, 100, (low, high), key=f"{key}.span", help=levels)
    middle.number_input("Most likely", 0, 100, mid, key=f"{key}.mid")


@faults.callback
def _take_form(before: OwnFramework | None, nearest: FrameworkId, requirement: Requirement) -> None:
    """Add or change a framework as the form says, or name what is wrong and change nothing."""
    cells = cached.of_study(form_cells, requirement, before.id if before else nearest)
    prefix = _prefix(before, nearest)
    answers = {cell.path.inside: _answer(cell, f"{prefix}.{cell.path.inside}") for cell in cells}
    catalogue = cached.shared_catalogue()
    if before is None:
        name = str(state.value_of(_NAME_KEY) or START)
        start = template(catalogue, nearest, name, str(state.value_of(_DEFINITION_KEY) or ""))
        if start.id in [framework.id for framework in own.held()]:
            said = f"must have an id of its own; {start.id} is there already"
            state.note(_UNCHANGED, [Problem(start.file, "", said)])
            return
    else:
        start = before
    after = with_cells_set(start, values_set(cells, answers), catalogue)
    # What the form wrote is read like any file: it may hold what somebody typed.
    frameworks, problems = own.read([(after.file, after.text.encode(errors="replace"))])
    _take(frameworks, problems)


def _answer(cell: FormCell, key: str) -> Any:
    if not isinstance(cell.value, tuple):
        return state.value_of(key)
    span, mid = state.value_of(f"{key}.span"), state.value_of(f"{key}.mid")
    if not isinstance(span, tuple | list) or mid is None:
        return None
    return (span[0], mid, span[1])
