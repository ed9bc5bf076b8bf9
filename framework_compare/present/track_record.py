"""How the verdicts did on real decisions: the record's charts, tables and sentences."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

import altair as alt
import pandas as pd

from framework_compare.catalogue.catalogue import Catalogue
from framework_compare.decisions.cases import Case
from framework_compare.decisions.record import Rate, TrackRecord, WordRate, WordScores
from framework_compare.present.drawing import (
    NO_FRAME,
    Drawing,
    by_row,
    drawn,
    inline,
    label_axis,
    text_mark,
)
from framework_compare.present.theme import ACCENT, GREY
from framework_compare.text import percent, percents, signed

_COIN: Final = 0.5
_IN_VIEW: Final = 0.05
"""What agreement may gain where those who write cells and rules can read decisions: a guess, which
the page calls one; nothing measures it.
"""
_UNSEEN: Final = 100
"""New decisions that agreement is projected on."""
_TWO_SIDED: Final = 1.96
"""Standard errors to each side of a 95% interval."""
_COLUMNS: Final = ["name", "share", "low", "high", "label", "figure", "colour"]


def _rate_rows(rates: Iterable[tuple[str, Rate, str]]) -> pd.DataFrame:
    rows = []
    for name, rate, colour in rates:
        if rate.share is None or rate.low is None or rate.high is None:
            continue
        share, low, high = (round(100 * part, 1) for part in (rate.share, rate.low, rate.high))
        figure = percent(rate.share)
        label = f"{figure} of {rate.n} (95% interval {percents(rate.low, rate.high)})"
        rows.append((name, share, low, high, label, figure, colour))
    return pd.DataFrame(rows, columns=_COLUMNS)


def agreement_rates(record: TrackRecord) -> pd.DataFrame:
    """Return how often the team's choice was among our first three, on shortlists and on all."""
    return _rate_rows(
        (f"{place}, {over}", rate, ACCENT)
        for over, part in (("of its shortlist", record.shortlist), ("of all ten", record.all))
        for place, rate in (
            ("First", part.top1),
            ("First two", part.top2),
            ("First three", part.top3),
        )
    )


def baseline_rates(record: TrackRecord) -> pd.DataFrame:
    """Return our agreement on the teams' shortlists beside what simple rules reach."""
    rules = [
        (rule.name[:1].upper() + rule.name[1:], rule.shortlist, GREY) for rule in record.baselines
    ]
    return _rate_rows([("These verdicts", record.shortlist.top1, ACCENT), *rules])


def calibration_rates(record: TrackRecord, catalogue: Catalogue) -> pd.DataFrame:
    """Return, for each word of confidence and both lists, how often such verdicts agreed."""
    return _rate_rows(
        (f"{catalogue.confidence.word(word.word).label}, {over} ({word.n})", word, ACCENT)
        for over, words in (
            ("shortlist", record.calibration.shortlist),
            ("all ten", record.calibration.all),
        )
        for word in words
    )


def reliability_rates(record: TrackRecord) -> pd.DataFrame:
    """Return, by how often a verdict said that its champion comes first, how often it was right."""
    return _rate_rows(
        (f"Said {percent(found.said)}, {over} ({found.right.n})", found.right, ACCENT)
        for over, bins in (
            ("shortlist", record.reliability.shortlist),
            ("all", record.reliability.all),
        )
        for found in bins
    )


def reliability_chart(record: TrackRecord) -> Drawing:
    """Return the chart of whether shares of firsts come true."""
    return _rates_drawn(
        "Do shares come true? How often verdicts were right, by how sure they were",
        reliability_rates(record),
    )


