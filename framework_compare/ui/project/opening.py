"""Ways to put something else in the place of all answers: a typical project, a file, or nothing."""

from __future__ import annotations

from typing import Final

from framework_compare.catalogue.article import Preset
from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.errors import RequirementError
from framework_compare.exports.verdict import requirement_json
from framework_compare.requirement.model import LONGEST_FILE, Requirement
from framework_compare.requirement.parsing import parse_json, parse_requirement
from framework_compare.ui.frame import faults, state

PRESET_KEY: Final = "ui.preset"
UPLOAD_KEY: Final = "ui.upload"


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
        raw = parse_json(file.getvalue(), file.name, huge=True, most=LONGEST_FILE)
        requirement = parse_requirement(
            raw, file.name, inert_musts=True, frameworks=state.frameworks()
        )
    except RequirementError as error:
        state.note("This file was not used; your answers are as they were.", error.problems)
        return
    state.replace(requirement)


def answers_file(requirement: Requirement) -> str:
    """Return the answers as a file that opens again, musts without effect included.

    Streamlit calls this outside of any session, so it asks the session for nothing.
    """
    return requirement_json(requirement)
