"""The compare page's parts: options, fits with evidence, article, radar and philosophies."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

import streamlit as st

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.catalogue.frameworks import Framework
from framework_compare.explain.versus import leaders
from framework_compare.present import fits, radar
from framework_compare.present.article_table import article_comparison
from framework_compare.present.cells import Behind, cell_evidence, figures_text, meanings
from framework_compare.present.claims import introduction
from framework_compare.present.comparison_csv import comparison_csv
from framework_compare.present.drawing import short_name
from framework_compare.present.ledger import sources_of
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.levels import level_text
from framework_compare.scoring.needs import counted_needs
from framework_compare.scoring.reasons import asked_text
from framework_compare.text import KINDS, span_text
from framework_compare.ui.compare import own
from framework_compare.ui.frame import cached, choosing, faults, marks, state
from framework_compare.vocabulary import CRITERIA, CriterionId

_MOST: Final = 6
"""Options that fit side by side."""
_GRADED: Final = ("cell", "surfaces")
"""What has a grade of its own, which the scale's words describe; the rest is built from items."""
_MANY: Final = 12
"""Pieces of evidence that are still shown one by one."""

Shown = tuple[str, ...]

_BY_DEFAULT: Final[Shown] = ("streamlit", "flask")


def render_choice() -> Shown:
    """Let the visitor choose options; at first those that lead, their own, the article's two."""
    with faults.part("The choice of options"):
        return _chosen_options()
    return _BY_DEFAULT


def _chosen_options() -> Shown:
    catalogue, requirement = cached.catalogue(), state.current()
    first = cached.of_study(leaders, requirement)
    known = list(cached.study(without_shortlist(requirement)).options.names)
    # A visitor's own stands beside those that lead, so that a radar of three has it too.
    ordered = list(dict.fromkeys([*first, *sorted(catalogue.handed_in), *known]))
    wanted = dict.fromkeys([*first, *sorted(catalogue.handed_in), *_BY_DEFAULT])
    at_first = [option for option in wanted if option in ordered]
    st.subheader("Options side by side", anchor=False)
    chosen = st.pills(
        "Options side by side",
        ordered,
        selection_mode="multi",
        format_func=lambda option: short_name(option, catalogue),
        label_visibility="collapsed",
        **choosing.of_setting("compare.options", at_first, ordered),
    )
    if len(chosen) > _MOST:
        st.caption(f"{_MOST} fit side by side; these are the first {_MOST}.")
    return tuple(option for option in ordered if option in chosen)[:_MOST]


def without_shortlist(requirement: Requirement) -> Requirement:
    """Return the same answers with every option on the shortlist: all can be looked at."""
    return requirement.with_answers(considered=())


def render_comparison(options: Shown) -> None:
    """Show these options in the way that the visitor chooses."""
    if not options:
        st.info("Choose at least one option above.", icon=":material/touch_app:")
        return
    choosing.render_chosen_section(
        "compare",
        {
            "fit": partial(_render_fit, options),
            "article": partial(_render_article, options),
            "radar": partial(_render_radar, options),
            "philosophies": partial(_render_philosophies, options),
            "own": own.render_own,
        },
    )


@st.fragment
@faults.part("Fit and evidence")
def _render_fit(options: Shown) -> None:
    requirement = state.current()
    table, detail = st.columns([0.56, 0.44], gap="medium")
    with table:
        st.caption(
            "Fit: how well each meets what you ask for, of 100, with the range that evidence and"
            " needs leave open"
        )
        drawing = cached.of_study(fits.drawing, without_shortlist(requirement), options)
        event: Any = st.vega_lite_chart(
            spec=drawing.spec,
            key="cmp.heat",
            on_select="rerun",
            selection_mode=fits.CELL,
            alt=drawing.alt,
        )
    picked = choosing.picked_mark(event, fits.CELL)
    with detail:
        _render_detail(requirement, options, picked.get("criterion_id"), picked.get("option_id"))


def _render_detail(
    requirement: Requirement, options: Shown, clicked: str | None, column: str | None
) -> None:
    """Show what one line of the table rests on.

    A click on a cell chooses the line and opens the option.
    """
    catalogue = cached.catalogue()
    names = {criterion.id: criterion.name for criterion in catalogue.criteria}
    criterion: CriterionId = st.selectbox(
        "Evidence behind a line: click a figure, or choose here",
        CRITERIA,
        index=next((place for place, name in enumerate(CRITERIA) if name == clicked), 0),
        format_func=names.__getitem__,
        key=f"cmp.line.{clicked}.{column}",
    )
    scale = catalogue.criterion(criterion)
    need = next(need for need in cached.verdict(requirement).needs if need.criterion == criterion)
    st.markdown(f"**{scale.question}**")
    if criterion == "stated_needs":
        st.caption("Each need that you ticked is judged on its own.")
    elif criterion == "further_needs":
        st.caption("Needs that nobody mentioned, each by how likely it is to turn up.")
    else:
        span = span_text(need.low, need.high)
        asked = asked_text(requirement, catalogue, need)
        st.caption(f"Asked: {asked}" + (f" (need {span} of 100)" if span else ""))
    for option in options:
        _render_option(
            requirement, catalogue, option, criterion, opened=option == (column or options[0])
        )
    _render_meanings(requirement, criterion)


