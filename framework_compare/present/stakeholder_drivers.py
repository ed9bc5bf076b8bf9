"""How far people agree, what drives it where they do not, and what each would have to believe."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import altair as alt
import pandas as pd

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.explain.agreement import Concordance, Group, Without
from framework_compare.explain.agreement_beliefs import Belief, Reweighing, Ways, enough_for
from framework_compare.explain.agreement_drivers import Difference, Driver
from framework_compare.present.briefing import answer_in_words
from framework_compare.present.drawing import (
    NO_FRAME,
    Drawing,
    drawn,
    inline,
    label_axis,
    text_mark,
)
from framework_compare.present.stakeholders import named, points_behind
from framework_compare.present.theme import ACCENT, AGAINST, GREY
from framework_compare.present.weights import weight_name, weights_in_words
from framework_compare.requirement.model import Requirement
from framework_compare.scoring.results import Flip
from framework_compare.scoring.screening import must_text
from framework_compare.text import count_word, listed, percent, points_text
from framework_compare.vocabulary import GROUPS

_STRENGTH: Final = ((0.8, "unusually strong"), (0.6, "strong"), (0.4, "moderate"), (0.2, "weak"))
"""Schmidt (1997), Managing Delphi surveys using nonparametric statistical techniques, Decision
Sciences 28(3), 763-774: a W of 0.1 is very weak, 0.3 weak, 0.5 moderate, 0.7 strong and 0.9
unusually strong agreement; these are the middles between them. They are for panels of many, where W
and the mean rank correlation are nearly the same; of few, W is large by chance.
"""
SOURCES: Final = (
    "W is Kendall and Babington Smith's coefficient of concordance (1939), corrected for ties as in"
    " Legendre (2005); the words for how strong agreement is follow Schmidt (1997)."
)
_WEAKEST: Final = "very weak"
_SMALL: Final = 0.02
"""Shares of the disagreement below this stand in one row together."""
_MOST_BARS: Final = 7
_MOVES: Final = 0.1
"""Changes of a mean rank correlation up to this are not worth naming anybody for."""
_WHOLE: Final = 0.5
_TWO: Final = 2
_NAMES: Final = {"weights": "Weights of their own"}


def agreement_sentence(group: Group) -> str:
    """Return how far the rankings agree, with its interval and what chance alone would give."""
    found = group.concordance
    if found is None:
        return _no_agreement(group)
    return (
        f"Kendall's W is **{found.w:.2f}**, where 0 is no agreement and 1 the same order for"
        f" everybody; in 90 of 100 plausible cases it lies between {found.low:.2f} and"
        f" {found.high:.2f}. Chance alone would give {count_word(found.people)} people about"
        f" {1 / found.people:.2f}. The mean rank correlation, to which chance gives 0, is"
        f" {_signed(found.correlation)}: **{_strength(found)}**."
    )


def _strength(found: Concordance) -> str:
    """Return how strong an agreement is, by what does not hang on how many people there are."""
    if found.correlation <= 0:
        return "no agreement beyond chance"
    word = next((word for least, word in _STRENGTH if found.correlation >= least), _WEAKEST)
    return f"{word} agreement"


def _no_agreement(group: Group) -> str:
    if len(group.choosing) < _TWO:
        return "Agreement takes two people for whom something fits."
    if len(group.shared_families) < _TWO:
        return (
            "Fewer than two frameworks are on every table, so there is no order to agree on:"
            " people's musts and shortlists leave too little in common."
        )
    return "Everybody is indifferent between all frameworks, so there is no order to agree on."


def ranked_sentence(group: Group, names: Sequence[str]) -> str:
    """Return what is ranked and by whom; empty where there is no agreement to speak of."""
    found = group.concordance
    if found is None:
        return ""
    ranked = [group.catalogue.frameworks[family].name for family in found.families]
    left = [names[place] for place in range(len(names)) if place not in group.choosing]
    out = f" {listed(left)} cannot rank anything and is left out." if len(left) == 1 else ""
    if len(left) > 1:
        out = f" {named(left)} cannot rank anything and are left out."
    return (
        f"Each person ranks the {count_word(len(ranked))} frameworks that are on every table, each"
        f" by its best option: {listed(ranked)}.{out} In each plausible case the evidence errs"
        " alike for everybody, while weights, and what was left open, vary from case to case."
    )


def flips_agreement(group: Group, names: Sequence[str]) -> str:
    """Return whose leaving changes the picture most; empty where there are only two."""
    base = group.correlation
    changes = [_change(group, names, each) for each in group.without]
    turning = [said for said in changes if said]
    moved = [
        (each.correlation - base, each.place)
        for each in group.without
        if each.correlation is not None and base is not None
    ]
    if not group.without:
        return ""
    said = " ".join(turning)
    if not moved:
        return said
    most, place = max(moved, key=lambda each: abs(each[0]))
    if abs(most) <= _MOVES:
        return f"Nobody's leaving changes how far the others agree by much. {said}".strip()
    way = "more" if most > 0 else "less"
    return (
        f"**{names[place]}** makes the most difference: without them the others agree {way} (mean"
        f" rank correlation {_signed(base or 0.0)} now, {_signed((base or 0.0) + most)} then)."
        f" {said}"
    ).strip()


def _signed(number: float) -> str:
    return f"{number:.2f}".replace("-", "\N{MINUS SIGN}")


def _change(group: Group, names: Sequence[str], without: Without) -> str:
    """Return what one person's leaving makes of what all accept; empty where it stays."""
    catalogue = group.catalogue
    gained = [option for option in without.acceptable if option not in group.acceptable]
    if not gained or group.acceptable:
        return ""
    options = listed([catalogue.option_name(option) for option in gained])
    return f"Without {names[without.place]}, everybody else could accept {options}."