def rates_chart(rates: pd.DataFrame) -> alt.LayerChart:
    """Return a point with its interval for each rate, from 0 to 100 per cent.

    Parameters
    ----------
    rates
        columns name, share, low, high (0 to 100), label and colour; one row a rate. Where no
        interval is known low and high equal the share.
    """
    name = alt.Y(
        "name:N", sort=None, title=None, axis=label_axis(labelLimit=200, labelOverlap=False)
    )
    scale = alt.Scale(domain=[0, 100], nice=False)
    ruler = alt.Axis(
        values=[0, 25, 50, 75, 100],
        labelExpr="datum.value + '%'",
        tickSize=0,
        domain=False,
        title=None,
    )
    hint = [alt.Tooltip("name:N", title="Verdicts"), alt.Tooltip("label:N", title="Agreement")]
    base = alt.Chart(inline(rates)).encode(y=name, color=by_row())
    bands = base.mark_rule(strokeWidth=6, opacity=0.35, strokeCap="round").encode(
        x=alt.X("low:Q", scale=scale, axis=ruler, title=None), x2=alt.X2("high"), tooltip=hint
    )
    points = base.mark_point(filled=True, size=120, opacity=1).encode(
        x=alt.X("share:Q", scale=scale, axis=ruler, title=None), tooltip=hint
    )
    figures = (
        alt.Chart(inline(rates))
        .mark_text(**text_mark(dy=-14, fontSize=12))
        .encode(
            x=alt.X("share:Q", scale=scale, axis=ruler, title=None),
            y=name,
            text=alt.Text("figure:N"),
        )
    )
    chart: alt.LayerChart = (
        alt.layer(bands, points, figures).properties(height=200).configure(view=NO_FRAME)
    )
    return chart


def rates_alt(rates: pd.DataFrame) -> str:
    """Return the chart's content as one sentence."""
    parts = [f"{name}: {label}" for name, label in zip(rates["name"], rates["label"], strict=True)]
    return "Agreement with real decisions. " + "; ".join(parts) + "."


def agreement_chart(record: TrackRecord) -> Drawing:
    """Return the chart of how often the team's choice was among ours."""
    return _rates_drawn("How often the team's choice was among ours", agreement_rates(record))


def baselines_chart(record: TrackRecord) -> Drawing:
    """Return the chart of our agreement beside what simple rules reach."""
    return _rates_drawn(
        "Verdicts beside simple rules, on the team's shortlist", baseline_rates(record)
    )


def calibration_chart(record: TrackRecord, catalogue: Catalogue) -> Drawing:
    """Return the chart of whether a word of confidence is worth its name."""
    return _rates_drawn(
        "Agreement by word and list, with the number of verdicts",
        calibration_rates(record, catalogue),
    )


def _rates_drawn(title: str, rates: pd.DataFrame) -> Drawing:
    return drawn(title, rates_chart, rates_alt, rates, 44 * len(rates) + 40)


def cross_check_effect(record: TrackRecord, catalogue: Catalogue) -> pd.DataFrame:
    """Return agreement by word and log scores, with and without the other methods."""
    rows: list[tuple[str, str, str]] = []
    for over, checked, words in (
        ("shortlist", record.cross_check.shortlist, record.calibration.shortlist),
        ("all ten", record.cross_check.all, record.calibration.all),
    ):
        with_them = {rate.word: rate for rate in checked.lowered_words}
        for rate in words:
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
    return pd.DataFrame(rows, columns=["What", "As they are", "With a step off"])


def _rate_text(rate: WordRate | None) -> str:
    if rate is None or rate.share is None or rate.low is None or rate.high is None:
        return "none"
    return f"{percent(rate.share)} of {rate.n} ({percents(rate.low, rate.high)})"


