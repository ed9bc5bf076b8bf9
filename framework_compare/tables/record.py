"""Frames of how the verdicts did on real decisions."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.decisions.record import Calibrated, Rate, TrackRecord
from framework_compare.present.theme import ACCENT, GREY
from framework_compare.text import signed

_COLUMNS = ["name", "share", "low", "high", "label", "figure", "colour"]


def _rate_rows(rates: Iterable[tuple[str, Rate, str]]) -> pd.DataFrame:
    rows = []
    for name, rate, colour in rates:
        if rate.share is None or rate.low is None or rate.high is None:
            continue
        share, low, high = (round(100 * part, 1) for part in (rate.share, rate.low, rate.high))
        label = f"{share:.0f}% of {rate.n} (95% interval {low:.0f} to {high:.0f}%)"
        rows.append((name, share, low, high, label, f"{share:.0f}%", colour))
    return pd.DataFrame(rows, columns=_COLUMNS)


def agreement_rates(record: TrackRecord) -> pd.DataFrame:
    """Return how often the team's choice was among our first one, two and three, over shortlist and
    all.
    """
    return _rate_rows(
        (f"{place}, {over}", rate, ACCENT)
        for over, part in (("of its shortlist", record.shortlist), ("of all ten", record.all))
        for place, rate in (
            ("First", part.top1),
            ("First two", part.top2),
            ("First three", part.top3),
        )
    )


def baseline_rows(record: TrackRecord) -> pd.DataFrame:
    """Return our agreement on the teams' shortlists beside what simple rules reach."""
    rules = [
        (rule.name[:1].upper() + rule.name[1:], rule.shortlist, GREY) for rule in record.baselines
    ]
    return _rate_rows([("These verdicts", record.shortlist.top1, ACCENT), *rules])


def calibration_rates(record: TrackRecord, catalogue: Catalogue) -> pd.DataFrame:
    """Return, for each word of confidence, how often verdicts with that word agreed."""
    return _rate_rows(
        (f"{catalogue.confidence.word(word.word).label} ({word.n})", word, ACCENT)
        for word in record.calibration.shortlist
    )


def cross_check_effect(record: TrackRecord, catalogue: Catalogue) -> pd.DataFrame:
    """Return agreement by word and log scores, without and with the other methods, over shortlist
    and all ten.
    """
    rows: list[tuple[str, str, str]] = []
    for over, checked, after in (
        ("shortlist", record.cross_check.shortlist, record.calibration.shortlist),
        ("all ten", record.cross_check.all, record.calibration.all),
    ):
        with_them = {rate.word: rate for rate in after}
        for rate in checked.before:
            other = with_them.get(rate.word)
            if rate.n or (other and other.n):
                label = catalogue.confidence.word(rate.word).label
                rows.append((f"{label}, {over}", _rate_text(rate), _rate_text(other)))
    for over, scores, shares in (
        ("shortlist", record.cross_check.shortlist.word_log_score, record.log_score.shortlist),
        ("all ten", record.cross_check.all.word_log_score, record.log_score.all),
    ):
        if scores.before is not None and scores.after is not None:
            rows.append(
                (f"Log score of words, {over}", signed(scores.before), signed(scores.after))
            )
        if shares is not None:
            rows.append((f"Log score of shares, {over}", signed(shares), signed(shares)))
    return pd.DataFrame(rows, columns=["What", "Without them", "With them"])


def _rate_text(rate: Calibrated | None) -> str:
    if rate is None or rate.share is None or rate.low is None or rate.high is None:
        return "none"
    return f"{rate.share:.0%} of {rate.n} ({100 * rate.low:.0f} to {rate.high:.0%})"


def miss_rows(record: TrackRecord, catalogue: Catalogue) -> pd.DataFrame:
    """Return every case in which the team chose otherwise, with the reason that its source
    gives.
    """
    among = {miss.id for miss in record.misses.shortlist}
    every = [
        *record.misses.shortlist,
        *(miss for miss in record.misses.all if miss.id not in among),
    ]
    rows = [
        (
            miss.id,
            catalogue.option_name(miss.champion) if miss.champion else "None fits",
            catalogue.confidence.word(miss.confidence).label if miss.confidence else "",
            " with ".join(
                catalogue.frameworks[part].name
                for part in miss.chosen
                if part in catalogue.frameworks
            ),
            miss.kind,
            miss.reason,
            miss.source if miss.source.startswith("https://") else "",
        )
        for miss in every
    ]
    columns = [
        "Case",
        "The verdict",
        "Confidence",
        "They chose",
        "Our pick was",
        "Reason given",
        "Source",
    ]
    return pd.DataFrame(rows, columns=columns)