def without_rows(group: Group, names: Sequence[str]) -> pd.DataFrame:
    """Return the picture without each person in turn."""
    columns = ["Without", "Kendall's W", "Mean rank correlation", "Compromise", "All can accept"]
    rows = [
        (
            names[each.place],
            "" if each.w is None else f"{each.w:.2f}",
            "" if each.correlation is None else _signed(each.correlation),
            group.catalogue.option_name(each.compromise) if each.compromise else "none",
            ", ".join(map(group.catalogue.option_name, each.acceptable)) or "nothing",
        )
        for each in group.without
    ]
    return pd.DataFrame(rows, columns=columns)


def drivers_drawing(found: Sequence[Driver], catalogue: Catalogue) -> Drawing:
    """Return which criteria people's disagreement comes from."""
    rows = driver_rows(found, catalogue)
    height = max(60, 30 * len(rows))
    return drawn("Where the disagreement comes from", driver_bars, driver_bars_alt, rows, height)


def driver_rows(found: Sequence[Driver], catalogue: Catalogue) -> pd.DataFrame:
    """Return the share of each criterion in the disagreement, largest first, the rest as one."""
    large = [each for each in found if abs(each.share) >= _SMALL]
    shown = sorted(large, key=lambda each: -abs(each.share))[:_MOST_BARS]
    rows = [
        (catalogue.row_name(each.row), each.share)
        for each in sorted(shown, key=lambda each: -each.share)
    ]
    rest = sum(each.share for each in found if each not in shown)
    if abs(rest) >= _SMALL / 2:
        rows.append(("Everything else", rest))
    return pd.DataFrame(
        [
            (name, round(100 * share, 1), _share_text(share), AGAINST if share > 0 else ACCENT)
            for name, share in rows
        ],
        columns=["criterion", "share", "label", "colour"],
    )


def _share_text(share: float) -> str:
    return f"{round(100 * share)}%".replace("-", "\N{MINUS SIGN}")


def driver_bars(drivers: pd.DataFrame) -> alt.LayerChart:
    """Return bars to the right for what parts people, to the left for what brings them together.

    Parameters
    ----------
    drivers
        columns criterion, share (per cent of the disagreement), label and colour; one row a bar.
    """
    name = alt.Y(
        "criterion:N",
        sort=None,
        title=None,
        axis=label_axis(labelLimit=190, labelOverlap=False, labelFontSize=14),
    )
    share = alt.X("share:Q", scale=alt.Scale(padding=40, nice=False), axis=None)
    hint = [
        alt.Tooltip("criterion:N", title="Criterion"),
        alt.Tooltip("label:N", title="Share of the disagreement"),
    ]
    base = alt.Chart(inline(drivers)).encode(x=share, y=name)
    bars = base.mark_bar(height=alt.RelativeBandSize(0.62), cornerRadiusEnd=2).encode(
        color=alt.Color("colour:N", scale=None, legend=None), tooltip=hint
    )
    figures = base.mark_text(
        **text_mark(
            fontSize=14,
            align=alt.ExprRef("datum.share < 0 ? 'right' : 'left'"),
            dx=alt.ExprRef("datum.share < 0 ? -5 : 5"),
        )
    ).encode(text=alt.Text("label:N"))
    nought = (
        alt.Chart(inline(pd.DataFrame({"share": [0]}), "nought"))
        .mark_rule(color=GREY)
        .encode(x=share)
    )
    chart: alt.LayerChart = (
        alt.layer(bars, nought, figures).properties(height=240).configure(view=NO_FRAME)
    )
    return chart


def driver_bars_alt(drivers: pd.DataFrame) -> str:
    """Return the chart's content as one sentence."""
    if drivers.empty:
        return "Nothing parts these people."
    parts = [f"{row.criterion} {row.label}" for row in drivers.itertuples()]
    return "Share of the disagreement by criterion: " + ", ".join(parts) + "."


