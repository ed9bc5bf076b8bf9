"""How the score adds up, for a spreadsheet that adds it up again: scores, fits, weights, losses.

score = 100 · Σ weight · fit - what answers that bind take off - a second stack + precedent, and
never below nought. The formulas say it over the cells of the other tables, so that whoever moves a
weight sees the scores and the ranks follow.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from framework_compare.exports.sheets import Cell, Column, Formula, Table, at, span
from framework_compare.present.weights import OWN, THEIRS
from framework_compare.scoring.distributions import Floats
from framework_compare.scoring.results import Standing
from framework_compare.scoring.study import Study
from framework_compare.scoring.weights import share_ranges
from framework_compare.vocabulary import COLUMN, CRITERIA, GROUPS, VALUE_TREE

WEIGHTS: Final = "Weights"
FITS: Final = "Fits"
LOSSES: Final = "Losses"
_WHOLE: Final = "the whole"
_DIGITS: Final = 6
"""To which scores are compared for a rank: what differs by less is rounding."""
_SHARE, _OF_THE_WHOLE = 3, 7
"""Places of two columns of the weights."""
_LED: Final = range(len(GROUPS), len(GROUPS) + len(CRITERIA))
"""Rows of the criteria among the weights, under those of the groups."""
_DOWN: Final = range(len(CRITERIA))
_PAST, _SCORE, _FIT = 4, 6, 7
"""Places of three columns of the scores."""


def scores(study: Study) -> Table:
    """Return every option with its score as a formula, and how sure its place is."""
    ranked = {standing.option: standing for standing in study.verdict.ranking}
    excluded = {out.option: out.reason for out in study.verdict.excluded}
    rows = [study.options.names.index(name) for name in (*ranked, *excluded)]
    last = range(len(rows))
    return Table(
        "Scores",
        "Every option, the best first; those that fail a must-have at the end, with their reason."
        " The score is a formula over the other sheets.",
        _SCORES,
        tuple(
            (
                *_named(study, row),
                excluded.get(study.options.names[row], ""),
                *_reckoned(study, row, place, last),
                *_sure(ranked.get(study.options.names[row])),
            )
            for place, row in enumerate(rows)
        ),
    )


_SCORES: Final = (
    Column("Option", "text", "A framework, or one with a service behind it.", 30),
    Column("Screens", "text", "The framework that people see.", 18),
    Column("Service", "text", "The framework behind it; empty where there is none.", 14),
    Column("Ruled out by", "text", "Which must-haves it fails; empty where it fails none.", 34),
    Column("Past the musts", "text", "Whether it is ranked: yes or no.", 11),
    Column(
        "Rank here",
        "whole",
        "Rank by the scores of this sheet; options whose scores are equal share one. A formula.",
        10,
    ),
    Column(
        "Score",
        "points",
        "The four parts to the right, and never below 0. A formula.",
        10,
    ),
    Column(
        "By fit",
        "points",
        "100 times the sum of weight times fit over all criteria. A formula.",
        10,
    ),
    Column(
        "Beyond any weight",
        "points",
        "What answers that bind take off, with a minus: the sum of its column under Losses. A"
        " formula.",
        12,
    ),
    Column("Second stack", "points", "What it costs to build and run two, with a minus.", 12),
    Column(
        "What others took",
        "points",
        "By what comparable teams took; none is above 0. It counts only where there is no"
        " shortlist and nobody has switched it off.",
        12,
    ),
    Column(
        "Comes first",
        "share",
        "Share of the draws in which this very option comes first. It does not follow from the"
        " cells of this workbook.",
        12,
    ),
    Column("Rank, low", "whole", "5th percentile of its rank over the draws; 1 is best.", 10),
    Column("Rank, high", "whole", "95th percentile of its rank over the draws.", 10),
    Column("Meets the musts", "share", "Share of the draws in which it meets every must.", 12),
)


def _named(study: Study, row: int) -> tuple[str, str, str]:
    catalogue, option = study.catalogue, study.options.names[row]
    screens, *service = (catalogue.frameworks[part].name for part in catalogue.parts(option))
    return catalogue.option_name(option), screens, "".join(service)


def _reckoned(study: Study, row: int, place: int, last: range) -> Iterator[Cell]:
    """Yield what a spreadsheet reckons, and the two numbers that it takes as they are."""
    is_past = row in study.order
    yield "yes" if is_past else "no"
    own, every = at(_SCORE, place), span(_SCORE, last)
    before = f'({span(_PAST, last)}="yes")*(ROUND({every},{_DIGITS})>ROUND({own},{_DIGITS}))'
    rank = f'=IF({at(_PAST, place)}="yes",1+SUMPRODUCT({before}),"")'
    yield Formula(rank, _rank(study, row) if is_past else "")
    stack = 0.0 if study.options.alone[row] else -study.catalogue.learnt.second_stack
    yield Formula(
        f"=MAX(0,SUM({at(_FIT, place)}:{at(_FIT + 3, place)}))", max(float(study.scores[row]), 0.0)
    )
    weights, fits = span(_OF_THE_WHOLE, _LED, WEIGHTS), span(1 + row, _DOWN, FITS)
    by_fit = 100 * float((study.fits[row] * study.weights).sum())
    yield Formula(f"=100*SUMPRODUCT({weights},{fits})", by_fit)
    lost = float(study.beyond[row].sum())
    yield Formula(f"=-SUM({span(1 + row, _DOWN, LOSSES)})", -lost if lost else 0.0)
    yield stack
    yield float(study.precedent[row])


def _rank(study: Study, row: int) -> int:
    scores = [round(max(float(study.scores[each]), 0.0), _DIGITS) for each in study.order]
    return 1 + sum(score > round(max(float(study.scores[row]), 0.0), _DIGITS) for score in scores)


def _sure(standing: Standing | None) -> tuple[Cell, ...]:
    if standing is None:
        return (None, None, None, None)
    return (standing.p_best, standing.rank_low, standing.rank_high, standing.meets)


def weights(study: Study) -> Table:
    """Return the shares of groups and criteria, and each criterion's weight as a formula."""
    catalogue = study.catalogue
    ranges = share_ranges(study.requirement.weights, catalogue)
    groups = {group.id: group.name for group in catalogue.groups}
    rows: list[tuple[Cell, ...]] = []
    for place, group in enumerate(GROUPS):
        whole = ranges[group]
        own, every = at(_SHARE, place), span(_SHARE, range(len(GROUPS)))
        weight = Formula(f"={own}/SUM({every})", whole.expected)
        shares = (whole.expected, whole.low, whole.high, OWN if whole.own else THEIRS)
        rows.append(("Group", groups[group], _WHOLE, *shares, weight, whole.low, whole.high))
    for number, group in enumerate(GROUPS):
        first = len(rows)
        mates, whole = range(first, first + len(VALUE_TREE[group])), ranges[group]
        for place, criterion in zip(mates, VALUE_TREE[group], strict=True):
            share = ranges[criterion]
            part = f"{at(_SHARE, place)}/SUM({span(_SHARE, mates)})"
            weight = Formula(
                f"={at(_OF_THE_WHOLE, number)}*{part}", float(study.weights[COLUMN[criterion]])
            )
            shares = (share.expected, share.low, share.high, OWN if share.own else THEIRS)
            ends = (share.low * whole.low, share.high * whole.high)
            name = catalogue.criterion(criterion).name
            rows.append(("Criterion", name, groups[group], *shares, weight, *ends))
    return Table(
        WEIGHTS,
        "What weighs how much: the groups' shares of the whole first, then the criteria's shares"
        " of their group. Put another number into Share: the others keep their proportions, and"
        " the scores follow.",
        _WEIGHTS,
        tuple(rows),
    )


