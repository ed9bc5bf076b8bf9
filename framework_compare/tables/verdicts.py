"""Frames of one verdict: shares of firsts, places, contributions, must-haves, and a score as a
sum.
"""

from __future__ import annotations

from itertools import accumulate
from typing import Any, Final

import pandas as pd

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.charts.rank_bars import PLACES
from framework_compare.present.drawing import short_name
from framework_compare.present.theme import colour, option_colour
from framework_compare.scoring.results import Verdict
from framework_compare.text import percent, points_text
from framework_compare.vocabulary import CRITERIA

_FAMILIES: Final = 4
_OPTIONS: Final = 6
_WHOLE: Final = 0.5
"""Contributions below this round to no point."""


def family_rows(verdict: Verdict, catalogue: Catalogue) -> pd.DataFrame:
    """Return the best four families: name, share from 0 to 100, label and colour."""
    rows = [
        {
            "name": catalogue.frameworks[family.family].name,
            "share": round(100 * family.share, 1),
            "label": percent(family.share),
            "colour": colour(family.family, catalogue),
        }
        for family in verdict.families[:_FAMILIES]
    ]
    return pd.DataFrame(rows, columns=["name", "share", "label", "colour"])


def place_rows(verdict: Verdict, catalogue: Catalogue) -> pd.DataFrame:
    """Return how often the best six options take each place.

    One row a segment of a bar from 0 to 100.
    """
    rows: list[dict[str, Any]] = []
    for standing in verdict.ranking[:_OPTIONS]:
        best = standing.rank_shares[: len(PLACES) - 1]
        shares = [*best, max(0.0, 1 - sum(best))]
        ends = list(accumulate(shares))
        for place, share, end in zip(PLACES, shares, ends, strict=False):
            rows.append(
                {
                    "name": short_name(standing.option, catalogue),
                    "place": place,
                    "start": round(100 * (end - share), 2),
                    "end": round(100 * end, 2),
                    "middle": round(100 * (end - share / 2), 2),
                    "share": percent(share),
                }
            )
    columns = ["name", "place", "start", "end", "middle", "share"]
    return pd.DataFrame(rows, columns=columns)


def contribution_rows(verdict: Verdict, catalogue: Catalogue) -> pd.DataFrame:
    """Return what each criterion adds to the lead over the runner-up, largest first, the rest as
    one line.
    """
    columns = ["criterion", "points", "label", "side", "colour"]
    if verdict.champion is None or verdict.runner_up is None:
        return pd.DataFrame(columns=columns)
    ordered = sorted(verdict.contributions, key=lambda item: -item.points)
    lines = [
        (catalogue.criterion(item.criterion).name, item.points)
        for item in ordered
        if abs(item.points) >= _WHOLE
    ]
    small = [item.points for item in ordered if abs(item.points) < _WHOLE]
    if abs(sum(small)) >= _WHOLE:
        lines.append(("Everything else", sum(small)))
    rows = []
    for name, points in lines:
        side = verdict.champion if points >= 0 else verdict.runner_up
        label, tint = points_text(points), option_colour(side, catalogue)
        rows.append((name, round(points, 2), label, short_name(side, catalogue), tint))
    return pd.DataFrame(rows, columns=columns)


def must_rows(verdict: Verdict, catalogue: Catalogue) -> pd.DataFrame:
    """Return every must-have: how many options pass, and who would lead without it."""
    rows = []
    for must in verdict.musts:
        without = catalogue.option_name(must.without) if must.without else "still nothing"
        price = "nothing changes" if must.without == verdict.champion else f"{without} would lead"
        rows.append((must.text, len(must.passed), len(must.unknown), len(must.failed), price))
    return pd.DataFrame(rows, columns=["Must-have", "Pass", "Not known", "Fail", "Without it"])


def score_sum(verdict: Verdict, catalogue: Catalogue) -> pd.DataFrame:
    """Return the champion's score as a sum.

    Weight, fit and points of each criterion, in the tree's order.

    Weight is a share of 100, fit runs from 0 to 100, points are weight times fit and add up to the
    score.
    """
    if verdict.champion is None:
        return pd.DataFrame(columns=["Criterion", "Weight", "Fit", "Points"])
    fits = verdict.standing(verdict.champion).fits
    rows = [
        (catalogue.criterion(criterion).name, 100 * weight, 100 * fit, 100 * weight * fit)
        for criterion, weight, fit in zip(CRITERIA, verdict.weights, fits, strict=True)
    ]
    return pd.DataFrame(rows, columns=["Criterion", "Weight", "Fit", "Points"])