def difference_rows(
    group: Group, one: int, other: int, found: Sequence[Difference], names: Sequence[str]
) -> pd.DataFrame:
    """Return the answers that two people gave otherwise, the one that moves most first."""
    requirements = [group.studies[place].requirement for place in (one, other)]
    column = f"Moves {names[one]}'s lead by"
    # Whatever somebody is called, no two columns have one title.
    columns = ["Answer", f"{names[one]} says", f"{names[other]} says", column]
    rows = [
        (
            _fields_name(each.fields, group.catalogue),
            *(_answered(requirement, each.fields, group.catalogue) for requirement in requirements),
            _moved(each.points),
        )
        for each in found
    ]
    return pd.DataFrame(rows, columns=columns)


def _moved(points: float) -> str:
    if abs(points) < _WHOLE:
        return "under 1"
    return points_text(-points)


def difference_sentence(
    group: Group, one: int, other: int, found: Sequence[Difference], names: Sequence[str]
) -> str:
    """Return what the differences are about: whose lead over what they move."""
    mine, theirs = group.champions[one], group.champions[other]
    if mine is None or theirs is None or not found:
        return ""
    options = [group.catalogue.option_name(option) for option in (mine, theirs)]
    lead = group.loss(one, theirs)
    by = "" if lead is None else f", by {points_behind(lead)}"
    return (
        f"For {names[one]}, {options[0]} leads over {options[1]}, the first choice of"
        f" {names[other]}{by}. Each row says how that lead moves once {names[one]} takes over"
        " that one answer."
    )


def _fields_name(fields: Sequence[str], catalogue: Catalogue) -> str:
    return _NAMES.get(fields[0]) or catalogue.questions[fields[0]].short


def _answered(requirement: Requirement, fields: Sequence[str], catalogue: Catalogue) -> str:
    """Return what somebody answered, in the words on the screen; a no says so."""
    if fields == ("weights",):
        return "; ".join(weights_in_words(requirement, catalogue)) or "none"
    said = []
    for field in fields:
        value = requirement.stated_needs if field == "needs" else getattr(requirement, field)
        if value in (None, ()):
            continue
        words = answer_in_words(field, value, catalogue)
        said.append(f"not {words}" if field == "not_needed" else words)
    return "; ".join(said) or "not known"


def belief_title(group: Group, place: int, belief: Belief, names: Sequence[str]) -> str:
    """Return whose choice it is and how far behind it is for somebody."""
    option = group.catalogue.option_name(belief.option)
    whose = named([names[holder] for holder in belief.holders])
    if belief.behind is None:
        why = "off the table" if belief.on_list else "not on the shortlist"
        return f"**{option}**, the first choice of {whose}, is {why} for {names[place]}."
    return (
        f"**{option}**, the first choice of {whose}, is {points_behind(belief.behind)} behind for"
        f" {names[place]}."
    )


def belief_lines(
    group: Group,
    place: int,
    belief: Belief,
    ways: Ways,
    flips: Sequence[Flip],
    names: Sequence[str],
) -> tuple[str, ...]:
    """Return what would put it first, each way a sentence; what does not exist is said as well.

    Parameters
    ----------
    ways
        what `ways_to` found, asking the first of the holders.
    flips
        what single answers do for this person, nearest first.
    """
    answer, whose = enough_for(belief, flips), belief.holders[ways.whose]
    catalogue, study = group.catalogue, group.studies[place]
    option = catalogue.option_name(belief.option)
    lines = []
    if belief.musts:
        musts = [f"“{must_text(must, study.requirement, catalogue)}”" for must in belief.musts]
        lines.append(f"It fails {'the must' if len(musts) == 1 else 'the musts'} {listed(musts)}.")
    if answer is not None:
        lines.append(f"One other answer is enough. {answer.text}")
    if ways.weight is not None:
        lines.append(_weight_line(ways.weight, option, catalogue))
    if ways.taken:
        theirs = group.studies[whose].requirement
        fields = listed(
            [
                f"“{_fields_name(each, catalogue)}” ({_answered(theirs, each, catalogue)})"
                for each in ways.taken
            ]
        )
        answers = "answer" if len(ways.taken) == 1 else "answers"
        lines.append(f"With {names[whose]}'s {answers} to {fields}, {option} would lead.")
    missing = [
        word for word, there in (("other answer", answer), ("weight", ways.weight)) if there is None
    ]
    if missing:
        lines.append(f"No single {' and no single '.join(missing)} puts it first.")
    if not ways.taken:
        lines.append(
            f"Five answers of {names[whose]}, taken over one after the other, are not enough."
        )
    return tuple(lines)


def _weight_line(weight: Reweighing, option: str, catalogue: Catalogue) -> str:
    """Return at which weight an option would lead, and whether that is plausible."""
    criterion = None if weight.weight in GROUPS else catalogue.criterion(weight.weight)
    whole = "the whole" if criterion is None else f"“{weight_name(criterion.group, catalogue)}”"
    far = "" if weight.distance <= 1 else " That is outside what the model holds plausible."
    return (
        f"“{weight_name(weight.weight, catalogue)}” would have to weigh {_exact(weight.share)} of"
        f" {whole} instead of {percent(weight.today)} for {option} to lead.{far}"
    )


def _exact(share: float) -> str:
    """Return a share in per cent with the decimals that it has."""
    return f"{100 * share:.4g}%"
