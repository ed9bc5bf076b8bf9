"""The ways of asking for weights, one widget or a few each.

An order, swings, comparisons, shares.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

import streamlit as st

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.explain.elicitation import FAMILIES
from framework_compare.explain.pairwise import components, consistency_ratio, worst_triad
from framework_compare.explain.swings import SwingEnds, swing_ends
from framework_compare.present.weights import weight_name
from framework_compare.scoring.study import Study
from framework_compare.text import counted
from framework_compare.ui.frame import cached, state
from framework_compare.ui.what_if import weighing
from framework_compare.ui.what_if.weighing import Way

WAYS: Final[dict[Way, str]] = {
    "order": "By order",
    "swing": "By swing",
    "pairs": "In pairs",
    "shares": "As shares",
}
"""What each way is called, the quickest first."""
_HINTS: Final[dict[Way, str]] = {
    "order": "Quick, and often good enough. What you leave out comes after, in any order.",
    "swing": (
        "Give 100 to the step you value most, then say what the others are worth beside it. "
        "A slider over its whole range says nothing."
    ),
    "pairs": "Say how much more one step is worth than the other. Not all need an answer.",
    "shares": (
        "The least and the greatest share in per cent. A slider over its whole range says nothing, "
        "unless it is marked as set."
    ),
}

_WHOLE: Final = (
    ":material/check: Set by you, over its whole range: it replaces the model's. Move it to change"
    " that."
)
"""Said below a slider of shares that is set, though its handles stand where untouched ones do."""


def ends_of(study: Study) -> dict[str, SwingEnds]:
    """Return what each weight is about: both ends of its range."""
    return cached.of_study(swing_ends, study.requirement)


def render_way(way: Way, family: str, study: Study) -> None:
    """Ask for one family's weights in one way."""
    renderers: dict[Way, Callable[[str, Study], None]] = {
        "order": _render_order,
        "swing": _render_swings,
        "pairs": _render_pairs,
        "shares": _render_shares,
    }
    st.caption(_HINTS[way])
    renderers[way](family, study)


def _inside(name: str) -> str:
    """Return a name as it goes within a sentence."""
    return f"the {name.removeprefix('The ')}" if name.startswith("The ") else name


def _render_order(family: str, study: Study) -> None:
    st.multiselect(
        "Tap in order of importance, most important first",
        FAMILIES[family],
        format_func=lambda member: weight_name(member, study.catalogue),
        key=weighing.key("order", family),
        on_change=weighing.take_order,
        args=(family,),
        placeholder="The most important first",
        select_all=False,
        filter_mode=None,
        wrap=True,
        persist_state=state.PERSIST,
    )
    _render_steps(family, study)


def _render_steps(family: str, study: Study) -> None:
    ends = ends_of(study)
    lines = [
        f"- {_asked(ends[member], member, study.catalogue)}"
        for member in FAMILIES[family]
        if ends[member].worst
    ]
    if lines:
        st.markdown(
            "What each weight is about: the step from the worst to the best option on the table."
        )
        st.markdown("\n".join(lines))


def _asked(ends: SwingEnds, member: str, catalogue: Catalogue) -> str:
    """Return a weight's name with what it is about."""
    name, step = weight_name(member, catalogue), _step(ends, member, catalogue)
    return f"**{name}:** {step}" if step else f"**{name}**"


def _step(ends: SwingEnds, member: str, catalogue: Catalogue) -> str:
    """Return the step from the worst to the best level in words."""
    if ends.decides_nothing:
        return "The options hardly differ here: its weight moves little." if ends.worst else ""
    said = f"from *{ends.worst}* to *{ends.best}*"
    if ends.worst == ends.best:
        said = f"all near *{ends.best}*, some closer than others"
    if ends.criterion == member:
        return said
    others = f", and {counted(ends.more, 'more criterion', 'more criteria')}" if ends.more else ""
    return f"{catalogue.criterion(ends.criterion).name} {said}{others}"


def _render_swings(family: str, study: Study) -> None:
    ends = ends_of(study)
    for member in FAMILIES[family]:
        st.slider(
            _asked(ends[member], member, study.catalogue),
            *weighing.UNTOUCHED,
            value=weighing.UNTOUCHED,
            step=5,
            key=weighing.key("swing", family, member),
            on_change=weighing.take_swings,
            args=(family,),
            persist_state=state.PERSIST,
        )