_WEIGHTS: Final = (
    Column("Level", "text", "Group or criterion.", 10),
    Column("Name", "text", "Of the group or the criterion.", 24),
    Column("Part of", "text", "What it is a share of: the whole, or its group.", 18),
    Column(
        "Share",
        "share",
        "The share that the score uses. You may put another number here: shares of one whole are"
        " divided by their sum.",
        10,
        input=True,
    ),
    Column("Share, low", "share", "Nine draws of ten lie between low and high.", 10),
    Column("Share, high", "share", "Nine draws of ten lie between low and high.", 10),
    Column("Set by", "text", "Whether the range was set by you or is the model's.", 18),
    Column("Weight of the whole", "share", "Group's share times the criterion's. A formula.", 12),
    Column("Weight, low", "share", "Low of the group times low of the criterion.", 10),
    Column("Weight, high", "share", "High of the group times high of the criterion.", 10),
)


def _matrix(study: Study, name: str, about: str, column: Column, values: Floats) -> Table:
    """Return a table with a row for each criterion and a column for each option."""
    catalogue = study.catalogue
    named = (replace(column, title=catalogue.option_name(each)) for each in study.options.names)
    rows = (
        (catalogue.criterion(criterion).name, *each)
        for criterion, each in zip(CRITERIA, values.T.tolist(), strict=True)
    )
    criteria = Column("Criterion", "text", "In the order of the weights.", 24)
    return Table(name, about, (criteria, *named), tuple(rows))


def fits(study: Study) -> Table:
    """Return how far every option meets what is asked, criterion by criterion."""
    about = (
        "How far every option meets what is asked of each criterion: 1 is all of it; power beyond"
        " what is asked earns nothing. The ranges stand under Capabilities."
    )
    column = Column("", "share", "Its fit on each criterion.", 12)
    return _matrix(study, FITS, about, column, study.fits)


def losses(study: Study) -> Table:
    """Return what answers that bind take off, beyond any weight."""
    about = (
        "Points that an option loses where it misses a load, a date or a place by far, or where"
        " existing code would be written again: no weight makes up for them."
    )
    column = Column("", "points", "What it loses on each criterion.", 12)
    return _matrix(study, LOSSES, about, column, study.beyond)
