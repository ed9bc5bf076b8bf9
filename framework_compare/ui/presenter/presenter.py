"""The presenter view: a step of the story on each screen, next and back by the arrow keys."""

from __future__ import annotations

from typing import Final

import streamlit as st

from framework_compare.exports.extra import SEGNO, missing_text
from framework_compare.exports.qr import fits, qr_svg
from framework_compare.present import slides
from framework_compare.present.slides import STEPS, Slide
from framework_compare.requirement.model import Requirement
from framework_compare.ui.frame import cached, faults, marks, menu, state

_STEP: Final = "presenter.step"
_CODE_WIDTH: Final = 360


@faults.part("The presenter view")
def render_step() -> None:
    """Show the step of the story that the link names, with the ways on and back."""
    requirement = state.current()
    steps = cached.of_study(slides.steps_of, requirement)
    first = steps[0]
    state.show_setting(_STEP, first, steps)
    step = state.value_of(_STEP)
    _render_bar(steps, steps.index(step))
    shown = _slide(step, requirement)
    if requirement.name.strip():
        st.text(requirement.name)
    st.header(marks.plain(shown.says), anchor=False)
    if shown.drawing is None and step != "next":
        _render_lines(shown)
        return
    said, beside = st.columns([0.46, 0.54], gap="large")
    with said:
        _render_lines(shown)
    with beside:
        if shown.drawing is None:
            _render_code()
        else:
            st.vega_lite_chart(spec=shown.drawing.spec, alt=shown.drawing.alt, key=f"pr.{step}")


def _render_bar(steps: tuple[str, ...], place: int) -> None:
    with st.container(
        horizontal=True, vertical_alignment="center", gap="small", key="presenter.bar"
    ):
        _render_way("Back", "Left", ":material/arrow_back:", steps, place - 1)
        _render_way("Next", "Right", ":material/arrow_forward:", steps, place + 1)
        st.caption(f"{place + 1} of {len(steps)} · {STEPS[steps[place]]}", width="content")
        st.page_link(
            menu.make_link("verdict"),
            label="Leave",
            icon=":material/close:",
            query_params=state.link(),
        )


def _render_way(label: str, key: str, icon: str, steps: tuple[str, ...], place: int) -> None:
    """Offer the way to a step, greyed out where the story has none there."""
    there = 0 <= place < len(steps)
    st.button(
        label,
        key=f"pr.{label.lower()}",
        icon=icon,
        shortcut=key,
        disabled=not there,
        on_click=_go,
        args=(steps[place] if there else steps[0], steps[0]),
    )


@faults.callback
def _go(step: str, first: str) -> None:
    state.set_value(_STEP, step)
    state.choose(_STEP, first)


def _slide(step: str, requirement: Requirement) -> Slide:
    if step == "others":
        return slides.others(cached.precedent(requirement.goal), cached.nearest(requirement))
    return cached.of_study(slides.slide, requirement, step)


def _render_lines(shown: Slide) -> None:
    """Show the lines as large as Streamlit writes below a title."""
    for about, said in shown.lines:
        named = f"{marks.plain(about)}. " if about else ""
        # Lines are headings below that of the screen, since nothing else is written as large.
        st.subheader(
            f"{named}:gray[{marks.plain(said)}]" if named else marks.plain(said), anchor=False
        )
    if shown.note:
        st.markdown(marks.plain(shown.note))


def _render_code() -> None:
    """Show the link for the phones of the room, and as text."""
    link = faults.address_of(state.answers_link(), "verdict")
    if SEGNO is None:
        st.info(missing_text("segno"), icon=":material/qr_code:")
    elif not fits(link):
        st.info(
            "The link is too long for a code that phones read across a room. Copy it instead.",
            icon=":material/qr_code:",
        )
    else:
        st.image(
            qr_svg(link),
            width=_CODE_WIDTH,
            caption="Point a phone at it: it opens this project.",
            alt="QR code of the link below",
        )
    st.code(link, language=None, wrap_lines=True)