def _render_meanings(requirement: Requirement, criterion: CriterionId) -> None:
    """Show when an item counts as part of a framework, where a line is made of items."""
    found = meanings(cached.study(without_shortlist(requirement)), criterion)
    if found:
        with st.expander("When is it part of it?", icon=":material/rule:"):
            st.markdown("\n".join(f"- **{label}.** {words}" for label, words in found.items()))


def _render_option(
    requirement: Requirement,
    catalogue: Catalogue,
    option: str,
    criterion: CriterionId,
    *,
    opened: bool,
) -> None:
    study = cached.study(without_shortlist(requirement))
    capability = study.intervals[option][criterion]
    found = cell_evidence(study, option, criterion)
    scale = catalogue.criterion(criterion)
    words = (
        f", {level_text(catalogue, criterion, capability.mid, missing=True)}"
        if scale.basis in _GRADED
        else ""
    )
    label = f"**{short_name(option, catalogue)}**"
    if found or criterion != "stated_needs":
        label += f": {cached.of_study(figures_text, study.requirement, option, criterion)}{words}"
    with st.expander(label, expanded=opened):
        if not found:
            st.caption(_nothing_behind(requirement, catalogue, option, criterion))
        if len(found) == 1 and scale.basis == "cell":
            st.markdown(f"{found[0].why} {_basis(found[0])}")
            for line in found[0].measurements:
                st.caption(f":material/science: {line}")
        elif len(found) > _MANY:
            st.markdown("\n".join(_grouped_lines(found)))
        else:
            st.markdown("\n".join(_evidence_line(piece, named="+" in option) for piece in found))


def _nothing_behind(
    requirement: Requirement, catalogue: Catalogue, option: str, criterion: CriterionId
) -> str:
    if criterion == "stated_needs" and not requirement.stated_needs:
        return "No need is ticked yet."
    if criterion == "stated_needs" and not counted_needs(requirement, catalogue, requirement.goal):
        return "What is ticked counts as a building block of the goal."
    if criterion == "switching_cost" and requirement.existing_framework is None:
        if requirement.existing_size != "none":
            return "Nobody has said whether code exists; if so, likelier in what more people use."
        return "No code exists yet, so nothing is lost."
    if criterion == "switching_cost" and requirement.existing_framework in catalogue.parts(option):
        return "It is the framework of the existing code: nothing has to be rewritten."
    return "Nothing is known about it, so it may lie anywhere on the scale."


def _grouped_lines(found: tuple[Behind, ...]) -> list[str]:
    """Return one line for each framework and value.

    What is shown where the answers do not narrow it down.
    """
    groups: dict[tuple[str, str], list[str]] = {}
    for piece in found:
        groups.setdefault((piece.framework, piece.value), []).append(piece.about)
    return [
        f"- {framework}, **{value}** ({len(abouts)}): {'; '.join(abouts)}"
        for (framework, value), abouts in groups.items()
    ]


def _evidence_line(piece: Behind, *, named: bool) -> str:
    """Return one piece of evidence as a line of Markdown, ending with its kind and sources."""
    about = (
        f"{piece.framework}, {piece.about[:1].lower()}{piece.about[1:]}" if named else piece.about
    )
    why = "" if piece.why.lower().startswith(f"{piece.kind}.") else f" {piece.why}"
    return f"- {about}: **{piece.value}**.{why} {_basis(piece)}"


def _basis(piece: Behind) -> str:
    return " · ".join(
        filter(None, (f":gray[{KINDS[piece.kind]}]", marks.source_links(piece.sources)))
    )


def _render_download(options: Shown) -> None:
    """Offer the comparison as a table for a spreadsheet, made when it is asked for."""
    requirement = without_shortlist(state.current())
    st.download_button(
        "Comparison as a table (CSV)",
        cached.with_data_of_now(lambda: cached.of_study(comparison_csv, requirement, options)),
        "comparison.csv",
        "text/csv",
        key="cmp.csv",
        icon=":material/table:",
        on_click="ignore",
        help="Every criterion and option with fit, capability and sources, for a spreadsheet",
    )


