"""Ways to put something else in the place of all answers: a typical project, a file, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from framework_compare.catalogue.article import Preset
from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.errors import Problem, RequirementError
from framework_compare.exports.bundle import (
    KIND,
    LONGEST_BUNDLE,
    Bundle,
    bundle_of,
    is_bundle,
)
from framework_compare.exports.replay import replay
from framework_compare.exports.verdict import requirement_json
from framework_compare.requirement.model import LONGEST_FILE, Requirement
from framework_compare.requirement.parsing import parse_json, parse_requirement
from framework_compare.ui.frame import cached, faults, own, people, state

PRESET_KEY: Final = "ui.preset"
UPLOAD_KEY: Final = "ui.upload"
_OPENED: Final = "_opened"
_REPLACED: Final = (
    "Its stakeholders and frameworks took the place of those that were here; one step back in the"
    " browser brings these again."
)


def show_preset(requirement: Requirement, catalogue: Catalogue) -> None:
    """Let the list of typical projects name the one whose answers these are, if any.

    Before it is drawn.
    """
    same = (preset.id for preset in catalogue.presets.values() if _is_preset(requirement, preset))
    state.set_value(PRESET_KEY, next(same, None))


def _is_preset(requirement: Requirement, preset: Preset) -> bool:
    same_goal = preset.requirement.get("goal") == requirement.goal
    return same_goal and _requirement_of(preset) == requirement


def _requirement_of(preset: Preset) -> Requirement:
    return parse_requirement(preset.requirement, preset.id, frameworks=state.frameworks())


@faults.callback
def apply_preset(catalogue: Catalogue) -> None:
    """Replace all answers by the typical project that is picked."""
    preset = catalogue.presets.get(state.value_of(PRESET_KEY) or "")
    if preset is not None:
        state.replace(_requirement_of(preset))


@faults.callback
def start_over() -> None:
    """Forget every answer, the weights included."""
    state.replace(Requirement())


@faults.callback
def apply_upload() -> None:
    """Replace all answers by those of the uploaded file, or name its problems and change nothing.

    A bundle also brings people and frameworks of one's own.

    A must that waits for its answer is read as the app shows it, without effect: the app writes
    such files.
    """
    file = state.value_of(UPLOAD_KEY)
    if file is None:
        return
    # The server that it was sent to is gone, or it was taken back meanwhile.
    if not hasattr(file, "getvalue"):
        state.note(
            "The file did not arrive; your answers are as they were.", ["Choose it once more."]
        )
        return
    try:
        content = file.getvalue()
        most = LONGEST_BUNDLE if KIND.encode() in content else LONGEST_FILE
        raw = parse_json(content, file.name, huge=True, most=most)
        if is_bundle(raw):
            _open(bundle_of(raw, file.name, tuple(cached.shared_catalogue().frameworks)))
            return
        requirement = parse_requirement(
            raw, file.name, inert_musts=True, frameworks=state.frameworks()
        )
    except RequirementError as error:
        _refuse(error.problems)
        return
    state.replace(requirement)


def _refuse(problems: Sequence[Problem]) -> None:
    state.note("This file was not used; your answers are as they were.", problems)


def _open(bundle: Bundle) -> None:
    """Take up everything that a bundle brings in the place of what is here, or nothing."""
    brought = [(f"{name}.toml", text.encode()) for name, text in bundle.frameworks.items()]
    frameworks, problems = own.read(brought)
    # Whatever may be wrong is found before anything is changed.
    problems += own.wrong_with(frameworks, instead=True) if not problems else ()
    replaced = bool(people.held() or own.held())
    problems += people.take(bundle.people) if not problems else ()
    if problems:
        _refuse(problems)
        return
    own.take(frameworks, instead=True)
    state.replace(bundle.requirement)
    state.set_value(_OPENED, (bundle, replaced))


@faults.part("Whether the same comes out")
def render_replay() -> None:
    """Say of a bundle that was opened whether the same comes out; once, and where it takes time."""
    opened: tuple[Bundle, bool] | None = state.value_of(_OPENED)
    if opened is None:
        return
    state.set_value(_OPENED, None)
    bundle, replaced = opened
    with st.spinner("Computing it anew, to say whether the same comes out…"):
        found = replay(bundle, cached.catalogue(), cached.likeness())
    if replaced:
        st.toast(_REPLACED, icon=":material/swap_horiz:")
    if found.same:
        st.toast("Opened: every number comes out as it was saved.", icon=":material/check:")
    else:
        state.note("Opened. Not all is as it was when it was saved.", found.lines())
        st.rerun()


def answers_file(requirement: Requirement) -> str:
    """Return the answers as a file that opens again, musts without effect included.

    Streamlit calls this outside of any session, so it asks the session for nothing.
    """
    return requirement_json(requirement)
