"""The page on several people: who they are, where they stand, and its sections."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from framework_compare.explain.agreement import Group
from framework_compare.explain.agreement_beliefs import ASKED, Belief, beliefs, ways_to
from framework_compare.explain.agreement_drivers import differences_of, drivers
from framework_compare.explain.answers import answer_flips
from framework_compare.present import stakeholder_costs
from framework_compare.present import stakeholder_drivers as driving
from framework_compare.present import stakeholders as present
from framework_compare.requirement.model import Requirement
from framework_compare.ui.frame import cached, choosing, faults, people
from framework_compare.ui.stakeholders.desk import chosen_place, render_desk, shown

_POINTS = (
    "Points are of 100 on each person's own scale, with their own answers and weights. A point of"
    " one person's counts as much as a point of another's; scores are never added up or averaged"
    " over people."
)


@dataclass(frozen=True, slots=True)
class _Everybody:
    """The people of this run, held against each other."""

    group: Group
    requirements: tuple[Requirement, ...]
    plain: tuple[str, ...]
    """Names as charts show them."""
    names: tuple[str, ...]
    """Names as Markdown shows them."""


def render_stakeholders() -> None:
    """Show who takes part, what they have in common, and one section on them."""
    st.subheader("Stakeholders", anchor=False)
    render_desk()
    with faults.part("Everybody's verdict"):
        everybody = _everybody()
        if everybody is None:
            return
        _render_common(everybody)
        choosing.render_chosen_section(
            "stakeholders",
            {
                "people": lambda: _render_people(everybody),
                "agreement": lambda: _render_agreement(everybody),
                "accept": lambda: _render_accept(everybody),
                "believe": lambda: _render_believe(everybody),
            },
        )


def _everybody() -> _Everybody | None:
    held = people.held()
    if not held:
        return None
    requirements = tuple(
        person.requirement.model_copy(update={"name": "", "notes": ""}) for person in held
    )
    with st.spinner("Working out everybody's verdict…", show_time=False):
        group = cached.group(requirements)
    plain = tuple(person.name for person in held)
    return _Everybody(group, requirements, plain, tuple(map(shown, plain)))


@faults.part("What they have in common")
def _render_common(everybody: _Everybody) -> None:
    """Show who has which first choice, what all accept and the compromise."""
    group, names = everybody.group, everybody.names
    lines = [
        f"{present.first_choices(group, names)} {present.unsure(group, names)}",
        *present.nothing_fits(group, names),
        present.common_ground(group, names),
        present.compromise_sentence(group, names),
    ]
    st.markdown("  \n".join(line for line in lines if line.strip()))


def _render_people(everybody: _Everybody) -> None:
    """Show the chart for the room, and each one's verdict."""
    group = everybody.group
    if group.options:
        with faults.part("What each option costs each person"):
            drawing = stakeholder_costs.drawing(group, everybody.plain)
            st.vega_lite_chart(spec=drawing.spec, alt=drawing.alt, key="sh.losses")
        st.caption(f"{present.rule_sentence(group)} {_POINTS}")
    _table(present.people_rows(group, everybody.names), "Each person's verdict")


def _render_agreement(everybody: _Everybody) -> None:
    """Show how far people agree, who makes the difference, and what drives it."""
    group, names = everybody.group, everybody.names
    said = [driving.agreement_sentence(group), driving.flips_agreement(group, names)]
    with st.container(gap="xsmall"):
        st.markdown("\n\n".join(filter(None, said)))
        if group.concordance is not None:
            st.caption(f"{driving.ranked_sentence(group, names)} {driving.SOURCES}")
    if len(names) > 1:
        _render_drivers(everybody)
        _render_differences(everybody)
    if group.without:
        with st.expander("Without each person in turn", icon=":material/person_remove:"):
            _table(driving.without_rows(group, names), "The picture without each person in turn")
            st.caption(
                "Kendall's W rises by itself as people leave, the mean rank correlation does not:"
                " it is 1 where all rank alike and 0 where they have nothing in common."
            )


@faults.part("What drives the disagreement")
def _render_drivers(everybody: _Everybody) -> None:
    found = cached.of_group(drivers, everybody.requirements)
    if not found:
        st.markdown("Nothing parts them: no criterion favours other options with other people.")
        return
    drawing = driving.drivers_drawing(found, everybody.group.catalogue)
    st.vega_lite_chart(spec=drawing.spec, alt=drawing.alt, key="sh.drivers")
    st.caption(
        "What each criterion adds to the options' scores differs between people. The shares say how"
        " much of that difference comes from which criterion; below nothing, it brings people"
        " together."
    )


@faults.part("The answers that differ")
def _render_differences(everybody: _Everybody) -> None:
    """Show for the two whose first choices cost each other most which answers make it."""
    group, names = everybody.group, everybody.names
    if group.widest is None:
        return
    one, other = group.widest
    for mine, theirs in ((one, other), (other, one)):
        found = cached.of_group(differences_of, everybody.requirements, mine, theirs)
        if not found:
            continue
        st.markdown(
            f"**The answers between {names[mine]} and {names[theirs]}**, whose first choices cost"
            " each other most"
        )
        st.markdown(driving.difference_sentence(group, mine, theirs, found, names))
        _table(
            driving.difference_rows(group, mine, theirs, found, names),
            f"Answers of {everybody.plain[mine]} and {everybody.plain[theirs]} that differ",
        )
        return


def _render_accept(everybody: _Everybody) -> None:
    """Show what each option costs whom, and what the compromise takes from each."""
    group, names = everybody.group, everybody.names
    if group.compromise is not None and len(group.choosing) > 1:
        st.markdown("**What each gives up with the compromise**")
        _table(present.compromise_rows(group, names), "What each gives up with the compromise")
        st.caption(f"“Not behind in” is out of 100 plausible cases. {_POINTS}")
    st.markdown("**All options that are somebody's first choice, and the best of other families**")
    _table(present.table_rows(group, names), "Options with their largest loss")
    st.caption(present.rule_sentence(group))


@faults.part("What each would have to believe")
def _render_believe(everybody: _Everybody) -> None:
    """Show what the chosen person would have to believe for each other first choice."""
    group, names = everybody.group, everybody.names
    place = chosen_place(len(names))
    mine, found = everybody.requirements[place], beliefs(group, place)
    with st.spinner("Trying every answer and weight…"):
        flips = cached.of_study(answer_flips, mine) if found else ()
        ways = [
            cached.of_study(ways_to, mine, belief.option, _asked(everybody, belief))
            for belief in found
        ]
    st.markdown(f"**What {names[place]} would have to believe.** Choose somebody else above.")
    if not found:
        st.markdown("Nobody has another first choice.")
    for belief, each in zip(found, ways, strict=True):
        with st.container(border=True, gap="xsmall"):
            st.markdown(driving.belief_title(group, place, belief, names))
            lines = driving.belief_lines(group, place, belief, each, flips, names)
            st.markdown("\n".join(f"- {line}" for line in lines))


def _asked(everybody: _Everybody, belief: Belief) -> tuple[Requirement, ...]:
    return tuple(everybody.requirements[holder] for holder in belief.holders[:ASKED])


def _table(rows: pd.DataFrame, alt: str) -> None:
    st.table(rows, border="horizontal", alt=alt, hide_index=True)