def miss_rows(
    record: TrackRecord, catalogue: Catalogue, decisions: Iterable[Case] = ()
) -> pd.DataFrame:
    """Return every decision in which the team chose otherwise, with the reason from its source.

    Parameters
    ----------
    decisions
        the recorded ones, which say what was built; of others that is not known here.
    """
    known = {case.id: case for case in decisions}
    among = {miss.id for miss in record.misses.shortlist}
    every = [
        *record.misses.shortlist,
        *(miss for miss in record.misses.all if miss.id not in among),
    ]
    rows = [
        (
            _built(known.get(miss.id), catalogue),
            catalogue.option_name(miss.champion) if miss.champion else "None fits",
            catalogue.confidence.word(miss.confidence).label,
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
        "What was built",
        "The verdict",
        "Confidence",
        "They chose",
        "Our pick was",
        "Reason given",
        "Source",
    ]
    return pd.DataFrame(rows, columns=columns)


def claims_of(record: TrackRecord) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return in sentences what the record allows to claim, and how far that can be trusted."""
    first = [
        "Each decision was judged by weights learnt without its team, but the evidence and the"
        " rules were written by people who could have read it." + _projected(record.shortlist.top1),
        *_claims_of_words(record),
        *_claims_of_finalists(record),
    ]
    further = [
        "A word that is worth its name agrees more often than the next weaker one. About sixty"
        " verdicts of one word without a single miss would be needed to claim that it is right in"
        " 95 of 100 verdicts.",
        "Teams write up leaving a framework more often than staying, and over all ten the pick is"
        " often one that the team never considered: not every miss is an error.",
    ]
    by_chance = record.shortlist.by_chance
    if by_chance is not None:
        further.append(
            "A random order of the same options would have the team's choice first in"
            f" {percent(by_chance[0])}, and among its first two in {percent(by_chance[1])} of the"
            " shortlists."
        )
    shaken = record.robustness.shaken
    if shaken.shortlist is not None:
        spread = shaken.shortlist
        further.append(
            f"With all judged numbers off by up to a fifth, {shaken.times} times, agreement on the"
            f" shortlist has a median of {percent(spread.median)}"
            f" ({percents(spread.low, spread.high)})."
        )
    if record.pairings.chosen:
        further.append(
            f"A service behind the screens was advised {_times(record.pairings.advised)}, chosen"
            f" {_times(record.pairings.chosen)}, and both {_times(record.pairings.both)}."
        )
    return tuple(first), (*further, *_claims_of_methods(record))


def _claims_of_finalists(record: TrackRecord) -> list[str]:
    return [
        f"{over}, what the team took was among the finalists in {percent(rate.covered.share)} of"
        f" {rate.covered.n} decisions; there were {rate.families:.1f} of them on average."
        for over, rate in (
            ("On shortlists", record.finalists.shortlist),
            ("Over all frameworks", record.finalists.all),
        )
        if rate.covered.share is not None and rate.families is not None
    ]


def _projected(rate: Rate) -> str:
    """Return what to expect of decisions that nobody has seen: chance in both samples is in it."""
    if rate.share is None or not rate.n:
        return ""
    middle = max(rate.share - _IN_VIEW, 0.0)
    error = _TWO_SIDED * math.sqrt(middle * (1 - middle) * (1 / rate.n + 1 / _UNSEEN))
    return (
        " On decisions that nobody here has seen, expect less; how much less is not measured. Were"
        f" it {100 * _IN_VIEW:.0f} points, {percent(max(middle - error, 0.0))} to"
        f" {percent(min(middle + error, 1.0))} of {_UNSEEN} picks from shortlists would agree."
    )


def _built(case: Case | None, catalogue: Catalogue) -> str:
    """Return what a team built, in the words of its source; empty where that is not known here."""
    if case is None:
        return ""
    goal = case.requirements.get("goal")
    return case.summary or (catalogue.answer_label("goal", goal) if goal else "")


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")


def _claims_of_words(record: TrackRecord) -> list[str]:
    """Return what may be said of the strongest word, on either list."""
    found = []
    for over, words in (
        ("On the teams' shortlists", record.calibration.shortlist),
        ("Over all ten frameworks", record.calibration.all),
    ):
        clear = next((word for word in words if word.word == "clear"), None)
        if clear is None or clear.low is None or clear.high is None:
            continue
        shown = "is" if clear.low > _COIN else "is not"
        found.append(
            f"{over}, {clear.agree:.0f} of {clear.n} clear verdicts agreed"
            f" ({percents(clear.low, clear.high)}): that they beat a coin there {shown} shown."
        )
    return found


def _claims_of_methods(record: TrackRecord) -> list[str]:
    """Return what the other methods would have done to the words, and to forecasts."""
    found = []
    lowered = record.cross_check.shortlist.lowered
    if lowered.low is not None and lowered.high is not None:
        found.append(
            "The four other methods change no word. Had they taken a step off it, they would have"
            f" done so on {lowered.n} verdicts on the shortlists, {lowered.agree:.0f} of which"
            f" agreed; the true share may lie anywhere from {percents(lowered.low, lowered.high)}."
        )
    return found + _claims_of_scores(record.cross_check.shortlist.word_log_score)


def _claims_of_scores(scores: WordScores) -> list[str]:
    if scores.before is None or scores.after is None or scores.change is None:
        return []
    low, high = scores.change
    if low <= 0 <= high:
        meaning = (
            "The difference may be chance: that the other methods make the words better is not"
            " shown."
        )
    else:
        meaning = f"That is {'better' if low > 0 else 'worse'} by more than chance."
    return [
        f"As forecasts, the words score {signed(scores.before)} without the other methods and"
        f" {signed(scores.after)} with them; 0 is perfect, a coin has {signed(math.log(_COIN))}."
        f" {meaning}"
    ]
