"""Who takes part: people are added, chosen, edited, named and taken out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import streamlit as st

from framework_compare.errors import Problem, RequirementError
from framework_compare.exports.bundle import KIND, read_bundle
from framework_compare.present.briefing import tells_nothing
from framework_compare.present.headline import headline
from framework_compare.requirement.carried import name_of, people_in
from framework_compare.requirement.model import Requirement
from framework_compare.requirement.people import LONGEST_NAME, MOST_PEOPLE, Person
from framework_compare.text import listed
from framework_compare.ui.frame import cached, choosing, faults, marks, menu, people, state
from framework_compare.ui.frame.settings import PERSON

_NAME: Final = "sh.name"
_RENAMED: Final = "sh.renamed"
_FILES: Final = "sh.files"
_PRESET: Final = "sh.preset"
_FULL: Final = f"{MOST_PEOPLE} people take part already, and more are not compared."
_UNCHANGED: Final = "Nobody was added."
_JOINER: Final = "\N{WORD JOINER}"


def shown(name: str) -> str:
    """Return a typed name so that Markdown shows it as it stands: no icon, no link, no emphasis."""
    text = marks.plain(name)
    for sign in (":", "@", "www"):
        text = text.replace(sign, f"{sign}{_JOINER}")
    return text


def chosen_place(count: int) -> int:
    """Return which of so many people is chosen; the first where none is."""
    word = state.setting(PERSON)
    place = int(word) - 1 if isinstance(word, str) and word.isdecimal() else 0
    return place if place < count else 0


@faults.part("Who takes part")
def render_desk() -> None:
    """Show what can be added, and everybody who takes part with what can be done."""
    everybody = people.held()
    with st.container(border=True, key="people", gap="small"):
        _render_adding(everybody)
        if everybody:
            _render_everybody(everybody)


def _render_adding(everybody: Sequence[Person]) -> None:
    """Ask for a name, and take over what is answered now with one click."""
    requirement = state.current()
    if not everybody:
        st.markdown(
            "Answer for one person in **Your project**, come back, type their name or role and add"
            " them; then go on with the next. Up to twelve stand side by side. The link carries"
            " everybody."
        )
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input(
            "Name or role",
            max_chars=LONGEST_NAME,
            key=_NAME,
            placeholder=f"Person {len(everybody) + 1}",
            width=260,
        )
        st.button(
            "Add with your project's answers",
            key="sh.add",
            icon=":material/person_add:",
            on_click=_add_present,
        )
        with st.popover("Other ways to add", icon=":material/group_add:", type="tertiary"):
            _render_other_ways()
        st.caption(_said_now(everybody, requirement), width="content")


def _said_now(everybody: Sequence[Person], requirement: Requirement) -> str:
    """Return what stands in Your project, and whose answers these are."""
    if tells_nothing(requirement):
        return "Nothing is answered in your project now."
    same = [shown(person.name) for person in everybody if person.requirement == requirement]
    whose = f" These are the answers of {listed(same)}." if same else ""
    return f"In your project now: {cached.of_study(headline, requirement)}{whose}"


def _render_other_ways() -> None:
    st.button(
        "Add without any answers",
        key="sh.empty",
        icon=":material/person_add_disabled:",
        on_click=_add_empty,
    )
    catalogue = cached.catalogue()
    st.selectbox(
        "Add with a typical project's answers",
        list(catalogue.presets),
        index=None,
        format_func=lambda preset: catalogue.presets[preset].title,
        key=_PRESET,
        placeholder="Typical projects",
        on_change=_add_preset,
    )
    with st.form("sh.form", clear_on_submit=True, border=False):
        st.file_uploader(
            "Files of answers",
            type="json",
            accept_multiple_files=True,
            key=_FILES,
            help="Each file holds one person's answers, or a list of people with id and"
            " requirements. A file with a problem adds nobody.",
        )
        st.form_submit_button("Add from these files", icon=":material/upload:", on_click=_add_files)


def _render_everybody(everybody: Sequence[Person]) -> None:
    """Show everybody as chips, and below them what can be done with the one that is chosen."""
    words = [str(place + 1) for place in range(len(everybody))]
    st.pills(
        "Who takes part",
        words,
        required=True,
        format_func=lambda word: shown(everybody[int(word) - 1].name),
        label_visibility="collapsed",
        **choosing.of_setting(PERSON, words[0], words),
    )
    place = chosen_place(len(everybody))
    person, requirement = everybody[place], state.current()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.page_link(
            menu.make_link("project"),
            label=f"Edit {shown(person.name)}'s answers",
            icon=":material/edit_note:",
            query_params=state.link_of(person.requirement),
            help="Opens them in Your project, in the place of what is answered there now. Come back"
            " to save them.",
        )
        st.button(
            f"Save as {shown(person.name)}",
            key="sh.save",
            type="tertiary",
            icon=":material/save:",
            help="Puts what is answered in Your project in the place of this person's answers.",
            disabled=person.requirement == requirement or tells_nothing(requirement),
            on_click=_save,
            args=(place,),
        )
        with st.popover("Rename", icon=":material/badge:", type="tertiary"):
            st.text_input("New name or role", max_chars=LONGEST_NAME, key=_RENAMED)
            st.button("Rename", key="sh.rename", on_click=_rename, args=(place,))
        st.button(
            "Duplicate",
            key="sh.duplicate",
            type="tertiary",
            icon=":material/content_copy:",
            on_click=_duplicate,
            args=(place,),
        )
        st.button(
            "Remove",
            key="sh.remove",
            type="tertiary",
            icon=":material/person_remove:",
            on_click=_remove,
            args=(place,),
        )


@faults.callback
def _add_present() -> None:
    """Add somebody with the project's answers, under the typed name or the project's."""
    requirement = state.current()
    _add([Person(_typed(_NAME) or requirement.name, requirement)])
    state.set_value(_NAME, "")


@faults.callback
def _add_empty() -> None:
    """Add somebody who has answered nothing yet."""
    _add([Person(_typed(_NAME), Requirement())])
    state.set_value(_NAME, "")


@faults.callback
def _add_preset() -> None:
    """Add somebody with the answers of the typical project that is picked."""
    preset = cached.catalogue().presets.get(state.value_of(_PRESET) or "")
    if preset is not None:
        requirement = Requirement.model_validate(preset.requirement)
        _add([Person(_typed(_NAME) or preset.title, requirement)])
        state.set_value(_NAME, "")
        state.set_value(_PRESET, None)


@faults.callback
def _add_files() -> None:
    """Add everybody whom the files hold; a file with a problem is named and adds nobody."""
    found: list[Person] = []
    problems: list[Problem | str] = []
    for file in state.value_of(_FILES) or ():
        try:
            found += _people_of(file)
        except RequirementError as error:
            problems += error.problems
    added = _add(found)
    if problems:
        sentence = "Some files added nobody. The others count." if added else _UNCHANGED
        state.note(sentence, problems)


def _people_of(file: Any) -> tuple[Person, ...]:
    # The server that it was sent to is gone, or it was taken back meanwhile.
    if not hasattr(file, "getvalue"):
        raise RequirementError([Problem("", "", "The file did not arrive. Choose it once more.")])
    content = file.getvalue()
    if KIND.encode() in content:
        known = (*cached.shared_catalogue().frameworks, *(state.frameworks() or ()))
        return read_bundle(content, file.name, known).people
    return people_in(content, file.name, frameworks=state.frameworks())


def _add(newcomers: Sequence[Person]) -> bool:
    """Add people as far as there is room, and choose the last; whoever is left out is named."""
    everybody = people.held()
    room = MOST_PEOPLE - len(everybody)
    taken, left = newcomers[:room], newcomers[room:]
    named = [
        Person(name_of(person.name, len(everybody) + place), person.requirement)
        for place, person in enumerate(taken)
    ]
    problems = people.take([*everybody, *named]) if named else ()
    if problems:
        state.note(_UNCHANGED, problems)
        return False
    if named:
        state.set_setting(PERSON, str(len(everybody) + len(named)))
    if left:
        state.note(_FULL, [f"Not added: {name_of(person.name, 0)}" for person in left])
    return bool(named)


@faults.callback
def _save(place: int) -> None:
    """Put the project's answers in the place of one person's."""
    _put(place, lambda person: Person(person.name, state.current()))


@faults.callback
def _rename(place: int) -> None:
    """Call one person otherwise; a name of nothing leaves the old one."""
    name = _typed(_RENAMED)
    if name:
        _put(place, lambda person: Person(name, person.requirement))
    state.set_value(_RENAMED, "")


def _put(place: int, change: Any) -> None:
    everybody = list(people.held())
    if place < len(everybody):
        everybody[place] = change(everybody[place])
        state.note("Nothing was changed.", people.take(everybody))


@faults.callback
def _duplicate(place: int) -> None:
    """Add one person's answers once more, to be changed."""
    everybody = people.held()
    if place < len(everybody):
        _add([everybody[place]])


@faults.callback
def _remove(place: int) -> None:
    """Take one person out."""
    everybody = people.held()
    people.take([person for other, person in enumerate(everybody) if other != place])
    state.forget_settings([PERSON])


def _typed(key: str) -> str:
    value = state.value_of(key)
    return value.strip() if isinstance(value, str) else ""