def _render_shares(family: str, study: Study) -> None:
    ends, own = ends_of(study), weighing.own_shares(study.requirement, family)
    for member in FAMILIES[family]:
        st.slider(
            _asked(ends[member], member, study.catalogue),
            *weighing.UNTOUCHED,
            value=weighing.slider_value(own, member),
            format="%d%%",
            key=weighing.key("shares", family, member),
            on_change=weighing.take_share,
            args=(family, member),
            persist_state=state.PERSIST,
        )
        if member in own and weighing.slider_value(own, member) == weighing.UNTOUCHED:
            st.caption(_WHOLE)


def _render_pairs(family: str, study: Study) -> None:
    catalogue = study.catalogue
    places = range(len(catalogue.elicitation.pairwise.scale))
    with st.grid(2, min_column_width=220):
        for one, other in weighing.pairs(family):
            names = (weight_name(one, catalogue), weight_name(other, catalogue))
            st.selectbox(
                f"{names[0]} or {_inside(names[1])}?",
                places[::-1],
                index=None,
                format_func=partial(_answer, names=names, catalogue=catalogue),
                key=weighing.key("pairs", family, f"{one}.{other}"),
                on_change=weighing.take_comparisons,
                args=(family,),
                placeholder="Not compared",
                persist_state=state.PERSIST,
            )
    _render_consistency(family, catalogue)
    _render_steps(family, study)


def _answer(place: int, names: tuple[str, str], catalogue: Catalogue) -> str:
    """Return one answer to a comparison: ``Engineering, much more``."""
    ratio = catalogue.elicitation.pairwise.scale[place]
    return (
        _word(ratio, catalogue).capitalize()
        if ratio == 1
        else f"{names[ratio < 1]}, {_word(ratio, catalogue)}"
    )


def _word(ratio: float, catalogue: Catalogue) -> str:
    size = max(ratio, 1 / ratio)
    return min(catalogue.elicitation.pairwise.steps, key=lambda step: abs(step.value - size)).label


def _render_consistency(family: str, catalogue: Catalogue) -> None:
    """Show what is still to compare, and how well the answers fit together.

    Nothing is refused for it.
    """
    members, given = FAMILIES[family], weighing.judgments(family)
    if not given:
        return
    first, *apart = components(given, members)
    if apart:
        sides = [
            " or ".join(_inside(weight_name(member, catalogue)) for member in side)
            for side in (first, apart[0])
        ]
        st.markdown(
            f":material/link: **Not connected yet.** Compare also {sides[0]} with {sides[1]}."
        )
        return
    rules = catalogue.elicitation.pairwise
    table, limits = rules.random_index, rules.consistency
    ratio = consistency_ratio(given, members, table.values.get(len(members)))
    triad = worst_triad(given, members)
    if triad is not None and _hard(
        ratio, triad.inconsistency, limits.limits.get(len(members), 0.0), limits.triad
    ):
        a, b, c = triad.members
        said = "; ".join(
            _said(one, other, given, catalogue) for one, other in ((a, b), (b, c), (a, c))
        )
        st.markdown(
            f":orange[:material/warning:] **Hard to reconcile:** {said}. Perhaps one of the three"
            " is different."
        )
    elif ratio is not None:
        st.markdown(":green[:material/check_circle:] Your answers fit together.")
    if ratio is not None:
        limit = limits.limits.get(len(members), 0.0)
        st.caption(
            f"Consistency ratio {ratio:.2f}, usual limit {limit:.2f}. Random index: {table.name}.",
            help=limits.why,
        )


def _hard(ratio: float | None, triad: float, most: float, most_triad: float) -> bool:
    return triad > most_triad if ratio is None else ratio > most


def _said(one: str, other: str, given: dict[tuple[str, str], float], catalogue: Catalogue) -> str:
    ratio = given[one, other] if (one, other) in given else 1 / given[other, one]
    first, second = (one, other) if ratio >= 1 else (other, one)
    word = _word(ratio, catalogue)
    joint = "as" if ratio == 1 else "than"
    return (
        f"{_inside(weight_name(first, catalogue))} {word} {joint}"
        f" {_inside(weight_name(second, catalogue))}"
    )