def _render_article(options: Shown) -> None:
    catalogue, requirement = cached.catalogue(), state.current()
    frame = cached.of_study(article_comparison, without_shortlist(requirement), options)
    st.caption(
        f"{cached.of_data(introduction)} Streamlit and Flask stand here in its own judgement, the"
        " others in words of the same scales."
    )
    st.table(frame, border="horizontal", alt="The article's comparison")
    _render_download(options)
    st.markdown("#### How that stands today")
    with st.grid(3, min_column_width=280, border=True):
        for row in catalogue.article.comparison:
            basis = marks.source_links(sources_of(catalogue, row.sources))
            st.markdown(f"**{row.article_name}.** {row.today}\n\n:small[{basis}]")
    st.markdown("#### How the article would have you choose")
    choices = catalogue.article.choose
    st.table(
        {
            "What decides": [
                f"**{choice.dimension.replace('_', ' ').capitalize()}**" for choice in choices
            ],
            "Choose Streamlit if": [choice.streamlit for choice in choices],
            "Choose Flask if": [choice.flask for choice in choices],
        },
        border="horizontal",
        alt="The article's decision table",
    )
    st.markdown(f":material/join: {catalogue.article.both.text} {catalogue.article.both.today}")


@faults.part("The radar")
def _render_radar(options: Shown) -> None:
    catalogue, everything = cached.catalogue(), without_shortlist(state.current())
    shown = options[: radar.MOST_OPTIONS]
    order = st.segmented_control(
        "Order of the axes",
        list(radar.AXIS_ORDERS),
        format_func=radar.AXIS_ORDERS.__getitem__,
        required=True,
        **choosing.of_setting("compare.axes", "tree", radar.AXIS_ORDERS),
    )
    axes = cached.of_study(radar.axes, everything, shown, order)
    shape, figures = st.columns([0.6, 0.4], gap="medium", vertical_alignment="center")
    with shape:
        drawing = cached.of_study(radar.drawing, everything, shown, axes)
        st.vega_lite_chart(spec=drawing.spec, alt=drawing.alt, key="cmp.radar")
    with figures:
        values = cached.of_study(radar.values, everything, shown, axes)
        st.caption("Capability and need, of 100")
        st.dataframe(values, hide_index=True, height="content", alt="Capability and need, of 100")
    if len(options) > len(shown):
        names = ", ".join(short_name(option, catalogue) for option in shown)
        st.caption(f"A radar stays readable with three options: {names}.")
    st.caption(
        "Each line is an option's capability on fixed scales from 0 to 100; the grey one is your"
        " need. A radar cannot show how much a criterion counts or how sure a value is, and its"
        " shape and area change with the order of the axes: reorder them before you trust a shape,"
        " and read the table for the numbers."
    )


def _render_philosophies(options: Shown) -> None:
    catalogue = cached.catalogue()
    said = catalogue.article.philosophy
    shown = dict.fromkeys(part for option in options for part in catalogue.parts(option))
    with st.grid(min_column_width=300, border=True):
        for part in shown:
            framework = catalogue.frameworks[part]
            text = (
                f"#### {framework.name}"
                f" :gray[{framework.version}]\n\n{framework.definition}\n\n**Made for.**"
                f" {framework.commercial_focus}\n\n**How it works.** {framework.architecture}"
            )
            own = next((text for name, text in said.items() if name == part), None)
            if own is not None:
                text += f"\n\n:gray[**The article says.** {own.definition} {own.architecture}]"
            st.markdown(
                f"{text}\n\n{_strengths(framework, catalogue)}\n\n"
                f":small[[{framework.maintainer}]({framework.homepage}),"
                f" {framework.licence}{_release(framework)}]"
            )
        for pairing in (
            catalogue.pairings[option] for option in options if option in catalogue.pairings
        ):
            name = short_name(pairing.id, catalogue)
            st.markdown(f"#### {name}\n\n{pairing.architecture}\n\n**When.** {pairing.when}")


def _strengths(framework: Framework, catalogue: Catalogue) -> str:
    """Return what the framework is known for, each with its sources."""
    lines = []
    for remark in framework.strengths:
        links = marks.source_links(sources_of(catalogue, remark.sources))
        lines.append(f"- {remark.text} :small[{links}]" if links else f"- {remark.text}")
    return "**What speaks for it**\n\n" + "\n".join(lines)


def _release(framework: Framework) -> str:
    """Return on which versions of Python the release runs, as packages say it, and its day."""
    pythons = f", Python {framework.requires_python}" if framework.requires_python else ""
    return pythons + (f", released {framework.released}" if framework.released else "")
