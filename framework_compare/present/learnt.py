"""What was learnt from real decisions, beside what was judged: rows and sentences."""

from __future__ import annotations

import pandas as pd

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.decisions.learning import judged
from framework_compare.scoring.weights import share_ranges, weight_ranges
from framework_compare.text import percent, percents
from framework_compare.vocabulary import CRITERIA


def weight_rows(catalogue: Catalogue) -> pd.DataFrame:
    """Return every criterion's weight as judged and as learnt, the heaviest first.

    All are shares of the whole, so that they can be compared.
    """
    start, ranges = judged(catalogue).tolist(), share_ranges({}, catalogue)
    reach = weight_ranges(catalogue)
    rows = []
    for criterion, before in zip(CRITERIA, start, strict=True):
        entry = catalogue.criterion(criterion)
        now = ranges[entry.group].expected * ranges[criterion].expected
        span = percents(*reach[criterion])
        rows.append((now, entry.name, percent(before), percent(now), span))
    rows.sort(key=lambda row: -row[0])
    columns = ["Criterion", "Judged", "Learnt", "How far it may lie"]
    return pd.DataFrame([row[1:] for row in rows], columns=columns)


def learnt_sentences(catalogue: Catalogue) -> tuple[str, ...]:
    """Return what learning from decisions means, and what it does not."""
    learnt = catalogue.learnt
    least = min((min(points.values()) for points in learnt.precedent.values() if points), default=0)
    return (
        (
            f"The weights start from judgement and were then learnt from {learnt.decisions}"
            f" recorded decisions of {learnt.teams} teams: they are those under which what teams"
            " took is likeliest, held towards the judged ones where decisions say little. A weight"
            " is drawn from how far it is known: the ranges hold nine draws of ten."
        ),
        (
            "What teams did is not what was right: decisions are written up by those who left more"
            " often than by those who stayed. Facts, grades, needs and what answers move are"
            " evidence and judgement, and are never fitted. Weights of your own override what is"
            " learnt."
        ),
        (
            "While there is no shortlist, what comparable teams took beyond what fit explains"
            f" counts by up to {abs(least):.0f} points. That can put another option first than the"
            " facts alone would; the verdict then says so. “What others took” under your answers"
            " switches it off, and so does a shortlist."
        ),
        (
            f"Reasons that nobody stated move a framework by {learnt.structural:.1f} points either"
            f" way (one standard deviation), and a second stack costs {learnt.second_stack:.1f}"
            " points: both are learnt, too."
        ),
    )
